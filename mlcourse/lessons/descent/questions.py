"""Lesson 3, gradient descent: what is asked."""

from functools import cache

from mlcourse.data import during, lagged, load_views
from mlcourse.descent import descend, objective
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.lessons.shared.outcomes import in_the_lecture, told, verdict
from mlcourse.losses import mae, mse

DOWNHILL = {
    "question": "At your w the slope of the loss is −2. Which way is down?",
    "choices": ["a larger w", "a smaller w", "you cannot know"],
    "truth": "a larger w",
    "why": "A negative slope means that the loss falls to the right. So w grows: that is what the minus sign is for.",
}

FLAT_TOP = {
    "question": "You start exactly at the top of a hill, w = 0. Where does gradient descent take you?",
    "choices": ["to the left valley", "to the right valley", "nowhere"],
    "truth": "nowhere",
    "why": "The slope is 0 there, so every step is 0. Press play, then move the start by a hair.",
}

TWENTY_STARTS = {
    "question": "Twenty random starts of one small model, trained. How far apart do their losses end?",
    "choices": ["as far as they began", "in two or three heaps", "hardly a difference is left"],
    "truth": "hardly a difference is left",
    "why": "Beside where they began, the losses end close together, whichever valley holds them. "
    "The lecture calls local minima a false problem and leaves open why.",
}


def _after(updates, w, b, rate):
    """Return where descent by MSE on 2017-2020 stands after so many updates: ``{"w": w, "b": b}``."""
    X, label, _ = training_rows()
    L, g = objective(X, label, mse)
    b, w = descend(g, [b, w], loss=L, rate=rate, updates=updates).points[-1]
    return {"w": float(w), "b": float(b)}


CREEP = {
    "question": "Down the bowl of MSE from w = −0.3, b = 8, with η = 0.01: where are you after 200 updates?",
    "truth": _after(200, w=-0.3, b=8.0, rate=0.01),
    "within": {"w": 0.25, "b": 1.5},
    "panel": 1,
    "why": "It shoots across the valley, and then creeps along its ground: far from the best point still.",
}

TOO_FAR = {
    "question": "On the bowl of MSE you make η a little larger than the largest stable one. What happens?",
    "choices": ["it gets there faster", "it swings for ever at the same height", "each swing is larger than the last"],
    "truth": "each swing is larger than the last",
    "why": "It jumps over the ground, and lands higher than it stood. Move η across the limit.",
}

BY_MAE = {
    "question": "And by MAE, with the same large η?",
    "choices": ["it diverges too", "it stays near, but never rests", "it arrives exactly"],
    "truth": "it stays near, but never rests",
    "why": "The slope of |y − ŷ| never grows with the distance, so no step is longer than η times the views.",
}

STRAIGHT = {
    "question": "Can a linear model with w > 0 ever say: many readers yesterday, so fewer today?",
    "choices": ["yes, with the right b", "yes, with MAE", "no"],
    "truth": "no",
    "why": "With w > 0 a larger x₁ always gives a larger y. To bend, you need another function: lesson 4.",
}

ETA = {
    "question": "Which of these is a hyperparameter?",
    "choices": ["w", "b", "η", "L"],
    "truth": "η",
    "why": "You set η. The machine finds w and b, and L follows from them.",
}

PATIENCE = {
    "question": "Why does training nearly always stop in practice?",
    "choices": ["the derivative is 0", "the best point is reached", "patience is at its end"],
    "truth": "patience is at its end",
    "why": "You set a number of updates, and it is done. An exact 0 hardly ever comes.",
}

SPENT = {
    "question": "You try twenty models and keep the one with the least L′ on 2021. What is its L′ worth?",
    "choices": ["it is what the future brings", "it is too good to be true", "it is too bad to be true"],
    "truth": "it is too good to be true",
    "why": "You chose the luckiest of twenty on the very days you judge it by. A validation year is there to be spent.",
}


@cache
def _unseen_losses(days):
    train, unseen = (during(lagged(*load_views(), days), *years) for years in ((2017, 2020), (2021,)))
    w, b = best(train.X, train.label)
    return mae(unseen.X @ w + b, unseen.label)


def seven_days_help():
    """Bet: the lecture says that seven days help. By how much do they lower L′ on all of 2021, in per cent?"""
    one, seven = _unseen_losses(1), _unseen_losses(7)
    return {
        "claim": "Seven days help",
        "unit": " %",
        "verdict": told(verdict("7 days do better than 1")),
        "question": "Seven days instead of one: by how many per cent does L′ fall on 2021?",
        "choices": [0, 15, 30, 60],
        "truth": 100 * (1 - seven / one),
        "why": f"From {one:.2f}k to {seven:.2f}k, by {{truth:.0f}} %. "
        + in_the_lecture("linear, 1 day", "linear, 7 days"),
    }


def fifty_six_add_nothing():
    """Bet: the lecture says that 56 days add nothing to 28. By how much do they lower L′ here, in per cent?"""
    few, many = _unseen_losses(28), _unseen_losses(56)
    return {
        "claim": "56 days add nothing to 28",
        "unit": " %",
        "verdict": told(verdict("56 days add nothing to 28")),
        "question": "56 days instead of 28: by how many per cent does L′ fall on 2021?",
        "choices": [0, 2, 10, 30],
        "truth": 100 * (1 - many / few),
        "why": f"From {few:.3f}k to {many:.3f}k, by {{truth:.1f}} %. "
        + in_the_lecture("linear, 28 days", "linear, 56 days"),
    }
