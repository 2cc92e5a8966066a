"""2.5 A loss is what you define it to be, below zero too."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.surface import W
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene

LOW = -120  # thousands


def sinking(x, y):
    """Subtract a constant from every error: the loss sinks, below zero too, and the best ``w`` stays where it was."""
    _, b0 = best(x, y, loss=mae)
    residuals = functions.line(x, W[:, None], b0) - y

    def draw(constant, error):
        heights = (np.abs(residuals) if error == "|y − ŷ|" else residuals).mean(axis=1) - constant
        at, e = int(np.argmin(heights)), error + f" − {constant:g}" * (constant > 0)
        w, L, ground = W[at], heights[at], 0 < at < len(W) - 1
        lowest = f"the lowest loss is [L = {L:.2f}k|error], at [w = {w:.2f}|best]."
        none = f"[there is no lowest loss|error]: at the border, w = {w:.2f}, it is {L:.2f}k, and it goes on falling "
        return Scene(
            Panel(
                Line([W[0], W[-1]], [0, 0], role="quiet", width=1),
                Line(W, heights, role="error"),
                Line([w, w], [LOW, L], role="best", width=1.5, dashed=True) if ground else None,
                Dots([w], [L], role="best", size=6) if ground else None,
                Text(w, L, f"w = {w:.2f}, L = {L:.2f}k", role="best", side="above") if ground else None,
                None if ground else Text(0.25, L, "no ground", role="quiet", side="below"),
                x=Axis("w", (W[0], W[-1])),
                y=Axis(f"L, the mean of {e} (thousands)", (LOW, 40)),
                aspect=2.4,
            ),
            says=f"With e = {e} " + (lowest if ground else f"{none}beyond."),
        )

    return Explorer(draw, constant=(0, 100, 0.0), error=["|y − ŷ|", "y − ŷ"])
