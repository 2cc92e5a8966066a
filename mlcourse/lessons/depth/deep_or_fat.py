"""6.5 Deep or fat, on the views."""

import numpy as np

from mlcourse.experiments.models import NETS
from mlcourse.experiments.results import recipe
from mlcourse.interact.controls import choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.network import parameters
from mlcourse.pictures.scene import Scene


def deep_or_fat(seen, unseen):
    """Train 3 layers of 100 and one layer with as many parameters on the views: ``L`` and ``L′`` as they train."""
    trained, lanes = trainer(seen, unseen), {"3 layers": "path", "448 ReLU": "prediction"}
    how = {name: {"hidden": NETS[name].hidden} | recipe(name) for name in lanes}
    epochs = max(each["epochs"] for each in how.values())

    def draw(seeds, epoch):
        runs = trained(epoch, *(how[name] | {"seeds": range(seeds)} for name in lanes))
        losses = dict(zip(lanes, runs, strict=True))
        ends = {name: [np.median(each[-1]) for each in pair] for name, pair in losses.items()}
        counts = {name: parameters([seen.X.shape[1], *NETS[name].hidden, 1]) for name in lanes}
        told = [
            f"[{name}|{role}], {counts[name]:,} parameters: L = {ends[name][0]:.3f}k, L′ = {ends[name][1]:.3f}k"
            for name, role in lanes.items()
        ]
        return Scene(
            *[
                curves({name: (role, losses[name][k]) for name, role in lanes.items()}, epochs, title)
                for k, title in enumerate(("L, seen", "L′, unseen"))
            ],
            says=f"Epoch {epoch}, medians of the seeds. {'; '.join(told)}.",
        )

    return Explorer(draw, seeds=choice([1, 3, 5], 3), epoch=played(range(epochs + 1), 20))
