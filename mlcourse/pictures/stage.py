"""The live painter's kernel side: it is asked for pictures, and answers with the newest one.

The page asks, by custom messages, with the values its controls have. One slot holds the newest question and one worker
answers it, so a function that turns slow in mid-drag never has a queue to work off. An answer settles all questions up
to its own; it carries only what differs from the picture sent before (see `wire`).
A worker whose call of a reader's function was interrupted is given up, and another one goes on. Where there are no
threads, as in a page without a kernel, a question is answered before anything else is heard.
"""

from __future__ import annotations

import contextlib
import contextvars
import threading
import time
from pathlib import Path

import anywidget
import traitlets

from mlcourse.pictures import interrupts
from mlcourse.pictures.marks import RAMP, ROLES
from mlcourse.pictures.measures import MEASURES
from mlcourse.pictures.modules import joined
from mlcourse.pictures.notes import CALENDAR, NOTES
from mlcourse.pictures.wire import difference, parts_of
from mlcourse.words import say

PAINTER = Path(__file__).with_name("stage")  # the folder of the page side
ONCE = Path(__file__).with_name("once.js").read_text("utf-8")  # imports a widget's ``code``

_at_work = {}  # {worker: its stage}, those that were given up too


class ReaderError(Exception):
    """Something is wrong with what the reader wrote. Its text is shown under the picture; it is no bug of ours."""


