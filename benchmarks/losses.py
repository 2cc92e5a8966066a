"""How much faster the error surface of a line is than one plain broadcast over all days; how long exact fits take.

    uv run --group bench python benchmarks/losses.py

All times are medians in one run; the ratio compares two that were taken in turn.
"""

import statistics
import time

import numpy as np

from mlcourse.data import during, lagged, load_views
from mlcourse.fits import best
from mlcourse.functions import line
from mlcourse.losses import mae, mse, surface

W, B = np.linspace(-0.75, 1.25, 60), np.linspace(-4, 10, 60)
TURNS = 9


def main():
    """Print both tables."""
    x, label = days(1)
    x = x[:, 0]
    print(f"Error surface of a line, {len(W)} × {len(B)} values over {len(x)} days")
    for loss, broadcast in ((mae, np.abs), (mse, np.square)):

        def plain(broadcast=broadcast):
            return broadcast(B[:, None, None] + W[:, None] * x - label).mean(axis=-1)

        def ours(loss=loss):
            return surface(line, x, label, loss=loss, w=W, b=B)

        slow, fast = medians(plain, ours)
        if not np.allclose(plain(), ours()):
            raise RuntimeError(f"the two surfaces of {loss.name} differ")
        print(f"  {loss.name}: broadcast {slow:.1f} ms, ours {fast:.2f} ms, {slow / fast:.0f} times")
    print("Exact least absolute errors")
    for number in (1, 7, 28, 56):
        (took,) = medians(lambda number=number: best(*days(number)))
        print(f"  {number:2} days: {took:.0f} ms")


def days(number):
    """Return the training years as features of so many days, and their labels."""
    X, label, _ = during(lagged(*load_views(), number), 2017, 2020)
    return X, label


def medians(*calls):
    """Time the calls in turn; return the median of each in milliseconds."""
    times = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(TURNS):
        for call, kept in zip(calls, times, strict=True):
            began = time.perf_counter()
            call()
            kept.append(1000 * (time.perf_counter() - began))
    return [statistics.median(kept) for kept in times]


if __name__ == "__main__":
    main()
