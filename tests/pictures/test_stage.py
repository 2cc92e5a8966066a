"""The stage against a page written here in Python: what is sent makes the page show the scene, and no more is sent."""

import asyncio
import contextvars
import json
import queue
import threading
from dataclasses import fields

import ipywidgets
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcourse.interact.reader import predictions
from mlcourse.pictures.marks import Arrow, Bars, Dots, Handle, Line, Segments, Surface, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.pictures.stage import FEW, SLACK, ReaderError, Stage, difference, interrupt, parts_of

SOON = 30  # seconds, for what comes at once: a test fails then, and is never slowed by it
SAYS = {
    "flat": [["flat", None]],
    "off by [2k|error] a day": [["off by ", None], ["2k", "error"], [" a day", None]],
    "": [],
}


class Page:
    """An open page: it takes what it is sent as stage.js does, and keeps the parts it shows."""

    def __init__(self, stage=None):
        self.parts, self.version, self.problem, self.mail = [], -1, None, queue.Queue()
        if stage:
            stage._send = self.receive
            self.asks = lambda n, **values: ask(stage, n, **values)
            picture = stage.get_state("picture")["picture"]
            assert self.take(picture, picture["buffers"])

    def receive(self, message, buffers=None):
        """Get one message from the kernel: an answer, or the whole picture."""
        if message["method"] == "custom":
            self.mail.put((message["content"], buffers))
        else:
            assert message["buffer_paths"] == [["picture", "buffers", n] for n in range(len(buffers))]
            self.mail.put((message["state"]["picture"], buffers))

    def gets(self):
        """Wait for the next message, take it, and return it."""
        answer, buffers = self.mail.get(timeout=SOON)
        assert self.take(answer, buffers)
        return answer

    def take(self, answer, buffers):
        """Change the parts as the answer says; False if it builds on a picture that was never seen here."""
        answer, buffers = plain(answer | {"buffers": None}), list(buffers)
        changes = sorted((int(place), change) for place, change in answer["changes"].items())
        whole = len(changes) == answer["count"] and all("kind" in change for _, change in changes)
        if not whole and changes and answer["version"] != self.version + 1:
            return False
        self.parts += [None] * (answer["count"] - len(self.parts))
        del self.parts[answer["count"] :]
        for place, change in changes:
            shapes = change.pop("arrays", {})
            part = change if "kind" in change else self.parts[place] | change
            for name, shape in shapes.items():
                part[name] = plain(np.frombuffer(buffers.pop(0), np.float32).reshape(shape))
            if part["kind"] == "scene":  # the page reads as many pieces as there are
                part = {key: value for key, value in part.items() if not key.isdigit() or int(key) < part["pieces"]}
            self.parts[place] = part
        assert not buffers
        self.version, self.problem = answer["version"], answer["problem"]
        return True


def plain(value):
    """Turn a value into what JSON makes of it; an array into its shape and its numbers."""
    return json.loads(json.dumps(value, default=lambda array: [array.shape, array.tolist()], allow_nan=False))


def parts_by_hand(scene, says):
    """List everything a page should know of a scene."""
    pieces = SAYS.get(says, [[says, None]])
    parts = [{"kind": "scene", "pieces": len(pieces), "ends": {}} | {str(k): piece for k, piece in enumerate(pieces)}]
    for panel in scene.panels:
        axes = {name: axis_by_hand(axis) for name, axis in panel.axes}
        parts.append({"kind": "panel", "title": panel.title, "aspect": panel.aspect} | axes)
        there = iter(panel.marks)
        for mark in [next(there) if placed else None for placed in panel.placed]:
            if mark is None:
                parts.append({"kind": "absent"})
                continue
            known = {each.name: getattr(mark, each.name) for each in fields(mark)}
            known |= {"foot": 0.0} if isinstance(mark, Bars) else {}
            parts.append({"kind": type(mark).__name__.lower()} | known | arrays_by_hand(mark))
    return plain(parts)


