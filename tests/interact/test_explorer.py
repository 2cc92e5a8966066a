"""Explorers: what the controls hold is drawn, whoever moved them, and a cell run again leaves nothing behind."""

import gc
import queue
import re
import sys
import threading
import types
import weakref

import ipywidgets
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython import InteractiveShell

from mlcourse.interact import cell as module
from mlcourse.interact.controls import Dice, More, Points, choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.labels import LABELS
from mlcourse.pictures.marks import Dots
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.pictures.stage import ReaderError

SOON = 30  # seconds, for what comes at once


def told(**values):
    """Draw a scene that says what it was given."""
    return Scene(says=" ".join(f"{name}={value!r}" for name, value in values.items()))


def unsigned(says):
    """Take the sign off what is -0.0: a caption never says it."""
    return re.sub(r"-(0\.0*)(?![\d.])", r"\1", says)


def words(picture):
    """Return the caption of a whole picture, as a page puts it together."""
    caption = picture["changes"][0]
    return "".join(caption[str(k)][0] for k in range(caption["pieces"])).replace("−", "-")


def shown(explorer):
    """Return the words of the picture a page gets that opens now."""
    return words(explorer.stage.get_state("picture")["picture"])


def asks(explorer, **held):
    """Ask for a picture as a page does, with what the controls hold there; return the words of the answer."""
    answers = queue.Queue()
    explorer.stage.send = lambda answer, buffers: answers.put(answer)
    question = {"n": 1, "values": held, "whole": True}
    explorer.stage._handle_msg({"content": {"data": {"method": "custom", "content": question}}, "buffers": []})
    return words(answers.get(timeout=SOON))


def floats(most):
    """Numbers with one zero: to a widget, 0 after −0 is no change."""
    return st.floats(-most, most).map(lambda number: number + 0.0)


def every_control(draw=told):
    return Explorer(
        draw,
        w=(-1, 1.0),
        n=range(2, 9),
        kind=["Euler", "Newton", "Gauss"],
        on=False,
        corners=Points([[0, 1], [2, 3]], count=(1, 4)),
        update=played(range(11), 5),
        again=Dice("again"),
    )


@pytest.fixture(scope="module")
def moved():
    return every_control()


@pytest.fixture
def alive():
    """Count the widgets that were made since the test began and are not closed."""
    known = ipywidgets.widgets.widget._instances
    before = set(known)
    return lambda: sorted(type(known[each]).__name__ for each in set(known) - before)


@pytest.fixture
def runs(monkeypatch):
    """Pretend to be a notebook: ``runs(cell, run)`` says which cell runs now, and which run it is."""
    message = {}
    shell = types.SimpleNamespace(kernel=types.SimpleNamespace(get_parent=lambda channel: message))
    monkeypatch.setattr(module, "get_ipython", lambda: shell)
    monkeypatch.setattr(module, "_made_by_cell", {})
    return lambda cell, run, code="": message.update(
        metadata={"cellId": cell}, header={"msg_id": run}, content={"code": code}
    )


def closed(explorer):
    return all(each.comm is None for each in (explorer, explorer.stage, *explorer.controls.values()))


# Controls → values → scene.


def test_the_first_picture_is_drawn_with_the_controls_values():
    explorer = Explorer(told, w=(-1, 2.0), b=(0, 4.0, 1.25))
    assert explorer.values == {"w": 0.5, "b": 1.25}
    assert shown(explorer) == explorer.scene().says == "w=0.5 b=1.25"


def test_every_kind_of_control_arrives_as_what_it_means(moved):
    seen = []
    every_control(lambda **values: seen.append(values) or told()).ready()
    assert len(seen) == 1
    corners = seen[0].pop("corners")
    assert seen == [{"w": 0.0, "n": 2, "kind": "Euler", "on": False, "update": 5, "again": 0}]
    assert corners.dtype == np.float64
    assert corners.tolist() == [[0, 1], [2, 3]]


