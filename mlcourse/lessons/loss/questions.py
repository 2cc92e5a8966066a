"""Lesson 2, loss and error surface: what is asked."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.lessons.shared.outcomes import by_month
from mlcourse.losses import cross_entropy, mae

MORE_DAYS = {
    "question": "The mean of two errors is L. A third day has an error of exactly L. What happens to the loss?",
    "choices": ["it falls", "it stays", "it rises"],
    "truth": "it stays",
    "why": "A mean does not change when its own value joins in. Move n and see who pulls it up and who pulls it down.",
}

OUTLIER = {
    "question": "One of ten days gets a label that is much too low. Which of the two best lines follows it?",
    "choices": ["the line of MAE", "the line of MSE", "both alike"],
    "truth": "the line of MSE",
    "why": "A square makes one large error count more than many small ones. Drag the day and watch the slopes.",
}

SURE = {
    "question": "You gave 1 % to what then came. How much does that cost, if giving it 50 % costs 0.69?",
    "choices": [0.7, 1.4, 4.6, 35.0],
    "truth": cross_entropy([0.01, 0.99], [1, 0]),
    "why": "−ln 0.01 = {truth:.2f}: not fifty times as much, but nearly seven times. At 0 % it would be infinite.",
}

VALLEY = {
    "question": "Before you look: what does the set of all good pairs (w, b) look like on the surface?",
    "choices": ["a round hole", "a long valley", "many separate holes"],
    "truth": "a long valley",
    "why": "More w can be paid for with less b. You will walk along it.",
}

_X, _LABEL, _ = training_rows()

(_W,), _B = best(_X, _LABEL)

BEST_PAIR = {
    "question": "This is the map of all pairs, w and b. Where does the best one lie? Put your point there.",
    "truth": {"w": float(_W), "b": float(_B)},
    "within": {"w": 0.12, "b": 1.2},
    "panel": 1,
    "why": "Not far from “as yesterday”, w = 1 and b = 0. But a day that stands out is followed by one that does less.",
}

MINUS = {
    "question": "You subtract 100 from every error. What happens to the best w and b?",
    "choices": ["they grow", "they shrink", "they stay"],
    "truth": "they stay",
    "why": "Every point of the surface sinks by the same 100. Move the constant.",
}

GRID = {
    "question": "One loss takes 10 µs, each parameter gets 60 values. How many parameters until it takes a day?",
    "choices": [3, 6, 30, 1000],
    "truth": int(np.ceil(np.log(24 * 60 * 60 / 10e-6) / np.log(60))),
    "why": "60 to the power of {truth} losses. Each further parameter takes sixty times as long.",
}

ARGUMENT = {
    "question": "L(b, w): what is the input of this function?",
    "choices": ["a day's views", "the labels", "the values of the parameters"],
    "truth": "the values of the parameters",
    "why": "The days are fixed, they are the training data. What you try out is w and b.",
}

WHICH_LOSS = {
    "question": "A hospital can bear many small delays, but one long delay is a catastrophe. Which loss?",
    "choices": ["MAE", "MSE", "cross-entropy"],
    "truth": "MSE",
    "why": "MSE makes a single large error count more than many small ones of the same sum.",
}

TEN_TIMES = {
    "question": "An error surface over 3 parameters, 10 values each. How many losses do you compute?",
    "choices": [30, 100, 1000, 3000],
    "truth": 10**3,
    "why": "Ten times ten times ten. Each further parameter multiplies by ten again.",
}


def week_or_line():
    """Bet: does *as last week*, without a parameter, beat the best line? In how many years?"""
    rows = training_rows(7)
    (w,), b = best(rows.X[:, 0], rows.label)
    week, line = functions.as_last_week(rows.X), functions.line(rows.X[:, 0], w, b)
    on = [(year, rows.dates.astype("datetime64[Y]") == np.datetime64(str(year))) for year in range(2017, 2021)]
    years = [(year, mae(week[days], rows.label[days]), mae(line[days], rows.label[days])) for year, days in on]
    return {
        "claim": "A dumb rule beats the line",
        "verdict": by_month(week, line, rows),
        "question": "“As last week” has no parameters. In how many of the four years does it beat the best line?",
        "choices": [0, 1, 2, 3, 4],
        "truth": sum(week < line for _, week, line in years),
        "why": "As last week against the line: "
        + ", ".join(f"{year} {week:.2f}k against {line:.2f}k" for year, week, line in years)
        + ".",
    }
