"""How wrong a set of predictions is, as one number, and where that number is least. `label` is the lecture's ŷ."""

import itertools

import numpy as np

from mlcourse.functions import blue, hard_sigmoid, line, take_apart


def mae(predicted, label):
    """Mean absolute error, L = (1/N) Σ |y − ŷ|, in the unit of the labels (thousands of views).

    `predicted` and `label` have the same shape, (N,); raises ValueError if they do not, or are empty.
    """
    predicted, label = _pair(predicted, label)
    return float(np.mean(np.abs(predicted - label)))


def mae_gradient(predicted, label):
    """∂L/∂y of `mae`, (N,): sign(y − ŷ)/N. At the kink, y = ŷ, every slope from −1/N to 1/N will do; this one is 0.

    With more axes in front, (…, N), each row is a loss of its own.
    """
    predicted, label = _pair(predicted, label)
    return np.sign(predicted - label) / label.shape[-1]


def mse(predicted, label):
    """Mean square error, L = (1/N) Σ (y − ŷ)², in the unit of the labels squared; otherwise as `mae`."""
    predicted, label = _pair(predicted, label)
    return float(np.mean((predicted - label) ** 2))


def mse_gradient(predicted, label):
    """∂L/∂y of `mse`, (N,): 2(y − ŷ)/N; with more axes in front as `mae_gradient`."""
    predicted, label = _pair(predicted, label)
    return 2 * (predicted - label) / label.shape[-1]


def cross_entropy(predicted, label):
    """Cross-entropy, L = −(1/N) Σ ŷ·ln y, for predictions and labels that are both probability distributions.

    Both (classes,) or (N, classes). Raises ValueError for probabilities that are negative or do not sum to 1, and where
    a prediction gives a class no chance at all that the label says may come: the loss would be infinite.
    """
    predicted, label = _distributions(predicted, label)
    return float(-np.mean(np.sum(label * np.log(np.where(label > 0, predicted, 1)), axis=-1)))


def cross_entropy_gradient(predicted, label):
    """∂L/∂y of `cross_entropy`, in the shape of `predicted`: −ŷ/y/N, and 0 where ŷ is 0."""
    predicted, label = _distributions(predicted, label)
    return -label / np.where(label > 0, predicted, 1) / (label.size / label.shape[-1])


# The losses by the names that a lesson calls them, and their gradients.
LOSSES = {"mae": mae, "mse": mse}
GRADIENTS = {"mae": mae_gradient, "mse": mse_gradient}


def surface(model, x, label, *, loss, **grids):
    """Error surface: `loss` of `model` at each pair of values of two named parameters, (len(second), len(first)).

    `surface(line, x, y, loss=mae, w=w_grid, b=b_grid)[j, i]` is L at `w_grid[i]`, `b_grid[j]`. Any model and any loss
    will do; for the line, the two losses of this module and an even grid of `b` it takes a millisecond.
    """
    if len(grids) != 2:
        raise ValueError(f"a surface stands over two parameters; these are {len(grids)}: {', '.join(grids) or 'none'}")
    (one, across), (other, up) = ((name, np.asarray(grid, dtype=float)) for name, grid in grids.items())
    if (model, loss) in _OF_A_LINE and {one, other} == {"w", "b"} and _even(np.asarray(grids["b"], dtype=float)):
        over = _OF_A_LINE[model, loss](*_pair(x, label), np.asarray(grids["w"]), np.asarray(grids["b"]))
        return over if one == "w" else over.T
    pairs = itertools.product(up, across)
    heights = [loss(model(x, **{one: first, other: second}), label) for second, first in pairs]
    return np.array(heights, dtype=float).reshape(len(up), len(across))


def best(X, label, *, loss=mae):
    """Parameters of the linear model y = b + Σⱼ wⱼxⱼ with the least `loss`, exactly: `(w, b)`, `w` of shape (days,).

    `X` is (N, days) or (N,), `loss` is `mae` (by linear programming) or `mse` (by least squares); ValueError otherwise.
    """
    label = np.asarray(label, dtype=float)
    A = np.column_stack([np.ones(len(label)), X])
    if loss is mse:
        theta = np.linalg.lstsq(A, label, rcond=None)[0]
    elif loss is mae:
        theta, _ = _least_absolute(A, label)
    else:
        raise ValueError(f"the exact best is known for mae and mse; this loss is {getattr(loss, '__name__', loss)!r}")
    return theta[1:], float(theta[0])


