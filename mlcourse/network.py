"""The network: r = b + Wx, a = σ(r), again and again, and y = b + cᵀa at the end. All unknowns are one vector, θ.

Inside, examples stand side by side as columns, as x does in the lecture, over a row of ones: with b as the first column
of a layer's matrix, b + Wx is one product. Arrays may have more axes in front, one network each (see `training`).
"""

from itertools import pairwise
from numbers import Integral
from typing import NamedTuple

import numpy as np

from mlcourse.functions import hard_sigmoid, relu, sigmoid
from mlcourse.losses import mae, with_gradient
from mlcourse.words import InputError, say, sub


class Activation(NamedTuple):
    """An activation function a = σ(r); `back` gives ∂L/∂r = ∂L/∂a · σ′(r) from ∂L/∂a and a; at a kink σ′ is 0.

    `gain` makes up for what the function takes from the size of a signal: a sigmoid has slope 1/4 at its centre, a ReLU
    lets half of it pass. `one` is an r with σ(r) = 1.
    """

    of: callable
    back: callable
    gain: float
    one: float


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, lambda da, a: da * (a * (1 - a)), 4.0, np.inf),
    "hard_sigmoid": Activation(hard_sigmoid, lambda da, a: da / 4 * ((a > 0) & (a < 1)), 4.0, np.inf),
    "relu": Activation(relu, lambda da, a: da * (a > 0), np.sqrt(2), 1.0),
    "none": Activation(lambda r: r, lambda da, a: da, 1.0, 1.0),
}


class Layer(NamedTuple):
    """One layer's own part of θ, as views: `b` (units,) and `W` (units, inputs)."""

    b: np.ndarray
    W: np.ndarray


class Units(NamedTuple):
    """Means and standard deviations of the features, (features,), and of the labels: what the network counts in."""

    x_mean: np.ndarray | float = 0.0
    x_spread: np.ndarray | float = 1.0
    y_mean: float = 0.0
    y_spread: float = 1.0


class Network:
    """Layers of neurons: y = b + cᵀσ(b + Wx), or with more layers in between; with none of them it is linear.

    `sizes` are the numbers of features, of the units of each hidden layer, and 1: [56, 100, 100, 1]. `activation` is a
    name in `ACTIVATIONS`, and the output is linear. Each weight and bias starts at random, normal with mean 0 and
    standard deviation gain/√(1 + inputs), from `seed`; so a signal keeps its size from layer to layer.

    Raises ValueError for sizes that are no such list, or an activation that is not known.
    """

    def __init__(self, sizes, activation="relu", seed=0, dtype=np.float32):
        self.sizes, self.activation, self.units = _sizes(sizes), activation, Units()
        refuse_unknown(
            activation,
            ACTIVATIONS,
            lambda **told: say("there is no activation {name!r}: choose one of {names}", **told),
        )
        self._theta = np.empty(parameters(self.sizes), dtype)
        self._matrices = layer_matrices(self._theta, self.sizes)
        self.layers = [Layer(M[:, 0], M[:, 1:]) for M in self._matrices]
        rng, gains = np.random.default_rng(seed), [ACTIVATIONS[activation].gain] * (len(self.sizes) - 2) + [1.0]
        for M, gain in zip(self._matrices, gains, strict=True):
            M[:] = rng.normal(scale=gain / np.sqrt(M.shape[1]), size=M.shape)

    @property
    def theta(self):
        """θ, every weight and bias in one vector: layer after layer, unit after unit, its bias and then its weights.

        It can be changed in place, `net.theta -= eta * g`; the layers are views of it.
        """
        return self._theta

    @theta.setter
    def theta(self, values):
        if np.shape(values) != self._theta.shape:
            told = {"shape": np.shape(values), "size": self._theta.size}
            raise InputError(say("theta has shape {shape}: this network has {size} parameters", **told))
        self._theta[:] = values

    def predict(self, X):
        """Return the predictions y, (N,), in the data's units; `X` is (N, features), or (N,) of one feature."""
        return predicted_by(self._matrices, self.activation, self.units, self.features(X))

    def gradient(self, X, label, loss=mae):
        """Return g = ∇L(θ), in the shape of θ, for features `X`, (N, features), and labels, (N,): backpropagation.

        `loss` is a `Loss` such as `mae` or `mse`. Raises ValueError for a loss or shapes that do not fit.
        """
        slope = with_gradient(loss).gradient
        through = Pass(self._matrices, self.activation, len(X))
        y = self.units.y_mean + self.units.y_spread * through.forward(
            columns(self.features(X), self.units, self._theta.dtype)
        )
        dy = self.units.y_spread * slope(y, np.asarray(label, y.dtype))
        return through.backward(dy.astype(self._theta.dtype, copy=False))

    def features(self, X):
        """Return `X` as (N, features); raise a ValueError that says which layer wanted what if it is not."""
        X = np.asarray(X)
        wide = X[:, None] if X.ndim == 1 and self.sizes[0] == 1 else X
        if wide.ndim != 2 or wide.shape[1] != self.sizes[0]:
            told = {"features": self.sizes[0], "X": X.shape}
            raise InputError(say("layer 1 takes (N, {features}), N examples of {features} features; X is {X}", **told))
        return wide


