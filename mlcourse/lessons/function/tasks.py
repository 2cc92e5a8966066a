"""Lesson 1, function: what is to be written, and a hint for each way to miss it."""

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.losses import mae
from mlcourse.practice.answers import number, said_by, two_numbers
from mlcourse.practice.check import task
from mlcourse.words import say


@task("function.rhythm", say("After how many days does the pattern of the counts come back for the first time?"))
def rhythm(days):
    number(days)
    _, views = during(load_views(), 2017, 2020)
    change = np.diff(views)
    alike = [np.corrcoef(change[:-lag], change[lag:])[0, 1] for lag in range(1, 31)]
    truth = 1 + int(np.argmax(alike))
    if days == truth:
        return None
    if days < 1:
        return say("Count the days from one dip to the next: the number is larger than 0.")
    if days > 300:
        return say("That is the slow wave of the years. Zoom in until you see single days: there is a faster one.")
    if days % truth == 0:
        return say("It does come back then, but not for the first time.")
    return say("Zoom in to two or three months and count the days from one dip to the next.")


@task(
    "function.one_prediction",
    say("With w = 0.9 and b = 1, how many thousand views does the line predict after a day with 8.5 thousand?"),
)
def one_prediction(prediction):
    number(prediction)
    x, w, b = 8.5, 0.9, 1.0
    truth = functions.line(x, w, b)
    if np.isclose(prediction, truth):
        return None
    if abs(prediction - truth) < 0.06:
        return say("Nearly: do not round.")
    if np.isclose(prediction, w * x):
        return say("You forgot to add b.")
    if np.isclose(prediction, (w + b) * x) or np.isclose(prediction, w * (x + b)):
        return say("First multiply x by w; only then add b.")
    if prediction > 100:
        return say("Everything here is counted in thousands: 8.5 stands for 8 500 views.")
    return say("y = b + w·x₁, and x₁ is 8.5.")


@task(
    "function.better_line",
    say("Find a pair (w, b) whose line is off by less, on an average day of 2017-2020, than “as yesterday”."),
    keeps=("w", "b"),
)
def better_line(pair):
    two_numbers(pair)
    X, y, _ = during(lagged(*load_views(), 1), 2017, 2020)
    yours = mae(functions.line(X[:, 0], *pair), y)
    rule = mae(functions.as_yesterday(X[:, 0]), y)
    if yours < rule:
        return None
    w, b = pair
    lifted, lowered = (mae(functions.line(X[:, 0], w, b + step), y) for step in (0.1, -0.1))
    ways = {
        lifted < yours: say("It lies too low: make b larger. Or turn it: a little less w, and more b for it."),
        lowered < yours: say("It lies too high: make b smaller. Or turn it: a little less w, and more b for it."),
    }
    way = ways.get(True, say("Turn it: a little less w, and more b for it."))
    off = say("Your line is off by {yours:.2f}k a day, the rule by {rule:.2f}k.", yours=yours, rule=rule)
    return f"{off} {way}"


@task(
    "function.fewer",
    say("Write a function fewer(x) that says: today there will be a tenth fewer views than yesterday."),
)
def fewer(model):
    today = np.array([1.0, 5.0, 10.0])
    said, hint = said_by(model, today, many=say("x holds all the days at once, as an array."))
    if hint:
        return hint
    if np.shape(said) != today.shape:
        return say("For three days it should return three numbers; it returned {said!r}.", said=said)
    if np.allclose(said, 0.9 * today):
        return None
    if np.allclose(said, 0.1 * today):
        return say("That is the tenth itself: how much is left when it is gone?")
    if np.allclose(said, today - 0.1):
        return say("You took away 0.1 thousand, whatever x is. A tenth of x is 0.1 * x.")
    return say("After 10 thousand views it should say 9; yours says {said:g}.", said=np.asarray(said)[-1])
