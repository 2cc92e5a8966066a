"""A point placed by hand, and what the reader said, in a picture."""

from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.marks import Dots, Handle, Line, Text
from mlcourse.pictures.scene import Panel, Scene
from mlcourse.words import number, say


def placing(panel, names, given=()):
    """Place a point by hand on the axes of ``panel``, beside the marks ``given``.

    The two ``names`` are its controls, along x and along y.
    """

    def draw(**at):
        across, up = names
        point = Handle(at[across], at[up], right={across: 1}, up={up: 1}, label=say("here"), anywhere=True, role="path")
        return Scene(
            Panel(*given, point, x=panel.x, y=panel.y, height=panel.height),
            says=say("Your point: {point}", point=", ".join(_given(name, value) for name, value in at.items())),
        )

    return Explorer(draw, **dict(zip(names, (panel.x.limits, panel.y.limits), strict=True)))


def _given(name, value):
    return f"[{name} = {number(value, '.3g')}|path]"


def said(panel, x=None, y=None):
    """Mark what the reader said: a point of ``panel``, or a line across it where only ``x`` or ``y`` was asked."""
    (left, right), (low, high) = panel.x.limits, panel.y.limits
    if x is not None and y is not None:
        return Dots([x], [y], role="path", size=6), Text(x, y, say("you said"), role="path", side="above")
    ends = ([left, right], [y, y]) if x is None else ([x, x], [low, high])
    words = Text(ends[0][1], ends[1][1], say("you said"), role="path", side="left" if y is None else "above")
    return Line(*ends, role="path", width=2, dashed=True), words
