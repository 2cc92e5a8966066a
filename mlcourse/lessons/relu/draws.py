"""5.0 A training run is a draw."""

import numpy as np

from mlcourse.experiments.results import recipe
from mlcourse.interact.controls import Dice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.relu import steps
from mlcourse.lessons.shared.runs import curves, trainer
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

RUNS, TRAIL = 10, 3  # of these, and epochs of the way that a run has come

LEAST = 0.01  # thousands: so much room is beside the dots, however near they are to each other


def draws(seen, unseen):
    """Train the same ten ReLUs from ten seeds: ten curves, ten pairs ``(L, L′)``; one of them can be watched.

    ``seen`` and ``unseen`` are examples of 56 days.
    """
    trained, how = trainer(seen, unseen), recipe("10 ReLU")
    epochs = how["epochs"]

    def losses(again, epoch):
        (of_ten,) = trained(epoch, {"hidden": (10,), "seeds": range(RUNS * again, RUNS * (again + 1))} | how)
        return of_ten

    def draw(epoch, watch, again):
        L, unseen_L = both = losses(again, epoch)
        return Scene(
            curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, epochs, say_many("{n} seed", "{n} seeds", n=RUNS)),
            _pairs(both[:, -TRAIL:], watch, say("seed {seed}", seed=RUNS * again + watch)),
            says=_said(epoch, RUNS * again + watch, watch, L[-1], unseen_L[-1]),
            facts=_facts(L[-1], unseen_L[-1]) | {"last": epochs},
        )

    epoch, again = played(range(epochs + 1), epochs), Dice(say_many("{n} other seed", "{n} other seeds", n=RUNS))
    return Explorer(draw, epoch=epoch, watch=range(RUNS), again=again).with_steps(steps.DRAWS)


def _facts(L, unseen_L):
    """Return what the steps look at: the run with the least L, its place by L′, and by how much L′ moves."""
    first, moves = int(np.argmin(L)), np.ptp(unseen_L)
    place = 1 + int((unseen_L < unseen_L[first]).sum())
    return {"first": first, "L": L[first], "place": place, "runs": RUNS, "moves": moves, "views": 1000 * moves}


def _said(epoch, seed, watched, L, unseen_L):
    """Say the losses of the run that is watched, and between which those of all runs lie."""
    pair = {"L": L[watched], "unseen": unseen_L[watched]}
    ranges = {"low": L.min(), "high": L.max(), "unseen_low": unseen_L.min(), "unseen_high": unseen_L.max()}
    return " ".join(
        [
            say("Epoch {epoch}, ten units.", epoch=epoch),
            say("Seed {seed}: [L = {L:.3f}k|error] and [L′ = {unseen:.3f}k|unseen].", seed=seed, **pair),
            say(
                "All {runs}: L from {low:.3f}k to {high:.3f}k, L′ from {unseen_low:.3f}k to {unseen_high:.3f}k.",
                runs=RUNS,
                **ranges,
            ),
        ]
    )


def _pairs(losses, watched, name):
    """Draw each run as a dot, ``L`` across and ``L′`` up, with the way it came; the one that is ``watched`` is named.

    ``losses`` are both of the last epochs, (2, epochs, runs). The axes follow the dots, and keep them in their middle.
    """
    now = losses[:, -1]
    low, high = now.min(axis=1), now.max(axis=1)
    room = np.maximum(0.5 * (high - low), LEAST)
    limits = np.transpose([np.maximum(low - room, 0), high + room]).tolist()
    across, up = (np.clip(each, a, 3 * b) for each, (a, b) in zip(losses, limits, strict=True))
    return Panel(
        *[Line(across[:, run], up[:, run], role="path", width=1, opacity=0.3) for run in range(RUNS)],
        Dots(*now, role="path", size=4, opacity=0.7),
        Dots(*now[:, [watched]], role="path", size=7),
        Text(*now[:, watched], name, role="path"),
        x=Axis(say("L, seen days (thousands)"), limits[0]),
        y=Axis(say("L′, unseen days (thousands)"), limits[1]),
    )
