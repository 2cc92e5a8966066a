"""What a stage sends to a page: a scene as parts, of them what differs, of long curves the points that bend them."""

from __future__ import annotations

import numpy as np

from mlcourse.pictures.marks import Line

SLACK = 1 / 4000  # of an axis: how far a stroke may pass beside what is left out; 0.1 px of the highest panel
FEW = 500  # points: so many are sent as they are
ABSENT = ({"kind": "absent"}, {})


def parts_of(scene):
    """Flatten a scene into parts ``(style, arrays)``: the caption, then each panel followed by its marks.

    A mark that is not there has a part like any other: it keeps its place.
    """
    # Each piece of the caption is an entry of its own, since only the numbers in it change.
    pieces = {str(place): piece for place, piece in enumerate(scene.caption)}
    about = {"kind": "scene", "pieces": len(pieces), "ends": scene.ends, "answers": scene.answers}
    parts = [(about | pieces, {})]
    for panel in scene.panels:
        parts.append((panel.style, {}))
        parts += [(mark.style, arrays_of(mark, panel)) if mark else ABSENT for mark in panel.placed]
    return parts


def arrays_of(mark, panel):
    """Return a mark's arrays as they are sent, ``{name: array}``; the curves of a line one after the other."""
    if not isinstance(mark, Line):
        return {name: getattr(mark, name) for name in mark.arrays if getattr(mark, name) is not None}
    y = np.atleast_2d(mark.y)
    x, bends = np.broadcast_to(mark.x, y.shape), np.ones(y.shape, bool)
    if y.size > FEW:
        (left, right), (low, high) = panel.x.ends, panel.y.ends
        bends = bending(mark.x / np.float32(right - left), y / np.float32(high - low))
    return {"x": x[bends], "y": y[bends], "ends": bends.sum(axis=1).cumsum().astype(np.float32)}


def bending(x, y):
    """Tell which points of curves a stroke must go through; the others are within `SLACK` of it, across and up.

    ``x`` has shape ``(n,)``, ``y`` shape ``(k, n)``, as has what is returned. A stroke from a point to the one 2 steps
    further passes the one between at its distance from the middle; a stroke over 4, 8, 16 ... steps passes all between
    at no more than such a distance, and what the worse of its halves passes by.
    """
    n = len(x)
    doublings = max(n - 2, 0).bit_length()
    place = np.minimum(np.arange(2**doublings + 1), n - 1)  # the last point stands for all beyond it
    x, y = x[place], y[:, place]
    bends, beside = np.ones(y.shape, bool), np.zeros_like(y[:, 1:])
    for step in 2 ** np.arange(doublings):
        halves = np.diff(place[::step]).astype(np.float32)
        middle = halves[::2] / np.maximum(halves[::2] + halves[1::2], 1)
        aside = np.maximum(distance(x[::step], middle), distance(y[:, ::step], middle))
        beside = aside + np.maximum(beside[:, ::2], beside[:, 1::2])
        bends[:, step :: 2 * step] = beside > SLACK
    bends[:, n - 1] = True
    return bends[:, :n]


def distance(values, middle):
    """Return how far every second value is from the ``middle`` (a share of the way) between its neighbours."""
    before, after = values[..., :-1:2], values[..., 2::2]
    return np.abs(values[..., 1::2] - before - middle * (after - before))


def difference(before, after):
    """Return what turns the parts ``before`` into the parts ``after``: ``({place: change}, buffers)``.

    A change holds the style's entries that differ, and the shapes of the arrays that differ; their numbers are in the
    buffers, in the same order. A change that names a ``kind`` is a whole part: what stands there is of another kind
    than before. Where the two differ in their number of parts, all are sent whole.
    """
    if len(before) != len(after):
        before = [({}, {})] * len(after)
    changes, buffers = {}, []
    for place, ((style0, arrays0), (style, arrays)) in enumerate(zip(before, after, strict=True)):
        if style0.get("kind") != style["kind"]:
            style0, arrays0 = {}, {}
        changed = [name for name in arrays if not same(arrays0.get(name), arrays[name])]
        change = {key: value for key, value in style.items() if key not in style0 or style0[key] != value}
        if changed:
            change["arrays"] = {name: arrays[name].shape for name in changed}
            buffers += [arrays[name].tobytes() for name in changed]
        if change:
            changes[place] = change
    return changes, buffers


def same(before, after):
    """Tell whether an array is what it was; `np.array_equal`, but quicker for the same shapes."""
    return before is not None and before.shape == after.shape and bool((before == after).all())
