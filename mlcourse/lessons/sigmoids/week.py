"""4.1 and 4.6 Day of the week → views: a straight line, and where bending pays."""

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.fits import best, best_heights
from mlcourse.functions import blue, hard_sigmoid, red
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.days import DAYS_OF_WEEK, VIEWS
from mlcourse.lessons.sigmoids import steps
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def _of_the_week(label, dates):
    """Days of the week (0 to 6), a dot for each day beside its weekday, and the median views of each weekday."""
    x = weekday(dates).astype(float)
    beside = x + np.random.default_rng(0).uniform(-0.3, 0.3, len(x))
    return x, beside, np.array([np.median(label[x == day]) for day in range(7)])


def _week_panel(beside, label, dates, *marks):
    return Panel(
        Dots(beside, label, size=2, opacity=0.3, days=dates),
        *marks,
        x=Axis(say("day of the week"), (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis(say("views (thousands)"), VIEWS),
    )


def straight(label, dates):
    """Drag ``w`` and ``b``: no straight line follows the week, whose best curve (by MAE: the medians) is red.

    ``label`` (thousands) and ``dates`` are ``(N,)``.
    """
    x, beside, medians = _of_the_week(label, dates)
    days, ends = np.arange(7.0), np.array([-0.5, 6.5])
    (w0,), b0 = best(x, label)
    least = mae(functions.line(x, w0, b0), label)

    def draw(b, w):
        off, L = _over_days(functions.line(days, w, b), medians, x, label)
        drawn = (
            Segments(days, medians, functions.line(days, w, b), role="error"),
            Line(days, medians, role="target"),
            Line(ends, functions.line(ends, w, b), role="prediction"),
            Handle(0.0, functions.line(0.0, w, b), up={"b": 1.0}, label="b", side="right"),
            Handle(6.0, functions.line(6.0, w, b), up={"w": 1 / 6}, label="w", side="left"),
        )
        return Scene(
            _week_panel(beside, label, dates, *drawn),
            says=_beside_the_best(w, b, L, least),
            facts={"off": off, "working": off[:4].max(), "worst": off.max(), "L": L, "least": least},
        )

    return Explorer(draw, b=(0, 16, 8.0), w=(-2, 2, 0.0)).with_steps(steps.STRAIGHT)


def _beside_the_best(w, b, L, least):
    line = say(
        "Your line, [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction], has [L = {L:.2f}k|error].", w=w, b=b, L=L
    )
    return " ".join([line, say("The best of all straight lines has {least:.2f}k.", least=least)])


def bend(label, dates):
    """Day of the week → views, with 1 to 6 hard sigmoids: from the straight line to the best value of every day."""
    x, beside, medians = _of_the_week(label, dates)
    days, grid, (w, b), counts = np.arange(7.0), np.linspace(0, 6, 241), best(x, label), range(1, 7)
    straight = Line(grid, functions.line(grid, w[0], b), role="rule", width=2, dashed=True)
    by_line = _over_days(functions.line(days, w[0], b), medians, x, label)
    of_line, (_, least) = (
        {"worst_of_line": by_line[0].max(), "line": by_line[1]},
        _over_days(medians, medians, x, label),
    )

    fits = {n: best_heights(x, label, np.linspace(0, 6, n + 1)) for n in counts}

    def draw(n):
        (constant, pieces), reached = fits[n], red(days, *fits[n], hard_sigmoid)
        off, L = _over_days(reached, medians, x, label)
        bent = Line(grid, red(grid, constant, pieces, hard_sigmoid), role="prediction")
        missed = Segments(days, medians, reached, role="error", width=3), Dots(days, medians, role="target", size=5)
        return Scene(
            _week_panel(beside, label, dates, straight, bent, *missed),
            _added(grid, constant, [blue(grid, *each, hard_sigmoid) for each in pieces]),
            says=_bent(n, (off, L), by_line),
            facts={"off": off, "L": L, "worst": off.max(), "least": least} | of_line,
        )

    return Explorer(draw, n=counts).with_steps(steps.BEND)


def _over_days(reached, medians, x, label):
    """Return by how much values of the seven days are off the best ones, (7,), and their loss over all ``x``."""
    return np.abs(reached - medians), mae(reached[x.astype(int)], label)


def _bent(n, bent, straight):
    """Say how far off the best values of the days, and over all days, ``n`` pieces and the straight line are."""
    (off, L), (off_by_line, L_by_line) = bent, straight
    pieces = say_many(
        "{n} hard sigmoid: off the best value of a day by [{off:.2f}k|error] in the mean, over all days by "
        "[L = {L:.2f}k|error].",
        "{n} hard sigmoids: off the best value of a day by [{off:.2f}k|error] in the mean, over all days by "
        "[L = {L:.2f}k|error].",
        n=n,
        off=off.mean(),
        L=L,
    )
    line = say("The best straight line: {off:.2f}k and {L:.2f}k.", off=off_by_line.mean(), L=L_by_line)
    return f"{pieces} {line}"


def _added(grid, constant, blues):
    """Draw what the constant (dashed) and each of the ``blues``, (pieces, len(grid)), add to the curve."""
    return Panel(
        Line([0, 6], [constant, constant], role="quiet", width=2, dashed=True),
        Line(grid, blues, role="prediction", width=2),
        Text(6, constant, say("constant {constant:.1f}", constant=constant), role="quiet", side="above"),
        x=Axis(say("day of the week"), (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis(say("what each adds (thousands)"), (-VIEWS[1] / 2, VIEWS[1])),
    )
