"""Controls against what a reader would expect of each range, choice and row of points."""

import math
import re

import ipywidgets
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlcourse.interact.controls import Dice, Points, choice, control, fits, played, slider, trait_of, value_of

numbers = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


@given(numbers, numbers)
def test_a_slider_goes_from_low_to_high_in_100_to_1000_steps_and_starts_in_the_middle(low, high):
    assume(high - low > 0.01)
    made = slider(low, high)
    assert (made.min, made.max) == (low, high)
    assert 99.99 < (high - low) / made.step < 1000.01
    assert abs(made.value - (low + high) / 2) <= made.step


@given(numbers, numbers, st.floats(0, 1))
def test_a_slider_starts_exactly_where_it_is_told(low, high, share):
    assume(high - low > 0.01)
    start = min(max(low + share * (high - low), low), high)
    assert slider(low, high, start).value == start


@pytest.mark.parametrize(("low", "high", "step"), [(0, 1, 0.01), (-4, 10, 0.1), (-0.75, 1.25, 0.01), (0, 0.05, 0.0001)])
def test_a_sliders_step_is_a_round_number(low, high, step):
    assert slider(low, high).step == pytest.approx(step)


@pytest.mark.parametrize("step", [0.25, 0.5, 0.1, 0.01, 0.125, 1.0, 2.5, 1e-7])
def test_a_sliders_readout_shows_every_digit_of_its_step(step):
    shown = format(step, slider(0, 10.0, step=step).readout_format)
    assert float(shown) == step
    assert not shown.endswith(".0")


@pytest.mark.parametrize(("low", "high"), [(0, 1000), (np.int64(0), np.int64(1000)), (-500, 500)])
def test_whole_numbers_with_a_whole_step_give_whole_numbers(low, high):
    made = slider(low, high)
    assert (type(made.value), made.value, made.step) == (int, (low + high) // 2, 10)


def test_a_whole_range_that_is_cut_finer_than_one_gives_floats():
    assert type(slider(0, 10, 3).value) is float


@pytest.mark.parametrize(
    ("low", "high"),
    [(1, 0), (1, 1), (0, math.inf), (-math.inf, 0), (math.nan, 1), (0, math.nan), ("low", "high"), (None, 1), ([0], 1)],
)
def test_a_slider_names_a_range_that_does_not_rise(low, high):
    with pytest.raises(ValueError, match="up to a higher one; this one goes from") as refused:
        slider(low, high)
    assert f"from {low!r} to {high!r}" in str(refused.value)


@pytest.mark.parametrize("start", [-1, 2, math.nan, math.inf, "half", [0.5]])
def test_a_slider_names_a_start_that_is_not_on_it(start):
    with pytest.raises(ValueError, match="goes from 0 to 1; it cannot start at") as refused:
        slider(0, 1, start)
    assert str(refused.value).endswith(repr(start))


@pytest.mark.parametrize(
    ("spec", "widget", "value"),
    [
        ((-1, 1.0), ipywidgets.FloatSlider, 0.0),
        ((-1, 1.0, 0.25), ipywidgets.FloatSlider, 0.25),
        (range(3, 10), ipywidgets.IntSlider, 3),
        (True, ipywidgets.Checkbox, True),
        (False, ipywidgets.Checkbox, False),
        (["Euler", "Newton"], ipywidgets.ToggleButtons, "Euler"),
    ],
)
def test_a_control_is_made_of_what_it_is_given(spec, widget, value):
    made = control(spec)
    assert type(made) is widget
    assert made.value == value


@given(st.integers(-50, 50), st.integers(2, 30), st.integers(1, 7))
def test_a_range_gives_a_slider_over_its_numbers_and_no_others(start, count, step):
    spec = range(start, start + count * step, step)
    made = control(spec)
    assert list(range(made.min, made.max + 1, made.step)) == list(spec)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (["Euler", "Newton"], ("Euler", "Newton")),
        ({"Euler": "slow", "Newton": "fast"}, ("slow", "fast")),
    ],
)
def test_a_choice_starts_where_it_is_told_and_is_called_by_its_labels(values, shown):
    made = choice(values, "Newton", label="who")
    assert (made.value, made.index, made._options_labels, made.description) == ("Newton", 1, shown, "who")
    assert choice(values).value == "Euler"
    fits("it", made, "Euler")


