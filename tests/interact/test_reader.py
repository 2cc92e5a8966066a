"""The reader's own function, in every way a reader may write it: what works, and the plain line where it does not."""

import concurrent.futures
import functools
import math
import re
from pathlib import Path

import ipywidgets
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlcourse
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.labels import LABELS
from mlcourse.interact.reader import asks_for, predictions, scored
from mlcourse.pictures.interrupts import Interrupted
from mlcourse.pictures.scene import Scene
from mlcourse.pictures.stage import ReaderError
from mlcourse.practice.answers import said_by

PACKAGE = Path(mlcourse.__file__).parent

X = np.array([4.0, 5.0, 6.5])


def model(x, w, b):
    return b + w * x


class Model:
    def __call__(self, x, w):
        return w * x

    def method(self, x, w):
        return w * x


def default_is_a_number(x, power=2, *, w=0.5):
    return w * x**power


def default_is_no_number(x, w, kind="straight", last=None, clipped=False):
    return w * x if (kind, last, clipped) == ("straight", None, False) else x


def only_by_name(x, *, w):
    return w * x


def more_by_place(x, w, *more):
    return w * x + len(more)


def anything_by_name(x, w, **others):
    return w * x + sum(others.values())


def without_parameters(x):
    return x


def starts(made):
    return {name: widget.value for name, widget in made.items()}


def ends(made):
    return {name: (widget.min, widget.max) for name, widget in made.items()}


def line_under(model, values=None, x=X):
    """Return the one line that a reader sees when ``model`` goes wrong."""
    with pytest.raises(ReaderError) as shown:
        predictions(model, x, values or {})
    assert "\n" not in str(shown.value)
    return str(shown.value)


# What a function asks for.


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (model, ["w", "b"]),
        (lambda x, height, slope: x, ["height", "slope"]),
        (lambda views: views, []),
        (Model(), ["w"]),
        (Model().method, ["w"]),
        (functools.partial(model, b=1), ["w", "b"]),
        (default_is_a_number, ["power", "w"]),
        (default_is_no_number, ["w"]),
        (only_by_name, ["w"]),
        (more_by_place, ["w"]),
        (anything_by_name, ["w"]),
        (lambda *x: x[0], []),
        (without_parameters, []),
        (functools.wraps(model)(lambda *all, **named: model(*all, **named)), ["w", "b"]),
        (np.sqrt, []),
    ],
)
def test_the_arguments_after_x_become_sliders_in_their_order(model, names):
    assert list(asks_for(model, {})) == names


@pytest.mark.parametrize("given", [(-1, 2.0), [-1, 2.0]])
def test_a_slider_has_the_range_it_is_given(given):
    made = asks_for(model, {"w": given})
    assert ends(made)["w"] == (-1, 2)
    assert starts(made)["w"] == pytest.approx(0.5)


def test_a_parameter_without_a_range_goes_from_minus_5_to_5():
    assert ends(asks_for(model, {"w": (0, 1)})) == {"w": (0, 1), "b": (-5, 5)}
    assert starts(asks_for(model, {})) == {"w": 0, "b": 0}


def test_a_slider_starts_at_the_arguments_default():
    assert starts(asks_for(default_is_a_number, {"power": (0, 4)})) == {"power": 2, "w": 0.5}
    assert starts(asks_for(functools.partial(model, b=1.25), {})) == {"w": 0, "b": 1.25}


def test_a_slider_starts_at_the_arguments_default_where_other_names_are_taken_too():
    assert starts(asks_for(lambda x, w=2.5, **others: x, {"w": (0, 4), "b": (0, 1)})) == {"w": 2.5, "b": 0.5}


def test_a_range_says_where_to_start_more_clearly_than_a_default():
    assert starts(asks_for(default_is_a_number, {"power": (0, 4, 3)}))["power"] == 3


@given(st.floats(-1e6, 1e6))
def test_a_default_is_inside_the_slider_that_was_given_no_range(b):
    slider = asks_for(functools.partial(model, b=b), {})["b"]
    assert slider.min < b < slider.max
    assert slider.value == b


def test_a_default_that_is_no_number_stays_unless_there_is_a_range_for_it():
    assert starts(asks_for(default_is_no_number, {})) == {"w": 0}
    assert starts(asks_for(default_is_no_number, {"last": (0, 1.0)})) == {"w": 0, "last": 0.5}
    assert predictions(default_is_no_number, X, {"w": 2.0}).tolist() == [8, 10, 13]


