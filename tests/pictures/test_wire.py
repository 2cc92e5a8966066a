"""What is sent makes a page written here in Python show the scene, and no more is sent."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from open_page import Page, arrays_by_hand, layouts, parts_by_hand, plain, scenes_of, walks

from mlcourse.pictures.marks import Bars, Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.pictures.wire import FEW, SLACK, difference, parts_of


@given(walks)
@settings(max_examples=3 * settings.default.max_examples)
def test_what_differs_from_scene_to_scene_makes_a_page_show_each_exactly(walk):
    page, before = Page(), []
    for version, (scene, says) in enumerate(walk):
        after = parts_of(scene)
        changes, buffers = difference(before, after)
        assert page.take({"version": version, "count": len(after), "changes": changes, "problem": None}, buffers)
        assert page.parts == parts_by_hand(scene, says)
        before = after


@given(layouts.flatmap(scenes_of))
def test_a_scene_that_did_not_change_is_not_sent_again(drawn):
    scene, _ = drawn
    assert difference(parts_of(scene), parts_of(scene)) == ({}, [])


@given(layouts.flatmap(lambda layout: st.tuples(scenes_of(layout, absent=False), scenes_of(layout, absent=False))))
def test_only_arrays_whose_numbers_changed_are_sent(pair):
    (first, _), (second, _) = pair
    changed = [
        (name, after[name].ravel().tolist())
        for before, after in (map(arrays_by_hand, pair) for pair in zip(first.marks, second.marks, strict=True))
        for name in after
        if plain(before[name]) != plain(after[name])
    ]
    changes, buffers = difference(parts_of(first), parts_of(second))
    sent = [name for _, change in sorted(changes.items()) for name in change.get("arrays", ())]
    assert list(zip(sent, (np.frombuffer(buffer, "<f4").tolist() for buffer in buffers), strict=True)) == changed


def test_one_line_that_moved_is_sent_as_one_array_of_four_byte_numbers():
    def scene(w):
        still = Dots(np.arange(1460.0), np.ones(1460))
        return Scene(
            Panel(still, Line([0, 20], [0, 20 * w]), x=Axis("x", (0, 1)), y=Axis("y", (0, 1))), says="one line moves"
        )

    changes, buffers = difference(parts_of(scene(0.5)), parts_of(scene(0.25)))
    assert changes == {3: {"arrays": {"y": (2,)}}}
    assert buffers == [np.array([0, 5], "<f4").tobytes()]


def test_a_colour_that_changed_is_sent_without_the_arrays():
    def scene(role):
        return Scene(Panel(Dots([1.0], [2.0], role=role), x=Axis("x", (0, 1)), y=Axis("y", (0, 1))), says="")

    assert difference(parts_of(scene("data")), parts_of(scene("error"))) == ({2: {"role": "error"}}, [])


def test_an_array_that_becomes_empty_is_sent():
    def scene(x):
        return Scene(Panel(Dots(x, x), x=Axis("x", (0, 1)), y=Axis("y", (0, 1))), says="")

    changes, buffers = difference(parts_of(scene([1.0])), parts_of(scene([])))
    assert changes == {2: {"arrays": {"x": (0,), "y": (0,)}}}
    assert buffers == [b"", b""]


def test_of_a_mark_that_comes_and_goes_only_its_own_part_is_sent():
    def scene(there):
        still, far = Dots(np.arange(1460.0), np.ones(1460)), Line([0, 1], [2, 3])
        comes = Text(0, 0, "here") if there else None
        return Scene(Panel(still, comes, far, x=Axis("x", (0, 1)), y=Axis("y", (0, 1))), says="it comes and goes")

    absent, there = parts_of(scene(False)), parts_of(scene(True))
    assert difference(absent, there) == ({3: there[3][0]}, [])
    assert difference(there, absent) == ({3: {"kind": "absent"}}, [])


def test_marks_on_a_logarithmic_axis_are_sent_in_powers_of_ten():
    axes = {"x": Axis("h", (1e-3, 1e3), scale="log"), "y": Axis("y", (0, 1))}
    _, (panel, _), (_, arrays), (bars, _) = parts_of(
        Scene(Panel(Line([0.01, 100], [1, 2]), Bars([1], [1]), **axes), says="")
    )
    assert panel["x"]["limits"] == (-3, 3)
    assert arrays["x"].tolist() == [-2, 2]
    assert arrays["y"].tolist() == [1, 2]
    assert bars["foot"] == 0


# Which points of a curve are sent.


DOUBLINGS = 11  # of the steps over 1500 points; each rounds to 4 bytes four times


def strokes(x, y, across=(0, 1), up=(0, 1)):
    """Return the curves a page strokes for a line in a panel with these limits, as pairs ``(x, y)``."""
    scene = Scene(Panel(Line(x, y), x=Axis("x", across), y=Axis("y", up)), says="")
    _, _, (_, sent) = parts_of(scene)
    ends = sent["ends"].astype(int)[:-1]
    return list(zip(np.split(sent["x"], ends), np.split(sent["y"], ends), strict=True))


def smooth(places, steepness, height):
    """Return 50 sigmoids over ``places``."""
    return height / 2 * (1 + np.tanh(steepness / 2 * (places - np.linspace(-1, 2, 50)[:, np.newaxis])))


def beside(x, y, stroke_x, stroke_y):
    """Return how far points are from the stroke between the corners around them, across or up, whichever is more.

    All in shares of the axes. The larger of two distances along a segment is least where one of them is 0, where both
    are the same, or at an end.
    """
    right = np.clip(np.searchsorted(stroke_x, x), 1, len(stroke_x) - 1)
    dx, dy = np.diff(stroke_x)[right - 1], np.diff(stroke_y)[right - 1]
    px, py = x - stroke_x[right - 1], y - stroke_y[right - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        ways = np.array([px / dx, py / dy, (px - py) / (dx - dy), (px + py) / (dx + dy)])
    ways = np.clip(np.nan_to_num(ways), 0, 1)
    return np.maximum(np.abs(px - ways * dx), np.abs(py - ways * dy)).min(axis=0)


def test_how_far_a_point_is_from_a_stroke_is_measured_across_and_up():
    far = beside(
        np.array([0.5, 0.5, 1.0, 1.2]), np.array([0.6, 0.0, 0.0, 1.0]), np.array([0.0, 1.0]), np.array([0.0, 1.0])
    )
    assert far == pytest.approx([0.05, 0.25, 0.5, 0.2])


@given(
    n=st.integers(2, 1500),
    steepness=st.floats(0.1, 500),
    height=st.floats(0.01, 30),
    rough=st.sampled_from([0, SLACK / 3, SLACK, 1]),
    seed=st.integers(0, 9),
)
@example(
    n=591, steepness=2.0, height=1.0, rough=1, seed=9
)  # 1.06 of it straight above: x is rounded, strokes are steep
def test_what_is_left_out_of_a_curve_is_on_its_stroke_to_a_four_thousandth_of_the_axis(
    n, steepness, height, rough, seed
):
    random = np.random.default_rng(seed)
    x = np.linspace(-3, 7, n, dtype=np.float32)
    y = smooth(x, steepness, height) + rough * height * random.normal(size=(50, n))
    rounding = 4 * DOUBLINGS * np.finfo(np.float32).eps / 2 * max(1, np.abs(y).max() / height)
    for (kept, heights), curve in zip(strokes(x, y, (-3, 7), (0, height)), y.astype(np.float32), strict=True):
        assert set(zip(kept, heights, strict=True)) <= set(zip(x, curve, strict=True))
        shares = (np.float64(each) / span for each, span in ((x, 10), (curve, height), (kept, 10), (heights, height)))
        assert beside(*shares).max() <= SLACK + rounding


def test_where_a_curve_turns_back_its_stroke_follows():
    turn = np.linspace(0, 6 * np.pi, 3001)
    x, y = turn * np.cos(turn) / 40 + 0.5, turn * np.sin(turn) / 40 + 0.5
    [(kept_x, kept_y)] = strokes(x, y)
    assert 20 < len(kept_x) < 1000
    along = np.concatenate(
        [
            np.linspace(a, b, 200)
            for a, b in zip(kept_x[:-1] + 1j * kept_y[:-1], kept_x[1:] + 1j * kept_y[1:], strict=True)
        ]
    )
    furthest = max(np.abs(along - point).min() for point in (x + 1j * y)[::7])
    assert furthest < 1.5 * SLACK  # aside in both directions, and between the places looked at


def test_of_a_straight_line_the_ends_are_sent():
    x = np.arange(1001)
    [(kept, heights)] = strokes(x, 2 * x, (0, 1000), (0, 2000))
    assert (kept.tolist(), heights.tolist()) == ([0, 1000], [0, 2000])


def test_of_a_bent_line_the_bend_is_sent():
    x = np.arange(1025)
    [(kept, _)] = strokes(x, np.abs(x - 256), (0, 1024), (0, 1024))
    assert kept.tolist() == [0, 256, 512, 1024]


def test_on_logarithmic_axes_what_is_straight_there_is_sent_by_its_ends():
    x = np.geomspace(1e-9, 1, 2001)
    axes = {"x": Axis("h", (1e-9, 1), scale="log"), "y": Axis("y", (1e-18, 1), scale="log")}
    _, _, (_, straight), (_, bent) = parts_of(Scene(Panel(Line(x, x**2), Line(x, x**2 + 1e-9), **axes), says=""))
    assert straight["x"].tolist() == [-9, 0]
    assert 10 < len(bent["x"]) < 200
    np.testing.assert_allclose(
        np.interp(np.log10(x), bent["x"], bent["y"]), np.log10(x**2 + 1e-9), atol=1.01 * 18 * SLACK
    )


def test_a_single_point_aside_is_sent_with_its_neighbours():
    y = np.zeros(1000)
    y[333] = 0.5
    [(kept, heights)] = strokes(np.arange(1000), y, (0, 999))
    assert {332, 333, 334} <= set(kept.tolist())
    assert heights[kept == 333] == 0.5


def test_a_curve_of_few_points_is_sent_as_it_is():
    x = np.arange(FEW)
    [(kept, _)] = strokes(x, x, (0, FEW))
    assert len(kept) == FEW


@pytest.mark.parametrize("steepness", [1, 3, 10, 30])
def test_fifty_sigmoids_are_sent_with_less_than_a_tenth_of_their_points(steepness):
    x = np.linspace(-1, 2, 1000)
    sent = strokes(x, smooth(x, steepness, 1), (-1, 2))
    assert 100 < sum(len(kept) for kept, _ in sent) < 5000
