"""Lesson 3, gradient descent: what is asked."""

from mlcourse.lessons.descent.computed import creep, more_then_fewer, most_wrong_day, read_ours, reading
from mlcourse.practice.asked import Choice
from mlcourse.words import say

__all__ = [
    "CENTRE_OR_SCALE",
    "DOWNHILL",
    "ETA",
    "FLAT_TOP",
    "ONE_DAY_BY_MAE",
    "PATIENCE",
    "SETTLED_STARTS",
    "SPENT",
    "TOO_FAR",
    "creep",
    "more_then_fewer",
    "most_wrong_day",
    "read_ours",
    "reading",
]

DOWNHILL = Choice(
    "descent.downhill",
    say("At your w the slope of the loss is −2. Which way is down?"),
    {"larger": say("a larger w"), "smaller": say("a smaller w"), "unknown": say("you cannot know")},
    truth="larger",
    why=say("A negative slope means that the loss falls to the right. So w grows: that is what the minus sign is for."),
)


FLAT_TOP = Choice(
    "descent.flat_top",
    say("You start exactly at the top of a hill, w = 0. Where does gradient descent take you?"),
    {"left": say("to the left valley"), "right": say("to the right valley"), "nowhere": say("nowhere")},
    truth="nowhere",
    why=say("The slope is 0 there, so every step is 0, and play has nothing to do. Move the start by a hair."),
)


SETTLED_STARTS = Choice(
    "descent.settled_starts",
    say("Twenty random starts of one small model, trained until next to nothing moves. Where do their losses end?"),
    {
        "anywhere": say("spread out, no two alike"),
        "heaps": say("in two or three heaps"),
        "together": say("all at the same loss"),
    },
    truth="heaps",
    why=say(
        "A small model gets stuck, and where depends on the start. The lecture calls local minima a false problem all "
        "the same: press play, then look at the wide ones on the right."
    ),
)


TOO_FAR = Choice(
    "descent.too_far",
    say("On the bowl of MSE you make η a little larger than the largest stable one. What happens?"),
    {
        "faster": say("it gets there faster"),
        "swings": say("it swings for ever at the same height"),
        "grows": say("each swing is larger than the last"),
    },
    truth="grows",
    why=say("It jumps over the ground, and lands higher than it stood. Move η across the limit."),
)


ONE_DAY_BY_MAE = Choice(
    "descent.one_day_by_mae",
    say("By MAE now, with an η that is too large for MSE, and over one single day. What happens?"),
    {
        "diverges": say("it diverges too"),
        "restless": say("it stays near, but never rests"),
        "arrives": say("it arrives exactly"),
    },
    truth="restless",
    why=say(
        "The slope of |y − ŷ| is as steep far away as near, so no step can grow; and none gets shorter, so it jumps to "
        "and fro across the edge. Over many days it is another story: look at the third surface."
    ),
)


ETA = Choice(
    "descent.eta",
    say("Which of these is a hyperparameter?"),
    {"w": "w", "b": "b", "eta": "η", "L": "L"},
    truth="eta",
    why=say("You set η. The machine finds w and b, and L follows from them."),
)


PATIENCE = Choice(
    "descent.patience",
    say("Why does training nearly always stop in practice?"),
    {
        "slope": say("the derivative is 0"),
        "best": say("the best point is reached"),
        "patience": say("patience is at its end"),
    },
    truth="patience",
    why=say("You set a number of updates, and it is done. An exact 0 hardly ever comes."),
)


SPENT = Choice(
    "descent.spent",
    say("You try twenty models and keep the one with the least L′ on 2021. What is its L′ worth?"),
    {
        "future": say("it is what the future brings"),
        "too_good": say("it is too good to be true"),
        "too_bad": say("it is too bad to be true"),
    },
    truth="too_good",
    why=say(
        "You chose the luckiest of twenty on the very days you judge it by. A validation year is there to be spent."
    ),
)


CENTRE_OR_SCALE = Choice(
    "descent.centre_or_scale",
    say("Which makes descent faster here: to subtract the mean from every x₁, or to divide them all by their spread?"),
    {
        "centre": say("to subtract the mean"),
        "scale": say("to divide by the spread"),
        "alike": say("both alike"),
    },
    truth="centre",
    why=say("No day is anywhere near 0 views: once 0 is an average day, w and b stop working against each other."),
)
