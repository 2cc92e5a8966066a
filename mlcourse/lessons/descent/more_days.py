"""3.8 More days, exact fits, and validation."""

import numpy as np

from mlcourse import functions
from mlcourse.data import LECTURE, LECTURE_BEST, during, lagged, load_views
from mlcourse.descent import descend, objective, standardised
from mlcourse.experiments.models import ARTICLES
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.lessons.descent import steps
from mlcourse.losses import mae
from mlcourse.names import called
from mlcourse.pictures.marks import Bars, Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

LINEAR = {1: "linear, 1 day", 7: "linear, 7 days", 28: "linear, 28 days", 56: "linear, 56 days"}

LONGEST = tuple(LINEAR)  # days

STEPS = 1000  # updates of the descent that stands beside the exact fit

OURS = ARTICLES[0]  # the page that the course asks about


def more_days(article=OURS):
    """Give the linear model 1, 7, 28 or 56 days: its weights beside the lecture's, and ``L``, validation and ``L′``.

    Fits are exact, of least absolute errors; validation is a fit to 2017-2019 tried on 2020. The rules without a
    parameter stand beside them, and with the course's own page the lecture's losses: those of another are of another
    size.
    """
    daily = load_views(article)
    (other,) = set(ARTICLES) - {article}
    fitted, weights = (recent(len(LONGEST))(fit) for fit in (lambda days: _exact(daily, days), _weights(other)))
    rules = _rules(daily)

    def draw(days):
        tried = [each for each in LONGEST if each <= days]
        w, losses, walked = fitted(days)
        ours, theirs = np.array([fitted(each)[1] for each in tried]).T, _theirs(article, tried)
        return Scene(
            _by_lag(w, called(article), weights(days), called(other), LECTURE_BEST.get(LINEAR[days], ((), 0))[0]),
            _by_days(ours, theirs, rules, 1.25 * max(fitted(1)[1])),
            says=" ".join([_told(days, losses), *_beside(article, days), _walked(walked, losses[0])]),
            facts={"weights": w, "unseen": ours[-1]},
        )

    return Explorer(draw, days=list(LONGEST)).with_steps(steps.MORE_DAYS)


def _rules(daily):
    """Return the losses on 2021 of the rules without a parameter, by name."""
    week = during(lagged(*daily, 7), 2021)
    rules = {say("yesterday"): functions.as_yesterday(week.X), say("last week"): functions.as_last_week(week.X)}
    return {name: mae(said, week.label) for name, said in rules.items()}


def _weights(article):
    def fit(days):
        train = during(lagged(*load_views(article), days), 2017, 2020)
        return best(train.X, train.label)[0]

    return fit


def _theirs(article, tried):
    """Return the lecture's losses, (2, days tried); none beside another page than ours."""
    return np.array([LECTURE[LINEAR[each]] for each in tried]).T if article == OURS else np.empty((2, 0))


def _by_lag(w, name, other, other_name, lecture):
    """Draw a weight for each day back: ``w`` as bars, those of the ``other`` page and of the ``lecture`` as dots."""
    days, top = np.arange(1, len(w) + 1), max(7, len(w))
    step, aside = (1, 0.2) if len(w) <= 7 else (len(w) // 4, 0)  # side by side where there is room
    return Panel(
        Bars(days, w, role="prediction", width=0.8),
        Dots(days - aside, other, role="unseen", size=4),
        Dots(days[: len(lecture)] + aside, lecture, role="label", size=4) if len(lecture) else None,
        Text(top + 0.7, 1.0, name, role="prediction", side="left"),
        Text(top + 0.7, 0.87, other_name, role="unseen", side="left"),
        Text(top + 0.7, 0.74, say("the lecture"), role="label", side="left") if len(lecture) else None,
        x=Axis(say("days back, j"), (0.3, top + 0.7), tuple((k, str(k)) for k in range(step, top + 1, step))),
        y=Axis(say("weight wⱼ"), (-0.45, 1.08)),
    )


def _told(days, losses):
    return say_many(
        "{n} day, {parameters} parameters: [L = {L:.3f}k|error], [validation {held:.3f}k|best], "
        "[L′ = {unseen:.3f}k|unseen].",
        "{n} days, {parameters} parameters: [L = {L:.3f}k|error], [validation {held:.3f}k|best], "
        "[L′ = {unseen:.3f}k|unseen].",
        n=days,
        **dict(zip(("L", "held", "unseen"), losses, strict=True)),
        parameters=days + 1,
    )


def _beside(article, days):
    """Say what the lecture has, beside its own kind of page only."""
    told = dict(zip(("L", "unseen"), LECTURE[LINEAR[days]], strict=True))
    return [say("The lecture has {L:.2f}k and {unseen:.2f}k.", **told)] if article == OURS else []


def _walked(reached, L):
    told = {"L": reached, "updates": STEPS, "above": 100 * (reached / L - 1)}
    if told["above"] < 0.05:
        return say("Descent comes to the same L in {updates} updates.", **told)
    return say("Descent comes to {L:.3f}k in {updates} updates, {above:.1f} % above.", **told)


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
    """Draw losses over the number of days, each with its name at its last dot; the rules' stand at the right."""
    at, end = np.arange(len(ours[0])), 5.6
    losses = list(zip(ours, ("error", "best", "unseen"), strict=True))
    names = zip(_apart(ours[:, -1], 0.1 * top), ("L", say("validation"), "L′"), losses, strict=True)
    beside = zip(_apart(list(rules.values()), 0.1 * top), rules, strict=True)
    return Panel(
        *[Line([-0.3, end], [each, each], role="rule", width=1, dashed=True) for each in rules.values()],
        *[Dots(at, row, role="quiet", size=3) if row.size else None for row in theirs],
        *[Line(at, row, role=role, width=2) for row, role in losses],
        *[Dots(at, row, role=role, size=5) for row, role in losses],
        *[Text(at[-1], y, name, role=role, size=0.85) for y, name, (_, role) in names],
        *[Text(end, y, name, "left", role="rule", size=0.85) for y, name in beside],
        x=Axis(say("days"), (-0.3, end), tuple((k, str(each)) for k, each in enumerate(LONGEST))),
        y=Axis(say("loss (thousands); grey: lecture") if theirs.size else say("loss (thousands)"), (0, top)),
    )


def _apart(heights, gap):
    """Move heights as little as can be, so that each is at least ``gap`` above the next one below it."""
    from scipy.optimize import isotonic_regression  # half a second that only these labels need

    order = np.argsort(heights)
    stairs = gap * np.arange(len(order))
    moved = np.empty(len(order))
    moved[order] = isotonic_regression(np.asarray(heights)[order] - stairs).x + stairs
    return moved
