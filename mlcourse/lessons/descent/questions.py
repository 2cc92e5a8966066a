"""Lesson 3, gradient descent: what is asked."""

from mlcourse.data import LECTURE, LECTURE_BEST
from mlcourse.descent import descend, objective
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.losses import mse
from mlcourse.practice.asked import Choice, Nearest, Point
from mlcourse.words import say

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
    why=say("The slope is 0 there, so every step is 0. Press play, then move the start by a hair."),
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


def creep():
    """Predict: where is descent by MSE, with a small η, after 200 updates?"""
    X, label, _ = training_rows()
    L, g = objective(X, label, mse)
    b, w = descend(g, [8.0, -0.3], loss=L, rate=0.01, updates=200).points[-1]
    return Point(
        "descent.creep",
        say("Down the bowl of MSE from w = −0.3, b = 8, with η = 0.01: where are you after 200 updates?"),
        truth={"w": float(w), "b": float(b)},
        within={"w": 0.25, "b": 1.5},
        why=say("It shoots across the valley, and then creeps along its ground: far from the best point still."),
        panel=1,
    )


def more_then_fewer():
    """Predict: can a line with w > 0 say less after more? It may say fewer than yesterday, which is another thing."""
    X, label, _ = training_rows()
    (w,), b = best(X, label)
    return Choice(
        "descent.more_then_fewer",
        say("Can a linear model with w > 0 ever say: the more readers yesterday, the fewer today?"),
        {"right_b": say("yes, with the right b"), "MAE": say("yes, with MAE"), "no": say("no")},
        truth="no",
        why=say(
            "With w > 0 a larger x₁ always gives a larger y. Fewer than yesterday it may well say, as the best line "
            "does after every day above {same:.1f}k; but never less after a higher day than after a lower one.",
            same=b / (1 - w),
        ),
    )


def reading():
    """Predict: what does the lecture's w* say, in viewers?"""
    ((w,), b), (L, _) = LECTURE_BEST["linear, 1 day"], LECTURE["linear, 1 day"]
    told = {"w": w, "b": b, "L": L}
    return Nearest(
        "descent.reading",
        say(
            "The lecture's own three numbers are w* = {w}, b* = {b}k and L = {L:.2f}k. A thousand viewers more "
            "yesterday: how many more does its line say today?",
            **told,
        ),
        [100, 480, 970, 1070],
        truth=1000 * w,
        why=say(
            "w* is nearly 1 and b* is small: today is nearly as yesterday. After a day with nobody it would say "
            "{none:.0f}, and on an average day it is off by {off:.0f} viewers.",
            none=1000 * b,
            off=1000 * L,
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
