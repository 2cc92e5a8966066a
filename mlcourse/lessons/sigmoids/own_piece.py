"""4.2 The reader's own piece, under the red curve of the exercise."""

import numpy as np

from mlcourse.functions import blue, hard_sigmoid, take_apart
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.curves import added, over
from mlcourse.lessons.sigmoids.build import GRID
from mlcourse.lessons.sigmoids.tasks import CORNERS
from mlcourse.pictures.marks import Line, Segments, Text
from mlcourse.pictures.scene import Scene
from mlcourse.pictures.stage import ReaderError
from mlcourse.practice.check import UNTRIED
from mlcourse.words import number, say


def own_piece(second):
    """Add the reader's second piece, ``(c, b, w)``, to the constant and the first one: is the sum the red curve?

    Before it is written, ``...``, the sum has the first piece only.
    """

    def draw():
        constant, both = take_apart(CORNERS)
        pieces = both[:1] if second is UNTRIED else [both[0], _numbers(second)]
        blues = np.array([blue(GRID, *each, hard_sigmoid) for each in pieces])
        red, total = constant + sum(blue(GRID, *each, hard_sigmoid) for each in both), constant + blues.sum(axis=0)
        strokes, off = slice(None, None, 12), np.abs(total - red)
        errors = Segments(GRID[strokes], red[strokes], np.clip(total[strokes], -99, 99), role="error")
        newest = Line(GRID, blues[-1], role="prediction", width=4.5)
        sides = zip(pieces, ("left", "right"), strict=False)  # a piece that is written twice is named twice
        names = [
            Text(-b / w, c / 2, f"{n}", role="prediction", side=side)
            for n, ((c, b, w), side) in enumerate(sides, 1)
            if w
        ]
        return Scene(
            over(say("the red curve"), GRID, red, errors, Line(GRID, np.clip(total, -99, 99), role="prediction")),
            added(GRID, constant, np.clip(blues, -99, 99), newest, *names),
            says=_said(second, off.max()),
        )

    return Explorer(draw)


def _numbers(second):
    """Return the reader's three numbers; raise a `ReaderError` if they are none."""
    try:
        c, b, w = map(float, second)
    except (TypeError, ValueError):
        c = b = w = np.nan
    if not np.isfinite([c, b, w]).all():
        raise ReaderError(say("A piece is three numbers, (c, b, w); it cannot be {second}.", second=repr(second)))
    return c, b, w


def _said(second, off):
    """Say whether the constant, the first piece and the reader's ``second`` are the red curve, or how far ``off``."""
    if second is UNTRIED:
        return say("The constant and the first piece are red up to x = 2. Yours comes on top of them.")
    told = {"piece": ", ".join(number(float(each), ".3g") for each in second), "off": off}
    if off < 1e-6:
        return say("With [({piece})|prediction] the sum is the red curve, [exactly|target].", **told)
    return say("With [({piece})|prediction] the sum is off the red curve by up to [{off:.1f}|error].", **told)
