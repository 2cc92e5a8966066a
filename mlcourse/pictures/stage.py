"""The live painter's kernel side: it is asked for pictures, and answers with the newest one.

The page asks, by custom messages, with the values its controls have. One slot holds the newest question and one worker
answers it, so a function that turns slow in mid-drag never has a queue to work off. An answer settles all questions up
to its own; it carries only what differs from the picture sent before.
"""

from __future__ import annotations

import contextvars
import threading
import time
from pathlib import Path

import anywidget
import traitlets

from mlcourse.pictures.scene import RAMP, ROLES


class ReaderError(Exception):
    """Something is wrong with what the reader wrote. Its text is shown under the picture; it is no bug of ours."""


class Stage(anywidget.AnyWidget):
    """A place where scenes are drawn live.

    Parameters
    ----------
    draw
        Takes the controls' values as keyword arguments, returns a `Scene`.
    controls
        ``{name: (widget, trait)}``: the page listens to that trait of that widget, and sends its value when it asks.
    values
        ``{name: value}``: those traits' values now, for the first picture.
    cell
        Takes the controls' values, returns the code that opens this picture; the page has a button that copies it.
    """

    # As text: anywidget watches a file, and never lets go of a widget that was made from one.
    _esm = Path(__file__).with_name("stage.js").read_text("utf-8")
    _css = Path(__file__).with_name("stage.css").read_text("utf-8")
    controls = traitlets.Dict().tag(sync=True)
    copies = traitlets.Bool(False).tag(sync=True)
    palette = traitlets.Dict({"roles": ROLES, "ramp": RAMP}).tag(sync=True)
    # Never assigned, only serialised when a page opens: the last picture, without traffic for every frame.
    picture = traitlets.Any().tag(sync=True, to_json=lambda _, stage: stage._whole())

    def __init__(self, draw, controls, values, cell=None):
        self._draw, self._cell = draw, cell
        self._lock = threading.Lock()
        self._question = None
        self._working = False
        self._version = 0
        self._parts = []
        self._problem = None
        self._keep(values, *self._drawn(values))
        listened = {name: [widget.model_id, trait] for name, (widget, trait) in controls.items()}
        super().__init__(controls=listened, copies=cell is not None)
        self.on_msg(self._asked)

    def redraw(self, values):
        """Draw the picture for ``values`` now, and show it on every open page."""
        drawn = self._drawn(values)
        with self._lock:
            self._keep(values, *drawn)
        self.send_state("picture")

    def _drawn(self, values):
        """Draw the picture for ``values``: ``(parts, problem)``, with no parts where the reader made a mistake."""
        try:
            return parts_of(self._draw(**values)), None
        except ReaderError as error:
            return None, str(error)

    def _keep(self, values, parts, problem):
        """Make these parts the picture; where there are none, the last good ones stay, beside the problem."""
        before, self._values, self._problem = self._parts, values, problem
        self._parts = before if parts is None else parts
        changes, buffers = difference(before, self._parts)
        self._version += bool(changes)
        return changes, buffers

    def _whole(self):
        """Encode the whole last picture, for a page that has just opened."""
        with self._lock:
            changes, buffers = difference([], self._parts)
            return self._picture(changes) | {"buffers": buffers, "values": self._values}

    def _asked(self, _, question, __):
        """Put the question into the slot, and see that the worker is at work; a wish for a copy is met at once."""
        if "copy" in question:
            self.send({"cell": self._cell(**question["copy"])})
            return
        with self._lock:
            if self._question is not None and self._question.get("whole"):
                question["whole"] = True  # a page that asked for everything still needs everything
            self._question = question
        self._start()

    def _start(self):
        """See that a worker is at work, if there is a question."""
        with self._lock:
            if self._working or self._question is None:
                return
            self._working = True
        # In the question's own context, so that the answer (and a print in the reader's function) is sent back to it.
        threading.Thread(target=contextvars.copy_context().run, args=(self._work,), daemon=True).start()

    def _work(self):
        try:
            while (question := self._newest()) is not None:
                self._answer(**question)
        except Exception:
            self._working = False
            self._start()
            raise

    def _newest(self):
        """Take the question out of the slot; without one, the worker's work is done."""
        with self._lock:
            question, self._question = self._question, None
            self._working = question is not None
            return question

    def _answer(self, n, values, whole=False):
        """Send the picture for ``values``, which settles all questions up to ``n``."""
        began, parts, problem = time.perf_counter(), None, None
        try:
            parts, problem = self._drawn(values)
        except Exception as error:
            problem = f"A mistake of the course, not yours: {type(error).__name__}: {error}"
            raise
        finally:
            with self._lock:
                changes, buffers = self._keep(values, parts, problem)
                if whole:
                    changes, buffers = difference([], self._parts)
                self.send(self._picture(changes) | {"n": n, "ms": 1000 * (time.perf_counter() - began)}, buffers)

    def _picture(self, changes):
        return {"version": self._version, "count": len(self._parts), "changes": changes, "problem": self._problem}


def parts_of(scene):
    """Flatten a scene into parts ``(style, arrays)``: the caption, then each panel followed by its marks."""
    # Each piece of the caption is an entry of its own, since only the numbers in it change.
    pieces = {str(place): piece for place, piece in enumerate(scene.caption)}
    parts = [({"kind": "scene", "pieces": len(pieces), "ends": scene.ends} | pieces, {})]
    for panel in scene.panels:
        parts.append((panel.style, {}))
        parts += [(mark.style, {name: getattr(mark, name) for name in mark.arrays}) for mark in panel.marks]
    return parts


def difference(before, after):
    """Return what turns the parts ``before`` into the parts ``after``: ``({place: change}, buffers)``.

    A change holds the style's entries that differ, and the shapes of the arrays that differ; their numbers are in the
    buffers, in the same order. Where the two differ in their number of parts or in a kind, everything is sent; a change
    that names a ``kind`` is a whole part.
    """
    if [style["kind"] for style, _ in before] != [style["kind"] for style, _ in after]:
        before = [({}, {})] * len(after)
    changes, buffers = {}, []
    for place, ((style0, arrays0), (style, arrays)) in enumerate(zip(before, after, strict=True)):
        changed = [name for name in arrays if not same(arrays0.get(name), arrays[name])]
        change = {key: value for key, value in style.items() if key not in style0 or style0[key] != value}
        if changed:
            change["arrays"] = {name: arrays[name].shape for name in changed}
            buffers += [arrays[name].tobytes() for name in changed]
        if change:
            changes[place] = change
    return changes, buffers


def same(before, after):
    """Tell whether an array is what it was; `np.array_equal`, but quicker for the same shapes."""
    return before is not None and before.shape == after.shape and bool((before == after).all())
