"""3.8 More days, exact fits, and validation."""

import numpy as np

from mlcourse import functions
from mlcourse.data import LECTURE, during, lagged
from mlcourse.descent import descend, objective, standardised
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.losses import mae
from mlcourse.pictures.marks import Bars, Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

LINEAR = {1: "linear, 1 day", 7: "linear, 7 days", 28: "linear, 28 days", 56: "linear, 56 days"}

LONGEST = tuple(LINEAR)  # days

STEPS = 1000  # updates of the descent that stands beside the exact fit


def more_days(daily):
    """Give the linear model 1, 7, 28 or 56 days: its weights, and ``L``, validation and ``L′`` beside the lecture's.

    ``daily`` is what `load_views` returns. Fits are exact, of least absolute errors; validation is a fit to 2017-2019
    tried on 2020. The rules without a parameter stand beside them.
    """
    fitted = recent(len(LONGEST))(lambda days: _exact(daily, days))
    week = during(lagged(*daily, 7), 2021)
    rules = {say("yesterday"): functions.as_yesterday(week.X), say("last week"): functions.as_last_week(week.X)}
    rules = {name: mae(said, week.label) for name, said in rules.items()}

    def draw(days):
        tried = [each for each in LONGEST if each <= days]
        w, (L, held, unseen), walked = fitted(days)
        ours = np.array([fitted(each)[1] for each in tried]).T
        theirs = np.array([LECTURE[LINEAR[each]] for each in tried]).T
        return Scene(
            Panel(
                Bars(np.arange(1, days + 1), w, role="prediction", width=0.8),
                x=Axis(say("days back, j"), (0.3, max(days, 7) + 0.7)),
                y=Axis(say("weight wⱼ"), (-0.45, 1.05)),
            ),
            _by_days(ours, theirs, rules, 1.25 * max(fitted(1)[1])),
            says=_told(days, (L, held, unseen), theirs[:, -1], walked),
        )

    return Explorer(draw, days=list(LONGEST))


def _told(days, ours, theirs, walked):
    (L, held, unseen), (lecture, lecture_unseen) = ours, theirs
    losses = say_many(
        "{n} day, {parameters} parameters: [L = {L:.3f}k|error], [validation {held:.3f}k|best], "
        "[L′ = {unseen:.3f}k|unseen].",
        "{n} days, {parameters} parameters: [L = {L:.3f}k|error], [validation {held:.3f}k|best], "
        "[L′ = {unseen:.3f}k|unseen].",
        n=days,
        **{"parameters": days + 1, "L": L, "held": held, "unseen": unseen},
    )
    beside = say("The lecture has {L:.2f}k and {unseen:.2f}k.", L=lecture, unseen=lecture_unseen)
    descent = say(
        "Descent is at {L:.3f}k after {updates} updates, {above:.1%} above.",
        **{"L": walked, "updates": STEPS, "above": walked / L - 1},
    )
    return " ".join([losses, beside, descent])


def _exact(daily, days):
    """Fit the linear model exactly: its weights, the losses L, validation and L′, and what descent has come to."""
    rows = lagged(*daily, days)
    train, early, held, unseen = (during(rows, *years) for years in ((2017, 2020), (2017, 2019), (2020,), (2021,)))
    w, b = best(train.X, train.label)
    early_w, early_b = best(early.X, early.label)
    L, g = objective(standardised(train.X), train.label, mae)
    walk = descend(g, np.zeros(days + 1), loss=L, rate=0.01 * np.std(train.label), updates=STEPS)
    pairs = (train, w, b), (held, early_w, early_b), (unseen, w, b)
    return w, [mae(x_w.X @ weights + bias, x_w.label) for x_w, weights, bias in pairs], walk.losses.min()


def _by_days(ours, theirs, rules, top):
    """Draw losses over the number of days, with their names in a column on the right."""
    roles, at = ("error", "best", "unseen"), np.arange(len(ours[0]))
    names = zip(("L", say("validation"), "L′", *rules), (*roles, "rule", "rule"), strict=True)
    heights = _apart([*ours[:, -1], *rules.values()], 0.1 * top)
    return Panel(
        *[Line([-0.3, 3.2], [each, each], role="rule", width=1, dashed=True) for each in rules.values()],
        *[Dots(at, row, role="quiet", size=3) for row in theirs],
        *[Line(at, row, role=role, width=2) for row, role in zip(ours, roles, strict=True)],
        *[Dots(at, row, role=role, size=5) for row, role in zip(ours, roles, strict=True)],
        *[Text(3.2, y, name, role=role, size=0.85) for y, (name, role) in zip(heights, names, strict=True)],
        x=Axis(say("days"), (-0.3, 6.4), tuple((k, str(each)) for k, each in enumerate(LONGEST))),
        y=Axis(say("loss (thousands); grey: lecture"), (0, top)),
    )


def _apart(heights, gap):
    """Move heights as little as can be, so that each is at least ``gap`` above the next one below it."""
    from scipy.optimize import isotonic_regression  # half a second that only these labels need

    order = np.argsort(heights)
    stairs = gap * np.arange(len(order))
    moved = np.empty(len(order))
    moved[order] = isotonic_regression(np.asarray(heights)[order] - stairs).x + stairs
    return moved
