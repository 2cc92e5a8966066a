"""3.5 The path across the error surface, and the largest stable η."""

import numpy as np

from mlcourse import functions
from mlcourse.descent import bowl, curvature, descend, largest_stable_rate, objective
from mlcourse.fits import best
from mlcourse.interact.controls import choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.lessons.descent import steps
from mlcourse.lessons.descent.one_parameter import ending, nearby
from mlcourse.lessons.shared.by_hand import marked, pair
from mlcourse.lessons.shared.days import ENDS, cloud
from mlcourse.lessons.shared.surface import LOSSES, B, W, error_surface
from mlcourse.losses import mae, mse, surface
from mlcourse.pictures.marks import Dots, Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

RATES = np.linspace(0.0004, 0.024, 60)

WALKED = 200  # updates

SOME = slice(7, None, 61)  # days whose errors are drawn


def two_parameters(x, label):
    """Press a start on the error surface, choose ``η`` and the loss, and play: path, line and loss walk together."""
    limit, known, own = largest_stable_rate(curvature(x)), _surfaces(x, label), marked(pair())
    walked, over_rates = _walks(x, label, known["MSE"][1])

    def draw(w, b, η, loss, sign, update):
        (heights, lowest), unit, path = known[loss], LOSSES[loss].unit, walked(w, b, sign * η, loss)
        k = min(update, len(path.losses) - 1)
        (bs, ws), L = path.points[: k + 1].T, path.losses[k]
        top = 1.15 * max(path.losses[0], heights.mean())
        line = Line(ENDS, functions.line(ENDS, ws[-1], bs[-1]), role="prediction")
        steps = Line(ws, bs, role="path", width=1.5, opacity=0.7), Dots(ws, bs, role="path", size=2.5)
        ends, stable = over_rates(w, b, sign, loss)[update], limit if loss == "MSE" else None
        return Scene(
            cloud(x, label, functions.line(x, ws[-1], bs[-1]), SOME, line),
            error_surface(W, B, heights, lowest, *own, *steps, here=(w, b), called=say("start"), title=f"L ({unit})"),
            _by_update(np.minimum(path.losses[: k + 1], 2 * top), Axis(f"L ({unit})", (0, top))),
            _by_rate(η, np.minimum(ends, 2 * top), stable, Axis(_after(update, unit), (0, top))),
            says=" ".join([_where(k, ws[-1], bs[-1], L, unit), *_stability(stable, η), *ending(path, k)]),
            ends={"update": len(path.losses) - 1},
            facts={"limit": stable, "losses": path.losses, "k": k, "L": L, "unit": unit, "at_first": (-0.3, 8.0)},
        )

    w, b, η = slider(-0.75, 1.25, -0.3), slider(-4, 10, 8.0), slider(RATES[0], RATES[-1], 0.01, step=0.0002)
    update = played(range(WALKED + 1), 20)
    explorer = Explorer(draw, η=η, loss=["MSE", "MAE"], sign=choice(SIGNS), update=update, w=w, b=b)
    return explorer.folding("w", "b").with_steps(steps.TWO_PARAMETERS)


def by_mae(x, label):
    """Walk by MAE, where there is no largest stable ``η``."""
    return two_parameters(x, label).at(loss="MAE", update=200).with_steps(steps.BY_MAE)


def _where(k, w, b, L, unit):
    return say("Update {k}: w = {w:.2f}, b = {b:.2f}k, [L = {L:.2f}{unit}|error].", k=k, w=w, b=b, L=L, unit=unit)


def _stability(limit, η):
    return [say("The largest stable η is {limit:.5f}; yours is {η:.4f}.", limit=limit, η=η)] if limit else []


def _after(updates, unit):
    return say_many("L after {n} update ({unit})", "L after {n} updates ({unit})", n=updates, unit=unit)


SIGNS = {1: "− η∇L", -1: "+ η∇L"}


def _surfaces(x, label):
    """Return for each of `LOSSES`, by name, its heights over the window of `W` and `B`, and its best pair."""
    known = {}
    for name, loss in LOSSES.items():
        (w,), b = best(x, label, loss=loss)
        known[name] = surface(functions.line, x, label, loss=loss, w=W, b=B), (float(w), b)
    return known


def _walks(x, label, lowest):
    """Return ``walked(w, b, η, loss)``, a path, and ``over_rates(w, b, sign, loss)``, losses with each of `RATES`."""
    corners, few = ((B[0], W[0]), (B[-1], W[-1])), slice(None, None, 8)
    w, b = lowest
    # By MSE it is a bowl, as soon for all days as for one; by MAE a walk at each rate is a sketch, of every eighth day.
    by_mse = bowl(curvature(x), (b, w), mse(functions.line(x, w, b), label))
    goals = {"MSE": by_mse, "MAE": objective(x, label, mae)}
    over = {"MSE": by_mse, "MAE": objective(x[few], label[few], mae)}

    @recent(1)
    def walked(w, b, η, loss):
        L, g = goals[loss]
        return descend(g, [b, w], loss=nearby(L, *corners), rate=η, updates=WALKED)

    @recent(1)
    def over_rates(w, b, sign, loss):
        L, g = over[loss]
        return descend(g, [b, w], loss=L, rate=sign * RATES, updates=WALKED).losses

    return walked, over_rates


def _by_update(losses, axis):
    now = len(losses) - 1
    line = Line(np.arange(now + 1), losses, role="error"), Dots([now], losses[-1:], role="error", size=5)
    return Panel(*line, x=Axis(say("update"), (0, WALKED)), y=axis)


def _by_rate(η, losses, limit, axis):
    """Draw the losses over the rates, with the one chosen and, where there is one, the largest that is stable."""
    top = axis.limits[1]
    return Panel(
        Line(RATES, losses, role="error", width=2),
        limit and Line([limit, limit], [0, top], role="best", width=2, dashed=True),
        limit and Text(limit, 0.92 * top, say("limit"), role="best", side="left"),
        Handle(η, min(np.interp(η, RATES, losses), 0.97 * top), right={"η": 1.0}, label="η", role="path"),
        x=Axis("η", (0, RATES[-1])),
        y=axis,
    )
