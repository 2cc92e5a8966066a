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
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train_many
from mlcourse.words import say, say_many

STARTS, SIGMOIDS, TRAINED = 20, 2, 8000  # updates: by then the heaps are apart

SHOTS = np.unique(np.geomspace(1, TRAINED + 1, 81).astype(int)) - 1  # updates that are shown

WIDE = "10 ReLU", "100 ReLU", "1000 ReLU"

HEAPS = "prediction", "path", "error"  # roles: of the heap with the least loss, of those between, and of the last

GAP = 1.1  # times as much loss as the start before, and another heap begins

SHOWN = (0.03, 0.3)  # k²: a start that has more stands at the edge


def random_starts(label, dates):
    """Train one small model from 20 random starts, and see where each ends; beside it, where wide ones have ended.

    From the first update on a start has the colour of the heap of losses in which it ends.
    The model is ``y = b + c₁ sigmoid(b₁ + w₁x) + c₂ sigmoid(b₂ + w₂x)`` over the day of the week; its labels are the
    mean views of each weekday. The wide ones, on 56 days of views, were trained before. ``label`` (thousands) and
    ``dates`` are ``(N,)``.
    """
    means = np.array([label[weekday(dates) == day].mean() for day in range(7)])
    trainings, wide = _trainings(means), {model: np.asarray(computed_before("L")[model]) for model in WIDE}
    grid, moment = np.linspace(0, 6, 121), played(range(len(SHOTS)))

    def draw(seed, moment):
        (states,) = trainings.follow({"seed": seed})
        state, heaps, done = states[moment], _heaps(states[len(SHOTS) - 1].L), SHOTS[moment] == TRAINED
        return Scene(
            _fits(grid, state.predict(grid), means, heaps),
            _piled(state.L, heaps, done),
            _wide(wide),
            says=" ".join([_told(int(SHOTS[moment]), state.L), _told_wide(wide["100 ReLU"])]),
            facts=_spread(state.L) | {"done": done},
        )

    again = Dice(say("{starts} new starts", starts=STARTS), rewinds=moment)
    return Explorer(draw, seed=again, moment=moment).with_steps(steps.RANDOM_STARTS)


def _trainings(means):
    """Return the `Runs` of small models to the ``means`` of the weekdays, by seed: the states at `SHOTS`."""
    x = np.arange(7.0)
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.3, "batch_size": len(x), "epochs": TRAINED}

    def train(seed):
        starts = range(STARTS * seed, STARTS * (seed + 1))
        states = train_many([1, SIGMOIDS, 1], starts, x, means, activation="sigmoid", **how)
        return (state for state in states if state.update in SHOTS)

    return Runs(train)


def _told(update, losses):
    return say_many(
        "After {n} update the best of {starts} small ones has [L = {least:.3f}k²|prediction], the worst "
        "[{largest:.3f}k²|error], {times:.1f} times as much.",
        "After {n} updates the best of {starts} small ones has [L = {least:.3f}k²|prediction], the worst "
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
        "Of 100 ReLUs, trained before from {starts} starts, the worst has {times:.2f} times the loss of the best.",
        **_spread(losses),
    )


def _heaps(losses):
    """Return which starts lie in the heap with the least loss, in those between, and in the last: masks, (3, N)."""
    order = np.argsort(losses)
    place = np.empty(len(losses), dtype=int)
    place[order] = np.cumsum([0, *(losses[order][1:] > GAP * losses[order][:-1])])
    last = max(1, place.max())
    return np.array([place == 0, (place > 0) & (place < last), place == last])


def _fits(grid, predicted, means, heaps):
    """Draw the fits of all starts, (STARTS, len(grid)), and the mean of each weekday that they are to follow."""
    return Panel(
        *[
            Line(grid, predicted[on], role=role, width=1.5, opacity=0.6) if on.any() else None
            for on, role in zip(heaps, HEAPS, strict=True)
        ],
        Dots(np.arange(7.0), means, role="label", size=5),
        x=Axis(say("day of the week"), (-0.3, 6.3), DAYS_OF_WEEK),
        y=Axis(say("mean views (thousands)"), (3, 13)),
        title=say("coloured by the end"),
    )


def _piled(losses, heaps, done):
    """Pile the starts up over their losses, a dot each; when it is ``done``, say how many lie in each heap."""
    edges = np.geomspace(*SHOWN, 27)
    place = np.digitize(np.clip(losses, *SHOWN), edges[1:-1])
    x = np.sqrt(edges[place] * edges[place + 1])
    order = np.lexsort((heaps.argmax(axis=0), place))
    y = np.empty(len(losses))
    y[order] = 0.5 + np.arange(len(losses)) - np.searchsorted(place[order], place[order])
    found = list(zip(heaps, HEAPS, strict=True))
    return Panel(
        *[Dots(x[on], y[on], role=role, size=4.5) if on.any() else None for on, role in found],
        *[
            Text(0.98 * SHOWN[1], STARTS - 1.5 - 2.5 * row, _ended(losses[on]), role=role, side="left")
            if done and on.any()
            else None
            for row, (on, role) in enumerate(found)
        ],
        _beyond(losses),
        x=Axis(say("L, the small model (k²)"), SHOWN, scale="log"),
        y=Axis(say("how many of the {starts} starts", starts=STARTS), (0, STARTS)),
    )


def _beyond(losses):
    """Say how many starts stand at the edge, for their loss is larger than the axis goes."""
    n, most = int((losses > SHOWN[1]).sum()), SHOWN[1]
    if not n:
        return None
    said = say_many("{n} start above {most:g}k²", "{n} starts above {most:g}k²", n=n, most=most)
    return Text(0.86 * SHOWN[1], STARTS - 1.5, said, role="ink", side="left")


def _ended(losses):
    told = {"L": np.median(losses)}
    return say_many("{n} start at {L:.2f}k²", "{n} starts near {L:.2f}k²", n=len(losses), **told)


def _wide(losses):
    """Draw where each start of the wide models ended, one row of dots a model: ``losses`` by model."""
    marks = [Dots(each, np.full(len(each), row), role="quiet", size=4) for row, each in enumerate(losses.values())]
    names = [Text(0.005, row, called(model), role="ink", side="right") for row, model in enumerate(losses)]
    return Panel(
        *marks,
        *names,
        x=Axis(say("L of ten starts, wide models (thousands)"), (0, 0.4)),
        y=Axis("", (len(losses) - 0.5, -0.5), ()),
    )
