"""What becomes of the lecture's claims."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import Losses
from mlcourse.verdict import Verdict
from mlcourse.words import say

LITTLE = 0.02  # about what the last digit of the lecture's losses is worth, as a share of them


class Claim(NamedTuple):
    """A claim in words, and whether it is so as a function of the losses L and L′ of each model, once for each seed."""

    words: str
    true: Callable


def no_better(one, other):
    """Tell whether ``one`` is hardly less than ``other``, or not at all."""
    return one > (1 - LITTLE) * other


# What the lecture's table says.
CLAIMS = {
    "seven_days_help": Claim(
        say("7 days do better than 1"),
        lambda L, U: U["linear, 7 days"] < U["linear, 1 day"],
    ),
    "four_weeks_help": Claim(
        say("28 days do better than 7"),
        lambda L, U: U["linear, 28 days"] < U["linear, 7 days"],
    ),
    "eight_weeks_add_nothing": Claim(
        say("56 days add nothing to 28"),
        lambda L, U: no_better(U["linear, 56 days"], U["linear, 28 days"]),
    ),
    "relu_beats_linear": Claim(
        say("100 ReLU do better than a linear model"),
        lambda L, U: U["100 ReLU"] < U["linear, 56 days"],
    ),
    "hundred_beat_ten": Claim(
        say("100 ReLU do better than 10"),
        lambda L, U: U["100 ReLU"] < U["10 ReLU"],
    ),
    "thousand_add_nothing": Claim(
        say("1000 ReLU add nothing to 100"),
        lambda L, U: no_better(U["1000 ReLU"], U["100 ReLU"]),
    ),
    "second_layer_helps": Claim(
        say("a second layer helps"),
        lambda L, U: U["2 layers"] < U["100 ReLU"],
    ),
    "third_layer_helps": Claim(
        say("a third layer helps"),
        lambda L, U: U["3 layers"] < U["2 layers"],
    ),
    "each_layer_lowers_L": Claim(
        say("each layer lowers L"),
        lambda L, U: (
            (L["2 layers"] < L["100 ReLU"]) & (L["3 layers"] < L["2 layers"]) & (L["4 layers"] < L["3 layers"])
        ),
    ),
    "fourth_layer_overfits": Claim(
        say("the fourth layer overfits"),
        lambda L, U: (L["4 layers"] < L["3 layers"]) & (U["4 layers"] > U["3 layers"]),
    ),
}

# Said there without a number; and what nobody said.
CLAIMS |= {
    "relu_beats_sigmoid": Claim(
        say("ReLU does better than sigmoid"),
        lambda L, U: U["100 ReLU"] < U["100 sigmoid"],
    ),
    "relu_beats_seven_lines": Claim(
        say("100 ReLU do better than seven lines"),
        lambda L, U: U["100 ReLU"] < U["seven lines"],
    ),
    "deep_beats_fat": Claim(
        say("3 layers do better than a fat one"),
        lambda L, U: U["3 layers"] < U["448 ReLU"],
    ),
}

ABOUT_L = {"each_layer_lowers_L"}  # which days are not seen makes no difference to these


def verdict(claim, results, of="unseen", article=ARTICLES[0], part="table"):
    """Return the `Verdict` on a claim: over the seeds, or with ``of="months"`` over the months of the median seed."""
    L = Losses(results, "L", article, part)
    if of == "months":
        by_month = [Losses(results, lambda result, k=k: result.months[k], article, part) for k in range(12)]
        U = {model: np.array([month.median(model) for month in by_month]) for model in L}
        L = {model: np.full(12, L.median(model)) for model in L}
    else:
        U = Losses(results, of, article, part)
    true = np.atleast_1d(CLAIMS[claim].true(L, U))
    return Verdict(int(true.sum()), true.size, "months" if of == "months" else "seeds")
