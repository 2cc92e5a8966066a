"""Every exercise: the right answer solves it, each wrong one gets a hint of its own, the starter is not tried yet."""

import inspect
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import mlcourse
from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.data.holidays import holidays
from mlcourse.experiments import results
from mlcourse.lessons.descent import explorers
from mlcourse.practice import lessons
from mlcourse.practice.asked import Asked, Bet, Point
from mlcourse.practice.check import Task, check
from mlcourse.practice.question import bet, predict


def seven_lines(x, day):
    X, label, dates = during(lagged(*load_views(), 1), 2017, 2020)
    on = [weekday(dates) == d for d in range(7)]
    w, b = zip(*(np.polyfit(X[each, 0], label[each], 1) for each in on), strict=True)
    return np.array(b)[day] + np.array(w)[day] * x


def fitted_inside(x, day):
    label = during(lagged(*load_views(), 1), 2017, 2020).label
    w, b = zip(*(np.polyfit(x[day == d], label[day == d], 1) for d in range(7)), strict=True)
    return np.array(b)[day] + np.array(w)[day] * x


def walk(g, w, eta, updates):
    for _ in range(updates):
        w = w - eta * g(w)
    return w


def in_place(g, w, eta, updates):
    for _ in range(updates):
        w -= eta * g(w)
    return w


def forgets_to_copy(L, theta, k, h):
    up = theta
    up[k] += h
    return (L(up) - L(theta)) / h


def shares(dates, x, days=(0, 1), lately=True, weekdays=True):
    on = [(holidays(dates - k) != "") & ((weekday(dates - k) < 5) | (not weekdays)) for k in days]
    return np.column_stack([(x[:, :7].mean(axis=1) if lately else 1) * each for each in on])


def off(theta, k, h):
    moved = theta.copy()
    moved[k] += h
    return moved


LESSONS = sorted(path.parent.name for path in Path(mlcourse.__file__).parent.glob("lessons/*/tasks.py"))
PARTS = ("questions", "bets", "tasks")
MODULES = [
    import_module(name)
    for lesson in LESSONS
    for part in PARTS
    if find_spec(name := f"mlcourse.lessons.{lesson}.{part}")
]


def found(module, name, value):
    """What a lesson asks, under its id: a constant, or what its function makes; not what it is made with."""
    if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
        return value()
    return value if isinstance(value, Asked | Task) else None


ALL = {
    f"{module.__name__.split('.')[-2]}.{name.lower()}": asked
    for module in MODULES
    for name, value in vars(module).items()
    if (asked := found(module, name, value)) is not None
}
TASKS = {id.split(".")[1]: asked for id, asked in ALL.items() if isinstance(asked, Task)}
QUESTIONS = {id: asked for id, asked in ALL.items() if isinstance(asked, Asked)}
BETS = {id: asked for id, asked in QUESTIONS.items() if isinstance(asked, Bet)}

