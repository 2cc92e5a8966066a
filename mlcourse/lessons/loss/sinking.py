"""2.5 A loss is what you define it to be, below zero too."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.surface import W
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import number, say

LOW = -120  # thousands


def sinking(x, y):
    """Subtract a constant from every error: the loss sinks, below zero too, and the best ``w`` stays where it was."""
    _, b0 = best(x, y, loss=mae)
    residuals = functions.line(x, W[:, None], b0) - y

    def draw(constant, error):
        heights = (np.abs(residuals) if error == "|y − ŷ|" else residuals).mean(axis=1) - constant
        at, e = int(np.argmin(heights)), f"{error} − {number(constant, 'g')}" if constant > 0 else error
        w, L, ground = W[at], heights[at], 0 < at < len(W) - 1
        return Scene(
            Panel(
                Line([W[0], W[-1]], [0, 0], role="quiet", width=1),
                Line(W, heights, role="error"),
                Line([w, w], [LOW, L], role="best", width=1.5, dashed=True) if ground else None,
                Dots([w], [L], role="best", size=6) if ground else None,
                Text(w, L, say("w = {w:.2f}, L = {L:.2f}k", w=w, L=L), role="best", side="above") if ground else None,
                None if ground else Text(0.25, L, say("no ground"), role="quiet", side="below"),
                x=Axis("w", (W[0], W[-1])),
                y=Axis(say("L, the mean of {e} (thousands)", e=e), (LOW, 40)),
            ),
            says=(_with_ground if ground else _without)(e, w, L),
        )

    return Explorer(draw, constant=(0, 100, 0.0), error=["|y − ŷ|", "y − ŷ"])


def _with_ground(e, w, L):
    return say("With e = {e} the lowest loss is [L = {L:.2f}k|error], at [w = {w:.2f}|best].", e=plain(e), w=w, L=L)


def _without(e, w, L):
    return say(
        "With e = {e} [there is no lowest loss|error]: at the border, w = {w:.2f}, it is {L:.2f}k, and it goes on "
        "falling beyond.",
        **{"e": plain(e), "w": w, "L": L},
    )
