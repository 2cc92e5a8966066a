"""The painter's modules, each alone in a browser, against matplotlib, contourpy and what is plain to see.

What is asked of a module is asked in one go, for all cases.
"""

import json

import numpy as np
import pytest
from contourpy import contour_generator
from lab import browser, files, need_browser
from matplotlib.ticker import LogLocator, MaxNLocator
from open_page import ONE_OF_EACH

from mlcourse.pictures.marks import RAMP, ROLES, Bars, Dots, Handle, Line, Mark, Surface
from mlcourse.pictures.measures import MEASURES
from mlcourse.pictures.notes import NOTES
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.pictures.stage import PAINTER
from mlcourse.pictures.still import DRAWERS, still
from mlcourse.pictures.ticks import ticks_of
from mlcourse.pictures.wire import difference, parts_of


@pytest.fixture(scope="module")
def page():
    """Serve the painter's modules to a page, which imports each on its own as ``painter.ticks`` and so on."""
    need_browser()
    with files(PAINTER) as address, browser() as chromium:
        page = chromium.new_page()
        page.goto(address)
        page.evaluate(
            """async ([names, measures, notes, palette]) => {
                const modules = names.map(async (name) => [name, await import(`/${name}.js`)]);
                window.painter = Object.fromEntries(await Promise.all(modules));
                Object.assign(window, { measures, notes, palette });
            }""",
            [[path.stem for path in PAINTER.glob("*.js")], MEASURES, NOTES, {"roles": ROLES, "ramp": RAMP}],
        )
        page.add_style_tag(path=PAINTER / "stage.css")
        yield page


# Ticks.

AXES = [
    Axis("", (0, 20)),
    Axis("", (-0.75, 1.25)),
    Axis("", (0.0003, 0.0241)),
    Axis("", (3, -3)),
    Axis("", (2, 4986)),
    Axis("", (10, 1e9), scale="log"),
    Axis("", (-1, 1), ((0, "nought"),)),
    Axis("", (1, 1e6), scale="log"),
    Axis("", (1e-9, 1), scale="log"),
    Axis("", (1e-16, 1), scale="log"),
    Axis("", (1e-14, 1e112), scale="log"),
    Axis("", (1e-4, 1e3), scale="log"),
    Axis("", (0.08, 5.6), scale="log"),
    Axis("", (3e7, 6e8), scale="log"),
    Axis("", (0.001, 16), scale="log"),
    Axis("", (1, 100), ((10, "ten"),), scale="log"),
]
ROOMS = [2, 3.9, 6.5, 11]


def ticks(page, axes, rooms):
    """Return the page's ticks for each axis with each room, as ``[value, text]``."""
    styles = [{name: value for name, value in axis.style.items() if name != "label"} for axis in axes]
    return page.evaluate(
        "([axes, rooms]) => axes.map((axis, k) => painter.ticks.ticksOf(axis, rooms[k], measures))", [styles, rooms]
    )


def test_page_and_still_have_the_same_ticks(page):
    cases = [(axis, room) for axis in AXES for room in ROOMS]
    for (axis, room), shown in zip(cases, ticks(page, *zip(*cases, strict=True)), strict=True):
        theirs = ticks_of(axis, room)
        assert [text for _, text in shown] == [text for _, text in theirs], axis
        assert [at for at, _ in shown] == pytest.approx([at for at, _ in theirs], abs=1e-9), axis


