"""2.2 MAE and MSE over ten days, one of which is dragged."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.loss import steps
from mlcourse.lessons.shared.days import ENDS, YESTERDAY_TODAY
from mlcourse.losses import mae, mse
from mlcourse.pictures.marks import Dots, Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say

NEAR = -0.1, 1.9  # w, so that the dragged day's corner stays in the picture


def ten_days(x, y, dates=None, moved=6):
    """Drag one day's label: the best lines of MAE and of MSE part, and so do the curves of the two losses over ``w``.

    ``x`` and ``y`` are ten days, ``dates`` the days of ``y``; ``moved`` says which one's label is dragged.
    """
    before = [best(x, y, loss=loss)[0][0] for loss in (mae, mse)]

    def draw(label):
        labels = np.where(np.arange(len(y)) == moved, label, y)
        (w1, b1), (w2, b2) = ((float(w), b) for (w,), b in (best(x, labels, loss=loss) for loss in (mae, mse)))
        left, right = ("left", "right") if w1 >= w2 else ("right", "left")
        return Scene(
            Panel(
                Line(ENDS, functions.line(ENDS, w1, b1), role="prediction"),
                Line(ENDS, functions.line(ENDS, w2, b2), role="path"),
                Dots(x, labels, role="label", size=4, days=dates),
                Text(*_on(w1, b1), "MAE", role="prediction", side=left),
                Text(*_on(w2, b2), "MSE", role="path", side=right),
                Handle(x[moved], label, up={"label": 1.0}, label=say("drag"), side="below", role="error"),
                **YESTERDAY_TODAY,
            ),
            _with_corners(x, labels, dates, moved, w1, b1),
            _smooth(x, labels, w2, b2),
            says=_slopes(label, w1, w2),
            facts={"before": before, "mae": w1, "mse": w2, "on_the_line": functions.line(x[moved], w1, b1)},
        )

    return Explorer(draw, label=(0, 20, round(float(y[moved]), 1))).with_steps(steps.TEN_DAYS)


def _with_corners(x, labels, dates, moved, w, b):
    """Draw MAE over ``w``: straight from corner to corner, and each is where the line runs through a day."""
    corners = (labels - b) / x
    ws = np.sort([*NEAR, *corners])
    heights, of = _losses(mae, x, labels, ws, b), _losses(mae, x, labels, corners, b)
    return Panel(
        Line(ws, heights, role="prediction", width=2),
        Dots(corners, of, role="label", size=3.5, days=dates),
        Dots(corners[[moved]], of[[moved]], role="error", size=5),
        *_lowest(w, mae(functions.line(x, w, b), labels)),
        **_over_w(mae, (0, 10)),
    )


def _smooth(x, labels, w, b):
    """Draw MSE over ``w``: a bowl."""
    ws = np.linspace(*NEAR, 101)
    return Panel(
        Line(ws, _losses(mse, x, labels, ws, b), role="path", width=2),
        *_lowest(w, mse(functions.line(x, w, b), labels)),
        **_over_w(mse, (0, 80)),
    )


def _losses(loss, x, labels, ws, b):
    return np.array([loss(functions.line(x, w, b), labels) for w in ws])


def _lowest(w, L):
    return Dots([w], [L], role="best", size=5), Text(w, L, say("w = {w:.2f}", w=w), role="best", side="below")


def _over_w(loss, limits):
    return {"x": Axis(say("w, with the best b"), NEAR), "y": Axis(f"L ({loss.unit})", limits), "title": loss.name}


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
