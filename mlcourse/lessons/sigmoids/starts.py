"""4.9 Where the way begins: at random, or all alike."""

from functools import partial

import numpy as np

from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.curves import CURVES, FINE, called
from mlcourse.lessons.shared.runs import so_far
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.lessons.sigmoids.learn import (
    MOST,
    UPDATES,
    descent,
    limited,
    over_updates,
    ran_away,
    sum_and_pieces,
    updates_made,
)
from mlcourse.pictures.scene import Scene
from mlcourse.words import say, say_many

STARTS = {"zero": "θ = 0", "alike": say("all alike"), "random": say("random")}


def starts():
    """Start ``n`` sigmoids from θ = 0, all alike or at random: their sum, the pieces, the loss, the gradient's size."""
    states = so_far(partial(descent, CURVES), kept=MOST)

    def draw(start, update, again, n, curve, η):
        path = states(update, curve=curve, n=n, η=η, start=start, seed=again)
        state, parts = path[-1], path[-1].pieces()
        different = _different(parts[1])
        return Scene(
            *sum_and_pieces(curve, CURVES[curve](FINE), parts),
            over_updates(path, "L", "error", "L (MSE)"),
            over_updates(path, "gradient_norm", "path", say("size of g")),
            says=f"{_reached(n, state)} {ran_away(η) if state.diverged else _alike(different, n)}",
            ends={"update": state.update} if state.diverged else {},
            facts=_facts(path, different),
        )

    n, η, start = slider(1, MOST, 10, step=1), slider(0.01, 0.3, 0.05, step=0.01), choice(STARTS)
    update = played(range(UPDATES + 1), 100, stride=10, anew=start)
    again = Dice(say("another random start"), rewinds=update)
    curve = choice({each: called(each) for each in CURVES})
    explorer = Explorer(draw, start=start, update=update, again=again, n=n, curve=curve, η=η)
    return explorer.folding("n", "curve", "η").with_steps(steps.STARTS)


def _facts(path, different):
    """Return what the steps look at: where the training stands, and how many different sigmoids there are."""
    state = path[-1]
    told = {"k": state.update, "L": limited(state.L), "different": different, "ran_away": state.diverged}
    return told | {"g": limited(state.gradient_norm), "g_at_first": limited(path[0].gradient_norm)}


def _reached(n, state):
    """Say where the training of ``n`` sigmoids stands."""
    return say_many(
        "{n} sigmoid after {updates}: [L = {L}|error], and the gradient is [{g}|path] long.",
        "{n} sigmoids after {updates}: [L = {L}|error], and the gradient is [{g}|path] long.",
        n=n,
        updates=updates_made(state),
        L=limited(state.L),
        g=limited(state.gradient_norm),
    )


def _different(pieces):
    """Count the different ones among pieces: those that differ by more than single precision does to equal ones."""
    largest = np.maximum(np.abs(pieces).max(axis=0), 1)
    return len(np.unique(np.round(pieces / largest, 3), axis=0))


def _alike(different, n):
    if different == 1 < n:
        return say("All of them are alike.")
    return say("Different ones among them: {different}.", different=different)
