"""6.1 Do it again: a network to touch; and in 6.4 the same one with the fancy names."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from mlcourse.interact.controls import Points, choice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import diagram, drawn, small
from mlcourse.lessons.depth import steps_network as steps
from mlcourse.losses import mae
from mlcourse.network import Units, layer_matrices, parameters, predicted_by
from mlcourse.pictures.scene import Scene
from mlcourse.words import say, say_many

WORDS = {"letters": say("letters"), "names": say("names")}

DEPTHS = range(1, small.DEEPEST + 1)

HEAVIEST = 2.5  # a weight, at the most


def layers(rows):
    """Move an input or a weight of a small network: units open and shut, and another y comes out.

    ``rows`` are examples of seven days or more. The same picture has the lecture's letters, or the fancy names.
    """
    x, label, day = small.the_day(rows)
    nets = {n: small.OneDay(x, small.trained(rows, n), small.sizes(n), label) for n in DEPTHS}
    begins = dict(zip(DEPTHS, np.cumsum([0, *(len(net.weights) for net in nets.values())]).tolist(), strict=False))

    def draw(layers, line, words, weights, x1, x2, x3):
        before, begin, names = nets[layers], begins[layers], words == "names"
        w = weights[begin : begin + len(before.weights), 0].round(2)
        now, k = before.with_(np.array([x1, x2, x3]), w), min(line, len(w)) - 1
        return Scene(
            drawn.network(now, day, k, f"weights[{begin + k},0]", names),
            says=f"{drawn.said(now)} {_called(now.sizes, names)}",
            facts=_facts(now, before, rows),
        )

    start = np.concatenate([net.weights for net in nets.values()])[:, None]
    shown = {
        "layers": slider(1, small.DEEPEST, 2, step=1),
        "line": drawn.line_slider(nets[small.DEEPEST], _most(nets[2])),
    }
    shown |= {"words": choice(WORDS), "weights": Points(start, -HEAVIEST, HEAVIEST, step=0.05)}
    days = drawn.day_sliders(x)
    return Explorer(draw, **shown, **days).folding(*days).with_steps(_shown(nets[2], begins[2], start))


def named(rows):
    """Open the same picture with the fancy names."""
    return layers(rows).at(words="names").with_steps(steps.NAMED)


def _most(net):
    """Return which weight of a network y would miss most: its weight times its slope is largest."""
    return int(np.abs(net.weights * net.along_w).argmax())


def _shown(net, begin, start):
    """Return the steps; two of them show weights: one that is cut, and one that brings y to its label."""
    last = len(net.weights) - small.UNITS + int(net.a[-1].argmax())
    ways = {"depth.cut_a_line": (_most(net), 0.0)}
    ways["depth.meet_the_day"] = last, round(net.weights[last] + (net.label - net.y) / net.a[-1].max(), 2)
    at = {id: start.copy() for id in ways}
    for id, (k, w) in ways.items():
        at[id][begin + k] = w
    days = {"layers": 2} | {f"x{j}": float(views) for j, views in enumerate(net.x, 1)}
    shown = {id: days | {"line": k + 1, "weights": at[id]} for id, (k, _) in ways.items()}
    return tuple(replace(step, show=shown.get(step.id, step.show)) for step in steps.LAYERS)


def _facts(now, before, rows):
    """Return what the steps look at: what has been changed of a network, and what has become of its units."""
    names, uncut = np.array(diagram.weight_names(now.sizes)), before.with_(now.x, before.weights)
    columns = zip(diagram.unit_names(now.sizes)[1:-1], now.r, before.r, strict=False)
    units = [each for column in columns for each in zip(*column, strict=True)]
    unit, r, was = next(((name, r, was) for name, r, was in units if (r > 0) != (was > 0)), ("", 0.0, 0.0))
    cut = (np.abs(now.weights) < 0.05) & (np.abs(before.weights) > 0.3)
    told = {"unit": unit, "r": r, "was": was, "cut": "".join(names[cut][:1]), "y": now.y, "before": uncut.y}
    told |= {"units": small.UNITS, "more": parameters([small.UNITS, small.UNITS]), "off": now.off}
    met = now.off < 0.1 and (now.weights != before.weights).any()
    return told | ({"L": _loss(now, rows), "L_before": _loss(before, rows), "days": len(rows.label)} if met else {})


def _loss(net, rows):
    theta = layer_matrices(net.theta, net.sizes)
    return mae(predicted_by(theta, "relu", Units(), small.features(rows)), rows.label)


def _called(sizes, names):
    """Say how many parameters there are, matrix by matrix; and what all of it is called by its fancy names."""
    terms = " + ".join(f"{units}·({inputs} + 1)" for inputs, units in pairwise(sizes))
    layers, total = len(sizes) - 2, parameters(sizes)
    if names:
        return say_many(
            "[{neurons} neurons in {n} hidden layer|prediction]: a neural network of {total} parameters.",
            "[{neurons} neurons in {n} hidden layers|prediction]: a neural network of {total} parameters.",
            n=layers,
            neurons=sum(sizes[1:-1]),
            total=total,
        )
    return say_many(
        "{n} layer: {terms} = [{total} parameters|error].",
        "{n} layers: {terms} = [{total} parameters|error].",
        n=layers,
        terms=terms,
        total=total,
    )
