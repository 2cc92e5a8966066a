"""3.4 Twenty starts of one small model."""

import numpy as np

from mlcourse.data import weekday
from mlcourse.interact.controls import Dice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs
from mlcourse.lessons.shared.days import DAYS_OF_WEEK
from mlcourse.losses import mse
from mlcourse.pictures.marks import Bars, Dots, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train_many
from mlcourse.words import say, say_many

STARTS, SIGMOIDS, TRAINED = 20, 2, 2000


def random_starts(label, dates):
    """Train one small model from 20 random starts, and see where each ends: the fits, and their losses in a histogram.

    The model is ``y = b + c₁ sigmoid(b₁ + w₁x) + c₂ sigmoid(b₂ + w₂x)`` over the day of the week; its labels are the
    mean views of each weekday. ``label`` (thousands) and ``dates`` are ``(N,)``.
    """
    x = np.arange(7.0)
    means = np.array([label[weekday(dates) == day].mean() for day in range(7)])
    grid, shots = np.linspace(0, 6, 121), np.unique(np.geomspace(1, TRAINED + 1, 61).astype(int)) - 1
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.1, "batch_size": len(x), "epochs": TRAINED}

    def train(seed):
        starts = range(STARTS * seed, STARTS * (seed + 1))
        states = train_many([1, SIGMOIDS, 1], starts, x, means, activation="sigmoid", **how)
        return (state for state in states if state.update in shots)

    trainings = Runs(train)

    def draw(seed, moment):
        (path,) = trainings.follow({"seed": seed})
        state = path[moment]
        return Scene(
            _fits(grid, state.predict(grid), means),
            _histogram(state.L),
            says=_told(int(shots[moment]), state.L),
        )

    again = Dice(say("{starts} new starts", starts=STARTS))
    return Explorer(draw, seed=again, moment=played(range(len(shots)), len(shots) - 1))


def _told(update, losses):
    least = losses.min()
    return say_many(
        "After {n} update the best of {starts} starts has [L = {least:.3f}k²|best], the worst "
        "[{largest:.3f}k²|error]; [{near}|path] are within 0.1k² of the best.",
        "After {n} updates the best of {starts} starts has [L = {least:.3f}k²|best], the worst "
        "[{largest:.3f}k²|error]; [{near}|path] are within 0.1k² of the best.",
        n=update,
        starts=len(losses),
        least=least,
        largest=losses.max(),
        near=int(np.sum(losses - least < 0.1)),
    )


def _fits(grid, predicted, means):
    """Draw the fits of all starts, (STARTS, len(grid)), and the mean of each weekday that they are to follow."""
    return Panel(
        Line(grid, predicted, role="path", width=1.5, opacity=0.5),
        Dots(np.arange(7.0), means, role="label", size=5),
        x=Axis(say("day of the week"), (-0.3, 6.3), DAYS_OF_WEEK),
        y=Axis(say("mean views (thousands)"), (0, 16)),
    )


def _histogram(losses):
    edges = np.logspace(-1.5, 1.5, 61)
    counts, _ = np.histogram(np.clip(losses, edges[0], 0.98 * edges[-1]), edges)
    return Panel(
        Bars(np.sqrt(edges[:-1] * edges[1:]), counts, role="path", width=0.045),
        x=Axis(say("L, mean square error (k²)"), (edges[0], edges[-1]), scale="log"),
        y=Axis(say("how many of the {starts} starts", starts=STARTS), (0, STARTS)),
    )
