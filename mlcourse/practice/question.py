"""Commit to an answer before the picture shows."""

import ipywidgets

from mlcourse import page
from mlcourse.interact.cell import close_all, close_at_next_run
from mlcourse.interact.controls import STYLE
from mlcourse.practice import progress
from mlcourse.practice.placing import placing, said


class Question(ipywidgets.VBox):
    """A question with choices, for a number, or for a point. To commit keeps the answer, and sets it beside the truth.

    An answer given before is there again when the lesson is opened anew; *ask me again* takes it back.

    Parameters
    ----------
    question
        What is asked, in plain words; the answer is kept under them.
    choices
        Words, or numbers; with numbers the one nearest to the truth is right. None asks for a number in a box.
    truth
        The right choice, or the number the choices are measured by: computed, never typed, where it can be. A dict of
        two numbers, ``{"w": 0.6, "b": 2.3}``, asks for a point placed on a panel of ``then``, along x and along y.
    why
        A sentence shown with the verdict; ``{truth}`` stands for the truth.
    then
        An explorer that stays hidden until the reader has answered.
    within
        How far from the truth a number in the box may be to be right; for a point a dict of the two.
    shown
        Where what the reader said is drawn in ``then``: ``"x"`` or ``"y"``, the axis that a number lies on.
    panel
        The place of the panel in ``then`` that a number is drawn in, or a point placed on.
    """

    kind = "predicted"

    def __init__(self, question, choices=None, truth=None, why="", then=None, within=None, shown=None, panel=0):
        self.question, self.choices, self.truth, self.why, self.then = question, choices, truth, why, then
        self.within, self.shown, self.panel, self.answer, self.placing = within, shown, panel, None, None
        self.right = truth if choices is None else _nearest(choices, truth)
        self.entries = self._box() if choices is None else [_button(str(each), self.commit, each) for each in choices]
        self.again = _button("ask me again", lambda _: self.forget(), None)
        self.asked = ipywidgets.HTML(page.in_widget(page.bold(question)))
        self.row = ipywidgets.HBox(self.entries).add_class("mlcourse-controls")
        self.verdict = ipywidgets.HTML()
        super().__init__(self._before())
        close_at_next_run(self)
        kept = progress.known(self.kind).get(question, {}).get("answer")
        if self._can_be(kept):
            self._show(kept)

    def _box(self):
        """Return what a number or a point is given with, and the button that commits it."""
        if isinstance(self.truth, dict):
            self.placing = placing(self._panel(), tuple(self.truth))
            return [_button("commit this point", lambda _: self.commit(self.placing.values), None)]
        box = ipywidgets.FloatText(description="your answer", layout={"width": "200px"}, style=STYLE)
        return [box, _button("commit", lambda _: self.commit(box.value), None)]

    def _panel(self):
        return self.then.scene().panels[self.panel]

    def _before(self):
        """Return what stands here until the reader has answered."""
        return [self.asked, *([self.placing] if self.placing else []), self.row, self.verdict]

    def _can_be(self, kept):
        """Whether what is kept under the question's words is an answer to it as it is asked now."""
        if self.placing:
            return isinstance(kept, dict) and kept.keys() == self.truth.keys()
        if self.choices is None:
            return isinstance(kept, int | float)
        return kept is not None and kept in list(self.choices)

    def _repr_mimebundle_(self, **how):
        """Show the question; a mistake in a picture of its own, though hidden, is raised in the cell that shows it."""
        for picture in (self.placing, self.then):
            if picture is not None:
                picture.ready()
        return super()._repr_mimebundle_(**how)

    def close(self):
        """Close the question and every widget of its own; the explorer closes with the cell that made it."""
        own = vars(self)
        close_all(*own.get("entries", []), *(own[name] for name in ("asked", "row", "verdict", "again") if name in own))
        close_all(self)

    @property
    def true(self):
        """The right answer, as it is told."""
        return f"{self.right}" if self.choices else _told(self.truth)

    @property
    def outcome(self):
        """What is true, and why, in words; a reason that tells the truth itself needs no other before it."""
        told = "" if "{truth" in self.why else f"{self.true}. "
        return f"{told}{self.why.format(truth=self.truth)}".strip()

    def is_right(self, answer):
        """Whether an answer counts as right."""
        if self.placing:
            return sum(((answer[name] - self.truth[name]) / self.within[name]) ** 2 for name in self.truth) <= 1
        return abs(answer - self.truth) <= self.within if self.choices is None else answer == self.right

    def commit(self, answer):
        """Keep the reader's answer and show what is true. The first answer stays; one that cannot be kept is none."""
        if self.answer is not None:
            return
        try:
            told = {"right": bool(self.is_right(answer)), "outcome": self.outcome}
            progress.keep(self.kind, self.question, answer=answer, **told)
        except ValueError as error:
            self.verdict.value = page.in_widget(f"Try another answer: {error}.")
        else:
            self._show(answer)

    def _show(self, answer):
        self.answer = answer
        for each, button in zip(self.choices or [], self.entries, strict=False):
            button.button_style = "success" if each == self.right else "warning" if each == answer else ""
        told = f"{answer}" if self.choices else _told(answer)
        near = "nearest" if isinstance(self.right, int | float) and self.right != self.truth else "right"
        words = "Yes." if self.is_right(answer) else f"You said “{told}”; {near} is “{self.true}”."
        self.verdict.value = page.in_widget(f"{words} {self.why.format(truth=self.truth)}".strip())
        self.row.children = [*([] if self.placing else self.entries), self.again]
        self._draw_what_was_said()
        self.children = [self.asked, self.row, self.verdict, *([self.then] if self.then is not None else [])]

    def _draw_what_was_said(self):
        """Set the answer beside what happens, in the picture: a point, or a number on one of its axes."""
        if self.placing:
            self.then.beside(self.panel, *said(self._panel(), *self.answer.values()))
        elif self.shown:
            self.then.beside(self.panel, *said(self._panel(), **{self.shown: self.answer}))

    def forget(self):
        """Take the answer back: the question stands as new, and what it showed is hidden again."""
        self.answer, self.verdict.value, self.row.children = None, "", self.entries
        for button in self.entries[: len(self.choices or [])]:
            button.button_style = ""
        if self.then is not None and (self.placing or self.shown):
            self.then.beside(self.panel)
        self.children = self._before()