class Stage(anywidget.AnyWidget):
    """A place where scenes are drawn live. The first is drawn when it is needed: by `ready`, or by a page that opens.

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
    _esm = ONCE
    code = traitlets.Unicode(joined(PAINTER / "stage.js")).tag(sync=True)
    _css = (PAINTER / "stage.css").read_text("utf-8")
    controls = traitlets.Dict().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)  # the controls' values that "start again" brings back
    copies = traitlets.Bool(False).tag(sync=True)
    measures = traitlets.Dict(MEASURES).tag(sync=True)
    notes = traitlets.Dict(NOTES).tag(sync=True)
    calendar = traitlets.Dict(CALENDAR).tag(sync=True)
    palette = traitlets.Dict({"roles": ROLES, "ramp": RAMP}).tag(sync=True)
    # Never assigned, only serialised when a page opens, and then as they are: what there is to try, and the last
    # picture, without traffic for every frame.
    steps = traitlets.Any().tag(sync=True, to_json=lambda _, stage: stage._steps())
    picture = traitlets.Any().tag(sync=True, to_json=lambda _, stage: stage._whole())

    def __init__(self, draw, controls, values, cell=None):
        self._draw, self._cell = draw, cell
        self._lock, self._steps = threading.Lock(), list
        self._question = self._answering = None
        self._worker, self._shift = None, 0
        self._version = 0
        self._parts = []
        self._problem = self._values = self._due = None  # due are the values of a first picture, until it is drawn
        listened = {name: [widget.model_id, trait] for name, (widget, trait) in controls.items()}
        super().__init__(controls=listened, copies=cell is not None)  # and the page is told, without a picture
        self._due = values
        self.on_msg(self._asked)
        interrupts.heed(interrupt)

    @property
    def problem(self):
        """What is wrong with the reader's function where the picture stands now, in words; None where nothing is."""
        return self._whole()["problem"]

    def offer(self, steps):
        """Offer steps to try: a function of no arguments that returns them as the page needs them."""
        self._steps = steps
        self.send_state("steps")

    def come(self):
        """Bring the picture into view, once there is one."""
        self.send({"come": True})

    def ready(self):
        """Draw the first picture, if that is still to be done, and show it."""
        if self._due is not None:
            self.send_state("picture")

    def redraw(self, values):
        """Draw the picture for ``values``, and show it on every open page; the first, only when it is needed."""
        if self._due is not None:
            self._due = values
            return
        drawn = self._drawn(values)
        with self._lock:
            self._keep(values, *drawn)
        self.send_state("picture")

    def close(self):
        """Close the stage, let go of its picture, and stop the reader's functions that still run for it.

        Nothing they say is sent any more.
        """
        with self._lock:
            self._parts, self._question, self._worker = [], None, None
            self._shift += 1
        for worker in [worker for worker, stage in list(_at_work.items()) if stage is self]:
            interrupts.stop(worker)
        super().close()

    def _drawn(self, values):
        """Draw the picture for ``values``: ``(parts, problem)``, with no parts where the reader made a mistake."""
        try:
            return parts_of(self._draw(**values)), None
        except ReaderError as error:
            return None, str(error)

    def _keep(self, values, parts, problem):
        """Make these parts the picture; where there are none, the last good ones stay, beside the problem."""
        before, self._values, self._problem, self._due = self._parts, values, problem, None
        self._parts = before if parts is None else parts
        changes, buffers = difference(before, self._parts)
        self._version += bool(changes)
        return changes, buffers

    def _whole(self):
        """Encode the whole last picture, for a page that has just opened."""
        values = self._due
        drawn = self._drawn(values) if values is not None else None
        with self._lock:
            if drawn and self._due is values:  # no page has asked in the meantime
                self._keep(values, *drawn)
            changes, buffers = difference([], self._parts)
            return self._picture(changes) | {"buffers": buffers, "values": self._values}

    def _asked(self, _, question, __):
        """Put the question into the slot, and see that a worker is at work; what needs no picture is told at once."""
        if "copy" in question:
            self.send({"cell": self._cell(**question["copy"])})
            return
        if "at" in question:
            self.send({"at": self._at()})
            return
        with self._lock:
            if self._question is not None and self._question.get("whole"):
                question["whole"] = True  # a page that asked for everything still needs everything
            self._question = question
        self._start()

    def _at(self):
        """Tell what the worker is at: the words of a reader's call, "" for anything else, None for nothing."""
        with self._lock:
            call = interrupts.running(self._worker)
            return call.words if call else None if self._worker is None else ""

    def _start(self):
        """See that a worker is at work, if there is a question."""
        with self._lock:
            if self._worker is not None or self._question is None:
                return
            # In the question's own context, so that the answer (and what is printed) is sent back to it.
            worker = self._take_on(contextvars.copy_context())
        _set_to_work(worker)

    def _take_on(self, context, *given_up):
        """Make a new worker, who is to be set to work once the lock is free."""
        self._context, self._shift = context, self._shift + 1
        arguments = (self._work, self._shift, *given_up)
        self._worker = threading.Thread(target=context.run, args=arguments, daemon=True)
        return self._worker

    def _work(self, shift, *given_up):
        _at_work[threading.current_thread()] = self
        try:
            if given_up:
                self._settle(shift, *given_up)
            while (question := self._newest(shift)) is not None:
                self._answer(shift, question)
        except BaseException:
            with self._lock:
                if shift == self._shift:
                    self._worker = None
            self._start()
            raise
        finally:
            _at_work.pop(threading.current_thread(), None)

    def _newest(self, shift):
        """Take the question out of the slot; without one, or for a worker given up, the worker's work is done."""
        with self._lock:
            if shift != self._shift:
                return None
            self._answering, self._question = self._question, None
            if self._answering is None:
                self._worker = None
            return self._answering

    def _answer(self, shift, question):
        """Send the picture for the question's values, which settles all questions up to it."""
        began, parts, problem = time.perf_counter(), None, None
        try:
            parts, problem = self._drawn(question["values"])
        except BaseException as error:
            name = type(error).__name__
            problem = say("A mistake of the course, not yours: {name}: {error}", name=name, error=str(error))
            raise
        finally:
            self._settle(shift, question, parts, problem, time.perf_counter() - began)

    def _settle(self, shift, question, parts, problem, seconds):
        """Make these parts the picture and send them, unless the worker was given up."""
        with self._lock:
            if shift != self._shift:
                return
            changes, buffers = self._keep(question["values"], parts, problem)
            if question.get("whole"):
                changes, buffers = difference([], self._parts)
            self.send(self._picture(changes) | {"n": question["n"], "ms": 1000 * seconds}, buffers)

    def _give_up(self, worker, call):
        """Leave a worker alone with the call that was interrupted; another one says so, and answers what is asked next.

        The question that waits is settled with it: in a drag it asks for a place just beyond, and would not end either.
        """
        words = {"call": call.words, "seconds": call.seconds}
        problem = say("{call} was interrupted: it had not returned after {seconds:.0f} s.", **words)
        with self._lock:
            if self._worker is not worker:
                return
            question, self._question = self._question or self._answering, None
            question["whole"] = question.get("whole") or self._answering.get("whole")
            another = self._take_on(self._context.copy(), question, None, problem, call.seconds)
        _set_to_work(another)

    def _picture(self, changes):
        return {"version": self._version, "count": len(self._parts), "changes": changes, "problem": self._problem}


def _set_to_work(worker):
    """Start a worker; where threads cannot start, as in a page without a kernel, its work is done here and now."""
    with contextlib.suppress(RuntimeError):
        return worker.start()
    return worker.run()


def interrupt():
    """Stop the reader's functions that have run for long, and say so in the pictures that wait for them."""
    for worker, call in interrupts.stop_long().items():
        if worker in _at_work:
            _at_work[worker]._give_up(worker, call)
