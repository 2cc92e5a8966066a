"""6.4 Depths on a scale: every weight is a line."""

import numpy as np

from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import diagram
from mlcourse.lessons.depth import steps_network as steps
from mlcourse.network import parameters
from mlcourse.pictures.marks import Dots, Handle, Line, Links, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

FAMOUS = {"AlexNet": 8, "VGG": 19, "GoogLeNet": 22, "ResNet": 152}

DAYS, WIDEST = 3, 6  # features, and units of a layer, that are drawn

LAYERS, FAR, AT = (2, max(FAMOUS.values())), 160, 125  # how deep it may be, how far the axis goes, where words stand


def depths():
    """Make a network deeper or wider, and see what it costs: a line is a weight. Famous networks stand on the scale.

    Layers with weights are counted, the last too.
    """

    def draw(yours, units):
        sizes, lecture = _sizes(yours, units), parameters([56, *[100] * (yours - 1), 1])
        return Scene(
            _drawn(sizes),
            _counted(yours, units),
            says=f"{_said(sizes)} {_passed([name for name, count in FAMOUS.items() if count < yours])}",
            facts={"parameters": lecture, "deepest": max(FAMOUS.values()), "widest": WIDEST, "total": parameters(sizes)}
            | {"between": parameters(sizes[1:-1]) if yours > 2 else 0},
        )

    yours, units = slider(*LAYERS, 4, step=1), slider(1, WIDEST, 4, step=1)
    return Explorer(draw, yours=yours, units=units).with_steps(steps.DEPTHS)


def _sizes(layers, units):
    """Return the sizes of a network with so many layers with weights, each hidden one of so many units."""
    return [DAYS, *[units] * (layers - 1), 1]


def _drawn(sizes):
    """Draw the network, every weight a line; the more columns there are, the finer."""
    lines, fine = diagram.ends(sizes), np.clip(12 / len(sizes), 0.25, 1.0)
    x = np.repeat(diagram.columns(sizes), sizes)
    y = np.concatenate([diagram.rows(units) for units in sizes])
    return Panel(
        Links(*lines, np.full(lines.shape[1], 1.5 * fine), role="prediction", opacity=0.55),
        Dots(x, y, role="prediction", size=max(1.2, 9 * fine)),
        x=Axis(say("from x to y"), (-0.04, 1.04), ()),
        y=Axis("", (-WIDEST / 2, WIDEST / 2), ()),
    )


def _counted(yours, units):
    """Draw how many parameters there are at every depth, a line for each width; the famous depths, and yours."""
    most, depths = parameters(_sizes(FAR, WIDEST)), np.array([*FAMOUS.values()], dtype=float)
    ends, high = np.array([LAYERS[0], FAR]), most * np.array([0.93, 0.83, 0.73, 0.99])
    curves = {width: [parameters(_sizes(each, width)) for each in (LAYERS[0], FAR)] for width in range(1, WIDEST + 1)}
    return Panel(
        Segments(depths, np.zeros(len(depths)), np.full(len(depths), 1.05 * most), role="quiet", width=1, opacity=0.6),
        *map(_name, FAMOUS, depths, high),
        *[Line(ends, curve, role="data", width=1.2) for curve in curves.values()],
        Line(ends, curves[units], role="prediction", width=3),
        *[_wide(width, np.interp(AT, ends, curve), units) for width, curve in curves.items()],
        Handle(yours, parameters(_sizes(yours, units)), right={"yours": 1.0}, label=f"{yours}"),
        x=Axis(say("layers with weights"), (0, FAR)),
        y=Axis(say("parameters"), (0, 1.05 * most)),
    )


def _name(name, depth, high):
    return Text(depth, high, f"{name} {depth:.0f}", role="quiet", side="left" if depth > FAR / 2 else "right", size=0.9)


def _wide(width, high, chosen):
    """Name the line of a width: the one that is chosen, and of the others every second."""
    if width != chosen and width % 2:
        return None
    role = "prediction" if width == chosen else "quiet"
    return Text(AT, high, say("{width} wide", width=width), side="above left", role=role, size=0.85)


def _said(sizes):
    """Say how many layers and lines a network has, and how many parameters that makes."""
    lines, total = diagram.ends(sizes).shape[1], parameters(sizes)
    told = {"layers": len(sizes) - 1, "units": sizes[1], "lines": lines, "shifts": total - lines, "total": total}
    return say_many(
        "{layers} layers with weights, {n} of them hidden, {units} wide: [{lines:,} lines|prediction], a weight each, "
        "and {shifts} b’s, [{total:,} parameters|error].",
        "{layers} layers with weights, {n} of them hidden, {units} wide: [{lines:,} lines|prediction], a weight each, "
        "and {shifts} b’s, [{total:,} parameters|error].",
        n=len(sizes) - 2,
        **told,
    )


def _passed(networks):
    """Say which networks are not as deep."""
    if not networks:
        return say("Deeper than none of the famous ones.")
    return say("Deeper than {networks}.", networks=", ".join(networks))
