"""A language of its own, in which all that is said stands between ⟦ and ⟧: prints what a lesson shows that is not said.

Run as ``python tests/pseudo.py 01_function``: it must be there before anything of the course is imported.
"""

import gettext
import json
import random
import re
import sys


class Marked:
    """A catalogue that has every template, and marks it."""

    gettext = staticmethod("⟦{}⟧".format)
    ngettext = staticmethod(lambda one, many, n: f"⟦{one if n == 1 else many}⟧")


gettext.translation = lambda *_, **__: Marked

from mlcourse.interact.controls import Dice, Points  # noqa: E402
from mlcourse.interact.explorer import Explorer  # noqa: E402
from mlcourse.page import Table  # noqa: E402
from mlcourse.practice.check import Checked  # noqa: E402
from mlcourse.practice.entry import Entry  # noqa: E402
from mlcourse.practice.question import Question  # noqa: E402
from notebooks import PAGES, cells, ends, run  # noqa: E402

WORD = re.compile(r"[A-Za-z]{3,}")
MOVES = 2  # random places of all controls of an explorer, beside each end of each control


def shown(lesson):
    """Every explorer that the cells of a lesson make, and every table, question and check that they show."""
    made, init = [], Explorer.__init__

    def kept(self, *given, **controls):
        init(self, *given, **controls)
        made.append(self)

    Explorer.__init__ = kept
    (path,) = [path for path in PAGES if path.stem == lesson]
    namespace = {"__name__": "__main__"}
    for source in cells(path, "code"):
        result = run(source, namespace)
        if isinstance(result, Table | Question | Checked):
            made.append(result)
    return made


def scenes(explorer):
    """The picture at the start, at each end of each control, and at a few places that chance picks."""
    dice = random.Random(explorer.draw.__module__)
    free = {name: each for name, each in explorer.controls.items() if not isinstance(each, Points | Dice)}
    yield explorer.scene()
    for name, widget in free.items():
        yield from (explorer.scene(**{name: value}) for value in ends(widget))
    for _ in range(MOVES):
        yield explorer.scene(**{name: dice.choice(list(ends(widget))) for name, widget in free.items()})


def texts(each):
    """All words that something shows."""
    if isinstance(each, Explorer):
        yield from of_explorer(each)
    elif isinstance(each, Table):
        yield from map(str, [*each.head, *(text for row in each.rows for text in row), each.under, each.folded])
    elif isinstance(each, Checked):
        yield each.words
    else:
        for entry in [*each.entries, each.again]:
            yield from entry.words.values() if isinstance(entry, Entry) else [entry.description]
        each.commit(wrong(each.asked))
        yield from (html.value for html in (each.words, each.verdict))


def wrong(asked):
    """An answer that is wrong: the most is said of it."""
    if asked.choices is not None:
        return next(each for each in asked.choices if not asked.is_right(each))
    return dict.fromkeys(asked.truth, -1.0) if isinstance(asked.truth, dict) else -1.0


def of_explorer(explorer):
    """All words of an explorer: of its controls, and of its pictures."""
    for widget in (*explorer.controls.values(), *explorer.movers):
        if "description" in widget.keys:
            yield widget.description
        yield from getattr(widget, "words", {}).values()
        yield from getattr(widget, "_options_labels", ())
    for step in explorer.steps:
        yield from (step.words, *explorer.answers(explorer.scene(**step.show), **explorer.values | step.show).values())
    for scene in scenes(explorer):
        yield scene.says
        for panel in scene.panels:
            yield panel.title
            for _, axis in panel.axes:
                yield axis.label
                yield from (text for _, text in axis.ticks or ())
        for mark in scene.marks:
            yield from (getattr(mark, name) for name in ("text", "label") if hasattr(mark, name))


def unsaid(text):
    """What of a text is not between the marks."""
    while "⟦" in text:
        inner = re.sub("⟦[^⟦⟧]*⟧", "", text)
        if inner == text:
            break
        text = inner
    return text


if __name__ == "__main__":
    found = {}
    for each in shown(sys.argv[1]):
        for text in set(texts(each)):
            for word in WORD.findall(re.sub("<[^>]*>", "", unsaid(text))):
                found.setdefault(word, f"{type(each).__name__}: {text}")
    print(json.dumps(found, ensure_ascii=False))
