"""Each question with choices in lessons 1 to 3: its marked answer, found another way; or it asks what a word means."""

import inspect

import numpy as np
import pytest

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.descent import condition, curvature
from mlcourse.fits import best
from mlcourse.lessons.descent import questions as descent
from mlcourse.lessons.function import questions as function
from mlcourse.lessons.loss import questions as loss
from mlcourse.losses import mae, mse, surface
from mlcourse.practice.asked import Choice

X, label, _ = during(lagged(*load_views(), 1), 2017, 2020)
x = X[:, 0]


def is_asked(value):
    made = inspect.isfunction(value) and not inspect.signature(value).parameters
    return value() if made and value.__module__.startswith("mlcourse.lessons") else value


ASKED = {
    each.id: each
    for room in (function, loss, descent)
    for value in vars(room).values()
    if isinstance(each := is_asked(value), Choice)
}

# What a word of the lecture means: there is nothing to compute.
WORDS = {"function.songs", "loss.argument", "descent.eta", "descent.spent", "descent.patience"}
# What takes a training or an exact fit: `test_descent_explorers` holds these.
ELSEWHERE = {f"descent.{name}" for name in ("settled_starts", "one_day_by_mae", "more_then_fewer", "centre_or_scale")}


def outlier():
    """Which of the best lines of ten days moves when a label falls to 0?"""
    ten_x, ten = x[42:1300:136], label[42:1300:136]
    low = np.where(np.arange(10) == 6, 0, ten)
    moves = {
        each.name: abs(best(ten_x, low, loss=each)[0][0] - best(ten_x, ten, loss=each)[0][0]) for each in (mae, mse)
    }
    return "both" if min(moves.values()) > 0.1 else max(moves, key=moves.get)


def minus():
    """Where is the surface least, before and after 100 is taken from every error?"""
    w, b = np.linspace(0.5, 1.1, 61), np.linspace(0, 4, 41)
    before = surface(functions.line, x, label, loss=mae, w=w, b=b)
    after = surface(
        functions.line, x, label, loss=lambda y, came: np.mean(np.abs(y - came) - 100), w=w[::10], b=b[::10]
    )
    return "stay" if before[::10, ::10].argmin() == after.argmin() else "grow"


def which_loss():
    """Which of two weeks is worse, one long delay or as much in small ones?"""
    small, long, none = np.ones(10), np.eye(10)[0] * 10, np.zeros(10)
    return next(each.name for each in (mae, mse) if each(long, none) > each(small, none))


def one_more(errors=(1.0, 3.0)):
    before = np.mean(errors)
    return ("falls", "stays", "rises")[1 + int(np.sign(np.mean([*errors, before]) - before))]


def down(slope=-2.0, h=0.01):
    """A curve with that slope: on which side is it lower?"""
    return "larger" if slope * h < slope * -h else "smaller"


def on_the_top(w=0.0, h=1e-3):
    steps = [w - 0.1 * (functions.wavy(w + h) - functions.wavy(w - h)) / (2 * h)]
    return "nowhere" if abs(steps[0] - w) < 1e-6 else "left" if steps[0] < w else "right"


def beyond_the_limit():
    """A step of 1.01 times 2/λ on a bowl of curvature λ: the next distance over this one."""
    grown = abs(1 - 1.01 * 2)
    return "grows" if grown > 1 else "faster"


def most_wrong_day():
    """On which of the days does a page of 2021 differ most from the day before?"""
    unseen = during(lagged(*load_views(), 1), 2021)
    change, day = (
        np.abs(unseen.label - unseen.X[:, 0]),
        (unseen.dates.astype(int) + 3) % 7,
    )  # 1 January 1970: a Thursday
    names = dict(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")))
    return max((change[day == k].mean(), name) for k, name in names.items() if name in ("Tue", "Wed", "Sat", "Sun"))[1]


ORACLES = {
    "function.circle": lambda: "else" if functions.see(".###. #...# #...# #...# .###.") == "something else" else "",
    "function.go": lambda: "classification" if isinstance(functions.play("... ... ..."), int) else "",
    "function.unknown": lambda: (
        "parameters" if list(inspect.signature(functions.line).parameters)[1:] == ["w", "b"] else ""
    ),
    "loss.more_days": one_more,
    "loss.outlier": outlier,
    "loss.valley": lambda: "valley" if condition(curvature(x)) > 100 else "hole",
    "loss.minus": minus,
    "loss.which_loss": which_loss,
    "descent.downhill": down,
    "descent.flat_top": on_the_top,
    "descent.too_far": beyond_the_limit,
    "descent.most_wrong_day": most_wrong_day,
}


def test_every_choice_of_lessons_1_to_3_is_held_here_or_asks_what_a_word_means():
    assert set(ASKED) == set(ORACLES) | WORDS | ELSEWHERE


@pytest.mark.parametrize("id", ORACLES)
def test_the_marked_answer_is_what_comes_out_in_another_way(id):
    assert ASKED[id].truth == ORACLES[id]()
