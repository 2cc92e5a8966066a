"""The numbers at an axis of a still picture: the same as the stage's."""

from itertools import product

import numpy as np

from mlcourse.pictures import measures as its
from mlcourse.words import raised


def ticks_of(axis, room):
    """Return ``(value, text)`` of the axis' own ticks, or of about ``room`` round numbers: the same as the stage's."""
    if axis.ticks is not None:
        return axis.style["ticks"]
    low, high = sorted(axis.ends)  # an axis may go down
    denser = its.TICKS_LOG if axis.scale == "log" else 1  # powers of ten are short words
    rough = (high - low) / max(its.TICKS_LEAST, int(room)) / denser
    power = 10 ** np.floor(np.log10(rough))
    at = next(k for k, m in enumerate(its.TICK_STEPS) if m * power >= rough * 0.999)
    few = np.floor(high) - np.ceil(low) < 2 and rough <= 2 / 3  # powers of ten, and room for more than those

    def by(step):
        if axis.scale == "log":
            return _powers(low, high, max(1, round(step)), its.TICK_FIRSTS if few else (1,))
        return _round(low, high, step)

    found, finer = by(its.TICK_STEPS[at] * power), its.TICK_STEPS[at - 1] if at else its.TICK_STEPS[-2] / 10
    return by(finer * power) if len(found) < its.TICKS_LEAST else found  # round numbers may miss a short axis


def _round(low, high, step):
    digits = max(0, -int(np.floor(np.log10(step) + 1e-9)))
    first, last = np.ceil(low / step - 1e-6), np.floor(high / step + 1e-6)
    return [(k * step, f"{k * step:z.{digits}f}".replace("-", "−")) for k in np.arange(first, last + 1)]


def _powers(low, high, step, firsts):
    least, most = its.TICK_PLAIN
    plain = low >= least and high <= most
    powers = range(step * int(np.floor(low / step)), int(np.floor(high + 1e-6)) + 1, step)
    ticks = [
        (power + np.log10(first), f"{float(f'{first}e{power}'):g}" if plain else _raised(first, power))
        for power, first in product(powers, firsts)
    ]
    return [(at, text) for at, text in ticks if low - 1e-6 <= at <= high + 1e-6]


def _raised(first, power):
    """Write first · 10^power with raised digits."""
    if power == 0:
        return f"{first}"
    digits = "" if power == 1 else raised(power)
    return f"{f'{first}·' * (first > 1)}10{digits}"
