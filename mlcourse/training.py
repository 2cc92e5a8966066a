"""Training a network: batches, updates and epochs, as the lecture counts them."""

from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from numbers import Integral, Real

import numpy as np

from mlcourse.losses import GRADIENTS, LOSSES
from mlcourse.network import Network, Pass, Units, columns, known, matrices, outputs


def sgd(theta):
    """Return ``update(g, rate)`` for plain gradient descent: θ ← θ − ηg."""

    def update(g, rate):
        nonlocal theta
        theta -= rate * g

    return update


def adam(theta, β1=0.9, β2=0.999, ε=1e-8):
    """Return ``update(g, rate)`` for Adam: θ ← θ − η m̂/(√v̂ + ε), with running means m̂ of g and v̂ of g².

    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015.
    """
    m, v, k = np.zeros_like(theta), np.zeros_like(theta), 0
    keep_m, keep_v = np.array(β1, theta.dtype), np.array(β2, theta.dtype)  # a Python number costs an update 0.3 µs

    def update(g, rate):
        # m and v are kept as sums, m̂ = mean·m and v̂ = square²·v: two numbers in place of four passes over θ.
        nonlocal theta, m, v, k
        k += 1
        mean, square = (1 - β1) / (1 - β1**k), sqrt((1 - β2) / (1 - β2**k))
        m *= keep_m
        m += g
        v *= keep_v
        v += g * g
        theta -= rate * mean / square * m / (np.sqrt(v) + ε / square)

    return update


OPTIMIZERS = {"sgd": sgd, "adam": adam}
# What the rate is multiplied by when this share of all updates is done.
SCHEDULES = {"constant": np.ones_like, "cosine": lambda done: (1 + np.cos(np.pi * done)) / 2}

AS_IT_MAY = {"over": "ignore", "invalid": "ignore"}  # a run that diverges says so at the epoch's end