def test_a_choice_names_a_start_that_is_none_of_its_values():
    with pytest.raises(ValueError, match=r"start is one of \['Euler', 'Newton'\], so it cannot be 'fast'"):
        choice({"Euler": "slow", "Newton": "fast"}, "fast")


@pytest.mark.parametrize("values", [[], {}])
def test_a_choice_of_nothing_is_named(values):
    with pytest.raises(ValueError, match="is nothing to choose from"):
        choice(values)


@given(st.integers(-50, 50), st.integers(2, 30), st.integers(1, 7), st.data())
def test_a_slider_that_plays_goes_over_its_steps_from_where_it_is_told(first, count, step, data):
    steps = range(first, first + count * step, step)
    start = data.draw(st.sampled_from(steps))
    made = played(steps, start, stride=5, label="k")
    assert list(range(made.min, made.max + 1, made.step)) == list(steps)
    assert (made.value, made.stride, made.description, made.end) == (start, 5, "k", None)
    assert (played(steps).value, played(steps).stride) == (first, 1)


def test_the_buttons_of_a_slider_that_plays_move_it():
    made = played(range(9))
    assert made.buttons.moves == made.model_id
    assert {"stride", "end", "value"} <= set(made.keys)  # the page has them


@pytest.mark.parametrize("start", [-1, 9, 2.5])
def test_a_slider_that_plays_names_a_start_that_is_not_on_it(start):
    with pytest.raises(ValueError, match=f"so it cannot be {start}"):
        played(range(9), start)


def test_a_slider_can_have_a_label_of_its_own():
    assert slider(0, 1, label="log₁₀ h").description == "log₁₀ h"


def test_a_widget_stays_as_it_is():
    widget = ipywidgets.Play(max=10)
    assert control(widget) is widget


@pytest.mark.parametrize(
    "spec", [5, "w", None, (), (1,), (1, 2, 3, 4), [], {}, {1: 2}, range(0), range(1), np.arange(2)]
)
def test_what_is_no_control_is_named(spec):
    with pytest.raises(ValueError, match="is no control: give") as refused:
        control(spec)
    assert str(refused.value).startswith(repr(spec))


@pytest.mark.parametrize("spec", [("a", "b"), (2, 1), range(10, 0, -1)])
def test_a_range_that_does_not_rise_is_refused(spec):
    with pytest.raises(ValueError, match="from a low number up to a higher one"):
        control(spec)


@pytest.mark.parametrize("rows", [[[1, 2]], [[1, 2], [3.5, 4]], np.eye(3), ((0, 1), (1, 0))])
def test_points_hold_their_rows_as_lists_of_floats(rows):
    value = Points(rows).value
    assert value == [[float(number) for number in row] for row in rows]
    assert all(type(number) is float for row in value for number in row)


@pytest.mark.parametrize("rows", [[], [1, 2], [[math.nan, 1]], [[1, math.inf]], [[]], [[[1]]], 3, [[1, 2], [3]], "ab"])
def test_points_are_one_row_of_finite_numbers_or_more(rows):
    with pytest.raises(ValueError, match="rows of finite numbers"):
        Points(rows)


def test_points_say_what_one_row_is_called_and_many():
    corners = Points([[0, 1]], count=(1, 3), called=("corner", "corners"))
    assert (corners.one, corners.many) == ("corner", "corners")
    assert (Points([[0, 1]]).one, Points([[0, 1]]).many) == ("row", "rows")


def test_a_dice_counts_up_from_0_and_says_what_it_does():
    dice = Dice("make up another week")
    assert (dice.value, dice.description) == (0, "make up another week")


@pytest.mark.parametrize(
    ("spec", "trait"), [((0, 1), "value"), (range(3), "value"), (True, "value"), (["a", "b"], "index")]
)
def test_the_page_holds_the_trait_that_is_named(spec, trait):
    made = control(spec)
    assert trait_of(made) == trait
    assert trait in made.keys  # it is synced


# What a control holds, and what it takes.


