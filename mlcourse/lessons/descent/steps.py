"""What there is to try in the pictures of lesson 3: for each explorer, in the order of the text."""

from mlcourse.lessons.descent.steps_two import BY_MAE, STEPS_OF_MAE, TWO_PARAMETERS, TWO_SLOPES
from mlcourse.lessons.descent.steps_unseen import (
    CENTRING,
    MORE_DAYS,
    SENTENCE,
    SEVEN_LINES,
    SHIFTED,
    THREE_POINTS,
    WINDOW,
)
from mlcourse.practice.steps import Step
from mlcourse.words import say, template

__all__ = [
    "ARG_MIN",
    "BY_MAE",
    "CENTRING",
    "MORE_DAYS",
    "ONE_PARAMETER",
    "RANDOM_STARTS",
    "SECANT",
    "SENTENCE",
    "SEVEN_LINES",
    "SHIFTED",
    "STEPS_OF_MAE",
    "THREE_POINTS",
    "TWO_ENDS",
    "TWO_PARAMETERS",
    "TWO_SLOPES",
    "WINDOW",
]

ARG_MIN = (
    Step(
        "descent.ground_up",
        say("Move the ground up or down, and not to the side."),
        lambda at: abs(at.height - at.at_first[1]) > 0.4 and abs(at.place - at.at_first[0]) < 0.1,
        template("The least loss, min L, became {height:.1f}. Its place, arg min L, was {place:.1f} as before."),
        {"height": 4.0},
    ),
    Step(
        "descent.ground_aside",
        say("Now move it to the side."),
        lambda at: abs(at.place - at.at_first[0]) > 0.4,
        template("arg min L became {place:.1f}: it asks for the place, and not how low it is."),
        {"place": -0.5},
    ),
)

SECANT = (
    Step(
        "descent.two_points_meet",
        say("Bring the purple point close to the blue one."),
        lambda at: at.h <= 0.1,
        template("The line climbs by {rise:+.2f} for each step of one, the curve by {g:+.2f}: nearly the same."),
        {"h": 0.02},
    ),
    Step(
        "descent.slope_positive",
        say("Find a place from where the curve rises to the right."),
        lambda at: at.g > 0.5,
        template("At w = {w:.2f} the slope is {g:+.2f}: to the right it costs more."),
        {"w": -1.0},
    ),
    Step(
        "descent.slope_zero",
        say("Find a place where the slope is 0."),
        lambda at: abs(at.g) < 0.1,
        template("At w = {w:.2f} the slope is {g:+.2f}: flat, as on a ground or on a top."),
        {"w": 1.46},
    ),
)

ONE_PARAMETER = (
    Step(
        "descent.three_steps",
        say("Press › three times."),
        lambda at: at.k >= 3,
        template("They were {lengths[0]:.2f}, {lengths[1]:.2f}, {lengths[2]:.2f} long: each time η times the slope."),
        {"update": 4},
    ),
    Step(
        "descent.right_valley",
        say("Let it go on until it rests."),
        lambda at: at.rests and at.w > 0,
        template("After {k} updates it rests at w = {w:.2f}: there the slope is 0."),
        {"update": 100},
    ),
    Step(
        "descent.left_valley",
        say("Find a start that ends in the other valley."),
        lambda at: at.rests and at.w < 0,
        template("From {start:.2f} it ends at w = {w:.2f}, with L = {L:.2f}. A top lies between the two valleys."),
        {"start": -1.0, "update": 100},
    ),
    Step(
        "descent.jumps",
        say("Make η so large that it jumps from side to side."),
        lambda at: at.turns >= 3 and at.last < max(at.lengths),
        template("With η = {η:.2f} it turns round {turns} times, and each jump is shorter than the last."),
        {"start": 3.2, "η": 0.35, "update": 100},
    ),
    Step(
        "descent.never_rests",
        say("And so large that it never comes to rest."),
        lambda at: at.k >= 50 and at.last > 0.2,
        template("Update {k} is still {last:.2f} long. η is too large for this ground."),
        {"start": 3.2, "η": 0.6, "update": 100},
    ),
)

TWO_ENDS = (
    Step(
        "descent.beside_the_top",
        say("Put the start just beside the top, and play."),
        lambda at: 0 < abs(at.start) <= 0.1 and at.rests,
        template("A start at {start:.2f} is enough: it rolls down to w = {w:.2f}."),
        {"start": 0.02, "update": 100},
    ),
    Step(
        "descent.out_of_patience",
        say("Start at 3.2, with patience 20 and η = 0.01, and play."),
        lambda at: at.patience < 100 and at.k == at.patience and not at.rests,
        template("Patience is over at w = {w:.2f}, where the slope is still {g:.2f}."),
        {"start": 3.2, "patience": 20, "η": 0.01, "update": 20},
    ),
    Step(
        "descent.flat_in_time",
        say("Now with η = 0.2."),
        lambda at: at.patience < 100 and at.rests and at.w > 0 and abs(at.η - 0.2) < 0.03,
        template("The derivative is 0 after {k} updates, at w = {w:.2f}. Here patience was not needed."),
        {"start": 3.2, "patience": 20, "η": 0.2, "update": 20},
    ),
)

RANDOM_STARTS = (
    Step(
        "descent.heaps",
        say("Play until no curve moves any more."),
        lambda at: at.done,
        template("The best rests at {least:.3f}k², the worst at {largest:.3f}k²: {times:.1f} times as much."),
        {"moment": 68},
    ),
    Step(
        "descent.other_heaps",
        say("Roll twenty new starts, and play again."),
        lambda at: at.done and at.seed > 0,
        template("Other starts, and heaps again, from {least:.3f}k² to {largest:.3f}k²."),
        {"seed": 1, "moment": 68},
    ),
)