def test_ticks_of_an_axis_are_those_of_matplotlib(page):
    random = np.random.default_rng(0)
    lows, spans = random.normal(size=300) * 10.0 ** random.integers(-2, 3, 300), 10.0 ** random.uniform(-3, 5, 300)
    rooms = random.uniform(2, 12, 300).tolist()
    axes = [Axis("", (low, low + span)) for low, span in zip(lows, spans, strict=True)]
    for axis, room, shown in zip(axes, rooms, ticks(page, axes, rooms), strict=True):
        low, high = axis.limits
        theirs = MaxNLocator(int(room), steps=MEASURES["TICK_STEPS"], min_n_ticks=MEASURES["TICKS_LEAST"]).tick_values(
            low, high
        )
        edge = 1e-6 * np.diff(theirs)[0]
        theirs = theirs[(theirs >= low - edge) & (theirs <= high + edge)]
        np.testing.assert_allclose([at for at, _ in shown], theirs, rtol=1e-9, atol=edge, err_msg=f"{axis} {room}")
        said = [float(text.replace("−", "-")) for _, text in shown]
        np.testing.assert_allclose(said, theirs, rtol=1e-9, atol=edge)


def test_ticks_of_a_logarithmic_axis_are_those_of_matplotlib(page):
    random = np.random.default_rng(1)
    lows, spans = random.uniform(-12, 4, 200), random.uniform(0.5, 16, 200)
    rooms = random.uniform(2, 12, 200).tolist()
    axes = [Axis("", (10.0**low, 10.0 ** (low + span)), scale="log") for low, span in zip(lows, spans, strict=True)]
    sparse = dense = 0
    for axis, shown in zip(axes, ticks(page, axes, rooms), strict=True):
        at = np.array([value for value, _ in shown])
        steps = np.diff(at)
        if len(at) > 1 and steps.min() < 0.9:
            np.testing.assert_allclose(at, on_axis(LogLocator(subs=(1, 2, 5)), *axis.ends), atol=1e-9)
            dense += 1
        elif len(at) > 1:
            every = on_axis(LogLocator(numticks=1000), *axis.ends)
            assert np.isin(np.round(at), np.round(every)).all()
            assert len(set(steps)) == 1
            assert len(at) == len(every) or steps[0] > 1
            sparse += 1
    assert min(sparse, dense) > 20


def on_axis(locator, low, high):
    """Return matplotlib's ticks that lie on the axis, and on its ends, as exponents."""
    exponents = np.log10(locator.tick_values(10.0**low, 10.0**high))
    return exponents[(exponents >= low - 1e-6) & (exponents <= high + 1e-6)]


# Contours.

RINGS = """(surfaces) => surfaces.map(({ x, y, z, level }) => {
    const rings = [], same = (v) => v;
    let ring = null;
    const pen = {
        beginPath() {},
        moveTo(...at) { ring = [at]; },
        lineTo(...at) { ring.push(at); },
        closePath() { rings.push(ring); ring = null; },
    };
    painter.contours.traceRings(pen, painter.contours.gridOf(x, y, Float32Array.from(z), { X: same, Y: same }), level);
    return { rings, open: ring !== null };
})"""


def surfaces(count):
    """Make surfaces of few waves over uneven grids, each with a level somewhere between its ends."""
    random = np.random.default_rng(2)
    for _ in range(count):
        x, y = (np.cumsum(random.uniform(0.1, 1, n)) for n in random.integers(2, 15, 2))
        waves = random.normal(size=(3, 4))
        z = sum(a * np.sin(b * x + c * y[:, np.newaxis] + d) for a, b, c, d in waves).astype(np.float32)
        low, high = float(z.min()), float(z.max())
        yield x, y, z, low + random.uniform(-0.1, 1.1) * (high - low)


def area(ring):
    """Return the area of a ring of points, above 0 where what it holds lies to the left."""
    x, y = np.array(ring, dtype=float).reshape(-1, 2).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def has_saddle(z, level):
    """Tell whether two corners of a cell that lie across are high, and the other two low."""
    high = z >= level
    a, b, c, d = high[:-1, :-1], high[:-1, 1:], high[1:, 1:], high[1:, :-1]
    return bool(((a == c) & (b == d) & (a != b)).any())


