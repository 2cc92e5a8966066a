"""Lesson 1, function: what is asked, and what is to be written."""

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.exercises.answers import number, said_by, training_rows, two_numbers
from mlcourse.losses import mae

KINDS = ["regression", "classification", "structured learning"]
GO = {
    "question": "Go has 19 × 19 points, and a program must say where to play next. Which kind of task is that?",
    "choices": KINDS,
    "truth": "classification",
    "why": f"There are {19 * 19} classes, one for each point. Your nine squares from 1.1 were nine classes.",
}
UNKNOWN = {
    "question": "In y = b + w·x₁, which of these does the machine have to find?",
    "choices": ["x₁", "w and b", "y", "ŷ"],
    "truth": "w and b",
    "why": "x₁ is known, y comes out, and ŷ is what really happened. The unknown parameters are w and b.",
}
SONGS = {
    "question": "“Which of these ten songs will be played most tomorrow?” What kind of task is that?",
    "choices": KINDS,
    "truth": "classification",
    "why": "The answer is one of ten given classes. “How often will it be played?” would be regression.",
}
COPY = {
    "question": "With w = 1 and b = 0, how many thousand views does the line predict after a day with 12 thousand?",
    "choices": [0, 1, 12, 13],
    "truth": functions.line(12, w=1, b=0),
    "why": "It is the rule “as yesterday”: {truth} thousand in, {truth} thousand out.",
}


def last_day():
    """Predict: how many thousand views came on the last day of 2020? There is no model yet, only a head."""
    X, label, dates = training_rows()
    day_before, day = (f"{date:%d %B %Y}" for date in dates[-2:].tolist())
    return {
        "question": f"On {day_before} the page was read {X[-1, 0]:.2f} thousand times. "
        f"How many thousand times on {day}?",
        "truth": label[-1],
        "within": 0.5,
        "why": "{truth:.2f} thousand came: it was the eve of a new year. Your guess is the dashed line on the right.",
    }


def rhythm(days):
    """After how many days does the pattern of the counts come back for the first time?"""
    number(days)
    _, views = during(load_views(), 2017, 2020)
    change = np.diff(views)
    alike = [np.corrcoef(change[:-lag], change[lag:])[0, 1] for lag in range(1, 31)]
    truth = 1 + int(np.argmax(alike))
    if days == truth:
        return None
    if days < 1:
        return "Count the days from one dip to the next: the number is larger than 0."
    if days > 300:
        return "That is the slow wave of the years. Zoom in until you see single days: there is a faster one."
    if days % truth == 0:
        return "It does come back then, but not for the first time."
    return "Zoom in to two or three months and count the days from one dip to the next."


def one_prediction(prediction):
    """With w = 0.9 and b = 1, how many thousand views does the line predict after a day with 8.5 thousand?"""
    number(prediction)
    x, w, b = 8.5, 0.9, 1.0
    truth = functions.line(x, w, b)
    if np.isclose(prediction, truth):
        return None
    if abs(prediction - truth) < 0.06:
        return "Nearly: do not round."
    if np.isclose(prediction, w * x):
        return "You forgot to add b."
    if np.isclose(prediction, (w + b) * x) or np.isclose(prediction, w * (x + b)):
        return "First multiply x by w; only then add b."
    if prediction > 100:
        return "Everything here is counted in thousands: 8.5 stands for 8 500 views."
    return "y = b + w·x₁, and x₁ is 8.5."


def better_line(pair):
    """Find a pair (w, b) whose line is off by less, on an average day of 2017-2020, than “as yesterday”."""
    two_numbers(pair)
    X, y, _ = during(lagged(*load_views(), 1), 2017, 2020)
    yours = mae(functions.line(X[:, 0], *pair), y)
    rule = mae(functions.as_yesterday(X[:, 0]), y)
    if yours < rule:
        return None
    w, b = pair
    lifted, lowered = (mae(functions.line(X[:, 0], w, b + step), y) for step in (0.1, -0.1))
    way = "Lift it: make b or w larger" if lifted < yours else "Lower it" if lowered < yours else "Turn it"
    return f"Your line is off by {yours:.2f}k a day, the rule by {rule:.2f}k. {way}, or trade some w for more b."


def fewer(model):
    """Write a function fewer(x) that says: today there will be a tenth fewer views than yesterday."""
    today = np.array([1.0, 5.0, 10.0])
    said, hint = said_by(model, today, many="x holds all the days at once, as an array.")
    if hint:
        return hint
    if np.shape(said) != today.shape:
        return f"For three days it should return three numbers; it returned {said!r}."
    if np.allclose(said, 0.9 * today):
        return None
    if np.allclose(said, 0.1 * today):
        return "That is the tenth itself: how much is left when it is gone?"
    if np.allclose(said, today - 0.1):
        return "You took away 0.1 thousand, whatever x is. A tenth of x is 0.1 * x."
    return f"After 10 thousand views it should say 9; yours says {np.asarray(said)[-1]:g}."
