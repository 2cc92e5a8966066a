"""Lesson 1, function: a line through the days, and any function the reader writes."""

import numpy as np

from mlcourse import functions
from mlcourse.data import whole_weeks
from mlcourse.explorers.controls import Dice
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.panels import VIEWS, cloud, short, spelled
from mlcourse.explorers.reader import asks_for, predictions
from mlcourse.losses import mae
from mlcourse.pictures.scene import Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text

SHOWN = 28  # days whose errors are drawn: all 1 460 would be a hairball
FORTNIGHT = 14
DAYS_OF_WEEK = tuple(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")))


def outputs(dates, views):
    """Ask one data set three questions: a number, a class, and a thing with structure. Move the day, throw the dice.

    ``dates`` and ``views`` (thousands) are daily, of shape ``(N,)``.
    """
    weeks = whole_weeks(dates, views)

    def draw(day, again):
        before, today, tomorrow = views[day - 7 : day], views[day], views[day + 1]
        number, kind = functions.as_yesterday(today), functions.weekday_or_weekend(today, before)
        week = functions.plausible_week(weeks, seed=again)
        return Scene(
            _number(views[day - FORTNIGHT : day + 1], number, tomorrow),
            _class(today, functions.SHARE * before.mean(), kind),
            _structure(weeks, week),
            says=f"From the views up to {spelled(dates[day])}: [{number:.2f}k|prediction] views tomorrow, a number "
            f"({tomorrow:.2f}k came); “[{kind}|prediction]”, one of two classes; and a [whole week|prediction] that "
            f"never happened, made up by throw {again} of the dice.",
        )

    return Explorer(draw, day=range(FORTNIGHT, len(views) - 1), again=Dice("make up another week"))


def _number(fortnight, number, tomorrow):
    days = np.arange(-FORTNIGHT, 1)
    return Panel(
        Line(days, fortnight, role="data", width=1.5),
        Dots(days, fortnight, role="label"),
        Segments([1], [tomorrow], [number], role="error"),
        Dots([1], [tomorrow], role="label"),
        Dots([1], [number], role="prediction", size=5),
        Text(1, number, f"{number:.2f}k", role="prediction", side="above"),
        x=Axis("days from today", (-FORTNIGHT - 1, 4), ((-14, "−14"), (-7, "−7"), (0, "today"))),
        y=Axis("views (thousands)", VIEWS),
        title="a number",
    )


def _class(today, threshold, kind):
    return Panel(
        Bars([0], [today], role="prediction", width=0.5),
        Line([-1, 1], [threshold, threshold], role="rule", width=2, dashed=True),
        Text(-0.95, threshold, f"{functions.SHARE:g} × the mean of 7 days", role="rule", side="above", size=0.9),
        Text(0, 17.5, kind, role="prediction", side="centre", size=1.6),
        x=Axis("below the dashes: weekend", (-1, 1), ((0, "today"),)),
        y=Axis("views (thousands)", VIEWS),
        title="a class",
    )


def _structure(weeks, week):
    days = np.arange(7)
    return Panel(
        Line(days, weeks[-52:], role="data", width=1, opacity=0.25),
        Line(days, week, role="prediction"),
        Dots(days, week, role="prediction", size=4),
        x=Axis("a week that never happened", (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis("views (thousands)", VIEWS),
        title="a structure",
    )


def timeline(dates, views):
    """Draw all the days as a plotly figure to zoom and to pan; ``views`` in thousands, both of shape ``(N,)``."""
    import plotly.graph_objects as go  # takes a second, and is needed for this one picture

    # A plotly figure does not follow the notebook's theme: these colours read on white and on black.
    figure = go.Figure(go.Scatter(x=dates, y=views, mode="lines", line={"color": "#3d9ad1", "width": 1}))
    figure.update_traces(hovertemplate="%{x|%d %B %Y}: %{y:.2f}k<extra></extra>")
    reach = [{"step": "month", "count": 2}, {"step": "year", "count": 1}, {"step": "all"}]
    buttons = {"buttons": reach, "bgcolor": "rgba(135,145,161,0.15)", "activecolor": "rgba(61,154,209,0.4)"}
    figure.update_xaxes(rangeslider={"visible": True, "thickness": 0.12}, gridcolor="rgba(135,145,161,0.25)")
    figure.update_xaxes(rangeselector=buttons)
    figure.update_yaxes(title="views (thousands)", range=[0, 25], gridcolor="rgba(135,145,161,0.25)", zeroline=False)
    return figure.update_layout(
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": "#7b8798", "size": 13},
        margin={"l": 56, "r": 12, "t": 30, "b": 10},
        height=400,
    )


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
    shown = {name: getattr(widget, "readout_format", "") for name, widget in parameters.items()}
    formats = {name: ".2f" if each in (".0f", ".1f") else each for name, each in shown.items()}

    def draw(**values):
        predicted = predictions(model, x, values)
        told = [f"[{name} = {value:{formats[name]}}|prediction]" for name, value in values.items()]
        return _two_views(
            (x, y, dates),
            predicted,
            Line(x[along], predicted[along], role="prediction"),
            said=f"With {' and '.join(told)}" if told else "Today",
        )

    return Explorer(draw, **parameters)


def _two_views(days, predicted, *marks, said):
    """Put the same days side by side: yesterday → today with ``marks`` over it, and along the calendar."""
    x, y, dates = days
    shown = [each[-SHOWN:] for each in (y, predicted, dates.astype(int))]
    off, last = abs(predicted[-1] - y[-1]), spelled(dates[-1])
    return Scene(
        cloud(x, y, predicted, slice(-SHOWN, None), *marks),
        _calendar(*shown),
        says=f"{said}, your function says [{predicted[-1]:.2f}k|prediction] for {last}; {y[-1]:.2f}k came, so it is "
        f"off by [{off:.2f}k|error]. Over all {len(y)} days it is off by [{mae(predicted, y):.2f}k|error] a day; "
        f"“as yesterday” by {mae(functions.as_yesterday(x), y):.2f}k.",
    )


def _calendar(y, predicted, days):
    names = tuple((int(day), short(np.datetime64(int(day), "D"))) for day in days[::-7])
    return Panel(
        Segments(days, y, predicted, role="error"),
        Line(days, predicted, role="prediction", width=2),
        Dots(days, y, role="label", size=3.5),
        Dots(days[-1:], predicted[-1:], role="prediction", size=5),
        Text(days[-1], predicted[-1], f"{predicted[-1]:.2f}k", role="prediction", side="right"),
        x=Axis(f"the last {SHOWN} days", (days[0] - 1, days[-1] + 5), names[::-1]),
        y=Axis("views (thousands)", (0, 12)),
    )
