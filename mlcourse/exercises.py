"""The lessons' exercises, so that a lesson does not show the answers.

A question is what `practice.predict` takes. A task takes the reader's answer, and returns None where it is right, or a
hint; `practice.check` calls it.
"""

from functools import cache
from numbers import Real
from textwrap import shorten

import numpy as np

from mlcourse import experiments, functions
from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.data.holidays import holidays
from mlcourse.losses import best, best_heights, cross_entropy, mae, mse
from mlcourse.network import parameters
from mlcourse.training import updates_per_epoch

# Lesson 1

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


def _number(answer):
    """Raise a TypeError if the answer is not a plain, ordinary number."""
    if isinstance(answer, bool) or not isinstance(answer, Real) or not abs(answer) < 1e6:
        raise TypeError("not a number")


def _two_numbers(answer):
    w, b = answer
    _number(w)
    _number(b)


def _said_by(function, *arguments, advice=""):
    """Call the reader's function: return what it said and, where that is nothing to go on with, the hint."""
    try:
        said = function(*arguments)
    except Exception as error:
        return None, f"Your function stopped with {type(error).__name__}: {error}. {advice}".rstrip()
    if said is None:
        return None, "Your function returns nothing: end it with a line that begins with return."
    return said, ... if said is ... else None


def rhythm(days):
    """After how many days does the pattern of the counts come back for the first time?"""
    _number(days)
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
    _number(prediction)
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
    _two_numbers(pair)
    X, y, _ = during(lagged(*load_views(), 1), 2017, 2020)
    yours = mae(functions.line(X[:, 0], *pair), y)
    rule = mae(functions.as_yesterday(X[:, 0]), y)
    if yours < rule:
        return None
    way = "Lift it: make b or w larger" if np.median(y - functions.line(X[:, 0], *pair)) > 0 else "Lower it"
    return f"Your line is off by {yours:.2f}k a day, the rule by {rule:.2f}k. {way}, or trade some w for more b."


def fewer(model):
    """Write a function fewer(x) that says: today there will be a tenth fewer views than yesterday."""
    today = np.array([1.0, 5.0, 10.0])
    said, hint = _said_by(model, today, advice="x holds all the days at once, as an array.")
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


# Lesson 2


def _days(days=1):
    return during(lagged(*load_views(), days), 2017, 2020)


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


def _years():
    """Compare, year by year, the loss of *as last week* with that of the line that is best over all four years."""
    X, y, dates = _days(7)
    (w,), b = best(X[:, 0], y)
    for year in range(2017, 2021):
        on = dates.astype("datetime64[Y]") == np.datetime64(str(year))
        yield year, mae(X[on, 6], y[on]), mae(functions.line(X[on, 0], w, b), y[on])


def week_or_line():
    """Bet: does *as last week*, without a parameter, beat the best line? In how many years?"""
    years = list(_years())
    wins = sum(week < line for _, week, line in years)
    return {
        "question": "“As last week” has no parameters. In how many of the four years does it beat the best line?",
        "choices": [0, 1, 2, 3, 4],
        "truth": wins,
        "why": "As last week against the line: "
        + ", ".join(f"{year} {week:.2f}k against {line:.2f}k" for year, week, line in years)
        + ".",
    }


def two_days(loss):
    """Two days: predictions 5k and 8k, labels 6k and 5k. What is L, the mean absolute error, in thousands?"""
    _number(loss)
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
    _two_numbers(pair)
    X, y, _ = _days()
    (w,), b = best(X, y)
    yours, least = mae(functions.line(X[:, 0], *pair), y), mae(functions.line(X[:, 0], w, b), y)
    if yours <= least + 0.02:
        return None
    if mae(functions.line(X[:, 0], *pair[::-1]), y) <= least + 0.02:
        return "These are the right numbers in the wrong order: first w, then b."
    w_way = "larger" if mae(functions.line(X[:, 0], pair[0] + 0.01, pair[1]), y) < yours else "smaller"
    return f"Your loss is {yours:.2f}k, the best {least:.2f}k. From where you stand, a {w_way} w goes downhill."


# Lesson 3

