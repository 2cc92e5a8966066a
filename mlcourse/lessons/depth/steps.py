"""What there is to try in the pictures of lesson 6: for each explorer, in the order of the text.

Those of the networks one can touch stand in `steps_network`, those from 6.6 on, where models are judged, in
`steps_judged`.
"""

from mlcourse.experiments.models import ARTICLES
from mlcourse.lessons.depth.steps_judged import BY_HEART, OPENED, OVERFITTING, TOMORROW, VALIDATION
from mlcourse.practice.steps import Step
from mlcourse.words import say, template

__all__ = [
    "BY_HEART",
    "DEEP_OR_FAT",
    "FOLDED",
    "LATE",
    "LEARNING",
    "OPENED",
    "OVERFITTING",
    "TABLES",
    "TOMORROW",
    "UNFOLDED",
    "VALIDATION",
]

LEARNING = (
    Step(
        "depth.second_layer",
        say("Choose 2 layers, and play to the end."),
        lambda at: at.model == "2 layers" and at.done == 100,
        template("L is {L:.3f}k, and was {before_L:.3f}k with one layer; L′ is {unseen:.3f}k, and was {before:.3f}k."),
        {"model": "2 layers", "seeds": 1, "done": 100},
    ),
    Step(
        "depth.fourth_layer",
        say("And 4 layers."),
        lambda at: at.model == "4 layers" and at.done == 100,
        template("L is {L:.3f}k, and was {before_L:.3f}k with three; L′ is {unseen:.3f}k, and was {before:.3f}k."),
        {"model": "4 layers", "seeds": 1, "done": 100},
    ),
)

TABLES = (
    Step(
        "depth.first_weeks",
        say("Look at the first 45 days of 2021 alone. Which model is ahead there?"),
        lambda at: at.days == "window",
        template("“{least}”, with L′ = {loss:.3f}k. A few weeks of one winter are a small test."),
        {"days": "window"},
    ),
    Step(
        "depth.another_article",
        say("And for another article?"),
        lambda at: at.article == ARTICLES[1],
        template("“{least}” is ahead there, with {loss:.3f}k: it has more readers, and so larger errors."),
        {"article": ARTICLES[1], "days": "unseen"},
    ),
)


LATE = (
    Step(
        "depth.late_by_a_day",
        say("Shift the linear model to where it fits best."),
        lambda at: at.model == "linear" and at.shift == at.best != 0,
        template("Shifted by {best} its correlation is {there:.2f}, as it stands {here:.2f}: it is late."),
        {"model": "linear", "shift": 1},
    ),
    Step(
        "depth.another_model",
        say("And the other model? Put it to where it fits best."),
        lambda at: at.model != "linear" and at.shift == at.best == 0,
        template("It fits best as it stands, with {there:.2f}: this one is not late."),
        {"model": "448 ReLU", "shift": 0},
    ),
)

UNFOLDED = (
    Step(
        "depth.hundred_pieces",
        say("Fold until there are more than a hundred pieces."),
        lambda at: at.pieces > 100,
        template("{pieces} pieces from {relus} ReLUs. One layer alone would need {pieces} of them."),
        {"layers": 7},
    ),
)

FOLDED = (
    Step(
        "depth.three_folds",
        say("At three folds, play to the end. Who finds the curve?"),
        lambda at: at.folds == 3 and at.epoch == at.last,
        template("The deep one, off by {deep:.3f} in the median. The fat one rounds the corners off: {fat:.3f}."),
        {"folds": 3, "epoch": 300},
    ),
    Step(
        "depth.five_folds",
        say("And at five folds? The deep one could be this curve, with ten of its sixty ReLUs."),
        lambda at: at.folds == 5 and at.epoch == at.last,
        template(
            "Off by {deep:.3f} and by {fat:.3f}: both lie near the middle and give up. To be able to is not to find."
        ),
        {"folds": 5, "epoch": 300},
    ),
)

DEEP_OR_FAT = (
    Step(
        "depth.ahead_half_way",
        say("Find an epoch in which the deep one is ahead on unseen days."),
        lambda at: at.deep < at.fat,
        template("In epoch {epoch}, {deep:.3f}k against {fat:.3f}k: who is ahead half-way need not be at the end."),
        {"seeds": 1, "epoch": 20},
    ),
)
