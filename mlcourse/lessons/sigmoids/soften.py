"""4.4 The red curve of 4.2, with soft pieces in the place of hard ones."""

import numpy as np

from mlcourse.functions import blue, hard_sigmoid, red, sigmoid
from mlcourse.interact.controls import Reset, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.sigmoids import steps
from mlcourse.lessons.sigmoids.build import GRID, blue_pieces, corners_of_red, read_off, red_curve
from mlcourse.pictures.marks import Segments
from mlcourse.pictures.scene import Scene
from mlcourse.words import say


def soften():
    """Drag the corners of the red curve, and make its pieces hard or soft: what soft ones are off by is drawn."""

    def draw(corners, soft):
        def s(r):
            return (1 - soft) * hard_sigmoid(r) + soft * sigmoid(r)

        xy, constant, parts = read_off(corners)
        wanted, total = (red(GRID, constant, parts, each) for each in (hard_sigmoid, s))
        off, strokes = np.abs(total - wanted), slice(None, None, 12)
        return Scene(
            red_curve(xy, wanted, total, Segments(GRID[strokes], wanted[strokes], total[strokes], role="error")),
            blue_pieces(constant, parts, np.array([blue(GRID, *each, s) for each in parts])),
            says=_but_for(soft, off),
            facts={"mean": off.mean(), "most": off.max(), "wide": min(4 / w for *_, w in parts), "n": len(parts)},
        )

    moved = corners_of_red()
    explorer = Explorer(draw, Reset(say("reset corners"), moved), corners=moved, soft=slider(0, 1, 1.0, step=0.05))
    return explorer.with_steps(steps.SOFTEN)


def _but_for(soft, off):
    """Say that the pieces add up to the red curve, and what soft ones are ``off`` by."""
    if not soft:
        return say("Hard pieces: the constant and all of them add up to the red curve [exactly|target].")
    return say(
        "The constant and all pieces add up to the red curve but for [{mean:.2f}|error] in the mean, and "
        "[{most:.2f}|error] at most.",
        mean=off.mean(),
        most=off.max(),
    )
