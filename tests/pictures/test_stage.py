"""The stage against a page written here in Python: what is asked is answered, and what goes wrong is told."""

import asyncio
import contextvars
import queue
import threading

import ipywidgets
import numpy as np
import pytest
from hypothesis import given, settings
from open_page import SOON, Page, ask, parts_by_hand, tell, walks

from mlcourse.interact.reader import predictions
from mlcourse.pictures.marks import Dots
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.pictures.stage import ReaderError, Stage, interrupt


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


# Where there are no threads.


@pytest.fixture
def alone(monkeypatch):
    """Let no thread start, as in a page without a kernel."""

    def start(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)


def test_without_threads_a_question_is_answered_at_once(alone):
    draw = Slow()
    page = Page(Stage(draw, {}, {"y": 1}))
    for n in range(1, 4):
        page.asks(n, y=n + 1)
        answer, buffers = page.mail.get_nowait()
        assert answer["n"] == n
        assert page.take(answer, buffers)
        assert shows(page, n + 1)
    assert draw.drawn == [1, 2, 3, 4]
    assert page.mail.empty()


def test_without_threads_a_question_that_comes_while_another_is_answered_is_answered_next(alone):
    def draw(y):
        if 0 < y < 4:
            page.asks(y + 1, y=y + 1)
            assert page.mail.empty()
        return dot(y)

    page = Page(Stage(draw, {}, {"y": 0}))
    page.asks(1, y=1)
    answers = [page.mail.get_nowait() for _ in range(4)]
    assert [answer["n"] for answer, _ in answers] == [1, 2, 3, 4]


def test_without_threads_our_own_mistake_is_told_and_the_next_question_is_answered(alone):
    stage = Stage(fragile, {}, {"y": 0})
    page = Page(stage)
    with pytest.raises(ZeroDivisionError) as caught:
        stage._asked(None, {"n": 1, "values": {"y": 5}}, None)
    assert caught.value.__context__ is None  # not the thread that did not start
    page.take(*page.mail.get_nowait())
    assert page.problem == "A mistake of the course, not yours: ZeroDivisionError: division by zero"
    page.asks(2, y=10)
    page.take(*page.mail.get_nowait())
    assert page.problem is None
    assert shows(page, 2)


def test_without_threads_a_reader_s_function_is_called_as_ever(alone):
    page = Page(Stage(Endless(()), {}, {"y": 1}))
    page.asks(1, y=2)
    page.take(*page.mail.get_nowait())
    assert shows(page, 2)


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
    assert len(Stage.code.default_value) < 57_000
