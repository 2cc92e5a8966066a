"""4.6 Learned: nobody places anything."""

from functools import partial

import numpy as np

from mlcourse.functions import blue
from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, added, called, over
from mlcourse.lessons.shared.runs import so_far
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.losses import mse
from mlcourse.network import Network, layer_matrices
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import number, say, say_many

UPDATES, MOST = 1000, 50  # of these, and of the sigmoids

DUST = 1e-6  # less than this is rounding, in single precision


def started(n, start, seed=0):
    """Return a network of one feature and ``n`` sigmoids: random ones, with centres all over the data, or all alike."""
    net, rng = Network([1, n, 1], activation="sigmoid"), np.random.default_rng(seed)
    steep = rng.choice([-1, 1], n) * rng.uniform(3, 8, n) * max(1, n / 12) ** 0.5
    net.theta[:] = float(start == "alike")
    if start == "random":
        inner, outer = net.layers
        inner.W[:, 0] = steep
        inner.b[:] = -steep * rng.uniform(-1.8, 1.8, n)
        outer.W[0] = rng.normal(size=n) / n**0.5
    return net


def alike(theta):
    """Hold sigmoids that started alike to being alike, in place: in hundreds of updates rounding would part them.

    What the rounding of zeros leaves is zero again, too.
    """
    inner, outer = layer_matrices(theta, [1, len(theta) // 3, 1])
    inner[:], outer[:, 1:] = inner.mean(axis=0), outer[:, 1:].mean()
    theta[np.abs(theta) < DUST] = 0


def descent(curves, curve, n, η, start, seed):
    """Fit ``n`` sigmoids to one of the ``curves``, with all its samples in each update."""
    y = predictions(curves[curve], SAMPLES, {})
    how = {"loss": mse, "optimizer": "sgd", "rate": η, "batch_size": len(y), "epochs": UPDATES}
    how["project"] = None if start == "random" else alike
    return train(started(n, start, seed), SAMPLES, y, **how)


def learn(**more):
    """Fit ``n`` sigmoids to a curve by gradient descent, from a start at random: their sum, the pieces and the loss.

    ``more`` curves, by name, take an array of ``x`` from 0 to 12; they may be the reader's own.
    """
    curves = CURVES | more
    states = so_far(partial(descent, curves, start="random"), kept=MOST)

    def draw(curve, n, η, update, again):
        path = states(update, curve=curve, n=n, η=η, seed=again)
        state, before = path[-1], path[0].L
        return Scene(
            *sum_and_pieces(curve, predictions(curves[curve], FINE, {}), state.pieces()),
            over_updates(path, "L", "error", "L (MSE)"),
            says=_reached(n, state, η),
            ends={"update": state.update} if state.diverged else {},
            facts={
                "k": state.update,
                "L": state.L,
                "now": limited(state.L),
                "at_first": before,
                "before": limited(before),
            },
        )

    n, η = slider(1, MOST, 10, step=1), slider(0.01, 0.3, 0.05, step=0.01)
    curve, update = choice({each: called(each) for each in curves}), played(range(UPDATES + 1), 100, stride=10)
    again = Dice(say("another random start"), rewinds=update)
    explorer = Explorer(draw, curve=curve, n=n, update=update, η=η, again=again)
    return explorer.folding("η", "again").with_steps(steps.LEARN)


def sum_and_pieces(curve, y, parts):
    """Draw a curve with heights ``y`` at `FINE`, the sum of the ``parts``, a constant and pieces, and each of them."""
    constant, pieces = parts
    blues = blue(FINE, *np.transpose(pieces)[..., None])
    fitted = Line(FINE, np.clip(constant + blues.sum(axis=0), -99, 99), role="prediction")
    return over(curve, FINE, y, fitted), added(FINE, np.clip(constant, -99, 99), np.clip(blues, -99, 99))


def _reached(n, state, η):
    """Say where the training of ``n`` sigmoids stands."""
    reached = say_many(
        "{n} sigmoid, {parameters} parameters, after {updates}: [L = {L}|error].",
        "{n} sigmoids, {parameters} parameters, after {updates}: [L = {L}|error].",
        n=n,
        parameters=len(state.theta),
        updates=updates_made(state),
        L=limited(state.L),
    )
    return f"{reached} {ran_away(η)}" if state.diverged else reached


def updates_made(state):
    """Say after how many updates a state stands."""
    return say_many("{n} update", "{n} updates", n=state.update)


def ran_away(η):
    """Say that with this ``η`` the losses have left the numbers."""
    return say("Then it ran away: η = {η:g} is too large.", η=η)


LARGE = 1000


def limited(value):
    """Write a number, unless it is so large that only its being large counts, or nothing but rounding."""
    return "0" if value < 1e-6 else number(value, ".3g") if value <= LARGE else _more()


def _more():
    return say("more than {large}", large=LARGE)


def over_updates(path, what, role, name):
    """Draw ``what`` of the states of a ``path`` so far, on a logarithmic axis with this ``name``.

    What cannot be on the axis lies just beyond its ends.
    """
    at, (low, high) = np.array([state.update for state in path]), (1e-4, LARGE)
    values = np.array([getattr(state, what) for state in path])
    drawn = np.clip(values, low / 2, 2 * high)
    beyond = _more() if values[-1] > high else "0"
    return Panel(
        Line(at, drawn, role=role),
        Dots(at[-1:], drawn[-1:], role=role, size=5),
        None if low <= values[-1] <= high else Text(at[-1], drawn[-1], beyond, role=role),
        x=Axis(say("update"), (0, UPDATES)),
        y=Axis(name, (low, high), scale="log"),
    )
