"""Curves to build, for x from 0 to 12, and what each piece adds to them."""

import numpy as np

from mlcourse import functions
from mlcourse.pictures.marks import Line
from mlcourse.pictures.scene import Axis, Panel
from mlcourse.words import say

WIDE = 12.0  # x and y of a curve go from 0 to here


def added(x, constant, blues, *marks, title=None):
    """Draw what the constant (dashed) and each of the ``blues``, (pieces, N), add to the curve."""
    return Panel(
        Line([0, WIDE], [constant, constant], role="quiet", width=2, dashed=True),
        Line(x, blues, role="prediction", width=1.5, opacity=0.7),
        *marks,
        x=Axis("x₁", (0, WIDE)),
        y=Axis(say("each adds"), (-WIDE, WIDE)),
        title=title or say("constant and pieces"),
    )


FINE = np.linspace(0, WIDE, 1001)

CURVES = {"sine": functions.sine, "bump": functions.bump, "staircase": functions.staircase}

NAMES = {"sine": say("sine"), "bump": say("bump"), "staircase": say("staircase")}


def called(curve):
    """Return what a curve is called on the page: one of `CURVES` by its label, a reader's own by its own name."""
    return NAMES.get(curve, curve)


def over(name, x, y, *marks):
    """Draw a curve that is to be followed, pale and wide, and ``marks`` over it."""
    return Panel(
        Line(x, y, role="target", width=5, opacity=0.6),
        *marks,
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (min(0, 1.1 * y.min()), max(WIDE, 1.1 * y.max()))),
        title=called(name),
    )


SAMPLES = np.linspace(0, WIDE, 61)
