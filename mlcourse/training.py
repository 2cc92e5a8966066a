"""Training a network: batches, updates and epochs, as the lecture counts them."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from math import sqrt
from numbers import Integral, Real

import numpy as np

from mlcourse.descent import Stopped, step
from mlcourse.losses import Loss, mae, with_gradient
from mlcourse.network import Network, Pass, Units, columns, layer_matrices, pieces, predicted_by, refuse_unknown
from mlcourse.words import InputError, say


def sgd(theta):
    """Return ``update(g, rate)`` for plain gradient descent, by `step`."""
    return partial(step, theta)


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
    """Where a training stands after an epoch, or an update; nothing that comes later changes it.

    `epoch` and `update` count from 0, the start. `L` is the loss on all training examples, in the labels' unit; `theta`
    holds the parameters. `stopped` is None until the last state says why: `Stopped.PATIENCE`, or `Stopped.DIVERGED` if
    there is nothing left that trains. Where a run has `diverged`, `L` and `theta` are the last ordinary ones. From
    `train_many`, `L` and `diverged` are (seeds,), `theta` is (seeds, parameters), and so is all else.
    """

    epoch: int
    update: int
    L: float | np.ndarray
    theta: np.ndarray
    stopped: Stopped | None
    diverged: bool | np.ndarray
    _run: "_Run" = field(repr=False)

    def predict(self, X):
        """Return the predictions, (N,), for features `X`, (N, features), both in the data's own units."""
        return self._run.predict(self.theta, X)

    def pieces(self):
        """Return what makes up the curve of a network of one feature and one hidden layer; see `network.pieces`."""
        return self._run.pieces(self.theta)

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

    `loss` is a `Loss` such as `mae` or `mse`, `optimizer` a name in `OPTIMIZERS`, `schedule` one in `SCHEDULES`: what
    the learning rate `rate` is multiplied by as the epochs pass. Raises ValueError for what is no such name or number.
    """

    loss: Loss = mae
    optimizer: str = "adam"
    rate: float = 1e-3
    batch_size: int = 32
    epochs: int = 100
    schedule: str = "constant"

    def __post_init__(self):
        """Check every field."""
        with_gradient(self.loss)
        refuse_unknown(
            self.optimizer,
            OPTIMIZERS,
            lambda **told: say("there is no optimizer {name!r}: choose one of {names}", **told),
        )
        refuse_unknown(
            self.schedule,
            SCHEDULES,
            lambda **told: say("there is no schedule {name!r}: choose one of {names}", **told),
        )
        if isinstance(self.rate, bool) or not isinstance(self.rate, Real) or not 0 < self.rate < np.inf:
            raise InputError(
                say("the learning rate is {rate!r}: give a positive number, such as 0.001", rate=self.rate)
            )
        for name, value in (("batch_size", self.batch_size), ("epochs", self.epochs)):
            if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
                told = {"name": name, "value": value}
                raise InputError(say("{name} is {value!r}: give a whole number, 1 or more", **told))


def train(net, X, label, *, seed=0, unseen=None, every="epoch", units=None, project=None, **recipe):
    """Train `net` in place; an iterator that yields a `State` at the start and after every epoch, or every update.

    `X` is (N, features), `label` (N,), `unseen` a pair of the same kind or None; `recipe` is what `Recipe` takes, such
    as ``loss=mae, rate=1e-3, batch_size=32, epochs=100``. An epoch shuffles the N examples by `seed`, deals them into
    batches (the last may be smaller), and makes one update for each. `every` is "epoch" or "update".

    The features and the labels are standardised with the training examples' means and deviations, which the net keeps,
    or with the `units` that are given; the rate counts in these units, every loss in the data's own. `project` takes θ
    after each update and changes it in place, into what θ is held to. The same seed gives the same result, to the bit,
    on the same machine. A run that leaves the ordinary numbers ends, with its last ordinary θ. Raises ValueError,
    before any update, for what does not fit.
    """
    refuse_unknown(
        every,
        ("epoch", "update"),
        lambda **told: say("there is no pause {name!r}: choose one of {names}", **told),
    )
    return _Run(net, Recipe(**recipe), X, label, unseen, units).states(net.theta, [seed], every, project)


def train_many(sizes, seeds, X, label, *, activation="relu", unseen=None, **recipe):
    """Train one network a seed, all in one computation: as `train` does each, within rounding, and sooner.

    Each seed gives the start and the batches of its network. States hold arrays, one entry for each of the `seeds`.
    """
    nets = [Network(sizes, activation, seed) for seed in seeds]
    if not nets:
        raise InputError(say("seeds is empty: give at least one, as in range(5)"))
    theta = np.stack([net.theta for net in nets])
    return _Run(nets[0], Recipe(**recipe), X, label, unseen).states(theta, list(seeds))


def updates_per_epoch(N, B):
    """How many updates an epoch makes: one for each batch, the last one too if it is not full. 10 000 / 10 → 1 000."""
    return -(-N // B)


def deal(pile, B):
    """Deal a pile of N, from the first to the last, into batches of `B`: a list of arrays; the last may be smaller.

    The pile is (…, N): numbers of examples, their labels, or the examples themselves, side by side as columns.
    """
    return [pile[..., k : k + B] for k in range(0, pile.shape[-1], B)]


class _Run:
    """What a training computes with: the examples, standardised, and the losses in the labels' own unit."""

    def __init__(self, net, recipe, X, label, unseen, units=None):
        X, self._given = _examples(net, X, label, "training")
        self._unseen = None if unseen is None else _examples(net, *unseen, "unseen")
        self._net, self._recipe, self._slope = net, recipe, recipe.loss.gradient
        self._units = net.units = units or _units(X, self._given)  # kept: another training may give the net others
        self._columns = columns(X, net.units, net.theta.dtype)
        self._rows = np.ascontiguousarray(self._columns.T)  # what batches are taken from
        blocks = 1 + len(X) * max(net.sizes[1:]) // 2**18  # of so many examples that a layer fits the processor's cache
        self._blocks = np.array_split(self._columns, blocks, axis=1)
        self._label = ((self._given - net.units.y_mean) / net.units.y_spread).astype(net.theta.dtype)

    def states(self, theta, seeds, every="epoch", project=None):
        """Train `theta`, (parameters,) or (seeds, parameters), in place; yield a state at the start, and as it goes."""
        dice = [np.random.default_rng([seed, 1]) for seed in seeds]  # not the stream that the start was drawn from
        N, B, front = len(self._label), self._recipe.batch_size, theta.shape[:-1]
        update = OPTIMIZERS[self._recipe.optimizer](theta)
        passes = {size: self._pass(theta, size) for size in (min(B, N), N % B or B)}
        whole = [(x, self._pass(theta, x.shape[1])) for x in self._blocks]
        gone, rates = np.zeros(front, bool), self._rates()
        state = State(0, 0, self._loss(whole), _frozen(theta), None, gone.copy()[()], self)
        yield state
        for batches in self._shuffled(dice, front, rates, every):
            with np.errstate(**AS_IT_MAY):
                for x, label, rate in batches:
                    through = passes[x.shape[-1]]
                    y = through.forward(x)
                    update(through.backward(self._slope(y, label)), rate)
                    if project:
                        project(theta)
            L = self._loss(whole)
            gone |= ~(np.isfinite(theta).all(axis=-1) & np.isfinite(L))
            theta[gone] = state.theta[gone]
            made = state.update + len(batches)
            epoch = -(-made // rates.shape[1])
            stopped = Stopped.DIVERGED if gone.all() else Stopped.PATIENCE if made == rates.size else None
            L = np.where(gone, state.L, L)[()]
            state = State(epoch, made, L, _frozen(theta), stopped, gone.copy()[()], self)
            yield state
            if stopped:
                return

    def _shuffled(self, dice, front, rates, every):
        """Yield the batches of every epoch, or one by one: a list of features, labels and the learning rate of each."""
        whole = self._dealt(dice, front) if self._recipe.batch_size >= len(self._label) else None  # in any order
        for of_epoch in rates.tolist():
            piles = whole or self._dealt(dice, front)
            batches = [(x, label, rate) for (x, label), rate in zip(piles, of_epoch, strict=True)]
            yield from [batches] if every == "epoch" else ([each] for each in batches)

    def _dealt(self, dice, front):
        """Shuffle the examples, and deal them: a list of the features and the labels of each batch."""
        N, B = len(self._label), self._recipe.batch_size
        order = np.reshape([each.permutation(N) for each in dice], (*front, N))
        return list(zip(deal(self._rows.take(order, axis=0).mT, B), deal(self._label[order], B), strict=True))

    def _rates(self):
        """Return the learning rate of each update, (epochs, updates per epoch)."""
        recipe = self._recipe
        shape = recipe.epochs, updates_per_epoch(len(self._label), recipe.batch_size)
        done = np.arange(shape[0] * shape[1]) / (shape[0] * shape[1])
        return recipe.rate * SCHEDULES[recipe.schedule](done).reshape(shape)

    def _pass(self, theta, size):
        return Pass(layer_matrices(theta, self._net.sizes), self._net.activation, size)

    def _loss(self, whole):
        """Return the loss on all training examples, of one network or (seeds,)."""
        with np.errstate(**AS_IT_MAY):
            y = np.concatenate([through.forward(x) for x, through in whole], axis=-1).astype(float)
            return self._losses(self._units.y_mean + self._units.y_spread * y, self._given)

    def _losses(self, predicted, label):
        return self._recipe.loss(predicted, label)

    def predict(self, theta, X):
        layers = layer_matrices(theta, self._net.sizes)
        return predicted_by(layers, self._net.activation, self._units, self._net.features(X))

    def pieces(self, theta):
        return pieces(layer_matrices(theta, self._net.sizes), self._units)

    def unseen_loss(self, theta):
        return None if self._unseen is None else self._losses(self.predict(theta, self._unseen[0]), self._unseen[1])

    def gradient_norm(self, theta):
        whole = self._pass(theta, len(self._label))
        with np.errstate(**AS_IT_MAY):
            y = whole.forward(self._columns)
            g = whole.backward(self._slope(y, self._label))
            norm = np.linalg.norm(g.astype(float), axis=-1)
        return np.where(np.isfinite(norm), norm, np.inf)[()]


def _units(X, label):
    spread = np.std(X, axis=0)
    return Units(X.mean(axis=0), np.where(spread > 0, spread, 1), label.mean(), label.std() or 1.0)


def _examples(net, X, label, which):
    """Return features and labels as arrays of floats; raise a ValueError if they do not fit the net or each other."""
    X, label = net.features(np.asarray(X, dtype=float)), np.asarray(label, dtype=float)
    told = {"label": label.shape, "X": X.shape}
    if label.shape != X.shape[:1] or not label.size:
        raise InputError(
            say("the unseen labels have shape {label}, X {X}: give one label for each row of X", **told)
            if which == "unseen"
            else say("the training labels have shape {label}, X {X}: give one label for each row of X", **told)
        )
    if not (np.isfinite(X).all() and np.isfinite(label).all()):
        raise InputError(
            say("the unseen examples hold nan or inf: give finite numbers, or leave those rows out")
            if which == "unseen"
            else say("the training examples hold nan or inf: give finite numbers, or leave those rows out")
        )
    return X, label


def _frozen(theta):
    copy = theta.copy()
    copy.flags.writeable = False
    return copy
