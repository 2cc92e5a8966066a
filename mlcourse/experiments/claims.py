"""What becomes of the lecture's claims."""

from math import comb
from typing import NamedTuple

import numpy as np

from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import Losses

LITTLE = 0.02  # about what the last digit of the lecture's losses is worth, as a share of them


def no_better(one, other):
    """Tell whether ``one`` is hardly less than ``other``, or not at all."""
    return one > (1 - LITTLE) * other


# What the lecture's table says, as a function of the losses L and L′ of each model, one answer for each seed.
CLAIMS = {
    "7 days do better than 1": lambda L, U: U["linear, 7 days"] < U["linear, 1 day"],
    "28 days do better than 7": lambda L, U: U["linear, 28 days"] < U["linear, 7 days"],
    "56 days add nothing to 28": lambda L, U: no_better(U["linear, 56 days"], U["linear, 28 days"]),
    "100 ReLU do better than a linear model": lambda L, U: U["100 ReLU"] < U["linear, 56 days"],
    "100 ReLU do better than 10": lambda L, U: U["100 ReLU"] < U["10 ReLU"],
    "1000 ReLU add nothing to 100": lambda L, U: no_better(U["1000 ReLU"], U["100 ReLU"]),
    "a second layer helps": lambda L, U: U["2 layers"] < U["100 ReLU"],
    "a third layer helps": lambda L, U: U["3 layers"] < U["2 layers"],
    "each layer lowers L": lambda L, U: (
        (L["2 layers"] < L["100 ReLU"]) & (L["3 layers"] < L["2 layers"]) & (L["4 layers"] < L["3 layers"])
    ),
    "the fourth layer overfits": lambda L, U: (L["4 layers"] < L["3 layers"]) & (U["4 layers"] > U["3 layers"]),
}

# Said there without a number; and what nobody said.
CLAIMS |= {
    "ReLU does better than sigmoid": lambda L, U: U["100 ReLU"] < U["100 sigmoid"],
    "100 ReLU do better than seven lines": lambda L, U: U["100 ReLU"] < U["seven lines"],
}

CLAIMS["3 layers do better than a fat one"] = lambda L, U: U["3 layers"] < U["448 ReLU"]

ABOUT_L = {"each layer lowers L"}  # which days are not seen makes no difference to these

HOLDS, FAILS, OPEN = "holds", "does not hold", "cannot be told"


class Verdict(NamedTuple):
    """What becomes of a claim: true in ``k`` of ``n`` seeds, and what that says."""

    k: int
    n: int

    @property
    def word(self):
        """Say whether so many of the seeds would agree by chance in less than 1 of 20 cases (a sign test)."""
        chance = [comb(self.n, k) / 2**self.n for k in range(self.n + 1)]
        if sum(chance[self.k :]) < 0.05:
            return HOLDS
        return FAILS if sum(chance[: self.k + 1]) < 0.05 else OPEN

    def __str__(self):
        """Say it in words."""
        return f"{self.word} ({self.k} of {self.n})"


def verdict(claim, results, of="unseen", article=ARTICLES[0], part="table"):
    """Return the `Verdict` on a claim: over the seeds, or with ``of="months"`` over the months of the median seed."""
    L = Losses(results, "L", article, part)
    if of == "months":
        by_month = [Losses(results, lambda result, k=k: result.months[k], article, part) for k in range(12)]
        U = {model: np.array([month.median(model) for month in by_month]) for model in L}
        L = {model: np.full(12, L.median(model)) for model in L}
    else:
        U = Losses(results, of, article, part)
    true = np.atleast_1d(CLAIMS[claim](L, U))
    return Verdict(int(true.sum()), true.size)