def axis_by_hand(axis):
    return {"label": axis.label, "limits": axis.limits, "ticks": axis.ticks, "scale": "linear"}


def arrays_by_hand(mark):
    """Return a mark's arrays as a page should have them: the curves of a line one after the other, and their ends."""
    if not isinstance(mark, Line):
        return {name: getattr(mark, name) for name in mark.arrays}
    curves = [(mark.x, y) for y in np.atleast_2d(mark.y)]
    x, y = ([float(value) for curve in curves for value in curve[axis]] for axis in (0, 1))
    return {"x": np.array(x), "y": np.array(y), "ends": np.array([len(mark.x) * (k + 1) for k in range(len(curves))])}


def ask(stage, n, *, whole=False, **values):
    """Ask the stage as a page does, through the widget's message entry."""
    tell(stage, n=n, values=values, **({"whole": True} if whole else {}))


def tell(stage, **message):
    """Send the stage a message as a page does."""
    stage._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})


def dot(y):
    """Draw a scene that differs from the next in one array; its caption and its second array change seldom."""
    says = "small" if y < 10 else "large"
    return Scene(Panel(Dots([0.0, 1.0], [y, y]), x=Axis("x", (0, 1)), y=Axis("y", (0, 20))), says=says)


def shows(page, y):
    return page.parts == parts_by_hand(dot(y), "small" if y < 10 else "large")


class Slow:
    """Draw `dot`, but wait at the values in ``at`` until ``go`` is set."""

    def __init__(self, *at, wrong=None):
        self.at, self.wrong, self.go, self.began, self.drawn = at, wrong, threading.Event(), queue.Queue(), []

    def __call__(self, y):
        self.drawn.append(y)
        if y in self.at:
            self.began.put(y)
            assert self.go.wait(SOON)
            if self.wrong:
                raise self.wrong
        return dot(y)


@pytest.fixture
def raised(monkeypatch):
    """Catch what a thread raises, in place of the interpreter's own report."""
    caught = queue.Queue()
    monkeypatch.setattr(threading, "excepthook", lambda args: caught.put(args.exc_value))
    return caught


# What is sent.

# Few values, so that from one scene to the next much stays as it was.
numbers = st.sampled_from([0.0, 1.5, -2.25])
names = st.sampled_from(["", "w", "b"])
roles = st.sampled_from(["data", "error"])
vectors = st.sampled_from([[], [1.0], [1.0, 2.0], [2.0, 1.0]]).map(np.array)
grids = st.sampled_from([np.zeros((0, 2)), np.ones((1, 2)), np.eye(2), np.arange(4.0)])
curves = st.sampled_from(
    [([], []), ([1, 2], [2, 1]), ([1, 3], np.eye(2)), ([1, 2], np.ones((1, 2))), ([1, 2], np.zeros((0, 2)))]
)
gains = st.sampled_from([{}, {"w": 1.0}, {"w": 0.5}, {"corners[2,0]": 1.0}])
marks = {
    "dots": st.builds(Dots, vectors, vectors, size=numbers, role=roles),
    "line": st.builds(lambda xy, **style: Line(*xy, **style), curves, dashed=st.booleans(), role=roles),
    "segments": st.builds(Segments, vectors, vectors, vectors),
    "bars": st.builds(Bars, vectors, vectors),
    "surface": st.builds(Surface, vectors, vectors, grids, vectors),
    "arrow": st.builds(Arrow, numbers, numbers, numbers, numbers),
    "text": st.builds(Text, numbers, numbers, names, side=st.sampled_from(["left", "right"])),
    "handle": st.builds(Handle, numbers, numbers, right=gains, up=gains, label=names),
}
axes = st.builds(Axis, names, st.just((0, 1)) | st.just((-1.5, 1)), st.none() | st.just(((0.5, "half"),)))


