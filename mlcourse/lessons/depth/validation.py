"""6.7 What 2020 says of every model, as a picture."""

import numpy as np

from mlcourse.experiments.claims import ahead
from mlcourse.experiments.results import Losses, by_validation, committed, with_spread
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.names import called
from mlcourse.pictures.marks import Dots, Handle
from mlcourse.pictures.measures import height_of
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.verdict import Outcome
from mlcourse.words import say

ROW = 14  # pixels


def validation():
    """Draw the loss of every model on 2020, a dot a seed, the first above; choose one, to set it beside the first."""
    held, names = Losses(committed()[0], part="validation"), by_validation()
    found = {name: ahead(held, names[0], name) for name in names[1:]}
    rows, ends = np.arange(1, len(names) + 1), np.concatenate(list(held.values()))
    every = np.concatenate([held[name] for name in names]), np.repeat(rows, [len(held[name]) for name in names])
    low, high = ends.min() / 1.05, ends.max() * 1.05
    x = Axis(say("loss on 2020 (thousands)"), (low, high), ticks(low, high), scale="log")
    y = Axis("", (len(names) + 0.7, 0.3), tuple(zip(rows.tolist(), map(called, names), strict=True)))

    def draw(place):
        name, losses = names[place - 1], held[names[place - 1]]
        medians = Dots([held.median(each) for each in names], rows, role="unseen", size=4.5)
        panel = Panel(
            Dots(*every, role="unseen", size=2, opacity=0.6),
            medians,
            Dots(losses, np.full(len(losses), place), role="path", size=3),
            Handle(np.median(losses), place, up={"place": 1.0}, role="path"),
            **{"x": x, "y": y, "height": height_of(len(names), ROW)},
        )
        return Scene(panel, says=_said(name, losses, found.get(name)), facts=_facts(name, found))

    return Explorer(draw, place=slider(1, len(names), 1, step=1)).with_steps(steps.VALIDATION)


def _facts(name, found):
    """Return what the steps look at: in how many seeds the first is ahead, and whether that tells them apart."""
    left = sum(each.outcome is not Outcome.HOLDS for each in found.values())
    verdict, told = found.get(name), {"name": called(name), "open": left}
    return told | ({"k": verdict.k, "n": verdict.n, "told": verdict.outcome is Outcome.HOLDS} if verdict else {})


def _said(name, losses, found):
    """Say how a model did on 2020, and whether so many seeds tell it from the first."""
    told = {"model": called(name), "loss": with_spread(losses)}
    if found is None:
        return say("“{model}” is the first of 2020: [{loss}|path].", **told)
    told |= {"k": found.k, "n": found.n}
    if found.outcome is Outcome.HOLDS:
        return say("“{model}”: [{loss}|path]. The first is ahead in {k} of {n} seeds: 2020 tells them apart.", **told)
    return say("“{model}”: [{loss}|path]. The first is ahead in {k} of {n} seeds: 2020 cannot tell them apart.", **told)


def ticks(low, high):
    """Return the ticks of a logarithmic axis of losses, of which powers of ten alone would tell little."""
    return tuple((loss, f"{loss:g}") for loss in (0.3, 0.4, 0.5, 0.6, 0.8, 1.0) if low <= loss <= high)
