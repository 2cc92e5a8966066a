"""Lesson 1, function: what is asked."""

from mlcourse import functions
from mlcourse.lessons.shared.days import training_rows
from mlcourse.losses import mae
from mlcourse.practice.asked import Choice, Nearest, Number
from mlcourse.words import say

KINDS = {
    "regression": say("regression"),
    "classification": say("classification"),
    "structured": say("structured learning"),
}

ROUND = """
.###.
#...#
#...#
#...#
.###.
"""

CIRCLE = Choice(
    "function.circle",
    say("You draw a circle, which is none of the five. What does the function say?"),
    {"circle": say("a circle"), "nearest": say("the nearest of its five"), "else": say("something else")},
    truth="else" if functions.see(ROUND) == "something else" else "nearest",
    why=say("It answers by rules that a person wrote, and nobody wrote one for circles."),
)

GO = Choice(
    "function.go",
    say("Go has 19 × 19 points, and a program must say where to play next. Which kind of task is that?"),
    KINDS,
    truth="classification",
    why=say(
        "There are {classes} classes, one for each point. Your nine squares from 1.1 were nine classes.",
        classes=19 * 19,
    ),
)

UNKNOWN = Choice(
    "function.unknown",
    say("In y = b + w·x₁, which of these does the machine have to find?"),
    {"x": "x₁", "parameters": say("w and b"), "y": "y", "label": "ŷ"},
    truth="parameters",
    why=say("x₁ is known, y comes out, and ŷ is what really happened. The unknown parameters are w and b."),
)

SONGS = Choice(
    "function.songs",
    say("“Which of these ten songs will be played most tomorrow?” What kind of task is that?"),
    KINDS,
    truth="classification",
    why=say("The answer is one of ten given classes. “How often will it be played?” would be regression."),
)

HALF = Nearest(
    "function.half",
    say("With w = 0.5 and b = 2, how many thousand views does the line predict after a day with 12 thousand?"),
    [6, 7, 8, 14],
    truth=functions.line(12, w=0.5, b=2),
    why=say("Half of what yesterday had, and 2 thousand more, whatever it had."),
)


def off_by():
    """Predict: how far off is the rule “as yesterday”, on an average day?"""
    X, label, _ = training_rows()
    truth = mae(functions.as_yesterday(X), label)
    return Nearest(
        "function.off_by",
        say("On an average day, how many thousand views is “as yesterday” off by?"),
        [0.2, 0.8, 1.7, 4.0],
        truth,
        why=say("Over all the days of 2017 to 2020 the average is {off:.2f} thousand views.", off=truth),
    )


def last_day():
    """Predict: how many thousand views came on the last day of 2020? There is no model yet, only a head."""
    X, label, dates = training_rows()
    return Number(
        "function.last_day",
        say(
            "On {before:long} the page was read {views:.2f} thousand times. How many thousand times on {day:long}?",
            before=dates[-2],
            views=X[-1, 0],
            day=dates[-1],
        ),
        truth=label[-1],
        within=0.5,
        why=say(
            "{views:.2f} thousand came: it was the eve of a new year. Your guess is the dashed line on the right.",
            views=label[-1],
        ),
        shown="y",
        panel=1,
    )
