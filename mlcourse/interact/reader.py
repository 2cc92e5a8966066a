"""The reader's own function, called with care: what goes wrong in it becomes one plain line."""

from __future__ import annotations

import threading
from functools import partial
from inspect import isfunction, signature
from numbers import Real
from textwrap import shorten

import numpy as np

from mlcourse.interact.controls import control
from mlcourse.pictures.interrupts import Call, Interrupted
from mlcourse.pictures.scene import sendable
from mlcourse.pictures.stage import ReaderError, interrupt
from mlcourse.words import InputError, say, say_many

UNTOLD = 5.0  # how far from 0 a parameter goes that has neither a range nor a default; else three times its default

MOST = 1e30  # what a picture can hold


def asks_for(model, ranges):
    """Return ``{name: widget}`` for every argument of ``model`` after its first, in its own order.

    A range is ``(low, high)``, ``(low, high, start)`` or what else `control` takes. A slider starts at the argument's
    default where there is one; an argument whose default is no number keeps it, unless there is a range for it.

    Raises a ValueError for a range that no argument asks for or that is none, and for a model that takes no x.
    """
    if not callable(model):
        told = {"kind": type(model).__name__}
        raise InputError(say("a {kind} is no function: name one, without brackets, as in fit(model, x, y)", **told))
    name = _name(model)
    try:
        x, *others = signature(_plain(model)).parameters.values() or [None]
    except (TypeError, ValueError) as error:
        told = say("{name} hides its arguments: call it in one of your own, def model(x, w): …", name=name)
        raise InputError(told) from error
    if x is None or x.kind in (x.KEYWORD_ONLY, x.VAR_KEYWORD):
        told = {"name": name}
        raise InputError(
            say("{name} takes no x: the days go into its first argument, as in def model(x, w, b)", **told)
        )
    starts = {each.name: each.default for each in others if each.kind not in (x.VAR_POSITIONAL, x.VAR_KEYWORD)}
    if any(each.kind == x.VAR_KEYWORD for each in others):
        starts |= {given: x.empty for given in ranges if given not in starts}
    for given in ranges:
        if given not in starts:
            told = {"name": name, "given": given, "others": ", ".join(starts)}
            raise InputError(
                say("{name} has no argument {given!r}; after x it has {others}", **told)
                if starts
                else say("{name} has no argument {given!r}; after x it has none", **told)
            )
    moved = {each: start for each, start in starts.items() if each in ranges or start is x.empty or _real(start)}
    return {each: _control(each, start, ranges.get(each)) for each, start in moved.items()}


def _plain(model):
    """Return a function with the model's arguments; before numpy 2.4 its own functions of one x do not tell theirs."""
    return (lambda x: model(x)) if isinstance(model, np.ufunc) and model.nin == 1 else model


def _control(name, start, given):
    """Make the control of one argument, which starts at its default unless the range says where."""
    start = start if _real(start) else None
    reach = 3 * abs(start) if start and abs(start) > 1e-6 else UNTOLD
    given = (-reach, reach) if given is None else tuple(given) if isinstance(given, list) else given
    try:
        made = control((*given, start) if isinstance(given, tuple) and len(given) == 2 else given)
    except ValueError as error:
        raise InputError(say("{name}: {error}", name=name, error=error)) from error
    if "description" in made.keys:
        made.description = made.description or name  # the reader's own word, whatever the course means by it
    return made


