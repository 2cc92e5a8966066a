"""An open page, written here in Python, and scenes for it to show."""

import json
import queue
from dataclasses import fields

import numpy as np
from hypothesis import strategies as st

from mlcourse.pictures.marks import Arrow, Bars, Dots, Handle, Line, Links, Nodes, Segments, Surface, Text
from mlcourse.pictures.scene import Axis, Panel, Scene

SOON = 30  # seconds, for what comes at once: a test fails then, and is never slowed by it
SAYS = {
    "flat": [["flat", None]],
    "off by [2k|error] a day": [["off by ", None], ["2k", "error"], [" a day", None]],
    "": [],
}
ONE_OF_EACH = {
    Dots: Dots([0.5], [0.5], size=6, role="error"),
    Line: Line([0.2, 0.8], [0.5, 0.5], role="error"),
    Segments: Segments([0.5], [0.2], [0.8], width=3, role="error"),
    Bars: Bars([0.5], [0.8], role="error"),
    Surface: Surface([0, 1], [0, 1], [[0, 1], [1, 2]], [0.5, 1.5]),
    Arrow: Arrow(0.2, 0.2, 0.8, 0.8, role="error"),
    Links: Links([0.2], [0.2], [0.8], [0.8], [3], role="error"),
    Nodes: Nodes([0.5], [0.5], [1], ("1.2",), role="error"),
    Text: Text(0.5, 0.5, "words", side="centre", size=2, role="error"),
    Handle: Handle(0.5, 0.5, role="error"),
}


class Page:
    """An open page: it takes what it is sent as the painter does, and keeps the parts it shows."""

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
    parts = [
        {"kind": "scene", "pieces": len(pieces), "ends": {}, "answers": {}}
        | {str(k): piece for k, piece in enumerate(pieces)}
    ]
    for panel in scene.panels:
        axes = {name: axis_by_hand(axis) for name, axis in panel.axes}
        parts.append({"kind": "panel", "title": panel.title, "height": panel.height} | axes)
        there = iter(panel.marks)
        for mark in [next(there) if placed else None for placed in panel.placed]:
            if mark is None:
                parts.append({"kind": "absent"})
                continue
            known = {each.name: getattr(mark, each.name) for each in fields(mark) if each.name != "days"}
            known |= {"foot": 0.0} if isinstance(mark, Bars) else {}
            parts.append({"kind": type(mark).__name__.lower()} | known | arrays_by_hand(mark))
    return plain(parts)


def axis_by_hand(axis):
    return {"label": axis.label, "limits": axis.limits, "ticks": axis.ticks, "scale": "linear"}


def arrays_by_hand(mark):
    """Return a mark's arrays as a page should have them: the curves of a line one after the other, and their ends."""
    if not isinstance(mark, Line):
        return {name: getattr(mark, name) for name in mark.arrays if getattr(mark, name) is not None}
    curves = [(mark.x, y) for y in np.atleast_2d(mark.y)]
    x, y = ([float(value) for curve in curves for value in curve[axis]] for axis in (0, 1))
    return {"x": np.array(x), "y": np.array(y), "ends": np.array([len(mark.x) * (k + 1) for k in range(len(curves))])}


def ask(stage, n, *, whole=False, **values):
    """Ask the stage as a page does, through the widget's message entry."""
    tell(stage, n=n, values=values, **({"whole": True} if whole else {}))


def tell(stage, **message):
    """Send the stage a message as a page does."""
    stage._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})


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
    "links": st.builds(lambda at, **style: Links(at, at, at, at, at, **style), vectors, picks=names, role=roles),
    "nodes": st.builds(lambda at, **told: Nodes(at, at, at, ("",) * len(at), **told), vectors, role=roles),
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
