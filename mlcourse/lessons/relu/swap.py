"""5.2 What an activation function is for."""

import numpy as np

from mlcourse.functions import blue
from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import Runs
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, WIDE, called, over
from mlcourse.losses import mse
from mlcourse.network import ACTIVATIONS, Network
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import say, say_many

UPDATES = 600

# Activation functions, as the page calls them.
NAMES = {"relu": "ReLU", "sigmoid": say("sigmoid"), "hard_sigmoid": say("hard sigmoid"), "none": say("none")}


def swap(**more):
    """Choose the activation function of one model, trained by Adam on one curve: the fit, the pieces, the loss.

    ReLUs come two for each sigmoid. ``more`` curves, by name, take an array of ``x`` from 0 to 12.
    """
    curves = CURVES | more

    def walk(curve, activation, units, seed):
        y = predictions(curves[curve], SAMPLES, {})
        net, how = Network([1, units, 1], activation, seed), {"loss": mse, "rate": 0.03, "schedule": "cosine"}
        return train(net, SAMPLES[:, None], y, batch_size=len(y), epochs=UPDATES, **how)

    walks = Runs(walk)

    def draw(curve, activation, n, update, again):
        y, units = predictions(curves[curve], FINE, {}), 2 * n if activation == "relu" else n
        (path,) = walks.follow({"curve": curve, "activation": activation, "units": units, "seed": again})
        state, at = path[update], np.array([*range(0, update, 10), update])
        return Scene(
            over(curve, FINE, y, Line(FINE, np.clip(state.predict(FINE[:, None]), -99, 99), role="prediction")),
            _added(blue(FINE, *np.transpose(state.pieces()[1])[..., None], ACTIVATIONS[activation].of)),
            _fallen(at, np.array([path[k].L for k in at]), 1.5 * y.std() ** 2),
            says=_said(units, activation, update, state.L),
        )

    n, update, again = slider(1, 30, 6, step=1), played(range(UPDATES + 1), 300), Dice(say("another random start"))
    activation = choice({each: NAMES[each] for each in ACTIVATIONS}, "relu")
    curve = choice({each: called(each) for each in curves})
    return Explorer(draw, curve=curve, activation=activation, n=n, update=update, again=again)


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


def _fallen(at, L, top):
    L = np.minimum(L, 2 * top)
    return Panel(
        Line(at, L, role="error"),
        Dots(at[-1:], L[-1:], role="error", size=5),
        x=Axis(say("update"), (0, UPDATES)),
        y=Axis("L (MSE)", (0, top)),
    )
