"""The reader's own function, called with care: what goes wrong in it becomes one plain line."""

from __future__ import annotations

import inspect

import numpy as np

from mlcourse.pictures.stage import ReaderError

UNTOLD = (-5.0, 5.0)  # the range of a parameter the reader gave none for


def asks_for(model, ranges):
    """Return ``{name: range}`` for every argument of ``model`` after its first, in its own order.

    Raises a ValueError for a range that no argument asks for, and for a model without arguments.
    """
    name = getattr(model, "__name__", "your function")
    if not callable(model):
        raise ValueError(f"{model!r} is not a function: give the name of one, without brackets, as in fit(model, x, y)")
    _, *parameters = inspect.signature(model).parameters or [None]
    unknown = [given for given in ranges if given not in parameters]
    if unknown:
        raise ValueError(f"{name} has no argument {unknown[0]!r}; after x it has {', '.join(parameters) or 'none'}")
    return {parameter: ranges.get(parameter, UNTOLD) for parameter in parameters}


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
