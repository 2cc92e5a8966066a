"""6.1, 6.4 and 6.8: one day in the small network, drawn with its numbers, and said."""

from itertools import pairwise

import numpy as np

from mlcourse.interact.controls import slider
from mlcourse.lessons.depth import diagram
from mlcourse.lessons.depth.small import BEFORE, DEEPEST
from mlcourse.pictures.marks import Handle, Line, Links, Nodes, Text
from mlcourse.pictures.scene import Axis, Panel
from mlcourse.words import dated, number, say, say_many, sub

MOST_VIEWS = 16.0  # thousands
TRACK = -0.27, -0.1  # where an input's own slider is
BELOW = -1.5  # the row of ŷ
THICK_ERROR, THICKEST = 8.0, 16.0  # pixels for 1k, and at the most
HEADS, NOTE, HIGH = 2.5, 2.08, 318

INPUTS = say("x₁ yesterday, x₂ the day before, x₃ a week before")


def network(one, day, k, moves, names=False):
    """Draw one day in the network, with a hand on its weight ``k`` that ``moves`` a control, and one on each input."""
    w, called = one.weights[k], zip(diagram.weight_names(one.sizes), one.weights, one.carried, strict=True)
    told = (say("{name} = {w:.2f}, hands on {part:.2f}", name=name, w=w, part=part) for name, w, part in called)
    return panel(
        day,
        diagram.glow(one.sizes, k, w),
        diagram.grid(one.sizes, told),
        *diagram.lines(one.sizes, one.weights, one.carried),
        *units(one, day),
        *heads(one.sizes, names),
        *inputs(one.x, day),
        diagram.note(one.sizes, k, f"{diagram.weight_names(one.sizes)[k]} = {number(w, '.2f')}", NOTE),
        diagram.handle(one.sizes, k, w, moves),
        under=_called(one.sizes) if names else INPUTS,
    )


def panel(day, *marks, under=INPUTS):
    """Return a panel around the marks of one day's network, with words ``under`` it."""
    x, y = Axis(under, (TRACK[0] - 0.05, 1.09), ()), Axis("", (-1.95, 2.72), ())
    return Panel(*marks, x=x, y=y, title=say("{day:full}", day=day), height=HIGH)


def _called(sizes):
    return say_many(
        "{inputs} inputs, {n} hidden layer of {units} neurons, 1 output",
        "{inputs} inputs, {n} hidden layers of {units} neurons each, 1 output",
        n=len(sizes) - 2,
        inputs=sizes[0],
        units=sizes[1],
    )


def units(one, day, columns=None, out=None):
    """Draw one day's x, the hidden ``columns``, and y with ŷ under it, each unit with its number in it.

    Unless told otherwise the columns are those of `column`, and ``out`` in y is the prediction.
    """
    columns = columns or [column(one, k) for k in range(len(one.r) - 1)]
    days = [say("{day:full}", day=day - before) for before in BEFORE]
    told = [
        say("{name} = {views:.1f}k, {day}", name=name, views=views, day=each)
        for name, views, each in zip(diagram.unit_names(one.sizes)[0], one.x, days, strict=True)
    ]
    hidden = [mark for marks in columns for mark in marks]
    out = out or Nodes([1], [0], [1], (number(one.y, ".1f"),), told=(y_told(one),), role="prediction")
    came = say("ŷ = {label:.2f}k, the views of {day:full}", label=one.label, day=day)
    return [
        Links([1], [0], [1], [BELOW], [min(THICKEST, THICK_ERROR * one.off)], role="error"),
        *diagram.units(0, one.x, written(one.x), "label", told, full=MOST_VIEWS),
        *hidden,
        *[None] * (2 * DEEPEST - len(hidden)),
        out,
        Nodes([1], [BELOW], [0.5], (number(one.label, ".1f"),), told=(came,), role="label"),
        Text(1, BELOW + 0.6, "ŷ", side="centre", role="label"),
    ]