@given(
    w=floats(1),
    n=st.integers(2, 8),
    kind=st.sampled_from(["Euler", "Newton", "Gauss"]),
    on=st.booleans(),
    corners=st.lists(st.tuples(floats(9), floats(9)), min_size=1, max_size=4),
    again=st.integers(0, 1000),
)
def test_wherever_the_controls_are_moved_the_picture_says_so(moved, w, n, kind, on, corners, again):
    array = np.array(corners)
    says = unsigned(f"w={w!r} n={n} kind={kind!r} on={on} corners={array!r} update=5 again={again}")
    assert moved.at(w=w, n=n, kind=kind, on=on, corners=corners, again=again) is moved
    assert shown(moved) == says
    assert moved.scene().says.replace("−", "-") == says
    assert moved.values["corners"].tolist() == array.tolist()
    assert (moved.controls["kind"].value, moved.controls["corners"].value) == (kind, array.tolist())


@given(
    w=floats(1),
    n=st.integers(2, 8),
    kind=st.integers(0, 2),
    on=st.booleans(),
    corners=st.lists(st.tuples(floats(9), floats(9)).map(list), min_size=1, max_size=4),
    again=st.integers(0, 1000),
)
def test_whatever_the_page_holds_arrives_as_what_it_means(moved, w, n, kind, on, corners, again):
    choice = ["Euler", "Newton", "Gauss"][kind]
    says = unsigned(f"w={w!r} n={n} kind={choice!r} on={on} corners={np.array(corners)!r} update=7 again={again}")
    assert asks(moved, w=w, n=n, kind=kind, on=on, corners=corners, update=7, again=again) == says


def test_a_control_that_is_folded_is_a_control_like_any_other_and_one_button_more_shows_it():
    explorer = Explorer(told, w=(-1, 1.0), b=(0, 2.0)).folding("b")
    assert "mlcourse-folded" in explorer.controls["b"]._dom_classes
    assert "mlcourse-folded" not in explorer.controls["w"]._dom_classes
    more = explorer.children[0].children[-1]
    assert isinstance(more, More)
    assert shown(explorer.at(b=0.5)) == "w=0.0 b=0.5"
    explorer.close()
    assert more.comm is None


def test_a_choice_can_be_anything_the_course_calculates_with():
    explorer = Explorer(lambda rule: Scene(says=f"{rule(3, 4)}"), rule=[max, min])
    assert shown(explorer) == "4"
    assert asks(explorer, rule=1) == "3"


def test_a_choice_with_a_name_of_its_own_arrives_as_its_value():
    explorer = Explorer(told, rate=choice({0.1: "slow", 0.9: "fast"}))
    assert shown(explorer) == "rate=0.1"
    assert asks(explorer, rate=1) == "rate=0.9"


def test_a_whole_number_of_a_slider_of_floats_arrives_as_a_float():
    assert asks(Explorer(told, w=(-1, 1.0)), w=1) == "w=1.0"


def test_a_scene_can_be_drawn_for_other_values_without_moving_the_controls():
    explorer = Explorer(told, w=(-1, 1.0), b=(0, 2.0))
    assert explorer.scene(w=0.25).says == "w=0.25 b=1.0"
    assert explorer.values == {"w": 0, "b": 1}
    assert shown(explorer) == "w=0.0 b=1.0"


@pytest.mark.parametrize("name", ["self", "draw"])
def test_a_control_may_have_any_name(name):
    explorer = Explorer(told, **{name: (0, 2.0)})
    assert shown(explorer.at(**{name: 0.5})) == explorer.scene(**{name: 0.5}).says == f"{name}=0.5"


def test_an_explorer_without_controls_shows_its_picture():
    assert shown(Explorer(lambda: Scene(says="as it is"))) == "as it is"


def test_controls_stand_above_the_picture_in_their_order_then_what_moves_them_and_points_only_on_it(moved):
    box, stage = moved.children
    assert stage is moved.stage
    assert [type(each).__name__ for each in box.children] == [
        "FloatSlider",
        "IntSlider",
        "ToggleButtons",
        "Checkbox",
        "Played",
        "Dice",
        "Play",
    ]


def test_a_control_is_labelled_with_its_name_unless_it_has_a_label():
    own = ipywidgets.FloatSlider(description="slope")
    explorer = Explorer(told, w=own, b=(0, 1))
    assert [each.description for each in explorer.controls.values()] == ["slope", "b"]


def test_a_name_of_the_courses_own_is_labelled_by_the_table(monkeypatch):
    monkeypatch.setitem(LABELS, "update", "更新")
    explorer = Explorer(told, update=(0, 1), w=(0, 1))
    assert [each.description for each in explorer.controls.values()] == ["更新", "w"]


