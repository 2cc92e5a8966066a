"""Scenes as plain data: where a panel sets its marks, what it refuses, and what a caption says."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse.pictures.marks import ROLES, Arrow, Bars, Dots, Handle, Line, Segments, Surface, Text
from mlcourse.pictures.scene import Axis, Panel, Scene, plain

ONE = Axis("", (0, 1))


def test_a_panel_places_its_marks_as_four_byte_numbers_that_nobody_can_write_to():
    (placed,) = Panel(Dots([1, 2], [3, 4]), x=ONE, y=ONE).placed
    assert [placed.x.dtype, placed.y.dtype] == [np.float32, np.float32]
    with pytest.raises(ValueError, match="read-only"):
        placed.x[0] = 9


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda bad: Dots([0, bad], [0, 0]), "dots.x"),
        (lambda bad: Line([0, 1], [[0, 1], [bad, 1]]), "line.y"),
        (lambda bad: Bars([0], [bad]), "bars.height"),
        (lambda bad: Surface([0, 1], [0, 1], [[0, 1], [1, bad]], [0.5]), "surface.z"),
        (lambda bad: Arrow(0, 0, 1, bad), "arrow.y1"),
        (lambda bad: Handle(np.float64(bad), 0), "handle.x"),
        (lambda bad: Dots([0], [0], size=bad), "dots.size"),
    ],
)
@pytest.mark.parametrize("put", [lambda mark: Panel(mark, x=ONE, y=ONE), lambda mark: Panel(x=ONE, y=ONE).over(mark)])
def test_a_number_that_cannot_be_drawn_is_refused_by_its_mark_and_field(put, make, named, bad):
    with pytest.raises(ValueError, match=f"{named} holds a number that cannot be drawn"):
        put(make(bad))


# Logarithmic axes.

LOG = Axis("h", (1e-9, 1), scale="log")


@pytest.mark.parametrize(
    ("mark", "along"),
    [
        (Dots([1, 10], [100, 1e-3]), {"x": [0, 1], "y": [2, -3]}),
        (Line([1, 10], [[1, 1], [10, 100]]), {"x": [0, 1], "y": [[0, 0], [1, 2]]}),
        (Segments([10], [1], [1e30]), {"x": [1], "y0": [0], "y1": [30]}),
        (Bars([10], [1000], width=0.5), {"x": [1], "height": [3], "width": 0.5, "foot": -9}),
        (Surface([1, 10], [1, 100], [[0, -1], [2, 3]], [0]), {"x": [0, 1], "y": [0, 2], "z": [[0, -1], [2, 3]]}),
        (Arrow(1, 10, 100, 1000), {"x0": 0, "y0": 1, "x1": 2, "y1": 3}),
        (Text(100, 1, "here"), {"x": 2, "y": 0}),
        (Handle(1e-5, 10, right={"h": 1.0}), {"x": -5, "y": 1, "right": {"h": 1.0}}),
    ],
)
def test_on_a_logarithmic_axis_a_mark_is_placed_by_its_powers_of_ten_and_keeps_its_numbers(mark, along):
    before = {name: np.array(getattr(mark, name)) for name in along if name != "foot"}
    (placed,) = Panel(mark, x=LOG, y=LOG).placed
    for name, values in along.items():
        assert np.array(getattr(placed, name)).tolist() == np.array(values).tolist(), name
    for name, values in before.items():
        assert np.array_equal(getattr(mark, name), values)


def test_one_axis_may_be_logarithmic_and_the_other_not():
    (placed,) = Panel(Dots([10], [10]), x=LOG, y=ONE).placed
    assert (placed.x.tolist(), placed.y.tolist()) == ([1], [10])


def test_a_logarithmic_axis_holds_what_is_too_large_to_be_sent_as_it_is():
    (placed,) = Panel(Line([1, 2], [1e-300, 1e300]), x=ONE, y=LOG).placed
    np.testing.assert_allclose(placed.y, [-300, 300])


@pytest.mark.parametrize(
    ("mark", "named"),
    [
        (Dots([0.0], [1]), "dots.x holds 0"),
        (Line([1, 2], [3, -4]), "line.y holds -4"),
        (Text(1, 0, "here"), "text.y holds 0"),
        (Bars([1], [0]), "bars.height holds 0"),
    ],
)
def test_what_has_no_place_on_a_logarithmic_axis_is_refused_by_its_mark_and_number(mark, named):
    with pytest.raises(ValueError, match=f"^{named}, and on the logarithmic axis 'h' there is nothing at 0 or below"):
        Panel(mark, x=LOG, y=LOG)


@pytest.mark.parametrize("limits", [(0, 1), (-1, 1)])
def test_a_logarithmic_axis_begins_above_0(limits):
    with pytest.raises(ValueError, match=r"Axis.limits holds .*, and on the logarithmic axis 'h'"):
        Axis("h", limits, scale="log")


def test_an_unknown_scale_is_refused_with_the_scales_there_are():
    with pytest.raises(ValueError, match="there is no scale 'logarithmic'; the scales are linear, log"):
        Axis("h", (1, 2), scale="logarithmic")


# A mark that is not there.


def test_a_mark_that_is_not_there_keeps_its_place():
    first, last = Dots([0], [0]), Text(0, 0, "b")
    panel = Panel(first, None, last, x=ONE, y=ONE).over(None)
    assert panel.marks == (first, last)
    assert [mark and mark.kind for mark in panel.placed] == ["dots", None, "text", None]
    assert Scene(panel, says="").marks == [first, last]


def test_marks_put_over_a_panel_leave_it_as_it_was():
    scene = Scene(Panel(Dots([0], [0]), x=ONE, y=ONE), says="")
    assert [mark.kind for mark in scene.over(0, Text(0, 0, "a")).marks] == ["dots", "text"]
    assert [mark.kind for mark in scene.marks] == ["dots"]
    assert len(scene.panels[0].placed) == 1


def test_a_panel_keeps_its_axes_ready_for_json():
    style = Panel(x=Axis("days", (0, 7), ((0, "Monday"),)), y=Axis("views", (0, 20))).style
    assert json.loads(json.dumps(style["x"])) == {
        "label": "days",
        "limits": [0, 7],
        "ticks": [[0, "Monday"]],
        "scale": "linear",
    }


def test_a_logarithmic_axis_is_sent_in_powers_of_ten():
    style = Axis("seconds", (1e-14, 1e112), ((86400, "a day"),), scale="log").style
    assert style == {
        "label": "seconds",
        "limits": (-14, 112),
        "ticks": [(pytest.approx(4.9365, abs=1e-4), "a day")],
        "scale": "log",
    }


def test_marks_come_in_the_order_they_are_drawn():
    below, above, beside = Dots([0], [0]), Dots([1], [1]), Dots([2], [2])
    axes = {"x": Axis("", (0, 1)), "y": Axis("", (0, 1))}
    assert Scene(Panel(below, above, **axes), Panel(beside, **axes), says="").marks == [below, above, beside]


def test_an_unknown_role_of_inked_words_is_refused_with_the_list_of_roles():
    with pytest.raises(ValueError, match=f"no role 'eror'; the roles are {', '.join(ROLES)}"):
        Scene(says="off by [1.98k|eror]")


words = st.text(st.characters(exclude_characters="[]|-\\", exclude_categories=["Cs"]), min_size=1)
inks = st.none() | st.sampled_from(list(ROLES))


@given(st.lists(st.tuples(words, inks)))
def test_an_inked_sentence_comes_apart_into_its_words_and_their_roles(pieces):
    scene = Scene(says="".join(text if role is None else f"[{text}|{role}]" for text, role in pieces))
    joined = itertools.groupby(pieces, key=lambda piece: (piece[1], object() if piece[1] else None))
    assert scene.caption == [("".join(text for text, _ in group), role) for (role, _), group in joined]


MARKS = st.lists(st.sampled_from(["[", "]", "|", "\\", "-", "0", ".", "error", "x"]), min_size=1).map("".join)


@given(st.lists(st.tuples(st.text(min_size=1) | MARKS, inks)))
def test_a_readers_words_are_said_as_they_are_whatever_marks_are_in_them(pieces):
    said = [plain(text) if role is None else f"[{plain(text)}|{role}]" for text, role in pieces]
    assert Scene(says="".join(said)).says == "".join(text for text, _ in pieces)


@given(MARKS)
def test_neither_do_they_become_markup_between_our_own_brackets(text):
    assert Scene(says=f"[{plain(text)}] −1").says == f"[{text}] −1"


def test_half_a_character_is_said_by_its_code():
    assert Scene(says=plain("\ud83d, a name")).says == r"\ud83d, a name"


@pytest.mark.parametrize("says", ["θ = [1, 2]", "|e|", "w[0] | b", "a [half|", "[]", "[|error]"])
def test_brackets_and_bars_without_ink_stay_what_they_are(says):
    assert Scene(says=says).caption == [(says, None)]
