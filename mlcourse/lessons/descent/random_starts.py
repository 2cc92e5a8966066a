"""3.4 Twenty starts of one small model, and ten of three wide ones."""

import numpy as np

from mlcourse.data import weekday
from mlcourse.interact.controls import Dice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.days import DAYS_OF_WEEK
from mlcourse.lessons.shared.outcomes import computed_before
from mlcourse.losses import mse
from mlcourse.names import called
from mlcourse.pictures.marks import Bars, Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train_many
from mlcourse.words import say, say_many

STARTS, SIGMOIDS, TRAINED = 20, 2, 8000  # updates: by then the heaps are apart

WIDE = "10 ReLU", "100 ReLU", "1000 ReLU"


def random_starts(label, dates):
    """Train one small model from 20 random starts, and see where each ends; beside it, where wide ones have ended.

    The model is ``y = b + c₁ sigmoid(b₁ + w₁x) + c₂ sigmoid(b₂ + w₂x)`` over the day of the week; its labels are the
    mean views of each weekday. The wide ones, on 56 days of views, were trained before. ``label`` (thousands) and
    ``dates`` are ``(N,)``.
    """
    x = np.arange(7.0)
    means = np.array([label[weekday(dates) == day].mean() for day in range(7)])
    grid, shots = np.linspace(0, 6, 121), np.unique(np.geomspace(1, TRAINED + 1, 81).astype(int)) - 1
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.3, "batch_size": len(x), "epochs": TRAINED}

    def train(seed):
        starts = range(STARTS * seed, STARTS * (seed + 1))
        states = train_many([1, SIGMOIDS, 1], starts, x, means, activation="sigmoid", **how)
        return (state for state in states if state.update in shots)

    trainings, wide = Runs(train), {model: np.asarray(computed_before("L")[model]) for model in WIDE}

    def draw(seed, moment):
        state = trainings.follow({"seed": seed})[0][moment]
        return Scene(
            _fits(grid, state.predict(grid), means),
            _histogram(state.L),
            _wide(wide),
            says=" ".join([_told(int(shots[moment]), state.L), _told_wide(wide["100 ReLU"])]),
            facts=_spread(state.L) | {"done": shots[moment] == TRAINED},
        )

    moment = played(range(len(shots)))
    again = Dice(say("{starts} new starts", starts=STARTS), rewinds=moment)
    return Explorer(draw, seed=again, moment=moment).with_steps(steps.RANDOM_STARTS)


def _told(update, losses):
    return say_many(
        "After {n} update the best of {starts} small ones has [L = {least:.3f}k²|best], the worst "
        "[{largest:.3f}k²|error], {times:.1f} times as much.",
        "After {n} updates the best of {starts} small ones has [L = {least:.3f}k²|best], the worst "
        "[{largest:.3f}k²|error], {times:.1f} times as much.",
        n=update,
        **_spread(losses),
    )


def _spread(losses):
    """Return the least and the largest of losses, how many times as much it is, and how many starts there were."""
    least, largest = losses.min(), losses.max()
    return {"starts": len(losses), "least": least, "largest": largest, "times": largest / least}


def _told_wide(losses):
    return say(
        "100 ReLUs, trained before from {starts} starts, ended between {least:.3f}k and {largest:.3f}k, "
        "{times:.2f} times as much.",
        **_spread(losses),
    )


def _fits(grid, predicted, means):
    """Draw the fits of all starts, (STARTS, len(grid)), and the mean of each weekday that they are to follow."""
    return Panel(
        Line(grid, predicted, role="path", width=1.5, opacity=0.5),
        Dots(np.arange(7.0), means, role="label", size=5),
        x=Axis(say("day of the week"), (-0.3, 6.3), DAYS_OF_WEEK),
        y=Axis(say("mean views (thousands)"), (3, 13)),
    )


def _histogram(losses):
    edges = np.logspace(-1.5, 1.5, 91)
    counts, _ = np.histogram(np.clip(losses, edges[0], 0.98 * edges[-1]), edges)
    return Panel(
        Bars(np.sqrt(edges[:-1] * edges[1:]), counts, role="path", width=0.03),
        x=Axis(say("L, the small model (k²)"), (edges[0], edges[-1]), scale="log"),
        y=Axis(say("how many of the {starts} starts", starts=STARTS), (0, STARTS)),
    )


def _wide(losses):
    """Draw where each start of the wide models ended, one row of dots a model: ``losses`` by model."""
    marks = [Dots(each, np.full(len(each), row), role="path", size=4) for row, each in enumerate(losses.values())]
    names = [Text(0.005, row, called(model), role="ink", side="right") for row, model in enumerate(losses)]
    return Panel(
        *marks,
        *names,
        x=Axis(say("L of ten starts, wide models (thousands)"), (0, 0.4)),
        y=Axis("", (len(losses) - 0.5, -0.5), ()),
    )
