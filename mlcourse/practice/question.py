"""Commit to an answer before the picture shows."""

import ipywidgets

from mlcourse import page
from mlcourse.interact.cell import close_all, close_at_next_run
from mlcourse.practice import progress
from mlcourse.practice.asked import Bet, Number, Point
from mlcourse.practice.entry import Entry
from mlcourse.practice.placing import placing, said
from mlcourse.words import InputError, say


class Question(ipywidgets.VBox):
    """Something `asked`, and what it is answered with. To commit keeps the answer, and sets it beside the truth.

    An answer given before is there again when the lesson is opened anew; *ask me again* takes it back. ``then`` is an
    explorer that stays hidden until the reader has answered.
    """

    def __init__(self, asked, then=None):
        self.asked, self.then, self.answer, self.placing = asked, then, None, None
        self.entries = self._entries()
        self.again = _button(say("ask me again"), lambda _: self.forget(), None)
        self.words = ipywidgets.HTML(page.in_widget(page.bold(asked.question)))
        self.row = ipywidgets.HBox(self.entries, layout={"align_items": "center"}).add_class("mlcourse-controls")
        self.verdict = ipywidgets.HTML(layout={"flex": "1 1 0", "min_width": "min(calc(100% - 4px), 240px)"})
        super().__init__(self._before())
        close_at_next_run(self)
        kept = progress.known(asked.kind).get(asked.id, {}).get("answer")
        if kept is not None and asked.fits(kept):
            self._show(kept)

    def _entries(self):
        """Return what the question is answered with: a button for each choice, or what commits a number or a point."""
        if self.asked.choices is not None:
            return [_button(self.asked.told(each), self.commit, each) for each in self.asked.choices]
        if isinstance(self.asked, Point):
            self.placing = placing(self._panel(), tuple(self.asked.truth), self.asked.given)
            return [_button(say("commit this point"), lambda _: self.commit(self.placing.values), None)]
        return [Entry(self.commit)]

    def _panel(self):
        return self.then.scene().panels[self.asked.panel]

    def _before(self):
        """Return what stands here until the reader has answered."""
        return [self.words, *([self.placing] if self.placing else []), self.row, self.verdict]

    def _repr_mimebundle_(self, **how):
        """Show the question; a mistake in a picture of its own, though hidden, is raised in the cell that shows it."""
        for picture in (self.placing, self.then):
            if picture is not None:
                picture.ready()
        return super()._repr_mimebundle_(**how)

    def close(self):
        """Close the question and every widget of its own; the explorer closes with the cell that made it."""
        own = vars(self)
        close_all(*own.get("entries", []), *(own[name] for name in ("words", "row", "verdict", "again") if name in own))
        close_all(self)

    def commit(self, answer):
        """Keep the reader's answer and show what is true. The first answer stays; one that cannot be kept is none."""
        if self.answer is not None:
            return
        try:
            progress.keep(self.asked.kind, self.asked.id, answer=answer, right=bool(self.asked.is_right(answer)))
        except ValueError as error:
            self.verdict.value = page.in_widget(say("Try another answer: {why}.", why=error))
        else:
            self._show(answer)
            if self.then is not None:
                self.then.stage.come()

    def _show(self, answer):
        """Shrink to a line, what was asked and what is true, and make room for the picture."""
        self.answer = answer
        mark = "✓" if self.asked.is_right(answer) else "✗"
        self.verdict.value = page.in_widget(page.answered(mark, self.asked.question, self.asked.verdict(answer)))
        self.row.children = [self.verdict, self.again]
        if marks := self._said(answer):
            self.then.beside(self.asked.panel, *marks)
        self.children = [self.row, *([self.then] if self.then is not None else [])]

    def _said(self, answer):
        """Return the marks that show the answer beside what happens: a point, or a number on one of the axes."""
        if self.placing:
            return said(self._panel(), *answer.values())
        if isinstance(self.asked, Number) and self.asked.shown:
            return said(self._panel(), **{self.asked.shown: answer})
        return ()

    def forget(self):
        """Take the answer back: the question stands as new, and what it showed is hidden again."""
        if self.answer is not None and self._said(self.answer):
            self.then.beside(self.asked.panel)
        self.answer, self.verdict.value, self.row.children = None, "", self.entries
        self.children = self._before()


def _button(words, call, value):
    button = ipywidgets.Button(description=words, layout={"width": "auto"})
    button.on_click(lambda _: call(value))
    return button


def predict(asked, then=None):
    """Ask the reader to commit to an answer; only then show the explorer ``then``. See `asked` for what can be."""
    return Question(asked, then)


def bet(asked, then=None):
    """Ask for a `Bet` on a claim, as `predict` does; the claim goes into the `ledger`. Any other is a ValueError."""
    if not isinstance(asked, Bet):
        raise InputError(say("{id} is no bet: ask it with predict.", id=getattr(asked, "id", repr(asked))))
    found = {field: value for field, value in asked.found._asdict().items() if value is not None}
    progress.keep("claim", asked.id, choices=asked.choices, truth=asked.truth, unit=asked.unit, **found)
    return Question(asked, then)
