"""6.3 Late by a day?"""

import numpy as np

from mlcourse import functions
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.pictures.marks import Bars, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import dated, number, say

STRETCH = 42  # days that are drawn

SHIFTS = range(-1, 5)  # days


def late(rows, **predicted):
    """Shift the predictions to the left until they fit: does a model tell today's surprise, or repeat yesterday's?

    ``rows`` are examples of seven days or more; ``predicted`` are models' predictions for them, by name. A surprise is
    how far a day differs from the same weekday a week before.
    """
    predicted = {name.replace("_", " "): said for name, said in predicted.items()}
    week = functions.as_last_week(rows.X)
    real, surprises = rows.label - week, {name: said - week for name, said in predicted.items()}

    def draw(model, shift, first):
        alike = [_correlation(surprises[model], real, days) for days in SHIFTS]
        window = np.arange(first, first + STRETCH)
        moved = np.clip(window + shift, 0, len(real) - 1)
        return Scene(
            _surprises(window, real[window], surprises[model][moved], _dates(rows.dates, window)),
            _alike(alike, shift),
            says=_said(plain(model), shift, alike),
            facts={"best": SHIFTS[int(np.argmax(alike))], "here": alike[SHIFTS.index(0)], "there": alike[shift + 1]},
        )

    shift = slider(SHIFTS[0], SHIFTS[-1], 0, step=1)
    first = slider(0, len(real) - STRETCH - 1, 0, step=1, label=say("first day drawn"))
    explorer = Explorer(draw, model=list(surprises), shift=shift, first=first)
    return explorer.with_steps(steps.LATE if list(surprises) == ["linear", "448 ReLU"] else ())


def _said(model, shift, alike):
    """Say how alike the two are when one is shifted, and when they are most alike."""
    told = {"model": model, "shift": shift, "correlation": alike[shift + 1]}
    return " ".join(
        [
            say("{model}, shifted by {shift}: correlation [{correlation:.2f}|prediction].", **told),
            say("It is most alike when shifted by [{shift}|error].", shift=SHIFTS[int(np.argmax(alike))]),
        ]
    )


def _surprises(window, came, predicted, dates):
    first, last = window[[0, -1]]
    return Panel(
        Line([first, last + 1], [0, 0], role="quiet", width=1),
        Line(window, came, role="label", width=2),
        Line(window, predicted, role="prediction"),
        Text(last, 5.4, say("came"), role="label", side="left"),
        Text(last, -5.4, say("predicted"), role="prediction", side="left"),
        x=Axis(say("day of 2021"), (first, last + 1), dates),
        y=Axis(say("surprise (thousands)"), (-6, 6)),
    )


def _alike(alike, shift):
    ticks = tuple((days, number(days)) for days in SHIFTS)
    return Panel(
        Bars(SHIFTS, alike, role="data", width=0.7, opacity=0.5),
        Bars([shift], [alike[shift + 1]], role="prediction", width=0.7),
        x=Axis(say("shifted by so many days"), (-1.6, 4.6), ticks),
        y=Axis(say("how alike (correlation)"), (-0.2, 1.05)),
    )


def _correlation(predicted, real, days):
    """How alike the predicted surprise of a day and the real one ``days`` before it are."""
    n = len(real)
    return float(np.corrcoef(predicted[max(days, 0) : n + min(days, 0)], real[max(-days, 0) : n - max(days, 0)])[0, 1])


def _dates(dates, window):
    return tuple((int(n), dated(dates[n], "short")) for n in window[::14])
