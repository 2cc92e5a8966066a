"""2.6 Every combination, tried."""

import timeit

import numpy as np

from mlcourse import functions
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.loss import steps
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, raised, say, say_many


def brute_force(x, y):
    """Try every combination on a grid: choose how many values each parameter gets, and how many parameters there are.

    One evaluation of the loss is timed on this machine when the explorer is made.
    """
    once = min(timeit.repeat(lambda: mae(functions.line(x, 0.5, 1.0), y), number=20, repeat=5)) / 20

    def draw(values, parameters):
        needed, counts = once * float(values) ** parameters, np.arange(1.0, MOST)
        curve, day = once * values**counts, np.log(DAY / once) / np.log(values)  # day: how many parameters take one
        first = int(np.floor(day)) + 1
        side = "left" if parameters > MOST / 2 else "right"
        chosen = Text(parameters, needed, spoken(needed), role="prediction", side=side)
        crossing = Text(day, DAY, say("{n} or more", n=first), role="best")
        return Scene(
            _over_parameters(curve, needed, parameters, day, crossing, x=FEW, y=_time(NEAR, NAMES)),
            _over_parameters(curve, needed, parameters, day, chosen, x=(0, MOST), y=_time(FAR, LONG)),
            says=" ".join([_how_many(values, parameters), _how_long(once, needed)]),
            facts={"needed": needed, "day": DAY, "time": spoken(needed), "first": first},
        )

    explorer = Explorer(draw, values=slider(2, 100, 60, step=1), parameters=slider(1, 57, 2, step=1))
    return explorer.with_steps(steps.BRUTE_FORCE)


def _over_parameters(curve, needed, parameters, day, text, x, y):
    """Draw how long every number of parameters takes, the number chosen, and where the line crosses a day."""
    low, high = x
    inside, crossed = parameters <= high, day <= high
    return Panel(
        Line(np.arange(1.0, MOST), curve, role="prediction"),
        Line([low, high], [DAY, DAY], role="quiet", width=1, dashed=True),
        Line([low, high], [AGE, AGE], role="quiet", width=1, dashed=True),
        Line([day, day], [y.limits[0], DAY], role="best", width=1.5, dashed=True) if crossed else None,
        Dots([day], [DAY], role="best", size=5) if crossed else None,
        Dots([parameters], [needed], role="prediction", size=6) if inside else None,
        text if text.x <= high else None,
        x=Axis(say("number of parameters"), x),
        y=y,
    )


def _time(limits, names):
    return Axis(say("time"), limits, names, scale="log")


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


DAY = 86400.0  # seconds

YEAR = 365.25 * DAY

AGE = 13.8e9 * YEAR  # of the universe

FEW, MOST = (0, 12), 58  # parameters, in the picture from near by and in that from far off

NEAR, FAR = (1e-6, 1e19), (1e-6, 1e112)  # seconds

_UNIVERSE = AGE, say("age of the universe")

NAMES = (
    *((1e-6, say("a microsecond")), (1e-3, say("a millisecond")), (1.0, say("a second")), (DAY, say("a day"))),
    *((YEAR, say("a year")), (1e6 * YEAR, say("a million years")), _UNIVERSE),
)

LONG = (
    *((DAY, say("a day")), _UNIVERSE),
    *((AGE * 10.0**power, say("{power} × that", power="10" + raised(power))) for power in (30, 60, 90)),
)

# From what length on a time is told in which words.
SPANS = {
    1e-6: lambda time, n: say_many("{time} microsecond", "{time} microseconds", n=n, time=time),
    1e-3: lambda time, n: say_many("{time} millisecond", "{time} milliseconds", n=n, time=time),
    1: lambda time, n: say_many("{time} second", "{time} seconds", n=n, time=time),
    60: lambda time, n: say_many("{time} minute", "{time} minutes", n=n, time=time),
    3600: lambda time, n: say_many("{time} hour", "{time} hours", n=n, time=time),
    DAY: lambda time, n: say_many("{time} day", "{time} days", n=n, time=time),
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
