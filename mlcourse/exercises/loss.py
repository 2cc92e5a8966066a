"""Lesson 2, loss and error surface: what is asked, and what is to be written."""

import numpy as np

from mlcourse import functions
from mlcourse.exercises.answers import number, said_by, training_rows
from mlcourse.exercises.outcomes import by_month
from mlcourse.fits import best
from mlcourse.losses import cross_entropy, mae, mse

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


def surprise(function):
    """Write surprise(predicted, label): the cross-entropy of one day, −Σ ŷ ln y, from two arrays of chances."""
    y, came = np.array([0.2, 0.4, 0.4]), np.array([0.0, 1.0, 0.0])
    truth = cross_entropy(y, came)
    with np.errstate(all="ignore"):
        said, hint = said_by(function, y, came)
    if hint:
        return hint
    if np.ndim(said):
        return "That is one number for each class. Add them up: a day has one loss."
    if not np.isfinite(said):
        return "ln 0 is no number. Take the logarithm of what was predicted, and weigh it with the label."
    if np.isclose(said, truth):
        mixed = np.array([0.5, 0.5, 0.0])
        if np.isclose(function(y, mixed), cross_entropy(y, mixed)):
            return None
        return "Right where one class came for sure. But a label may also be 50 % and 50 %: weigh every class with it."
    if np.isclose(said, -truth):
        return "Below zero: mind the minus sign. A bad prediction has to have a large loss."
    if np.isclose(said, truth / 3):
        return "That is the mean over the three classes; cross-entropy is their sum."
    if np.isclose(said, [truth / np.log(2), truth / np.log(10)]).any():
        return "Take the natural logarithm, np.log."
    if np.isclose(said, -np.log(y).sum()):
        return "Here every class counts alike. Multiply by the label: only what came counts."
    return f"For y = 0.2, 0.4, 0.4 and the second class it should return {truth:.3f}; yours returns {said!r}."


def too_few(function):
    """Write too_few(predicted, label): the mean absolute error, in which what is too few counts three times."""
    predicted, label = np.array([5.0, 8.0, 7.0, 4.0]), np.array([6.0, 5.0, 7.0, 8.0])
    error, low = np.abs(predicted - label), predicted < label
    said, hint = said_by(function, predicted, label)
    if hint:
        return hint
    if np.shape(said) == error.shape:
        return "That is the error of each day. The loss is their mean."
    truth = np.mean(np.where(low, 3 * error, error))
    hints = {
        4 * truth: "That is the sum of the errors; L is their mean.",
        mae(predicted, label): "That is MAE: too few and too many count alike.",
        3 * mae(predicted, label): "That counts every error three times, also what is too many.",
        np.mean(np.where(low, error, 3 * error)): "That is the wrong side: too few is where predicted < label.",
        -truth: "Below zero: an error that is larger has to make the loss larger.",
    }
    if np.isclose(said, truth):
        return None
    near = [hint for value, hint in hints.items() if np.isclose(said, value)]
    return near[0] if near else "Predicted 5 where 6 came is one too few, and costs 3; 8 where 5 came costs 3, too."


def best_b(function):
    """Write best_b(x, label, w): the b with the least mean absolute error, where w is given."""
    X, label, _ = training_rows()
    x = X[:, 0]
    for w in (0.5, 0.9):
        said, hint = said_by(function, x, label, w)
        if hint:
            return hint
        if np.ndim(said):
            return f"It should return one number, b; yours returns an array of shape {np.shape(said)}."
        rest = label - w * x
        if np.isclose(said, np.mean(rest)):
            return "That is the mean of what is left: the best b of MSE. Of MAE it is the one in the middle."
        if mae(w * x + said, label) <= mae(w * x + np.median(rest), label) + 0.001:
            continue
        if np.isclose(said, -np.median(rest)):
            return "That is the wrong way round: what is left of the label, when w·x is taken away?"
        if np.isclose(said, [np.median(label), np.mean(label)]).any():
            return "There w is forgotten: what is left of the label, when w·x is taken away?"
        above = np.mean(rest > said)
        return f"With w = {w} and your b, {above:.0%} of the days lie above the line. Where is the balance?"
    return None
