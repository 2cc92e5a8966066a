"""All the days as a figure to zoom and to pan."""

import json

import numpy as np

from mlcourse.page import in_figure
from mlcourse.words import DAYS, MONTHS, SHORT_MONTHS, WHOLE_DAYS, say

# Plotly writes dates itself: in its own count a week begins on Sunday.
DATES = {
    "days": [WHOLE_DAYS[-1], *WHOLE_DAYS[:-1]],
    "shortDays": [DAYS[-1], *DAYS[:-1]],
    "months": list(MONTHS),
    "shortMonths": list(SHORT_MONTHS),
}
CONFIG = {"displayModeBar": False, "responsive": True, "locale": "course", "locales": {"course": {"format": DATES}}}

POINTED = say("%{{x|%A %-d %B %Y}}: %{{y:.2f}}k")  # what is read out where one points; a model's name stands beside it

HALF_A_DAY = np.timedelta64(12, "h")


class Plain:
    """A plotly figure to look around in, without the toolbar that would lie over it."""

    def __init__(self, figure):
        self.figure = figure

    def _repr_mimebundle_(self, **_):
        shown = {**json.loads(self.figure.to_json()), "config": CONFIG}
        return {"application/vnd.plotly.v1+json": shown}


def _strokes(off, colour):
    """Return the errors as plotly's strokes, from what was predicted to what came; ``off`` is what it lacks, (N,)."""
    ends = {"array": np.maximum(off, 0), "arrayminus": np.maximum(-off, 0)}
    return {"type": "data", "symmetric": False, "width": 0, "thickness": 0.8, "color": colour, **ends}


def timeline(dates, views, **predicted):
    """Draw all the days as a plotly figure to zoom and to pan; ``views`` in thousands, both of shape ``(N,)``.

    What models ``predicted`` for the same days, by name, is drawn over it, with a stroke for each error.
    """
    import plotly.graph_objects as go  # takes a second, and is needed for this one picture

    # A plotly figure does not follow the notebook's theme: these colours read on white and on black.
    grid, ink, paper = "rgba(135,145,161,0.25)", "#7b8798", "rgba(0,0,0,0)"
    reach = [
        {"step": "month", "count": 2, "label": say("2m")},
        {"step": "year", "count": 1, "label": say("1y")},
        {"step": "all", "label": say("all")},
    ]
    buttons = {"buttons": reach, "bgcolor": "rgba(135,145,161,0.15)", "activecolor": "rgba(61,154,209,0.4)"}
    line = {
        "x": dates,
        "y": views,
        "mode": "lines+markers",
        "line": {"width": 1, "color": "#3d9ad1"},
        "name": say("views"),
        "marker": {"size": 3, "color": "#3d9ad1"},
    }
    figure = go.Figure(go.Scatter(**line, hovertemplate=POINTED + "<extra></extra>"))
    for (name, values), colour in zip(predicted.items(), ("#d55e00", "#108e6e"), strict=False):
        style = {"x": dates, "y": values, "mode": "lines", "line": {"width": 1.5, "color": colour}}
        style["error_y"] = _strokes(np.subtract(views, values), colour)
        figure.add_trace(go.Scatter(**style, name=in_figure(name.replace("_", " ")), hovertemplate=POINTED))
    figure.update_traces(hoverlabel={"bgcolor": "#1c2430", "font": {"color": "#ffffff"}})
    # Without limits, the room that plotly leaves beside the dots counts as days, and the last two months are empty.
    first, last = (str(day) for day in (dates[0] - HALF_A_DAY, dates[-1] + HALF_A_DAY))
    figure.update_xaxes(rangeslider={"visible": True, "thickness": 0.12}, gridcolor=grid, rangeselector=buttons)
    figure.update_xaxes(minallowed=first, maxallowed=last)
    figure.update_yaxes(title=say("views (thousands)"), range=[0, 1.05 * max(views)], gridcolor=grid, zeroline=False)
    figure.update_layout(showlegend=bool(predicted), legend={"orientation": "h", "y": 1.12, "x": 1, "xanchor": "right"})
    figure.update_layout(template="none", paper_bgcolor=paper, plot_bgcolor=paper, height=400)
    figure.update_layout(font={"color": ink, "size": 13, "family": "system-ui, sans-serif"})
    return Plain(figure.update_layout(margin={"l": 56, "r": 12, "t": 30, "b": 10}))
