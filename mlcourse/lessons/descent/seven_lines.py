"""3.8 One line for each day of the week."""

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.fits import best
from mlcourse.interact.controls import choice
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.days import ENDS, YESTERDAY_TODAY
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.scene import Panel, Scene
from mlcourse.words import DAYS, say


def seven_lines(x, label, dates):
    """Colour yesterday → today by weekday, one weekday at a time: one cloud becomes seven lines."""
    day_of = weekday(dates)
    lines = [best(x[day_of == day], label[day_of == day]) for day in range(7)]
    slopes = np.array([w for (w,), _ in lines])
    predicted = np.choose(day_of, [b + w * x for (w,), b in lines])
    (w0,), b0 = best(x, label)
    one, seven = mae(functions.line(x, w0, b0), label), mae(predicted, label)

    def draw(day):
        on = day_of == day
        (w,), b = lines[day]
        return Scene(
            Panel(
                Dots(x, label, size=2, opacity=0.3),
                Dots(x[on], label[on], role="unseen", size=3, opacity=0.8),
                *[Line(ENDS, b + w * ENDS, role="quiet", width=1) for (w,), b in lines],
                Line(ENDS, functions.line(ENDS, w, b), role="prediction"),
                **YESTERDAY_TODAY,
            ),
            says=" ".join([_one(DAYS[day], w, b, mae(functions.line(x[on], w, b), label[on])), _all(seven, one)]),
            facts={"slope": w, "least": slopes.min(), "most": slopes.max()},
        )

    return Explorer(draw, day=choice(dict(enumerate(DAYS)))).with_steps(steps.SEVEN_LINES)


def _one(day, w, b, off):
    return say("{day}: [w = {w:.2f}, b = {b:.2f}k|prediction], off by [{off:.2f}k|error].", day=day, w=w, b=b, off=off)


def _all(seven, one):
    return say(
        "All seven lines, 14 parameters: [L = {seven:.2f}k|error]; one line for all days: {one:.2f}k.",
        seven=seven,
        one=one,
    )