RIGHT = {
    "rhythm": 7,
    "one_prediction": 8.65,
    "better_line": (0.86, 1.23),
    "fewer": lambda x: x - x / 10,
    "two_days": 2,
    "surprise": lambda y, label: -np.sum(label * np.log(y)),
    "too_few": lambda y, label: np.mean(np.maximum(3 * (label - y), y - label)),
    "best_b": lambda x, label, w: np.median(label - w * x),
    "one_update": 3.4,
    "set_by_you": ("η", "patience", "start"),
    "descent_step": lambda w, g, eta: w - eta * g,
    "in_shares": lambda y, label: 100 * np.mean(abs(y / label - 1)),
    "descend": walk,
    "seven_lines_model": seven_lines,
    "second_piece": (-2, -6, 2),
    "blue_function": lambda x, c, b, w: c / (1 + np.exp(-b - w * x)),
    "new_model": lambda x, W, shift, c, b: b + c @ (1 / (1 + np.exp(-shift - W @ x))),
    "ten_epochs": 460,
    "relu_function": lambda r: r * (r > 0),
    "second_relu": (-1, -6, 2),
    "two_in_one": (12, 5),
    "nine_of_ten": 11 / 1024,
    "two_layers": 201,
    "holiday_feature": lambda dates: np.column_stack([holidays(dates) != "", holidays(dates - 1) != ""]),
    "holiday_share": shares,
    "hand_in": results.by_validation()[0],
    "finite_difference": lambda L, theta, k, h: (L(off(theta, k, h)) - L(off(theta, k, -h))) / (2 * h),
}
STARTERS = {
    "fewer": lambda x: ...,
    "surprise": lambda predicted, label: ...,
    "too_few": lambda predicted, label: ...,
    "best_b": lambda x, label, w: ...,
    "descent_step": lambda w, g, eta: ...,
    "in_shares": lambda predicted, label: ...,
    "descend": lambda g, w, eta, updates: ...,
    "seven_lines_model": lambda x, day: ...,
    "blue_function": lambda x, c, b, w: ...,
    "new_model": lambda x, W, shift, c, b: ...,
    "relu_function": lambda r: ...,
    "holiday_feature": lambda dates: ...,
    "holiday_share": lambda dates, x: ...,
    "finite_difference": lambda L, theta, k, h: ...,
}
WRONG = {
    "rhythm": {
        -7: "larger than 0",
        "7": "is not an answer",
        14: "not for the first time",
        365: "faster",
        5: "one dip to the next",
    },
    "one_prediction": {8.7: "do not round", 7.65: "add b", 16.15: "only then add b", 8651: "thousands", 3: "x₁ is 8.5"},
    "better_line": {(0.5, 0): "It lies too low", (1.2, 5): "It lies too high", (1, 2, 3): "Find a pair"},
    "fewer": {
        (lambda x: x if x > 3 else 0): "x holds all the days at once",
        (lambda x: 0.1 * x): "how much is left",
        (lambda x: x - 0.1): "A tenth of x",
        (lambda x: None): "returns nothing",
        (lambda x: 9.0): "three numbers",
        (lambda x: 1.1 * x): "it should say 9",
    },
    "two_days": {
        4: "sum of the errors",
        -1: "signs",
        1: "signs",
        5: "squares",
        2000: "thousands",
        7: "What is their mean",
    },
    "surprise": {
        (lambda y, label: np.sum(label * np.log(y))): "minus sign",
        (lambda y, label: -label * np.log(y)): "one number for each class",
        (lambda y, label: -np.mean(label * np.log(y))): "their sum",
        (lambda y, label: -np.sum(label * np.log2(y))): "natural logarithm",
        (lambda y, label: -np.sum(label * np.log10(y))): "natural logarithm",
        (lambda y, label: -np.sum(y * np.log(label))): "of what was predicted",
        (lambda y, label: -np.sum(np.log(y))): "only what came",
        (lambda y, label: -np.log(y[np.argmax(label)])): "weigh every class",
        (lambda y, label: np.abs(y - label).sum()): "should return 0.916",
        (lambda y, label: None): "returns nothing",
        (lambda y: y): "stopped with TypeError",
    },
    "too_few": {
        (lambda y, label: np.maximum(3 * (label - y), y - label)): "of each day",
        (lambda y, label: np.sum(np.maximum(3 * (label - y), y - label))): "their mean",
        (lambda y, label: np.mean(np.abs(y - label))): "count alike",
        (lambda y, label: 3 * np.mean(np.abs(y - label))): "every error three times",
        (lambda y, label: np.mean(np.maximum(label - y, 3 * (y - label)))): "wrong side",
        (lambda y, label: -np.mean(np.maximum(3 * (label - y), y - label))): "Below zero",
        (lambda y, label: np.mean((y - label) ** 2)): "costs 3",
        (lambda y, label: None): "returns nothing",
        (lambda y: y): "stopped with TypeError",
    },
    "best_b": {
        (lambda x, label, w: np.mean(label - w * x)): "of MSE",
        (lambda x, label, w: np.median(w * x - label)): "wrong way round",
        (lambda x, label, w: np.median(label)): "w is forgotten",
        (lambda x, label, w: label - w * x): "one number",
        (lambda x, label, w: 0.0): "lie above the line",
        (lambda x, label, w: np.median(label - 0.5 * x)): "With w = 0.9",
        (lambda x, label, w: None): "returns nothing",
        (lambda x: x): "stopped with TypeError",
    },
    "one_update": {2.6: "uphill", 7: "forgot η", -0.4: "the step itself", 0: "w⁰ − η"},
    "set_by_you": {
        ("η", "w"): "looks for",
        ("η", "L"): "comes out",
        ("η",): "2 more",
        ("θ",): "choose among",
    },
    "descent_step": {
        (lambda w, g, eta: w + eta * g): "sign of the step",
        (lambda w, g, eta: w - g): "depends on eta",
        (lambda w, g, eta: None): "returns nothing",
        (lambda w, g, eta: w): "should return 0.5",
        (lambda w, g, eta: w - eta * abs(g)): "For w = −1, g = −2, eta = 0.1 it should return −0.8; yours returns -1.2",
        (lambda w: w): "stopped with TypeError",
    },
    "in_shares": {
        (lambda y, label: np.mean(abs(y / label - 1))): "a share of 1",
        (lambda y, label: 100 * np.sum(abs(y / label - 1))): "take the mean",
        (lambda y, label: 100 * abs(y / label - 1)): "share of each day",
        (lambda y, label: 100 * np.mean(y / label - 1)): "take away the signs",
        (lambda y, label: 100 * np.mean(abs(1 - label / y))): "not of what was predicted",
        (lambda y, label: 100 * np.mean(abs(y - label)) / np.mean(label)): "by its own views first",
        (lambda y, label: np.mean(abs(y - label))): "That is MAE",
        (lambda y, label: 0.0): "should return 31.7",
        (lambda y, label: None): "returns nothing",
        (lambda y: y): "stopped with TypeError",
    },
    "descend": {
        (lambda g, w, eta, updates: w - eta * g(w)): "where one update leads",
        (lambda g, w, eta, updates: walk(g, w, -eta, updates)): "That climbs",
        (lambda g, w, eta, updates: w - updates * eta * g(w)): "call g(w) anew",
        (lambda g, w, eta, updates: walk(g, w, eta, updates - 1)): "It made 2 updates",
        (lambda g, w, eta, updates: walk(g, w, eta, updates + 1)): "It made 4 updates",
        (lambda g, w, eta, updates: w): "It made 0 updates",
        (lambda g, w, eta, updates: 0.0): "lead to 1.976",
        (lambda g, w, eta, updates: [w]): "a single number",
        (lambda g, w, eta, updates: in_place(g, w, eta, updates)): "changes the list it was given",
        (lambda g, w, eta, updates: walk(g, w, eta, updates) if np.ndim(w) == 0 else w): "may also be an array",
        (lambda g, w, eta, updates: None): "returns nothing",
        (lambda g: 0): "stopped with TypeError",
    },
    "seven_lines_model": {
        (lambda x, day: x): "one line for all days has",
        (lambda x, day: 1.0): "one prediction for each",
        (lambda x, day: seven_lines(x, day)[:, None]): "(1460,); yours has the shape (1460, 1)",
        (lambda x, day: 0.9 * seven_lines(x, day)): "on the way",
        (lambda x, day: fitted_inside(x, day)): "fit the lines before",
        (lambda x, day: np.resize(seven_lines(x, day), 1460)): "On the 365 days of 2021",
        (lambda x: x): "stopped with TypeError",
    },
    "second_piece": {
        (4, -2, 2): "first piece",
        (2, -6, 2): "a sign",
        (3, -6, 2): "how far the curve climbs",
        (-2, -6, 1): "4/w wide",
        (-2, 6, 2): "The centre",
        (-2, -6): "Read off the second",
    },
    "blue_function": {
        (lambda x, c, b, w: 1 / (1 + np.exp(-b - w * x))): "where does c come in",
        (lambda x, c, b, w: 1 / (1 + np.exp(-c * (b + w * x)))): "scales the height",
        (lambda x, c, b, w: c * (b + w * x)): "c times the sigmoid",
        (lambda x, c, b, w: c / (1 + np.exp(b + w * x))): "runs the other way",
        (lambda x, c, b, w: None): "returns nothing",
        (lambda x, c, b, w: 1.0): "three numbers",
        (lambda x: x): "stopped with TypeError",
    },
    "new_model": {
        (lambda x, W, shift, c, b: 1 / (1 + np.exp(-shift - W @ x))): "one number for each sigmoid",
        (lambda x, W, shift, c, b: c @ (1 / (1 + np.exp(-shift - W @ x)))): "forgot the b",
        (lambda x, W, shift, c, b: b + c @ (shift + W @ x)): "there is a sigmoid",
        (lambda x, W, shift, c, b: x @ W): "With x in front",
        (lambda x, W, shift, c, b: b + c @ (1 / (1 + np.exp(-shift - x @ W)))): "With x in front",
        (lambda x, W, shift, c, b: shift + W * x): "added up",
        (lambda x, W, shift, c, b: b + c @ (1 / (1 + np.exp(-shift - W * x)))): "added up",
        (lambda x, W, shift, c, b: shift + W @ x[:2]): "The shapes do not fit",
        (lambda x: x): "stopped with TypeError",
        (lambda x, W, shift, c, b: None): "returns nothing",
        (lambda x, W, shift, c, b: 0.0): "should return",
    },
    "ten_epochs": {46: "one epoch", 450: "is a batch", 456.25: "whole numbers", 457: "is a batch", 10: "for each batch"}
    | {14600: "for each batch", 3: "How many batches of 32"},
    "relu_function": {
        (lambda r: r): "lets everything pass",
        (lambda r: abs(r)): "turns what is below 0 over",
        (lambda r: np.minimum(r, 0)): "the other half",
        (lambda r: max(0, r)): "many numbers at once",
        (lambda r: 0.0): "three numbers",
        (lambda r: 0 * r): "0, 0 and 3",
        (lambda r: None): "returns nothing",
    },
    "second_relu": {
        (2, -3, 1): "Turn it over",
        (-3, -3, 1): "The corner is right",
        (-2, -2, 1): "The slope is right",
        (1, 1, 1): "it must add nothing",
        (-2, -3): "Find the second ReLU",
    },
    "nine_of_ten": {
        10 / 1024: "exactly nine",
        1 / 1024: "all ten",
        22 / 1024: "B is so far ahead",
        1.07: "a share of 1",
        0.01: "rounded too far",
        0.9: "2¹⁰ ways",
    },
    "two_in_one": {(5, 12): "wrong order", (12, 2): "what is y then", (3, 4): "multiply out", 12: "Which w and b"},
    "two_layers": {180: "Those are the weights", 200: "the last one", 91: "one hidden layer", 7: "First layer"},
    "holiday_feature": {
        (lambda dates: np.zeros(len(dates))): "no use of it",
        (lambda dates: np.eye(7)[weekday(dates)][:, 1:]): "That is overfitting",
        (lambda dates: 1.0): "for each of",
        (lambda dates: None): "returns nothing",
        (lambda dates: holidays(dates)): "are names",
        (lambda: 0): "stopped with TypeError",
    },
    "holiday_share": {
        (lambda dates, x: shares(dates, x, lately=False)): "does harm on 2021",
        (lambda dates, x: shares(dates, x, weekdays=False)): "does harm on 2021",
        (lambda dates, x: x[:, :2]): "makes no use of it",
        (lambda dates, x: holidays(dates)): "are names",
        (lambda dates: 0.0): "stopped with TypeError",
    },
    "hand_in": {"ReLU": "There is no model", 448: "There is no model 448"},
    "finite_difference": {
        (lambda L, theta, k, h: (L(off(theta, k, h)) - L(off(theta, k, -h))) / h): "it is 2h",
        (lambda L, theta, k, h: (L(off(theta, k, -h)) - L(off(theta, k, h))) / (2 * h)): "wrong way round",
        (lambda L, theta, k, h: L(off(theta, k, h)) - L(off(theta, k, -h))): "Divide",
        (lambda L, theta, k, h: L(theta)): "is 1.5, and along θ₀ it is 2; yours are −2 and −2.",
        (lambda L, theta, k, h: (L(off(theta, k, h)) - L(theta)) / h): "to one side only",
        (lambda L, theta, k, h: (L(theta) - L(off(theta, k, -h))) / h): "to one side only",
        forgets_to_copy: "moved theta itself",
        (lambda L, theta, k, h: theta): "one number",
        (lambda L, theta, k, h: None): "returns nothing",
        (lambda L: 0): "stopped with TypeError",
    },
}