def test_borders_of_a_surface_are_those_of_contourpy(page):
    drawn = list(surfaces(150))
    given = [{"x": x.tolist(), "y": y.tolist(), "z": z.ravel().tolist(), "level": level} for x, y, z, level in drawn]
    plain = 0
    for (x, y, z, level), traced in zip(drawn, page.evaluate(RINGS, given), strict=True):
        assert not traced["open"]
        theirs = contour_generator(x, y, z, name="serial", fill_type="OuterOffset")
        crossings = {tuple(point) for line in theirs.lines(level) for point in np.round(line, 6).tolist()}
        ours = {tuple(point) for ring in traced["rings"] for point in np.round(ring, 6).tolist()}
        nodes = {(a, b) for a in np.round(x, 6).tolist() for b in np.round(y, 6).tolist()}
        assert crossings <= ours
        assert ours - crossings <= nodes  # and along the edge of the grid, from node to node
        if not has_saddle(z, level):  # how a saddle is cut is a matter of taste
            points, offsets = theirs.filled(level, np.inf)
            parts = [part for k, part in enumerate(points) for part in np.split(part, offsets[k][1:-1])]
            assert sum(map(area, traced["rings"])) == pytest.approx(sum(map(area, parts)), abs=1e-5)
            plain += 1
    assert plain > 50


def test_a_surface_all_above_a_level_is_one_ring_and_one_all_below_is_none(page):
    flat = {"x": [0, 1, 3], "y": [0, 2], "z": [1, 2, 3, 4, 5, 6]}
    above, below = page.evaluate(RINGS, [flat | {"level": 0}, flat | {"level": 7}])
    assert [area(ring) for ring in above["rings"]] == [6]
    assert below["rings"] == []


# Labels.

PLACED = """(scenes) => scenes.map(({ marks, frame }) => {
    const f = { ...frame, X: (v) => frame.left + v * frame.w, Y: (v) => frame.top + (1 - v) * frame.h };
    const boxes = [], size = (font) => Number(font.match(/([\\d.]+)px/)[1]);
    const c = {
        measureText(text) { return { width: 0.6 * size(this.font) * text.length }; },
        strokeText() {},
        fillText(text, x, y) { boxes.push([x, y, x + this.measureText(text).width, y + size(this.font)]); },
    };
    painter.labels.drawLabels(c, marks, f, { measures, roles: {}, font: "any", back: "" }, new Map());
    return boxes;
})"""
FRAME = {"left": 40, "top": 30, "w": 300, "h": 200}


def labelled(count, marks):
    """Make scenes with so many labels, of points and of handles, anywhere in the frame and a little outside."""
    random = np.random.default_rng(3)
    for _ in range(count):
        scene = []
        for k in range(marks):
            (x, y), side = random.uniform(-0.1, 1.1, 2).tolist(), str(random.choice(MEASURES["SIDES"]))
            words = "label"[: random.integers(1, 6)]
            if k % 3 == 0:
                scene.append({"kind": "handle", "x": x, "y": y, "label": words, "side": side, "role": "data"})
            else:
                scene.append({"kind": "text", "x": x, "y": y, "text": words, "side": side, "size": 1, "role": "data"})
        yield scene


def apart(a, b, slack=1e-6):
    return a[0] >= b[2] - slack or b[0] >= a[2] - slack or a[1] >= b[3] - slack or b[1] >= a[3] - slack


def handles(scene):
    """Return the squares of the handles, where no label may stand."""
    for mark in scene:
        if mark["kind"] == "handle":
            x = FRAME["left"] + np.clip(mark["x"], 0, 1) * FRAME["w"]
            y = FRAME["top"] + (1 - np.clip(mark["y"], 0, 1)) * FRAME["h"]
            r = MEASURES["AROUND_HANDLE"]
            yield x - r, y - r, x + r, y + r


def test_labels_stand_in_the_frame_and_where_there_is_room_off_each_other_and_off_handles(page):
    scenes = list(labelled(100, marks=6))
    for scene, boxes in zip(
        scenes, page.evaluate(PLACED, [{"marks": scene, "frame": FRAME} for scene in scenes]), strict=True
    ):
        assert len(boxes) == len(scene)
        for k, box in enumerate(boxes):
            assert box[0] >= FRAME["left"]
            assert box[2] <= FRAME["left"] + FRAME["w"] + 1e-6
            assert box[1] >= FRAME["top"]
            assert box[3] <= FRAME["top"] + FRAME["h"] + 1e-6
            assert all(apart(box, other) for other in boxes[:k])
            assert all(apart(box, square) for square in handles(scene))


