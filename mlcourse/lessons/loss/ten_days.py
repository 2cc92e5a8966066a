"""2.2 MAE and MSE over ten days, one of which is dragged."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.days import ENDS, YESTERDAY_TODAY
from mlcourse.lessons.shared.surface import B, error_surface
from mlcourse.losses import mae, mse, surface
from mlcourse.pictures.marks import Dots, Handle, Line, Text
from mlcourse.pictures.scene import Panel, Scene
from mlcourse.words import say


def ten_days(x, y, moved=6):
    """Drag one day's label: the best lines of MAE and of MSE part, and their two surfaces change shape.

    ``x`` and ``y`` are ten days; ``moved`` says which one's label is dragged.
    """
    near = np.linspace(-0.25, 1.75, 60)

    def draw(label):
        labels = np.where(np.arange(len(y)) == moved, label, y)
        pairs = {loss: best(x, labels, loss=loss) for loss in (mae, mse)}
        (w1, b1), (w2, b2) = ((float(w), b) for (w,), b in pairs.values())
        hills = [surface(functions.line, x, labels, loss=loss, w=near, b=B) for loss in pairs]
        left, right = ("left", "right") if w1 >= w2 else ("right", "left")
        return Scene(
            Panel(
                Line(ENDS, functions.line(ENDS, w1, b1), role="prediction"),
                Line(ENDS, functions.line(ENDS, w2, b2), role="path"),
                Dots(x, labels, role="label", size=4),
                Text(*_on(w1, b1), "MAE", role="prediction", side=left),
                Text(*_on(w2, b2), "MSE", role="path", side=right),
                Handle(x[moved], label, up={"label": 1.0}, label=say("drag"), side="below", role="error"),
                **YESTERDAY_TODAY,
            ),
            error_surface(near, B, hills[0], (w1, b1), title="MAE (k)"),
            error_surface(near, B, hills[1], (w2, b2), title="MSE (k²)"),
            says=_slopes(label, w1, w2),
        )

    return Explorer(draw, label=(0, 20, round(float(y[moved]), 1)))


def _slopes(label, by_mae, by_mse):
    return say(
        "With this label at {label:.1f}k the best slope by [MAE is {mae:.2f}|prediction], by [MSE {mse:.2f}|path].",
        label=label,
        mae=by_mae,
        mse=by_mse,
    )


def _on(w, b, far=16.0, high=18.0):
    """Return a point of the line for its name to stand at: far out, but not so high that it leaves the picture."""
    x = min(far, (high - b) / w) if w > 0 else far
    return x, functions.line(x, w, b)
