"""What the tasks share: a look at the reader's answer, before it is compared with the right one."""

from functools import partial
from numbers import Real

import numpy as np

from mlcourse.interact import reader
from mlcourse.interact.reader import called
from mlcourse.pictures.interrupts import Interrupted, at_most
from mlcourse.pictures.stage import ReaderError
from mlcourse.words import say

ENDLESS = 20.0  # seconds: what a task asks for is done in a small part of this


def single(answer):
    """Return the number that an array of one number holds; anything else as it is, and a tuple's parts likewise."""
    if isinstance(answer, tuple):
        return tuple(map(single, answer))
    return answer.item() if isinstance(answer, np.ndarray) and answer.size == 1 else answer


def number(answer):
    """Raise a TypeError if the answer is not a plain, ordinary number."""
    if isinstance(answer, bool) or not isinstance(answer, Real) or not abs(answer) < 1e6:
        raise TypeError("not a number")


def two_numbers(answer):
    """Raise an error if the answer is not a pair of plain numbers."""
    w, b = answer
    number(w)
    number(b)


def said_by(function, *arguments, many="", hints=None):
    """Call the reader's function: return what it said and, where that is nothing to go on with, the hint.

    ``many`` is what to tell a function that cannot take arrays, ``hints`` what to tell one that stops with an error of
    a kind, ``{ValueError: words}``. One that has not come back after `ENDLESS` seconds is stopped.
    """
    try:
        with at_most(ENDLESS):
            said = called(partial(function, *arguments), say("Your function"), many)
    except ReaderError as error:
        if isinstance(error.__cause__, Interrupted):
            return None, say(
                "Your function had not come back after {seconds:.0f} s, and was stopped. Does its loop ever end?",
                seconds=ENDLESS,
            )
        return None, (hints or {}).get(type(error.__cause__)) or f"{error}."
    if said is None:
        return None, say("Your function returns nothing: end it with a line that begins with return.")
    return single(said), ... if said is ... else None


def stopped(error, many=""):
    """Say that the reader's function stopped with an error, and what helps; see `advice`."""
    return f"{reader.stopped(say('Your function'), error, many)}."