def test_a_function_with_any_argument_by_name_takes_every_range():
    made = asks_for(anything_by_name, {"b": (0, 1), "w": (0, 2)})
    assert ends(made) == {"w": (0, 2), "b": (0, 1)}
    assert predictions(anything_by_name, X, {"w": 1.0, "b": 0.5}).tolist() == [4.5, 5.5, 7]


def test_a_range_of_whole_numbers_and_a_widget_are_taken_as_they_are():
    own = ipywidgets.FloatSlider()
    made = asks_for(model, {"w": range(3), "b": own})
    assert ends(made)["w"] == (0, 2)
    assert made["b"] is own


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (model, "model has no argument 'slope'; after x it has w, b"),
        (without_parameters, "without_parameters has no argument 'slope'; after x it has none"),
        (lambda x, w: x, "your function has no argument 'slope'; after x it has w"),
        (Model(), "your function has no argument 'slope'; after x it has w"),
    ],
)
def test_a_range_that_no_argument_asks_for_is_named(model, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        asks_for(model, {"slope": (0, 1)})


@pytest.mark.parametrize("given", [(1, 0), (0, math.nan), ("a", "b"), 3, "wide", (0,), (0, 1, 2, 3), (0, 1, 5)])
def test_a_range_that_is_none_is_refused_by_its_arguments_name(given):
    with pytest.raises(ValueError, match=r"^b: "):
        asks_for(model, {"b": given})


def test_a_default_outside_its_range_is_refused_by_its_arguments_name():
    with pytest.raises(ValueError, match="power: this slider goes from 5 to 9; it cannot start at 2"):
        asks_for(default_is_a_number, {"power": (5, 9)})


@pytest.mark.parametrize("thing", [X, 3, None, "model", model(X, 1, 2)])
def test_what_is_no_function_is_refused_in_one_line(thing):
    with pytest.raises(ValueError, match=f"^a {type(thing).__name__} is no function: .* without brackets"):
        asks_for(thing, {})


@pytest.mark.parametrize("model", [lambda: 1, lambda *, w: w, lambda **all: 1])
def test_a_function_that_takes_no_x_is_refused(model):
    with pytest.raises(ValueError, match="your function takes no x"):
        asks_for(model, {})


def test_a_function_that_hides_its_arguments_is_refused():
    with pytest.raises(ValueError, match="max hides its arguments"):
        asks_for(max, {})


# What a function says.


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_predictions_are_what_the_function_says(w, b):
    assert predictions(model, X, {"w": w, "b": b}).tolist() == [b + w * 4, b + w * 5, b + w * 6.5]


@pytest.mark.parametrize(
    "said",
    [
        [1, 2, 3],
        (1.0, 2, 3),
        np.array([1, 2, 3]),
        np.array([1, 2, 3], dtype=np.uint8),
        np.array([1, 2, 3], dtype=np.float16),
    ],
)
def test_a_list_and_whole_numbers_are_predictions_too(said):
    predicted = predictions(lambda x: said, X, {})
    assert predicted.dtype == np.float64
    assert predicted.tolist() == [1, 2, 3]


def test_yes_and_no_are_1_and_0():
    assert predictions(lambda x: x > 4.5, X, {}).tolist() == [0, 1, 1]


@pytest.mark.parametrize("model", [Model(), Model().method, functools.partial(model, b=0), lambda x, w: w * x])
def test_whatever_can_be_called_with_x_is_called(model):
    assert predictions(model, X, {"w": 2.0}).tolist() == [8, 10, 13]


def test_a_function_that_changes_its_x_does_not_change_ours():
    def greedy(x, w):
        x *= w
        x.sort()
        return x[::-1]

    ours = X.copy()
    assert predictions(greedy, ours, {"w": 2.0}).tolist() == [13, 10, 8]
    assert ours.tolist() == X.tolist()


@pytest.mark.parametrize(
    ("returned", "told"),
    [
        (lambda x: None, "nothing (is there a return in it?)"),
        (lambda x: x[1:], "an array of shape (2,)"),
        (lambda x: [], "an array of shape (0,)"),
        (lambda x: x[:, None], "an array of shape (3, 1)"),
        (lambda x: "up", "something that is not plain numbers (a str)"),
        (lambda x: ["1", "2", "3"], "something that is not plain numbers (a list)"),
        (lambda x: [1, 2, None], "something that is not plain numbers (a list)"),
        (lambda x: [1, [2, 3], 4], "something that is not plain numbers (a list)"),
        (lambda x: 1j * x, "something that is not plain numbers (a ndarray)"),
        (lambda x: model, "something that is not plain numbers (a function)"),
        (lambda x: {4: 1, 5: 2, 6.5: 3}, "something that is not plain numbers (a dict)"),
        (lambda x: (value for value in x), "something that is not plain numbers (a generator)"),
        (lambda x: x.astype("datetime64[D]"), "something that is not plain numbers (a ndarray)"),
    ],
)
def test_what_is_no_array_of_predictions_is_told(returned, told):
    shown = line_under(returned)
    assert shown == f"your function(x) returned {told}; it should return as many numbers as x holds, 3."


def test_a_reader_s_own_word_for_x_is_used_in_what_is_told():
    def valley(place):
        return 1 / (place - 5)

    with pytest.raises(ReaderError, match=r"^valley\(place\) returned inf for place = 5; every"):
        predictions(valley, np.array([4.0, 5.0]), {})
    with pytest.raises(ReaderError, match=r"as many numbers as place holds, 2\.$"):
        predictions(lambda place: place[1:], np.array([4.0, 5.0]), {})
    with pytest.raises(ReaderError, match=r"^your function\(x\) returned nothing"):
        predictions(lambda *_: None, np.zeros(2), {})


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (lambda x: x / (x - 5), "inf for x = 5"),
        (lambda x: np.log(5 - x), "-inf for x = 5"),
        (lambda x: np.sqrt(6 - x), "nan for x = 6.5"),
        (lambda x: [1, math.nan, math.inf], "nan for x = 5"),
        (lambda x: 10 ** (6.4 * x), "1e+32 for x = 5"),
        (lambda x: -(10 ** (6.4 * x)), "-1e+32 for x = 5"),
    ],
)
def test_the_first_prediction_that_cannot_be_drawn_is_told_with_its_x(model, told):
    shown = line_under(model)
    assert shown == f"your function(x) returned {told}; every value should be an ordinary number."


