"""Lesson 5, ReLU: what is asked."""

from mlcourse import functions
from mlcourse.lessons.shared.outcomes import change_on_2021, computed_before, in_the_lecture, told, verdict

OTHER_SEED = {
    "question": "You train the same network twice, with two seeds. L′ is not the same. What was different?",
    "choices": ["the days it learned from", "the start, and the order of the batches", "the number of updates"],
    "truth": "the start, and the order of the batches",
    "why": "Both are drawn at random. So a single L′ is a draw, too.",
}

WHERE_IT_ENDS = {
    "question": "One ReLU climbs from where the ramp begins. What must a second one do where the ramp ends?",
    "choices": ["climb as well", "fall just as steeply", "stay flat"],
    "truth": "fall just as steeply",
    "why": "From there on it takes away exactly what the first one goes on adding, so the sum is flat.",
}

WITHOUT = {
    "question": "Thirty units and no activation function at all: a = r. Which curves can this model follow?",
    "choices": ["all of them, it has 91 parameters", "straight lines only", "none: it cannot be trained"],
    "truth": "straight lines only",
    "why": "A sum of straight lines is a straight line. All bends come from the activation function.",
}

FIFTY = {
    "question": "A model of 50 hard sigmoids is to be written with ReLUs, without changing it. How many?",
    "choices": [25, 50, 100, 200],
    "truth": 50 * len(functions.as_relus(1, 0, 1)),
    "why": "Two for each. That is the 2i under the lecture's sum.",
}

CLOSED = {
    "question": "max(0, −3 + x₁) for x₁ = 1. How much does this ReLU add, and how steep is it there?",
    "choices": ["adds 0, slope 0", "adds −2, slope 1", "adds 2, slope −1"],
    "truth": "adds 0, slope 0",
    "why": "r = −2 is below 0: the ReLU is shut. Where it is shut no gradient passes through it either.",
}

ONE_RUN = {
    "question": "Network A has L′ = 0.30k, network B 0.31k, one seed each. Which is better?",
    "choices": ["A", "B", "you cannot know yet"],
    "truth": "you cannot know yet",
    "why": "The same network moves by as much from one seed to the next. Train each several times, look at the spread.",
}

STRAIGHT_AGAIN = {
    "question": "Three layers of 100 units each, and no activation function. What is this model?",
    "choices": ["a deep network", "a linear model", "a piecewise linear curve"],
    "truth": "a linear model",
    "why": "A line of a line of a line is a line. Only what stands between the layers makes them worth having.",
}

WIDER = {
    "question": "You go from 100 to 1000 ReLUs, and L falls. What does that tell you about L′?",
    "choices": ["it falls as well", "it rises", "nothing"],
    "truth": "nothing",
    "why": "L is about days it has learned from. Only days it has not seen can tell, and with several seeds.",
}


def relu_or_sigmoid():
    """Bet: the lecture says that ReLU does better than sigmoid. In how many of ten seeds does it, here?"""
    found = verdict("ReLU does better than sigmoid")
    unseen = computed_before("unseen")
    return {
        "claim": "ReLU beats sigmoid",
        "verdict": told(found),
        "question": f"100 ReLUs or 100 sigmoids: in how many of {found.n} seeds have the ReLUs the smaller L′ on 2021?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}; the claim {found.word}. Medians, computed before: "
        f"ReLU {unseen.median('100 ReLU'):.3f}k, sigmoid {unseen.median('100 sigmoid'):.3f}k. "
        "The lecture leaves open why.",
    }


def hundred_relus_help():
    """Bet: 100 ReLUs instead of a linear model, both on 56 days. By how many per cent does L′ change?"""
    change, words = change_on_2021("linear, 56 days", "100 ReLU")
    return {
        "claim": "100 ReLUs beat linear",
        "unit": " %",
        "verdict": told(verdict("100 ReLU do better than a linear model")),
        "question": "100 ReLUs instead of a linear model, on 56 days: by how many per cent does L′ on 2021 change?",
        "choices": [-30, -10, 0, 10],
        "truth": change,
        "why": f"{words}: {{truth:+.1f}} %. The claim {verdict('100 ReLU do better than a linear model').word}. "
        + in_the_lecture("linear, 56 days", "100 ReLU"),
    }


def a_thousand_add_nothing():
    """Bet: the lecture says that 1000 ReLUs add little to 100. By how many per cent does L′ change?"""
    change, words = change_on_2021("100 ReLU", "1000 ReLU")
    return {
        "claim": "1000 ReLUs add nothing",
        "unit": " %",
        "verdict": told(verdict("1000 ReLU add nothing to 100")),
        "question": "1000 ReLUs instead of 100: by how many per cent does L′ on 2021 change?",
        "choices": [-10, -3, 0, 10],
        "truth": change,
        "why": f"{words}: {{truth:+.1f}} %. That they add nothing {verdict('1000 ReLU add nothing to 100').word}. "
        + in_the_lecture("100 ReLU", "1000 ReLU"),
    }
