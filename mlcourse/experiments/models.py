"""The models of the lecture's tables, and how they learn."""

from collections import deque
from typing import NamedTuple

import numpy as np

from mlcourse.data import weekday
from mlcourse.fits import best
from mlcourse.functions import as_last_week, as_yesterday
from mlcourse.losses import mae
from mlcourse.network import parameters, refuse_unknown
from mlcourse.training import train_many
from mlcourse.words import say

ARTICLES = "standard_deviation", "periodic_table"


class Net(NamedTuple):
    """A model that is trained: how many days it looks back, its hidden layers, and their activation function."""

    days: int = 56
    hidden: tuple = ()
    activation: str = "relu"


# Named as in the lecture's table, so that the two stand side by side.
NETS = (
    {"linear, 1 day": Net(1), "linear, 7 days": Net(7), "linear, 28 days": Net(28), "linear, 56 days": Net(56)}
    | {f"{units} ReLU": Net(hidden=(units,)) for units in (10, 100, 1000)}
    | {f"{layers} layers": Net(hidden=(100,) * layers) for layers in (2, 3, 4)}
    | {"100 sigmoid": Net(hidden=(100,), activation="sigmoid")}
    | {"448 ReLU": Net(hidden=(448,))}  # as many parameters as 3 layers, or nearly
)


def _exact(days):
    def fit(train, rows):
        w, b = best(train.X[:, :days], train.label)
        return rows.X[:, :days] @ w + b

    return fit


def weekday_lines(train, rows):
    """Predict each day of ``rows`` by its weekday's own line, (N,): seven lines, 14 parameters, fitted exactly."""
    said = np.empty(len(rows.label))
    for day in range(7):
        learned, asked = (weekday(each.dates) == day for each in (train, rows))
        (w,), b = best(train.X[learned, 0], train.label[learned])
        said[asked] = b + w * rows.X[asked, 0]
    return said


# Models without a draw: (days they need, parameters, what they predict for `rows` after having seen `train`).
FITS = {
    "as yesterday": (1, 0, lambda train, rows: as_yesterday(rows.X)),
    "as last week": (7, 0, lambda train, rows: as_last_week(rows.X)),
    "seven lines": (1, 14, weekday_lines),
    "exact, 1 day": (1, 2, _exact(1)),
    "exact, 7 days": (7, 8, _exact(7)),
    "exact, 28 days": (28, 29, _exact(28)),
    "exact, 56 days": (56, 57, _exact(56)),
}

# Which years a part of the sweep learns from, and which it has not seen. The sealed ones are opened in 6.7 only.
YEARS = dict.fromkeys(("choice", "validation"), ((2017, 2019), (2020,)))

YEARS |= dict.fromkeys(("table", "long"), ((2017, 2020), (2021,))) | {"sealed": ((2017, 2020), (2022, 2024))}

WINDOW = 45  # days: the lecture's unseen days, from 1 January on

RATES, EPOCHS = (1e-3, 3e-3, 1e-2, 3e-2, 1e-1), (25, 50, 100)  # among which each model's recipe is chosen

FIXED = {"loss": mae, "optimizer": "adam", "schedule": "cosine", "batch_size": 32}

SEEDS, FEW = 10, 3  # of the tables, and of the choice among recipes

IN_CACHE = 120_000  # parameters that train together; with more, a processor waits for its memory


def learned(model, train, asked, seeds=1, **recipe):
    """Let a model learn from the examples ``train``, and predict those that are ``asked``.

    Returns how many parameters it has, ``L``, (seeds,), and the predictions, (seeds, N).
    """
    if model in FITS:
        _, count, fit = FITS[model]
        return count, np.array([mae(fit(train, train), train.label)]), fit(train, asked)[None]
    net = NETS[model]
    sizes = [net.days, *net.hidden, 1]
    together = max(1, IN_CACHE // parameters(sizes))
    groups = [range(seeds)[k : k + together] for k in range(0, seeds, together)]
    how = FIXED | recipe | {"activation": net.activation}
    ends = [deque(train_many(sizes, group, *train[:2], **how), maxlen=1)[0] for group in groups]
    L, said = ([of(end) for end in ends] for of in (lambda end: end.L, lambda end: end.predict(asked.X)))
    return parameters(sizes), np.concatenate(L), np.concatenate(said)


def days_of(model):
    """How many days a model looks back. Raises ValueError for a name that no model has."""
    refuse_unknown(model, FITS | NETS, lambda **told: say("there is no model {name!r}: choose one of {names}", **told))
    return FITS[model][0] if model in FITS else NETS[model].days
