"""Parts of pictures that several lessons show."""

import numpy as np

from mlcourse.explorers.explorer import Explorer
from mlcourse.pictures.scene import Axis, Dots, Handle, Line, Panel, Scene, Segments, Surface, Text

VIEWS = (0, 20)  # thousands
YESTERDAY_TODAY = {
    "x": Axis("views yesterday, x₁ (thousands)", VIEWS),
    "y": Axis("views today, ŷ (thousands)", VIEWS),
}
BANDS = 14  # of an error surface


def cloud(x, label, predicted, shown, *marks):
    """Yesterday → today: every day a dot, ``marks`` over them, and the errors of the days ``shown`` (an index)."""
    return Panel(
        Dots(x, label, size=2, opacity=0.35),
        Segments(x[shown], label[shown], predicted[shown], role="error"),
        Dots(x[shown], label[shown], role="label", size=3),
        *marks,
        **YESTERDAY_TODAY,
    )


def error_surface(w, b, heights, best, *marks, here=None, called="you", title=""):
    """Contour plot of ``heights``, (len(b), len(w)), and the ``best`` pair, or None; ``here`` is a handle on a pair."""
    handle = here and Handle(*here, right={"w": 1.0}, up={"b": 1.0}, anywhere=True, label=called)
    return Panel(
        Surface(w, b, heights, bands(heights)),
        *marks,
        best and Dots([best[0]], [best[1]], role="best", size=5),
        best and Text(*best, "best", role="best", side="right"),
        handle,
        x=Axis("w", (w[0], w[-1])),
        y=Axis("b (thousands)", (b[0], b[-1])),
        title=title,
    )


def placing(panel, names):
    """Place a point by hand on the bare axes of ``panel``; the two ``names`` are its controls, along x and along y."""

    def draw(**at):
        across, up = names
        point = Handle(at[across], at[up], right={across: 1}, up={up: 1}, label="here", anywhere=True, role="path")
        return Scene(
            Panel(point, x=panel.x, y=panel.y, aspect=panel.aspect),
            says="Your point: " + ", ".join(f"[{name} = {value:.3g}|path]" for name, value in at.items()),
        )

    return Explorer(draw, **dict(zip(names, (panel.x.limits, panel.y.limits), strict=True)))


def said(panel, x=None, y=None):
    """Mark what the reader said: a point of ``panel``, or a line across it where only ``x`` or ``y`` was asked."""
    (left, right), (low, high) = panel.x.limits, panel.y.limits
    if x is not None and y is not None:
        return Dots([x], [y], role="path", size=6), Text(x, y, "you said", role="path", side="above")
    ends = ([left, right], [y, y]) if x is None else ([x, x], [low, high])
    words = Text(ends[0][1], ends[1][1], "you said", role="path", side="left" if y is None else "above")
    return Line(*ends, role="path", width=2, dashed=True), words


def bands(heights):
    """Levels between the bands of a surface, closer together near the ground, where the eye wants to see more."""
    low, high = float(np.min(heights)), float(np.max(heights))
    return low + (high - low) * np.linspace(0, 1, BANDS + 1)[1:-1] ** 2


def spelled(date, day=False):
    """Write a date as people do: 31 December 2020; with its ``day`` of the week, Thursday 31 December 2020."""
    date = date.item()
    return f"{date:%A} " * day + f"{date.day} {date:%B %Y}"


def short(date):
    """Write a date without its year: 31 Dec."""
    return f"{date.item().day} {date.item():%b}"
