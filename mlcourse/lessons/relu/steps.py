"""What there is to try in the pictures of lesson 5: for each explorer, in the order of the text."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

DRAWS = (
    Step(
        "relu.least_seen",
        say("Watch the run with the least L."),
        lambda at: at.watch == at.first,
        template("Its L is {L:.3f}k. By L′ the same run is in place {place} of {runs}."),
        {"again": 0, "epoch": 50, "watch": 1},
    ),
    Step(
        "relu.other_seeds",
        say("Roll ten other seeds, to the end. By how much does L′ move?"),
        lambda at: at.again > 0 and at.epoch == at.last,
        template("By {moves:.3f}k, {views:.0f} views a day, and nothing but the seed has changed."),
        {"epoch": 50, "again": 1},
    ),
)

TWO_RELUS = (
    Step(
        "relu.by_hand",
        say("Drag corners and slopes until the sum on the right lies on the red curve."),
        lambda at: at.off < 1e-6,
        template("Found: corners at {left:.1f} and {right:.1f}, slopes {c1:+.1f} and {c2:+.1f}."),
        {"c1": 1.5, "b1": 1.0, "c2": -1.5, "b2": -4.0},
    ),
    Step(
        "relu.by_hand_again",
        say("Press for another hard sigmoid, and find its pair."),
        lambda at: at.again > 0 and at.off < 1e-6,
        template("Corners at {left:.1f} and {right:.1f}, the ends of the ramp; slopes {c1:+.1f} and {c2:+.1f}."),
        {"again": 1, "c1": -1.5, "b1": 1.0, "c2": 1.5, "b2": -4.0},
    ),
)

EXACT_PAIR = (
    Step(
        "relu.mirrored",
        say("Make w negative. Coming from the left, which corner is the first now?"),
        lambda at: at.w < 0,
        template(
            "The second one’s, at {second:.1f}; the first one’s is at {first:.1f}. Both are open to the left now."
        ),
        {"w": -1.0},
    ),
)

SWAP = (
    Step(
        "relu.no_corners",
        say("Go through the four. Which of them bends without a corner?"),
        lambda at: at.activation == "sigmoid",
        template("The sigmoid: its fit is round. Hard sigmoids and ReLUs have corners, and so has their fit."),
        {"activation": "sigmoid"},
    ),
    Step(
        "relu.nothing_bends",
        say("Choose none, and raise n to its end."),
        lambda at: at.activation == "none" and at.n == at.most,
        template("{units} units, and a straight line. Without an activation function nothing bends."),
        {"activation": "none", "n": 30},
    ),
    Step(
        "relu.shut",
        say("With ReLU, roll another random start (behind “more”). How many pieces do nothing at all?"),
        lambda at: at.activation == "relu" and at.again > 0 and at.shut > 0,
        template("{shut} of {units} lie at 0: they are shut on all of the data, where no gradient reaches them."),
        {"activation": "relu", "n": 6, "again": 1},
    ),
    Step(
        "relu.thirty_hard_sigmoids",
        say("Train 30 hard sigmoids on the sine, to the last update."),
        lambda at: (at.curve, at.activation, at.n, at.update) == ("sine", "hard_sigmoid", at.most, at.last),
        template("They reach L = {L:.3f}. There are {twice} ReLUs that make exactly the same curve."),
        {"curve": "sine", "activation": "hard_sigmoid", "n": 30, "again": 0, "update": 600},
    ),
    Step(
        "relu.twice_as_many",
        say("Now the ReLUs, which could copy them. Do they?"),
        lambda at: (at.curve, at.activation, at.n, at.update) == ("sine", "relu", at.most, at.last),
        template("{units} ReLUs reach L = {L:.3f}. What a model could be, descent has still to find."),
        {"curve": "sine", "activation": "relu", "n": 30, "again": 0, "update": 600},
    ),
)

RACE = (
    Step(
        "relu.none_wins",
        say("Find an η with which “none”, the linear model, is ahead on unseen days at the end."),
        lambda at: at.epoch == at.last and at.ranked[0] == "none",
        template("With η = {η:g} it has {none:.3f}k, the ReLUs {relu:.3f}k: it has the least to learn."),
        {"units": 10, "η": 0.001, "epoch": 40},
    ),
    Step(
        "relu.relu_wins",
        say("And one with which the ReLUs are ahead of it."),
        lambda at: at.epoch == at.last and at.relu < at.none,
        template("With η = {η:g}: {relu:.3f}k against {none:.3f}k. Whoever chooses η has a hand in who wins."),
        {"units": 10, "η": 0.03, "epoch": 40},
    ),
)

LEARNING = (
    Step(
        "relu.below",
        say("Choose 10 ReLU, and play to the end. Where is L′?"),
        lambda at: at.model == "10 ReLU" and at.done == 100 and at.unseen < at.L,
        template("Below L, {unseen:.3f}k against {L:.3f}k: fewer read the page that year, so the errors are smaller."),
        {"model": "10 ReLU", "seeds": 1, "done": 100},
    ),
    Step(
        "relu.above",
        say("And with 100?"),
        lambda at: at.model == "100 ReLU" and at.done == 100 and at.unseen > at.L,
        template("Above: {unseen:.3f}k against {L:.3f}k."),
        {"model": "100 ReLU", "seeds": 1, "done": 100},
    ),
    Step(
        "relu.hardly_more",
        say("And with 1000?"),
        lambda at: at.model == "1000 ReLU" and at.done == 100 and at.before - at.unseen < at.before_L - at.L,
        template("L goes from {before_L:.3f}k to {L:.3f}k, and L′ from {before:.3f}k to {unseen:.3f}k: it gains less."),
        {"model": "1000 ReLU", "seeds": 1, "done": 100},
    ),
)

PLACES = (
    Step(
        "relu.first_weeks",
        say("Look at the first 45 days of 2021 alone. Where do the seven lines stand?"),
        lambda at: at.days == "window",
        template("In place {place} of {count}, and on the whole year in place {whole}. A few weeks are a small test."),
        {"days": "window"},
    ),
)

CLASSES = (
    Step(
        "relu.borders",
        say("Play to the end. Where do the borders go?"),
        lambda at: at.epoch == at.last,
        template("Between the clouds, or beside them. {right:.1%} of the days are right; before it were {before:.1%}."),
        {"epoch": 60},
    ),
    Step(
        "relu.one_unit",
        say("Choose one unit. What does the map look like where it is shut?"),
        lambda at: at.units == 1 and at.epoch == at.last and at.right > at.always,
        template("Flat: on that side of its border the chance is the same everywhere, on the other it slopes."),
        {"units": 1, "epoch": 60},
    ),
    Step(
        "relu.eight_units",
        say("And with 8? Are more units better?"),
        lambda at: at.units == 8 and at.epoch == at.last,
        template("Cross-entropy {L:.3f}, and {wrong} of {days} days stay wrong: the features know of no holiday."),
        {"units": 8, "epoch": 60},
    ),
)