def scenes_of(layout, absent=True):
    """Draw scenes, with their captions, that all have the same kinds of marks in the same panels, or none there."""
    panels = [
        st.builds(lambda marks, x, y, title: Panel(*marks, x=x, y=y, title=title), st.tuples(*kinds), axes, axes, names)
        for kinds in [[marks[kind] | st.none() if absent else marks[kind] for kind in panel] for panel in layout]
    ]
    captioned = st.tuples(st.tuples(*panels), st.sampled_from(list(SAYS)))
    return captioned.map(lambda drawn: (Scene(*drawn[0], says=drawn[1]), drawn[1]))


layouts = st.lists(st.lists(st.sampled_from(list(marks)), max_size=3), max_size=2)
walks = st.lists(layouts.flatmap(lambda layout: st.lists(scenes_of(layout), max_size=4)), max_size=4).map(
    lambda runs: [scene for run in runs for scene in run]
)


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


# Asking and answering.


def test_a_page_that_opens_shows_the_first_picture():
    assert shows(Page(Stage(dot, {}, {"y": 1})), 1)


def test_the_stage_tells_the_page_which_trait_of_which_widget_is_which_control():
    w, kind = ipywidgets.FloatSlider(), ipywidgets.ToggleButtons(options=["a"])
    stage = Stage(lambda w, kind: dot(w), {"w": (w, "value"), "kind": (kind, "index")}, {"w": 1, "kind": 0})
    assert stage.get_state("controls")["controls"] == {"w": [w.model_id, "value"], "kind": [kind.model_id, "index"]}


def test_a_question_is_answered_with_the_picture_for_its_values():
    page = Page(Stage(dot, {}, {"y": 1}))
    page.asks(1, y=2)
    answer = page.gets()
    assert (answer["n"], answer["problem"]) == (1, None)
    assert answer["ms"] > 0
    assert shows(page, 2)