def _least_absolute(A, label):
    from scipy.optimize import linprog  # half a second that only an exact fit needs

    # The dual, max ŷ·d over |d| ≤ 1 with Aᵀd = 0, has a row for each parameter where the primal has one for each day.
    # Its prices are the parameters; ŷ·d/N is the least loss there can be.
    found = linprog(-label, A_eq=A.T, b_eq=np.zeros(A.shape[1]), bounds=(-1, 1), method="highs")
    if found.status:
        raise ValueError(f"no best line was found: {found.message}")
    return -found.eqlin.marginals, label @ found.x / len(label)


def _mae_of_a_line(x, label, w, b):
    blocks = np.array_split(w, 1 + len(w) // 10)  # what stays in the processor's cache is done sooner
    return np.concatenate([_mae_block(x, label, block, b) for block in blocks], axis=1)


def _mae_block(x, label, w, b):
    # For one w the loss is Σ|r − b| over the residuals r = ŷ − w·x. How many of them lie below each b, and their sum,
    # is all it takes. With r counted in steps of the grid, and 1 at b[0], its whole part says where in the grid it is.
    step = (b[-1] - b[0]) / (len(b) - 1)
    r = np.multiply.outer(w / -step, x)
    r += (label - b[0]) / step + 1
    rows, columns = len(w), len(b) + 1
    place = np.clip(r, 0, len(b))
    place += columns * np.arange(rows)[:, None]
    place = place.astype(np.intp).ravel()
    counts, sums = np.bincount(place, minlength=rows * columns), np.bincount(place, r.ravel(), rows * columns)
    below, sum_below = (each.reshape(rows, columns).cumsum(axis=1)[:, :-1] for each in (counts, sums))
    heights = np.arange(1, columns) * (2 * below - len(x)) + r.sum(axis=1)[:, None] - 2 * sum_below
    return heights.T * (step / len(x))


def _mse_of_a_line(x, label, w, b):
    w, b = w[None, :], b[:, None]
    crossed = w * w * np.mean(x * x) + 2 * w * (b * np.mean(x) - np.mean(x * label))
    return crossed + b * b - 2 * b * np.mean(label) + np.mean(label * label)


_OF_A_LINE = {(line, mae): _mae_of_a_line, (line, mse): _mse_of_a_line}


def _even(grid):
    """Whether a grid rises in steps of one size."""
    steps = np.diff(grid)
    return len(steps) > 0 and steps.min() > 0 and np.ptp(steps) < 1e-9 * np.abs(grid).max()


def _pair(predicted, label):
    predicted, label = _floats(predicted), _floats(label)
    if predicted.shape != label.shape:  # broadcasting would quietly compare each prediction with every label
        raise ValueError(f"predicted has shape {predicted.shape}, label {label.shape}: give one prediction a label")
    if label.size == 0:
        raise ValueError("there are no labels, so there is no mean: give at least one example")
    return predicted, label


def _floats(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)  # float32 stays: a network computes in it


def _distributions(predicted, label):
    predicted, label = _pair(predicted, label)
    for name, each in (("predicted", predicted), ("label", label)):
        if (each < 0).any():
            raise ValueError(f"{name} holds {each.min():g}: a probability is 0 or more")
        off = np.abs(each.sum(axis=-1) - 1)
        if not (off < 1e-6).all():
            total = np.atleast_1d(each.sum(axis=-1))[np.argmax(off)]
            raise ValueError(f"{name} sums to {total:g}: the probabilities of all classes sum to 1")
    if (predicted[label > 0] == 0).any():
        raise ValueError("predicted gives probability 0 to a class that came: the loss is infinite, never be that sure")
    return predicted, label


def best_heights(x, label, knots, *, loss=mae):
    """Bent curve of least `loss` whose corners stand at `knots`: `(constant, [(c, b, w), …])`, hard sigmoids.

    With `b` and `w` fixed by the knots (from left to right), the model is linear in the heights `c`, so `best` finds
    them exactly. `x` and `label` are (N,).
    """
    _, ramps = take_apart(np.column_stack([knots, np.zeros(len(knots))]))
    heights, constant = best(np.column_stack([blue(x, 1, b, w, hard_sigmoid) for _, b, w in ramps]), label, loss=loss)
    return constant, [(float(c), b, w) for c, (_, b, w) in zip(heights, ramps, strict=True)]