def test_the_stage_listens_to_what_each_control_holds_in_the_page(moved):
    assert moved.stage.controls == {
        name: [widget.model_id, "index" if name == "kind" else "value"] for name, widget in moved.controls.items()
    }


# at.


def test_at_draws_the_picture_once_for_all_its_values():
    drawn = []
    explorer = Explorer(lambda **values: drawn.append(values) or told(**values), w=(-1, 1.0), b=(0, 2.0))
    explorer.ready()
    explorer.at(w=0.5, b=0.25)
    assert drawn == [{"w": 0, "b": 1}, {"w": 0.5, "b": 0.25}]


def test_a_picture_is_drawn_once_however_it_was_moved_before_it_is_shown():
    drawn = []

    def draw(**values):
        drawn.append(values)
        return Scene(Panel(x=Axis("x", (0, 1)), y=Axis("y", (0, 1))), says="")

    explorer = Explorer(draw, w=(-1, 1.0)).at(w=0.25).at(w=0.5)
    explorer.beside(0, Dots([0], [0]))
    assert drawn == []
    explorer._repr_mimebundle_()
    shown(explorer)
    explorer._repr_mimebundle_()
    assert drawn == [{"w": 0.5}]


def test_an_explorer_that_is_shown_sends_its_picture_to_the_page():
    explorer, sent = Explorer(told, w=(-1, 1.0)), []
    explorer.stage._send = lambda message, buffers=None: sent.append(message)
    explorer._repr_mimebundle_()
    explorer._repr_mimebundle_()
    (picture,) = [message["state"]["picture"] for message in sent if "picture" in message["state"]]
    assert words(picture) == "w=0.0"


def test_at_leaves_the_other_controls_where_they_are():
    explorer = Explorer(told, w=(-1, 1.0), b=(0, 2.0)).at(b=0.25)
    assert shown(explorer.at(w=0.5)) == "w=0.5 b=0.25"


def test_at_shows_the_picture_on_the_open_page():
    explorer, sent = Explorer(told, w=(-1, 1.0)), []
    explorer.ready()
    explorer.stage._send = lambda message, buffers=None: sent.append(message)
    explorer.at(w=0.5)
    (message,) = sent
    assert words(message["state"]["picture"]) == "w=0.5"


def test_at_names_the_controls_where_one_is_unknown():
    with pytest.raises(ValueError, match="there is no control 'slope'; the controls are w, b"):
        Explorer(told, w=(-1, 1), b=(0, 2)).at(slope=1)


@pytest.mark.parametrize("value", [-1.01, 1.01, float("nan"), float("inf")])
def test_at_names_the_range_that_a_value_is_out_of(value):
    explorer = Explorer(told, w=(-1, 1.0))
    with pytest.raises(ValueError, match=f"w goes from -1.0 to 1.0, so it cannot be {value}"):
        explorer.at(w=value)
    assert explorer.values == {"w": 0}
    assert shown(explorer) == "w=0.0"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "Leibniz"),
        ("on", "yes"),
        ("again", 0.5),
        ("corners", [1, 2]),
        ("corners", [[1, float("nan")]]),
        ("w", "half"),
        ("w", None),
        ("n", 2.5),
        ("kind", None),
    ],
)
def test_at_names_a_value_that_the_control_cannot_take(name, value):
    explorer = every_control()
    with pytest.raises(ValueError, match=name) as refused:
        explorer.at(**{name: value})
    assert repr(value) in str(refused.value)
    assert shown(explorer) == every_control().scene().says == explorer.scene().says


@pytest.mark.parametrize("wrong", [{"b": 3}, {"slope": 1}])
def test_at_moves_nothing_where_one_of_its_values_is_wrong(wrong):
    explorer = Explorer(told, w=(-1, 1.0), b=(0, 2.0))
    with pytest.raises(ValueError, match=r"b goes from|no control 'slope'"):
        explorer.at(w=0.5, **wrong)
    assert explorer.values == {"w": 0, "b": 1}


# What goes wrong.


def test_our_own_mistake_is_raised_when_an_explorer_is_shown():
    explorer = Explorer(lambda w: told(w=1 / w), w=(-1, 1.0))
    with pytest.raises(ZeroDivisionError):
        explorer._repr_mimebundle_()


def test_our_own_mistake_is_raised_when_an_explorer_is_moved():
    explorer = Explorer(lambda w: told(w=1 / w), w=(-1, 1.0, 0.5))
    explorer.ready()
    with pytest.raises(ZeroDivisionError):
        explorer.at(w=0)