def column(one, k):
    """Draw the units of hidden layer ``k`` with their a; pointed at, each tells its r, a, weights and b."""
    a, names = one.a[k + 1], diagram.unit_names(one.sizes)[k + 1]
    told = [
        f"{opened(name, r, each)}\n{_weights_told(row)}"
        for name, r, each, row in zip(names, one.r[k], a, one.layers[k], strict=True)
    ]
    return diagram.units(diagram.columns(one.sizes)[k + 1], a, written(a), told=told)


def written(values):
    """Write numbers as they stand in units."""
    return [number(value, ".1f") if value else "0" for value in values]


def y_told(one):
    """Say what y is, and what it is made with."""
    return "\n".join([say("y = {y:.2f}k", y=one.y), _weights_told(one.layers[-1][0])])


def _weights_told(row):
    weights = ", ".join(number(w, ".2f") for w in row[1:])
    return say("weights {weights}; b = {b:.2f}", weights=weights, b=row[0])


def opened(name, r, a):
    """Say whether a unit is open, and its r and a."""
    if a > 0:
        return say("{name} is open: r = {r:.2f}, a = {a:.2f}", name=name, r=r, a=a)
    return say("{name} is shut: r = {r:.2f}, a = 0", name=name, r=r)


def heads(sizes, names=False):
    """Write over each column and over the lines between what they are called: by letters, or the fancy names."""
    at, last = diagram.columns(sizes), len(sizes) - 1
    called = ["x", *("a" + "′" * k for k in range(last - 1)), "y"]
    between = ["W" + "′" * k for k in range(last - 1)] + ["cᵀ"]
    if names:
        called, between = [say("input"), *map(str, range(1, last)), say("output")], []
    texts = [Text(x, HEADS, name, side="centre", role="prediction") for x, name in zip(at, called, strict=True)]
    middles = [(left + right) / 2 for left, right in pairwise(at)]
    texts += [None] * (DEEPEST + 2 - len(texts))
    texts += [Text(x, HEADS, name, side="centre", role="quiet") for x, name in zip(middles, between, strict=False)]
    return texts + [None] * (2 * DEEPEST + 3 - len(texts))


def inputs(x, day):
    """Draw for each input a slider of its own, with a hand on it that is called by its date."""
    low, high = TRACK
    rows = diagram.rows(len(x))
    hands = [
        Handle(low + value / MOST_VIEWS * (high - low), row, right={f"x{j}": MOST_VIEWS / (high - low)},
               label=dated(day - before, "short"), role="rule")
        for j, (value, row, before) in enumerate(zip(x, rows, BEFORE, strict=True), 1)
    ]  # fmt: skip
    return [Line([low, high], np.column_stack([rows, rows]), role="quiet", width=1.5), *hands]


def day_sliders(x):
    """Return a slider for each of the inputs ``x``, by its name."""
    starts = enumerate(x.tolist(), 1)
    return {f"x{j}": slider(0, MOST_VIEWS, views, step=0.1, label=sub("x", j)) for j, views in starts}


def line_slider(net, k):
    """Return a slider over the lines of a network, which starts at weight ``k``."""
    return slider(1, len(net.weights), k + 1, step=1)


def said(one):
    """Say which units are open for this day, what comes out, and what came."""
    names = diagram.unit_names(one.sizes)[1:-1]
    on = [
        name for column, a in zip(names, one.a[1:], strict=True) for name, each in zip(column, a, strict=True) if each
    ]
    opened = (
        say("Open for this day: [{units}|prediction]; all others are shut.", units=", ".join(on))
        if on
        else say("All units are shut for this day.")
    )
    out = say(
        "Out comes [y = {y:.2f}k|prediction], and [ŷ = {label:.2f}k|label] came: [off by {off:.2f}k|error].",
        y=one.y,
        label=one.label,
        off=one.off,
    )
    return f"{opened} {out}"