def deep(x, layers, s=relu):
    """Feed one example, (features,), through `layers`, each a `Layer`: a = σ(b + Wx), again and again, and then y."""
    *hidden, last = layers
    a = x
    for layer in hidden:
        a = s(layer.b + layer.W @ a)
    (y,) = last.b + last.W @ a
    return y


def way_back(x, label, layers):
    """Yield ∂L/∂b and ∂L/∂W of each layer, the last first, for L = |y − ŷ| of one example and units that are ReLUs."""
    a, r = [x], []
    for layer in layers:
        r.append(layer.b + layer.W @ a[-1])
        a.append(relu(r[-1]))
    dr = np.sign(r[-1] - label)  # of the last layer r is y: ∂L/∂y is +1 or −1
    for k in reversed(range(len(layers))):
        yield dr, np.outer(dr, a[k])  # ∂L/∂b = ∂L/∂r, ∂L/∂W = ∂L/∂r · aᵀ
        if k:
            dr = layers[k].W.T @ dr * (r[k - 1] > 0)  # ∂L/∂r = ∂L/∂a · σ′(r), and ∂L/∂a = Wᵀ · ∂L/∂r


class Pass:
    """A batch of B examples on its way through the layers and back; its arrays serve every batch of that size.

    `layers` are matrices [b W], (…, units, 1 + inputs).
    """

    def __init__(self, layers, activation, B):
        self.layers, self.activation = layers, ACTIVATIONS[activation]
        *front, _, _ = layers[0].shape
        dtype = layers[0].dtype
        self.times = np.matmul if front else np.ndarray.dot  # dot starts sooner, but knows no axes in front
        self.g = np.empty((*front, sum(M.shape[-2] * M.shape[-1] for M in layers)), dtype)
        self.g_layers = layer_matrices(self.g, [layers[0].shape[-1] - 1, *(M.shape[-2] for M in layers)])
        # Over the r of a layer stands a row that σ turns into the ones that the b of the next is multiplied by.
        self.r = [np.full((*front, M.shape[-1], B), self.activation.one, dtype) for M in layers[1:]]
        self.y = np.empty((*front, 1, B), dtype)
        self.sums = [*(r[..., 1:, :] for r in self.r), self.y]

    def forward(self, x):
        """Return the outputs, (…, B), for features x with a row of ones over them, (…, 1 + features, B)."""
        self.a = [x]
        for k, M in enumerate(self.layers):
            if k:
                self.a.append(self.activation.of(self.r[k - 1]))  # a = σ(r)
            self.times(M, self.a[k], self.sums[k])  # r = b + Wa
        return self.y[..., 0, :]

    def backward(self, dy):
        """Return g, (…, parameters), from ∂L/∂y, (…, B): the chain rule, from the last layer to the first."""
        dr = dy[..., None, :]
        for k in reversed(range(len(self.layers))):
            self.times(dr, self.a[k].mT, self.g_layers[k])  # ∂L/∂[b W] = ∂L/∂r · aᵀ
            if k:
                da = self.times(self.layers[k].mT, dr)  # ∂L/∂a = Wᵀ · ∂L/∂r, and over it a row for the ones
                dr = self.activation.back(da, self.a[k])[..., 1:, :]  # ∂L/∂r = ∂L/∂a · σ′(r)
        return self.g


