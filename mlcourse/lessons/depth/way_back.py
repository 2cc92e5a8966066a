"""6.8 Backpropagation: forward through the small network, and all the way back."""

from itertools import chain

import numpy as np

from mlcourse.descent import slope
from mlcourse.interact.controls import played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import diagram, drawn, small
from mlcourse.lessons.depth import steps_network as steps
from mlcourse.pictures.marks import Nodes
from mlcourse.pictures.scene import Scene
from mlcourse.words import number, say

LAYERS = 2  # hidden ones

H = 1e-3  # how far a weight is moved to both sides

FILLS = 1.0  # a slope that fills a unit


def way_back(rows):
    """Step back from y to x: every unit shows ∂L/∂r, every line is as thick as ∂L/∂w is large, and 0 passes no unit.

    ``rows`` are examples of seven days or more; L = |y − ŷ| is of one day.
    """
    x, label, day = small.the_day(rows)
    net = small.OneDay(x, small.trained(rows, LAYERS), small.sizes(LAYERS), label)

    def draw(back, line, x1, x2, x3):
        now, k = net.with_(np.array([x1, x2, x3]), net.weights), line - 1
        reached, name = _reached(now, back), diagram.weight_names(now.sizes)[k]
        g, moved = now.along_w[k], slope(_along(now, k), now.weights[k], H)
        note = diagram.note(now.sizes, k, f"∂L/∂{name}" if reached[k] else name, drawn.NOTE)
        parts = _lines(now, k, reached), _units(now, day, back), drawn.heads(now.sizes), drawn.inputs(now.x, day)
        return Scene(
            drawn.panel(day, *chain(*parts), note),
            says=f"{_so_far(now, back, reached)} {_both(name, g, moved, reached[k])}",
            facts=_facts(now, k, reached) | {"before": net.y, "last": LAYERS + 1},
        )

    days = drawn.day_sliders(x)
    start = int(np.abs(net.along_w).argmax())
    explorer = Explorer(draw, back=played(range(LAYERS + 2)), line=drawn.line_slider(net, start), **days)
    return explorer.folding(*days).with_steps(steps.WAY_BACK)


def _reached(now, back):
    """Tell which weights the way back has reached after so many steps, (weights,)."""
    return np.concatenate([np.full(M[:, 1:].size, k > LAYERS - back) for k, M in enumerate(now.layers)])


def _along(now, k):
    """Return L of the day as a function of weight ``k`` alone."""

    def loss(value):
        return now.with_(now.x, np.where(np.arange(len(now.weights)) == k, value, now.weights)).off

    return loss


def _lines(now, k, reached):
    """Draw the lines that are reached as thick as their slopes are large, the others as thick as their weights."""
    w, g = np.where(reached, 0, now.weights), np.where(reached, now.along_w, 0)
    told = (
        say("∂L/∂{name} = {g:.2f}; {name} = {w:.2f}", name=name, g=slope, w=weight)
        if known
        else say("{name} = {w:.2f}", name=name, w=weight)
        for name, slope, weight, known in zip(diagram.weight_names(now.sizes), g, now.weights, reached, strict=True)
    )
    forward = diagram.lines(now.sizes, w, now.carried)
    return [diagram.grid(now.sizes, told), *forward, *diagram.slopes(now.sizes, g, k)]


def _units(now, day, back):
    """Draw the units; those that the way back has reached show ∂L/∂r, which is 0 where they are shut."""
    columns = [_column(now, k) if k > LAYERS - back else drawn.column(now, k) for k in range(LAYERS)]
    if not back:
        return drawn.units(now, day, columns)
    dy = number(now.along_r[-1][0], "+.0f")
    told = "\n".join([drawn.y_told(now), say("∂L/∂y = {dy}", dy=dy)])
    return drawn.units(now, day, columns, Nodes([1], [0], [1], (dy,), told=(told,), role="path"))


def _column(now, k):
    g, names = now.along_r[k], diagram.unit_names(now.sizes)[k + 1]
    told = [
        "\n".join([drawn.opened(name, r, a), say("∂L/∂r = {g:.2f}", g=slope)])
        for name, r, a, slope in zip(names, now.r[k], now.a[k + 1], g, strict=True)
    ]
    return diagram.units(diagram.columns(now.sizes)[k + 1], g, _written(g), "path", told, full=FILLS)


def _written(slopes):
    """Write slopes as they stand in units, short: two digits, and below 1 none before the point."""
    texts = [number(g, ".1f" if abs(g) >= 1 else ".2f") if g else "0" for g in slopes]
    return [text.replace("0.", ".", 1) if abs(g) < 1 else text for g, text in zip(slopes, texts, strict=True)]


def _so_far(now, back, reached):
    """Say what came out, and how far the way back is."""
    forward = say(
        "Forward: [y = {y:.2f}k|prediction], and [ŷ = {label:.2f}k|label] came, so [L = {off:.2f}k|error].",
        y=now.y,
        label=now.label,
        off=now.off,
    )
    if not back:
        return forward
    g = now.along_w[reached]
    count = {"n": len(g), "total": len(reached), "zero": int((g == 0).sum())}
    known = say(
        "Back: {n} of {total} lines are reached, {zero} of them with the slope 0; more weight on one "
        "[raises L|path] or [lowers it|best].",
        **count,
    )
    return f"{forward} {known}"


def _both(name, g, moved, known):
    """Say the slope along one weight, found by the way back and by moving it to both sides."""
    told = {"name": name, "g": g, "moved": moved, "h": H}
    if known:
        return say("[∂L/∂{name} = {g:.4f}|path]; moving it by ±{h} gives [{moved:.4f}|prediction].", **told)
    return say("Moving {name} by ±{h} gives ∂L/∂{name} = [{moved:.4f}|prediction].", **told)


def _facts(now, k, reached):
    """Return what the steps look at: the slopes so far, and where line ``k`` leads."""
    g, dr = now.along_w, zip(now.along_r, now.sizes, strict=False)
    shut = np.concatenate([np.repeat(each == 0, inputs) for each, inputs in dr])
    told = {"slopes": len(g) + sum(now.sizes[1:]), "zero": int((g == 0).sum()), "y": now.y, "label": now.label}
    return told | {"into_shut": bool(shut[k]), "known": bool(reached[k]), "name": diagram.weight_names(now.sizes)[k]}
