"""5.0 A training run is a draw."""

import numpy as np

from mlcourse.experiments.results import recipe
from mlcourse.interact.controls import Dice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.pictures.marks import Dots, Text
from mlcourse.pictures.scene import Axis, Panel, Scene

RUNS = 10


def draws(seen, unseen):
    """Train the same ten ReLUs from ten seeds: ten curves, ten pairs ``(L, L′)``; one of them can be watched.

    ``seen`` and ``unseen`` are examples of 56 days.
    """
    trained, how = trainer(seen, unseen), recipe("10 ReLU")
    epochs = how["epochs"]

    def losses(again, epoch):
        (of_ten,) = trained(epoch, {"hidden": (10,), "seeds": range(RUNS * again, RUNS * (again + 1))} | how)
        return of_ten

    ends = losses(0, epochs)[:, -1]
    lows, highs = ends.min(axis=1), ends.max(axis=1)
    limits = np.transpose([lows - 0.6 * (highs - lows), highs + 0.6 * (highs - lows)]).tolist()

    def draw(epoch, watch, again):
        L, unseen_L = losses(again, epoch)
        return Scene(
            curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, epochs, f"{RUNS} seeds"),
            _pairs((L[-1], unseen_L[-1]), watch, f"seed {RUNS * again + watch}", limits),
            says=f"Epoch {epoch}, ten units. Seed {RUNS * again + watch}: [L = {L[-1, watch]:.3f}k|error] and "
            f"[L′ = {unseen_L[-1, watch]:.3f}k|unseen]. All {RUNS}: L from {L[-1].min():.3f}k to {L[-1].max():.3f}k, "
            f"L′ from {unseen_L[-1].min():.3f}k to {unseen_L[-1].max():.3f}k.",
        )

    epoch, again = played(range(epochs + 1), epochs), Dice(f"{RUNS} other seeds")
    return Explorer(draw, epoch=epoch, watch=range(RUNS), again=again)


def _pairs(losses, watched, name, limits):
    """Draw each run as a dot, ``L`` across and ``L′`` up; the one that is ``watched`` is larger, and named."""
    pair = [np.clip(each, *limit) for each, limit in zip(losses, limits, strict=True)]
    return Panel(
        Dots(*pair, role="path", size=4, opacity=0.7),
        Dots(*(each[[watched]] for each in pair), role="path", size=7),
        Text(*(each[watched] for each in pair), name, role="path"),
        x=Axis("L, seen days (thousands)", limits[0]),
        y=Axis("L′, unseen days (thousands)", limits[1]),
    )
