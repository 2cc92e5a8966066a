"""Exact fits: where a loss is least, and where the points of a curve stand best, without going downhill."""

import numpy as np

from mlcourse.descent import with_ones
from mlcourse.functions import blue, hard_sigmoid, take_apart
from mlcourse.losses import mae, mse, named
from mlcourse.words import InputError, say


def best(X, label, *, loss=mae):
    """Parameters of the linear model y = b + Σⱼ wⱼxⱼ with the least `loss`, exactly: `(w, b)`, `w` of shape (days,).

    `X` is (N, days) or (N,), `loss` is `mae` (by linear programming) or `mse` (by least squares); ValueError otherwise.
    """
    label = np.asarray(label, dtype=float)
    A = with_ones(X)
    if loss is mse:
        theta = np.linalg.lstsq(A, label, rcond=None)[0]
    elif loss is mae:
        theta, _ = _least_absolute(A, label)
    else:
        raise InputError(say("the exact best is known for mae and mse; this loss is {loss!r}", loss=named(loss)))
    return theta[1:], float(theta[0])


def best_heights(x, label, knots, *, loss=mae):
    """Bent curve of least `loss` whose corners stand at `knots`: `(constant, [(c, b, w), …])`, hard sigmoids.

    With `b` and `w` fixed by the knots (from left to right), the model is linear in the heights `c`, so `best` finds
    them exactly. `x` and `label` are (N,).
    """
    _, ramps = take_apart(np.column_stack([knots, np.zeros(len(knots))]))
    heights, constant = best(np.column_stack([blue(x, 1, b, w, hard_sigmoid) for _, b, w in ramps]), label, loss=loss)
    return constant, [(float(c), b, w) for c, (_, b, w) in zip(heights, ramps, strict=True)]


def well_placed(x, y, most, among=slice(None, None, 3)):
    """Where 1 to `most` points of a curve stand best: a list of index arrays, for one point, two, and so on.

    The curve goes through `x` and `y`, (N,); a point may be any that the index `among` leaves. Best means that
    `spline`, straight from point to point and flat outside them, is nowhere further from the curve than it must be: the
    last stretch is chosen for every place where the others may end (dynamic programming). Of several equally good ways
    it is the one that is near the curve elsewhere, too, and then the one with even gaps.
    """
    places = np.arange(len(x))[among]
    far, before, after = _off_the_chord(x, y, places), _off_flat(y)[places], _off_flat(y[::-1])[::-1][places]
    even = 1e-3 * (np.ptp(y) or 1) / np.ptp(x)

    def spent(gap, off):  # what decides between equally good ways
        return 1e-6 * gap * (np.minimum(off, 1e9) + even * gap)

    between, last = spent(np.abs(x[places] - x[places, None]), far), spent(x[-1] - x[places], after)
    reach, cost, came, found = before, spent(x[places] - x[0], before), [], []
    for _ in range(most):
        way = [int((np.maximum(reach, after) + cost + last).argmin())]
        for step in came[::-1]:
            way.append(int(step[way[-1]]))
        found.append(places[way[::-1]])
        worst, costs = np.maximum(reach[:, None], far), cost[:, None] + between
        came.append((worst + costs).argmin(axis=0))
        reach, cost = (np.take_along_axis(each, came[-1][None], axis=0)[0] for each in (worst, costs))
    return found


def _least_absolute(A, label):
    from scipy.optimize import linprog  # half a second that only an exact fit needs

    # The dual, max ŷ·d over |d| ≤ 1 with Aᵀd = 0, has a row for each parameter where the primal has one for each day.
    # Its prices are the parameters; ŷ·d/N is the least loss there can be.
    found = linprog(-label, A_eq=A.T, b_eq=np.zeros(A.shape[1]), bounds=(-1, 1), method="highs")
    if found.status:
        raise InputError(say("no best line was found: {why}", why=found.message))
    return -found.eqlin.marginals, label @ found.x / len(label)


def _off_flat(y):
    # How far all that was before is at most from each height.
    return np.maximum(np.maximum.accumulate(y) - y, y - np.minimum.accumulate(y))


def _off_the_chord(x, y, places):
    # How far the curve is at most from the straight line between each two places, the first of them to the left.
    far = np.full((len(places), len(places)), np.inf)
    for k, i in enumerate(places[:-1]):
        ends = places[k + 1 :]
        slopes = (y[ends] - y[i]) / (x[ends] - x[i])
        off = np.abs(y[i:] - y[i] - slopes[:, None] * (x[i:] - x[i]))
        up_to_here = np.maximum.accumulate(off, axis=1)
        far[k, k + 1 :] = up_to_here[np.arange(len(ends)), ends - i]
    return far


def most_on_a_line(heights, near):
    """How many of some `heights`, one step apart, a straight line comes within `near` of, at most.

    The best line can be moved until it is just so far from two of them, so these lines are all there is to try.
    """
    at = np.arange(len(heights))
    pairs = [(i, j, p, q) for i in at for j in at[:i] for p in (-near, near) for q in (-near, near)]
    lines = [(j, heights[j] + q, (heights[i] + p - heights[j] - q) / (i - j)) for i, j, p, q in pairs]
    return max(int((np.abs(y + w * (at - x) - heights) < near + 1e-9).sum()) for x, y, w in lines)
