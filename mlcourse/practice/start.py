"""The start page: what the lessons ask, how far the reader has come, and what to come back to."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from mlcourse.page import Line, Table, link
from mlcourse.practice import progress, standings
from mlcourse.practice.lessons import steps, words
from mlcourse.words import say, say_many

START = "00_start_here.ipynb"
LESSON = re.compile(r"(?!00)\d\d_\w+")
ROOM = re.compile(r"from mlcourse\.lessons\.(\w+) import .*tasks")
ASKS = re.compile(r"(?<![.\w])(predict|bet|check)\(\s*(?:questions|bets|tasks)\.(\w+)")
EXPLORER = re.compile(r"(?<![.\w])explorers\.(\w+)")
KIND = {"predict": "predicted", "bet": "bet", "check": "solved"}
KINDS = (*KIND.values(), "step")
FEW = 3
AGAIN = {"predicted": say("not right yet"), "solved": say("tried, not solved")}


class Asked(NamedTuple):
    """Something that a lesson asks: in which section, of which of the kinds of `progress`, and under which id."""

    section: str
    kind: str
    id: str


class Lesson(NamedTuple):
    """A lesson: its file, its title, the minutes it takes, and all that it asks, in its order."""

    file: str
    title: str
    minutes: int | None
    asks: tuple


def lessons(folder="."):
    """Read the lessons in ``folder``, in their order; a copy that a reader has made of one is none."""
    return [_lesson(path) for path in sorted(Path(folder).glob("*.ipynb")) if LESSON.fullmatch(path.stem)]


def _lesson(path):
    page = json.loads(path.read_text(encoding="utf-8"))
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in page["cells"]]
    prose = "\n".join(source for kind, source in cells if kind == "markdown")
    title = next(iter(re.findall(r"^# (.+)$", prose, re.M)), path.stem)
    minutes = page.get("metadata", {}).get("mlcourse", {}).get("minutes")
    once = {}
    for each in _asked(cells):
        once.setdefault((each.kind, each.id), each)  # where it is asked first
    return Lesson(path.name, title, minutes, tuple(once.values()))


def _asked(cells):
    room, section = None, ""
    for kind, source in cells:
        if kind == "markdown":
            section = [section, *re.findall(r"^## (.+)$", source, re.M)][-1]
            continue
        room = next(iter(ROOM.findall(source)), room)
        for call, name in ASKS.findall(source):
            yield Asked(section, KIND[call], f"{room}.{name.lower()}")
        for name in EXPLORER.findall(source) if room else ():
            yield from (Asked(section, "step", step.id) for step in steps(room, name))


def so_far(folder="."):
    """Show for each lesson in ``folder`` its time, and how much of it the reader has predicted, bet and solved."""
    kept, rows, course = _kept(), [], lessons(folder)
    for lesson in course:
        all = Counter(each.kind for each in lesson.asks)
        done = Counter(each.kind for each in lesson.asks if _is_done(each, kept))
        right = sum(kept["predicted"].get(each.id, {}).get("right", False) for each in lesson.asks)
        told = [say("{done} of {all}", done=done[kind], all=all[kind]) if all[kind] else "–" for kind in KINDS]
        told[0] = say("{told}, {right} right", told=told[0], right=right) if done["predicted"] else told[0]
        rows.append([link(lesson.title, lesson.file), _time(lesson.minutes), *told])
    where = Path(folder).resolve()
    under = say("There are no lessons in {where}: open this page where they are.", where=where)
    if rows:
        hours = sum(lesson.minutes or 0 for lesson in course) / 60
        under = say("About {hours:.0f} hours in all. Stop after any cell: what you have answered is kept.", hours=hours)
    heads = [say("lesson"), say("time"), say("predicted"), say("bet"), say("solved"), say("tried in pictures")]
    return Table(heads, rows, under)


def _time(minutes):
    return "–" if minutes is None else say_many("{n} minute", "{n} minutes", n=minutes)


def again(folder="."):
    """Show the first `FEW` things worth another look: predictions that were wrong, and tasks tried and not solved.

    A bet is none of them: it was made to be lost, too.
    """
    kept = _kept()
    rows = [
        [words(each.kind, each.id), AGAIN[each.kind], link(_where(lesson, each), _place(lesson, each))]
        for lesson in lessons(folder)
        for each in lesson.asks
        if each.kind in AGAIN and not kept[each.kind].get(each.id, {}).get("right", True)
    ]
    if not rows:
        begun = kept["predicted"] or kept["solved"]
        return Line(
            say("Nothing is open of what you have tried.") if begun else say("Nothing yet. Begin with lesson 1.")
        )
    more, way = len(rows) - FEW, say("The link leads there. Under a question press “ask me again”, and answer anew.")
    rest = [say("And {n} more, once these are done.", n=more)] if more > 0 else []
    return Table([say("what"), say("so far"), say("where")], rows[:FEW], " ".join([way, *rest]))


def leaderboard():
    """Show the leaderboard, once there is a model on it: before that it would only tell what lesson 1 asks."""
    if progress.known("model").keys() - standings.RULES.keys():
        return standings.leaderboard()
    return Line(say("The board is still empty. It fills from lesson 2 on."))


def _kept():
    return {kind: progress.known(kind) for kind in KINDS}


def _is_done(asked, kept):
    entry = kept[asked.kind].get(asked.id, {})
    return entry.get("right") if asked.kind == "solved" else bool(entry)


def _place(lesson, asked):
    return f"{lesson.file}#{asked.section.replace(' ', '-')}"  # as JupyterLab names its headings


def _where(lesson, asked):
    """Name the section, with the lesson's number where it has none of its own."""
    numbered = asked.section[:1].isdigit()
    return asked.section if numbered else f"{int(lesson.file[:2])} · {asked.section}"


def in_all(folder="."):
    """Say in a line how much of all the lessons in ``folder`` the reader has done, with the way to the start page."""
    kept, asks = _kept(), [each for lesson in lessons(folder) for each in lesson.asks]
    done, all = Counter(each.kind for each in asks if _is_done(each, kept)), Counter(each.kind for each in asks)
    told = {kind: say("{done} of {all}", done=done[kind], all=all[kind]) for kind in KINDS}
    right = sum(kept["predicted"].get(each.id, {}).get("right", False) for each in asks if each.kind == "predicted")
    words = say(
        "Up to here you have answered {predicted} questions, {right} of them right, placed {bet} bets, solved {solved} "
        "tasks, and done {step} steps in pictures.",
        right=right,
        **told,
    )
    return Line(words, link(say("What is worth another look stands on the start page."), START))
