"""6.8 Backpropagation, checked."""

import numpy as np

from mlcourse.descent import slope
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.lessons.depth import steps
from mlcourse.losses import mae
from mlcourse.network import Network, layer_matrices, named_parameters, predicted_by
from mlcourse.pictures.marks import Dots, Handle, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import say

H = np.logspace(-9, 0, 91)

STEPS = np.linspace(-1, 1, 41)  # along a parameter, over which its loss is drawn

LEAST = 1e-16  # of a difference that is drawn


def derivative(rows):
    """Choose any parameter of a small network: the slope by backpropagation, beside that by moving it a little.

    ``rows`` are examples of seven days.
    """
    net = Network([7, 4, 3, 1], "sigmoid", seed=1, dtype=float)
    *_, end = train(net, rows.X, rows.label, rate=0.01, epochs=20)
    theta, names, exact = end.theta, named_parameters(net.sizes), net.gradient(rows.X, rows.label)

    @recent(1)
    def along(k):
        loss = _loss_along(net, theta, k, rows)
        heights = np.array([loss(theta[k] + step) for step in STEPS])
        return loss(theta[k]), heights, np.array([slope(loss, theta[k], h) for h in H])

    def draw(parameter, h):
        k, at = parameter - 1, int(np.argmin(np.abs(np.log10(H) - h)))
        L, heights, differences = along(k)
        off = np.clip(np.abs(differences - exact[k]), LEAST, 1)
        return Scene(
            _tangent(theta[k], heights, L, exact[k], names[k]),
            _digits(off, at),
            says=_said(names, k, H[at], exact[k], differences[at]),
            facts={"off": off[at], "least": off.min(), "exact": exact[k], "name": names[k]},
        )

    power = slider(-9, 0, -5.0, step=0.1, label="log₁₀ h")
    return Explorer(draw, parameter=slider(1, len(theta), 11, step=1), h=power).with_steps(steps.DERIVATIVE)


def _said(names, k, h, exact, difference):
    """Say which parameter it is, and its slope, found in both ways."""
    return " ".join(
        [
            say("{name}, number {number} of {total} parameters.", name=names[k], number=k + 1, total=len(names)),
            say(
                "By backpropagation its slope is [{exact:.8f}|path]; by moving it by ±{h:.0e}, "
                "[{difference:.8f}|prediction].",
                **{"exact": exact, "h": h, "difference": difference},
            ),
        ]
    )


def _loss_along(net, theta, k, rows):
    """Return the loss as a function of parameter ``k`` alone, the others being as they are in ``theta``."""

    def loss(value):
        moved = np.where(np.arange(len(theta)) == k, value, theta)
        return mae(predicted_by(layer_matrices(moved, net.sizes), net.activation, net.units, rows.X), rows.label)

    return loss


def _tangent(at, heights, L, g, name):
    """Draw the loss along one parameter, and the straight line that backpropagation says touches it."""
    low, high, ends = heights.min(), max(heights.max(), heights.min() + 1e-3), STEPS[[0, -1]]
    return Panel(
        Line(at + STEPS, heights, role="error"),
        Line(at + ends, L + g * ends, role="path", width=2, dashed=True),
        Dots([at], [L], role="path", size=6),
        x=Axis(name, tuple(at + ends)),
        y=Axis(say("L (thousands)"), (low - 0.2 * (high - low), high + 0.2 * (high - low))),
    )


def _digits(off, at):
    """Draw how far the two slopes are from each other, for each step in `H`; one of them is chosen."""
    return Panel(
        Line(H, off, role="data", width=2),
        Handle(H[at], off[at], right={"h": 1.0}, label="h"),
        x=Axis(say("h, how far it is moved"), (H[0], H[-1]), scale="log"),
        y=Axis(say("difference of the two slopes"), (LEAST, 1), scale="log"),
    )
