"""5.2 What an activation function is for."""

import numpy as np

from mlcourse.functions import blue
from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.lessons.relu import steps
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, WIDE, called, over
from mlcourse.lessons.shared.runs import so_far
from mlcourse.losses import mse
from mlcourse.network import ACTIVATIONS, Network
from mlcourse.pictures.marks import Dots, Line, Text
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
    states = so_far(lambda curve, **how: _training(predictions(curves[curve], SAMPLES, {}), **how), kept=2 * MOST)

    def draw(curve, activation, n, update, again):
        y, units = predictions(curves[curve], FINE, {}), 2 * n if activation == "relu" else n
        path = states(update, curve=curve, activation=activation, units=units, seed=again)
        state, pieces = path[-1], _pieces(path[-1], activation)
        return Scene(
            over(curve, FINE, y, Line(FINE, np.clip(state.predict(FINE[:, None]), -99, 99), role="prediction")),
            _added(pieces, _shut(pieces)),
            _fallen(path, 1.5 * y.std() ** 2),
            says=_said(pieces, activation, state),
            facts=_facts(units, n, state.L, _shut(pieces)),
        )

    n, update = slider(1, MOST, 6, step=1), played(range(UPDATES + 1), 300, stride=5)
    curve = choice({each: called(each) for each in curves})
    activation = choice({each: NAMES[each] for each in ACTIVATIONS}, "relu")
    again = Dice(say("another random start"), rewinds=update)
    explorer = Explorer(draw, activation=activation, n=n, update=update, again=again, curve=curve)
    return explorer.folding("again", "curve").with_steps(steps.SWAP)


def _training(y, activation, units, seed):
    """Train so many units on a curve's heights ``y``, by an update with all of them at a time."""
    net, how = Network([1, units, 1], activation, seed), {"loss": mse, "rate": 0.03, "schedule": "cosine"}
    return train(net, SAMPLES[:, None], y, batch_size=len(y), epochs=UPDATES, **how)


def _pieces(state, activation):
    """Return what each unit adds to the curve, (units, N)."""
    return blue(FINE, *np.transpose(state.pieces()[1])[..., None], ACTIVATIONS[activation].of)


def _shut(pieces):
    """Count the pieces that are shut on all of the data: they add nothing anywhere."""
    return int((~pieces.any(axis=1)).sum())


def _facts(units, n, L, shut):
    """Return what the steps look at: the loss, and how many pieces are ``shut`` on all of the data."""
    return {"units": units, "L": L, "shut": shut, "twice": 2 * n, "most": MOST, "last": UPDATES}


def _said(pieces, activation, state):
    """Say how large the model is, where its training stands, and how many of its ``pieces`` do nothing."""
    reached = say_many(
        "{n} unit, [{activation}|prediction], {parameters} parameters, after {updates}: [L = {L:.3f}|error].",
        "{n} units, [{activation}|prediction], {parameters} parameters, after {updates}: [L = {L:.3f}|error].",
        n=len(pieces),
        activation=NAMES[activation],
        parameters=len(state.theta),
        updates=say_many("{n} update", "{n} updates", n=state.update),
        L=state.L,
    )
    if activation == "none":
        return " ".join([reached, say("However many: a straight line.")])
    if activation != "relu":
        return reached
    idle = say_many("{n} of them is shut everywhere.", "{n} of them are shut everywhere.", n=_shut(pieces))
    return " ".join([reached, idle])


def _added(pieces, shut):
    """Draw what each unit adds; those that are ``shut`` on all of the data lie on each other at 0, and are counted."""
    return Panel(
        Line(FINE, np.clip(pieces, -99, 99), role="prediction", width=1.5, opacity=0.6),
        Line([0, WIDE], [0, 0], role="error", width=2.5) if shut else None,
        Text(WIDE, 0, say("{shut} shut", shut=shut), role="error", side="above") if shut else None,
        x=Axis("x₁", (0, WIDE)),
        y=Axis(say("what each adds to y"), (-WIDE, WIDE)),
        title=say_many("{n} unit", "{n} units", n=len(pieces)),
    )


def _fallen(path, top):
    at, L = np.array([state.update for state in path]), np.minimum([state.L for state in path], 2 * top)
    return Panel(
        Line(at, L, role="error"),
        Dots(at[-1:], L[-1:], role="error", size=5),
        x=Axis(say("update"), (0, UPDATES)),
        y=Axis("L (MSE)", (0, top)),
    )
