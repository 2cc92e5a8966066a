"""4.2 The red curve, taken apart, and put together again piece by piece."""

import numpy as np

from mlcourse.functions import blue, hard_sigmoid, take_apart
from mlcourse.interact.controls import Points, Reset, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.curves import WIDE, added
from mlcourse.lessons.sigmoids import steps
from mlcourse.pictures.marks import Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

NARROW = 0.1  # the least distance between two corners

MOST = 10  # corners

FIRST = ((0, 3), (2, 8), (5, 8), (8, 2), (11, 5))  # corners

GRID = np.linspace(0, WIDE, 481)


def build():
    """Drag, add and take out the corners of the red curve, and add its blue pieces to the constant one by one."""
    drawn = take_apart(FIRST)[1]

    def draw(corners, pieces):
        xy, constant, parts = read_off(corners)
        k = min(pieces, len(parts))
        blues = np.array([blue(GRID, *each, hard_sigmoid) for each in parts])
        sums = constant + np.cumsum([0 * GRID, *blues], axis=0)  # of 0, 1, 2 … pieces
        newest = Line(GRID, blues[k - 1], role="prediction", width=4.5) if k else None
        return Scene(
            red_curve(xy, sums[-1], sums[k], *_added_last(sums, parts[:k])),
            blue_pieces(constant, parts, blues, Line(GRID, blues[:k], role="prediction") if k else None, newest),
            says=_climbs(parts, k) if k else _constant_alone(constant),
            ends={"pieces": len(parts)},
            facts=_facts(corners, parts, k, drawn),
        )

    moved, pieces = corners_of_red(), played(range(MOST))
    return Explorer(draw, Reset(say("reset corners"), moved), corners=moved, pieces=pieces).with_steps(steps.BUILD)


def corners_of_red():
    """Return the corners as a control: they are dragged, added and taken out in the picture."""
    return Points(FIRST, 0, WIDE, count=(2, MOST), apart=NARROW, called=(say("corner"), say("corners")))


def read_off(corners):
    """Return corners as they stand in the picture, (n, 2), and what they are taken apart into: a constant, pieces."""
    xy = _in_order(np.asarray(corners, dtype=float))
    return xy, *take_apart(xy[np.argsort(xy[:, 0])])


def _facts(corners, parts, k, drawn):
    """Return what the steps look at: the sum of ``k`` pieces, and how many of them are not as they were ``drawn``."""
    told = {"k": k, "n": len(parts), "corners_now": len(corners), "pieces_at_first": len(drawn)}
    told |= {"sum": _sum(k), "end": _ramp(parts[k - 1])[1] if k else 0.0, "moved": 0, "changed": 0}
    if len(parts) == len(drawn):
        told["moved"] = np.any(np.asarray(corners) != FIRST, axis=1).sum()
        told["changed"] = len(parts) - np.isclose(parts, drawn).all(axis=1).sum()
    return told


def _sum(k):
    """Write the lecture's sum of the constant and ``k`` pieces: 0 + 1 + 2."""
    return " + ".join(map(str, range(k + 1)))


def _ramp(piece):
    """Return where along x a hard piece climbs: from and to."""
    _, b, w = piece
    return np.array([-2 - b, 2 - b]) / w


def red_curve(corners, wanted, total, *marks):
    """Draw the red curve with its corners, and the ``total`` of pieces; ``marks`` lie between the two."""
    return Panel(
        Line(GRID, wanted, role="target"),
        *marks,
        Line(GRID, total, role="prediction", width=2.5),
        *[Handle(*at, **_moves(n), role="target") for n, at in enumerate(corners)],
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (0, WIDE)),
        title=say("the red curve"),
    )


def _added_last(sums, parts):
    """Mark by what the last of the ``parts`` has raised or lowered the sum, and the stretch of red that it makes."""
    if not parts:
        return None, None
    (before, now), ramp = sums[len(parts) - 1 : len(parts) + 1, ::8], _ramp(parts[-1])
    lifted = Segments(GRID[::8], before, now, role="prediction", width=1.5, opacity=0.5)
    return lifted, Line(ramp, np.interp(ramp, GRID, sums[-1]), role="target", width=6)


def blue_pieces(constant, parts, blues, *marks):
    """Draw what the constant and each piece, one of the ``blues``, add to the red curve."""
    return added(
        GRID,
        constant,
        blues,
        *marks,
        *[Text(-b / w, c / 2, f"{n}", role="prediction", side="left") for n, (c, b, w) in enumerate(parts, 1)],
        title=say_many(
            "constant {constant:.1f}, {n} piece",
            "constant {constant:.1f}, {n} pieces",
            n=len(parts),
            constant=constant,
        ),
    )


def _constant_alone(constant):
    return say(
        "[0|prediction], the constant alone: {constant:.1f}, where the red curve crosses the y axis. No piece has been "
        "added yet.",
        constant=constant,
    )


def _climbs(parts, k):
    """Say where piece ``k`` climbs, how far, and so what its three numbers are; and how far the sum is red by now."""
    (c, b, w), (start, end) = parts[k - 1], _ramp(parts[k - 1])
    told = {"piece": k, "pieces": len(parts), "start": start, "end": end, "wide": end - start}
    climbs = say(
        "Piece {piece} of {pieces} climbs from x = {start:.1f} to {end:.1f}, by [c = {c:.1f}|prediction], with "
        "[w = 4/{wide:.2f} = {w:.2f}|prediction] and [b = −w·{centre:.2f} = {b:.2f}|prediction].",
        **told | {"c": c, "b": b, "w": w, "centre": -b / w},
    )
    if k == len(parts):
        return " ".join([climbs, say("[{sum}|prediction] is the red curve, [exactly|target].", sum=_sum(k))])
    return " ".join([climbs, say("[{sum}|prediction] is red up to there, and then flat.", sum=_sum(k))])


def _in_order(corners):
    """Corners with the first at ``x = 0`` and all others to its right, each pair at least `NARROW` apart."""
    x, y = corners.T
    order = np.concatenate([[0], 1 + np.argsort(x[1:], kind="stable")])
    least = NARROW * np.arange(len(x))
    apart = np.maximum.accumulate(np.concatenate([[0], x[order[1:]]]) - least)
    apart = least + np.minimum(apart, WIDE - least[-1])
    return np.column_stack([apart[np.argsort(order)], y])


def _moves(n):
    """Say what dragging corner ``n`` moves: the first only goes up and down."""
    return {"up": {f"corners[{n},1]": 1.0}} | ({"right": {f"corners[{n},0]": 1.0}} if n else {})