DOWNHILL = {
    "question": "At your w the slope of the loss is −2. Which way is down?",
    "choices": ["a larger w", "a smaller w", "you cannot know"],
    "truth": "a larger w",
    "why": "A negative slope means that the loss falls to the right. So w grows: that is what the minus sign is for.",
}
FLAT_TOP = {
    "question": "You start exactly at the top of a hill, w = 0. Where does gradient descent take you?",
    "choices": ["to the left valley", "to the right valley", "nowhere"],
    "truth": "nowhere",
    "why": "The slope is 0 there, so every step is 0. Put the start on 0 and press play.",
}
TWENTY_STARTS = {
    "question": "Twenty random starts of one small model. How many different valleys will hold them after training?",
    "choices": ["every start its own", "two or three", "hardly a difference is left"],
    "truth": "hardly a difference is left",
    "why": "The losses end close together. The lecture calls local minima a false problem and leaves open why.",
}
TOO_FAR = {
    "question": "On the bowl of MSE you make η a little larger than the largest stable one. What happens?",
    "choices": ["it gets there faster", "it swings for ever at the same height", "each swing is larger than the last"],
    "truth": "each swing is larger than the last",
    "why": "It jumps over the ground, and lands higher than it stood. Move η across the mark.",
}
BY_MAE = {
    "question": "And by MAE, with the same large η?",
    "choices": ["it diverges too", "it stays near, but never rests", "it arrives exactly"],
    "truth": "it stays near, but never rests",
    "why": "The slope of |y − ŷ| never grows with the distance, so no step is longer than η times the views.",
}
STRAIGHT = {
    "question": "Can a linear model with w > 0 ever say: many readers yesterday, so fewer today?",
    "choices": ["yes, with the right b", "yes, with MAE", "no"],
    "truth": "no",
    "why": "With w > 0 a larger x₁ always gives a larger y. To bend, you need another function: lesson 4.",
}
ETA = {
    "question": "Which of these is a hyperparameter?",
    "choices": ["w", "b", "η", "L"],
    "truth": "η",
    "why": "You set η. The machine finds w and b, and L follows from them.",
}
PATIENCE = {
    "question": "Why does training nearly always stop in practice?",
    "choices": ["the derivative is 0", "the best point is reached", "patience is at its end"],
    "truth": "patience is at its end",
    "why": "You set a number of updates, and it is done. An exact 0 hardly ever comes.",
}
SPENT = {
    "question": "You try twenty models and keep the one with the least L′ on 2021. What is its L′ worth?",
    "choices": ["it is what the future brings", "it is too good to be true", "it is too bad to be true"],
    "truth": "it is too good to be true",
    "why": "You chose the luckiest of twenty on the very days you judge it by. A validation year is there to be spent.",
}


@cache
def _unseen_losses(days):
    train, unseen = (during(lagged(*load_views(), days), *years) for years in ((2017, 2020), (2021,)))
    w, b = best(train.X, train.label)
    return mae(unseen.X @ w + b, unseen.label)


def seven_days_help():
    """Bet: the lecture says that seven days help. By how much do they lower L′ on all of 2021, in per cent?"""
    one, seven = _unseen_losses(1), _unseen_losses(7)
    return {
        "question": "Seven days instead of one: by how many per cent does L′ fall on 2021?",
        "choices": [0, 15, 30, 60],
        "truth": 100 * (1 - seven / one),
        "why": f"From {one:.2f}k to {seven:.2f}k, by {{truth:.0f}} %. In the lecture it was from 0.58k to 0.49k, 16 %.",
    }


def fifty_six_add_nothing():
    """Bet: the lecture says that 56 days add nothing to 28. By how much do they lower L′ here, in per cent?"""
    few, many = _unseen_losses(28), _unseen_losses(56)
    return {
        "question": "56 days instead of 28: by how many per cent does L′ fall on 2021?",
        "choices": [0, 2, 10, 30],
        "truth": 100 * (1 - many / few),
        "why": f"From {few:.3f}k to {many:.3f}k, by {{truth:.1f}} %. In the lecture both were 0.46k.",
    }


def one_update(w):
    """Where w is 3, the slope is −4, and η is 0.1: what is w after one update?"""
    _number(w)
    start, g, rate = 3.0, -4.0, 0.1
    truth = start - rate * g
    if np.isclose(w, truth):
        return None
    if np.isclose(w, start + rate * g):
        return "That is uphill: the step is minus η times the slope."
    if np.isclose(w, start - g):
        return "You forgot η."
    if np.isclose(abs(w), abs(rate * g)):
        return "That is the step itself. Where do you stand after it?"
    return "w¹ = w⁰ − η · slope, with w⁰ = 3, slope −4, η = 0.1."


def set_by_you(names):
    """Which are set by you, as a set of names: "w", "b", "η", "patience", "start", "L"?"""
    truth = {"η", "patience", "start"}
    names = set(names)
    if strange := names - {"w", "b", "L"} - truth:
        return f"{', '.join(sorted(map(str, strange)))}: choose among w, b, η, patience, start and L."
    if names == truth:
        return None
    if names & {"w", "b"}:
        return "w and b are what the machine looks for."
    if "L" in names:
        return "L comes out: it follows from the data and the parameters."
    return f"{len(truth - names)} more: what do you have to choose before it can begin?"


