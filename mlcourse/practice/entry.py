"""A box for a number, which is committed by Enter or by its button."""

import math
from pathlib import Path

import anywidget
import traitlets

from mlcourse.words import say


class Entry(anywidget.AnyWidget):
    """A box for a number; ``commit`` is called with it. What is no number is said, and commits nothing."""

    _esm = Path(__file__).with_name("entry.js").read_text("utf-8")
    words = traitlets.Dict({"label": say("your answer"), "commit": say("commit")}).tag(sync=True)
    why = traitlets.Unicode().tag(sync=True)

    def __init__(self, commit):
        super().__init__()
        self._commit = commit
        self.on_msg(self._entered)

    def _entered(self, _, entered, __):
        number = read(entered["text"])
        if number is None:
            told = {"text": entered["text"].strip(), "one": 12, "other": 0.5}
            asks = say("“{text}” is no number: write one such as {one} or {other}.", **told)
            self.why = asks if told["text"] else say("Write a number first.")
            return
        self.why = ""
        self._commit(number)


def read(text):
    """Return the number that ``text`` writes, with a point or a comma; None where it is none."""
    try:
        number = float(text.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
