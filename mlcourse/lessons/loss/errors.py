"""2.1 Each error, and their mean."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.days import ENDS, cloud
from mlcourse.losses import mae
from mlcourse.pictures.marks import Bars, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def errors(x, y):
    """Drag ``w``, ``b`` and how many days count: every error is drawn, and their mean is built up from them."""

    def draw(w, b, n):
        predicted = functions.line(x[:n], w, b)
        wrong, L = np.abs(predicted - y[:n]), mae(predicted, y[:n])
        return Scene(
            cloud(x[:n], y[:n], predicted, slice(None), Line(ENDS, functions.line(ENDS, w, b), role="prediction")),
            Panel(
                Bars(np.arange(1, n + 1), wrong, role="error", opacity=0.75),
                Line([0, 61], [L, L], role="error", width=2, dashed=True),
                Text(45, L, say("L = {L:.2f}k", L=L), role="error", side="above"),
                x=Axis(say("day n"), (0, 61)),
                y=Axis(say("error eₙ = |y − ŷ| (thousands)"), (0, 12)),
            ),
            says=say_many(
                "{n} error: the last is [e = {e:.2f}k|error], the mean is [L = (1/{n}) Σ eₙ = {L:.2f}k|error].",
                "{n} errors: the last is [e = {e:.2f}k|error], the mean is [L = (1/{n}) Σ eₙ = {L:.2f}k|error].",
                n=n,
                e=wrong[-1],
                L=L,
            ),
        )

    return Explorer(draw, w=(-0.75, 1.25, 1.0), b=(-4, 10, 0.0), n=range(1, 61))
