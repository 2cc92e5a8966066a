"""Lesson 4, piecewise-linear curves via sigmoids: what is asked."""

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.fits import best, best_heights, most_on_a_line
from mlcourse.lessons.shared.days import training_rows
from mlcourse.lessons.sigmoids.optimizers import EPOCHS, final_loss
from mlcourse.losses import mae
from mlcourse.network import parameters
from mlcourse.practice.asked import Choice, Nearest, Number
from mlcourse.training import updates_per_epoch
from mlcourse.words import number, say

NEAR = 0.3  # thousands

PIECES = Nearest(
    "sigmoids.pieces",
    say("A red curve has five corners, the first at x = 0. How many blue pieces does it take?"),
    [3, 4, 5, 10],
    truth=len(functions.take_apart([(x, x % 2) for x in range(5)])[1]),
    why=say("One for each slope between two corners. After the last corner the curve is flat, and needs none."),
)

JUMP = Choice(
    "sigmoids.jump",
    say("You join more and more points by straight lines. For which curve does the largest error stay?"),
    {"sine": say("the sine"), "bump": say("the bump"), "staircase": say("the staircase")},
    truth="staircase",
    why=say(
        "At a jump some of the height is always missed. All curves without a jump can be followed as closely as you "
        "like."
    ),
)

SWAPPED = Choice(
    "sigmoids.swapped",
    say("With w below 0, where does c·sigmoid(b + w·x₁) go far on the right?"),
    {"0": say("to 0"), "c": say("to c"), "-c": say("to −c")},
    truth="0",
    why=say("Far on the right b + w·x₁ is far below 0 then. Move w through 0 and watch the two limits swap."),
)

CENTRE = Number(
    "sigmoids.centre",
    say("c = 5, b = −6 and w = 2. At which x₁ is the centre of the blue curve?"),
    truth=6 / 2,
    within=0.05,
    why=say("At the centre b + w·x₁ is 0, so it lies at −b/w = {centre:g}.", centre=6 / 2),
    shown="x",
)

STEEP = Nearest(
    "sigmoids.steep",
    say("c = 5 and w = 2. How steep is c·sigmoid(b + w·x₁) at its centre?"),
    [2.5, 5, 7, 10],
    truth=5 * 2 / 4,
    why=say("cw/4 = {slope}. The sigmoid itself is never steeper than a quarter.", slope=5 * 2 / 4),
)

ALIKE = Nearest(
    "sigmoids.alike",
    say("Ten sigmoids start with every parameter at 1. How many different ones are there after 1000 updates?"),
    [1, 2, 10],
    truth=1,
    why=say("All ten get the same slopes, so all ten take the same steps. A random start tells them apart."),
)

SHAPE = Choice(
    "sigmoids.shape",
    say("Three features, two sigmoids. How many rows and columns has W?"),
    {"2x3": "2 × 3", "3x2": "3 × 2", "3x3": "3 × 3"},
    truth="x".join(map(str, np.empty((2, 3)).shape)),
    why=say("A row for each sigmoid, a column for each feature. The lecture draws three of both; that is chance."),
)

COUNT = Nearest(
    "sigmoids.count",
    say("Seven days, 100 sigmoids. How many numbers are in θ?"),
    [107, 701, 901, 5000],
    truth=parameters([7, 100, 1]),
    why=say("100·7 in W, 100 in the vector b, 100 in c, and one more b: {count}.", count=parameters([7, 100, 1])),
)

UPDATES = Nearest(
    "sigmoids.updates",
    say("10 000 examples in batches of 10. How many updates are in one epoch?"),
    [1, 10, 1000, 10000],
    truth=updates_per_epoch(10_000, 10),
    why=say("One for each batch, and there are {batches}.", batches=updates_per_epoch(10_000, 10)),
)

GATHER = Choice(
    "sigmoids.gather",
    say("You make the batches larger. What happens to their losses?"),
    {
        "gather": say("they gather around L"),
        "smaller": say("they all become smaller"),
        "spread": say("they spread out"),
    },
    truth="gather",
    why=say("The mean over many days is nearly the mean over all days. That is why L¹ can stand for L."),
)

ONE_EPOCH = Choice(
    "sigmoids.one_epoch",
    say("“I trained for one epoch.” How often did θ change?"),
    {"once": say("once"), "examples": say("as often as there are examples"), "unknown": say("you cannot know")},
    truth="unknown",
    why=say("Once for each batch. Without N and B nobody can say how many there were."),
)

FOUND = Choice(
    "sigmoids.found",
    say("Which of these does the machine find?"),
    {"eta": "η", "sigmoids": say("the number of sigmoids"), "B": "B", "c": "c"},
    truth="c",
    why=say("c is part of θ. The other three you set before it begins: they are hyperparameters."),
)

FLEXIBLE = Choice(
    "sigmoids.flexible",
    say("What can a constant and enough sigmoids follow as closely as you like?"),
    {
        "lines": say("every straight line, no more"),
        "continuous": say("every continuous curve"),
        "everything": say("everything, jumps too"),
    },
    truth="continuous",
    why=say("A sum of ramps has no jumps; anything without a jump it can follow."),
)


def one_line():
    """Predict: how many days of the week can one straight line be right about?"""
    _, label, dates = training_rows()
    medians = np.array([np.median(label[weekday(dates) == day]) for day in range(7)])
    most = most_on_a_line(medians, NEAR)
    return Nearest(
        "sigmoids.one_line",
        say(
            "The median views of the seven days of the week, Monday to Sunday: {medians}, in thousands. How many of "
            "them can one straight line meet at most, within {near}k?",
            medians=", ".join(number(each, ".1f") for each in medians),
            near=NEAR,
        ),
        [2, 4, 6, 7],
        truth=most,
        why=say("The {most} from Monday to Thursday, and then it misses the weekend. Try to do better.", most=most),
    )


def too_large():
    """Predict: which of two ways to step is hurt more by an η that is ten times too large?"""
    sgd, adam = (
        [final_loss(curve="sine", η=η, optimizer=optimizer) for η in (0.03, 0.3)] for optimizer in ("sgd", "adam")
    )
    return Choice(
        "sigmoids.too_large",
        say("SGD and Adam train the same sigmoids, on the sine. η is made ten times too large. Which is hurt more?"),
        {"sgd": "SGD", "adam": "Adam", "alike": say("both alike")},
        truth="sgd" if sgd[1] / sgd[0] > adam[1] / adam[0] else "adam",
        why=say(
            "After {epochs} epochs SGD has L = {sgd:.2g} instead of {sgd0:.2g}, and Adam {adam:.2g} instead of "
            "{adam0:.2g}. No way to step forgives everything, but Adam divides each slope by its own usual size.",
            epochs=EPOCHS,
            sgd=sgd[1],
            sgd0=sgd[0],
            adam=adam[1],
            adam0=adam[0],
        ),
    )


def bending_the_week():
    """Predict: how far is the best bent curve off, day of the week → views?"""
    _, label, dates = training_rows()
    x = weekday(dates).astype(float)
    (w,), b = best(x, label)
    free = mae(functions.red(x, *best_heights(x, label, np.arange(7.0)), functions.hard_sigmoid), label)
    return Nearest(
        "sigmoids.bending_the_week",
        say(
            "The best straight line is off by {line:.2f}k a day. And the best curve that may bend every day?",
            line=mae(functions.line(x, w, b), label),
        ),
        [0.2, 1.0, 1.9, 2.1],
        truth=free,
        why=say(
            "To two digits {free:.2f}k: it bends where the week does. The rest is not a matter of the weekday.",
            free=free,
        ),
    )
