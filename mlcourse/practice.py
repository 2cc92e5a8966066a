"""Practice: commit to an answer before the picture shows, and have a task checked on the spot."""

from __future__ import annotations

import html
from dataclasses import dataclass
from textwrap import shorten

import ipywidgets

from mlcourse.explorers.explorer import close_all, close_at_next_run

UNTRIED = ...  # what stands in a starter cell until the reader writes an answer


class Question(ipywidgets.VBox):
    """A question with choices. One click commits: the answer is kept, set beside the truth, and what follows is shown.

    Parameters
    ----------
    question
        What is asked, in plain words.
    choices
        Words, or numbers; with numbers the one nearest to the truth is right.
    truth
        The right choice, or the number the choices are measured by: computed, never typed, where it can be.
    why
        A sentence shown with the verdict; ``{truth}`` stands for the truth.
    then
        An explorer that stays hidden until the reader has answered.
    """

    def __init__(self, question, choices, truth, why="", then=None):
        self.choices, self.truth, self.why, self.then = list(choices), truth, why, then
        self.answer = None
        numbers = all(isinstance(choice, (int, float)) for choice in self.choices)
        self.right = min(self.choices, key=lambda choice: abs(choice - truth)) if numbers else truth
        if self.right not in self.choices:
            raise ValueError(f"the right answer {truth!r} is none of the choices {self.choices!r}: add it to them")
        self.buttons = [ipywidgets.Button(description=str(choice), layout={"width": "auto"}) for choice in self.choices]
        for choice, button in zip(self.choices, self.buttons, strict=True):
            button.on_click(lambda _, choice=choice: self.commit(choice))
        self.verdict = ipywidgets.HTML()
        asked = ipywidgets.HTML(f"<b>{_text(question)}</b>")
        row = ipywidgets.HBox(self.buttons).add_class("mlcourse-controls")
        super().__init__([asked, row, self.verdict])
        close_at_next_run(self)

    def close(self):
        """Close the question and every widget of its own; the explorer closes with the cell that made it."""
        own = [child for child in self.children if child is not self.then]
        close_all(*getattr(self, "buttons", []), *own, self)

    @property
    def outcome(self):
        """What is true, and why, in words."""
        return f"{self.right}. {self.why.format(truth=self.truth)}"

    def commit(self, choice):
        """Keep ``choice`` as the reader's answer and show what is true. The first answer stays."""
        if self.answer is not None:
            return
        self.answer = choice
        for each, button in zip(self.choices, self.buttons, strict=True):
            button.button_style = "success" if each == self.right else "warning" if each == choice else ""
        said = "Yes." if choice == self.right else f"You said {choice}; it is {self.right}."
        self.verdict.value = _text(f"{said} {self.why.format(truth=self.truth)}")
        if self.then is not None:
            self.children = (*self.children, self.then)


def _text(words):
    # An HTML widget sets its lines as far apart as sliders.
    return f'<div style="line-height: 1.45; font-size: 14px">{html.escape(words)}</div>'


def predict(question, choices, truth, why="", then=None):
    """Ask the reader to commit to an answer; only then show the explorer ``then``. See `Question`."""
    return Question(question, choices, truth, why, then)


_bets = {}


def bet(question, choices, truth, why="", then=None):
    """Ask for a bet on a claim, as `predict` does; what was bet and what came out goes into the `ledger`."""
    _bets[question] = Question(question, choices, truth, why, then)
    return _bets[question]


@dataclass(frozen=True)
class Ledger:
    """Every claim of the course so far, the reader's bet, and the verdict; ``rows`` of three texts each."""

    rows: tuple

    def _repr_markdown_(self):
        head = ("the claim", "your bet", "the verdict")
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * 3, *self.rows))


def ledger():
    """Show every claim that was bet on since this lesson's kernel began; the verdict only where a bet was made."""
    told = [("–", "bet first") if each.answer is None else (f"{each.answer}", each.outcome) for each in _bets.values()]
    return Ledger(tuple((claim, *row) for claim, row in zip(_bets, told, strict=True)))


@dataclass(frozen=True)
class Verdict:
    """What a check found: whether the task is solved (None: not tried yet), and a line for the reader."""

    solved: bool | None
    words: str

    def _repr_markdown_(self):
        mark = {None: "○ **Not tried yet.**", True: "✓ **Solved.**", False: "✗ **Not yet.**"}[self.solved]
        return f"{mark} {self.words}"


def check(task, answer=UNTRIED):
    """Check the reader's ``answer`` to ``task``, and return a `Verdict` with a hint that depends on what is wrong.

    A task (see `mlcourse.exercises`) takes the answer and returns None where it is right, or else the hint; its
    docstring is the task in words. The starter's ``...`` is *not tried yet*, and so is a starter function that returns
    it. An answer on which the task stops is wrong, not a crash.
    """
    try:
        hint = UNTRIED if answer is UNTRIED else task(answer)
    except Exception as error:
        stopped = f"Your function stopped with {type(error).__name__}: {error}."
        hint = stopped if callable(answer) else f"{shorten(repr(answer), 60)} is not an answer to this. {task.__doc__}"
    if hint is UNTRIED:
        return Verdict(None, task.__doc__)
    return Verdict(hint is None, hint or "")
