"""Lesson 4, piecewise-linear curves via sigmoids: what is asked."""

from functools import cache

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.fits import best, best_heights
from mlcourse.lessons.shared.days import training_rows
from mlcourse.lessons.shared.outcomes import by_month
from mlcourse.losses import mae
from mlcourse.network import parameters
from mlcourse.training import updates_per_epoch

PIECES = {
    "question": "A red curve has five corners, the first at x = 0. How many blue pieces does it take?",
    "choices": [3, 4, 5, 10],
    "truth": len(functions.take_apart([(x, x % 2) for x in range(5)])[1]),
    "why": "One for each slope between two corners. After the last corner the curve is flat, and needs none.",
}

JUMP = {
    "question": "You join more and more points by straight lines. For which curve does the largest error stay?",
    "choices": ["the sine", "the bump", "the staircase"],
    "truth": "the staircase",
    "why": "At a jump some of the height is always missed. All curves without a jump can be followed as closely as you "
    "like.",
}

SWAPPED = {
    "question": "With w below 0, where does c·sigmoid(b + w·x₁) go far on the right?",
    "choices": ["to 0", "to c", "to −c"],
    "truth": "to 0",
    "why": "Far on the right b + w·x₁ is far below 0 then. Move w through 0 and watch the two limits swap.",
}

CENTRE = {
    "question": "c = 5, b = −6 and w = 2. At which x₁ is the centre of the blue curve?",
    "truth": 6 / 2,
    "within": 0.05,
    "shown": "x",
    "why": "At the centre b + w·x₁ is 0, so it lies at −b/w = {truth:g}.",
}

STEEP = {
    "question": "c = 5 and w = 2. How steep is c·sigmoid(b + w·x₁) at its centre?",
    "choices": [2.5, 5, 7, 10],
    "truth": 5 * 2 / 4,
    "why": "cw/4 = {truth}. The sigmoid itself is never steeper than a quarter.",
}

ALIKE = {
    "question": "Ten sigmoids start with every parameter at 1. How many different ones are there after 1000 updates?",
    "choices": [1, 2, 10],
    "truth": 1,
    "why": "All ten get the same slopes, so all ten take the same steps. A random start tells them apart.",
}

SHAPE = {
    "question": "Three features, two sigmoids. How many rows and columns has W?",
    "choices": ["2 × 3", "3 × 2", "3 × 3"],
    "truth": " × ".join(map(str, np.empty((2, 3)).shape)),
    "why": "A row for each sigmoid, a column for each feature. The lecture draws three of both; that is chance.",
}

COUNT = {
    "question": "Seven days, 100 sigmoids. How many numbers are in θ?",
    "choices": [107, 701, 901, 5000],
    "truth": parameters([7, 100, 1]),
    "why": "100·7 in W, 100 in the vector b, 100 in c, and one more b: {truth}.",
}

UPDATES = {
    "question": "10 000 examples in batches of 10. How many updates are in one epoch?",
    "choices": [1, 10, 1000, 10000],
    "truth": updates_per_epoch(10_000, 10),
    "why": "One for each batch, and there are {truth}.",
}

GATHER = {
    "question": "You make the batches larger. What happens to their losses?",
    "choices": ["they gather around L", "they all become smaller", "they spread out"],
    "truth": "they gather around L",
    "why": "The mean over many days is nearly the mean over all days. That is why L¹ can stand for L.",
}

ONE_EPOCH = {
    "question": "“I trained for one epoch.” How often did θ change?",
    "choices": ["once", "as often as there are examples", "you cannot know"],
    "truth": "you cannot know",
    "why": "Once for each batch. Without N and B nobody can say how many there were.",
}

FOUND = {
    "question": "Which of these does the machine find?",
    "choices": ["η", "the number of sigmoids", "B", "c"],
    "truth": "c",
    "why": "c is part of θ. The other three you set before it begins: they are hyperparameters.",
}

FLEXIBLE = {
    "question": "What can a constant and enough sigmoids follow as closely as you like?",
    "choices": ["every straight line, no more", "every continuous curve", "everything, jumps too"],
    "truth": "every continuous curve",
    "why": "A sum of ramps has no jumps; anything without a jump it can follow.",
}


@cache
def _bent(pieces):
    """Return what a bent curve of yesterday → today says of 2017-2020 and of 2021."""
    seen, unseen = _seen_and_unseen()
    x = seen.X[:, 0]
    fit = best_heights(x, seen.label, np.quantile(x, np.linspace(0, 1, pieces + 1)))
    return [functions.red(rows.X[:, 0], *fit, functions.hard_sigmoid) for rows in (seen, unseen)]


@cache
def _seen_and_unseen():
    return [during(lagged(*load_views(), 1), *years) for years in ((2017, 2020), (2021,))]


def bending_yesterday():
    """Bet: fifty pieces instead of a line, yesterday → today. What happens to the loss on days not seen?"""
    both = _seen_and_unseen()
    (L, unseen), (bent, bent_unseen) = (
        [mae(said, rows.label) for said, rows in zip(_bent(pieces), both, strict=True)] for pieces in (1, 50)
    )
    return {
        "claim": "50 pieces beat a line",
        "unit": " %",
        "verdict": by_month(_bent(50)[1], _bent(1)[1], both[1]),
        "question": "Yesterday → today, 50 pieces instead of a line. By how many per cent does L′ on 2021 change?",
        "choices": [-30, -10, 0, 10, 30],
        "truth": 100 * (bent_unseen / unseen - 1),
        "why": f"L falls from {L:.2f}k to {bent:.2f}k, but L′ goes from {unseen:.2f}k to {bent_unseen:.2f}k, "
        "{truth:+.0f} %. The relation is nearly straight, so the bends follow the noise of the days they saw.",
    }


def bending_the_week():
    """Predict: how far is the best bent curve off, day of the week → views?"""
    _, label, dates = training_rows()
    x = weekday(dates).astype(float)
    (w,), b = best(x, label)
    free = mae(functions.red(x, *best_heights(x, label, np.arange(7.0)), functions.hard_sigmoid), label)
    line = mae(functions.line(x, w, b), label)
    return {
        "question": f"The best straight line is off by {line:.2f}k a day. And the best curve that may bend every day?",
        "choices": [0.2, 1.0, 1.9, 2.1],
        "truth": free,
        "why": "To two digits {truth:.2f}k: it bends where the week does. The rest is not a matter of the weekday.",
    }