def test_labels_stand_off_a_curve_where_there_is_room(page):
    curve = {"kind": "line", "x": [0, 1], "y": [0.5, 0.5], "ends": [2], "width": 3, "opacity": 1, "role": "data"}
    points = [{"kind": "text", "x": x, "y": 0.5, "text": "w", "size": 1, "role": "data"} for x in (0.1, 0.5, 0.9)]
    scenes = [[curve, *({**point, "side": side} for point in points)] for side in MEASURES["SIDES"]]
    height = FRAME["top"] + FRAME["h"] / 2
    for boxes in page.evaluate(PLACED, [{"marks": scene, "frame": FRAME} for scene in scenes]):
        assert len(boxes) == 3
        assert not any(box[1] < height < box[3] for box in boxes)


# The pace.

# A drag of 8 s, of which the first 2 are to find the pace: what is drawn in the others, and how much is unanswered.
DRAG = """(ways) => ways.map(([net, service]) => {
    const real = performance.now;
    let clock = 0, asked = 0, settled = 0, slot = null, busy = null, drawn = 0, longest = 0;
    performance.now = () => clock;
    const pace = painter.pace.makePace(), there = [], back = [], frame = 1000 / 60;
    for (let next = 0; clock < 8000; clock += 1) {
        while (back.length && back[0].due <= clock) {
            const { n } = back.shift();
            pace.answered(n, service);
            settled = n;
            drawn += clock >= 2000;
        }
        if (clock >= next) { // one question a frame, while a hand moves
            next += frame;
            if (asked - settled < pace.window()) {
                pace.asked(++asked);
                there.push({ n: asked, due: clock + net / 2 });
            }
        }
        while (there.length && there[0].due <= clock) slot = there.shift().n; // a newer one takes its place
        if (busy && busy.due <= clock) { back.push({ n: busy.n, due: clock + net / 2 }); busy = null; }
        if (!busy && slot) { busy = { n: slot, due: clock + service }; slot = null; }
        if (clock >= 2000) longest = Math.max(longest, asked - settled);
    }
    performance.now = real;
    return { window: pace.window(), drawn, longest };
})"""


def test_the_pace_keeps_a_kernel_busy_however_far_it_is_without_a_queue(page):
    ways = [(net, service) for net in (0, 10, 50, 150, 400) for service in (1, 5, 20, 60, 200)]
    for (net, service), found in zip(ways, page.evaluate(DRAG, ways), strict=True):
        each = max(1000 / 60, service)  # milliseconds a picture: no page draws faster, and no kernel computes faster
        on_their_way = 16 / (net + service + 1000 / 60)  # at the most, in a millisecond
        assert found["drawn"] >= 0.75 * 6000 * min(1 / each, on_their_way)
        assert found["longest"] <= min(16, 3 + np.ceil(net / each))


# The marks.

SEEN = """(pictures) => pictures.map(([answer, buffers]) => {
    const el = document.body.appendChild(document.createElement("div"));
    el.style.width = "400px";
    const stage = { parts: [], stamps: [], version: -1, controls: {}, steps: [], views: new Set(), notes };
    const model = { get: (name) => ({ palette, measures, copies: false, controls: {} })[name] };
    const ending = new AbortController();
    const bytes = buffers.map((buffer) => new DataView(Uint8Array.from(buffer).buffer));
    const taken = painter.parts.take(stage, answer, bytes);
    painter.view.makeView(stage, el, model, ending.signal).draw();
    const canvas = el.querySelector("canvas"), colours = new Set();
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let k = 0; k < data.length; k += 4) {
        if (data[k + 3] === 255) colours.add(`rgb(${data[k]}, ${data[k + 1]}, ${data[k + 2]})`);
    }
    const inks = (each) => getComputedStyle(each, "::after").backgroundColor;
    const handles = [...el.querySelectorAll(".mlcourse-handle")].map(inks);
    ending.abort();
    el.remove();
    return { taken, colours: [...colours], handles };
})"""


