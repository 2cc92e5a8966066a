"""6.8 Backpropagation, checked."""

import numpy as np

from mlcourse.data import Examples
from mlcourse.descent import slope
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.lessons.depth import diagram, small
from mlcourse.lessons.depth import steps_network as steps
from mlcourse.losses import mae
from mlcourse.network import Pass, Units, columns, layer_matrices, predicted_by
from mlcourse.pictures.marks import Dots, Handle, Line, Nodes
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say

LAYERS, YEAR = 2, 365  # hidden ones, and days

H = np.logspace(-9, 0, 46)

STEPS = np.linspace(-1, 1, 41)  # along a weight, over which its loss is drawn

LEAST = 1e-16  # of a difference that is drawn


def derivative(rows):
    """Press a line of the small network: the slope by backpropagation, beside that by moving its weight a little.

    ``rows`` are examples of seven days or more; L is the loss on the last year of them.
    """
    sizes, theta = small.sizes(LAYERS), small.trained(rows, LAYERS)
    rows = Examples(*(each[-YEAR:] for each in rows))
    names = diagram.weight_names(sizes)
    places, exact = (diagram.of_weights(each, sizes) for each in (np.arange(len(theta)), _gradient(theta, sizes, rows)))
    first = int(exact.argmax()) + 1

    @recent(1)
    def along(k):
        at, L = theta[places[k]], _loss_along(theta, places[k], sizes, rows)
        return at, L(at), L(at + STEPS), slope(L, at, H)

    def draw(line, h):
        k, at = line - 1, int(np.argmin(np.abs(np.log10(H) - h)))
        w, L, heights, differences = along(k)
        off = np.maximum(np.abs(differences - exact[k]), LEAST)
        return Scene(
            _network(sizes, exact, k),
            _tangent(w, heights, L, exact[k], names[k]),
            _digits(off, at),
            says=_said(names[k], H[at], exact[k], differences[at]),
            facts={"off": off[at], "least": off.min(), "exact": exact[k], "name": names[k], "first": first},
        )

    line, h = slider(1, len(names), first, step=1), slider(-9, 0, -5.0, step=0.2, label="log₁₀ h")
    return Explorer(draw, line=line, h=h).with_steps(steps.DERIVATIVE)


def _gradient(theta, sizes, rows):
    """Return ∇L(θ) over all days."""
    through = Pass(layer_matrices(theta, sizes), "relu", len(rows.label))
    y = through.forward(columns(small.features(rows), Units(), float))
    return through.backward(mae.gradient(y, rows.label))


def _loss_along(theta, place, sizes, rows):
    """Return the loss as a function of the parameter at one ``place`` of θ alone: of many values, many losses."""

    def loss(values):
        moved = np.where(np.arange(len(theta)) == place, np.asarray(values)[..., None], theta)
        predicted = predicted_by(layer_matrices(moved, sizes), "relu", Units(), small.features(rows))
        return mae(predicted, rows.label)

    return loss


def _said(name, h, exact, difference):
    """Say which weight it is, and its slope, found in both ways."""
    return say(
        "By backpropagation the slope along {name} is [{exact:.8f}|path]; by moving it by ±{h:.0e}, "
        "[{difference:.8f}|prediction].",
        **{"name": name, "exact": exact, "h": h, "difference": difference},
    )


def _network(sizes, g, k):
    """Draw the network, each line as thick as its slope is large, each unit by its name."""
    names = diagram.weight_names(sizes)
    told = (say("∂L/∂{name} = {g:.4f}", name=name, g=slope) for name, slope in zip(names, g, strict=True))
    columns = zip(diagram.columns(sizes), diagram.unit_names(sizes), strict=True)
    x, y = Axis(say("press a line: as thick as its slope"), (-0.1, 1.1), ()), Axis("", (-2, 2), ())
    return Panel(
        diagram.grid(sizes, told), *diagram.slopes(sizes, g, k), *[_units(*each) for each in columns], x=x, y=y
    )


def _units(at, names):
    count, role = len(names), "prediction" if at else "label"
    return Nodes(np.full(count, at), diagram.rows(count), np.full(count, 0.3), tuple(names), size=14, role=role)


def _tangent(at, heights, L, g, name):
    """Draw the loss along one weight, and the straight line that backpropagation says touches it."""
    low, high, ends = heights.min(), max(heights.max(), heights.min() + 1e-3), STEPS[[0, -1]]
    return Panel(
        Line(at + STEPS, heights, role="error"),
        Line(at + ends, L + g * ends, role="path", width=2, dashed=True),
        Dots([at], [L], role="path", size=6),
        x=Axis(name, tuple(at + ends)),
        y=Axis(say("L (thousands)"), (low - 0.2 * (high - low), high + 0.2 * (high - low))),
    )


def _digits(off, at):
    """Draw in how many digits behind the point the two slopes agree, for each step in `H`; one of them is chosen."""
    digits, powers = np.maximum(-np.log10(off), 0), np.log10(H)
    return Panel(
        Line(powers, digits, role="data", width=2),
        Handle(powers[at], digits[at], right={"h": 1.0}, label="h"),
        x=Axis(say("log₁₀ h: moved by h to both sides"), (powers[0], powers[-1])),
        y=Axis(say("digits that agree"), (0, -np.log10(LEAST))),
    )