def test_our_own_mistake_is_raised_in_the_cell_that_shows_it():
    shell = InteractiveShell.instance()
    seen = []
    shell.showtraceback = lambda error, *_, **__: seen.append(error[0])
    try:
        shell.display_formatter.format(Explorer(lambda w: told(w=1 / w), w=(-1, 1.0)))
    finally:
        InteractiveShell.clear_instance()
    assert seen == [ZeroDivisionError]


def test_what_cannot_be_drawn_is_our_own_mistake():
    def draw(w):
        return Scene(Panel(Dots([w], [1 / np.float64(w)]), x=Axis("x", (0, 1)), y=Axis("y", (0, 1))), says="")

    with np.errstate(divide="ignore"), pytest.raises(ValueError, match=r"dots\.y holds a number that cannot be drawn"):
        Explorer(draw, w=(-1, 1.0)).ready()


def test_an_explorer_that_could_not_be_made_leaves_no_widget_behind(alive):
    with pytest.raises(ValueError, match="up to a higher one") as failed:
        Explorer(told, w=(-1, 1.0), n=played(range(9)), b=(2, 1))
    del failed
    gc.collect()
    assert alive() == []


def test_an_explorer_that_could_not_be_made_goes_in_silence(monkeypatch):
    complaints = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with pytest.raises(ValueError, match="up to a higher one") as failed:
        Explorer(told, n=played(range(9)), w=(2, 1))
    del failed
    gc.collect()
    assert complaints == []


# A cell run again.


def test_a_cell_that_runs_again_with_the_same_code_opens_where_the_reader_left_it(runs):
    runs("cell", 1, "two explorers")
    Explorer(told, w=(-1, 1.0)).at(w=0.75).ready()
    other = Explorer(told, b=(0, 2.0))
    other.ready()
    other.controls["b"].value = 0.25  # as a page moves it
    runs("cell", 2, "two explorers")
    again, other = Explorer(told, w=(-1, 1.0)).at(w=0.5), Explorer(told, b=(0, 2.0))
    for each in (again, other):
        each.ready()
    assert (shown(again), shown(other)) == ("w=0.75", "b=0.25")
    assert again.stage.start == {"w": 0.5}  # to which the reader can go back


def test_a_cell_that_runs_with_other_code_opens_at_its_start(runs):
    runs("cell", 1, "Explorer()")
    Explorer(told, w=(-1, 1.0)).at(w=0.75).ready()
    runs("cell", 2, "Explorer().at(w=0.5)")
    again = Explorer(told, w=(-1, 1.0)).at(w=0.5)
    again.ready()
    assert shown(again) == "w=0.5"


def test_what_no_longer_fits_a_control_is_at_its_start(runs):
    runs("cell", 1, "explorer")
    Explorer(told, w=(-1, 1.0)).at(w=0.75).ready()
    runs("cell", 2, "explorer")
    again = Explorer(told, w=(-1, 0.5, 0.0))
    again.ready()
    assert shown(again) == "w=0.0"


def test_a_cell_that_runs_again_closes_what_it_made_before(runs):
    runs("cell", 1)
    first = Explorer(told, w=(0, 1))
    runs("cell", 2)
    second = Explorer(told, w=(0, 1))
    assert closed(first)
    assert not closed(second)
    assert second.stage.comm is not None


def test_several_explorers_in_one_run_of_a_cell_stay_and_go_together(runs):
    runs("cell", 1)
    made = [Explorer(told, w=(0, 1)) for _ in range(3)]
    assert not any(closed(each) for each in made)
    runs("cell", 2)
    last = [Explorer(told, w=(0, 1)) for _ in range(2)]
    assert all(closed(each) for each in made)
    assert not any(closed(each) for each in last)
    runs("cell", 3)
    Explorer(told, w=(0, 1))
    assert all(closed(each) for each in last)


def test_what_another_cell_made_stays(runs):
    runs("above", 1)
    above = Explorer(told, w=(0, 1))
    runs("below", 2)
    below = Explorer(told, w=(0, 1))
    runs("below", 3)
    Explorer(told, w=(0, 1))
    assert not closed(above)
    assert closed(below)