def sent(scene):
    """Return a scene as a page that has nothing yet is sent it."""
    changes, buffers = difference([], parts := parts_of(scene))
    answer = {"version": 0, "count": len(parts), "changes": changes, "problem": None}
    return json.loads(json.dumps([answer, [list(buffer) for buffer in buffers]]))


def alone(mark):
    return Scene(Panel(mark, x=Axis("", (0, 1)), y=Axis("", (0, 1))), says="one mark")


def test_every_mark_has_a_drawer_on_the_page_and_in_a_still(page):
    kinds = {kind.__name__.lower() for kind in Mark.__subclasses__()}
    assert set(page.evaluate("Object.keys(painter.marks.drawers)")) == kinds | {"absent"}
    assert set(DRAWERS) == set(Mark.__subclasses__())


def test_every_mark_leaves_the_ink_of_its_role_on_the_page(page):
    assert set(ONE_OF_EACH) == set(Mark.__subclasses__())
    seen = page.evaluate(SEEN, [sent(alone(mark)) for mark in [*ONE_OF_EACH.values(), None]])
    for kind, found in zip([*ONE_OF_EACH, None], seen, strict=True):
        assert found["taken"]
        ink = map(rgb, RAMP[0] if kind is Surface else [ROLES["error"][0]])
        assert set(ink).issubset(found["handles" if kind is Handle else "colours"]) is (kind is not None)


def rgb(colour):
    """Write a hexadecimal colour as a page does."""
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def test_an_unknown_mark_raises_on_the_page_and_in_a_still(page):
    class Spark(Dots):
        """A mark that nobody can draw."""

    scene = alone(Spark([0.5], [0.5]))
    with pytest.raises(Exception, match="no drawer for a mark of the kind spark"):
        page.evaluate(SEEN, [sent(scene)])
    with pytest.raises(TypeError, match="no drawer for a mark of the kind 'spark'"):
        still(scene)


# Steps.


def test_the_next_step_is_the_first_one_left_from_here_on_and_the_last_where_all_are_done(page):
    cases = [("000", 0, 0), ("100", 1, 1), ("110", 2, 2), ("101", 2, 1), ("011", 1, 0), ("111", 1, 2)]
    steps = [([{"done": mark == "1"} for mark in done], place) for done, place, _ in cases]
    found = page.evaluate("(cases) => cases.map(([steps, place]) => painter.steps.nextOf(steps, place))", steps)
    assert found == [place for *_, place in cases]


def test_a_step_that_was_done_in_passing_is_still_to_be_looked_at(page):
    said = [["so it was", None]]
    steps = [{"done": True, "answer": said, "read": True}, {"done": True, "answer": said}, {"done": False}]
    assert page.evaluate("(steps) => painter.steps.nextOf(steps, 0)", steps) == 1


GLIDED = """async ([held, goal]) => {
    const went = [], signal = new AbortController().signal;
    const set = (name, value) => { held[name] = value; went.push(value); };
    const model = { get: (name) => held[name], set, save_changes() {} };
    await painter.glide.glide({ controls: { n: { model, trait: "value" } } }, { n: goal }, () => {}, signal);
    return went;
}"""


def test_what_counts_presses_is_shown_at_once_and_a_slider_by_its_steps(page):
    assert page.evaluate(GLIDED, [{"value": 0}, 3]) == [3]
    slid = page.evaluate(GLIDED, [{"value": 0, "min": 0, "max": 9, "step": 1}, 3])
    assert slid == sorted(slid)
    assert set(slid) == {0, 1, 2, 3}


