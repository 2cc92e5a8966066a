"""6.6 Better on days it has seen, worse on others."""

import numpy as np

from mlcourse.interact.controls import choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.pictures.marks import Dots, Segments, Text
from mlcourse.pictures.scene import Panel, Scene
from mlcourse.words import counted

LONG = 120  # epochs

SPANS = {"3 months": 90, "1 year": 365, "2 years": 730, "4 years": 1405}


def overfitting(seen, unseen):
    """Choose depth, epochs and how many days it learns from: better on days it has seen, worse on others?

    The learning rate stays as it is, so that time shows its own effect.
    """
    trained = trainer(seen, unseen)
    how = {"seeds": range(3), "rate": 0.003, "epochs": LONG, "schedule": "constant"}

    def draw(layers, days, epoch):
        ((L, unseen_L),) = trained(epoch, {"hidden": (100,) * layers, "days": SPANS[days]} | how)
        title = f"{counted(layers, 'layer')}, {days}"
        at, medians = np.arange(epoch + 1), np.median(unseen_L, axis=1)
        least = int(np.argmin(medians))
        gap = slice(None, None, max(1, epoch // 12))
        return Scene(
            _with_gap(
                curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, LONG, title, 1.2),
                Segments(at[gap], np.median(L, axis=1)[gap], medians[gap], role="rule", width=1),
                Dots([least], [medians[least]], role="best", size=6),
                Text(least, medians[least], f"least L′, epoch {least}", role="best", side="above"),
            ),
            says=f"{counted(layers, 'layer')} of 100, learned from {days}, epoch {epoch}, medians of 3 seeds: "
            f"[L = {np.median(L[-1]):.3f}k|error], [L′ = {medians[-1]:.3f}k|unseen]. L′ was least in epoch "
            f"[{least}, {medians[least]:.3f}k|best]; since then L has changed "
            f"by {np.median(L[-1]) - np.median(L[least]):+.3f}k and L′ by {medians[-1] - medians[least]:+.3f}k.",
        )

    layers, days, epoch = slider(1, 4, 3, step=1), choice(list(SPANS), "1 year"), played(range(LONG + 1), 60)
    return Explorer(draw, layers=layers, days=days, epoch=epoch)


def _with_gap(panel, gap, *marks):
    """Put the ``gap`` under a panel's marks, and ``marks`` over them; wide and alone."""
    return Panel(gap, *panel.marks, *marks, x=panel.x, y=panel.y, title=panel.title)
