"""4.9 Learned."""

from functools import partial

import numpy as np

from mlcourse.functions import blue
from mlcourse.interact.controls import Dice, choice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import Runs
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, added, called, over
from mlcourse.losses import mse
from mlcourse.network import Network, layer_matrices
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import number, say, say_many

UPDATES = 1000

STARTS = {"random": say("random"), "zero": "θ = 0", "alike": say("all alike")}

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


def _descent(curves, curve, n, η, start, seed):
    """Fit ``n`` sigmoids to one of the ``curves``, with all its samples in each update."""
    y = predictions(curves[curve], SAMPLES, {})
    how = {"loss": mse, "optimizer": "sgd", "rate": η, "batch_size": len(y), "epochs": UPDATES}
    how["project"] = None if start == "random" else alike
    return train(started(n, start, seed), SAMPLES, y, **how)


def learn(**more):
    """Fit ``n`` sigmoids to a curve by gradient descent: their sum, the pieces, the loss and the gradient's size.

    ``more`` curves, by name, take an array of ``x`` from 0 to 12; they may be the reader's own.
    """
    curves = CURVES | more
    walks = Runs(partial(_descent, curves))

    def draw(curve, n, η, start, again, update):
        y = predictions(curves[curve], FINE, {})
        (path,) = walks.follow({"curve": curve, "n": n, "η": η, "start": start, "seed": again})
        state = path[update]
        shown, (constant, pieces) = np.array([*range(0, state.update, 10), state.update]), state.pieces()
        blues = blue(FINE, *np.transpose(pieces)[..., None])
        fitted = Line(FINE, np.clip(constant + blues.sum(axis=0), -99, 99), role="prediction")
        L, g = ([getattr(path[k], name) for k in shown] for name in ("L", "gradient_norm"))
        return Scene(
            over(curve, FINE, y, fitted),
            added(FINE, np.clip(constant, -99, 99), np.clip(blues, -99, 99)),
            _curve(shown, L, "error", Axis("L (MSE)", (1e-4, LARGE), scale="log")),
            _curve(shown, g, "path", Axis(say("size of g"), (1e-4, LARGE), scale="log")),
            says=f"{_reached(n, state)} {_ran_away(η) if state.diverged else _alike(pieces)}",
            ends={"update": state.update} if state.diverged else {},
        )

    n, η = slider(1, 50, 10, step=1), slider(0.01, 0.3, 0.05, step=0.01)
    update, again = played(range(UPDATES + 1), 100, stride=5), Dice(say("another random start"))
    curve, start = choice({each: called(each) for each in curves}), choice(STARTS)
    return Explorer(draw, curve=curve, start=start, n=n, η=η, update=update, again=again)


def _reached(n, state):
    """Say where the training of ``n`` sigmoids stands."""
    return say_many(
        "{n} sigmoid, {parameters} parameters, after {updates}: [L = {L}|error], and the gradient is [{g}|path] long.",
        "{n} sigmoids, {parameters} parameters, after {updates}: [L = {L}|error], and the gradient is [{g}|path] long.",
        n=n,
        parameters=len(state.theta),
        updates=say_many("{n} update", "{n} updates", n=state.update),
        L=limited(state.L),
        g=limited(state.gradient_norm),
    )


def _ran_away(η):
    return say("Then it ran away: η = {η:g} is too large.", η=η)


def _alike(pieces):
    """Say how many of the pieces are different ones, by more than single precision does to equal ones."""
    largest = np.maximum(np.abs(pieces).max(axis=0), 1)
    different = len(np.unique(np.round(pieces / largest, 3), axis=0))
    if different == 1 < len(pieces):
        return say("All of them are alike.")
    return say("Different ones among them: {different}.", different=different)


LARGE = 1000


def limited(value):
    """Write a number, unless it is so large that only its being large counts, or nothing but rounding."""
    return "0" if value < 1e-6 else number(value, ".3g") if value <= LARGE else _more()


def _more():
    return say("more than {large}", large=LARGE)


def _curve(at, values, role, axis):
    """Draw values from 0 up over updates, on a logarithmic ``axis``: what cannot be on it lies just beyond its ends."""
    (low, high), told = axis.limits, {True: _more(), False: "0"}
    drawn = np.clip(values, low / 2, 2 * high)
    return Panel(
        Line(at, drawn, role=role),
        Dots(at[-1:], drawn[-1:], role=role, size=5),
        None if low <= values[-1] <= high else Text(at[-1], drawn[-1], told[values[-1] > high], role=role),
        x=Axis(say("update"), (0, UPDATES)),
        y=axis,
    )
