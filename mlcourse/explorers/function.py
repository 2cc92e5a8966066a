"""Lesson 1, function: a line through the days, and any function the reader writes."""

import json

import numpy as np
from ipywidgets import SelectionSlider

from mlcourse import functions
from mlcourse.data import weekday, whole_weeks
from mlcourse.explorers.controls import LAYOUT, STYLE, Dice
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.panels import VIEWS, cloud, short, spelled
from mlcourse.explorers.reader import asks_for, predictions
from mlcourse.losses import mae
from mlcourse.page import in_figure
from mlcourse.pictures.scene import Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text, plain

SHOWN = 28  # days whose errors are drawn: all 1 460 would be a hairball
FORTNIGHT = 14
HALF_A_DAY = np.timedelta64(12, "h")
DAYS_OF_WEEK = tuple(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")))


def outputs(dates, views):
    """Ask one data set three questions: a number, a class, and a thing with structure. Move the day, throw the dice.

    ``dates`` and ``views`` (thousands) are daily, of shape ``(N,)``.
    """
    weeks = whole_weeks(dates, views)
    days = [(spelled(dates[day]), day) for day in range(len(dates) - 365, len(dates) - 1)]

    def draw(day, again):
        before, today, tomorrow = views[day - 7 : day], views[day], views[day + 1]
        number, kind = functions.as_yesterday(today), functions.weekday_or_weekend(today, before)
        right = kind == ("weekday" if weekday(dates[day]) < 5 else "weekend")
        tone, week = "ink" if right else "error", functions.plausible_week(weeks, seed=again)
        return Scene(
            _number(views[day - FORTNIGHT : day + 1], number, tomorrow),
            _class(today, functions.SHARE * before.mean(), kind),
            _structure(weeks, week),
            says=f"{spelled(dates[day], day=True)}. Tomorrow: [{number:.2f}k|prediction] views, a number; "
            f"{tomorrow:.2f}k came, off by [{abs(number - tomorrow):.2f}k|error]. "
            f"Today: “[{kind}|prediction]”, one of two classes; that is [{'right' if right else 'wrong'}|{tone}]. "
            f"And a [whole week|prediction], number {again + 1}, that never happened.",
        )

    slider = SelectionSlider(options=days, layout=LAYOUT, style=STYLE)
    return Explorer(draw, day=slider, again=Dice("make up another week"))


def _number(fortnight, number, tomorrow):
    days = np.arange(-FORTNIGHT, 1)
    return Panel(
        Line(days, fortnight, role="data", width=1.5),
        Dots(days, fortnight, role="label"),
        Segments([1], [tomorrow], [number], role="error"),
        Dots([1], [tomorrow], role="label"),
        Dots([1], [number], role="prediction", size=5),
        Text(1, number, f"{number:.2f}k", role="prediction", side="right"),
        x=Axis("days from today", (-FORTNIGHT - 1, 9), ((-14, "−14"), (-7, "−7"), (0, "today"))),
        y=Axis("views (thousands)", VIEWS),
        title="a number",
    )


def _class(today, threshold, kind):
    return Panel(
        Bars([0.72], [today], role="prediction", width=0.5),
        Line([-1, 1], [threshold, threshold], role="rule", width=2, dashed=True),
        Text(-0.27, threshold, f"{functions.SHARE:g} × week before", role="rule", side="above", size=0.85),
        Text(0, 17.5, kind, role="prediction", side="centre", size=1.6),
        x=Axis("below the dashes: weekend", (-1, 1), ((0.72, "today"),)),
        y=Axis("views (thousands)", VIEWS),
        title="a class",
    )


def _structure(weeks, week):
    days = np.arange(7)
    return Panel(
        Line(days, weeks, role="data", width=1, opacity=0.07),
        Line(days, week, role="prediction"),
        Dots(days, week, role="prediction", size=4),
        x=Axis("made up, over all real weeks", (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis("views (thousands)", VIEWS),
        title="a structure",
    )


class Plain:
    """A plotly figure to look around in, without the toolbar that would lie over it."""

    def __init__(self, figure):
        self.figure = figure

    def _repr_mimebundle_(self, **_):
        shown = {**json.loads(self.figure.to_json()), "config": {"displayModeBar": False, "responsive": True}}
        return {"application/vnd.plotly.v1+json": shown}


def timeline(dates, views, **predicted):
    """Draw all the days as a plotly figure to zoom and to pan; ``views`` in thousands, both of shape ``(N,)``.

    What models ``predicted`` for the same days, by name, is drawn over it.
    """
    import plotly.graph_objects as go  # takes a second, and is needed for this one picture

    # A plotly figure does not follow the notebook's theme: these colours read on white and on black.
    grid, ink, paper = "rgba(135,145,161,0.25)", "#7b8798", "rgba(0,0,0,0)"
    reach = [{"step": "month", "count": 2}, {"step": "year", "count": 1}, {"step": "all"}]
    buttons = {"buttons": reach, "bgcolor": "rgba(135,145,161,0.15)", "activecolor": "rgba(61,154,209,0.4)"}
    line = {
        "x": dates,
        "y": views,
        "mode": "lines+markers",
        "line": {"width": 1, "color": "#3d9ad1"},
        "name": "views",
        "marker": {"size": 3, "color": "#3d9ad1"},
    }
    figure = go.Figure(go.Scatter(**line, hovertemplate="%{x|%A %-d %B %Y}: %{y:.2f}k<extra></extra>"))
    for (name, values), colour in zip(predicted.items(), ("#d55e00", "#108e6e"), strict=False):
        style = {"x": dates, "y": values, "mode": "lines", "line": {"width": 1.5, "color": colour}}
        figure.add_trace(go.Scatter(**style, name=in_figure(name.replace("_", " ")), hovertemplate="%{y:.2f}k"))
    figure.update_traces(hoverlabel={"bgcolor": "#1c2430", "font": {"color": "#ffffff"}})
    # Without limits, the room that plotly leaves beside the dots counts as days, and the last two months are empty.
    first, last = (str(day) for day in (dates[0] - HALF_A_DAY, dates[-1] + HALF_A_DAY))
    figure.update_xaxes(rangeslider={"visible": True, "thickness": 0.12}, gridcolor=grid, rangeselector=buttons)
    figure.update_xaxes(minallowed=first, maxallowed=last)
    figure.update_yaxes(title="views (thousands)", range=[0, 1.05 * max(views)], gridcolor=grid, zeroline=False)
    figure.update_layout(showlegend=bool(predicted), legend={"orientation": "h", "y": 1.12, "x": 1, "xanchor": "right"})
    figure.update_layout(template="none", paper_bgcolor=paper, plot_bgcolor=paper, height=400)
    figure.update_layout(font={"color": ink, "size": 13, "family": "system-ui, sans-serif"})
    return Plain(figure.update_layout(margin={"l": 56, "r": 12, "t": 30, "b": 10}))


def line(x, label, dates):
    """Drag ``w`` and ``b``: the line, four weeks of errors and the last day's prediction follow.

    ``x`` and ``label`` are the views of yesterday and today in thousands, ``dates`` the label's days, all ``(N,)``.
    """
    ends, held = np.array(VIEWS), 16.0

    def draw(w, b):
        return _two_views(
            (x, label, dates),
            functions.line(x, w, b),
            Line(ends, functions.line(ends, w, b), role="prediction"),
            Handle(0.0, functions.line(0.0, w, b), up={"b": 1.0}, label="b", side="right"),
            Handle(held, functions.line(held, w, b), up={"w": 1 / held}, label="w", side="above"),
            said=f"With [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction], the line",
        )

    return Explorer(draw, w=(-0.75, 1.25), b=(-4, 10))


def fit(model, x, label, dates, /, **ranges):
    """Drag the parameters of the reader's own ``model(x, …)``; the curve, the errors and the prediction follow.

    The arguments after ``x`` become the sliders, from the ranges given: ``w=(-1, 2)``. One without a range goes three
    times as far from 0 as its default. ``x``, ``label``, ``dates`` are as in `line`.

    Raises a ValueError for a range that is no argument's.
    """
    parameters = asks_for(model, ranges)
    along = np.argsort(x)
    shown = {name: getattr(widget, "readout_format", "") for name, widget in parameters.items()}
    formats = {name: ".2f" if each in (".0f", ".1f") else each for name, each in shown.items()}

    def draw(**values):
        predicted = predictions(model, x, values)
        told = [f"[{plain(name)} = {value:{formats[name]}}|prediction]" for name, value in values.items()]
        return _two_views(
            (x, label, dates),
            predicted,
            Line(x[along], predicted[along], role="prediction"),
            said=f"With {' and '.join(told)}, your function" if told else "Your function",
        )

    return Explorer(draw, **parameters)


def _two_views(days, predicted, *marks, said):
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