def test_an_id_is_the_lesson_and_the_name_in_it():
    assert {id: asked.id for id, asked in ALL.items()} == {id: id for id in ALL}


@pytest.mark.parametrize("id", QUESTIONS)
def test_every_question_can_be_asked_and_answered(id):
    asked = QUESTIONS[id]
    drawn = isinstance(asked, Point) or getattr(asked, "shown", "")
    then = explorers.two_parameters(np.array([4.0, 9.0]), np.array([5.0, 8.0])) if drawn else None
    question = (bet if id in BETS else predict)(asked, then)
    question.commit(asked.right)
    assert (">Well bet." if id in BETS else ">Yes.") in question.verdict.value
    assert "{" not in question.verdict.value


@pytest.mark.parametrize("id", BETS)
def test_a_bet_fits_into_the_ledger(id):
    asked = BETS[id]
    assert asked.choices == sorted(asked.choices)
    assert 0 <= asked.found.k <= asked.found.n
    assert 0 < len(lessons.claim(id)) <= 26  # a narrow page has room for so much
    assert lessons.claim(id) != id


def test_every_claim_is_bet_on():
    for module in MODULES:
        room, part = module.__name__.split(".")[-2:]
        if part == "bets":
            assert {f"{room}.{name}" for name in module.CLAIMS} == {id for id in BETS if id.startswith(f"{room}.")}