def descent_step(step):
    """Write step(w, g, eta): the value of the parameter after one update."""
    said, hint = _said_by(step, 2.0, 3.0, 0.5)
    if hint:
        return hint
    if np.isclose(said, 2.0 - 0.5 * 3.0) and np.isclose(step(-1.0, -2.0, 0.1), -0.8):
        return None
    if np.isclose(said, 2.0 + 0.5 * 3.0):
        return "That climbs: mind the sign of the step."
    if np.isclose(said, 2.0 - 3.0):
        return "How large a step is depends on eta, too."
    return f"For w = 2, g = 3, eta = 0.5 it should return 0.5; yours returns {said!r}."


def seven_lines_model(model):
    """Write model(x, day): seven lines, one for each day of the week (0 is Monday), with L below 0.5k on 2017-2020."""
    X, label, dates = _days()
    day = weekday(dates)
    said, hint = _said_by(model, X[:, 0], day, advice="x and day are arrays, one entry a day.")
    if hint:
        return hint
    if np.shape(said) != label.shape:
        return f"It should return one prediction for each of the {len(label)} days; it returned {type(said).__name__}."
    yours, one = mae(said, label), _one_line_loss()
    if yours == 0:
        return "These are the labels themselves. Tomorrow nobody tells you the answer: predict from x and day."
    if yours < 0.5:
        return None
    if yours > one:
        return f"L = {yours:.2f}k: one line for all days has {one:.2f}k. Does each day get its own w and b, w[day]?"
    return f"L = {yours:.2f}k: on the way. Fit the w and b of each weekday with best(x[day == d], label[day == d])."


def _one_line_loss():
    X, label, _ = _days()
    (w,), b = best(X, label)
    return mae(functions.line(X[:, 0], w, b), label)


# Lesson 4

PIECES = {
    "question": "A red curve has five corners, the first at x = 0. How many blue pieces does it take?",
    "choices": [3, 4, 5, 10],
    "truth": len(functions.take_apart([(x, x % 2) for x in range(5)])[1]),
    "why": "One for each slope between two corners. After the last corner the curve is flat, and needs none.",
}
JUMP = {
    "question": "You join more and more points by straight lines. For which curve does the largest error stay?",
    "choices": ["the sine", "the bump", "the staircase"],
    "truth": "the staircase",
    "why": "At a jump some of the height is always missed. All curves without a jump can be followed as closely as you "
    "like.",
}
SWAPPED = {
    "question": "With w below 0, where does c·sigmoid(b + w·x₁) go far on the right?",
    "choices": ["to 0", "to c", "to −c"],
    "truth": "to 0",
    "why": "Far on the right b + w·x₁ is far below 0 then. Move w through 0 and watch the two limits swap.",
}
STEEP = {
    "question": "c = 5 and w = 2. How steep is c·sigmoid(b + w·x₁) at its centre?",
    "choices": [2.5, 5, 7, 10],
    "truth": 5 * 2 / 4,
    "why": "cw/4 = {truth}. The sigmoid itself is never steeper than a quarter.",
}
ALIKE = {
    "question": "Ten sigmoids start with all parameters at 0. How many different ones are there after 1000 updates?",
    "choices": [1, 2, 10],
    "truth": 1,
    "why": "All ten get the same slopes, so all ten take the same steps. A random start tells them apart.",
}
SHAPE = {
    "question": "Three features, two sigmoids. How many rows and columns has W?",
    "choices": ["2 × 3", "3 × 2", "3 × 3"],
    "truth": " × ".join(map(str, np.empty((2, 3)).shape)),
    "why": "A row for each sigmoid, a column for each feature. That both counts are three in many books is chance.",
}
COUNT = {
    "question": "Seven days, 100 sigmoids. How many numbers are in θ?",
    "choices": [107, 701, 901, 5000],
    "truth": parameters([7, 100, 1]),
    "why": "100·7 in W, 100 in the vector b, 100 in c, and one more b: {truth}.",
}
UPDATES = {
    "question": "10 000 examples in batches of 10. How many updates are in one epoch?",
    "choices": [1, 10, 1000, 10000],
    "truth": updates_per_epoch(10_000, 10),
    "why": "One for each batch, and there are {truth}.",
}
GATHER = {
    "question": "You make the batches larger. What happens to their losses?",
    "choices": ["they gather around L", "they all become smaller", "they spread out"],
    "truth": "they gather around L",
    "why": "The mean over many days is nearly the mean over all days. That is why L¹ can stand for L.",
}
ONE_EPOCH = {
    "question": "“I trained for one epoch.” How often did θ change?",
    "choices": ["once", "as often as there are examples", "you cannot know"],
    "truth": "you cannot know",
    "why": "Once for each batch. Without N and B nobody can say how many there were.",
}
FOUND = {
    "question": "Which of these does the machine find?",
    "choices": ["η", "the number of sigmoids", "B", "c"],
    "truth": "c",
    "why": "c is part of θ. The other three you set before it begins: they are hyperparameters.",
}
FLEXIBLE = {
    "question": "What can a constant and enough sigmoids follow as closely as you like?",
    "choices": ["every straight line, no more", "every continuous curve", "everything, jumps too"],
    "truth": "every continuous curve",
    "why": "A sum of ramps has no jumps; anything without a jump it can follow.",
}


