"""5.3 A race of activation functions."""

import numpy as np

from mlcourse.interact.controls import Dice, choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.relu import steps
from mlcourse.lessons.relu.swap import NAMES
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.pictures.scene import Scene
from mlcourse.words import say

RACERS = {"relu": "prediction", "sigmoid": "path", "hard_sigmoid": "best", "none": "rule"}


def race(seen, unseen):
    """Let activation functions race: same data, same seeds, same number of updates; ``L`` and ``L′`` as they train."""
    trained, epochs, seeds = trainer(seen, unseen), 40, 5

    def draw(units, η, epoch, again):
        which = range(seeds * again, seeds * (again + 1))
        how = {"hidden": (units,), "seeds": which, "rate": η, "epochs": epochs}
        runs = dict(zip(RACERS, trained(epoch, *(how | {"activation": each} for each in RACERS)), strict=True))
        reached = {activation: np.median(runs[activation][1][-1]) for activation in RACERS}
        ranked = sorted(runs, key=reached.get)
        lanes = [{NAMES[name]: (RACERS[name], runs[name][k]) for name in RACERS} for k in (0, 1)]
        told = ", ".join(f"[{NAMES[each]} {reached[each]:.3f}k|{RACERS[each]}]" for each in ranked)
        return Scene(
            curves(lanes[0], epochs, say("L, seen")),
            curves(lanes[1], epochs, say("L′, unseen")),
            says=_said(units, η, seeds, epoch, told),
            facts=reached | {"ranked": ranked, "last": epochs},
        )

    η, epoch = choice([0.001, 0.003, 0.01, 0.03], 0.01), played(range(epochs + 1), 10)
    explorer = Explorer(draw, units=[10, 100], η=η, epoch=epoch, again=Dice(say("other seeds")))
    return explorer.with_steps(steps.RACE)


def _said(units, η, seeds, epoch, ranking):
    told = {"units": units, "η": η, "seeds": seeds, "epoch": epoch}
    how = say("{units} units, η = {η:g}, {seeds} seeds, epoch {epoch}.", **told)
    return " ".join([how, say("Least L′ first, medians: {ranking}.", ranking=ranking)])