HEARD = """([steps, answers]) => {
    const stage = { steps, parts: [{ answers }] };
    painter.steps.hear(stage);
    return stage.steps;
}"""


def test_a_step_keeps_what_it_said_when_it_is_not_done_any_more(page):
    steps = [{"done": False}, {"done": True, "answer": [["so it was", None]]}]
    heard = page.evaluate(HEARD, [steps, {"0": [["now", None]]}])
    assert heard == [{"done": True, "answer": [["now", None]]}, steps[1]]


def test_a_control_that_is_shown_goes_from_where_it_is_to_where_it_is_to_be(page):
    cases = [
        (0, 10, 0.25),
        ([[0, 1], [2, 3]], [[4, 1], [2, 1]], 0.5),
        ([[0, 1]], [[0, 1], [2, 3]], 0.5),
        ("a", "b", 0.1),
    ]
    found = page.evaluate("(cases) => cases.map((each) => painter.glide.between(...each))", cases)
    assert found == [2.5, [[2, 1], [2, 2]], [[0, 1], [2, 3]], "b"]


# What is pointed at.

POINTED = """([marks, places]) => {
    const f = { X: (v) => 100 * v, Y: (v) => 100 - 100 * v, left: 0, top: 0, w: 100, h: 100, width: 100 };
    return places.map(([left, top]) => painter.hover.nearest(marks, f, left, top));
}"""


def test_the_nearest_dot_within_reach_is_pointed_at_and_over_a_bar_the_bar(page):
    random = np.random.default_rng(5)
    x, y, places = random.uniform(0.1, 0.9, 40), random.uniform(0.1, 0.9, 40), random.uniform(0, 100, (60, 2))
    dots = {"kind": "dots", "x": x.tolist(), "y": y.tolist(), "days": list(range(40))}
    found = page.evaluate(POINTED, [[dots], places.tolist()])
    away = np.hypot(100 * x - places[:, :1], 100 - 100 * y - places[:, 1:])
    for one, far in zip(found, away, strict=True):
        assert (one and one["day"]) == (int(far.argmin()) if far.min() < 14 else None)
    bars = {"kind": "bars", "x": [0.2, 0.8], "height": [0.5, 0.9], "width": 0.2}
    found = page.evaluate(POINTED, [[bars], [[25, 99], [75, 50], [50, 50]]])
    assert [one and one["y"] for one in found] == [0.5, 0.9, None]


def test_what_lies_beyond_the_frame_or_is_hardly_there_is_not_pointed_at(page):
    beyond = {"kind": "dots", "x": [1.05], "y": [0.5]}
    faint = {"kind": "dots", "x": [0.5], "y": [0.5], "opacity": 0.05}
    assert page.evaluate(POINTED, [[beyond, faint], [[99, 50], [50, 50]]]) == [None, None]


def test_of_a_node_and_the_link_under_it_the_node_is_pointed_at_and_each_tells_its_own(page):
    links = {"kind": "links", "x0": [0.2, 0.2], "y0": [0.5, 0.5], "x1": [0.8, 0.8], "y1": [0.5, 0.9], "picks": "line"}
    links |= {"told": ["straight", "steep"]}
    nodes = {"kind": "nodes", "x": [0.2, 0.8], "y": [0.5, 0.5], "size": 10, "told": ["first", "second"]}
    places = [(22, 52), (50, 53), (50, 33), (50, 42), (74, 50), (50, 90)]
    found = page.evaluate(POINTED, [[links, nodes], places])
    told = [one and one["told"] for one in found]
    assert told == ["first", "straight", "steep", None, "second", None]
    assert [one and one.get("pick") for one in found[:3]] == [None, {"line": 1}, {"line": 2}]
    assert found[2]["py"] == pytest.approx(100 - 100 * (0.5 + 0.4 * (found[2]["px"] / 100 - 0.2) / 0.6))


