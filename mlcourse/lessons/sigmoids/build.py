"""4.2 The red curve, taken apart."""

import numpy as np

from mlcourse.functions import blue, hard_sigmoid, red, sigmoid, take_apart
from mlcourse.interact.controls import Points, Reset, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.curves import WIDE, added
from mlcourse.pictures.marks import Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

NARROW = 0.1  # the least distance between two corners

MOST = 10  # corners


def build(corners=((0, 3), (2, 8), (5, 8), (8, 2), (11, 5))):
    """Drag, add and take out the corners of the red curve: the constant and the blue pieces follow, hard or soft."""
    grid = np.linspace(0, WIDE, 481)

    def draw(corners, x, soft):
        xy = _in_order(corners)
        ordered = xy[np.argsort(xy[:, 0])]
        constant, pieces = take_apart(ordered)
        k = int(np.clip(np.searchsorted(ordered[:, 0], x, side="right"), 1, len(pieces))) - 1

        def s(r):
            return (1 - soft) * hard_sigmoid(r) + soft * sigmoid(r)

        total, wanted = red(grid, constant, pieces, s), red(grid, constant, pieces, hard_sigmoid)
        blues = np.array([blue(grid, *each, s) for each in pieces])
        ramp = _ramp(pieces[k])
        strong = Line(ramp, red(ramp, constant, pieces, hard_sigmoid), role="target", width=6)
        return Scene(
            _red_curve(grid, wanted, total if soft else None, red(grid, constant, pieces[: k + 1], s), x, strong, xy),
            _blue_pieces(grid, constant, pieces, blues, k, x),
            says=f"{_climb(pieces, k, x)} {_but_for(np.abs(total - wanted)) if soft else _so_far(k)}",
        )

    moved = Points(corners, 0, WIDE, count=(2, MOST), apart=NARROW, called=(say("corner"), say("corners")))
    x, soft = slider(0, WIDE, 1.0, step=0.1), slider(0, 1, 0.0, step=0.05)
    return Explorer(draw, Reset(say("reset corners"), moved), corners=moved, x=x, soft=soft)


def _ramp(piece):
    """Return where along x a hard piece climbs: from and to."""
    _, b, w = piece
    return np.array([-2 - b, 2 - b]) / w


def _red_curve(grid, wanted, total, so_far, x, strong, corners):
    """Draw the red curve with its corners, its piece at ``x`` strong, and what the pieces add up to.

    ``so_far`` is the sum up to the piece at ``x``, the lecture's 0 + 1 + 2; where the pieces are soft it is the
    ``total``, else None, that is held against red.
    """
    soft, strokes = total is not None, slice(None, None, 12)
    return Panel(
        Segments([x], [0], [WIDE], role="quiet", width=1),
        Segments(grid[strokes], wanted[strokes], total[strokes], role="error", width=1.5) if soft else None,
        Line(grid, wanted, role="target"),
        Line(grid, total if soft else so_far, role="prediction", width=2.5),
        strong,
        *[Handle(*at, **_moves(n), role="target") for n, at in enumerate(corners)],
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (0, WIDE)),
        title=say("the red curve"),
    )


def _blue_pieces(grid, constant, pieces, blues, k, x):
    """Draw what the constant and each piece add to the red curve, with piece ``k`` strong: the one at ``x``."""
    return added(
        grid,
        constant,
        blues,
        Segments([x], [-WIDE], [WIDE], role="quiet", width=1),
        Line(grid, blues[k], role="prediction", width=4.5),
        *[_numbered(n, *each) for n, each in enumerate(pieces)],
        Handle(x, 1 - WIDE, right={"x": 1.0}, label="x", role="quiet", side="right"),
        title=say_many(
            "constant {constant:.1f}, {n} piece",
            "constant {constant:.1f}, {n} pieces",
            n=len(pieces),
            constant=constant,
        ),
    )


def _climb(pieces, k, x):
    """Say where the piece at ``x`` climbs, how far, and so what its three numbers are."""
    (c, b, w), (start, end) = pieces[k], _ramp(pieces[k])
    told = {"piece": k + 1, "pieces": len(pieces), "start": start, "end": end, "wide": end - start}
    told |= {"c": c, "b": b, "w": w, "centre": -b / w}
    if x <= end:
        return say(
            "Here climbs piece {piece} of {pieces}, from x = {start:.1f} to {end:.1f}, by [c = {c:.1f}|prediction], "
            "with [w = 4/{wide:.2f} = {w:.2f}|prediction] and [b = −w·{centre:.2f} = {b:.2f}|prediction].",
            **told,
        )
    return say(
        "From here on red is flat; before that climbs piece {piece} of {pieces}, from x = {start:.1f} to {end:.1f}, "
        "by [c = {c:.1f}|prediction], with [w = 4/{wide:.2f} = {w:.2f}|prediction] and "
        "[b = −w·{centre:.2f} = {b:.2f}|prediction].",
        **told,
    )


def _so_far(k):
    """Say which pieces are added up to the piece ``k``, and that all of them are red exactly."""
    return say(
        "[{sum}|prediction], the constant and the pieces up to here, is red so far; all together are the red curve "
        "[exactly|target].",
        sum=" + ".join(map(str, range(k + 2))),
    )


def _but_for(off):
    """Say that the pieces add up to the red curve, and what soft ones are ``off`` by."""
    return say(
        "Constant and pieces add up to the red curve but for [{mean:.2f}|error] (at most {most:.2f}).",
        mean=off.mean(),
        most=off.max(),
    )


def _numbered(n, c, b, w):
    """Write a piece's number beside the middle of its ramp."""
    return Text(-b / w, c / 2, f"{n + 1}", role="prediction", side="left")


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
