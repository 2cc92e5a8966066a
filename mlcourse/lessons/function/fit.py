"""1.4 The reader's own function."""

import numpy as np

from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import asks_for, predictions
from mlcourse.lessons.shared.line import two_views
from mlcourse.pictures.marks import Line
from mlcourse.pictures.scene import plain
from mlcourse.words import number, say


def fit(model, x, label, dates, /, **ranges):
    """Drag the parameters of the reader's own ``model(x, …)``; the curve, the errors and the prediction follow.

    The arguments after ``x`` become the sliders, from the ranges given: ``w=(-1, 2)``. One without a range goes three
    times as far from 0 as its default. ``x``, ``label``, ``dates`` are as in `line`.

    Raises a ValueError for a range that is no argument's.
    """
    parameters = asks_for(model, ranges)
    along = np.argsort(x)
    readouts = {name: getattr(widget, "readout_format", "") for name, widget in parameters.items()}
    formats = {name: ".2f" if each in (".0f", ".1f") else each for name, each in readouts.items()}

    def draw(**values):
        predicted = predictions(model, x, values)
        shown = [f"[{plain(name)} = {number(value, formats[name])}|prediction]" for name, value in values.items()]
        return two_views(
            (x, label, dates),
            predicted,
            Line(x[along], predicted[along], role="prediction"),
            says=lambda **told: _said(shown, told),
        )

    return Explorer(draw, **parameters)


def _said(values, told):
    """Say what the function predicts for the last day, with these ``values`` of its parameters."""
    if not values:
        return say(
            "Your function says [{predicted:.2f}k|prediction] for {day:long}; {came:.2f}k came, so it is off by "
            "[{off:.2f}k|error].",
            **told,
        )
    *others, last = values
    return say(
        "With {values}, your function says [{predicted:.2f}k|prediction] for {day:long}; {came:.2f}k came, so it is "
        "off by [{off:.2f}k|error].",
        values=say("{others} and {last}", others=", ".join(others), last=last) if others else last,
        **told,
    )
