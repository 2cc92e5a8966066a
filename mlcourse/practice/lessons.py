"""What the lessons ask, found by its id, ``descent.creep``: lessons build on practice, which knows them by name."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from mlcourse.practice.asked import Asked


def words(kind, id):
    """Return the words of what a lesson asks: a question's, or a task's; the id itself where no lesson asks it."""
    room, name = _parts(id)
    if kind == "solved":
        task = getattr(_module(room, "tasks"), name, None)
        return id if task is None else task.words
    asked = getattr(_module(room, "questions"), name.upper(), None) or getattr(_module(room, "questions"), name, None)
    return id if asked is None else (asked if isinstance(asked, Asked) else asked()).question


def steps(room, explorer):
    """Return the steps of a lesson's explorer, by its name, out of the room's ``steps*.py``; none where it has none."""
    there = _module(room, "steps")
    rooms = [str(Path(there.__file__).parent)] if there else []
    parts = [each.name for each in iter_modules(rooms) if each.name.startswith("steps")]
    return next(filter(None, (getattr(_module(room, part), explorer.upper(), ()) for part in parts)), ())


def claim(id):
    """Return the words of the claim that a lesson's bet is on; the id itself where no lesson makes it."""
    room, name = _parts(id)
    return getattr(_module(room, "bets"), "CLAIMS", {}).get(name, id)


def _parts(id):
    room, _, name = id.partition(".")
    return room, name


def _module(room, part):
    """Return a lesson's module, or None where there is no such lesson."""
    name = f"mlcourse.lessons.{room}"
    there = room.isidentifier() and room.isascii() and find_spec(name) and find_spec(f"{name}.{part}")
    return import_module(f"{name}.{part}") if there else None