@pytest.mark.parametrize(
    ("spec", "held", "value"),
    [
        ((0, 1.0), 0.25, 0.25),
        ((0, 1.0), 1, 1.0),
        (range(3), 2, 2),
        (True, False, False),
        (["Euler", "Newton"], 1, "Newton"),
        (choice({0.1: "slow", 0.9: "fast"}), 1, 0.9),
        ([("slow", 0.1), "fast"], 0, ("slow", 0.1)),
        ([(1, 2, 3), (4, 5, 6)], 1, (4, 5, 6)),
        ([[1, 2], [3, 4]], 0, [1, 2]),
        ([max, min], 1, min),
        (Dice("again"), 7, 7),
    ],
)
def test_what_the_page_holds_becomes_the_controls_own_value(spec, held, value):
    made = control(spec)
    got = value_of(made, held)
    assert (type(got), got) == (type(value), value)
    setattr(made, trait_of(made), held)
    assert (type(made.value), made.value) == (type(value), value)


def test_the_rows_that_the_page_holds_become_an_array():
    got = value_of(Points([[0, 0]]), [[1, 2], [3, 4]])
    assert got.dtype == np.float64
    assert got.tolist() == [[1, 2], [3, 4]]


KINDS = {
    "slider": (-1, 1.0),
    "range": range(2, 9),
    "choice": ["Euler", "Newton"],
    "named choice": choice({0.1: "slow", 0.9: "fast"}),
    "box": True,
    "points": Points([[0, 1], [2, 3]]),
    "points with ends": Points([[0, 1]], low=-1, high=1, count=(1, 3)),
    "dice": Dice("again"),
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("slider", -1),
        ("slider", 1.0),
        ("slider", np.float32(0.5)),
        ("range", 8),
        ("range", np.int64(2)),
        ("choice", "Newton"),
        ("named choice", 0.9),
        ("box", False),
        ("points", [[1e6, -1e6], [2, 3]]),
        ("points with ends", np.array([[-1, 1], [0, 0.5]])),
        ("points with ends", [[0, 0]] * 3),
        ("dice", 1000),
    ],
)
def test_a_control_takes_what_it_can_hold(kind, value):
    fits("it", control(KINDS[kind]), value)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("slider", 1.01, "it goes from -1.0 to 1.0, so it cannot be 1.01"),
        ("slider", -1.01, "it goes from -1.0 to 1.0, so it cannot be -1.01"),
        ("slider", math.nan, "it goes from -1.0 to 1.0, so it cannot be nan"),
        ("slider", "half", "it is a number, so it cannot be 'half'"),
        ("slider", True, "it is a number, so it cannot be True"),
        ("slider", None, "it is a number, so it cannot be None"),
        ("range", 9, "it goes from 2 to 8, so it cannot be 9"),
        ("range", 2.5, "it is a whole number, so it cannot be 2.5"),
        ("choice", "Gauss", "it is one of ['Euler', 'Newton'], so it cannot be 'Gauss'"),
        ("choice", 0, "it is one of ['Euler', 'Newton'], so it cannot be 0"),
        ("named choice", "slow", "it is one of [0.1, 0.9], so it cannot be 'slow'"),
        ("box", 1, "it is True or False, so it cannot be 1"),
        ("points", [1, 2], "it is made of rows of finite numbers, [[x, y], …]; it cannot be [1, 2]"),
        ("points", [[math.nan]], "it is made of rows of finite numbers, [[x, y], …]; it cannot be [[nan]]"),
        ("points with ends", [[0, 1.5]], "it holds numbers from -1.0 to 1.0, so it cannot be [[0, 1.5]]"),
        ("points with ends", [[-2, 0]], "it holds numbers from -1.0 to 1.0, so it cannot be [[-2, 0]]"),
        ("points with ends", [[0, 0]] * 4, f"it has 1 to 3 rows of 2, so it cannot be {[[0, 0]] * 4}"),
        ("points with ends", [[0, 0, 0]], "it has 1 to 3 rows of 2, so it cannot be [[0, 0, 0]]"),
        ("points", [[0, 1]], "it has 2 rows of 2, so it cannot be [[0, 1]]"),
        ("dice", 0.5, "it is a whole number, so it cannot be 0.5"),
    ],
)
def test_a_control_names_what_it_cannot_take(kind, value, says):
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        fits("it", control(KINDS[kind]), value)
