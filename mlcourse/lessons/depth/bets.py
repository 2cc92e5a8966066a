"""Lesson 6, depth and overfitting: the claims that are bet on."""

from mlcourse.data import LECTURE
from mlcourse.experiments.claims import ABOUT_L, OF_FITS
from mlcourse.experiments.claims import CLAIMS as OF_THE_LECTURE
from mlcourse.lessons.shared.outcomes import change_on_2021, computed_before, in_the_lecture, verdict
from mlcourse.practice.asked import Bet
from mlcourse.verdict import Verdict
from mlcourse.words import say

CLAIMS = {
    "each_layer_lowers": say("L alone: each layer helps"),
    "second_layer_helps": say("A second layer helps"),
    "fourth_layer_overfits": say("L alone: layer 4 overfits"),
    "deep_beats_fat": say("Deep beats fat"),
    "forty_five_days": say("45 days say what 365 say"),
}


def each_layer_lowers():
    """Bet: the lecture's L falls with each layer. In how many of ten seeds does ours?"""
    found, L = verdict("each_layer_lowers_L", part="long"), computed_before("L", part="long")
    deep = ["100 ReLU", "2 layers", "3 layers", "4 layers"]
    counts = say(
        "In {k} of {n}. Medians, computed before: {medians}. In the lecture {lecture}.",
        k=found.k,
        n=found.n,
        medians=", ".join(f"{L.median(model):.3f}k" for model in deep),
        lecture=", ".join(f"{LECTURE[model][0]:.2f}k" for model in deep),
    )
    return Bet(
        "depth.each_layer_lowers",
        say(
            "1, 2, 3, 4 layers, trained for a small L and nothing else: in how many of {n} seeds does L fall with each "
            "further layer?",
            n=found.n,
        ),
        [0, 2, 5, 8, 10],
        truth=found.k,
        why=f"{found.sentence} {counts}",
        found=found,
    )


def second_layer_helps():
    """Bet: the lecture's L′ falls with the second layer. By how many per cent does ours change?"""
    (change, words), found = change_on_2021("100 ReLU", "2 layers"), verdict("second_layer_helps")
    return Bet(
        "depth.second_layer_helps",
        say("Two layers of 100 instead of one: by how many per cent does L′ on 2021 change?"),
        [-15, -5, 0, 5, 15],
        truth=change,
        why=f"{words} {found.sentence} {in_the_lecture('100 ReLU', '2 layers')}",
        found=found,
        unit=" %",
    )


def fourth_layer_overfits():
    """Bet: the lecture's fourth layer has a smaller L and a larger L′. How often, trained for L alone?"""
    found, careful = verdict("fourth_layer_overfits", part="long"), verdict("fourth_layer_overfits")
    L, unseen = (computed_before(of, part="long") for of in ("L", "unseen"))
    counts = say(
        "In {k} of {n}. Medians, computed before: L {L3:.3f}k and {L4:.3f}k, L′ {unseen3:.3f}k and {unseen4:.3f}k. "
        "Where 2020 chose how long to train, it is so in {careful} of {n}: {word}.",
        k=found.k,
        n=found.n,
        L3=L.median("3 layers"),
        L4=L.median("4 layers"),
        unseen3=unseen.median("3 layers"),
        unseen4=unseen.median("4 layers"),
        careful=careful.k,
        word=careful.word,
    )
    return Bet(
        "depth.fourth_layer_overfits",
        say(
            "We add a fourth layer to three, and train for a small L alone. In how many of {n} seeds does L fall and "
            "L′ rise?",
            n=found.n,
        ),
        [0, 2, 5, 8, 10],
        truth=found.k,
        why=f"{found.sentence} {counts}",
        found=found,
    )


def deep_beats_fat():
    """Bet: three layers against one with as many parameters. In how many of ten seeds is the deep one ahead?"""
    found, unseen = verdict("deep_beats_fat"), computed_before("unseen")
    return Bet(
        "depth.deep_beats_fat",
        say(
            "3 layers of 100, or one of 448 with as many parameters: in how many of {n} seeds has the deep one the "
            "smaller L′?",
            n=found.n,
        ),
        [0, 2, 5, 8, 10],
        truth=found.k,
        why=say(
            "In {k} of {n}. Medians on 2021, computed before: deep {deep:.3f}k, fat {fat:.3f}k.",
            k=found.k,
            n=found.n,
            deep=unseen.median("3 layers"),
            fat=unseen.median("448 ReLU"),
        ),
        found=found,
    )


def forty_five_days():
    """Bet: how many of the claims get the same verdict on the lecture's 45 days as on the whole of 2021?"""
    claims = [claim for claim in OF_THE_LECTURE if claim not in ABOUT_L | OF_FITS]
    same = [verdict(claim).outcome == verdict(claim, of="window").outcome for claim in claims]
    found = Verdict(sum(same), len(same), "claims")
    return Bet(
        "depth.forty_five_days",
        say("{n} claims about L′ and seeds. How many have the same verdict on 45 days as on all of 2021?", n=found.n),
        [0, 2, 5, 8, found.n],
        truth=found.k,
        why=say(
            "{k} of {n}: not all, so 45 days are not enough. The claims and their verdicts stand below.",
            k=found.k,
            n=found.n,
        )
        if found.k < found.n
        else say("All {n}. The claims and their verdicts stand below.", n=found.n),
        found=found,
    )
