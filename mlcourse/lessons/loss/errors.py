"""2.1 Each error, and their mean."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.loss import steps
from mlcourse.lessons.shared.days import ENDS, cloud
from mlcourse.losses import mae
from mlcourse.pictures.marks import Bars, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def errors(x, y, dates=None):
    """Choose how many days count, and ``w`` and ``b``: every error is drawn, and their mean is built up from them.

    ``x`` and ``y`` are the views of yesterday and today, thousands, ``dates`` the days of ``y``, all ``(N,)``.
    """

    def draw(n, w, b):
        predicted = functions.line(x[:n], w, b)
        wrong, L = np.abs(predicted - y[:n]), mae(predicted, y[:n])
        line = Line(ENDS, functions.line(ENDS, w, b), role="prediction")
        return Scene(
            cloud(x[:n], y[:n], predicted, slice(None), line, days=None if dates is None else dates[:n]),
            _beside_each_other(wrong, L),
            says=say_many(
                "{n} error: the last is [e = {e:.2f}k|error], the mean is [L = (1/{n}) Σ eₙ = {L:.2f}k|error].",
                "{n} errors: the last is [e = {e:.2f}k|error], the mean is [L = (1/{n}) Σ eₙ = {L:.2f}k|error].",
                n=n,
                e=wrong[-1],
                L=L,
            ),
            facts=_facts(wrong, L) | {"rule": mae(functions.as_yesterday(x[:n]), y[:n])},
        )

    return Explorer(draw, n=range(1, 61), w=(-0.75, 1.25, 1.0), b=(-4, 10, 0.0)).with_steps(steps.ERRORS)


def _facts(wrong, L):
    """Return what the steps look at: the last error, the longest, and the mean without each of them."""
    before, without = (np.delete(wrong, each).mean() if len(wrong) > 1 else L for each in (-1, wrong.argmax()))
    return {"e": wrong[-1], "before": before, "most": wrong.max(), "without": without, "L": L}


def _beside_each_other(wrong, L):
    """Draw a bar for each error, and their mean over them."""
    return Panel(
        Bars(np.arange(1, len(wrong) + 1), wrong, role="error", opacity=0.75),
        Line([0, 61], [L, L], role="error", width=2, dashed=True),
        Text(61, L, say("L = {L:.2f}k", L=L), role="error", side="right"),
        x=Axis(say("day n"), (0, 80)),
        y=Axis(say("error eₙ = |y − ŷ| (thousands)"), (0, 12)),
    )
