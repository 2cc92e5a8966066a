"""6.3 What a reader's feature gives for each day, and a linear model that is shown it as well."""

from inspect import signature

import numpy as np

from mlcourse.data import during, lagged, load_views
from mlcourse.fits import best
from mlcourse.losses import mae
from mlcourse.practice.answers import said_by
from mlcourse.words import say

# What a model learns from, and the days that it is then judged by.
YEARS = ((2017, 2019), (2020,)), ((2017, 2020), (2021,))


def columns(feature, rows, of_views):
    """Return what ``feature`` gives for examples, as columns beside their views, and where it cannot be used the hint.

    It takes the dates, (N,), and if it is ``of_views`` the views of the days before as well, (N, days).
    """
    given = (rows.dates.copy(), rows.X.copy()) if of_views else (rows.dates.copy(),)
    said, hint = said_by(feature, *given, many=say("dates holds all the days at once, as an array."))
    if hint:
        return None, hint
    try:
        said = np.asarray(said, dtype=float)
    except (TypeError, ValueError):
        return None, say(
            "It should return numbers. holidays(dates) are names; holidays(dates) != '' is true where there is one."
        )
    if said.shape[:1] != rows.dates.shape or said.ndim > 2:
        told = {"n": len(rows.dates), "shape": said.shape}
        return None, say("It should return a number or a row for each of {n} dates; its shape is {shape}.", **told)
    return np.column_stack([rows.X, said]), None


def judged(feature, of_views=False):
    """Return the losses of a linear model with and without ``feature``, ``[((L, judged), (L, judged)), …]`` by `YEARS`.

    And the hint, where it cannot be used.
    """
    rows, found = lagged(*load_views(), 56), []
    for years in YEARS:
        parts = [during(rows, *each) for each in years]
        wide = [columns(feature, part, of_views) for part in parts]
        if hint := next((hint for _, hint in wide if hint), None):
            return None, hint
        found.append((_losses([X for X, _ in wide], parts), _losses([part.X for part in parts], parts)))
    return found, None


def _losses(Xs, parts):
    """Return the loss on the days learned from and on those judged by, of the exact fit to the first."""
    w, b = best(Xs[0], parts[0].label)
    return [mae(X @ w + b, part.label) for X, part in zip(Xs, parts, strict=True)]


def takes_views(feature):
    """Whether a feature takes the views beside the dates."""
    return len(signature(feature).parameters) > 1
