"""2.6 Every combination, tried."""

import timeit

import numpy as np

from mlcourse import functions
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import raised


def brute_force(x, y):
    """Try every combination on a grid: choose how many values each parameter gets, and how many parameters there are.

    One evaluation of the loss is timed on this machine when the explorer is made.
    """
    once = min(timeit.repeat(lambda: mae(functions.line(x, 0.5, 1.0), y), number=20, repeat=5)) / 20
    counts, most = np.arange(1.0, 58), 58  # parameters

    def draw(values, parameters):
        losses, needed = float(values) ** parameters, once * float(values) ** parameters
        return Scene(
            Panel(
                Line(counts, once * values**counts, role="prediction"),
                Dots([parameters], [needed], role="prediction", size=6),
                Text(parameters, needed, spoken(needed), role="prediction", side="left"),
                *[Line([0, most], [at, at], role="quiet", width=1, dashed=True) for at in MARKS.values()],
                *[Text(35, at, name, role="quiet", side="above", size=0.9) for name, at in MARKS.items()],
                x=Axis("number of parameters", (0, most)),
                y=Axis("time in seconds", (1e-14, 1e112), scale="log"),
                aspect=2.2,
            ),
            says=f"{values}{raised(parameters)} {'=' if losses < MANY else '≈'} [{_counted(losses)}|error] "
            "losses to compute: every value of each parameter with every value of the others. "
            f"At {1e6 * once:.0f} µs each on this machine that takes [{spoken(needed)}|error].",
        )

    return Explorer(draw, values=slider(2, 100, 60, step=1), parameters=slider(1, 57, 2, step=1))


YEAR = 365.25 * 86400  # seconds

MARKS = {"a day": 86400.0, "age of the universe": 13.8e9 * YEAR}

SPANS = {"microseconds": 1e-6, "milliseconds": 1e-3, "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}

SPANS |= {"years": YEAR, "ages of the universe": MARKS["age of the universe"]}

MANY = 1e7  # larger numbers are told by their power of ten


def spoken(seconds):
    """Say a time as one that a person can feel."""
    name = [name for name, span in SPANS.items() if span <= max(seconds, 1e-6)][-1]
    return f"{_counted(seconds / SPANS[name])} {name}"


def _counted(number):
    if number < MANY:
        return f"{number:,.3g}" if number < 1000 else f"{number:,.0f}"
    return "10" + raised(f"{np.log10(number):.0f}")
