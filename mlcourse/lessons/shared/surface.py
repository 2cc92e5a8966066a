"""The error surface of the line, seen from above."""

import numpy as np

from mlcourse.losses import mae, mse
from mlcourse.pictures.marks import Dots, Handle, Surface, Text
from mlcourse.pictures.scene import Axis, Panel
from mlcourse.words import say

BANDS = 14  # of an error surface


def error_surface(w, b, heights, best, *marks, here=None, called=None, title=""):
    """Contour plot of ``heights``, (len(b), len(w)), and the ``best`` pair, or None; ``here`` is a handle on a pair."""
    handle = here and Handle(*here, right={"w": 1.0}, up={"b": 1.0}, anywhere=True, label=called or say("you"))
    return Panel(
        Surface(w, b, heights, bands(heights)),
        *marks,
        best and Dots([best[0]], [best[1]], role="best", size=5),
        best and Text(*best, say("best"), role="best", side="right"),
        handle,
        x=Axis("w", (w[0], w[-1])),
        y=Axis(say("b (thousands)"), (b[0], b[-1])),
        title=title,
    )


def bands(heights):
    """Levels between the bands of a surface, closer together near the ground, where the eye wants to see more."""
    low, high = float(np.min(heights)), float(np.max(heights))
    return low + (high - low) * np.linspace(0, 1, BANDS + 1)[1:-1] ** 2


W, B = np.linspace(-0.75, 1.25, 60), np.linspace(-4, 10, 60)  # the lecture's window of w

LOSSES = {loss.name: loss for loss in (mae, mse)}