@given(walks.filter(len))
@settings(max_examples=settings.default.max_examples // 3)
def test_a_page_that_asks_for_scene_after_scene_shows_each_exactly(walk):
    page = Page(Stage(lambda k: walk[k][0], {}, {"k": 0}))
    for k, drawn in enumerate(walk):
        page.asks(k + 1, k=k)
        page.gets()
        assert page.parts == parts_by_hand(*drawn)


@given(walks.filter(len))
@settings(max_examples=settings.default.max_examples // 3)
def test_a_page_that_opens_later_shows_the_last_scene(walk):
    stage = Stage(lambda k: walk[k][0], {}, {"k": 0})
    first = Page(stage)
    for k in range(len(walk)):
        first.asks(k + 1, k=k)
        first.gets()
    later = Page(stage)
    assert later.parts == parts_by_hand(*walk[-1])
    assert stage.get_state("picture")["picture"]["values"] == {"k": len(walk) - 1}


def test_a_page_that_opens_later_goes_on_from_the_picture_it_got():
    stage = Stage(dot, {}, {"y": 1})
    first = Page(stage)
    first.asks(1, y=2)
    first.gets()
    later = Page(stage)
    later.asks(1, y=3)
    later.gets()
    assert shows(later, 3)


def test_an_answer_that_changes_nothing_carries_nothing():
    page = Page(Stage(dot, {}, {"y": 1}))
    version = page.version
    page.asks(1, y=1)
    answer = page.gets()
    assert (answer["changes"], answer["n"], answer["version"]) == ({}, 1, version)


def test_a_page_that_missed_a_picture_cannot_take_the_next():
    page = Page(Stage(dot, {}, {"y": 1}))
    page.asks(1, y=2)
    page.mail.get(timeout=SOON)
    page.asks(2, y=3)
    assert not page.take(*page.mail.get(timeout=SOON))


def test_a_page_that_asks_for_the_whole_picture_gets_every_part():
    stage = Stage(dot, {}, {"y": 1})
    page = Page(stage)
    page.parts, page.version = [], -7  # it has lost what it had
    page.asks(1, y=2, whole=True)
    answer = page.gets()
    assert [answer["changes"][place]["kind"] for place in sorted(answer["changes"])] == ["scene", "panel", "dots"]
    assert shows(page, 2)


def test_after_the_whole_picture_only_what_changed_is_sent():
    page = Page(Stage(dot, {}, {"y": 1}))
    page.asks(1, y=2, whole=True)
    page.gets()
    page.asks(2, y=3)
    assert page.gets()["changes"] == {2: {"arrays": {"y": (2,)}}}


def test_only_the_newest_of_the_questions_that_came_meanwhile_is_answered():
    draw = Slow(2)
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    for n in range(2, 9):
        page.asks(n, y=n + 1)
    draw.go.set()
    assert [page.gets()["n"], page.gets()["n"]] == [1, 8]
    assert shows(page, 9)
    page.asks(9, y=10)
    assert page.gets()["n"] == 9  # and nothing came between
    assert draw.drawn == [1, 2, 9, 10]


def test_the_last_question_is_always_answered():
    page = Page(Stage(dot, {}, {"y": 0}))
    for n in range(1, 501):
        page.asks(n, y=n % 20)
    answered = []
    while 500 not in answered:
        answered.append(page.gets()["n"])
    assert answered == sorted(set(answered))
    assert shows(page, 0)


def test_a_question_that_comes_while_another_is_answered_is_answered_too():
    def draw(y):
        if 0 < y < 5:
            page.asks(y + 1, y=y + 1)
        return dot(y)

    page = Page(Stage(draw, {}, {"y": 0}))
    page.asks(1, y=1)
    assert [page.gets()["n"] for _ in range(5)] == [1, 2, 3, 4, 5]
    assert shows(page, 5)


def test_one_worker_answers_however_many_questions_there_are():
    draw = Slow(2)
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    threads = set(threading.enumerate())
    for n in range(2, 9):
        page.asks(n, y=2)
    assert set(threading.enumerate()) <= threads
    draw.go.set()
    assert [page.gets()["n"], page.gets()["n"]] == [1, 8]


def test_questions_that_come_before_the_worker_began_share_it(monkeypatch):
    workers = []

    class Later:
        def __init__(self, target, args, daemon):
            workers.append(lambda: target(*args))

        def start(self):
            """Wait until the test says so."""

    monkeypatch.setattr(threading, "Thread", Later)
    page = Page(Stage(dot, {}, {"y": 1}))
    page.asks(1, y=2)
    page.asks(2, y=3)
    (work,) = workers
    work()
    assert page.gets()["n"] == 2
    assert page.mail.empty()


def test_asking_does_not_wait_for_the_answer():
    draw = Slow(2)
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)  # comes back though nothing lets it go on
    assert page.mail.empty()
    draw.go.set()
    assert page.gets()["n"] == 1


def test_a_picture_is_drawn_in_the_context_of_its_question():
    cell, seen = contextvars.ContextVar("cell"), queue.Queue()

    def draw(y):
        seen.put(cell.get(None))
        return dot(y)

    page = Page(Stage(draw, {}, {"y": 1}))
    contextvars.copy_context().run(lambda: (cell.set("the question's"), page.asks(1, y=2)))
    page.gets()
    assert [seen.get(timeout=SOON), seen.get(timeout=SOON)] == [None, "the question's"]


def test_the_first_picture_is_drawn_when_it_is_needed_and_only_once():
    draw = Slow()
    stage = Stage(draw, {}, {"y": 1})
    stage.redraw({"y": 2})
    stage.redraw({"y": 12})
    assert draw.drawn == []
    assert shows(Page(stage), 12)
    assert shows(Page(stage), 12)
    stage.ready()
    assert draw.drawn == [12]


def test_a_page_is_told_of_a_stage_before_its_first_picture_is_drawn(monkeypatch):
    told = []
    monkeypatch.setattr(Stage, "open", lambda stage: told.append(stage.get_state()["picture"]))
    draw = Slow()
    Stage(draw, {}, {"y": 1})
    (picture,) = told
    assert draw.drawn == []
    assert (picture["count"], picture["values"]) == (0, None)  # so a page knows that it has to ask


def test_a_page_that_asks_before_the_first_picture_is_drawn_gets_the_one_it_asked_for():
    draw = Slow()
    stage = Stage(draw, {}, {"y": 1})
    page = Page()
    stage._send = page.receive
    ask(stage, 1, y=12)
    page.gets()
    assert shows(page, 12)
    stage.ready()
    assert page.mail.empty()
    assert draw.drawn == [12]


def test_a_picture_drawn_again_is_shown_on_the_open_page():
    stage = Stage(dot, {}, {"y": 1})
    page = Page(stage)
    stage.redraw({"y": 12})
    page.gets()
    assert shows(page, 12)
    page.asks(1, y=13)
    page.gets()
    assert shows(page, 13)


def test_a_picture_drawn_again_is_newer_than_the_one_before():
    stage = Stage(dot, {}, {"y": 1})
    page = Page(stage)
    before = page.version
    stage.redraw({"y": 2})
    page.gets()
    assert page.version > before


def test_a_picture_drawn_again_while_a_question_is_answered_does_not_mix_with_it():
    draw = Slow(2)
    stage = Stage(draw, {}, {"y": 1})
    page = Page(stage)
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    stage.redraw({"y": 12})
    page.gets()
    assert shows(page, 12)
    draw.go.set()
    page.gets()
    assert shows(page, 2)


def test_a_stage_that_was_closed_while_it_draws_ends_in_silence():
    draw = Slow(2)
    stage = Stage(draw, {}, {"y": 1})
    threads = set(threading.enumerate())
    ask(stage, 1, y=2)
    draw.began.get(timeout=SOON)
    (worker,) = set(threading.enumerate()) - threads
    stage.close()
    draw.go.set()
    worker.join(SOON)
    assert not worker.is_alive()


# A reader's function that never ends.


class Endless:
    """Draw `dot` by a reader's function; it never ends at the values in ``at``, or sleeps there until ``go`` is set."""

    def __init__(self, at, sleeps=False):
        self.at, self.sleeps, self.go, self.began = at, sleeps, threading.Event(), queue.Queue()

    def __call__(self, y):
        predictions(self.mine, np.zeros(3), {"y": y})
        return dot(y)

    def mine(self, x, y):
        while y in self.at:
            self.began.put(threading.current_thread())
            if self.sleeps:
                assert self.go.wait(SOON)  # as deaf to what is raised in its thread as time.sleep
                break
        return x


@pytest.fixture
def impatient(monkeypatch):
    """Let an interrupt mean every call, as it means those that have been running for long."""
    monkeypatch.setattr("mlcourse.pictures.interrupts.LONG", 0)


def test_an_interrupt_ends_a_function_that_never_ends_and_says_so(impatient):
    draw = Endless({2})
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    worker = draw.began.get(timeout=SOON)
    interrupt()
    assert page.gets()["n"] == 1
    assert page.problem == "mine(x, y=2) was interrupted: it had not returned after 0 s."
    assert shows(page, 1)
    worker.join(SOON)
    assert not worker.is_alive()


def test_after_an_interrupt_the_next_question_is_answered_though_the_function_still_sleeps(impatient):
    draw = Endless({2}, sleeps=True)
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    sleeper = draw.began.get(timeout=SOON)
    interrupt()
    assert page.gets()["n"] == 1
    page.asks(2, y=3)
    assert page.gets()["n"] == 2
    assert page.problem is None
    assert shows(page, 3)
    assert sleeper.is_alive()
    draw.go.set()
    sleeper.join(SOON)
    assert not sleeper.is_alive()
    assert page.mail.empty()  # what it says now comes too late


def test_an_interrupt_settles_the_question_that_waits_too(impatient):
    draw = Endless({2, 3})
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    page.asks(2, y=3)
    interrupt()
    assert page.gets()["n"] == 2
    assert page.problem.startswith("mine(x, y=2) was interrupted")
    page.asks(3, y=4)
    assert page.gets()["n"] == 3
    assert shows(page, 4)


@pytest.mark.parametrize("later", [False, True])
def test_a_page_that_asked_for_everything_gets_it_though_its_question_was_interrupted(impatient, later):
    draw = Endless({2})
    stage = Stage(draw, {}, {"y": 1})
    page = Page(stage)
    ask(stage, 1, whole=True, y=2)
    draw.began.get(timeout=SOON)
    if later:
        page.asks(2, y=3)
    interrupt()
    answer = page.gets()
    assert len(answer["changes"]) == answer["count"]


def test_a_cell_that_is_interrupted_in_the_function_ends_it_in_the_pictures_too(impatient):
    def mine(x):
        raise KeyboardInterrupt

    draw = Endless({2})
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    with pytest.raises(KeyboardInterrupt):
        predictions(mine, np.zeros(3), {})
    assert page.gets()["problem"].startswith("mine(x, y=2) was interrupted")


def test_an_interrupt_does_not_end_what_the_course_itself_computes(impatient):
    draw = Slow(2)
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    interrupt()
    draw.go.set()
    page.gets()
    assert shows(page, 2)


@pytest.mark.parametrize("interrupted", [False, True])
def test_a_stage_that_is_closed_ends_the_function_that_runs_for_it(impatient, interrupted):
    draw = Endless({2}, sleeps=interrupted)
    stage = Stage(draw, {}, {"y": 1})
    page = Page(stage)
    page.asks(1, y=2)
    worker = draw.began.get(timeout=SOON)
    if interrupted:
        interrupt()
        page.gets()
    stage.close()
    draw.go.set()
    worker.join(SOON)
    assert not worker.is_alive()
    assert page.mail.empty()


@pytest.mark.parametrize(("draw", "told"), [(Endless({2}, sleeps=True), "mine(x, y=2)"), (Slow(2), "")])
def test_a_page_that_waits_is_told_what_for(draw, told):
    stage = Stage(draw, {}, {"y": 1})
    page = Page(stage)
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    tell(stage, at=True)
    assert page.mail.get(timeout=SOON)[0] == {"at": told}
    draw.go.set()
    page.gets()
    assert shows(page, 2)


def test_a_page_that_waits_for_nothing_is_told_so():
    stage = Stage(dot, {}, {"y": 1})
    page = Page(stage)
    tell(stage, at=True)
    assert page.mail.get(timeout=SOON)[0] == {"at": None}


# What goes wrong.


def picky(y):
    if y < 0:
        raise ReaderError(f"your function says nan for y={y}")
    return dot(y)


def test_a_readers_mistake_is_told_beside_the_last_good_picture():
    page = Page(Stage(picky, {}, {"y": 1}))
    page.asks(1, y=-2)
    answer = page.gets()
    assert (answer["n"], answer["changes"]) == (1, {})
    assert page.problem == "your function says nan for y=-2"
    assert shows(page, 1)


def test_the_next_good_picture_clears_a_readers_mistake():
    page = Page(Stage(picky, {}, {"y": 1}))
    page.asks(1, y=-2)
    page.gets()
    page.asks(2, y=3)
    page.gets()
    assert page.problem is None
    assert shows(page, 3)


def test_a_readers_mistake_is_cleared_where_the_picture_comes_back_as_it_was():
    page = Page(Stage(picky, {}, {"y": 1}))
    page.asks(1, y=-2)
    page.gets()
    page.asks(2, y=1)
    assert page.gets()["changes"] == {}
    assert page.problem is None


def test_a_page_that_opens_on_a_readers_mistake_shows_it_beside_the_last_good_picture():
    stage = Stage(picky, {}, {"y": 1})
    first = Page(stage)
    first.asks(1, y=-2)
    first.gets()
    later = Page(stage)
    assert later.problem == "your function says nan for y=-2"
    assert shows(later, 1)
    assert stage.get_state("picture")["picture"]["values"] == {"y": -2}  # so the page need not ask for these again


def test_a_stage_that_begins_with_a_readers_mistake_tells_it_and_shows_the_first_good_picture():
    page = Page(Stage(picky, {}, {"y": -1}))
    assert page.problem == "your function says nan for y=-1"
    assert page.parts == []
    page.asks(1, y=2)
    page.gets()
    assert page.problem is None
    assert shows(page, 2)


def test_a_readers_mistake_in_a_picture_drawn_again_is_told():
    stage = Stage(picky, {}, {"y": 1})
    page = Page(stage)
    stage.redraw({"y": -2})
    page.gets()
    assert page.problem == "your function says nan for y=-2"
    assert shows(page, 1)


def fragile(y):
    return dot(y / (y - 5))


def test_our_own_mistake_is_raised_when_the_first_picture_is_drawn():
    stage = Stage(fragile, {}, {"y": 5})
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            stage.ready()


def test_our_own_mistake_is_raised_when_a_picture_is_drawn_again():
    stage = Stage(fragile, {}, {"y": 1})
    stage.ready()
    with pytest.raises(ZeroDivisionError):
        stage.redraw({"y": 5})


def test_our_own_mistake_is_told_on_the_page_and_raised(raised):
    page = Page(Stage(fragile, {}, {"y": 0}))
    page.asks(1, y=5)
    assert page.gets()["n"] == 1
    assert page.problem == "A mistake of the course, not yours: ZeroDivisionError: division by zero"
    assert isinstance(raised.get(timeout=SOON), ZeroDivisionError)
    assert shows(page, 0)


def test_after_our_own_mistake_the_next_question_is_answered(raised):
    page = Page(Stage(fragile, {}, {"y": 0}))
    page.asks(1, y=5)
    page.gets()
    raised.get(timeout=SOON)
    page.asks(2, y=10)
    page.gets()
    assert page.problem is None
    assert shows(page, 2)


def test_a_question_that_came_before_our_own_mistake_was_raised_is_answered(raised):
    draw = Slow(2, wrong=ZeroDivisionError("division by zero"))
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.began.get(timeout=SOON)
    page.asks(2, y=3)
    draw.go.set()
    assert "division by zero" in page.gets()["problem"]
    assert isinstance(raised.get(timeout=SOON), ZeroDivisionError)
    assert page.gets()["n"] == 2
    assert page.problem is None
    assert shows(page, 3)


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit, SystemExit, asyncio.CancelledError])
def test_whatever_is_raised_is_told_and_the_next_question_is_answered(raised, error):
    draw = Slow(2, wrong=error("by the course"))
    page = Page(Stage(draw, {}, {"y": 1}))
    page.asks(1, y=2)
    draw.go.set()
    page.gets()
    assert page.problem == f"A mistake of the course, not yours: {error.__name__}: by the course"
    page.asks(2, y=3)
    page.gets()
    assert shows(page, 3)


def test_a_scene_that_cannot_be_drawn_is_our_own_mistake(raised):
    page = Page(Stage(lambda y: dot(y / 1), {}, {"y": 1}))
    page.asks(1, y=float("inf"))
    page.gets()
    assert "A mistake of the course, not yours: ValueError: dots.y holds a number that cannot be drawn" in page.problem
    assert isinstance(raised.get(timeout=SOON), ValueError)


def test_the_painter_is_small():
    assert len(Stage.code.default_value) < 44_000
