"""Lesson 1, function: a line through the days, and any function the reader writes."""

import numpy as np

from mlcourse import functions
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.reader import asks_for, predictions
from mlcourse.losses import mae
from mlcourse.pictures.scene import Axis, Dots, Handle, Line, Panel, Scene, Segments, Text

SHOWN = 28  # days whose errors are drawn: all 1 460 would be a hairball
VIEWS = (0, 20)  # thousands


def line(x, y, dates):
    """Drag ``w`` and ``b``: the line, four weeks of errors and the last day's prediction follow.

    ``x`` and ``y`` are yesterday's and today's views in thousands, ``dates`` the days of ``y``, all of shape ``(N,)``.
    """

    def draw(w, b):
        ends, held = np.array(VIEWS), np.array([4.0, 16.0])
        at_handle = functions.line(held, w, b)
        return _two_views(
            (x, y, dates),
            functions.line(x, w, b),
            Line(ends, functions.as_yesterday(ends), role="rule", width=1.5, dashed=True),
            Text(18.3, 19, "as yesterday", side="left", role="rule", size=0.9),
            Line(ends, functions.line(ends, w, b), role="prediction"),
            Handle(held[0], at_handle[0], up={"b": 1.0}, label="b", side="above"),
            Handle(held[1], at_handle[1], up={"w": 1 / held[1]}, label="w", side="above"),
            said=f"With [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction]",
        )

    return Explorer(draw, w=(-0.75, 1.25), b=(-4, 10))


def fit(model, x, y, dates, **ranges):
    """Drag the parameters of the reader's own ``model(x, …)``; the curve, the errors and the prediction follow.

    The arguments after ``x`` become the sliders, from the ranges given: ``w=(-1, 2)``. One without a range goes from −5
    to 5. ``x``, ``y``, ``dates`` are as in `line`. Raises a ValueError for a range that is no argument's.
    """
    parameters = asks_for(model, ranges)
    along = np.argsort(x)

    def draw(**values):
        predicted = predictions(model, x, values)
        return _two_views(
            (x, y, dates),
            predicted,
            Line(x[along], predicted[along], role="prediction"),
            said="With " + " and ".join(f"[{name} = {value:.2f}|prediction]" for name, value in values.items()),
        )

    return Explorer(draw, **parameters)


def _two_views(days, predicted, *marks, said):
    """Put the same days side by side: yesterday → today with ``marks`` over it, and along the calendar."""
    x, y, dates = days
    shown = [each[-SHOWN:] for each in (x, y, predicted, dates.astype(int))]
    off, last = abs(predicted[-1] - y[-1]), f"{dates[-1].item():%-d %B %Y}"
    return Scene(
        Panel(
            Dots(x, y, size=2, opacity=0.35),
            Segments(shown[0], shown[1], shown[2], role="error"),
            Dots(shown[0], shown[1], role="label", size=3),
            *marks,
            x=Axis("views yesterday, x₁ (thousands)", VIEWS),
            y=Axis("views today, y (thousands)", VIEWS),
        ),
        _calendar(*shown[1:]),
        says=f"{said}, your function says [{predicted[-1]:.2f}k|prediction] for {last}; {y[-1]:.2f}k came, so it is "
        f"off by [{off:.2f}k|error]. Over all {len(y)} days it is off by [{mae(predicted, y):.2f}k|error] a day; "
        f"“as yesterday” by {mae(functions.as_yesterday(x), y):.2f}k.",
    )


def _calendar(y, predicted, days):
    names = tuple((int(day), f"{np.datetime64(int(day), 'D').item():%-d %b}") for day in days[::-7])
    return Panel(
        Segments(days, y, predicted, role="error"),
        Line(days, predicted, role="prediction", width=2),
        Dots(days, y, role="label", size=3.5),
        Dots(days[-1:], predicted[-1:], role="prediction", size=5),
        Text(days[-1], predicted[-1], f"{predicted[-1]:.2f}k", role="prediction", side="above"),
        x=Axis(f"the last {SHOWN} days", (days[0] - 1, days[-1] + 2), names[::-1]),
        y=Axis("views (thousands)", (0, 12)),
    )
