"""2.6 Every combination, tried."""

import timeit

import numpy as np

from mlcourse import functions
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, raised, say, say_many


def brute_force(x, y):
    """Try every combination on a grid: choose how many values each parameter gets, and how many parameters there are.

    One evaluation of the loss is timed on this machine when the explorer is made.
    """
    once = min(timeit.repeat(lambda: mae(functions.line(x, 0.5, 1.0), y), number=20, repeat=5)) / 20
    counts, most = np.arange(1.0, 58), 58  # parameters

    def draw(values, parameters):
        needed = once * float(values) ** parameters
        return Scene(
            Panel(
                Line(counts, once * values**counts, role="prediction"),
                Dots([parameters], [needed], role="prediction", size=6),
                Text(parameters, needed, spoken(needed), role="prediction", side="left"),
                *[Line([0, most], [at, at], role="quiet", width=1, dashed=True) for at in MARKS.values()],
                *[Text(35, at, name, role="quiet", side="above", size=0.9) for name, at in MARKS.items()],
                x=Axis(say("number of parameters"), (0, most)),
                y=Axis(say("time in seconds"), (1e-14, 1e112), scale="log"),
            ),
            says=" ".join([_how_many(values, parameters), _how_long(once, needed)]),
        )

    return Explorer(draw, values=slider(2, 100, 60, step=1), parameters=slider(1, 57, 2, step=1))


def _how_many(values, parameters):
    losses = float(values) ** parameters
    told = {"power": f"{values}{raised(parameters)}", "losses": _counted(losses)}
    if losses < MANY:
        return say(
            "{power} = [{losses}|error] losses to compute: every value of each parameter with every value of the "
            "others.",
            **told,
        )
    return say(
        "{power} ≈ [{losses}|error] losses to compute: every value of each parameter with every value of the others.",
        **told,
    )


def _how_long(once, needed):
    return say("At {once:.0f} µs each on this machine that takes [{time}|error].", once=1e6 * once, time=spoken(needed))


YEAR = 365.25 * 86400  # seconds

AGE = 13.8e9 * YEAR  # of the universe

MARKS = {say("a day"): 86400.0, say("age of the universe"): AGE}

# From what length on a time is told in which words.
SPANS = {
    1e-6: lambda time, n: say_many("{time} microsecond", "{time} microseconds", n=n, time=time),
    1e-3: lambda time, n: say_many("{time} millisecond", "{time} milliseconds", n=n, time=time),
    1: lambda time, n: say_many("{time} second", "{time} seconds", n=n, time=time),
    60: lambda time, n: say_many("{time} minute", "{time} minutes", n=n, time=time),
    3600: lambda time, n: say_many("{time} hour", "{time} hours", n=n, time=time),
    86400: lambda time, n: say_many("{time} day", "{time} days", n=n, time=time),
    YEAR: lambda time, n: say_many("{time} year", "{time} years", n=n, time=time),
    AGE: lambda time, n: say_many("{time} age of the universe", "{time} ages of the universe", n=n, time=time),
}

MANY = 1e7  # larger numbers are told by their power of ten


def spoken(seconds):
    """Say a time as one that a person can feel."""
    span = [span for span in SPANS if span <= max(seconds, 1e-6)][-1]
    time = _counted(seconds / span)
    return SPANS[span](time, 1 if time == "1" else max(2, int(seconds / span)))


def _counted(count):
    if count < MANY:
        return number(count, ",.3g" if count < 1000 else ",.0f")
    return "10" + raised(f"{np.log10(count):.0f}")
