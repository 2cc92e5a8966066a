"""4.1 and 4.6 Day of the week → views: a straight line, and where bending pays."""

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.fits import best, best_heights
from mlcourse.functions import blue, hard_sigmoid, red
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.lessons.shared.days import DAYS_OF_WEEK, VIEWS
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def _of_the_week(label, dates):
    """Days of the week (0 to 6), a dot for each day beside its weekday, and the median views of each weekday."""
    x = weekday(dates).astype(float)
    beside = x + np.random.default_rng(0).uniform(-0.3, 0.3, len(x))
    return x, beside, np.array([np.median(label[x == day]) for day in range(7)])


def _week_panel(beside, label, *marks):
    return Panel(
        Dots(beside, label, size=2, opacity=0.3),
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

    def draw(w, b):
        drawn = (
            Segments(days, medians, functions.line(days, w, b), role="error"),
            Line(days, medians, role="target"),
            Line(ends, functions.line(ends, w, b), role="prediction"),
            Handle(0.0, functions.line(0.0, w, b), up={"b": 1.0}, label="b", side="right"),
            Handle(6.0, functions.line(6.0, w, b), up={"w": 1 / 6}, label="w", side="left"),
        )
        return Scene(
            _week_panel(beside, label, *drawn),
            says=_beside_the_best(w, b, mae(functions.line(x, w, b), label), least),
        )

    return Explorer(draw, w=(-2, 2, 0.0), b=(0, 16, 8.0))


def _beside_the_best(w, b, L, least):
    line = say(
        "Your line, [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction], has [L = {L:.2f}k|error].", w=w, b=b, L=L
    )
    return " ".join([line, say("The best of all straight lines has {least:.2f}k.", least=least)])


def bend(label, dates):
    """Day of the week → views, with 1 to 6 hard sigmoids: from the straight line to the free curve."""
    x, beside, _ = _of_the_week(label, dates)
    grid, (w, b), counts = np.linspace(0, 6, 241), best(x, label), range(1, 7)
    straight = Line(grid, functions.line(grid, w[0], b), role="rule", width=2, dashed=True)

    @recent(len(counts))
    def fitted(n):
        constant, pieces = best_heights(x, label, np.linspace(0, 6, n + 1))
        return constant, pieces, mae(red(x, constant, pieces, hard_sigmoid), label)

    def draw(n):
        constant, pieces, L = fitted(n)
        bent = Line(grid, red(grid, constant, pieces, hard_sigmoid), role="prediction")
        return Scene(
            _week_panel(beside, label, straight, bent),
            _added(grid, constant, [blue(grid, *each, hard_sigmoid) for each in pieces]),
            says=_bent(n, L, mae(functions.line(x, w[0], b), label)),
        )

    return Explorer(draw, n=counts)


def _bent(n, L, least):
    pieces = say_many("{n} hard sigmoid: [L = {L:.2f}k|error].", "{n} hard sigmoids: [L = {L:.2f}k|error].", n=n, L=L)
    return " ".join([pieces, say("The best straight line has {least:.2f}k.", least=least)])


def _added(grid, constant, blues):
    """Draw what the constant (dashed) and each of the ``blues``, (pieces, len(grid)), add to the curve."""
    return Panel(
        Line([0, 6], [constant, constant], role="quiet", width=2, dashed=True),
        Line(grid, blues, role="prediction", width=2),
        Text(6, constant, say("constant {constant:.1f}", constant=constant), role="quiet", side="above"),
        x=Axis(say("day of the week"), (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis(say("what each adds (thousands)"), (-VIEWS[1] / 2, VIEWS[1])),
    )
