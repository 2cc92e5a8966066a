"""6.1 and 6.4 Do it again."""

from itertools import pairwise

import numpy as np

from mlcourse.interact.controls import choice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.network import Network, Pass, columns, layer_matrices, parameters
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

DEEPEST, WIDEST = 4, 6  # layers, and units of a layer, that are drawn

WORDS = {"letters": say("letters"), "names": say("names")}


def layers(days, units=3):
    """Choose how many layers, and how many units in each: one day's views run through them, from left to right.

    ``days`` are three features, thousands. The same picture has the lecture's letters, or the fancy names.
    """

    def draw(layers, units, words):
        sizes = [len(days), *[units] * layers, 1]
        net = Network(sizes, seed=4, dtype=float)
        through = Pass(layer_matrices(net.theta, sizes), net.activation, 1)
        y = float(through.forward(columns(days[None] / 8, net.units, float))[0])
        values = [days, *(a[1:, 0] for a in through.a[1:]), np.array([y])]
        names = words == "names"
        said, facts = f"{_called(sizes, names)} {_sum(sizes)}", _facts(sizes, values[1:-1])
        return Scene(_stack(values, layers, names), says=said, facts=facts)

    layers, units = slider(1, DEEPEST, 2, step=1), slider(1, WIDEST, units, step=1)
    return Explorer(draw, layers=layers, units=units, words=choice(WORDS)).with_steps(steps.LAYERS)


def named(days):
    """Open the same picture with the fancy names."""
    return layers(days).at(words="names").with_steps(steps.NAMED)


def _facts(sizes, hidden):
    """Return what the steps look at: how many parameters there are, and how many ``hidden`` units are open."""
    units, between = sizes[1], parameters(sizes[1:-1]) if len(sizes) > 3 else 0
    told = {"more": parameters([units, units]), "total": parameters(sizes), "between": between, "widest": WIDEST}
    opened = sum(int((np.abs(a) > 1e-9).sum()) for a in hidden)
    return told | {"open": opened, "shut": sum(sizes[1:-1]) - opened}


def _stack(values, layers, names):
    """Draw features, layers and prediction as columns of nodes, every node as strong as its number is large."""
    last = layers + 1
    apart = (DEEPEST + 1) / last
    marks = [mark for k in range(DEEPEST + 1) for mark in _between(k * apart, apart, values[k : k + 2])]
    for k in range(DEEPEST + 2):
        marks += _column(k * apart, values[k], _head(k, layers, names), k == 0) if k <= last else [None] * 4
    title = say_many("hidden layer", "hidden layers", n=layers)
    hidden = Text((DEEPEST + 1) / 2, 9, title, side="centre", role="prediction")
    x, y = Axis("", (-0.8, DEEPEST + 1.8), ()), Axis("", (-0.6, 9.5), ())
    return Panel(*marks, hidden if names else None, x=x, y=y)


def _between(at, apart, columns):
    """Draw the connections between two ``columns``; one alone is the last and has none."""
    if len(columns) < 2:
        return [None]
    left, right = map(_rows, map(len, columns))
    edges = [[start, end] for start in left for end in right]
    return [Line([at, at + apart], edges, role="data", width=1, opacity=0.7)]


def _column(at, a, head, first):
    """Draw a column of nodes, those that are not 0 strong, its name above and how many there are below."""
    rows, on, role = _rows(len(a)), np.abs(a) > 1e-9, "label" if first else "prediction"
    return [
        Dots(np.full(len(a), at), rows, role=role, size=10, opacity=0.25),
        Dots(np.full(int(on.sum()), at), rows[on], role=role, size=8),
        Text(at, 7, head, side="centre", role=role),
        Text(at, 0, f"{len(a)}", side="centre", role="quiet", size=0.9),
    ]


def _rows(count):
    return 3.5 + (count - 1) / 2 - np.arange(count)


def _head(k, layers, names):
    if names:
        return say("input") if k == 0 else say("output") if k > layers else f"{k}"
    return "x" if k == 0 else "y" if k > layers else "a" + "′" * (k - 1)


def _called(sizes, names):
    """Say what the picture is called, by its letters or by their names."""
    layers = len(sizes) - 2
    if not names:
        return say_many(
            "[{n} time r = b + Wx, a = σ(r)|prediction].", "[{n} times r = b + Wx, a = σ(r)|prediction].", n=layers
        )
    return say_many(
        "[{neurons} in {n} hidden layer: a neural network|prediction].",
        "[{neurons} in {n} hidden layers: a neural network|prediction].",
        n=layers,
        neurons=say_many("{n} neuron", "{n} neurons", n=sum(sizes[1:-1])),
    )


def _sum(sizes):
    """Say how many parameters there are, matrix by matrix."""
    terms = " + ".join(f"{units}·({inputs} + 1)" for inputs, units in pairwise(sizes))
    return say("{terms} = [{total} parameters|error].", terms=terms, total=parameters(sizes))
