"""Lesson 3, gradient descent: what is to be written, and a hint for each way to miss it."""

from numbers import Real

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
    names = {"η" if name == "eta" else name for name in names}
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
    places = (2.0, 3.0, 0.5), (-1.0, -2.0, 0.1)
    missed = [each for each in places if not np.isclose(yours(*each), step(*each))]
    if not missed:
        return None
    if np.isclose(said, 2.0 + 0.5 * 3.0):
        return say("That climbs: mind the sign of the step.")
    if np.isclose(said, 2.0 - 3.0):
        return say("How large a step is depends on eta, too.")
    told = dict(zip(("w", "g", "eta"), missed[0], strict=True)) | {"right": step(*missed[0]), "said": yours(*missed[0])}
    return say("For w = {w:g}, g = {g:g}, eta = {eta:g} it should return {right:g}; yours returns {said!r}.", **told)


@task(
    "descent.in_shares",
    say("Write in_shares(predicted, label): the mean of the errors, each as a share of the day’s views, in per cent."),
)
def in_shares(function):
    predicted, label = np.array([6.0, 6.0, 12.0]), np.array([4.0, 8.0, 10.0])
    said, hint = said_by(function, predicted, label)
    if hint:
        return hint
    if np.ndim(said):
        return say("That is the share of each day. Take their mean.")
    shares = np.abs(predicted - label) / label
    truth = 100 * np.mean(shares)
    if np.isclose(said, truth):
        return None
    hints = {
        truth / 100: say("Right, as a share of 1. In per cent it is a hundred times that."),
        truth * len(label): say("That is their sum; take the mean."),
        100 * np.mean((predicted - label) / label): say("Too high and too low cancel: take away the signs."),
        100 * np.mean(np.abs(predicted - label) / predicted): say("A share of what came, not of what was predicted."),
        100 * mae(predicted, label) / np.mean(label): say(
            "That is the mean error over the mean views. Divide each day by its own views first, then take the mean."
        ),
        mae(predicted, label): say("That is MAE, in thousands. Divide each error by the views of its day."),
    }
    near = [hint for value, hint in hints.items() if np.isclose(said, value)]
    told = {"truth": truth, "said": said}
    return (
        near[0]
        if near
        else say(
            "For predictions 6, 6, 12 and labels 4, 8, 10 it should return {truth:.1f}; yours returns {said:.4g}.",
            **told,
        )
    )


@task("descent.descend", say("Write descend(g, w, eta, updates): where so many updates lead, down the slope g(w)."))
def descend(function):
    slope, start, rate = (lambda w: 2 * (w - 3)), 1.0, 0.1
    said, hint = said_by(function, slope, start, rate, 3)
    if hint:
        return hint
    if np.shape(said) or not isinstance(said, Real):
        return say("It should return w after the last update, a single number here; yours returns {said!r}.", said=said)
    if np.isclose(said, _after(3, start, slope, rate)):
        return _of_a_list(function)
    if np.isclose(said, _after(1, start, slope, rate)):
        return say("That is where one update leads. Repeat it, for each of the updates, and only then return.")
    if np.isclose(said, _after(3, start, slope, -rate)):
        return say("That climbs: mind the sign of the step.")
    if np.isclose(said, start - 3 * rate * slope(start)):
        return say("Each step takes the slope where it stands: call g(w) anew for every update.")
    near = [n for n in (0, 2, 4) if np.isclose(said, _after(n, start, slope, rate))]
    if near:
        return say("It made {n} updates where it was asked for 3.", n=near[0])
    return say(
        "Down the slope 2·(w − 3) from w = 1, with eta = 0.1, 3 updates lead to {truth:.3f}; yours returns {said:.4g}.",
        truth=_after(3, start, slope, rate),
        said=said,
    )


def _of_a_list(function):
    """Try the same with a list of parameters, which is to stay as it was given."""
    start, slope = np.array([1.0, -2.0]), (lambda w: 2 * (w - np.array([3.0, 0.0])))
    said, hint = said_by(function, slope, given := start.copy(), 0.1, 3)
    if hint:
        return hint
    if not np.array_equal(given, start):
        return say("It changes the list it was given to start from. Write w = w - …, not w -= …, or begin with a copy.")
    if np.shape(said) == start.shape and np.allclose(said, _after(3, start, slope, 0.1)):
        return None
    return say("Right for one parameter. But w may also be an array of them, and g(w) one slope for each.")


def _after(updates, w, slope, rate):
    w = np.array(w, dtype=float)
    for _ in range(updates):
        w = step(w, slope(w), rate)
    return w


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
            "It should return one prediction for each of the {n} days, an array of shape ({n},); yours has the shape "
            "{shape}.",
            n=len(label),
            shape=np.shape(said),
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