def predicted_by(layers, activation, units, X):
    """Return the predictions, (…, N), of networks with these `layers`, in the data's units; `X` is (N, features)."""
    through = Pass(layers, activation, len(X))
    return units.y_mean + units.y_spread * through.forward(columns(X, units, layers[0].dtype))


def pieces(layers, units):
    """Take a network of one feature and one hidden layer apart: `(constant, [(c, b, w), …])`, as `take_apart` a curve.

    In the data's units, so the prediction is constant + Σᵢ cᵢ σ(bᵢ + wᵢx₁), for any activation σ. Raises ValueError for
    another network.
    """
    if len(layers) != 2 or layers[0].shape[-1] != 2 or layers[0].ndim != 2:
        told = say(
            "only a network of one feature and one hidden layer has pieces; these layers are {layers}",
            layers=[M.shape for M in layers],
        )
        raise InputError(told)
    (b, w), (constant, *c) = layers[0].T.astype(float), layers[1][0].astype(float)
    w = w / units.x_spread
    b, c = b - w * units.x_mean, units.y_spread * np.array(c)
    return float(units.y_mean + units.y_spread * constant), list(zip(c.tolist(), b.tolist(), w.tolist(), strict=True))


def in_own_units(theta, sizes, units):
    """Return a ReLU network's θ so that it takes features, and gives predictions, in the data's own units.

    With a spread of its labels for all that is inside: σ(s·r) = s·σ(r) for every s above 0.
    """
    layers, spread = layer_matrices(np.array(theta, dtype=float), sizes), units.y_spread
    for M in layers:
        M[:, 0] *= spread
    layers[0][:, 1:] *= spread / units.x_spread
    layers[0][:, 0] -= layers[0][:, 1:] @ np.broadcast_to(units.x_mean, sizes[0])
    layers[-1][:, 0] += units.y_mean
    return np.concatenate([M.ravel() for M in layers])


def columns(X, units, dtype):
    """Features as a network takes them: standardised, examples side by side under a row of ones, (1 + features, N)."""
    return np.concatenate([np.ones((1, len(X)), dtype), ((X - units.x_mean) / units.x_spread).T.astype(dtype)])


def layer_matrices(theta, sizes):
    """List the layers' matrices [b W], (…, units, 1 + inputs), as views of `theta`, (…, parameters)."""
    views, at = [], 0
    for inputs, units in pairwise(sizes):
        end = at + units * (1 + inputs)
        views.append(theta[..., at:end].reshape(*theta.shape[:-1], units, 1 + inputs))
        at = end
    return views


def named_parameters(sizes):
    """Name every number of θ, in its order: wᵢⱼ and bᵢ of a hidden layer, cᵢ and b of the output, (parameters,).

    What belongs to a second hidden layer, or to the output after it, has a prime, w′₂₁; after that a prime more.
    """
    named, last = np.empty(parameters(sizes), dtype=object), len(sizes) - 2
    for layer, places in enumerate(layer_matrices(np.arange(len(named)), sizes)):
        w, b = ("c", "b" + "′" * layer * (last > 1)) if layer == last else ("w" + "′" * layer, "b" + "′" * layer)
        for (unit, weight), place in np.ndenumerate(places):  # weight 0 is the bias
            units = () if layer == last else (unit + 1,)
            named[place] = sub(w, *units, weight) if weight else sub(b, *units)
    return named


def parameters(sizes):
    """How many unknowns a network of these sizes has: each unit has a weight for each input, and a bias."""
    return sum(units * (1 + inputs) for inputs, units in pairwise(sizes))


def refuse_unknown(name, table, refused):
    """Raise a ValueError if `name` is none of those in `table`: `refused(name=…, names=…)` says so, and lists them."""
    if name not in table:
        raise InputError(refused(name=name, names=", ".join(map(repr, table))))


def _sizes(sizes):
    sizes = list(sizes)
    whole = all(isinstance(size, Integral) and not isinstance(size, bool) and size > 0 for size in sizes)
    if not whole or len(sizes) < 2 or sizes[-1] != 1:
        raise InputError(
            say(
                "sizes is {sizes!r}: give the features, the units of each hidden layer, and 1, as [56, 100, 1]",
                sizes=sizes,
            )
        )
    return [int(size) for size in sizes]
