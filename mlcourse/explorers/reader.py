"""The reader's own function, called with care: what goes wrong in it becomes one plain line."""

from __future__ import annotations

import inspect

import numpy as np

from mlcourse.explorers.controls import slider
from mlcourse.pictures.stage import ReaderError

UNTOLD = (-5.0, 5.0)  # the range of a parameter the reader gave none for


def asks_for(model, ranges):
    """Return ``{name: slider}`` for every argument of ``model`` after its first, in its own order.

    A slider starts at the argument's default where there is one.

    Raises a ValueError for a range that no argument asks for, and for a model without arguments.
    """
    name = getattr(model, "__name__", "your function")
    if not callable(model):
        raise ValueError(f"{model!r} is not a function: give the name of one, without brackets, as in fit(model, x, y)")
    _, *parameters = inspect.signature(model).parameters.values() or [None]
    starts = {each.name: None if each.default is each.empty else each.default for each in parameters}
    for given in ranges:
        if given not in starts:
            raise ValueError(f"{name} has no argument {given!r}; after x it has {', '.join(starts) or 'none'}")
    return {parameter: slider(*ranges.get(parameter, UNTOLD), start) for parameter, start in starts.items()}


def predictions(model, x, values):
    """Return ``model(x, **values)``, floats in the shape of ``x``; raise a `ReaderError` if it is anything else."""
    call = f"{getattr(model, '__name__', 'your function')}(x, {', '.join(f'{k}={v:g}' for k, v in values.items())})"
    try:
        with np.errstate(all="ignore"):
            result = np.asarray(model(x.copy(), **values), dtype=float)
    except Exception as error:
        raise ReaderError(f"{call} stopped with {type(error).__name__}: {error}") from error
    if result.shape != x.shape:
        got = "one number" if result.ndim == 0 else f"an array of shape {result.shape}"
        raise ReaderError(f"{call} returned {got}; it should return one prediction for each of the {len(x)} days in x.")
    if not np.isfinite(result).all():
        bad = int(np.argmin(np.isfinite(result)))
        raise ReaderError(f"{call} returned {result[bad]} for x = {x[bad]:g}; every prediction should be a number.")
    return result