def test_what_has_nothing_to_tell_is_not_pointed_at(page):
    links = {"kind": "links", "x0": [0.2], "y0": [0.5], "x1": [0.8], "y1": [0.5], "picks": "", "told": []}
    nodes = {"kind": "nodes", "x": [0.2], "y": [0.5], "size": 10, "told": []}
    assert page.evaluate(POINTED, [[links, nodes], [[20, 50], [50, 50]]]) == [None, None]


# What a handle does to its controls.

STAGE = """({ controls }) => ({
    controls: Object.fromEntries(Object.entries(controls).map(([name, told]) => {
        const held = { ...told };
        const model = { get: (key) => held[key], set: (key, next) => { held[key] = next; }, save_changes() {} };
        return [name, { trait: "index" in held ? "index" : "value", model }];
    })),
})"""
REACHED = f"""(cases) => cases.map((each) => {{
    const stage = ({STAGE})(each), {{ gains, far }} = each;
    const from = Object.fromEntries(Object.keys(gains).map((name) => [name, painter.controls.read(stage, name)]));
    return painter.controls.reach(stage, gains, from, far);
}})"""
WRITTEN = f"""(cases) => cases.map((each) => {{
    const stage = ({STAGE})(each);
    painter.controls.writeAll(stage, each.values);
    const held = ([name, {{ trait, model }}]) => [name, model.get(trait)];
    return Object.fromEntries(Object.entries(stage.controls).map(held));
}})"""


def test_a_handle_goes_as_far_as_all_of_its_controls_can(page):
    random, cases, expected = np.random.default_rng(4), [], []
    for _ in range(200):
        low, high = np.sort(random.uniform(-5, 5, (2, 3)), axis=0)
        start, gains, far = random.uniform(low, high), random.normal(size=3) * random.integers(0, 2, 3), random.normal()
        controls = zip("wbc", low.tolist(), high.tolist(), start.tolist(), strict=True)
        controls = {name: {"min": lo, "max": hi, "value": value} for name, lo, hi, value in controls}
        cases.append({"controls": controls, "gains": dict(zip("wbc", gains.tolist(), strict=True)), "far": far * 5})
        going = gains != 0
        ends = np.sort([(end - start)[going] / gains[going] for end in (low, high)], axis=0)
        expected.append(np.clip(far * 5, ends[0].max(initial=-np.inf), ends[1].min(initial=np.inf)))
    assert page.evaluate(REACHED, cases) == pytest.approx(expected)


def test_a_row_that_keeps_apart_stops_before_its_neighbours_and_the_ends(page):
    corners = {"value": [[1, 5], [4, 5], [6, 5]], "min": 0, "max": 8, "apart": 0.5}
    ways = [("corners[1,0]", -9, -2.5), ("corners[1,0]", 9, 1.5), ("corners[0,0]", -9, -1), ("corners[2,0]", 9, 2)]
    ways += [("corners[1,1]", -9, -5), ("corners[1,1]", 9, 3)]
    cases = [{"controls": {"corners": corners}, "gains": {name: 1}, "far": far} for name, far, _ in ways]
    assert page.evaluate(REACHED, cases) == [end for *_, end in ways]


def test_what_is_written_into_a_control_is_on_its_steps_and_between_its_ends(page):
    w, rows = {"value": 0.5, "min": -1, "max": 2, "step": 0.3}, {"value": [[0, 1], [2, 3]], "min": 0, "max": 4}
    cases = [
        {"controls": {"w": w, "rows": rows}, "values": values}
        for values in ({"w": 0.7}, {"w": 9, "rows[1,0]": -1}, {"rows[0,0]": 1.25, "rows[1,1]": 3.5}, {"rows[2,0]": 1})
    ]
    assert page.evaluate(WRITTEN, cases) == [
        {"w": 0.8, "rows": [[0, 1], [2, 3]]},
        {"w": 2, "rows": [[0, 1], [0, 3]]},
        {"w": 0.5, "rows": [[1.25, 1], [2, 3.5]]},
        {"w": 0.5, "rows": [[0, 1], [2, 3]]},  # a row that has gone
    ]


