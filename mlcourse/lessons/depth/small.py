"""The small network of 6.1 and 6.8: three earlier days, layers of four ReLUs, trained as the large ones are."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mlcourse.lessons.depth import diagram
from mlcourse.network import Network, Pass, in_own_units, layer_matrices
from mlcourse.training import train

BEFORE = np.array([1, 2, 7])  # x is the views of so many days before
UNITS, DEEPEST = 4, 3
DAY = np.datetime64("2020-12-15")  # an ordinary Tuesday
SEED, RECIPE = 9, {"rate": 0.01, "epochs": 40}  # a start after which hardly a unit is shut, or open, on all days


def sizes(layers):
    """Return the sizes of the network with so many hidden layers."""
    return [len(BEFORE), *[UNITS] * layers, 1]


def features(rows):
    """Return the features that the network takes, (N, 3), out of the views of seven days or more."""
    return rows.X[:, BEFORE - 1]


def the_day(rows):
    """Return the features, (3,), the label and the date of the day that is drawn: `DAY`, or the last there is."""
    at = np.flatnonzero(rows.dates == DAY)
    at = at[0] if len(at) else -1
    return features(rows)[at].round(1), float(rows.label[at]), rows.dates[at]


def trained(rows, layers):
    """Return θ after training on ``rows``, in thousands, its weights with two digits, as they are written."""
    net = Network(sizes(layers), seed=SEED, dtype=float)
    *_, end = train(net, features(rows), rows.label, **RECIPE)
    theta = in_own_units(end.theta, net.sizes, net.units)
    for M in layer_matrices(theta, net.sizes):
        M[:, 1:] = M[:, 1:].round(2)
    return theta


@dataclass(frozen=True, eq=False)
class OneDay:
    """One day on its way through a network and back: ``x`` (features,), θ, the network's ``sizes``, and its label."""

    x: np.ndarray
    theta: np.ndarray
    sizes: list
    label: float

    def with_(self, x, weights):
        """Return the same day and network with other features and weights."""
        theta, at = self.theta.copy(), 0
        for M in layer_matrices(theta, self.sizes):
            M[:, 1:] = weights[at : at + M[:, 1:].size].reshape(M[:, 1:].shape)
            at += M[:, 1:].size
        return replace(self, x=x, theta=theta)

    @cached_property
    def layers(self):
        """The matrices [b W]."""
        return layer_matrices(self.theta, self.sizes)

    @cached_property
    def _through(self):
        through = Pass(self.layers, "relu", 1)
        through.forward(np.concatenate([[1.0], self.x])[:, None])
        return through

    @property
    def r(self):
        """The r of each hidden layer, and y alone as the last: [(units,), …]."""
        return [sums[:, 0] for sums in self._through.sums]

    @property
    def a(self):
        """What comes in and the a of each hidden layer: [(features,), (units,), …]."""
        return [a[1:, 0] for a in self._through.a]

    @property
    def y(self):
        """The prediction."""
        return float(self._through.y[0, 0])

    @property
    def off(self):
        """L = |y − ŷ|."""
        return abs(self.y - self.label)

    @cached_property
    def g(self):
        """∂L/∂θ of L = |y − ŷ|, (parameters,)."""
        return self._through.backward(np.sign([self.y - self.label]))

    @property
    def along_r(self):
        """∂L/∂r of each layer, which is that of its b; of the last one ∂L/∂y: [(units,), …]."""
        return [M[:, 0] for M in layer_matrices(self.g, self.sizes)]

    @cached_property
    def along_w(self):
        """∂L/∂w of all weights, (weights,)."""
        return diagram.of_weights(self.g, self.sizes)

    @cached_property
    def weights(self):
        """All weights, (weights,)."""
        return diagram.of_weights(self.theta, self.sizes)

    @cached_property
    def carried(self):
        """What every line hands on: its weight times what comes in, (weights,)."""
        return np.concatenate([(M[:, 1:] * a).ravel() for M, a in zip(self.layers, self.a, strict=True)])
