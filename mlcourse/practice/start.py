"""The start page: what the lessons ask, how far the reader has come, and what to come back to."""

import json
import re
from collections import Counter
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import NamedTuple

from mlcourse.page import Table, link
from mlcourse.practice import progress

LESSON = re.compile(r"(?!00)\d\d_\w+")
ROOM = re.compile(r"from mlcourse\.lessons\.(\w+) import .*tasks")
ASKS = re.compile(r"""(?<![.\w])(predict|bet|check)\(\s*(?:(?:\*\*)?((?:questions|tasks)\.\w+)|"([^"]+)")""")
KIND = {"predict": "predicted", "bet": "bet", "check": "solved"}
AGAIN = {"predicted": "not right yet", "solved": "tried, not solved"}


class Asked(NamedTuple):
    """Something that a lesson asks: in which section, of which of the kinds of `progress`, and under which name."""

    section: str
    kind: str
    name: str


class Lesson(NamedTuple):
    """A lesson: its file, its title, the time it takes, and all that it asks, in its order."""

    file: str
    title: str
    time: str
    asks: tuple


def lessons(folder="."):
    """Read the lessons in ``folder``, in their order; a copy that a reader has made of one is none."""
    return [_lesson(path) for path in sorted(Path(folder).glob("*.ipynb")) if LESSON.fullmatch(path.stem)]


def _lesson(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    words = "\n".join(source for kind, source in cells if kind == "markdown")
    title, time = (
        next(iter(re.findall(one, words, re.M)), path.stem) for one in (r"^# (.+)$", r"^\*\*Time\*\* (\d+ \w+)")
    )
    return Lesson(path.name, title, time, tuple(dict.fromkeys(_asked(cells))))


def _asked(cells):
    room, section = None, ""
    for kind, source in cells:
        if kind == "markdown":
            section = [section, *re.findall(r"^## (.+)$", source, re.M)][-1]
            continue
        room = next(iter(ROOM.findall(source)), room)
        for call, name, words in ASKS.findall(source):
            yield Asked(section, KIND[call], words or _words(room, name))


@cache
def _words(room, name):
    """Return the words that an exercise is kept under: its question, or the task."""
    module, name = name.split(".")
    exercise = getattr(import_module(f"mlcourse.lessons.{room}.{module}"), name)
    if callable(exercise) and signature(exercise).parameters:
        return exercise.__doc__
    return (exercise() if callable(exercise) else exercise)["question"]


def so_far(folder="."):
    """Show for each lesson in ``folder`` its time, and how much of it the reader has predicted, bet and solved."""
    kept, rows = _kept(), []
    for lesson in lessons(folder):
        all = Counter(each.kind for each in lesson.asks)
        done = Counter(each.kind for each in lesson.asks if _is_done(each, kept))
        told = [f"{done[kind]} of {all[kind]}" if all[kind] else "–" for kind in KIND.values()]
        rows.append([link(lesson.title, lesson.file), lesson.time, *told])
    under = "" if rows else f"There are no lessons in {Path(folder).resolve()}: open this page where they are."
    return Table(["lesson", "time", "predicted", "bet", "solved"], rows, under)


def again(folder="."):
    """Show what is worth another look: predictions that were wrong, and tasks tried and not solved.

    A bet is none of them: it was made to be lost, too.
    """
    kept = _kept()
    rows = [
        [each.name, AGAIN[each.kind], link(_where(lesson, each), _place(lesson, each))]
        for lesson in lessons(folder)
        for each in lesson.asks
        if each.kind in AGAIN and not kept[each.kind].get(each.name, {}).get("right", True)
    ]
    return Table(["what", "so far", "where"] if rows else ["Nothing is open of what you have tried."], rows)


def _kept():
    return {kind: progress.known(kind) for kind in KIND.values()}


def _is_done(asked, kept):
    entry = kept[asked.kind].get(asked.name, {})
    return entry.get("right") if asked.kind == "solved" else bool(entry)


def _place(lesson, asked):
    return f"{lesson.file}#{asked.section.replace(' ', '-')}"  # as JupyterLab names its headings


def _where(lesson, asked):
    """Name the section, with the lesson's number where it has none of its own."""
    numbered = asked.section[:1].isdigit()
    return asked.section if numbered else f"{int(lesson.file[:2])} · {asked.section}"
