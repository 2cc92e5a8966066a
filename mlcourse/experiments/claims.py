"""What becomes of the lecture's claims."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import Losses
from mlcourse.verdict import LITTLE, Verdict
from mlcourse.words import say


class Claim(NamedTuple):
    """A claim in words, and whether it is so as a function of the losses L and L′ of each model, once for each seed.

    ``chance`` is how often it would be so if all models were equally good. A claim that one model adds nothing to
    another names both in ``adding``: the spread of the change from the one to the other decides.
    """

    words: str
    true: Callable
    chance: float = 1 / 2
    adding: tuple = ()


def adds_nothing(words, one, other):
    """Claim that ``one`` model has the same L′ as the ``other``, or nearly."""
    return Claim(words, lambda L, U: np.abs(change(U, one, other)) <= LITTLE, adding=(one, other))


def change(losses, one, other):
    """By how many per cent the losses of ``one`` model differ from those of the ``other``."""
    return 100 * (losses[one] / losses[other] - 1)


# What the lecture's table says.
CLAIMS = {
    "seven_days_help": Claim(
        say("7 days do better than 1"),
        lambda L, U: U["exact, 7 days"] < U["exact, 1 day"],
    ),
    "four_weeks_help": Claim(
        say("28 days do better than 7"),
        lambda L, U: U["exact, 28 days"] < U["exact, 7 days"],
    ),
    "eight_weeks_add_nothing": adds_nothing(say("56 days add nothing to 28"), "exact, 56 days", "exact, 28 days"),
    "relu_beats_linear": Claim(
        say("100 ReLU do better than a linear model"),
        lambda L, U: U["100 ReLU"] < U["exact, 56 days"],
    ),
    "ten_beat_linear": Claim(
        say("10 ReLU do better than a linear model"),
        lambda L, U: U["10 ReLU"] < U["exact, 56 days"],
    ),
    "hundred_beat_ten": Claim(
        say("100 ReLU do better than 10"),
        lambda L, U: U["100 ReLU"] < U["10 ReLU"],
    ),
    "thousand_add_nothing": adds_nothing(say("1000 ReLU add nothing to 100"), "1000 ReLU", "100 ReLU"),
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
        chance=1 / 24,  # one order of four
    ),
    "fourth_layer_overfits": Claim(
        say("the fourth layer overfits"),
        lambda L, U: (L["4 layers"] < L["3 layers"]) & (U["4 layers"] > U["3 layers"]),
        chance=1 / 4,  # two tosses
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

OURS = {"relu_beats_seven_lines", "deep_beats_fat"}  # which the lecture does not make
ABOUT_L = {"each_layer_lowers_L"}  # which days are not seen makes no difference to these
WITH_L = {"each_layer_lowers_L", "fourth_layer_overfits"}  # which has no months
OF_FITS = {"seven_days_help", "four_weeks_help", "eight_weeks_add_nothing"}  # nothing is drawn: they have no seeds


def verdict(claim, results, of="unseen", article=ARTICLES[0], part="table"):
    """Return the `Verdict` on a claim: over the seeds, or with ``of="months"`` over the months of the median seed.

    A claim about models that are fitted exactly, and so have no seeds, is judged by the months in any case.
    """
    L, asked, of = Losses(results, "L", article, part), CLAIMS[claim], "months" if claim in OF_FITS else of
    if of == "months":
        by_month = [Losses(results, lambda result, k=k: result.months[k], article, part) for k in range(12)]
        U = {model: np.array([month.median(model) for month in by_month]) for model in L}
        L = {model: np.full(12, L.median(model)) for model in L}
    else:
        U = Losses(results, of, article, part)
    true = np.atleast_1d(asked.true(L, U))
    found = Verdict(int(true.sum()), true.size, "months" if of == "months" else "seeds", asked.chance)
    if not asked.adding:
        return found
    changes = change(U, *asked.adding)
    return found._replace(low=float(np.min(changes)), high=float(np.max(changes)))


def ahead(losses, one, other):
    """Return the `Verdict` on whether ``one`` model has the smaller loss than the ``other``, seed by seed."""
    less = np.atleast_1d(losses[one] < losses[other])
    return Verdict(int(less.sum()), less.size)