def test_every_task_is_tried_here():
    assert set(TASKS) == set(RIGHT) == set(WRONG)


@pytest.mark.parametrize("name", TASKS)
def test_the_right_answer_solves_a_task(name):
    assert check(TASKS[name], RIGHT[name]).solved


@pytest.mark.parametrize("name", TASKS)
def test_the_starter_is_not_tried_yet(name):
    assert check(TASKS[name], STARTERS.get(name, ...)).solved is None


@pytest.mark.parametrize(("name", "answer", "hint"), [(n, a, h) for n, all in WRONG.items() for a, h in all.items()])
def test_a_wrong_answer_gets_the_hint_that_fits(name, answer, hint):
    verdict = check(TASKS[name], answer)
    assert verdict.solved is False
    assert hint in verdict.words


@pytest.mark.parametrize(
    ("name", "formula", "hint"),
    [
        (
            "relu_function",
            "lambda r: np.maximum(0, r)",
            "name 'np' is not defined (np is numpy: run the lesson's first",
        ),
        ("relu_function", "lambda r: q * (q > 0)", "Python does not know the name q here"),
        ("relu_function", "lambda: 0", "0 positional arguments but 1 was given."),
        ("fewer", "lambda x: x / zero", "Python does not know the name zero here"),
        ("holiday_feature", "lambda dates: weekday(dates) < 5", "Python does not know the name weekday here"),
    ],
)
def test_what_has_nothing_to_do_with_arrays_is_not_answered_with_them(name, formula, hint):
    words = check(TASKS[name], eval(formula, {})).words
    assert hint in words
    assert "holds" not in words


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("nonsense", ["words", None, [], {}, float("nan"), np.array([])], ids=str)
def test_nonsense_is_answered_and_not_a_crash(name, nonsense):
    assert check(TASKS[name], nonsense).solved is False


def test_a_loop_without_an_end_is_stopped_and_told_in_one_sentence(monkeypatch):
    def for_ever(g, w, eta, updates):
        while True:
            w = w - eta * g(w)

    monkeypatch.setattr("mlcourse.practice.answers.ENDLESS", 0.2)
    told = check(TASKS["descend"], for_ever)
    assert told.solved is False
    assert told.words.startswith("Your function had not come back after 0 s, and was stopped.")
    assert told.words.endswith("Does its loop ever end?")


def test_who_interrupts_a_check_is_shown_one_line_and_none_of_the_course_s_code():
    def interrupted(g, w, eta, updates):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        check(TASKS["descend"], interrupted)
    assert stopped.value._render_traceback_() == [
        "✗ Interrupted before your function had come back. Does its loop ever end?"
    ]
