"""Lesson 5, ReLU: the claims that are bet on."""

from mlcourse.lessons.shared.outcomes import change_on_2021, computed_before, in_the_lecture, verdict
from mlcourse.practice.asked import Bet
from mlcourse.verdict import LITTLE
from mlcourse.words import say

CLAIMS = {
    "relu_or_sigmoid": say("ReLU beats sigmoid"),
    "hundred_relus_help": say("100 ReLUs beat linear"),
    "a_thousand_add_nothing": say("1000 ReLUs add nothing"),
}


def relu_or_sigmoid():
    """Bet: the lecture says that ReLU does better than sigmoid. In how many of ten seeds does it, here?"""
    found, unseen = verdict("relu_beats_sigmoid"), computed_before("unseen")
    ahead = say(
        "They are ahead in {k} of {n}. Medians, computed before: ReLU {relu:.3f}k, sigmoid {sigmoid:.3f}k. "
        "The lecture’s claim is that ReLU does better; why, it leaves open.",
        k=found.k,
        n=found.n,
        relu=unseen.median("100 ReLU"),
        sigmoid=unseen.median("100 sigmoid"),
    )
    return Bet(
        "relu.relu_or_sigmoid",
        say("100 ReLUs or 100 sigmoids: in how many of {n} seeds have the ReLUs the smaller L′ on 2021?", n=found.n),
        [0, 2, 5, 8, 10],
        truth=found.k,
        why=f"{ahead} {found.sentence}",
        found=found,
    )


def hundred_relus_help():
    """Bet: 100 ReLUs instead of a linear model, both on 56 days. By how many per cent does L′ change?"""
    (change, words), found = change_on_2021("linear, 56 days", "100 ReLU"), verdict("relu_beats_linear")
    theirs = in_the_lecture("linear, 56 days", "100 ReLU")
    return Bet(
        "relu.hundred_relus_help",
        say("100 ReLUs instead of a linear model, on 56 days: by how many per cent does L′ on 2021 change?"),
        [-30, -10, 0, 10],
        truth=change,
        why=" ".join([words, theirs, say("The claim is that ReLUs do better."), found.sentence]),
        found=found,
        unit=" %",
    )


def a_thousand_add_nothing():
    """Bet: the lecture says that 1000 ReLUs add little to 100. By how many per cent does L′ change?"""
    (change, words), found = change_on_2021("100 ReLU", "1000 ReLU"), verdict("thousand_add_nothing")
    claim = say("The claim is that they add nothing, within ±{little:g} %, with every seed.", little=LITTLE)
    return Bet(
        "relu.a_thousand_add_nothing",
        say("1000 ReLUs instead of 100: by how many per cent does L′ on 2021 change?"),
        [-10, 0, 10],  # −1.9 % is nothing by anybody's measure: no choice lies nearer to it than 0
        truth=change,
        why=" ".join([words, in_the_lecture("100 ReLU", "1000 ReLU"), claim, found.sentence]),
        found=found,
        unit=" %",
    )
