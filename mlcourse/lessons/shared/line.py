"""The line of lesson 1, in the two views of the same days."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.days import VIEWS, apart, cloud
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import dated, say, say_many

SHOWN = 28  # days whose errors are drawn: all 1 460 would be a hairball


def line(x, label, dates):
    """Drag ``w`` and ``b``: the line, four weeks of errors and the last day's prediction follow.

    ``x`` and ``label`` are the views of yesterday and today in thousands, ``dates`` the label's days, all ``(N,)``.
    """
    ends, held = np.array(VIEWS), 16.0

    def draw(w, b):
        return two_views(
            (x, label, dates),
            functions.line(x, w, b),
            Line(ends, functions.line(ends, w, b), role="prediction"),
            Handle(0.0, functions.line(0.0, w, b), up={"b": 1.0}, label="b", side="right"),
            Handle(held, functions.line(held, w, b), up={"w": 1 / held}, label="w", side="above"),
            says=lambda **told: say(
                "With [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction], the line says "
                "[{predicted:.2f}k|prediction] for {day:long}; {came:.2f}k came, so it is off by [{off:.2f}k|error].",
                w=w,
                b=b,
                **told,
            ),
        )

    return Explorer(draw, w=(-0.75, 1.25), b=(-4, 10))


def two_views(days, predicted, *marks, says):
    """Put the same days side by side: yesterday → today with ``marks`` over it, and along the calendar.

    ``says(predicted, day, came, off)`` is the sentence about the last day: what was predicted for it, and what came.
    """
    x, label, dates = days
    ends, L, inside = np.array(VIEWS), mae(predicted, label), mae(predicted[-SHOWN:], label[-SHOWN:])
    last = {"predicted": predicted[-1], "day": dates[-1], "came": label[-1], "off": apart(predicted[-1], label[-1])}
    over_all = say_many(
        "Over all {n} day it is off by [{L:.2f}k|error] a day; “as yesterday” by {rule:.2f}k.",
        "Over all {n} days it is off by [{L:.2f}k|error] a day; “as yesterday” by {rule:.2f}k.",
        n=len(label),
        L=L,
        rule=mae(functions.as_yesterday(x), label),
    )
    rule = (
        Line(ends, functions.as_yesterday(ends), role="rule", width=1.5, dashed=True),
        Text(18.3, 19, say("as yesterday"), side="left", role="rule", size=0.9),
    )
    return Scene(
        cloud(x, label, predicted, slice(-SHOWN, None), *rule, *marks, days=dates),
        _calendar(label[-SHOWN:], predicted[-SHOWN:], dates[-SHOWN:]),
        says=" ".join([says(**last), over_all]),
        facts={"predicted": predicted[-1], "inside": inside, "shown": SHOWN, "L": L, "n": len(label)},
    )


def _calendar(label, predicted, dates):
    days = dates.astype(int)
    names = tuple((int(day), dated(np.datetime64(int(day), "D"), "short")) for day in days[::-7])
    return Panel(
        Segments(days, label, predicted, role="error"),
        Line(days, predicted, role="prediction", width=2),
        Dots(days, label, role="label", size=3.5, days=dates),
        Dots(days[-1:], predicted[-1:], role="prediction", size=5),
        Text(days[-1], predicted[-1], say("{views:.2f}k", views=predicted[-1]), role="prediction", side="right"),
        x=Axis(say("the last {days} days", days=SHOWN), (days[0] - 1, days[-1] + 5), names[::-1]),
        y=Axis(say("views (thousands)"), (0, 12)),
    )
