"""Lesson 2, loss and error surface: what is asked."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.losses import cross_entropy, mae
from mlcourse.practice.asked import Choice, Nearest, Point
from mlcourse.words import say

MORE_DAYS = Choice(
    "loss.more_days",
    say("The mean of two errors is L. A third day has an error of exactly L. What happens to the loss?"),
    {"falls": say("it falls"), "stays": say("it stays"), "rises": say("it rises")},
    truth="stays",
    why=say(
        "A mean does not change when its own value joins in. Move n and see who pulls it up and who pulls it down."
    ),
)


def as_last_week():
    """Predict: a rule that looks a week back instead of a day, how far is it off?"""
    (X, label, _), week = training_rows(), training_rows(7)
    day, truth = mae(functions.as_yesterday(X), label), mae(functions.as_last_week(week.X), week.label)
    return Nearest(
        "loss.as_last_week",
        say("“As yesterday” is off by {day:.2f} thousand a day. By how much is “as last week” off?", day=day),
        [0.8, 1.2, 1.7, 2.4],
        truth,
        why=say("{week:.2f} thousand. Neither rule was trained; one of them knows of the week.", week=truth),
    )


OUTLIER = Choice(
    "loss.outlier",
    say("One of ten days gets a label that is much too low. Which of the two best lines follows it?"),
    {"MAE": say("the line of MAE"), "MSE": say("the line of MSE"), "both": say("both alike")},
    truth="MSE",
    why=say("A square makes one large error count more than many small ones. Drag the day and watch the slopes."),
)


SURE = Nearest(
    "loss.sure",
    say("You gave 1 % to what then came. How much does that cost, if giving it 50 % costs 0.69?"),
    [0.7, 1.4, 4.6, 35.0],
    truth=cross_entropy([0.01, 0.99], [1, 0]),
    why=say(
        "−ln 0.01 = {cost:.2f}: not fifty times as much, but nearly seven times. At 0 % it would be infinite.",
        cost=cross_entropy([0.01, 0.99], [1, 0]),
    ),
)


VALLEY = Choice(
    "loss.valley",
    say("Before you look: what does the set of all good pairs (w, b) look like on the surface?"),
    {"hole": say("a round hole"), "valley": say("a long valley"), "holes": say("many separate holes")},
    truth="valley",
    why=say("More w can be paid for with less b. You will walk along it."),
)


MINUS = Choice(
    "loss.minus",
    say("You subtract 100 from every error. What happens to the best w and b?"),
    {"grow": say("they grow"), "shrink": say("they shrink"), "stay": say("they stay")},
    truth="stay",
    why=say("Every point of the surface sinks by the same 100. Move the constant."),
)


_TOO_MANY = int(np.ceil(np.log(24 * 60 * 60 / 10e-6) / np.log(60)))


GRID = Nearest(
    "loss.grid",
    say("One loss takes 10 µs, each parameter gets 60 values. How many parameters until it takes a day?"),
    [3, 6, 30, 1000],
    truth=_TOO_MANY,
    why=say("60 to the power of {n} losses. Each further parameter takes sixty times as long.", n=_TOO_MANY),
)


ARGUMENT = Choice(
    "loss.argument",
    say("L(b, w): what is the input of this function?"),
    {
        "views": say("a day's views"),
        "labels": say("the labels"),
        "parameters": say("the values of the parameters"),
    },
    truth="parameters",
    why=say("The days are fixed, they are the training data. What you try out is w and b."),
)


WHICH_LOSS = Choice(
    "loss.which_loss",
    say("A hospital can bear many small delays, but one long delay is a catastrophe. Which loss?"),
    {"MAE": "MAE", "MSE": "MSE", "cross_entropy": say("cross-entropy")},
    truth="MSE",
    why=say("MSE makes a single large error count more than many small ones of the same sum."),
)


TEN_TIMES = Nearest(
    "loss.ten_times",
    say("An error surface over 3 parameters, 10 values each. How many losses do you compute?"),
    [30, 100, 1000, 3000],
    truth=10**3,
    why=say("Ten times ten times ten. Each further parameter multiplies by ten again."),
)


def best_pair():
    """Predict: where on the surface of MAE does the best pair lie?"""
    X, label, _ = training_rows()
    (w,), b = best(X, label)
    return Point(
        "loss.best_pair",
        say("This is the map of all pairs, w and b. Where does the best one by MAE lie? Put your point there."),
        truth={"w": float(w), "b": float(b)},
        within={"w": 0.12, "b": 1.2},
        why=say(
            "Not far from “as yesterday”, w = 1 and b = 0. But a day that stands out is followed by one that does less."
        ),
        panel=1,
    )