@cache
def _bent(pieces):
    """Return the losses of a bent curve of yesterday → today, on 2017-2020 and on 2021."""
    seen, unseen = (during(lagged(*load_views(), 1), *years) for years in ((2017, 2020), (2021,)))
    x = seen.X[:, 0]
    fit = best_heights(x, seen.label, np.quantile(x, np.linspace(0, 1, pieces + 1)))
    return [mae(functions.red(rows.X[:, 0], *fit, functions.hard_sigmoid), rows.label) for rows in (seen, unseen)]


def bending_yesterday():
    """Bet: fifty pieces instead of a line, yesterday → today. What happens to the loss on days not seen?"""
    (L, unseen), (bent, bent_unseen) = _bent(1), _bent(50)
    change = 100 * (bent_unseen / unseen - 1)
    return {
        "question": "Yesterday → today, 50 pieces instead of a line. By how many per cent does L′ on 2021 change?",
        "choices": [-30, -10, 0, 10, 30],
        "truth": change,
        "why": f"L falls from {L:.2f}k to {bent:.2f}k, but L′ goes from {unseen:.2f}k to {bent_unseen:.2f}k, "
        "{truth:+.0f} %. A flexible model is no gift where the curve is straight.",
    }


def bending_the_week():
    """Predict: how far is the best bent curve off, day of the week → views?"""
    _, label, dates = _days()
    x = weekday(dates).astype(float)
    (w,), b = best(x, label)
    free = mae(functions.red(x, *best_heights(x, label, np.arange(7.0)), functions.hard_sigmoid), label)
    line = mae(functions.line(x, w, b), label)
    return {
        "question": f"The best straight line is off by {line:.2f}k a day. And the best curve that may bend every day?",
        "choices": [0.2, 1.0, 1.9, 2.1],
        "truth": free,
        "why": "{truth:.2f}k. It bends where the week does. The rest is not a matter of the weekday.",
    }


CORNERS = ((0, 1), (2, 5), (4, 3))


def second_piece(piece):
    """Read off the second blue piece, (c, b, w), of the red curve from (0, 1) to (2, 5) to (4, 3)."""
    c, b, w = piece
    for number in (c, b, w):
        _number(number)
    c0, b0, w0 = functions.take_apart(CORNERS)[1][1]
    if np.allclose((c, b, w), (c0, b0, w0)):
        return None
    if np.allclose((c, b, w), functions.take_apart(CORNERS)[1][0]):
        return "That is the first piece, from x = 0 to 2."
    if np.isclose(c, -c0):
        return "c has a sign: does the curve climb or fall there?"
    if not np.isclose(c, c0):
        return "c is how far the curve climbs from x = 2 to x = 4: y at the end, minus y at the beginning."
    if not np.isclose(w, w0):
        return "The ramp of a hard sigmoid is 4/w wide; this one is 2 wide."
    return "The centre is −b/w, halfway between x = 2 and x = 4."


def blue_function(model):
    """Write blue(x, c, b, w): one blue function, with the sigmoid of mlcourse.functions."""
    x = np.array([-1.0, 0.0, 2.0])
    said, hint = _said_by(model, x, 3.0, 0.5, 2.0)
    if hint:
        return hint
    if np.shape(said) != x.shape:
        return f"For three values of x it should return three numbers; it returned {said!r}."
    if np.allclose(said, functions.blue(x, 3.0, 0.5, 2.0)):
        return None
    if np.allclose(said, functions.sigmoid(0.5 + 2.0 * x)):
        return "Its height is 1 now: where does c come in?"
    if np.allclose(said, functions.sigmoid(3.0 * (0.5 + 2.0 * x))):
        return "c stands outside: it scales the height."
    return "c times the sigmoid of b + w·x."


def new_model(model):
    """Write model(x, W, shift, c, b): r, then a, then y, as in the picture; return y."""
    parts = np.array([1.0, 2.0, -1.0]), np.array([[1.0, 0.0, 2.0], [0.5, -1.0, 0.0]]), np.array([0.5, 1.0])
    c, b = np.array([2.0, -3.0]), 4.0
    said, hint = _said_by(model, *parts, c, b, advice="W @ x multiplies a matrix by a vector.")
    if hint:
        return hint
    r, a, y = functions.flow(*parts, c, b)
    if np.shape(said) == () and np.isclose(said, y):
        return None
    if np.shape(said) == (2,) and np.allclose(said, parts[2] + c @ functions.sigmoid(b + parts[1] @ parts[0])):
        return "You swapped the two b's: beside W @ x stands shift, the vector, and b, the number, in the last line."
    if np.shape(said) == (2,):
        return "That has one number for each sigmoid. y is one number: b + c @ a."
    if np.shape(said) == () and np.isclose(said, c @ a):
        return "You forgot the b that is a number."
    if np.shape(said) == () and np.isclose(said, b + c @ r):
        return "Between r and y there is a sigmoid."
    return f"For our example it should return {y:.3f}; yours returns {said!r}."


