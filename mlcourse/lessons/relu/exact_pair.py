"""5.1 Two ReLUs, exactly."""

import numpy as np

from mlcourse.functions import as_relus, blue, hard_sigmoid, relu
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.relu.two_relus import REACH, plane
from mlcourse.pictures.marks import Line, Text
from mlcourse.pictures.scene import Scene


def exact_pair():
    """Move ``c``, ``b`` and ``w`` of any hard sigmoid: the two ReLUs that make it follow, exactly."""
    x = np.linspace(-REACH, REACH, 481)

    def draw(c, b, w):
        pair = as_relus(c, b, w)
        first, second = (blue(x, *each, relu) for each in pair)
        off = np.abs(first + second - blue(x, c, b, w, hard_sigmoid)).max()
        told = [f"{abs(c):.1f}·max(0, {b:.2f} {'+' if w >= 0 else '−'} {abs(w):.2f}·x₁)" for c, b, w in pair]
        signs = ("", " − ") if c >= 0 else ("−", " + ")
        at, k = (REACH, -1) if w >= 0 else (-REACH, 0)
        names = {"the first": first[k], "the second": second[k]}
        return Scene(
            plane(
                Line(x, np.clip([first, second], -99, 99), role="prediction", width=2, opacity=0.6),
                Line(x, blue(x, c, b, w, hard_sigmoid), role="target", width=6, opacity=0.5),
                Line(x, first + second, role="prediction"),
                *[Text(at, np.clip(y, -9, 9), name, role="prediction", side="left") for name, y in names.items()],
            ),
            says=f"[{signs[0]}{told[0]}{signs[1]}{told[1]}|prediction] is the [hard sigmoid|target] with "
            f"c = {c:.1f}, b = {b:.1f} and w = {w:.1f}; they differ by at most [{off:.1g}|error].",
        )

    return Explorer(draw, c=(-8, 8, 6.0), b=(-6, 6, -1.0), w=(-4, 4, 1.0))
