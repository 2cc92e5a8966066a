"""3.5 Two slopes, one for each parameter."""

import numpy as np

from mlcourse import functions
from mlcourse.descent import objective, step
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.surface import B, W, error_surface
from mlcourse.losses import mse, surface
from mlcourse.pictures.marks import Arrow, Dots, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say

FLAT_W, FLAT_B = 1.5, 0.15  # slopes so small that a hand on the picture can come no nearer to 0


def two_slopes(x, label):
    """Stand on the bowl of MSE and look along each axis: a partial derivative is the slope of one cut through it.

    The arrow is a small step against both slopes, −0.004·∇L.
    """
    (w0,), b0 = best(x, label, loss=mse)
    heights = surface(functions.line, x, label, loss=mse, w=W, b=B)
    L, gradient = objective(x, label, mse)
    axis = Axis("L (k²)", (0, 1.1 * np.quantile(heights, 0.75)))

    def draw(w, b):
        here = np.array([b, w], dtype=float)
        height, g = L(here), gradient(here)
        (gb, gw), lower = g, step(here, g, 0.004)
        over_w, over_b = [L(np.array([b, each])) for each in W], [L(np.array([each, w])) for each in B]
        across = Line([W[0], W[-1]], [b, b], role="prediction", width=1.5, dashed=True)
        along = Line([w, w], [B[0], B[-1]], role="prediction", width=1.5, dashed=True)
        marks = across, along, Arrow(w, b, *lower[::-1], role="path")
        return Scene(
            error_surface(W, B, heights, (float(w0), b0), *marks, here=(w, b), title="L (k²)"),
            _cut("w", W, over_w, (w, height, gw), axis),
            _cut("b", B, over_b, (b, height, gb), axis),
            says=" ".join([_over_w(gw), _over_b(gb), say("Both together are ∇L.")]),
            facts={"gw": gw, "gb": gb, "flat_w": abs(gw) < FLAT_W, "flat_b": abs(gb) < FLAT_B},
        )

    return Explorer(draw, w=(-0.75, 1.25, 0.0), b=(-4, 10, 2.0)).with_steps(steps.TWO_SLOPES)


def _cut(name, grid, losses, here, axis):
    """Draw the losses along one parameter, and the tangent where one stands: at which place and height, how steep."""
    (at, height, slope), ends = here, grid[[0, -1]]
    return Panel(
        Line(grid, losses, role="error"),
        Line(ends, height + slope * (ends - at), role="prediction", width=2),
        Dots([at], [height], role="prediction", size=6),
        x=Axis(say("{parameter} alone", parameter=name), (grid[0], grid[-1])),
        y=axis,
    )


def _over_w(slope):
    if abs(slope) < FLAT_W:
        return say("With b held still, [∂L/∂w = {slope:+.1f}|prediction]: flat.", slope=slope)
    if slope > 0:
        return say("With b held still, [∂L/∂w = {slope:+.1f}|prediction]: w should shrink.", slope=slope)
    return say("With b held still, [∂L/∂w = {slope:+.1f}|prediction]: w should grow.", slope=slope)


def _over_b(slope):
    if abs(slope) < FLAT_B:
        return say("With w held still, [∂L/∂b = {slope:+.2f}|prediction]: flat.", slope=slope)
    if slope > 0:
        return say("With w held still, [∂L/∂b = {slope:+.2f}|prediction]: b should shrink.", slope=slope)
    return say("With w held still, [∂L/∂b = {slope:+.2f}|prediction]: b should grow.", slope=slope)
