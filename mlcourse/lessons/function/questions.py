"""Lesson 1, function: what is asked."""

from mlcourse import functions
from mlcourse.lessons.shared.days import training_rows

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
