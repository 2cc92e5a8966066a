"""6.5 Deep or fat, on the views."""

import numpy as np

from mlcourse.experiments.models import NETS
from mlcourse.experiments.results import recipe
from mlcourse.interact.controls import choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.names import called
from mlcourse.network import parameters
from mlcourse.pictures.scene import Scene
from mlcourse.words import say


def deep_or_fat(seen, unseen):
    """Train 3 layers of 100 and one layer with as many parameters on the views: ``L`` and ``L′`` as they train.

    It opens at the end, which is what the bet is about: half-way the deep one, which has its say sooner, is ahead.
    """
    trained, lanes = trainer(seen, unseen), {"3 layers": "path", "448 ReLU": "prediction"}
    how = {name: {"hidden": NETS[name].hidden} | recipe(name) for name in lanes}
    epochs = max(each["epochs"] for each in how.values())

    def draw(seeds, epoch):
        runs = trained(epoch, *(how[name] | {"seeds": range(seeds)} for name in lanes))
        losses = dict(zip(lanes, runs, strict=True))
        ends = {name: [np.median(each[-1]) for each in pair] for name, pair in losses.items()}
        told = [_reached(name, lanes[name], seen.X.shape[1], *ends[name]) for name in lanes]
        return Scene(
            *[
                curves({called(name): (role, losses[name][k]) for name, role in lanes.items()}, epochs, title)
                for k, title in enumerate((say("L, seen"), say("L′, unseen")))
            ],
            says=" ".join([say("Epoch {epoch}, medians of the seeds.", epoch=epoch), *told]),
            facts={"deep": ends["3 layers"][1], "fat": ends["448 ReLU"][1]},
        )

    explorer = Explorer(draw, seeds=choice([1, 3, 5]), epoch=played(range(epochs + 1), epochs))
    return explorer.with_steps(steps.DEEP_OR_FAT)


def _reached(model, role, days, L, unseen_L):
    """Say how large a model is, and what it has reached."""
    return say(
        "[{model}|{role}], {parameters:,} parameters: L = {L:.3f}k, L′ = {unseen:.3f}k.",
        **{"model": called(model), "role": role, "L": L, "unseen": unseen_L},
        parameters=parameters([days, *NETS[model].hidden, 1]),
    )
