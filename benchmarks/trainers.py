"""The trainings that are compared, each in a process of its own, which does what its parent asks, line by line.

All see the same examples. But for scikit-learn, which draws its own, all start at the same θ and deal the same batches
in the same order, and after every epoch they compute L on all training examples, for the curve that a reader watches;
scikit-learn keeps the mean of its batch losses instead.
"""

from __future__ import annotations

import json
import sys
import time
import timeit
from functools import partial
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from mlcourse.data import during, lagged, load_views
from mlcourse.network import Network, Pass, layer_matrices
from mlcourse.training import adam, train, updates_per_epoch

MODELS = {
    "linear": [56, 1],
    "10 ReLU": [56, 10, 1],
    "100 ReLU": [56, 100, 1],
    "1000 ReLU": [56, 1000, 1],
    "2 layers": [56, 100, 100, 1],
    "3 layers": [56, 100, 100, 100, 1],
    "4 layers": [56, 100, 100, 100, 100, 1],
}
B, RATE = 32, 1e-3


def examples():
    """Return the features, 56 days of views, and the labels of the lecture's training years."""
    X, label, _ = during(lagged(*load_views(), 56), 2017, 2020)
    return X, label


def standardised():
    """Return the same with mean 0 and deviation 1, as `train` makes them, and the unit of L: the labels' deviation."""
    X, label = examples()
    Z, z = (X - X.mean(axis=0)) / X.std(axis=0), (label - label.mean()) / label.std()
    return Z.astype(np.float32), z.astype(np.float32), float(label.std())


def orders(seed, N):
    """Yield the order in which `train` deals the examples, epoch after epoch."""
    dice = np.random.default_rng([seed, 1])
    while True:
        yield dice.permutation(N)


