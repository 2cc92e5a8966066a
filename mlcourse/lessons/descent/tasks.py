"""Lesson 3, gradient descent: what is to be written, and a hint for each way to miss it."""

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.descent import step
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.losses import mae
from mlcourse.practice.answers import number, said_by
from mlcourse.practice.check import task
from mlcourse.words import say


@task("descent.one_update", say("Where w is 3, the slope is −4, and η is 0.1: what is w after one update?"))
def one_update(w):
    number(w)
    start, g, rate = 3.0, -4.0, 0.1
    truth = step(start, g, rate)
    if np.isclose(w, truth):
        return None
    if np.isclose(w, start + rate * g):
        return say("That is uphill: the step is minus η times the slope.")
    if np.isclose(w, start - g):
        return say("You forgot η.")
    if np.isclose(abs(w), abs(rate * g)):
        return say("That is the step itself. Where do you stand after it?")
    return say("w¹ = w⁰ − η · slope, with w⁰ = 3, slope −4, η = 0.1.")


@task("descent.set_by_you", say('Which are set by you, as a set of names: "w", "b", "η", "patience", "start", "L"?'))
def set_by_you(names):
    truth = {"η", "patience", "start"}
    names = set(names)
    if strange := names - {"w", "b", "L"} - truth:
        return say("{names}: choose among w, b, η, patience, start and L.", names=", ".join(sorted(map(str, strange))))
    if names == truth:
        return None
    if names & {"w", "b"}:
        return say("w and b are what the machine looks for.")
    if "L" in names:
        return say("L comes out: it follows from the data and the parameters.")
    return say("{n} more: what do you have to choose before it can begin?", n=len(truth - names))


@task("descent.descent_step", say("Write step(w, g, eta): the value of the parameter after one update."))
def descent_step(yours):
    said, hint = said_by(yours, 2.0, 3.0, 0.5)
    if hint:
        return hint
    if np.isclose(said, step(2.0, 3.0, 0.5)) and np.isclose(yours(-1.0, -2.0, 0.1), step(-1.0, -2.0, 0.1)):
        return None
    if np.isclose(said, 2.0 + 0.5 * 3.0):
        return say("That climbs: mind the sign of the step.")
    if np.isclose(said, 2.0 - 3.0):
        return say("How large a step is depends on eta, too.")
    return say("For w = 2, g = 3, eta = 0.5 it should return 0.5; yours returns {said!r}.", said=said)


@task(
    "descent.seven_lines_model",
    say(
        "Write model(x, day): seven lines, one for each day of the week (0 is Monday), with L below 0.5k on 2017-2020."
    ),
)
def seven_lines_model(model):
    X, label, dates = training_rows()
    day = weekday(dates)
    said, hint = said_by(model, X[:, 0], day, many=say("x and day are arrays, one entry a day."))
    if hint:
        return hint
    if np.shape(said) != label.shape:
        return say(
            "It should return one prediction for each of the {n} days; it returned {kind}.",
            n=len(label),
            kind=type(said).__name__,
        )
    yours, one = mae(said, label), _one_line_loss()
    if yours == 0:
        return say("These are the labels themselves. Tomorrow nobody tells you the answer: predict from x and day.")
    if yours > one:
        return say(
            "L = {yours:.2f}k: one line for all days has {one:.2f}k. Does each day get its own w and b, w[day]?",
            yours=yours,
            one=one,
        )
    if yours >= 0.5:
        return say(
            "L = {yours:.2f}k: on the way. Fit the w and b of each weekday with best(x[on[d]], label[on[d]]).",
            yours=yours,
        )
    unseen = during(lagged(*load_views(), 1), 2021)
    before = say("So it is on 2021: fit the lines before, on the days you know, and let the function only use them.")
    said, hint = said_by(model, unseen.X[:, 0], weekday(unseen.dates))
    if hint:
        return f"{hint} {before}"
    if np.shape(said) != unseen.label.shape:
        return say(
            "On the {n} days of 2021 it returns something else than one prediction for each.", n=len(unseen.label)
        )
    return None


def _one_line_loss():
    X, label, _ = training_rows()
    (w,), b = best(X, label)
    return mae(functions.line(X[:, 0], w, b), label)
