"""Have a task checked on the spot, with a hint."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from textwrap import shorten

from mlcourse import page
from mlcourse.practice import progress
from mlcourse.practice.answers import single, stopped
from mlcourse.words import say

UNTRIED = ...  # what stands in a starter cell until the reader writes an answer


@dataclass(frozen=True)
class Task:
    """A task: the id it is kept by, what to do in plain words, and ``hint``.

    That takes the answer and returns None where it is right, or else a hint for the way in which it is wrong. Of an
    answer that a later lesson comes back to the numbers are kept, under the names of ``keeps``.
    """

    id: str
    words: str
    hint: Callable
    keeps: tuple = ()


def task(id, words, keeps=()):
    """Make a `Task` of a function, which gives the hint."""
    return partial(Task, id, words, keeps=keeps)


@dataclass(frozen=True)
class Checked:
    """What a check found: whether the task is solved (None: not tried yet), and a line for the reader."""

    solved: bool | None
    words: str

    def _repr_html_(self):
        marks = {None: ("○", say("Not tried yet.")), True: ("✓", say("Solved.")), False: ("✗", say("Not yet."))}
        mark, told = marks[self.solved]
        return page.shown(mark, page.bold(told), self.words)


class Halted(KeyboardInterrupt):
    """The reader has interrupted a check. A notebook shows the words, and no line of the course's code."""

    def _render_traceback_(self):
        return [f"✗ {self}"]


def check(task, answer=UNTRIED):
    """Check the reader's ``answer`` to a `Task`, and return a `Checked` with a hint that depends on what is wrong.

    The starter's ``...`` is *not tried yet*, and so is a starter function that returns it. An answer on which the task
    stops is wrong, not a crash. Raises a `Halted` where the reader interrupts it.
    """
    answer = single(answer)
    try:
        hint = UNTRIED if answer is UNTRIED else task.hint(answer)
    except KeyboardInterrupt:
        raise Halted(say("Interrupted before your function had come back. Does its loop ever end?")) from None
    except Exception as error:
        hint = stopped(error) if callable(answer) else _no_answer(answer, task)
    if hint is UNTRIED:
        return Checked(None, task.words)
    solved = hint is None
    if solved or not progress.known("solved").get(task.id, {}).get("right"):  # once solved, it stays so
        kept = dict(zip(task.keeps, map(float, answer), strict=True)) if solved and task.keeps else None
        progress.keep("solved", task.id, right=solved, **({"answer": kept} if kept else {}))
    return Checked(solved, hint or "")


def _no_answer(answer, task):
    return say("{answer} is not an answer to this. {task}", answer=shorten(repr(answer), 60), task=task.words)
