"""Lesson 2, loss and error surface: what is asked, and what is to be written."""

import numpy as np

from mlcourse import functions
from mlcourse.exercises.answers import number, training_rows, two_numbers
from mlcourse.exercises.outcomes import by_month
from mlcourse.losses import best, cross_entropy, mae, mse

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
    "why": "More w can be paid for with less b. Press anywhere on the surface, and walk.",
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
    week, line = rows.X[:, 6], functions.line(rows.X[:, 0], w, b)
    on = [(year, rows.dates.astype("datetime64[Y]") == np.datetime64(str(year))) for year in range(2017, 2021)]
    years = [(year, mae(week[days], rows.label[days]), mae(line[days], rows.label[days])) for year, days in on]
    return {
        "claim": "A dumb rule beats the best line",
        "verdict": by_month(week, line, rows),
        "question": "“As last week” has no parameters. In how many of the four years does it beat the best line?",
        "choices": [0, 1, 2, 3, 4],
        "truth": sum(week < line for _, week, line in years),
        "why": "As last week against the line: "
        + ", ".join(f"{year} {week:.2f}k against {line:.2f}k" for year, week, line in years)
        + ".",
    }


def two_days(loss):
    """Two days: predictions 5k and 8k, labels 6k and 5k. What is L, the mean absolute error, in thousands?"""
    number(loss)
    predicted, label = np.array([5.0, 8.0]), np.array([6.0, 5.0])
    truth = mae(predicted, label)
    if np.isclose(loss, truth):
        return None
    if np.isclose(loss, truth * len(label)):
        return "That is the sum of the errors. L is their mean: divide by the number of days."
    if np.isclose(abs(loss), abs(np.mean(predicted - label))):
        return "Here one day's error cancels the other's: take away the signs first."
    if np.isclose(loss, mse(predicted, label)):
        return "That is the mean of the squares, MSE."
    if loss > 100:
        return "Count in thousands: 5k is 5."
    return "e₁ = |5 − 6| and e₂ = |8 − 5|. What is their mean?"


def valley_floor(pair):
    """Find a pair (w, b) whose mean absolute error on 2017-2020 is at most 0.02k above the best there is."""
    two_numbers(pair)
    X, y, _ = training_rows()
    (w,), b = best(X, y)
    yours, least = mae(functions.line(X[:, 0], *pair), y), mae(functions.line(X[:, 0], w, b), y)
    if yours <= least + 0.02:
        return None
    if mae(functions.line(X[:, 0], *pair[::-1]), y) <= least + 0.02:
        return "These are the right numbers in the wrong order: first w, then b."
    w_way = "larger" if mae(functions.line(X[:, 0], pair[0] + 0.01, pair[1]), y) < yours else "smaller"
    return f"Your loss is {yours:.2f}k, the best {least:.2f}k. From where you stand, a {w_way} w goes downhill."