def _real(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def _name(model):
    name = getattr(model, "__name__", "<no name>")
    return say("your function") if name.startswith("<") else name  # <lambda>


def _first(model):
    """Return what the reader calls the first argument; x where that is not to be seen."""
    code = getattr(model, "__code__", None) if isfunction(model) else None
    return code.co_varnames[0] if code and code.co_argcount else "x"


def predictions(model, x, values):
    """Return ``model(x, **values)``, floats in the shape of ``x``; raise a `ReaderError` if it is anything else.

    One number alone is a constant function, the same for every x.
    """
    told = (f"{name}={value:g}" if isinstance(value, Real) else f"{name}={value!r}" for name, value in values.items())
    given = _first(model)
    call = f"{_name(model)}({', '.join([given, *told])})"
    with np.errstate(all="ignore"):
        returned = called(partial(model, x.copy(), **values), call)
        result = _floats(returned)
    if result is not None and result.ndim == 0:
        result = np.full(x.shape, float(result))
    if result is None or result.shape != x.shape:
        told = say_many(
            "{call} returned {got}; it should return as many numbers as {given} holds, {n}.",
            "{call} returned {got}; it should return as many numbers as {given} holds, {n}.",
            n=len(x),
            call=call,
            given=given,
            got=_got(returned, result),
        )
        raise ReaderError(told)
    small = np.abs(result) < MOST  # neither nan nor inf is
    if not small.all():
        bad = int(np.argmin(small))
        told = {"call": call, "value": f"{result[bad]:g}", "given": given, "at": f"{x[bad]:g}"}
        raise ReaderError(
            say("{call} returned {value} for {given} = {at}; every value should be an ordinary number.", **told)
        )
    return result


def scored(loss):
    """Return ``loss`` with the same care: anything but one ordinary number for all the days is a `ReaderError`."""
    call = f"{_name(loss)}(predicted, label)"

    def careful(predicted, label):
        with np.errstate(all="ignore"):
            returned = called(partial(loss, predicted.copy(), label.copy()), call)
            value = _floats(returned)
        if value is None or value.ndim or not np.abs(value) < MOST:
            got = _got(returned, value) if value is None or value.ndim else f"{value:g}"
            raise ReaderError(say("{call} returned {got}; a loss is one ordinary number.", call=call, got=got))
        return float(value)

    return careful


def called(function, call, many=""):
    """Call what the reader wrote, ``function()``: the one place where that is done, whoever needs it.

    All that it raises is a `ReaderError`, which names the ``call`` and what helps (see `advice`), but for the interrupt
    of its cell. What it returns goes back as it is.
    """
    try:
        with Call(call):
            return function()
    except Interrupted as error:
        raise ReaderError(say("{call} was interrupted.", call=call)) from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and threading.current_thread() is threading.main_thread():
            interrupt()  # of the cell that made a picture, run again, where it never ends either
            raise
        raise ReaderError(stopped(call, error, many)) from error


def stopped(call, error, many=""):
    """Say that a ``call`` of what the reader wrote stopped with an error, and what helps."""
    told = shorten(sendable(f"{type(error).__name__}: {error}"), 300, placeholder=" …").removesuffix(":")
    if helps := advice(error, many):
        return say("{call} stopped with {error} ({helps})", call=call, error=told, helps=helps)
    return say("{call} stopped with {error}", call=call, error=told)


# What numpy says where a function was written for one number, and what to write instead.
FOR_MANY = {
    "converted to Python scalars": say("it is given many numbers at once: take np.sin, not math.sin"),
    "truth value of an array": say("it is given many numbers at once: take np.where(x > 3, …, …), not if"),
}


def _floats(returned):
    """Return what a function returned as an array of floats, or None where it is not made of plain numbers."""
    try:
        array = np.asarray(returned)
    except ValueError:  # a list of lists of different lengths
        return None
    return array.astype(float) if array.dtype.kind in "biuf" else None


def _got(returned, result):
    """Say what a function returned in the place of predictions; ``result`` is what `_floats` makes of it."""
    if returned is None:
        return say("nothing (is there a return in it?)")
    if returned is ...:
        return say("… (is it written yet?)")
    if result is None:
        return say("something that is not plain numbers (a {kind})", kind=type(returned).__name__)
    return say("an array of shape {shape}", shape=result.shape)


ABOUT_ARRAYS = "array", "broadcast", "axis"  # what Python or numpy speaks of where one number was expected


def advice(error, many=""):
    """Return what helps with an error in the reader's function, or nothing.

    ``many`` is what to tell one that cannot take arrays, where it knows more of them than `FOR_MANY`.
    """
    if type(error) is NameError:
        return unknown(error.name)
    if many:
        return many if any(word in str(error) for word in ABOUT_ARRAYS) else ""
    return next((what for words, what in FOR_MANY.items() if words in str(error)), "")


def unknown(name):
    """Say what to do about a name that Python does not know."""
    if name == "np":
        return say("np is numpy: run the lesson's first cell, or import numpy as np.")
    return say(
        "Python does not know the name {name} here: is it spelled right, and has the cell that makes it been run?",
        name=name,
    )
