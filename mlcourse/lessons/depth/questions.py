"""Lesson 6, depth and overfitting: what is asked."""

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.data.holidays import holidays
from mlcourse.fits import best
from mlcourse.network import parameters
from mlcourse.practice.asked import Choice, Nearest
from mlcourse.words import say

_DEEP = [56, 100, 100, 100, 1]


AGAIN = Nearest(
    "depth.again",
    say("Three layers of 100 units over 56 days. How many parameters are there?"),
    [356, 5801, 26001, 1000000],
    truth=parameters(_DEEP),
    why=say(
        "100·57 + 100·101 + 100·101 + 101 = {count}. Most of them stand between the layers.",
        count=parameters(_DEEP),
    ),
)


NEURON = Choice(
    "depth.neuron",
    say("Which part of the picture is a neuron?"),
    {
        "feature": say("a feature"),
        "unit": say("one unit, a = σ(r)"),
        "layer": say("a whole layer"),
        "weight": say("a weight"),
    },
    truth="unit",
    why=say("Each of lesson 4’s blue functions is one. Many of them side by side are a hidden layer."),
)


_PIECES = 1 + int(np.sum(np.diff(np.sign(np.diff(functions.fold(np.linspace(0, 1, 2049), 6)))) != 0))


SIX_FOLDS = Nearest(
    "depth.six_folds",
    say("Six layers of two ReLUs each, and each layer folds the curve once. How many straight pieces?"),
    [7, 12, 36, 64],
    truth=_PIECES,
    why=say(
        "Each layer doubles them: {pieces}, from 12 ReLUs. One layer alone needs a ReLU for each piece.",
        pieces=_PIECES,
    ),
)


SEEN_BETTER = Choice(
    "depth.seen_better",
    say("L falls, and L′ rises. What is that called?"),
    {"bias": say("model bias"), "overfitting": say("overfitting"), "minimum": say("a local minimum")},
    truth="overfitting",
    why=say("Ahead on what it has seen, behind on what it has not: it learns the noise of its own days."),
)


TOO_STIFF = Choice(
    "depth.too_stiff",
    say("L and L′ are both large. A larger model, trained alike, has a small L. What was it that the first one had?"),
    {"bias": say("model bias"), "overfitting": say("overfitting"), "seed": say("a bad seed")},
    truth="bias",
    why=say(
        "The function is not among those that the first can be, and is among those of the larger one. If L stays large "
        "in that one as well, it may also be that descent does not find it."
    ),
)


CHOSEN_BY = Choice(
    "depth.chosen_by",
    say("By which of these may you choose the number of layers?"),
    {
        "training": say("L on the training years"),
        "validation": say("the loss on a validation year"),
        "unseen": say("L′ on the days you are judged by"),
    },
    truth="validation",
    why=say("By L you would always take the largest model; by L′ you would have spent the days that judge you."),
)


ALL_BY_HAND = Nearest(
    "depth.all_by_hand",
    say("The gradient of 26 001 parameters by moving each of them both ways. How many losses is that?"),
    [1, 26001, 52002, 10**9],
    truth=2 * parameters(_DEEP),
    why=say(
        "{count} passes through the network for a single step. Backpropagation needs about as long as two or three.",
        count=2 * parameters(_DEEP),
    ),
)


def hard_days():
    """Predict: on which days is the linear model of 56 days most wrong, in the mean over 2021?"""
    rows = lagged(*load_views(), 56)
    (w, b), unseen = best(*during(rows, 2017, 2020)[:2]), during(rows, 2021)
    wrong, today, before = np.abs(unseen.X @ w + b - unseen.label), *(holidays(unseen.dates - k) != "" for k in (0, 1))
    on = {"holidays": today, "after": before & ~today, "others": ~today & ~before}
    means = {days: wrong[those].mean() for days, those in on.items()}
    return Choice(
        "depth.hard_days",
        say("On which days is a model of the last 56 days most wrong, on average?"),
        {"holidays": say("holidays"), "after": say("the day after one"), "others": say("other days")},
        truth=max(means, key=means.get),
        why=say(
            "Holidays {holidays:.2f}k, the day after one {after:.2f}k, other days {others:.2f}k. The model does not "
            "know what a holiday is, and the day after it still believes in it.",
            **means,
        ),
    )