def test_a_handle_moves_one_of_a_list_of_choices_place_by_place_and_says_its_name(page):
    days = {"first": {"index": 1, "_options_labels": ["1 Jan", "2 Jan", "3 Jan", "4 Jan"]}}
    cases = [{"controls": days, "values": {"first": at}} for at in (1.6, -3, 9)]
    assert page.evaluate(WRITTEN, cases) == [{"first": 2}, {"first": 0}, {"first": 3}]
    ways = [{"controls": days, "gains": {"first": 1}, "far": far} for far in (-9, 1, 9)]
    assert page.evaluate(REACHED, ways) == [-1, 1, 2]
    told = f"(each) => ['shown', 'stepOf'].map((ask) => painter.controls[ask](({STAGE})(each), 'first'))"
    assert page.evaluate(told, cases[0]) == ["2 Jan", 1]


# What is said.


def test_a_sentence_s_fields_are_filled_in_once(page):
    given = [["{n} of {many}: {n}", {"n": "{many}", "many": 3}], ["no fields", {}]]
    said = page.evaluate("(given) => given.map(([sentence, fields]) => painter.notes.fill(sentence, fields))", given)
    assert said == ["{many} of 3: {many}", "no fields"]


def test_names_are_listed_in_a_sentence(page):
    lists = [[], ["w"], ["w", "b"], ["w", "b", "c"]]
    said = page.evaluate("(lists) => lists.map((names) => painter.notes.listed(names, notes.and))", lists)
    assert said == ["", "w", "w and b", "w and b and c"]


# One unit as long on both axes.


def test_where_axes_are_alike_one_unit_is_as_long_on_both_however_wide_it_is_on_the_page_and_in_a_still(page):
    alike = Panel(x=Axis("", (1, 3)), y=Axis("", (-2, 10)), alike=True)
    frames = page.evaluate(
        """([part, widths]) => widths.map((width) => {
            const c = document.createElement("canvas").getContext("2d");
            const f = painter.frame.frameOf(part, width, part.height, c, measures);
            return [f.X(3) - f.X(2), f.Y(2) - f.Y(3), f.X(2) - f.left, f.w / 2];
        })""",
        [alike.style, [300, 932]],
    )
    for across, up, middle, half in frames:
        assert across == pytest.approx(up)
        assert middle == pytest.approx(half)
    for width in (300, 932):
        axes = still(Scene(alike, says=""), width=width).axes[0]
        place = axes.transData.transform([(2, 2), (3, 3)])
        assert place[1, 0] - place[0, 0] == pytest.approx(place[1, 1] - place[0, 1])
        assert np.mean(axes.get_xlim()) == pytest.approx(2)


# What lies beyond the frame.

BEYOND = [
    *(Dots([x], [y], role="error") for x, y in ((-1, 0.5), (2, 0.5), (0.5, -1), (0.5, 2), (3, 3))),
    *(Line([0.2, 0.8], y, role="error") for y in ([5, 6], [-5, -6], [[0.2, 0.3], [5, 6]])),
    Bars([0.5], [3], width=1e-9, role="error"),
]


def signs(mark):
    """Return the triangles at the edges of a still."""
    return [each for each in still(alone(mark)).axes[0].get_children() if each.get_gid() == "beyond"]


def test_what_lies_beyond_the_frame_has_a_sign_at_its_edge_on_the_page_and_in_a_still(page):
    seen = page.evaluate(SEEN, [sent(alone(mark)) for mark in BEYOND])
    for mark, found in zip(BEYOND, seen, strict=True):
        assert rgb(ROLES["error"][0]) in found["colours"], mark
        assert signs(mark), mark


def test_what_is_seen_has_no_such_sign():
    for mark in (Dots([0, 1], [0, 1]), Line([-1, 2], [-1, 2]), Line([0.5, 0.5], [0.5, 9]), Line([], [])):
        assert not signs(mark)
