"""The line of lesson 1, in the two views of the same days."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.days import VIEWS, cloud, short, spelled
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene

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
            said=f"With [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction], the line",
        )

    return Explorer(draw, w=(-0.75, 1.25), b=(-4, 10))


def two_views(days, predicted, *marks, said):
    """Put the same days side by side: yesterday → today with ``marks`` over it, and along the calendar."""
    x, label, dates = days
    ends = np.array(VIEWS)
    shown = [each[-SHOWN:] for each in (label, predicted, dates.astype(int))]
    off = abs(predicted[-1] - label[-1])
    rule = (
        Line(ends, functions.as_yesterday(ends), role="rule", width=1.5, dashed=True),
        Text(18.3, 19, "as yesterday", side="left", role="rule", size=0.9),
    )
    return Scene(
        cloud(x, label, predicted, slice(-SHOWN, None), *rule, *marks),
        _calendar(*shown),
        says=f"{said} says [{predicted[-1]:.2f}k|prediction] for {spelled(dates[-1])}; {label[-1]:.2f}k came, so it "
        f"is off by [{off:.2f}k|error]. Over all {len(label)} days it is off by "
        f"[{mae(predicted, label):.2f}k|error] a day; “as yesterday” by {mae(functions.as_yesterday(x), label):.2f}k.",
    )


def _calendar(label, predicted, days):
    names = tuple((int(day), short(np.datetime64(int(day), "D"))) for day in days[::-7])
    return Panel(
        Segments(days, label, predicted, role="error"),
        Line(days, predicted, role="prediction", width=2),
        Dots(days, label, role="label", size=3.5),
        Dots(days[-1:], predicted[-1:], role="prediction", size=5),
        Text(days[-1], predicted[-1], f"{predicted[-1]:.2f}k", role="prediction", side="right"),
        x=Axis(f"the last {SHOWN} days", (days[0] - 1, days[-1] + 5), names[::-1]),
        y=Axis("views (thousands)", (0, 12)),
    )
