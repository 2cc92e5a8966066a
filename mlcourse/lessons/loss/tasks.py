"""Lesson 2, loss and error surface: what is to be written, and a hint for each way to miss it."""

import numpy as np

from mlcourse.lessons.shared.days import training_rows
from mlcourse.losses import cross_entropy, mae, mse
from mlcourse.practice.answers import number, said_by
from mlcourse.practice.check import task
from mlcourse.words import say


@task(
    "loss.two_days",
    say("Two days: predictions 5k and 8k, labels 6k and 5k. What is L, the mean of their errors, in thousands?"),
)
def two_days(loss):
    number(loss)
    predicted, label = np.array([5.0, 8.0]), np.array([6.0, 5.0])
    truth = mae(predicted, label)
    if np.isclose(loss, truth):
        return None
    if np.isclose(loss, truth * len(label)):
        return say("That is the sum of the errors. L is their mean: divide by the number of days.")
    if np.isclose(abs(loss), abs(np.mean(predicted - label))):
        return say("Here one day's error cancels the other's: take away the signs first.")
    if np.isclose(loss, mse(predicted, label)):
        return say("That is the mean of the squares, MSE.")
    if loss > 100:
        return say("Count in thousands: 5k is 5.")
    return say("e₁ = |5 − 6| and e₂ = |8 − 5|. What is their mean?")


@task(
    "loss.surprise",
    say("Write surprise(predicted, label): the cross-entropy of one day, −Σ ŷ ln y, from two arrays of chances."),
)
def surprise(function):
    y, came = np.array([0.2, 0.4, 0.4]), np.array([0.0, 1.0, 0.0])
    truth = cross_entropy(y, came)
    with np.errstate(all="ignore"):
        said, hint = said_by(function, y, came)
    if hint:
        return hint
    if np.ndim(said):
        return say("That is one number for each class. Add them up: a day has one loss.")
    if not np.isfinite(said):
        return say("ln 0 is no number. Take the logarithm of what was predicted, and weigh it with the label.")
    if np.isclose(said, truth):
        mixed = np.array([0.5, 0.5, 0.0])
        if np.isclose(function(y, mixed), cross_entropy(y, mixed)):
            return None
        return say(
            "Right where one class came for sure. But a label may also be 50 % and 50 %: weigh every class with it."
        )
    if np.isclose(said, -truth):
        return say("Below zero: mind the minus sign. A bad prediction has to have a large loss.")
    if np.isclose(said, truth / 3):
        return say("That is the mean over the three classes; cross-entropy is their sum.")
    if np.isclose(said, [truth / np.log(2), truth / np.log(10)]).any():
        return say("Take the natural logarithm, np.log.")
    if np.isclose(said, -np.log(y).sum()):
        return say("Here every class counts alike. Multiply by the label: only what came counts.")
    return say(
        "For y = 0.2, 0.4, 0.4 and the second class it should return {truth:.3f}; yours returns {said!r}.",
        truth=truth,
        said=said,
    )


@task(
    "loss.too_few",
    say("Write too_few(predicted, label): the mean absolute error, in which what is too few counts three times."),
)
def too_few(function):
    predicted, label = np.array([5.0, 8.0, 7.0, 4.0]), np.array([6.0, 5.0, 7.0, 8.0])
    error, low = np.abs(predicted - label), predicted < label
    said, hint = said_by(function, predicted, label)
    if hint:
        return hint
    if np.shape(said) == error.shape:
        return say("That is the error of each day. The loss is their mean.")
    truth = np.mean(np.where(low, 3 * error, error))
    hints = {
        4 * truth: say("That is the sum of the errors; L is their mean."),
        mae(predicted, label): say("That is MAE: too few and too many count alike."),
        3 * mae(predicted, label): say("That counts every error three times, also what is too many."),
        np.mean(np.where(low, error, 3 * error)): say("That is the wrong side: too few is where predicted < label."),
        -truth: say("Below zero: an error that is larger has to make the loss larger."),
    }
    if np.isclose(said, truth):
        return None
    near = [hint for value, hint in hints.items() if np.isclose(said, value)]
    return (
        near[0] if near else say("Predicted 5 where 6 came is one too few, and costs 3; 8 where 5 came costs 3, too.")
    )


@task("loss.best_b", say("Write best_b(x, label, w): the b with the least mean absolute error, where w is given."))
def best_b(function):
    X, label, _ = training_rows()
    x = X[:, 0]
    for w in (0.5, 0.9):
        said, hint = said_by(function, x, label, w)
        if hint:
            return hint
        if np.ndim(said):
            return say("It should return one number, b; yours returns an array of shape {shape}.", shape=np.shape(said))
        rest = label - w * x
        if np.isclose(said, np.mean(rest)):
            return say("That is the mean of what is left: the best b of MSE. Of MAE it is the one in the middle.")
        if mae(w * x + said, label) <= mae(w * x + np.median(rest), label) + 0.001:
            continue
        if np.isclose(said, -np.median(rest)):
            return say("That is the wrong way round: what is left of the label, when w·x is taken away?")
        if np.isclose(said, [np.median(label), np.mean(label)]).any():
            return say("There w is forgotten: what is left of the label, when w·x is taken away?")
        above = np.mean(rest > said)
        return say(
            "With w = {w} and your b, {above:.0%} of the days lie above the line. Where is the balance?",
            w=w,
            above=above,
        )
    return None
