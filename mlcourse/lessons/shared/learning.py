"""5.4 and 6.2 The lecture's tables, live."""

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.experiments.models import NETS
from mlcourse.experiments.results import recipe, with_spread
from mlcourse.interact.controls import choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.runs import TOP, curves, trainer
from mlcourse.names import called
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def learning(models, seen, unseen):
    """Train some of the lecture's models here and now: ``L`` and ``L′`` grow as they train, beside the lecture's own.

    ``models`` are names in `mlcourse.experiments.models.NETS`; all that come before the one chosen are trained as well.
    """
    trained, how = trainer(seen, unseen), {model: {"hidden": NETS[model].hidden} | recipe(model) for model in models}

    def draw(model, seeds, done):
        tried, last = models[: models.index(model) + 1], how[model]["epochs"]
        epochs = [round(done / 100 * how[each]["epochs"]) for each in tried]
        runs = trained(max(epochs), *(how[each] | {"seeds": range(seeds)} for each in tried))
        runs = [run[:, : epoch + 1] for run, epoch in zip(runs, epochs, strict=True)]
        L, unseen_L = runs[-1]
        return Scene(
            curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, last, called(model)),
            _beside_the_lecture(
                models, np.array([run[:, -1] for run in runs]), say("after {done} % of their epochs", done=done)
            ),
            says=" ".join([_where(model, epochs[-1], last, seeds, (L[-1], unseen_L[-1])), _lecture(model)]),
            facts=_facts(runs),
        )

    return Explorer(
        draw,
        model=choice({model: called(model) for model in models}),
        seeds=choice([1, 3, 5], 3),
        done=played(range(101), 20, label=say("% of the epochs")),
    )


def _facts(runs):
    """Return what steps look at: both losses, medians, and those of the model before."""
    losses = [tuple(np.median(run[:, -1], axis=-1)) for run in runs[-2:]]
    return dict(zip(("L", "unseen", "before_L", "before"), losses[-1] + losses[0], strict=True))


def _where(model, epoch, last, seeds, losses):
    return say_many(
        "{model}, epoch {epoch} of {last}, {n} seed: [L = {L}|error], [L′ = {unseen}|unseen].",
        "{model}, epoch {epoch} of {last}, {n} seeds: [L = {L}|error], [L′ = {unseen}|unseen].",
        n=seeds,
        model=called(model),
        epoch=epoch,
        last=last,
        **dict(zip(("L", "unseen"), map(with_spread, losses), strict=True)),
    )


def _lecture(model):
    L, unseen = LECTURE[model]
    return say("The lecture has {L:.2f}k and {unseen:.2f}k.", L=L, unseen=unseen)


def _beside_the_lecture(models, ends, title):
    """Draw ``ends``, the losses ``L`` and ``L′`` of the models so far, (models, 2, seeds); dashed are the lecture's.

    Each model has a row of its own, where its name has room on the narrowest page.
    """
    so_far, all_models = np.arange(len(ends)), np.arange(len(models))
    theirs, marks = np.array([LECTURE[model] for model in models]), []
    for k, (name, role, off) in enumerate((("L", "error", -0.12), ("L′", "unseen", 0.12))):
        losses = np.clip(ends[:, k], 0, 2 * TOP)
        medians = np.median(losses, axis=1)
        marks += [
            Dots(losses.ravel(), np.repeat(so_far + off, losses.shape[1]), role=role, size=2.5, opacity=0.6),
            Line(medians, so_far + off, role=role, width=2),
            Dots(medians, so_far + off, role=role, size=5),
            Text(medians[0], off, name, role=role, side="above" if off < 0 else "below"),
            Line(theirs[:, k], all_models + off, role=role, width=1.5, dashed=True, opacity=0.6),
        ]
    names = tuple(enumerate(called(model) for model in models))
    return Panel(
        *marks,
        Text(theirs[-1].max(), all_models[-1] + 0.12, say("the lecture"), role="quiet", side="below", size=0.85),
        x=Axis(say("loss (thousands)"), (0, TOP)),
        y=Axis("", (len(models) - 0.3, -0.6), names),
        title=title,
    )
