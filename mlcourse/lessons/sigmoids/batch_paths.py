"""4.10 Two walks: with all days, and with batches."""

from functools import partial

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.controls import played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs, recent
from mlcourse.lessons.shared.surface import error_surface
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.lessons.sigmoids.learn import LARGE, limited
from mlcourse.losses import mse, surface
from mlcourse.network import Network, Units
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import say, say_many

SLOPES, HEIGHTS = np.linspace(-0.5, 1.6, 60), np.linspace(2, 14, 60)

START = 3.0, -0.3  # b and w, in thousands as the surface is

STEPS, MOST = 200, 200  # updates, and days in a batch

RECENT = 25  # updates, of a path that is drawn strong


def batch_paths(x, label):
    """Walk with all days and with batches of ``B`` from one start: two paths on one surface, and what they cost.

    The feature is centred, so that the surface of MSE is a round bowl.
    """
    x = x - x.mean()
    heights = surface(functions.line, x, label, loss=mse, w=SLOPES, b=HEIGHTS)
    (w0,), b0 = best(x, label, loss=mse)
    walked = _walks(x, label)

    def draw(B, η, update):
        ways = [(say("all days"), "prediction", len(x)), (say("batches of {B}", B=B), "path", B)]
        runs, marks, curves = walked(update, η, B), [], []
        for (L, theta), (name, role, size) in zip(runs, ways, strict=True):
            marks = [*_way(*theta, role), *marks]  # all days on top
            curves += _falling(size * np.arange(1, update + 2), np.minimum(L, 2 * LARGE), name, role)
        ends = [L[-1] for L, _ in runs]
        return Scene(
            error_surface(SLOPES, HEIGHTS, heights, (float(w0), b0), *_begin(), *marks, title="L (k²)"),
            _costs(*curves),
            says=_said(update, len(x), B, *map(limited, ends)),
            facts={"all": ends[0], "some": ends[1], "at_first": runs[0][0][0]}
            | {"told_all": limited(ends[0]), "told_some": limited(ends[1]), "seen": B * update, "far": len(x) * update},
        )

    B, η = slider(1, MOST, 10, step=1), slider(0.002, 0.1, 0.02, step=0.002)
    update = played(range(STEPS + 1), 60, stride=2)
    return Explorer(draw, update=update, η=η, B=B).with_steps(steps.BATCH_PATHS)


def _said(update, N, B, L_all, L_batches):
    """Say how far the two walks have come, which look at all ``N`` days and at ``B`` in each update."""
    all_days, batches = {"days": N * update, "L": L_all}, {"days": B * update, "L": L_batches, "B": B}
    return " ".join(
        [
            say_many("After {n} update.", "After {n} updates.", n=update),
            say("With [all days|prediction] θ has seen {days:,} days: [L = {L}k²|prediction].", **all_days),
            say("With [batches of {B}|path] θ has seen {days:,} days: [L = {L}k²|path].", **batches),
            say_many(
                "That is {n} epoch with all days, and {epochs:.1f} with the batches.",
                "That is {n} epochs with all days, and {epochs:.1f} with the batches.",
                n=update,
                epochs=update * B / N,
            ),
        ]
    )


def _walks(x, label):
    """Return ``walked(update, η, B)``: ``L`` and ``(b, w)`` of each update so far, with all days and with batches."""
    walks = Runs(partial(_walk, x, label))

    @recent(MOST)
    def walked(update, η, B):
        both = walks.follow({"B": len(x), "η": η}, {"B": B, "η": η})
        paths = [[path[k] for k in range(update + 1)] for path in both]
        return [(np.array([each.L for each in path]), np.transpose([each.theta for each in path])) for path in paths]

    return walked


def _walk(x, label, B, η):
    """Walk with batches of ``B`` from the start that all walks have, update by update."""
    line = Network([1, 1], dtype=float)
    line.theta = START
    how = {"loss": mse, "optimizer": "sgd", "rate": η, "batch_size": B, "epochs": STEPS}
    return train(line, x, label, units=Units(), every="update", **how)


def _begin():
    """Mark where both walks begin."""
    b, w = START
    return Dots([w], [b], role="ink", size=4), Text(w, b, say("start"), role="ink", side="below")


def _way(b, w, role):
    """Mark a path on the surface, its last updates strong."""
    w, b = (np.clip(each, -99, 99) for each in (w, b))
    recent = slice(-RECENT, None)
    return (
        Line(w, b, role=role, width=1.2, opacity=0.35) if role == "path" else Line(w, b, role=role, width=2),
        Line(w[recent], b[recent], role=role, width=2),
        Dots(w[-1:], b[-1:], role=role, size=5),
    )


def _costs(*curves):
    """Draw both losses over what they cost."""
    x = Axis(say("days looked at so far"), (1, 1e6), scale="log")
    return Panel(*curves, x=x, y=Axis(say("L on all days (k²)"), (1, LARGE), scale="log"))


def _falling(at, L, name, role):
    """Mark losses over what they cost, with a name at their end."""
    return (
        Line(at, L, role=role, width=1.5),
        Dots(at[-1:], L[-1:], role=role, size=5),
        Text(at[-1], L[-1], name, role=role, side="above"),
    )
