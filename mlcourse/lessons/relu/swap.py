"""5.2 What an activation function is for."""

import numpy as np

from mlcourse.functions import blue
from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import Runs
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, WIDE
from mlcourse.losses import mse
from mlcourse.network import ACTIVATIONS, Network
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import counted

UPDATES = 600


def swap(**more):
    """Choose the activation function of one model, trained by Adam on one curve: the fit, the pieces, the loss.

    ReLUs come two for each sigmoid. ``more`` curves, by name, take an array of ``x`` from 0 to 12.
    """
    choices = CURVES | more

    def walk(curve, activation, units, seed):
        y = predictions(choices[curve], SAMPLES, {})
        net, how = Network([1, units, 1], activation, seed), {"loss": mse, "rate": 0.03, "schedule": "cosine"}
        return train(net, SAMPLES[:, None], y, batch_size=len(y), epochs=UPDATES, **how)

    walks = Runs(walk)

    def draw(curve, activation, n, update, again):
        y, units = predictions(choices[curve], SAMPLES, {}), 2 * n if activation == "relu" else n
        (path,) = walks.follow({"curve": curve, "activation": activation, "units": units, "seed": again})
        state, at = path[update], np.array([*range(0, update, 10), update])
        straight = " However many: a straight line." if activation == "none" else ""
        return Scene(
            _followed(y, state.predict(FINE[:, None]), curve),
            _added(blue(FINE, *np.transpose(state.pieces()[1])[..., None], ACTIVATIONS[activation].of)),
            _fallen(at, np.array([path[k].L for k in at]), 1.5 * y.std() ** 2),
            says=f"{counted(units, 'unit')}, activation function [{named(activation)}|prediction], "
            f"after {counted(update, 'update')}: [L = {state.L:.3f}|error].{straight}",
        )

    n, update, again = slider(1, 30, 6, step=1), played(range(UPDATES + 1), 300), Dice("another random start")
    activation = choice({each: named(each) for each in ACTIVATIONS}, "relu")
    return Explorer(draw, curve=list(choices), activation=activation, n=n, update=update, again=again)


def _followed(y, predicted, title):
    return Panel(
        Line(SAMPLES, y, role="target", width=5, opacity=0.45),
        Line(FINE, np.clip(predicted, -99, 99), role="prediction"),
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (min(0, 1.1 * y.min()), max(WIDE, 1.1 * y.max()))),
        title=title,
    )


def _added(pieces):
    return Panel(
        Line(FINE, np.clip(pieces, -99, 99), role="prediction", width=1.5, opacity=0.6),
        x=Axis("x₁", (0, WIDE)),
        y=Axis("what each adds to y", (-WIDE, WIDE)),
        title=counted(len(pieces), "unit"),
    )


def _fallen(at, L, top):
    L = np.minimum(L, 2 * top)
    return Panel(
        Line(at, L, role="error"),
        Dots(at[-1:], L[-1:], role="error", size=5),
        x=Axis("update", (0, UPDATES)),
        y=Axis("L (MSE)", (0, top)),
    )


def named(activation):
    """Write the name of an activation function as people do."""
    return {"relu": "ReLU"}.get(activation, activation.replace("_", " "))
