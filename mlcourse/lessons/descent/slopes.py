"""3.1 arg min, and the slope of a curve."""

import numpy as np

from mlcourse import functions
from mlcourse.descent import slope
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.lessons.descent import steps
from mlcourse.pictures.marks import Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say


def arg_min():
    """Drag a bowl by its ground: how low it is, is the least loss; where it is, is what *arg min* asks for."""
    grid, (x, y) = np.linspace(-4, 4, 200), (1.0, 2.0)

    def draw(place, height):
        return Scene(
            Panel(
                Line(grid, height + 0.5 * (grid - place) ** 2, role="error"),
                Line([-4, place], [height, height], role="error", width=1.5, dashed=True),
                Line([place, place], [-2, 8], role="best", width=1.5, dashed=True),
                Text(-4, height, say("min L = {L:.1f}", L=height), role="error", side="above"),
                Text(place, 8, say("arg min L = {w:.1f}", w=place), role="best", side="right"),
                Handle(place, height, right={"place": 1.0}, up={"height": 1.0}, role="best", label=say("drag")),
                x=Axis("w", (-4, 4)),
                y=Axis("L(w)", (-2, 8)),
            ),
            says=say(
                "The least loss is [min L = {L:.1f}|error]. It is reached at [arg min L = {w:.1f}|best].",
                **{"L": height, "w": place},
            ),
            facts={"at_first": (x, y)},
        )

    return Explorer(draw, place=(-1.0, 3.0, x), height=(0.0, 5.0, y)).with_steps(steps.ARG_MIN)


def secant(curve=functions.wavy):
    """Drag two points of a curve together: what it rises by for each step of 1 becomes its slope at one point."""
    grid = np.linspace(-4, 4, 400)

    def at(w):
        return predictions(curve, np.atleast_1d(w), {})

    def draw(w, h):
        (L,), (beyond,), (g,) = at(w), at(w + h), slope(at, w)
        rise = (beyond - L) / h
        return Scene(
            Panel(
                Line(grid, at(grid), role="error"),
                Line([-4, 4], [L + rise * (-4 - w), L + rise * (4 - w)], role="prediction", width=2),
                Line([w, w + h], [L, L], role="quiet", width=1.5, dashed=True),
                Segments([w + h], [L], [beyond], role="path"),
                Handle(w, L, right={"w": 1.0}, label="w", side="below"),
                Handle(w + h, beyond, right={"h": 1.0}, label="w + h", side="right", role="path"),
                x=Axis("w", (-4, 4)),
                y=Axis("L(w)", (0, 9.5)),
            ),
            says=_told(h, beyond - L, rise, g),
            facts={"rise": rise, "g": g},
        )

    return Explorer(draw, w=(-3.5, 2.5, -2.8), h=slider(0.01, 1.5, 1.2, step=0.01)).with_steps(steps.SECANT)


def _told(h, change, rise, slope):
    return say(
        "Over h = {h:.2f} the curve changes by [{change:+.4f}|path]: for each 1 of w that is "
        "[{change:+.4f} / {h:.2f} = {rise:+.2f}|prediction]. At w itself the [slope is {slope:+.2f}|error].",
        h=h,
        change=change,
        rise=rise,
        slope=slope,
    )
