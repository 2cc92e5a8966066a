"""5.1 Two ReLUs, by hand."""

import numpy as np

from mlcourse.functions import blue, hard_sigmoid, piece, relu
from mlcourse.interact.controls import Dice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.relu import steps
from mlcourse.pictures.marks import Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, say

REACH = 6.0

EXACT = 1e-6  # off by less than this is rounding

FIRST = 4  # the seed of the first hard sigmoid to hit: it fills the picture


def two_relus():
    """Drag the corners and the slopes of two ReLUs until their sum is the hard sigmoid."""
    x = np.linspace(-REACH, REACH, 241)

    def draw(c1, b1, c2, b2, again):
        wanted = blue(x, *_ramp(FIRST + again), hard_sigmoid)
        both = np.array([blue(x, c, b, 1.0, relu) for c, b in ((c1, b1), (c2, b2))])
        total, few = both.sum(axis=0), slice(None, None, 10)
        off = np.abs(total - wanted)
        there = off.max() < EXACT
        errors = Segments(x[few], wanted[few], np.clip(total[few], -50, 50), role="error", width=1.5)
        goal, fit = Line(x, wanted, role="target", width=6, opacity=0.5), Line(x, total, role="prediction")
        lit = Line(x, wanted, role="best", width=16, opacity=0.45) if there else None
        found = Text(0, 8, say("✓ exactly"), role="best", side="centre", size=1.4) if there else None
        pair = Line(x, both, role="prediction")
        return Scene(
            plane(pair, *_handles(c1, b1, c2, b2), title=say("two ReLUs")),
            plane(lit, goal, errors, fit, found, title=say("their sum, and the hard sigmoid")),
            says=_said(c1, b1, c2, b2, off.max()),
            facts={"off": off.max(), "left": min(-b1, -b2), "right": max(-b1, -b2)},
        )

    c1, c2 = slider(-3, 3, 0.5, step=0.1), slider(-3, 3, 0.5, step=0.1)
    b1, b2 = slider(-REACH, REACH, 3.0, step=0.1), slider(-REACH, REACH, -2.0, step=0.1)
    explorer = Explorer(draw, again=Dice(say("another hard sigmoid")), c1=c1, b1=b1, c2=c2, b2=b2)
    return explorer.folding("c1", "b1", "c2", "b2").with_steps(steps.TWO_RELUS)


def _ramp(seed):
    """Draw a hard sigmoid (c, b, w) at random: from 0 up or down, with corners and slope that the sliders can hit."""
    rng = np.random.default_rng(seed)
    start, wide, slope = int(rng.integers(-4, 1)), int(rng.integers(2, 6)), rng.choice([-1.5, -1, -0.5, 0.5, 1, 1.5])
    return piece((start, 0), (start + wide, slope * wide))


def plane(*marks, title=""):
    """Draw marks over a feature x₁ and what becomes of it."""
    return Panel(*marks, x=Axis("x₁", (-REACH, REACH)), y=Axis("y", (-10, 10)), title=title)


def _handles(c1, b1, c2, b2):
    """Return the handles: each corner moves a ``b``, a point 2 to the right of it a slope ``c``.

    The corners come first, so that their names find the places beside them.
    """
    corners, slopes = [], []
    for n, c, b in (("1", c1, b1), ("2", c2, b2)):
        inner, outer = ("below", "above") if c >= 0 else ("above", "below")  # the line lies between the two names
        corners.append(Handle(-b, 0, right={f"b{n}": -1.0}, label=say("corner {which}", which=n), side=inner))
        place = 2 - b, 2 * c
        slopes.append(Handle(*place, up={f"c{n}": 0.5}, label=say("slope {which}", which=n), side=outer, role="best"))
    return corners + slopes


def _said(c1, b1, c2, b2, off):
    """Say the sum of the two, and how far ``off`` it is."""
    one, other = (
        f"{number(c1, '.1f')}·max(0, {number(b1, '.1f')} + x₁)",
        f"{abs(c2):.1f}·max(0, {number(b2, '.1f')} + x₁)",
    )
    formula = f"{one} + {other}" if c2 >= 0 else f"{one} − {other}"
    if off < EXACT:
        return say(
            "[{formula}|prediction] is nowhere further from the [hard sigmoid|target] than [{off:.2f}|error]: "
            "that is it, exactly.",
            formula=formula,
            off=off,
        )
    return say(
        "[{formula}|prediction] is nowhere further from the [hard sigmoid|target] than [{off:.2f}|error].",
        formula=formula,
        off=off,
    )
