"""A network as it is drawn: where its units stand, how thick its lines are, how full its units.

Columns go from x at 0 to y at 1, however many there are; the rows of a column are 1 apart, around 0. Weights stand in
the order of θ, layer after layer, unit after unit.
"""

from itertools import pairwise

import numpy as np

from mlcourse.interact.recent import recent
from mlcourse.network import layer_matrices, named_parameters
from mlcourse.pictures.marks import Handle, Links, Nodes, Text, frozen
from mlcourse.words import sub

THICK = 3.2  # pixels: the line of a weight of 1
STEEPEST = 9.0  # pixels: the line with the largest slope
FULL = 10.0  # thousands: so much fills a unit
ALONG = 0.09  # of a line: so far a hand moves for a weight of 1, from the middle of it

FAINT = 0.22  # opacity of lines that carry nothing


def columns(sizes):
    """Return where the columns of a network stand, (layers + 1,)."""
    return np.linspace(0, 1, len(sizes))


def rows(count):
    """Return the heights of a column of units, the first on top, (count,)."""
    return (count - 1) / 2 - np.arange(count, dtype=float)


def ends(sizes):
    """Return ``(x0, y0, x1, y1)`` of the line of every weight, (4, weights), read only."""
    return _ends(tuple(sizes))


@recent(4)  # a drag asks for the same again and again
def _ends(sizes):
    at, ways = columns(sizes), []
    for k, (inputs, units) in enumerate(pairwise(sizes)):
        full, out, into = np.ones(inputs * units), rows(inputs), rows(units)
        ways.append([at[k] * full, np.tile(out, units), at[k + 1] * full, np.repeat(into, inputs)])
    return frozen(np.concatenate(ways, axis=1))


def of_weights(values, sizes):
    """Return those of ``values``, one for each number of θ, that are of weights and not of a b, (weights,)."""
    return np.concatenate([M[:, 1:].ravel() for M in layer_matrices(values, sizes)])


def unit_names(sizes):
    """Name all units, column by column: x₁ …, a₁ …, a′₁ …, y."""
    hidden = [[sub("a" + "′" * k, i + 1) for i in range(size)] for k, size in enumerate(sizes[1:-1])]
    return [[sub("x", j + 1) for j in range(sizes[0])], *hidden, ["y"]]


def weight_names(sizes):
    """Name all weights, (weights,): w₁₂ from x₂ to a₁, w′₁₂ from a₂ to a′₁, c₁ from a unit of the last layer to y."""
    return _weight_names(tuple(sizes))


@recent(4)
def _weight_names(sizes):
    return of_weights(named_parameters(sizes), sizes).tolist()


def grid(sizes, told):
    """Draw a fine line for every weight; each tells something, and picks the control ``line``."""
    at = ends(sizes)
    return Links(*at, np.ones(at.shape[1]), role="quiet", opacity=FAINT, told=tuple(told), picks="line")


def lines(sizes, w, carried):
    """Draw weights ``w``: as thick as each is large, blue above 0, orange below; faint where nothing is ``carried``."""
    at, thick, on = ends(sizes), THICK * np.abs(w), np.asarray(carried) != 0
    return [
        Links(*at, np.where((np.sign(w) == sign) & (on == carries), thick, 0), role=role, opacity=opacity)
        for carries, opacity in ((False, FAINT), (True, 0.85))
        for sign, role in ((1, "prediction"), (-1, "error"))
    ]


def glow(sizes, k, w):
    """Put a light behind the line of weight ``k``, which is ``w`` now: this one is chosen."""
    return Links(*ends(sizes)[:, [k]], [THICK * abs(w) + 9], role="path", opacity=0.3)


def slopes(sizes, g, k):
    """Draw slopes ``g`` along all weights, as thick as each is large, by its sign; weight ``k`` is chosen."""
    at, thick = ends(sizes), STEEPEST * np.abs(g) / max(np.abs(g).max(), 1e-9)
    return [
        Links(*at[:, [k]], [STEEPEST + 6], role="ink", opacity=0.15),
        *[Links(*at, np.where(np.sign(g) == sign, thick, 0), role=role) for sign, role in ((1, "path"), (-1, "best"))],
    ]


def units(at, a, words, role="prediction", told=(), full=FULL):
    """Draw a column of units with ``words`` in them: first those whose ``a`` is not 0, the fuller the larger it is."""
    heights, on = rows(len(a)), a != 0

    def those(which, role):
        fill = np.clip(np.abs(a[which]) / full, 0.12, 1) * on[which]
        some = [tuple(each[i] for i in np.flatnonzero(which)) for each in (words, told or words)]
        return Nodes(np.full(len(fill), at), heights[which], fill, some[0], told=some[1], role=role)

    return [those(on, role), those(~on, "quiet")]


def note(sizes, k, words, high):
    """Write ``words`` about weight ``k`` over the lines it is one of, so ``high``."""
    x0, _, x1, _ = ends(sizes)[:, k]
    return Text((x0 + x1) / 2, high, words, side="centre", role="path", size=0.95)


def handle(sizes, k, w, moves):
    """Put a hand on the line of weight ``k``, from its middle the further along the larger ``w``; it ``moves`` that."""
    x0, y0, x1, y1 = ends(sizes)[:, k]
    share = 0.5 + ALONG * w
    label = weight_names(sizes)[k]
    right = {moves: 1 / (ALONG * (x1 - x0))}
    return Handle(x0 + share * (x1 - x0), y0 + share * (y1 - y0), right=right, label=label, role="path")