class Bet(Question):
    """A question about a claim; it goes into the `ledger`."""

    kind = "bet"


def _nearest(choices, truth):
    numbers = all(isinstance(choice, (int, float)) for choice in choices)
    right = min(choices, key=lambda choice: abs(choice - truth)) if numbers else truth
    if right not in choices:
        raise ValueError(f"the right answer {truth!r} is none of the choices {list(choices)!r}: add it to them")
    return right


def _button(words, call, value):
    button = ipywidgets.Button(description=words, layout={"width": "auto"})
    button.on_click(lambda _: call(value))
    return button


def _told(answer):
    """Say an answer: a number with three digits, a point by the names of its two numbers."""
    if isinstance(answer, dict):
        return ", ".join(f"{name} = {value:.3g}" for name, value in answer.items())
    return f"{answer:.3g}" if isinstance(answer, float) else f"{answer}"


def predict(question, choices=None, truth=None, **more):
    """Ask the reader to commit to an answer; only then show the explorer ``then``. See `Question` for what to give."""
    return Question(question, choices, truth, **more)


def bet(question, choices, truth, claim, verdict, unit="", **more):
    """Ask for a bet on a claim, as `predict` does; the claim and its ``verdict`` (words) go into the `ledger`.

    ``choices`` are numbers, the least first; ``unit`` is what stands behind them.
    """
    progress.keep("claim", question, claim=claim, choices=choices, truth=truth, unit=unit, verdict=verdict)
    return Bet(question, choices, truth, **more)