@dataclass(frozen=True, eq=False)
class State:
    """Where a training stands after an epoch; nothing that comes later changes it.

    `epoch` and `update` count from 0, the start. `L` is the loss on all training examples, in the labels' unit; `theta`
    holds the parameters. `stopped` is empty until the last state says why: patience, or diverged. Where a run diverged,
    `L` and `theta` are the last ordinary ones. From `train_many`, `L` is (seeds,), `theta` (seeds, parameters), and so
    is all else.
    """

    epoch: int
    update: int
    L: float | np.ndarray
    theta: np.ndarray
    stopped: str
    _run: "_Run" = field(repr=False)

    def predict(self, X):
        """Return the predictions, (N,), for features `X`, (N, features), both in the data's own units."""
        return self._run.predict(self.theta, X)

    @cached_property
    def L_unseen(self):  # noqa: N802, the lecture calls it L′
        """L′, the loss on the `unseen` examples; None if none were given."""
        return self._run.unseen_loss(self.theta)

    @cached_property
    def gradient_norm(self):
        """Length of g, the gradient of the loss on all training examples, in the units that the rate counts in.

        It is inf where a run that diverged has left what a number can hold.
        """
        return self._run.gradient_norm(self.theta)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How a training goes on: what it minimises, by which steps, and for how long.

    `loss` is "mae" or "mse", `optimizer` a name in `OPTIMIZERS`, `schedule` one in `SCHEDULES`: what the learning rate
    `rate` is multiplied by as the epochs pass. Raises ValueError for what is no such name or number.
    """

    loss: str = "mae"
    optimizer: str = "adam"
    rate: float = 1e-3
    batch_size: int = 32
    epochs: int = 100
    schedule: str = "constant"

    def __post_init__(self):
        """Check every field."""
        for what, table in (("loss", LOSSES), ("optimizer", OPTIMIZERS), ("schedule", SCHEDULES)):
            known(getattr(self, what), table, what)
        if isinstance(self.rate, bool) or not isinstance(self.rate, Real) or not 0 < self.rate < np.inf:
            raise ValueError(f"the learning rate is {self.rate!r}: give a positive number, such as 0.001")
        for name, value in (("batch_size", self.batch_size), ("epochs", self.epochs)):
            if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
                raise ValueError(f"{name} is {value!r}: give a whole number, 1 or more")


def train(net, X, label, *, seed=0, unseen=None, **recipe):
    """Train `net` in place; an iterator that yields a `State` at the start and after every epoch.

    `X` is (N, features), `label` (N,), `unseen` a pair of the same kind or None; `recipe` is what `Recipe` takes, such
    as ``loss="mae", rate=1e-3, batch_size=32, epochs=100``. An epoch shuffles the N examples by `seed`, deals them into
    batches (the last may be smaller), and makes one update for each.

    The features and the labels are standardised with the training examples' means and deviations, which the net keeps;
    the rate counts in these units, every loss in the data's own. The same seed gives the same result, to the bit, on
    the same machine. A run that leaves the ordinary numbers ends, with its last ordinary θ. Raises ValueError, before
    any update, for what does not fit.
    """
    return _Run(net, Recipe(**recipe), X, label, unseen).states(net.theta, [seed])


def train_many(sizes, seeds, X, label, *, activation="relu", unseen=None, **recipe):
    """Train one network a seed, all in one computation: as `train` does each, within rounding, and sooner.

    Each seed gives the start and the batches of its network. States hold arrays, one entry for each of the `seeds`.
    """
    nets = [Network(sizes, activation, seed) for seed in seeds]
    if not nets:
        raise ValueError("seeds is empty: give at least one, as in range(5)")
    theta = np.stack([net.theta for net in nets])
    return _Run(nets[0], Recipe(**recipe), X, label, unseen).states(theta, list(seeds))


def updates_per_epoch(N, B):
    """How many updates an epoch makes: one for each batch, the last one too if it is not full. 10 000 / 10 → 1 000."""
    return -(-N // B)


def dealt(order, B):
    """Deal examples, numbered in some `order`, (…, N), into full batches, (N // B, …, B), and a rest, (1, …, N % B)."""
    full = order.shape[-1] // B * B
    batches = order[..., :full].reshape(*order.shape[:-1], -1, B)
    rest = order[None, ..., full:]
    return [np.moveaxis(batches, -2, 0)] + [rest] * (rest.size > 0)


class _Run:
    """What a training computes with: the examples, standardised, and the losses in the labels' own unit."""

    def __init__(self, net, recipe, X, label, unseen):
        X, self._given = _examples(net, X, label, "training")
        self._unseen = None if unseen is None else _examples(net, *unseen, "unseen")
        self._net, self._recipe, self._slope = net, recipe, GRADIENTS[recipe.loss]
        self._units = net.units = _units(X, self._given)  # kept: another training may give the net others
        self._columns = columns(X, net.units, net.theta.dtype)
        self._rows = np.ascontiguousarray(self._columns.T)  # what batches are taken from
        blocks = 1 + len(X) * max(net.sizes[1:]) // 2**18  # of so many examples that a layer fits the processor's cache
        self._blocks = np.array_split(self._columns, blocks, axis=1)
        self._label = ((self._given - net.units.y_mean) / net.units.y_spread).astype(net.theta.dtype)

    def states(self, theta, seeds):
        """Train `theta`, (parameters,) or (seeds, parameters), in place; yield a state at the start and every epoch."""
        dice = [np.random.default_rng([seed, 1]) for seed in seeds]  # not the stream that the start was drawn from
        N, front, recipe = len(self._label), theta.shape[:-1], self._recipe
        B = min(recipe.batch_size, N)
        update = OPTIMIZERS[recipe.optimizer](theta)
        passes = {size: self._pass(theta, size) for size in (B, N % B or B)}
        whole = [(x, self._pass(theta, x.shape[1])) for x in self._blocks]
        gone, rates = np.zeros(front, bool), self._rates()
        state = State(0, 0, self._loss(whole), _frozen(theta), "", self)
        yield state
        for epoch, of_epoch in enumerate(rates, 1):
            order = np.reshape([each.permutation(N) for each in dice], (*front, N))
            self._see_all(dealt(order, B), passes, update, of_epoch)
            L = self._loss(whole)
            gone |= ~(np.isfinite(theta).all(axis=-1) & np.isfinite(L))
            theta[gone] = state.theta[gone]
            stopped = _end(epoch, len(rates), gone)
            state = State(epoch, epoch * rates.shape[1], np.where(gone, state.L, L)[()], _frozen(theta), stopped, self)
            yield state
            if stopped:
                return

    def _rates(self):
        """Return the learning rate of each update, (epochs, updates per epoch)."""
        recipe = self._recipe
        shape = recipe.epochs, updates_per_epoch(len(self._label), recipe.batch_size)
        done = np.arange(shape[0] * shape[1]) / (shape[0] * shape[1])
        return recipe.rate * SCHEDULES[recipe.schedule](done).reshape(shape)

    def _see_all(self, batches, passes, update, rates):
        """See all batches once: one update for each."""
        rates = iter(rates.tolist())
        with np.errstate(**AS_IT_MAY):
            for alike in batches:
                through, X = passes[alike.shape[-1]], self._rows.take(alike, axis=0).mT
                for x, label, rate in zip(X, self._label[alike], rates, strict=False):
                    y = through.forward(x)
                    update(through.backward(self._slope(y, label)), rate)

    def _pass(self, theta, size):
        return Pass(matrices(theta, self._net.sizes), self._net.activation, size)

    def _loss(self, whole):
        """Return the loss on all training examples, of one network or (seeds,)."""
        with np.errstate(**AS_IT_MAY):
            y = np.concatenate([through.forward(x) for x, through in whole], axis=-1).astype(float)
            return self._losses(self._units.y_mean + self._units.y_spread * y, self._given)

    def _losses(self, predicted, label):
        loss = LOSSES[self._recipe.loss]
        return loss(predicted, label) if predicted.ndim == 1 else np.array([loss(row, label) for row in predicted])

    def predict(self, theta, X):
        layers = matrices(theta, self._net.sizes)
        return outputs(layers, self._net.activation, self._units, self._net.features(X))

    def unseen_loss(self, theta):
        return None if self._unseen is None else self._losses(self.predict(theta, self._unseen[0]), self._unseen[1])

    def gradient_norm(self, theta):
        whole = self._pass(theta, len(self._label))
        with np.errstate(**AS_IT_MAY):
            y = whole.forward(self._columns)
            g = whole.backward(self._slope(y, np.broadcast_to(self._label, y.shape)))
            norm = np.linalg.norm(g.astype(float), axis=-1)
        return np.where(np.isfinite(norm), norm, np.inf)[()]


def _end(epoch, epochs, gone):
    """Say why a training stops after this epoch; nothing if it goes on. `gone` tells which runs diverged."""
    if gone.all():
        return f"diverged in epoch {epoch}"
    diverged = f"; {gone.sum()} of {gone.size} diverged" if gone.any() else ""
    return f"patience: {epochs} epochs are done{diverged}" if epoch == epochs else ""


def _units(X, label):
    spread = np.std(X, axis=0)
    return Units(X.mean(axis=0), np.where(spread > 0, spread, 1), label.mean(), label.std() or 1.0)


def _examples(net, X, label, which):
    """Return features and labels as arrays of floats; raise a ValueError if they do not fit the net or each other."""
    X, label = net.features(np.asarray(X, dtype=float)), np.asarray(label, dtype=float)
    if label.shape != X.shape[:1] or not label.size:
        raise ValueError(f"the {which} labels have shape {label.shape}, X {X.shape}: give one label for each row of X")
    if not (np.isfinite(X).all() and np.isfinite(label).all()):
        raise ValueError(f"the {which} examples hold nan or inf: give finite numbers, or leave those rows out")
    return X, label


def _frozen(theta):
    copy = theta.copy()
    copy.flags.writeable = False
    return copy
