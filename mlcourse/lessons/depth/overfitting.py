"""6.6 Better on days it has seen, worse on others."""

import numpy as np

from mlcourse.experiments.models import FIXED
from mlcourse.interact.controls import choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.pictures.marks import Dots, Segments, Text
from mlcourse.pictures.scene import Panel, Scene
from mlcourse.words import say, say_many

LONG = 120  # epochs

SPANS = {90: say("3 months"), 365: say("1 year"), 730: say("2 years"), 1405: say("4 years")}  # by their days


def overfitting(seen, unseen):
    """Choose depth, epochs and how many days it learns from: better on days it has seen, worse on others?

    The learning rate stays as it is, so that time shows its own effect. It opens where the gap is wide: with few days.
    """
    trained = trainer(seen, unseen)
    how = {"seeds": range(3), "rate": 0.003, "epochs": LONG, "schedule": "constant"}

    def draw(layers, days, epoch):
        ((L, unseen_L),) = trained(epoch, {"hidden": (100,) * layers, "days": days} | how)
        title = say_many("{n} layer, {span}", "{n} layers, {span}", n=layers, span=SPANS[days])
        at, seen_medians, medians = np.arange(epoch + 1), np.median(L, axis=1), np.median(unseen_L, axis=1)
        least = int(np.argmin(medians))
        return Scene(
            _with_gap(
                curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, LONG, title, 1.2),
                Segments(at, seen_medians, medians, role="unseen", width=6, opacity=0.12),
                Dots([least], [medians[least]], role="best", size=6),
                Text(least, medians[least], say("least L′, epoch {least}", least=least), role="best", side="above"),
            ),
            says=f"{_reached(layers, SPANS[days], seen_medians, medians)} {_since(least, days, seen_medians, medians)}",
            facts=_facts(seen_medians[-1], medians[-1]),
        )

    layers, days, epoch = slider(1, 4, 3, step=1), choice(SPANS), played(range(LONG + 1), LONG)
    return Explorer(draw, layers=layers, days=days, epoch=epoch).with_steps(steps.OVERFITTING)


def _facts(L, unseen_L):
    """Return what the steps look at: how both losses have ended, and the gap between them."""
    return {"L": L, "unseen": unseen_L, "gap": unseen_L - L, "last": LONG}


def _reached(layers, span, L, unseen_L):
    return say_many(
        "{n} layer of 100, learned from {span}, epoch {epoch}, medians of 3 seeds: [L = {L:.3f}k|error], "
        "[L′ = {unseen:.3f}k|unseen].",
        "{n} layers of 100, learned from {span}, epoch {epoch}, medians of 3 seeds: [L = {L:.3f}k|error], "
        "[L′ = {unseen:.3f}k|unseen].",
        n=layers,
        span=span,
        **{"epoch": len(unseen_L) - 1, "L": L[-1], "unseen": unseen_L[-1]},
    )


def _since(least, days, L, unseen_L):
    """Say when L′ was least, and how both losses have changed since then."""
    return say(
        "L′ was least in epoch [{least}, {loss:.3f}k|best], after {updates:,} updates; since then L has changed by "
        "{change:+.3f}k and L′ by "
        "{unseen_change:+.3f}k.",
        **{"least": least, "loss": unseen_L[least], "updates": least * -(-days // FIXED["batch_size"])},
        **{"change": L[-1] - L[least], "unseen_change": unseen_L[-1] - unseen_L[least]},
    )


def _with_gap(panel, gap, *marks):
    """Put the ``gap`` under a panel's marks, and ``marks`` over them; wide and alone."""
    return Panel(gap, *panel.marks, *marks, x=panel.x, y=panel.y, title=panel.title)