def late(losses):
    """Return the mean of the second half: at a constant rate L jumps from epoch to epoch."""
    return float(np.mean(losses[len(losses) // 2 :]))


class Ours:
    """The course's own `train`."""

    def __init__(self, sizes, seed, epochs):
        net, (X, label) = Network(sizes, seed=seed), examples()
        self.states = train(net, X, label, batch_size=B, rate=RATE, epochs=epochs, seed=seed)
        self.L = [next(self.states).L]

    def train(self, epochs):
        """Go on for so many epochs."""
        self.L += [state.L for state in islice(self.states, epochs)]

    def loss(self):
        """Return L on all training examples, in thousands of views: the mean of the second half of the epochs."""
        return late(self.L)


class Torch:
    """PyTorch eager: layers, `Adam` and a loop over the batches."""

    fused = None

    def __init__(self, sizes, seed, epochs):
        import torch

        torch.set_num_threads(1)
        self.torch, self.mae = torch, torch.nn.functional.l1_loss
        X, label, self.unit = standardised()
        self.X, self.label, self.orders = torch.from_numpy(X), torch.from_numpy(label), orders(seed, len(X))
        linears = [torch.nn.Linear(*each) for each in pairwise(sizes)]
        for linear, (b, W) in zip(linears, Network(sizes, seed=seed).layers, strict=True):
            linear.bias.data[:], linear.weight.data[:] = torch.from_numpy(b), torch.from_numpy(W)
        layers = [each for linear in linears for each in (linear, torch.nn.ReLU())]
        self.net = torch.nn.Sequential(*layers[:-1])
        self.optimizer, self.L = torch.optim.Adam(self.net.parameters(), lr=RATE, fused=self.fused), []

    def train(self, epochs):
        """Go on for so many epochs."""
        for order in map(self.torch.from_numpy, islice(self.orders, epochs)):
            for x, label in zip(self.X[order].split(B), self.label[order].split(B), strict=True):
                self.optimizer.zero_grad()
                self.mae(self.net(x)[:, 0], label).backward()
                self.optimizer.step()
            with self.torch.no_grad():
                self.L.append(self.mae(self.net(self.X)[:, 0], self.label).item())

    def loss(self):
        """Return L on all training examples, in thousands of views: the mean of the second half of the epochs."""
        return late(self.L) * self.unit


class Fused(Torch):
    """PyTorch eager with its `Adam` fused into one kernel, which one must ask for."""

    fused = True


class Sklearn:
    """scikit-learn's `MLPRegressor`: squared error, a start of the same scale and batches of its own."""

    def __init__(self, sizes, seed, epochs):
        from sklearn.neural_network import MLPRegressor

        self.X, self.label, self.unit = standardised()
        recipe = {"batch_size": B, "learning_rate_init": RATE, "alpha": 0, "random_state": seed}
        self.net = MLPRegressor(hidden_layer_sizes=sizes[1:-1], **recipe)

    def train(self, epochs):
        """Go on for so many epochs."""
        for _ in range(epochs):
            self.net.partial_fit(self.X, self.label)

    def loss(self):
        """Return the mean absolute error on all training examples, in thousands of views."""
        return float(np.abs(self.net.predict(self.X) - self.label).mean()) * self.unit


class Jax:
    """JAX, all epochs compiled into one loop by `scan`: the limit. Adam's corrections are worked out beforehand."""

    def __init__(self, sizes, seed, epochs):
        import jax

        self.jax, self.L, self.compiled = jax, [], {}
        X, label, self.unit = standardised()
        self.X, self.label, self.orders = jax.numpy.array(X), jax.numpy.array(label), orders(seed, len(X))
        layers = [(jax.numpy.array(b), jax.numpy.array(W.T)) for b, W in Network(sizes, seed=seed).layers]
        self.now = layers, *(jax.tree.map(jax.numpy.zeros_like, layers) for _ in range(2))

    def train(self, epochs):
        """Go on for so many epochs."""
        order = np.array(list(islice(self.orders, epochs)), np.int32)
        k = 1.0 + np.arange((len(self.L) + epochs) * updates_per_epoch(len(self.X), B))
        k = k.reshape(len(self.L) + epochs, -1)[-epochs:]  # the numbers of the updates to come, an epoch a row
        square = np.sqrt((1 - 0.999) / (1 - 0.999**k))
        steps = np.stack([RATE * (1 - 0.9) / (1 - 0.9**k) / square, 1e-8 / square], axis=-1)
        self.now, losses = self.looped(epochs)(self.now, (order, steps.astype(np.float32)))
        self.L += losses.tolist()

    def looped(self, epochs):
        """Return the compiled loop over so many epochs."""
        if epochs not in self.compiled:
            self.compiled[epochs] = self.jax.jit(lambda *given: self.jax.lax.scan(self.epoch, *given), donate_argnums=0)
        return self.compiled[epochs]

    def epoch(self, now, given):
        """See all batches once."""
        order, steps = given
        x, label, full = self.X[order], self.label[order], len(order) // B * B
        batches = x[:full].reshape(-1, B, x.shape[1]), label[:full].reshape(-1, B), steps[: full // B]
        now, _ = self.jax.lax.scan(self.update, now, batches)
        if full < len(order):
            now, _ = self.update(now, (x[full:], label[full:], steps[-1]))
        return now, self.mae(now[0], self.X, self.label)

    def update(self, now, batch):
        """Make one of Adam's steps, with m and v kept as sums."""
        (layers, m, v), (x, label, (η, ε)) = now, batch
        tree, g = self.jax.tree.map, self.jax.grad(self.mae)(layers, x, label)
        m, v = tree(lambda m, g: 0.9 * m + g, m, g), tree(lambda v, g: 0.999 * v + g * g, v, g)
        return (tree(lambda θ, m, v: θ - η * m / (self.jax.numpy.sqrt(v) + ε), layers, m, v), m, v), None

    def mae(self, layers, x, label):
        """Return the loss of a batch."""
        *hidden, (b_out, c) = layers
        for b, W in hidden:
            x = self.jax.nn.relu(b + x @ W)
        return abs((b_out + x @ c)[:, 0] - label).mean()

    def loss(self):
        """Return L on all training examples, in thousands of views: the mean of the second half of the epochs."""
        return late(self.L) * self.unit


WAYS = {"ours": Ours, "torch": Torch, "fused": Fused, "sklearn": Sklearn, "jax": Jax}


def parts(sizes):
    """Time what an update of ours is made of, each alone, in µs: its matrix products, Adam, and the bare calls.

    The products are ``[what, shapes, times an update, µs]``; those of the look at L, once an epoch, are among them. The
    bare calls are an update of a network as deep with one unit a layer and one example a batch: the same lines of
    Python and the same calls of numpy, with next to nothing to compute.
    """
    X, _, _ = standardised()
    N, theta = len(X), Network(sizes).theta
    count = updates_per_epoch(N, B)
    tiny = train(Network([1] * len(sizes)), *np.random.default_rng(0).normal(size=(2, count)), batch_size=1)
    return {
        "products": [*_products(sizes, X[:B], N / B / count, True), *_products(sizes, X, 1 / count, False)],
        "adam": _timed(partial(adam(theta), np.ones_like(theta), RATE)),
        "calls": _timed(partial(next, tiny), 5) / count,
    }


def _products(sizes, X, often, back):
    """Yield the products of a `Pass` of these examples: forwards and ``back``, or forwards alone, as for L."""
    through = Pass(layer_matrices(Network(sizes).theta, sizes), "relu", len(X))
    through.forward(np.concatenate([np.ones((len(X), 1), np.float32), X], axis=1).T)
    for k, (M, a, r, g) in enumerate(zip(through.layers, through.a, through.sums, through.g_layers, strict=True)):
        dr = np.ones_like(r)
        given = {"b + Wa": (M, a, r)}
        if back:
            given["∂L/∂r · aᵀ"] = dr, a.T, g
        if back and k:
            given["Wᵀ · ∂L/∂r"] = M.T, dr
        for what, factors in given.items():
            shapes = " · ".join("×".join(map(str, each.shape)) for each in factors[:2])
            yield (
                f"{'layer' if back else 'L, layer'} {k + 1}: {what}",
                shapes,
                often,
                _timed(partial(through.times, *factors)),
            )


def _timed(call, repeats=40):
    """Return how long a call takes, in µs."""
    call()
    return 1e6 * timeit.timeit(call, number=repeats) / repeats


def main():
    """Answer every question on stdin by a line on stdout: ``[name, *arguments]`` by what it gives, as JSON."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    way, trainer = WAYS[sys.argv[1]], None
    for line in sys.stdin:
        name, *given = json.loads(line)
        if name == "begin":
            trainer, answer = way(*given), None
        elif name == "train":
            before = time.perf_counter(), time.process_time()
            trainer.train(*given)
            answer = [time.perf_counter() - before[0], time.process_time() - before[1]]
        elif name == "loss":
            answer = trainer.loss()
        elif name == "parts":
            answer = parts(*given)
        elif name == "memory":
            answer = peak()
        print(json.dumps(answer), file=answers, flush=True)


def peak():
    """Return the most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        kibibytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kibibytes) * 1024 / 1e6
    import psutil

    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    main()
