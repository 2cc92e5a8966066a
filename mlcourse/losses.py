"""How wrong a set of predictions is, as one number: the mean of what each example costs. `label` is the lecture's ŷ."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from mlcourse.functions import line, sigmoid
from mlcourse.words import InputError, say


@dataclass(frozen=True, eq=False)
class Loss:
    """A loss, L = (1/N) Σ eₙ: the mean of what each of N examples costs. `mae(predicted, label)` is one number.

    `error` says what the examples cost, e(y, ŷ), and `slope` how that changes with the predictions, ∂e/∂y, each for
    arrays, all examples at once. `unit` is that of L where the labels are in thousands (k). Predictions and labels are
    (N,); with more axes in front of the predictions, (…, N), each row is a loss of its own. Of `chances`, probabilities
    for each class, they are (N, classes). Raises ValueError where their shapes differ, where they are empty, and for
    what is no chance.
    """

    name: str
    unit: str
    error: Callable = field(repr=False)
    slope: Callable = field(repr=False)
    chances: bool = field(default=False, repr=False)

    def __post_init__(self):
        """Take the error's words for its own, so that help(mae) tells what MAE is."""
        object.__setattr__(self, "__doc__", self.error.__doc__)

    def __call__(self, predicted, label):
        """L = (1/N) Σ eₙ."""
        L = np.mean(self.error(*self._fitting(predicted, label)), axis=-1)
        return L if L.ndim else float(L)

    def gradient(self, predicted, label):
        """∂L/∂y = (1/N) ∂e/∂y, a slope for each prediction: (…, N), or (N, classes)."""
        predicted, label = self._fitting(predicted, label)
        return self.slope(predicted, label) / label.shape[-2 if self.chances else -1]

    def _fitting(self, predicted, label):
        return _distributions(predicted, label) if self.chances else _pair(predicted, label)


def absolute_error(predicted, label):
    """Mean absolute error, MAE: e = |y − ŷ|, in the unit of the labels (thousands of views)."""
    return np.abs(predicted - label)


def absolute_slope(predicted, label):
    """∂e/∂y of e = |y − ŷ|. At the kink, y = ŷ, every slope from −1 to 1 will do; this one is 0."""
    return np.sign(predicted - label)


def square_error(predicted, label):
    """Mean square error, MSE: e = (y − ŷ)², in the unit of the labels squared."""
    return (predicted - label) ** 2


def square_slope(predicted, label):
    """∂e/∂y of e = (y − ŷ)²."""
    return 2 * (predicted - label)


def surprise(predicted, label):
    """Cross-entropy: e = −Σ ŷ·ln y over the classes, for predictions and labels that are probability distributions.

    Raises ValueError for probabilities that are negative or do not sum to 1, and where a prediction gives a class no
    chance at all that the label says may come: the loss would be infinite.
    """
    return -np.sum(label * np.log(np.where(label > 0, predicted, 1)), axis=-1)


def surprise_slope(predicted, label):
    """∂e/∂y of e = −Σ ŷ·ln y: −ŷ/y, and 0 where ŷ is 0."""
    return -label / np.where(label > 0, predicted, 1)


def score_error(score, label):
    """Cross-entropy of two classes: e = ln(1 + eᶻ) − ŷ·z, for scores z with sigmoid(z) the chance of class 1."""
    return np.logaddexp(0, score) - label * score


def score_slope(score, label):
    """∂e/∂z of e = ln(1 + eᶻ) − ŷ·z: the chance minus the label, sigmoid(z) − ŷ."""
    return sigmoid(score) - label


mae = Loss("MAE", "k", absolute_error, absolute_slope)
mse = Loss("MSE", "k²", square_error, square_slope)
cross_entropy = Loss("cross-entropy", "", surprise, surprise_slope, chances=True)
logistic = Loss("cross-entropy", "", score_error, score_slope)


def with_gradient(loss):
    """Return `loss`; raise a ValueError if it is no `Loss`, which knows its gradient."""
    if not isinstance(loss, Loss):
        told = {"loss": named(loss)}
        raise InputError(
            say("the gradient of this loss is not known, {loss!r}: give mae or mse of mlcourse.losses", **told)
        )
    return loss


def named(loss):
    """Name of a loss, of a plain function too."""
    return getattr(loss, "name", getattr(loss, "__name__", loss))


def surface(model, x, label, *, loss, **grids):
    """Error surface: `loss` of `model` at each pair of values of two named parameters, (len(second), len(first)).

    `surface(line, x, y, loss=mae, w=w_grid, b=b_grid)[j, i]` is L at `w_grid[i]`, `b_grid[j]`. Any model and any loss
    will do; for the line, the two losses of this module and an even grid of `b` it takes a millisecond.
    """
    if len(grids) != 2:
        told = {"n": len(grids), "names": ", ".join(grids)}
        raise InputError(
            say("a surface stands over two parameters; these are {n}: {names}", **told)
            if grids
            else say("a surface stands over two parameters; these are 0: none")
        )
    (one, across), (other, up) = ((name, np.asarray(grid, dtype=float)) for name, grid in grids.items())
    if (model, loss) in _OF_A_LINE and {one, other} == {"w", "b"} and _even(np.asarray(grids["b"], dtype=float)):
        over = _OF_A_LINE[model, loss](*_pair(x, label), np.asarray(grids["w"]), np.asarray(grids["b"]))
        return over if one == "w" else over.T
    pairs = itertools.product(up, across)
    heights = [loss(model(x, **{one: first, other: second}), label) for second, first in pairs]
    return np.array(heights, dtype=float).reshape(len(up), len(across))


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
    # Rows may have the same labels; more broadcasting would quietly compare each prediction with every label.
    if predicted.shape[-label.ndim :] != label.shape:
        told = {"predicted": predicted.shape, "label": label.shape}
        raise InputError(say("predicted has shape {predicted}, label {label}: give one prediction a label", **told))
    if label.size == 0:
        raise InputError(say("there are no labels, so there is no mean: give at least one example"))
    return (predicted, label) if label.ndim else (predicted[None], label[None])


def _floats(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)  # float32 stays: a network computes in it


def _distributions(predicted, label):
    predicted, label = map(np.atleast_2d, _pair(predicted, label))
    for name, each in (("predicted", predicted), ("label", label)):
        if (each < 0).any():
            raise InputError(say("{name} holds {least:g}: a probability is 0 or more", name=name, least=each.min()))
        off = np.abs(each.sum(axis=-1) - 1)
        if not (off < 1e-6).all():
            total = np.atleast_1d(each.sum(axis=-1))[np.argmax(off)]
            told = {"name": name, "total": total}
            raise InputError(say("{name} sums to {total:g}: the probabilities of all classes sum to 1", **told))
    if (predicted[label > 0] == 0).any():
        raise InputError(
            say("predicted gives probability 0 to a class that came: the loss is infinite, never be that sure")
        )
    return predicted, label
