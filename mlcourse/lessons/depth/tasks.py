"""Lesson 6, depth and overfitting: what is to be written, and a hint for each way to miss it."""

from functools import cache
from textwrap import shorten

import numpy as np

from mlcourse.data import during, lagged, load_views
from mlcourse.experiments.results import Losses, by_validation, committed
from mlcourse.fits import best
from mlcourse.losses import mae
from mlcourse.network import parameters
from mlcourse.practice.answers import number, said_by


def two_layers(count):
    """Seven days, two hidden layers of ten units. How many parameters are in θ?"""
    number(count)
    truth = parameters([7, 10, 10, 1])
    if count == truth:
        return None
    if count == 7 * 10 + 10 * 10 + 10:
        return "Those are the weights. Every unit has its own b as well, and so has y."
    if count == truth - 1:
        return "You forgot the b that is a number, the last one."
    if count == parameters([7, 10, 1]):
        return "That is one hidden layer."
    return "First layer 10·(7 + 1), second 10·(10 + 1), and then y."


@cache
def _without_feature():
    rows = lagged(*load_views(), 56)
    early, held = during(rows, 2017, 2019), during(rows, 2020)
    return early, held, _fitted(early.X, held.X)


def _fitted(X, X_held):
    """Return the losses on 2017-2019 and on 2020 of the exact fit to 2017-2019."""
    rows = lagged(*load_views(), 56)
    early, held = during(rows, 2017, 2019), during(rows, 2020)
    w, b = best(X, early.label)
    return mae(X @ w + b, early.label), mae(X_held @ w + b, held.label)


def holiday_feature(feature):
    """Write feature(dates): numbers that tell the model about holidays, so that it does better on 2020."""
    early, held, (L0, before) = _without_feature()
    columns = []
    for rows in (early, held):
        said, hint = said_by(feature, rows.dates, many="dates holds all the days at once, as an array.")
        if hint:
            return hint
        said = np.asarray(said, dtype=float)
        if said.shape[:1] != rows.dates.shape or said.ndim > 2:
            return f"It should return a number or a row for each of {len(rows.dates)} dates; its shape is {said.shape}."
        columns.append(np.column_stack([rows.X, said]))
    L, after = _fitted(*columns)
    if after < before - 0.001:
        return None
    if L > L0 - 0.001:
        return (
            f"The model makes no use of it: L on 2017 to 2019 stays at {L0:.3f}k. Is it 1 on some days and 0 on others?"
        )
    return (
        f"L on 2017 to 2019 falls from {L0:.3f}k to {L:.3f}k, but on 2020 it goes from {before:.3f}k to {after:.3f}k. "
        "That is overfitting. Try the holidays, and the days after them in a column of their own (np.column_stack)."
    )


def hand_in(model):
    """Hand in a model, by its name in the table: one that the validation year cannot tell from the best."""
    held = Losses(committed()[0], "unseen", part="validation")
    if model not in held:
        return f"There is no model {shorten(repr(model), 40)}. The names are “{'”, “'.join(held)}”."
    least = by_validation()[0]
    if held.median(model) <= held[least].max():
        return None
    return (
        f"On 2020 it is off by {held.median(model):.3f}k a day. “{least}” is off by {held.median(least):.3f}k, "
        f"and its worst seed by {held[least].max():.3f}k."
    )


def finite_difference(slope):
    """Write slope(L, theta, k, h): by how much L rises when theta[k] does, by moving it by h to both sides."""
    theta = np.array([1.0, -2.0, 0.5])

    def loss(theta):
        return theta[0] ** 2 + 3 * theta[1] * theta[2]

    said, hint = said_by(slope, loss, theta.copy(), 1, 1e-4, many="theta is an array; copy it before you change it.")
    if hint:
        return hint
    if np.shape(said) != ():
        return f"The slope is one number; it returned {said!r}."
    if np.isclose(said, 1.5) and np.isclose(slope(loss, theta.copy(), 0, 1e-4), 2.0):
        return None
    if np.isclose(said, 3.0):
        return "From one side to the other it is 2h."
    if np.isclose(said, -1.5):
        return "The wrong way round: the larger theta[k] comes first."
    if abs(said) < 1e-3:
        return "Divide by how far you moved it."
    return f"For L = θ₀² + 3·θ₁·θ₂ at (1, −2, 0.5) the slope along θ₁ is 1.5; yours is {said!r}."