@pytest.mark.parametrize("returned", [lambda x: 3, lambda x: np.float32(3), lambda x: np.array(3), lambda x: max(3, 1)])
def test_one_number_is_a_constant_function(returned):
    assert predictions(returned, X, {}).tolist() == [3.0, 3.0, 3.0]


def test_a_number_far_off_the_picture_is_still_a_prediction():
    assert predictions(lambda x: 1e29 * x, X, {}) == pytest.approx(1e29 * X)


def test_the_line_names_the_function_and_the_sliders_values():
    def steep(x, w, b, kind="straight"):
        return None

    told = line_under(steep, {"w": 0.30000000000000004, "b": -2, "kind": "bent"})
    assert told.startswith("steep(x, w=0.3, b=-2, kind='bent') returned nothing")


def raises(error):
    def model(x, w=1):
        raise error

    return model


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (KeyError("w"), "KeyError: 'w'"),
        (AssertionError(), "AssertionError"),
        (ValueError("first line\n  second line"), "ValueError: first line second line"),
        (SystemExit(1), "SystemExit: 1"),
        (GeneratorExit(), "GeneratorExit"),
        (BaseException("of no kind"), "BaseException: of no kind"),
        (RecursionError("too deep"), "RecursionError: too deep"),
    ],
)
def test_an_exception_in_the_function_is_told_in_one_line(error, told):
    assert line_under(raises(error), {"w": 0.5}) == f"model(x, w=0.5) stopped with {told}"


@pytest.mark.parametrize(
    ("model", "advice"),
    [
        (lambda x: math.sin(x), "(it is given many numbers at once: take np.sin, not math.sin)"),
        (lambda x: x if x > 3 else 3, "(it is given many numbers at once: take np.where(x > 3, …, …), not if)"),
    ],
)
def test_a_function_written_for_one_number_is_told_how_to_take_many(model, advice):
    assert line_under(model, {}).endswith(advice)


@pytest.mark.parametrize(
    ("formula", "advice"),
    [
        ("lambda x: np.sin(x)", "(np is numpy: run the lesson's first cell, or import numpy as np.)"),
        (
            "lambda x: q + x",
            "(Python does not know the name q here: is it spelled right, and has the cell that makes it been run?)",
        ),
    ],
)
def test_a_name_that_python_does_not_know_is_told_with_what_to_do(formula, advice):
    assert line_under(eval(formula, {})).endswith(advice)


def test_a_long_exception_is_cut():
    assert len(line_under(raises(ValueError("word " * 1000)))) < 400


def test_the_reader_can_find_the_exception_itself():
    error = ZeroDivisionError()
    with pytest.raises(ReaderError) as shown:
        predictions(raises(error), X, {})
    assert shown.value.__cause__ is error


