"""5.1 Two ReLUs, exactly."""

import numpy as np

from mlcourse.functions import as_relus, blue, hard_sigmoid, relu
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.relu import steps
from mlcourse.lessons.relu.two_relus import REACH, plane
from mlcourse.pictures.marks import Line, Text
from mlcourse.pictures.scene import Scene
from mlcourse.words import number, say


def exact_pair():
    """Move ``c``, ``b`` and ``w`` of any hard sigmoid: the two ReLUs that make it follow, exactly."""
    x = np.linspace(-REACH, REACH, 481)

    def draw(c, b, w):
        pair = as_relus(c, b, w)
        first, second = (blue(x, *each, relu) for each in pair)
        off = np.abs(first + second - blue(x, c, b, w, hard_sigmoid)).max()
        at, k = (REACH, -1) if w >= 0 else (-REACH, 0)
        names = [(say("the first"), first[k]), (say("the second"), second[k])]
        return Scene(
            plane(
                Line(x, np.clip([first, second], -99, 99), role="prediction", width=2, opacity=0.6),
                Line(x, blue(x, c, b, w, hard_sigmoid), role="target", width=6, opacity=0.5),
                Line(x, first + second, role="prediction"),
                *[Text(at, np.clip(y, -9, 9), name, role="prediction", side="left") for name, y in names],
            ),
            says=say(
                "[{formula}|prediction] is the [hard sigmoid|target] with c = {c:.1f}, b = {b:.1f} and w = {w:.1f}; "
                "they differ by at most [{off:.1g}|error].",
                **{"formula": _formula(pair), "c": c, "b": b, "w": w, "off": off},
            ),
            facts=dict(zip(("first", "second"), (-b / w for _, b, w in pair), strict=True)) if w else {},
        )

    return Explorer(draw, c=(-8, 8, 6.0), b=(-6, 6, -1.0), w=(-4, 4, 1.0)).with_steps(steps.EXACT_PAIR)


def _formula(pair):
    """Write the two ReLUs, of opposite sign, as one sum."""
    terms = [f"{abs(c):.1f}·max(0, {number(b, '.2f')} {'+' if w >= 0 else '−'} {abs(w):.2f}·x₁)" for c, b, w in pair]
    (one, *_), _ = pair
    return " − ".join(terms) if one >= 0 else "−" + " + ".join(terms)
