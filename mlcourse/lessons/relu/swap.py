"""5.2 What an activation function is for."""

import numpy as np

from mlcourse.functions import blue
from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import Runs
from mlcourse.lessons.relu import steps
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, WIDE, called, over
from mlcourse.losses import mse
from mlcourse.network import ACTIVATIONS, Network
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import say, say_many

UPDATES, MOST = 600, 30  # of these, and of the sigmoids

# Activation functions, as the page calls them.
NAMES = {"relu": "ReLU", "sigmoid": say("sigmoid"), "hard_sigmoid": say("hard sigmoid"), "none": say("none")}


def swap(**more):
    """Choose the activation function of one model, trained by Adam on one curve: the fit, the pieces, the loss.

    ReLUs come two for each sigmoid. ``more`` curves, by name, take an array of ``x`` from 0 to 12.
    """
    curves = CURVES | more
    walks = Runs(lambda curve, **how: _training(predictions(curves[curve], SAMPLES, {}), **how))

    def draw(curve, activation, n, update, again):
        y, units = predictions(curves[curve], FINE, {}), 2 * n if activation == "relu" else n
        (path,) = walks.follow({"curve": curve, "activation": activation, "units": units, "seed": again})
        state, pieces = path[update], _pieces(path[update], activation)
        return Scene(
            over(curve, FINE, y, Line(FINE, np.clip(state.predict(FINE[:, None]), -99, 99), role="prediction")),
            _added(pieces),
            _fallen(path, update, 1.5 * y.std() ** 2),
            says=_said(units, activation, update, state.L),
            facts=_facts(units, n, state.L, pieces),
        )

    n, update, again = slider(1, MOST, 6, step=1), played(range(UPDATES + 1), 300), Dice(say("another random start"))
    activation = choice({each: NAMES[each] for each in ACTIVATIONS}, "relu")
    curve = choice({each: called(each) for each in curves})
    explorer = Explorer(draw, activation=activation, n=n, update=update, again=again, curve=curve)
    return explorer.folding("curve").with_steps(steps.SWAP)


def _training(y, activation, units, seed):
    """Train so many units on a curve's heights ``y``, by an update with all of them at a time."""
    net, how = Network([1, units, 1], activation, seed), {"loss": mse, "rate": 0.03, "schedule": "cosine"}
    return train(net, SAMPLES[:, None], y, batch_size=len(y), epochs=UPDATES, **how)


def _pieces(state, activation):
    """Return what each unit adds to the curve, (units, N)."""
    return blue(FINE, *np.transpose(state.pieces()[1])[..., None], ACTIVATIONS[activation].of)


def _facts(units, n, L, pieces):
    """Return what the steps look at: the loss, and how many pieces are shut on all of the data."""
    return {
        "units": units,
        "L": L,
        "shut": int((~pieces.any(axis=1)).sum()),
        "twice": 2 * n,
        "most": MOST,
        "last": UPDATES,
    }


def _said(units, activation, update, L):
    """Say where the training of so many ``units`` stands."""
    reached = say_many(
        "{n} unit, activation function [{activation}|prediction], after {updates}: [L = {L:.3f}|error].",
        "{n} units, activation function [{activation}|prediction], after {updates}: [L = {L:.3f}|error].",
        n=units,
        activation=NAMES[activation],
        updates=say_many("{n} update", "{n} updates", n=update),
        L=L,
    )
    return " ".join([reached, say("However many: a straight line.")]) if activation == "none" else reached


def _added(pieces):
    return Panel(
        Line(FINE, np.clip(pieces, -99, 99), role="prediction", width=1.5, opacity=0.6),
        x=Axis("x₁", (0, WIDE)),
        y=Axis(say("what each adds to y"), (-WIDE, WIDE)),
        title=say_many("{n} unit", "{n} units", n=len(pieces)),
    )


def _fallen(path, update, top):
    at = np.array([*range(0, update, 10), update])
    L = np.minimum([path[k].L for k in at], 2 * top)
    return Panel(
        Line(at, L, role="error"),
        Dots(at[-1:], L[-1:], role="error", size=5),
        x=Axis(say("update"), (0, UPDATES)),
        y=Axis("L (MSE)", (0, top)),
    )