def test_ten_runs_of_a_cell_leave_one_explorer(runs, alive):
    for run in range(10):
        runs("cell", run)
        every_control()
    made = alive()
    assert [made.count(name) for name in ("Explorer", "Stage", "FloatSlider", "Points", "HBox")] == [1] * 5


def test_what_a_cell_made_before_is_forgotten(runs):
    runs("cell", 1)
    first = weakref.ref(Explorer(told, w=(0, 1)))
    runs("cell", 2)
    Explorer(told, w=(0, 1))
    gc.collect()
    assert first() is None


def test_a_cell_that_fails_leaves_what_it_made_before(runs):
    runs("cell", 1)
    first = Explorer(told, w=(0, 1))
    runs("cell", 2)
    with pytest.raises(ValueError, match="up to a higher one"):
        Explorer(told, w=(1, 0))
    assert not closed(first)
    runs("cell", 3)
    Explorer(told, w=(0, 1))
    assert closed(first)


def test_an_explorer_that_was_closed_by_hand_is_no_trouble_when_its_cell_runs_again(runs):
    runs("cell", 1)
    Explorer(told, w=(0, 1)).close()
    runs("cell", 2)
    assert not closed(Explorer(told, w=(0, 1)))


@pytest.mark.parametrize(
    "shell",
    [
        None,
        types.SimpleNamespace(),
        types.SimpleNamespace(kernel=types.SimpleNamespace(get_parent=lambda channel: {})),
        types.SimpleNamespace(kernel=types.SimpleNamespace(get_parent=lambda channel: {"metadata": {}, "header": {}})),
    ],
    ids=["plain Python", "IPython in a terminal", "a kernel that was asked nothing", "a page that names no cells"],
)
def test_where_no_cell_is_named_every_explorer_stays(monkeypatch, shell):
    monkeypatch.setattr(module, "get_ipython", lambda: shell)
    made = [Explorer(told, w=(0, 1)) for _ in range(2)]
    assert not any(closed(each) for each in made)


def test_closing_an_explorer_closes_its_controls_and_its_picture():
    explorer = every_control()
    explorer.close()
    assert closed(explorer)


def test_closing_an_explorer_leaves_no_widget_behind(alive):
    explorer = every_control()
    assert alive()
    explorer.close()
    assert alive() == []


def test_what_an_explorer_draws_with_goes_when_it_is_closed_though_out_still_holds_the_explorer(runs):
    def made():
        heights = np.zeros(1000)
        return Explorer(lambda w: told(w=w + heights[0]), w=(0, 1)), weakref.ref(heights)

    runs("cell", 1)
    out, heights = made()
    assert heights() is not None
    runs("cell", 2)
    Explorer(told, w=(0, 1))
    gc.collect()
    assert heights() is None
    assert out.stage._parts == []
    with pytest.raises(ReaderError, match="This explorer is closed: its cell ran again"):
        out.scene()


def test_an_explorer_that_is_closed_in_mid_drag_is_not_drawn_again_and_raises_nothing(monkeypatch):
    begun, go_on, raised, drawn = threading.Event(), threading.Event(), [], []
    monkeypatch.setattr(threading, "excepthook", raised.append)

    def slow(w):
        drawn.append(w)
        if w:
            begun.set()
            go_on.wait(SOON)
        return told(w=w)

    explorer, before = Explorer(slow, w=(0, 1, 0)), set(threading.enumerate())
    for n in (1, 2):
        explorer.stage._asked(None, {"n": n, "values": {"w": n / 2}}, [])
        assert begun.wait(SOON)
    (worker,) = set(threading.enumerate()) - before
    explorer.close()
    go_on.set()
    worker.join(SOON)
    assert (drawn, raised) == ([0.5], [])


def test_what_follows_an_explorer_at_rest_follows_until_it_is_closed():
    explorer, followers, calls = Explorer(told, w=(0, 1, 0.0)), [ipywidgets.Label(), ipywidgets.Label()], []
    for name, each in zip("ab", followers, strict=True):
        explorer.when_at_rest(lambda name=name, **values: calls.append((name, values)), until=each)
    explorer.controls["w"].value = 0.25
    followers[0].close()
    explorer.when_at_rest(lambda **values: None, until=ipywidgets.Label())
    explorer.controls["w"].value = 0.5
    assert calls == [("a", {"w": 0.25}), ("b", {"w": 0.25}), ("b", {"w": 0.5})]