def test_a_missing_or_a_surplus_argument_is_told():
    assert "model(x, w=1) stopped with TypeError" in line_under(model, {"w": 1})
    assert "unexpected keyword argument 'c'" in line_under(model, {"w": 1, "b": 1, "c": 1})


def test_endless_recursion_is_told():
    def model(x, w):
        return model(x, w)

    assert "model(x, w=1) stopped with RecursionError" in line_under(model, {"w": 1})


def test_stopping_the_cell_stops_the_function():
    with pytest.raises(KeyboardInterrupt):
        predictions(raises(KeyboardInterrupt), X, {})


def test_beside_the_cells_a_keyboard_interrupt_is_the_functions_own():
    with concurrent.futures.ThreadPoolExecutor() as beside:
        told = beside.submit(line_under, raises(KeyboardInterrupt("mine")), {"w": 0.5}).result()
    assert told == "model(x, w=0.5) stopped with KeyboardInterrupt: mine"


def test_an_interrupt_of_the_function_is_told_in_one_line():
    assert line_under(raises(Interrupted), {"w": 0.5}) == "model(x, w=0.5) was interrupted."


def test_an_argument_may_have_any_name():
    assert predictions(lambda x, call, function: call * x + function, X, {"call": 2.0, "function": 1.0}).tolist() == [
        *(9, 11, 14)
    ]


# The reader's own loss.

PREDICTED, LABEL = np.array([1.0, 2, 3]), np.array([2.0, 2, 5])


def test_a_loss_is_what_the_readers_function_says():
    value = scored(lambda predicted, label: np.abs(predicted - label).mean())(PREDICTED, LABEL)
    assert (type(value), value) == (float, 1.0)
    assert scored(lambda predicted, label: 3)(PREDICTED, LABEL) == 3


def mine(predicted, label):
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize(
    ("loss", "told"),
    [
        (mine, "mine(predicted, label) stopped with ZeroDivisionError: division by zero"),
        (lambda p: 0, "your function(predicted, label) stopped with TypeError"),
        (lambda p, label: p - label, "returned an array of shape (3,); a loss is one ordinary number."),
        (lambda p, label: [1.0], "returned an array of shape (1,); a loss is one ordinary number."),
        (lambda p, label: None, "returned nothing (is there a return in it?); a loss is one ordinary number."),
        (
            lambda p, label: "low",
            "returned something that is not plain numbers (a str); a loss is one ordinary number.",
        ),
        (lambda p, label: math.nan, "returned nan; a loss is one ordinary number."),
        (lambda p, label: -np.float64(1) / 0, "returned -inf; a loss is one ordinary number."),
        (lambda p, label: np.exp(100.0), "returned 2.68812e+43; a loss is one ordinary number."),
    ],
)
def test_what_is_no_loss_is_told_in_one_line(loss, told):
    with pytest.raises(ReaderError, match=re.escape(told)) as shown:
        scored(loss)(PREDICTED, LABEL)
    assert "\n" not in str(shown.value)


def test_a_loss_that_changes_what_it_is_given_does_not_change_ours():
    def greedy(predicted, label):
        predicted -= label
        label *= 0
        return np.abs(predicted).mean()

    predicted, label = PREDICTED.copy(), LABEL.copy()
    assert scored(greedy)(predicted, label) == 1
    assert (predicted.tolist(), label.tolist()) == (PREDICTED.tolist(), LABEL.tolist())


def test_a_readers_parameter_is_labelled_as_the_reader_wrote_it_in_any_language(monkeypatch):
    monkeypatch.setitem(LABELS, "update", "更新")
    asked = asks_for(lambda x, update=1.0: x, {})
    assert [each.description for each in Explorer(lambda **_: Scene(says=""), **asked).controls.values()] == ["update"]


def test_what_is_not_written_yet_is_called_so():
    assert line_under(lambda x: ..., {}).startswith(
        "your function(x) returned … (is it written yet?); it should return"
    )


@pytest.mark.parametrize("error", [SystemExit(1), KeyError("mine"), NameError("name 'q'", name="q")])
def test_whoever_calls_a_readers_function_gives_the_same_advice(error):
    def fails(*_):
        raise error

    told = [line_under(fails, {}), said_by(fails, 1)[1]]
    assert told[1] == told[0].replace("fails(x)", "Your function") + "."


def test_what_a_reader_wrote_is_called_in_one_place_alone():
    with_call = re.compile(r"^ +with Call\(", re.MULTILINE)
    guards = [path.name for path in PACKAGE.rglob("*.py") if with_call.search(path.read_text("utf-8"))]
    assert guards == ["reader.py"]
