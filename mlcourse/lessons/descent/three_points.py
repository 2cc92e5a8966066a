"""3.9 A line and three points that first rise and then fall."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.days import ENDS, YESTERDAY_TODAY
from mlcourse.pictures.marks import Dots, Handle, Line, Segments
from mlcourse.pictures.scene import Panel, Scene
from mlcourse.words import say

YESTERDAY, TODAY = np.array([4.0, 10.0, 16.0]), np.array([5.0, 10.0, 6.0])  # made up: too much turns over


def three_points():
    """Drag a line through three points, of which the middle one is the highest: through two it goes, and never more."""
    held = 19.0

    def draw(w, b):
        said = functions.line(YESTERDAY, w, b)
        off = np.abs(said - TODAY)
        return Scene(
            Panel(
                Segments(YESTERDAY, TODAY, said, role="error"),
                Line(ENDS, functions.line(ENDS, w, b), role="prediction"),
                Dots(YESTERDAY, TODAY, role="target", size=6),
                Handle(0.0, b, up={"b": 1.0}, label="b", side="right"),
                Handle(held, functions.line(held, w, b), up={"w": 1 / held}, label="w", side="above"),
                **YESTERDAY_TODAY,
            ),
            says=" ".join([_way(w, b), _missed(off)]),
            facts={"off": off},
        )

    return Explorer(draw, w=(-1.0, 1.25, 0.3), b=(-4, 18, 3.0)).with_steps(steps.THREE_POINTS)


def _way(w, b):
    told = {"w": w, "b": b}
    if w > 0:
        return say("With [w = {w:.2f}, b = {b:.1f}k|prediction] the line rises everywhere.", **told)
    if w < 0:
        return say("With [w = {w:.2f}, b = {b:.1f}k|prediction] the line falls everywhere.", **told)
    return say("With [w = {w:.2f}, b = {b:.1f}k|prediction] the line is flat everywhere.", **told)


def _missed(off):
    first, middle, last = off
    return say(
        "It misses the three points by [{first:.1f}k, {middle:.1f}k and {last:.1f}k|error].",
        **{"first": first, "middle": middle, "last": last},
    )
