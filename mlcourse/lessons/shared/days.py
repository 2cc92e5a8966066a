"""The days in pictures: yesterday → today, the axes they share, and their names."""

import numpy as np
from ipywidgets import SelectionSlider

from mlcourse.data import during, lagged, load_views
from mlcourse.interact.controls import LAYOUT, STYLE
from mlcourse.pictures.marks import Dots, Segments
from mlcourse.pictures.scene import Axis, Panel
from mlcourse.words import DAYS, dated, say

VIEWS = (0, 20)  # thousands

YESTERDAY_TODAY = {
    "x": Axis(say("views yesterday, x₁ (thousands)"), VIEWS),
    "y": Axis(say("views today, ŷ (thousands)"), VIEWS),
}


def cloud(x, label, predicted, shown, *marks, days=None):
    """Yesterday → today: every day a dot, ``marks`` over them, and the errors of the days ``shown`` (an index).

    With the dates of the ``days`` a dot that is pointed at says which day it is.
    """
    return Panel(
        Dots(x, label, size=2, opacity=0.35, days=days),
        Segments(x[shown], label[shown], predicted[shown], role="error"),
        Dots(x[shown], label[shown], role="label", size=3, days=None if days is None else days[shown]),
        *marks,
        **YESTERDAY_TODAY,
    )


def from_day(dates):
    """Return a slider over ``dates`` that shows which day it stands at; its value is how many days come before."""
    named = [(dated(day, "short"), before) for before, day in enumerate(dates)]
    return SelectionSlider(options=named, layout=LAYOUT, style=STYLE)


def apart(predicted, came):
    """How far off a prediction is, by both numbers as they are written, with two digits: so a reader can check it."""
    return abs(round(float(predicted), 2) - round(float(came), 2))


ENDS = np.array(VIEWS)

DAYS_OF_WEEK = tuple(enumerate(DAYS))  # ticks


def training_rows(days=1):
    """Return the features (the views of so many days before), labels and dates of 2017-2020, thousands of views."""
    return during(lagged(*load_views(), days), 2017, 2020)
