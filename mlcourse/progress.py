"""What the reader has predicted, bet and solved, and what came out: a small file beside the lessons.

Nothing is sent anywhere.
"""

import datetime
import json
import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock

VERSION = 1
# The kinds of entries, and what each entry of them holds at least.
KINDS = {
    "predicted": {"answer"},
    "bet": {"answer"},
    "solved": {"right"},
    "claim": {"claim", "choices", "truth", "unit", "verdict"},  # by the question of its bet
    "model": {"L", "unseen"},  # thousands of views
}


def file():
    """Where progress is kept: `progress.json` in the lesson's own folder, or what `MLCOURSE_PROGRESS` says."""
    return Path(os.environ.get("MLCOURSE_PROGRESS", "progress.json")).absolute()


def known(kind):
    """Return what is kept of one of the `KINDS`: ``{name: {"answer": …, "right": …, "on": "2026-11-24"}}``."""
    with _open() as kept:
        return kept[kind]


def keep(kind, name, **entry):
    """Keep an entry under its name, beside all that is kept already, in this lesson or in another one open now."""
    with _open() as kept:
        kept[kind][name] = entry | {"on": datetime.date.today().isoformat()}
        _write(kept)


def drop(kind, name):
    """Take an entry out, if it is there."""
    with _open() as kept:
        if kept[kind].pop(name, None):
            _write(kept)


@contextmanager
def _open():
    """Yield what is kept, and let no other lesson write meanwhile. Where the folder takes no file, say so and go on."""
    try:
        lock = FileLock(file().with_name(f".{file().name}.lock"), timeout=10)  # out of the reader's sight
        lock.acquire()
    except OSError:
        _cannot_be_kept(file().parent)
        yield {kind: {} for kind in KINDS}
        return
    try:
        yield _read()
    finally:
        lock.release()


def _read():
    """Return what the file holds; one that cannot be read is set aside, never lost."""
    try:
        kept = json.loads(file().read_text("utf-8"))
    except FileNotFoundError:
        kept = {"version": VERSION}
    except (ValueError, OSError) as error:
        kept = _set_aside(f"cannot be read ({error})")
    if isinstance(kept, dict) and kept.get("version") != VERSION:
        kept = _set_aside(f"is of version {kept.get('version')!r}, and this course writes {VERSION}")
    if not _is_progress(kept):
        kept = _set_aside("holds something else than progress")
    return {kind: {} for kind in KINDS} | kept


def _is_progress(kept):
    return isinstance(kept, dict) and all(_hold(kept.get(kind, {}), needed) for kind, needed in KINDS.items())


def _hold(entries, needed):
    return isinstance(entries, dict) and all(
        isinstance(entry, dict) and entry.keys() >= needed for entry in entries.values()
    )


def _set_aside(why):
    aside = next(name for n in range(1, 10_000) if not (name := Path(f"{file()}.aside-{n}")).exists())
    os.replace(file(), aside)
    print(f"{file().name} {why}. It is now called {aside.name}, and a new one begins.")
    return {"version": VERSION}


def _write(kept):
    """Replace the file in one step: who reads meanwhile sees the old one or the new one, never half of it."""
    new = Path(f"{file()}.new")
    try:
        new.write_text(json.dumps({"version": VERSION} | kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
        os.replace(new, file())
    except OSError:
        _cannot_be_kept(file().parent)


@cache
def _cannot_be_kept(folder):
    """Say so, once."""
    print(f"Your progress cannot be kept in {folder}: is it full, or closed to you? The lesson goes on without it.")
