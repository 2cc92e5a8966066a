"""Lesson 3, gradient descent: what is asked, and its answer computed from the data."""

import numpy as np

from mlcourse import functions
from mlcourse.data import LECTURE, LECTURE_BEST, during, lagged, load_views, weekday
from mlcourse.descent import descend, objective
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.losses import mae, mse
from mlcourse.pictures.marks import Dots, Text
from mlcourse.practice.asked import Choice, Nearest, Point
from mlcourse.words import say


def creep():
    """Predict: where is descent by MSE, with a small η, after 200 updates?"""
    X, label, _ = training_rows()
    L, g = objective(X, label, mse)
    start_w, start_b = -0.3, 8.0
    b, w = descend(g, [start_b, start_w], loss=L, rate=0.01, updates=200).points[-1]
    start = (
        Dots([start_w], [start_b], role="prediction", size=5),
        Text(start_w, start_b, say("start"), "left", role="prediction"),
    )
    return Point(
        "descent.creep",
        say("Down the bowl of MSE from w = −0.3, b = 8, with η = 0.01: where are you after 200 updates?"),
        truth={"w": float(w), "b": float(b)},
        within={"w": 0.25, "b": 1.5},
        why=say("It shoots across the valley, and then creeps along its ground: far from the best point still."),
        panel=1,
        given=start,
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


def read_ours():
    """Predict: what does our own best line say after a day with 10 000 readers?"""
    X, label, _ = training_rows()
    (w,), b = best(X, label)
    L, line = mae(functions.line(X[:, 0], w, b), label), float(1000 * (b + 10 * w))
    told = {"w": w, "b": b, "L": L}
    choices = [10_000 * w, line, 10_000 + 1000 * b, 10_000 * b]  # without b, right, without w, and w and b exchanged
    return Nearest(
        "descent.read_ours",
        say(
            "Ours are w* = {w:.3f}, b* = {b:.3f}k and L = {L:.2f}k. After a day with 10 000 readers, how many does our "
            "line say for the next?",
            **told,
        ),
        [10 * round(each / 10) for each in choices],
        truth=line,
        why=say(
            "A thousand readers more yesterday mean {more:.0f} more today, so ten thousand bring {ten:.0f}. To these "
            "come b*, the {none:.0f} after a day with nobody. And on an average day the line is off by {off:.0f}.",
            **{"more": 1000 * w, "ten": 10_000 * w, "none": 1000 * b, "off": 1000 * L},
        ),
    )


def most_wrong_day():
    """Predict: on which day of the week is a line that repeats yesterday most wrong?"""
    X, label, _ = training_rows()
    (w,), b = best(X, label)
    rows = during(lagged(*load_views(), 1), 2021)
    wrong, day = np.abs(b + w * rows.X[:, 0] - rows.label), weekday(rows.dates)
    off = {key: wrong[day == k].mean() for key, k in {"Tue": 1, "Wed": 2, "Sat": 5, "Sun": 6}.items()}
    return Choice(
        "descent.most_wrong_day",
        say("What the line says is nearly what came the day before. On which of these days is that most wrong?"),
        {"Tue": say("Tuesday"), "Wed": say("Wednesday"), "Sat": say("Saturday"), "Sun": say("Sunday")},
        truth=max(off, key=off.get),
        why=say(
            "It is off by {sat:.2f}k on Saturdays, and by {sun:.2f}k on Sundays: wrong wherever a day differs from the "
            "one before.",
            sat=off["Sat"],
            sun=off["Sun"],
        ),
    )
