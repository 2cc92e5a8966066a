"""Lesson 6, depth and overfitting: what is asked."""

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.data.holidays import holidays
from mlcourse.experiments.claims import ABOUT_L, CLAIMS, FAILS, HOLDS
from mlcourse.experiments.results import Losses, committed
from mlcourse.fits import best
from mlcourse.lessons.shared.outcomes import (
    change_on_2021,
    computed_before,
    in_the_lecture,
    losses_of_the_lecture,
    told,
    verdict,
)
from mlcourse.network import parameters

AGAIN = {
    "question": "Three layers of 100 units over 56 days. How many parameters are there?",
    "choices": [356, 5801, 26001, 1000000],
    "truth": parameters([56, 100, 100, 100, 1]),
    "why": "100·57 + 100·101 + 100·101 + 101 = {truth}. Most of them stand between the layers.",
}

NEURON = {
    "question": "Which part of the picture is a neuron?",
    "choices": ["a feature", "one unit, a = σ(r)", "a whole layer", "a weight"],
    "truth": "one unit, a = σ(r)",
    "why": "Each of lesson 4’s blue functions is one. Many of them side by side are a hidden layer.",
}

SIX_FOLDS = {
    "question": "Six layers of two ReLUs each, and each layer folds the curve once. How many straight pieces?",
    "choices": [7, 12, 36, 64],
    "truth": 1 + int(np.sum(np.diff(np.sign(np.diff(functions.fold(np.linspace(0, 1, 2049), 6)))) != 0)),
    "why": "Each layer doubles them: {truth}, from 12 ReLUs. One layer alone needs a ReLU for each piece.",
}

SEEN_BETTER = {
    "question": "L falls, and L′ rises. What is that called?",
    "choices": ["model bias", "overfitting", "a local minimum"],
    "truth": "overfitting",
    "why": "Better on what it has seen, worse on what it has not: it learns the noise of its own days.",
}

TOO_STIFF = {
    "question": "L and L′ are both large, and no training lowers L. What is that called?",
    "choices": ["model bias", "overfitting", "a bad seed"],
    "truth": "model bias",
    "why": "The function you look for is not among those this model can be. A more flexible one may hold it.",
}

CHOSEN_BY = {
    "question": "By which of these may you choose the number of layers?",
    "choices": ["L on the training years", "the loss on a validation year", "L′ on the days you are judged by"],
    "truth": "the loss on a validation year",
    "why": "By L you would always take the largest model; by L′ you would have spent the days that judge you.",
}

ALL_BY_HAND = {
    "question": "The gradient of 26 001 parameters by moving each of them both ways. How many losses is that?",
    "choices": [1, 26001, 52002, 10**9],
    "truth": 2 * parameters([56, 100, 100, 100, 1]),
    "why": "{truth} passes through the network for a single step. Backpropagation needs about as long as two or three.",
}


def each_layer_lowers():
    """Bet: the lecture's L falls with each layer. In how many of ten seeds does ours?"""
    way = {"part": "long"}
    found, L = verdict("each layer lowers L", **way), Losses(committed()[0], "L", **way)
    deep = ["100 ReLU", "2 layers", "3 layers", "4 layers"]
    return {
        "claim": "Each layer lowers L",
        "verdict": told(found),
        "question": "1, 2, 3, 4 layers, trained for a small L and nothing else: in how many of "
        f"{found.n} seeds does L fall with each further layer?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}; the claim {found.word}. Medians, computed before: "
        + ", ".join(f"{L.median(model):.3f}k" for model in deep)
        + f". In the lecture {', '.join(losses_of_the_lecture(deep))}.",
    }


def second_layer_helps():
    """Bet: the lecture's L′ falls with the second layer. By how many per cent does ours change?"""
    change, words = change_on_2021("100 ReLU", "2 layers")
    return {
        "claim": "A second layer helps",
        "unit": " %",
        "verdict": told(verdict("a second layer helps")),
        "question": "Two layers of 100 instead of one: by how many per cent does L′ on 2021 change?",
        "choices": [-15, -5, 0, 5, 15],
        "truth": change,
        "why": f"{words}: {{truth:+.1f}} %. The claim {verdict('a second layer helps').word}. "
        + in_the_lecture("100 ReLU", "2 layers"),
    }


def fourth_layer_overfits():
    """Bet: the lecture's fourth layer has a smaller L and a larger L′. How often, trained for L alone?"""
    claim, way = "the fourth layer overfits", {"part": "long"}
    found, careful = verdict(claim, **way), verdict(claim)
    L, unseen = (Losses(committed()[0], of, **way) for of in ("L", "unseen"))
    return {
        "claim": "The fourth layer overfits",
        "verdict": told(found),
        "question": "Four layers instead of three, trained for a small L and nothing else: in how many of "
        f"{found.n} seeds does L fall and L′ rise?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}; the claim {found.word}. Medians, computed before: "
        f"L {L.median('3 layers'):.3f}k and {L.median('4 layers'):.3f}k, "
        f"L′ {unseen.median('3 layers'):.3f}k and {unseen.median('4 layers'):.3f}k. "
        f"Where 2020 chose how long to train, it is so in {careful.k} of {careful.n}: the claim {careful.word}.",
    }


def deep_beats_fat():
    """Bet: three layers against one with as many parameters. In how many of ten seeds is the deep one ahead?"""
    found, unseen = verdict("3 layers do better than a fat one"), computed_before("unseen")
    return {
        "claim": "Deep beats fat",
        "verdict": told(found),
        "question": f"3 layers of 100, or one of 448 with as many parameters: in how many of {found.n} seeds has the "
        "deep one the smaller L′?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}. Medians on 2021, computed before: "
        f"deep {unseen.median('3 layers'):.3f}k, fat {unseen.median('448 ReLU'):.3f}k.",
    }


def forty_five_days():
    """Bet: how many of the claims get the same verdict on the lecture's 45 days as on the whole of 2021?"""
    claims = set(CLAIMS) - ABOUT_L
    same = [verdict(claim).word == verdict(claim, of="window").word for claim in claims]
    return {
        "claim": "45 days are enough to tell",
        "verdict": f"{HOLDS if all(same) else FAILS} ({sum(same)} of {len(same)} claims)",
        "question": f"{len(same)} claims about L′. How many have the same verdict on 45 days as on all of 2021?",
        "choices": [0, len(same) // 2, 3 * len(same) // 4, len(same)],
        "truth": sum(same),
        "why": "{truth} of " + f"{len(same)}. The claims and their verdicts stand below.",
    }


def hard_days():
    """Predict: on which days is the linear model of 56 days most wrong, in the mean over 2021?"""
    rows = lagged(*load_views(), 56)
    (w, b), unseen = best(*during(rows, 2017, 2020)[:2]), during(rows, 2021)
    wrong, today, before = np.abs(unseen.X @ w + b - unseen.label), *(holidays(unseen.dates - k) != "" for k in (0, 1))
    means = {
        "holidays": wrong[today].mean(),
        "the day after one": wrong[before & ~today].mean(),
        "other days": wrong[~today & ~before].mean(),
    }
    return {
        "question": "On which days is a model of the last 56 days most wrong, on average?",
        "choices": list(means),
        "truth": max(means, key=means.get),
        "why": ", ".join(f"{name} {mean:.2f}k" for name, mean in means.items())
        + ". The model does not know what a holiday is, and the day after it still believes in it.",
    }
