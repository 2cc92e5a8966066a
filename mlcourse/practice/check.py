"""Have a task checked on the spot, with a hint."""

from dataclasses import dataclass
from textwrap import shorten

from mlcourse import page
from mlcourse.practice import progress
from mlcourse.practice.answers import stopped

UNTRIED = ...  # what stands in a starter cell until the reader writes an answer


@dataclass(frozen=True)
class Checked:
    """What a check found: whether the task is solved (None: not tried yet), and a line for the reader."""

    solved: bool | None
    words: str

    def _repr_html_(self):
        mark, told = {None: "○ Not tried yet.", True: "✓ Solved.", False: "✗ Not yet."}[self.solved].split(maxsplit=1)
        return page.shown(mark, page.bold(told), self.words)


def check(task, answer=UNTRIED):
    """Check the reader's ``answer`` to ``task``, and return a `Checked` with a hint that depends on what is wrong.

    A task (see a lesson's ``tasks.py``) takes the answer and returns None where it is right, or else the hint; its
    docstring is the task in words. Both are plain words, and read as they stand. The starter's ``...`` is *not tried
    yet*, and so is a starter function that returns it. An answer on which the task stops is wrong, not a crash.
    """
    try:
        hint = UNTRIED if answer is UNTRIED else task(answer)
    except Exception as error:
        wrong = f"{shorten(repr(answer), 60)} is not an answer to this. {task.__doc__}"
        hint = stopped(error) if callable(answer) else wrong
    if hint is UNTRIED:
        return Checked(None, task.__doc__)
    solved = hint is None
    if solved or not progress.known("solved").get(task.__doc__, {}).get("right"):  # once solved, it stays so
        progress.keep("solved", task.__doc__, right=solved)
    return Checked(solved, hint or "")
