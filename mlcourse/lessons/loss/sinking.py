"""2.5 A loss is what you define it to be, below zero too."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.loss import steps
from mlcourse.lessons.shared.surface import W
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import number, say

FAR = -120, 20  # thousands


def sinking(x, y):
    """Subtract a constant from every error: the loss sinks, below zero too, and the best ``w`` stays where it was.

    Beside the curve on its way stands the same from near by: there the frame sinks with it.
    """
    (w0,), b0 = best(x, y, loss=mae)
    ws = np.sort([*W, w0])
    wrong = functions.line(x, ws[:, None], b0) - y
    losses = {"|y − ŷ|": np.abs(wrong).mean(axis=1), "y − ŷ": wrong.mean(axis=1)}

    def draw(constant, error):
        heights = losses[error] - constant
        at, e = int(np.argmin(heights)), f"{error} − {number(constant, 'g')}" if constant > 0 else error
        w, L, ground = ws[at], heights[at], 0 < at < len(ws) - 1
        lowest = (w, L) if ground else None
        near = L - 0.3 * np.ptp(heights), L + 1.1 * np.ptp(heights)
        zero = Line(ws[[0, -1]], [0, 0], role="quiet", width=1)
        label = Text(w, L, say("w = {w:.2f}, L = {L:.2f}k", w=w, L=L), role="best", side="below") if ground else None
        nothing = None if ground else Text(0.25, L, say("no ground"), role="quiet", side="above")
        return Scene(
            _over_w(ws, heights, lowest, zero, y=Axis(say("L, the mean of {e} (thousands)", e=e), FAR)),
            _over_w(ws, heights, lowest, label, nothing, y=Axis("L", near), title=say("the same, from near by")),
            says=(_with_ground if ground else _without)(e, w, L),
            facts={"w": w, "L": L, "ground": ground, "before": losses[error].min()},
        )

    return Explorer(draw, constant=(0, 100, 0.0), error=list(losses)).with_steps(steps.SINKING)


def _over_w(ws, heights, lowest, *marks, y, title=""):
    """Draw the loss over ``w``, and its ``lowest`` point where it has one."""
    return Panel(
        Line(ws, heights, role="error"),
        lowest and Line([lowest[0], lowest[0]], [y.limits[0], lowest[1]], role="best", width=1.5, dashed=True),
        lowest and Dots([lowest[0]], [lowest[1]], role="best", size=6),
        *marks,
        x=Axis("w", (W[0], W[-1])),
        y=y,
        title=title,
    )


def _with_ground(e, w, L):
    return say("With e = {e} the lowest loss is [L = {L:.2f}k|error], at [w = {w:.2f}|best].", e=plain(e), w=w, L=L)


def _without(e, w, L):
    return say(
        "With e = {e} [there is no lowest loss|error]: at the border, w = {w:.2f}, it is {L:.2f}k, and it goes on "
        "falling beyond.",
        **{"e": plain(e), "w": w, "L": L},
    )