def ten_epochs(updates):
    """1460 days in batches of 32, ten epochs. How many updates is that?"""
    _number(updates)
    N, B, epochs = 1460, 32, 10
    if updates == epochs * updates_per_epoch(N, B):
        return None
    if updates == updates_per_epoch(N, B):
        return "That is one epoch."
    if np.isclose(updates, epochs * N / B, atol=0.01) or updates in (epochs * (N // B), -(-epochs * N // B)):
        return "The last batch of an epoch is smaller, but it is a batch, and gets its own update."
    if updates in (epochs, N * epochs):
        return "There is one update for each batch. How many batches are 1460 days?"
    return "How many batches of 32 do 1460 days make, the last one smaller? That many updates, ten times."


# Lesson 5

OTHER_SEED = {
    "question": "You train the same network twice, with two seeds. L′ is not the same. What was different?",
    "choices": ["the days it learned from", "the start, and the order of the batches", "the number of updates"],
    "truth": "the start, and the order of the batches",
    "why": "Both are drawn at random. So a single L′ is a draw, too.",
}
HOW_MANY = {
    "question": "How many ReLUs make one hard sigmoid?",
    "choices": [1, 2, 3, 4],
    "truth": len(functions.as_relus(1, 0, 1)),
    "why": "{truth}: one bends up where the ramp begins, the other down where it ends.",
}
WITHOUT = {
    "question": "Thirty units and no activation function at all: a = r. Which curves can this model follow?",
    "choices": ["all of them, it has 91 parameters", "straight lines only", "none: it cannot be trained"],
    "truth": "straight lines only",
    "why": "A sum of straight lines is a straight line. All bends come from the activation function.",
}
FIFTY = {
    "question": "A model of 50 hard sigmoids is to be written with ReLUs, without changing it. How many?",
    "choices": [25, 50, 100, 200],
    "truth": 50 * len(functions.as_relus(1, 0, 1)),
    "why": "Two for each. That is the 2i under the lecture's sum.",
}
CLOSED = {
    "question": "max(0, −3 + x₁) for x₁ = 1. How much does this ReLU add, and how steep is it there?",
    "choices": ["adds 0, slope 0", "adds −2, slope 1", "adds 2, slope −1"],
    "truth": "adds 0, slope 0",
    "why": "r = −2 is below 0: the ReLU is shut. Where it is shut no gradient passes through it either.",
}
ONE_RUN = {
    "question": "Network A has L′ = 0.30k, network B 0.31k, one seed each. Which is better?",
    "choices": ["A", "B", "you cannot know yet"],
    "truth": "you cannot know yet",
    "why": "The same network moves by as much from one seed to the next. Train each several times, look at the spread.",
}
STRAIGHT_AGAIN = {
    "question": "Three layers of 100 units each, and no activation function. What is this model?",
    "choices": ["a deep network", "a linear model", "a piecewise linear curve"],
    "truth": "a linear model",
    "why": "A line of a line of a line is a line. Only what stands between the layers makes them worth having.",
}
WIDER = {
    "question": "You go from 100 to 1000 ReLUs, and L falls. What does that tell you about L′?",
    "choices": ["it falls as well", "it rises", "nothing"],
    "truth": "nothing",
    "why": "L is about days it has learned from. Only days it has not seen can tell, and with several seeds.",
}


@cache
def _seen_before(of):
    """Return the losses by model that were computed before, on all of 2021 or of 2017-2020."""
    return experiments.Losses(experiments.committed()[0], of)


def _verdict(claim, **way):
    return experiments.verdict(claim, experiments.committed()[0], **way)


def _change(other, one):
    """Compare two models on 2021: by how many per cent the median changes, and both in words."""
    unseen = _seen_before("unseen")
    words = f"Medians over {len(unseen[one])} seeds on 2021: {unseen.median(other):.3f}k, and {unseen.median(one):.3f}k"
    return 100 * (unseen.median(one) / unseen.median(other) - 1), words


def relu_or_sigmoid():
    """Bet: the lecture says that ReLU does better than sigmoid. In how many of ten seeds does it, here?"""
    found = _verdict("ReLU does better than sigmoid")
    unseen = _seen_before("unseen")
    return {
        "question": f"100 ReLUs or 100 sigmoids: in how many of {found.n} seeds have the ReLUs the smaller L′ on 2021?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}; the claim {found.word}. Medians: ReLU {unseen.median('100 ReLU'):.3f}k, "
        f"sigmoid {unseen.median('100 sigmoid'):.3f}k. The lecture leaves open why.",
    }


def hundred_relus_help():
    """Bet: 100 ReLUs instead of a linear model, both on 56 days. By how many per cent does L′ change?"""
    change, words = _change("linear, 56 days", "100 ReLU")
    return {
        "question": "100 ReLUs instead of a linear model, on 56 days: by how many per cent does L′ on 2021 change?",
        "choices": [-30, -10, 0, 10],
        "truth": change,
        "why": f"{words}: {{truth:+.1f}} %. The claim {_verdict('100 ReLU do better than a linear model').word}. "
        "In the lecture it fell from 0.46k to 0.43k, by 7 %.",
    }


def a_thousand_add_nothing():
    """Bet: the lecture says that 1000 ReLUs add little to 100. By how many per cent does L′ change?"""
    change, words = _change("100 ReLU", "1000 ReLU")
    return {
        "question": "1000 ReLUs instead of 100: by how many per cent does L′ on 2021 change?",
        "choices": [-10, -3, 0, 10],
        "truth": change,
        "why": f"{words}: {{truth:+.1f}} %. That they add nothing {_verdict('1000 ReLU add nothing to 100').word}. "
        "In the lecture both had 0.43k.",
    }


def relu_function(model):
    """Write relu(r): max(0, r) for every number in an array."""
    r = np.array([-2.0, 0.0, 3.0])
    said, hint = _said_by(model, r)
    if hint:
        return hint
    if np.shape(said) != r.shape:
        return f"For three numbers it should return three numbers; it returned {said!r}."
    if np.allclose(said, functions.relu(r)):
        return None
    if np.allclose(said, r):
        return "That lets everything pass. What is below 0 becomes 0."
    if np.allclose(said, np.abs(r)):
        return "That turns what is below 0 over. It should become 0."
    if np.allclose(said, np.minimum(0, r)):
        return "That keeps the other half."
    return "For −2, 0 and 3 it should return 0, 0 and 3."


def second_relu(piece):
    """Find the second ReLU, (c, b, w): with 2·max(0, −1 + x₁) it makes a ramp from 0 at x₁ = 1 to 4 at x₁ = 3."""
    c, b, w = piece
    for number in (c, b, w):
        _number(number)
    x = np.linspace(-5, 9, 57)
    wanted = np.clip(2 * (x - 1), 0, 4) - functions.blue(x, 2, -1, 1, functions.relu)
    said = functions.blue(x, c, b, w, functions.relu)
    if np.allclose(said, wanted):
        return None
    if np.allclose(said, -wanted):
        return "It bends up as well. Turn it over: c is below 0."
    if w > 0 and np.isclose(-b / w, 3):
        return "The corner is right. How steep must it be to make the sum flat again?"
    if w > 0 and np.isclose(c * w, -2):
        return "The slope is right. Where does the ramp end? There b + w·x₁ is 0."
    return "Up to x₁ = 3 it must add nothing; from there on it must take away 2 for each step to the right."


def two_in_one(pair):
    """Without an activation function: a = 1 + 4x₁ and y = 2 + 3a. Which w and b has y = b + w·x₁?"""
    _two_numbers(pair)
    if np.allclose(pair, (12, 5)):
        return None
    if np.allclose(pair, (5, 12)):
        return "The right numbers in the wrong order: first w, then b."
    if np.isclose(pair[0], 12):
        return "w is right. For x₁ = 0, a is 1: what is y then?"
    return "Put a into the second line and multiply out: y = 2 + 3·(1 + 4x₁)."


# Lesson 6

AGAIN = {
    "question": "Three hidden layers of 100 units over 56 days. How many parameters are there?",
    "choices": [356, 5801, 26001, 1000000],
    "truth": parameters([56, 100, 100, 100, 1]),
    "why": "100·57 + 100·101 + 100·101 + 101 = {truth}. Nearly all of them stand between the hidden layers.",
}
NEURON = {
    "question": "Which part of the picture is a neuron?",
    "choices": ["a feature", "one unit, a = σ(r)", "a whole layer", "a weight"],
    "truth": "one unit, a = σ(r)",
    "why": "Each of lesson 4’s blue functions is one. Many of them side by side are a hidden layer.",
}
SIX_FOLDS = {
    "question": "Six layers of two ReLUs each, every one folds the curve once. How many straight pieces?",
    "choices": [7, 12, 36, 64],
    "truth": 1 + int(np.sum(np.diff(np.sign(np.diff(functions.fold(np.linspace(0, 1, 2049), 6)))) != 0)),
    "why": "Each layer doubles them: {truth}, from 12 ReLUs. One layer alone needs a ReLU for each piece.",
}
SEEN_BETTER = {
    "question": "L falls, and L′ rises. What is that called?",
    "choices": ["model bias", "overfitting", "a local minimum"],
    "truth": "overfitting",
    "why": "Better on what it has seen, worse on what it has not: it learns the noise of its own days.",
}
TOO_STIFF = {
    "question": "L and L′ are both large, and no training lowers L. What is that called?",
    "choices": ["model bias", "overfitting", "a bad seed"],
    "truth": "model bias",
    "why": "The function you look for is not among those this model can be. A more flexible one may hold it.",
}
CHOSEN_BY = {
    "question": "By which of these may you choose the number of layers?",
    "choices": ["L on the training years", "the loss on a validation year", "L′ on the days you are judged by"],
    "truth": "the loss on a validation year",
    "why": "By L you would always take the largest model; by L′ you would have spent the days that judge you.",
}
ALL_BY_HAND = {
    "question": "The gradient of 26 001 parameters by moving each of them both ways. How many losses is that?",
    "choices": [1, 26001, 52002, 10**9],
    "truth": 2 * parameters([56, 100, 100, 100, 1]),
    "why": "{truth} passes through the network for a single step. Backpropagation needs about as long as two or three.",
}


def each_layer_lowers():
    """Bet: the lecture's L falls with each layer. In how many of ten seeds does ours?"""
    way = {"part": "long"}
    found, L = _verdict("each layer lowers L", **way), experiments.Losses(experiments.committed()[0], "L", **way)
    deep = ["100 ReLU", "2 layers", "3 layers", "4 layers"]
    return {
        "question": "1, 2, 3, 4 layers, trained for a small L and nothing else: in how many of "
        f"{found.n} seeds does L fall with each further layer?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}; the claim {found.word}. Medians: "
        + ", ".join(f"{L.median(model):.3f}k" for model in deep)
        + ". In the lecture 0.28k, 0.18k, 0.14k, 0.10k.",
    }


def second_layer_helps():
    """Bet: the lecture's L′ falls with the second layer. By how many per cent does ours change?"""
    change, words = _change("100 ReLU", "2 layers")
    return {
        "question": "Two layers of 100 instead of one: by how many per cent does L′ on 2021 change?",
        "choices": [-15, -5, 0, 5, 15],
        "truth": change,
        "why": f"{words}: {{truth:+.1f}} %. The claim {_verdict('a second layer helps').word}. "
        "In the lecture it fell from 0.43k to 0.39k, by 9 %.",
    }


def fourth_layer_overfits():
    """Bet: the lecture's fourth layer has a smaller L and a larger L′. How often, trained for L alone?"""
    claim, way = "the fourth layer overfits", {"part": "long"}
    found, careful = _verdict(claim, **way), _verdict(claim)
    L, unseen = (experiments.Losses(experiments.committed()[0], of, **way) for of in ("L", "unseen"))
    return {
        "question": "Four layers instead of three, trained for a small L and nothing else: in how many of "
        f"{found.n} seeds does L fall and L′ rise?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}; the claim {found.word}. Medians: L {L.median('3 layers'):.3f}k and "
        f"{L.median('4 layers'):.3f}k, L′ {unseen.median('3 layers'):.3f}k and {unseen.median('4 layers'):.3f}k. "
        f"Where 2020 chose how long to train, it is so in {careful.k} of {careful.n}: the claim {careful.word}.",
    }


def deep_beats_fat():
    """Bet: three layers against one with as many parameters. In how many of ten seeds is the deep one ahead?"""
    found, unseen = _verdict("3 layers do better than a fat one"), _seen_before("unseen")
    return {
        "question": f"3 layers of 100, or one of 448 with as many parameters: in how many of {found.n} seeds has the "
        "deep one the smaller L′?",
        "choices": [0, 2, 5, 8, 10],
        "truth": found.k,
        "why": f"In {{truth}} of {found.n}. Medians on 2021: deep {unseen.median('3 layers'):.3f}k, fat "
        f"{unseen.median('448 ReLU'):.3f}k.",
    }


def forty_five_days():
    """Bet: how many of the claims get the same verdict on the lecture's 45 days as on the whole of 2021?"""
    claims = set(experiments.CLAIMS) - experiments.ABOUT_L
    same = [_verdict(claim).word == _verdict(claim, of="window").word for claim in claims]
    return {
        "question": f"{len(same)} claims about L′. How many have the same verdict on 45 days as on all of 2021?",
        "choices": [0, len(same) // 2, 3 * len(same) // 4, len(same)],
        "truth": sum(same),
        "why": "{truth} of " + f"{len(same)}. The claims and their verdicts stand below.",
    }


def hard_days():
    """Predict: on which days is the linear model of 56 days most wrong, in the mean over 2021?"""
    rows = lagged(*load_views(), 56)
    (w, b), unseen = best(*during(rows, 2017, 2020)[:2]), during(rows, 2021)
    wrong, today, before = np.abs(unseen.X @ w + b - unseen.label), *(holidays(unseen.dates - k) != "" for k in (0, 1))
    means = {
        "holidays": wrong[today].mean(),
        "the day after one": wrong[before & ~today].mean(),
        "other days": wrong[~today & ~before].mean(),
    }
    return {
        "question": "On which days is a model of the last 56 days most wrong, on average?",
        "choices": list(means),
        "truth": max(means, key=means.get),
        "why": ", ".join(f"{name} {mean:.2f}k" for name, mean in means.items())
        + ". The model does not know what a holiday is, and the day after it still believes in it.",
    }


def two_layers(count):
    """Seven days, two hidden layers of ten units. How many parameters are in θ?"""
    _number(count)
    truth = parameters([7, 10, 10, 1])
    if count == truth:
        return None
    if count == 7 * 10 + 10 * 10 + 10:
        return "Those are the weights. Every unit has its own b as well, and so has y."
    if count == truth - 1:
        return "You forgot the b that is a number, the last one."
    if count == parameters([7, 10, 1]):
        return "That is one hidden layer."
    return "First layer 10·(7 + 1), second 10·(10 + 1), and then y."


@cache
def _without_feature():
    rows = lagged(*load_views(), 56)
    early, held = during(rows, 2017, 2019), during(rows, 2020)
    return early, held, _fitted(early.X, held.X)


def _fitted(X, X_held):
    """Return the losses on 2017-2019 and on 2020 of the exact fit to 2017-2019."""
    rows = lagged(*load_views(), 56)
    early, held = during(rows, 2017, 2019), during(rows, 2020)
    w, b = best(X, early.label)
    return mae(X @ w + b, early.label), mae(X_held @ w + b, held.label)


def holiday_feature(feature):
    """Write feature(dates): numbers that tell the model about holidays, so that it does better on 2020."""
    early, held, (L0, before) = _without_feature()
    columns = []
    for rows in (early, held):
        said, hint = _said_by(feature, rows.dates, advice="dates holds all the days at once, as an array.")
        if hint:
            return hint
        said = np.asarray(said, dtype=float)
        if said.shape[:1] != rows.dates.shape or said.ndim > 2:
            return f"It should return a number or a row for each of {len(rows.dates)} dates; its shape is {said.shape}."
        columns.append(np.column_stack([rows.X, said]))
    L, after = _fitted(*columns)
    if after < before - 0.001:
        return None
    if L > L0 - 0.001:
        return (
            f"The model makes no use of it: L on 2017 to 2019 stays at {L0:.3f}k. Is it 1 on some days and 0 on others?"
        )
    return (
        f"L on 2017 to 2019 falls from {L0:.3f}k to {L:.3f}k, but on 2020 it goes from {before:.3f}k to {after:.3f}k. "
        "That is overfitting. Try the holidays, and the days after them in a column of their own (np.column_stack)."
    )


def hand_in(model):
    """Hand in a model, by its name in the table: one that the validation year cannot tell from the best."""
    held = experiments.Losses(experiments.committed()[0], "unseen", part="validation")
    if model not in held:
        return f"There is no model {shorten(repr(model), 40)}. The names are {', '.join(held)}."
    least = experiments.by_validation()[0]
    if held.median(model) <= held[least].max():
        return None
    return f"On 2020 it is off by {held.median(model):.3f}k a day. {least} is off by {held.median(least):.3f}k."


def finite_difference(slope):
    """Write slope(L, theta, k, h): by how much L rises when theta[k] does, by moving it by h to both sides."""
    theta = np.array([1.0, -2.0, 0.5])

    def loss(theta):
        return theta[0] ** 2 + 3 * theta[1] * theta[2]

    said, hint = _said_by(slope, loss, theta.copy(), 1, 1e-4, advice="theta is an array; copy it before you change it.")
    if hint:
        return hint
    if np.shape(said) != ():
        return f"The slope is one number; it returned {said!r}."
    if np.isclose(said, 1.5) and np.isclose(slope(loss, theta.copy(), 0, 1e-4), 2.0):
        return None
    if np.isclose(said, 3.0):
        return "From one side to the other it is 2h."
    if np.isclose(said, -1.5):
        return "The wrong way round: the larger theta[k] comes first."
    if abs(said) < 1e-3:
        return "Divide by how far you moved it."
    return f"For L = θ₀² + 3·θ₁·θ₂ at (1, −2, 0.5) the slope along θ₁ is 1.5; yours is {said!r}."
