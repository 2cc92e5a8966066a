"""3.7 Late by a day."""

import numpy as np

from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.days import from_day
from mlcourse.pictures.marks import Bars, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import dated, number, say, say_many

STRETCH = 35  # days that are drawn

SHIFTS = range(-2, 5)  # days to the left


def shifted(dates, came, said):
    """Shift what a model has ``said`` to the left, over what ``came``: where does it fit best?

    ``dates`` are days in their order, ``came`` and ``said`` thousands of views, all ``(N,)``. Days that a shift takes
    beyond an end are left out.
    """
    off = {days: float(np.abs(_moved(said, days) - came)[_both(len(came), days)].mean()) for days in SHIFTS}

    def draw(shift, first):
        return Scene(
            _curves(dates, came, _moved(said, shift), slice(first, first + STRETCH)),
            _off(off, shift),
            says=_told(shift, off[shift]),
            facts={"best": min(off, key=off.get), "off": off[shift], "before": off[0]},
        )

    shift = slider(SHIFTS[0], SHIFTS[-1], 0, step=1)
    return Explorer(draw, shift=shift, first=from_day(dates[: len(came) - STRETCH + 1])).with_steps(steps.SHIFTED)


def _moved(said, days):
    """Return what is said ``days`` later at each place; at an end the last there is."""
    return said[np.clip(np.arange(len(said)) + days, 0, len(said) - 1)]


def _both(many, days):
    """Return the places that have a day both before and after a shift."""
    return slice(max(0, -days), many - max(0, days))


def _told(shift, off):
    if shift < 0:
        return say_many(
            "Shifted by {n} day to the right, the prediction is off by [{off:.2f}k|error] a day.",
            "Shifted by {n} days to the right, the prediction is off by [{off:.2f}k|error] a day.",
            n=-shift,
            off=off,
        )
    return say_many(
        "Shifted by {n} day to the left, the prediction is off by [{off:.2f}k|error] a day.",
        "Shifted by {n} days to the left, the prediction is off by [{off:.2f}k|error] a day.",
        n=shift,
        off=off,
    )


def _curves(dates, came, moved, window):
    days, top = np.arange(len(came))[window], 1.15 * came.max()
    ticks = tuple((int(day), dated(dates[day], "short")) for day in days[::7])
    return Panel(
        Segments(days, came[window], moved[window], role="error", width=1.5, opacity=0.7),
        Line(days, came[window], role="label", width=2),
        Line(days, moved[window], role="prediction"),
        Text(days[0], 0.97 * top, say("came"), role="label"),
        Text(days[0], 0.89 * top, say("predicted"), role="prediction"),
        x=Axis(say("day"), (days[0] - 1, days[-1] + 1), ticks),
        y=Axis(say("views (thousands)"), (0, top)),
    )


def _off(off, shift):
    days, losses = np.array(list(off)), np.array(list(off.values()))
    return Panel(
        Bars(days, losses, role="error", width=0.7, opacity=0.4),
        Bars([shift], [off[shift]], role="error", width=0.7),
        Text(shift, off[shift], say("{off:.2f}k", off=off[shift]), role="error", side="above"),
        x=Axis(
            say("shifted to the left, in days"), (days[0] - 0.6, days[-1] + 0.6), tuple((k, number(k)) for k in off)
        ),
        y=Axis(say("off by (thousands)"), (0, 1.2 * losses.max())),
    )
