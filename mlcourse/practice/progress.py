"""What the reader has predicted, bet and solved, and what came out: a small file beside the lessons.

All of it is kept by ids and as numbers, so that no word of the course can change under it. Nothing is sent anywhere.
What the file may hold is declared once, in `KINDS`: only what fits is written, and of a file that something else has
written what fits is read. Whoever writes holds a lock, and replaces the file in one step; whoever reads needs neither.
"""

import datetime
import json
import os
import re
import reprlib
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from mlcourse.pictures.marks import LARGEST
from mlcourse.practice.earlier import from_version_1
from mlcourse.words import InputError, say, say_many

VERSION = 2


class Holds(NamedTuple):
    """What a field may hold: in words, and whether a value is that."""

    words: str
    fits: Callable[[object], bool]


def _is_number(value):
    plain = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    return plain and bool(abs(value) < LARGEST)  # neither nan nor inf is


def _is_text(value):
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)  # halves of characters


def _is_day(value):
    return _is_text(value) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def _is_answer(value):
    if isinstance(value, dict):
        return bool(value) and all(_is_text(name) and _is_number(each) for name, each in value.items())
    return _is_text(value) or _is_number(value)


def _is_seen(value):
    fits = isinstance(value, dict) and all(map(_is_text, value))
    return fits and all(_is_text(each) or _is_number(each) for each in value.values())


def _are_choices(value):
    numbers = isinstance(value, (list, tuple, np.ndarray)) and len(value) and all(map(_is_number, value))
    return bool(numbers) and list(value) == sorted(value)


def _is_count(value):
    return _is_number(value) and not isinstance(value, (float, np.floating)) and value >= 0


TEXT = Holds(say("words"), _is_text)
DAY = Holds(say("a date, 2026-11-24"), _is_day)
FLAG = Holds(say("true or false"), lambda value: isinstance(value, (bool, np.bool_)))
NUMBER = Holds(say("an ordinary number"), _is_number)
COUNT = Holds(say("a whole number, 0 or more"), _is_count)
COUNTED = Holds(say("seeds, months or claims"), lambda value: value in ("seeds", "months", "claims"))
SHARE = Holds(say("a share, from 0 to 1"), lambda value: _is_number(value) and 0 <= value <= 1)
LOSS = Holds(say("an ordinary number, 0 or more"), lambda value: _is_number(value) and value >= 0)
CHOICES = Holds(say("ordinary numbers, the least first"), _are_choices)
SEEN = Holds(say("ordinary numbers and words by their names"), _is_seen)
ANSWER = Holds(say("words, an ordinary number, or a point by the names of its numbers"), _is_answer)

# The kinds of entries, and what each entry of them holds, under its id: a claim under the id of its bet.
KINDS = {
    "predicted": {"answer": ANSWER},  # the key of what was chosen, a number, or a point
    "bet": {"answer": NUMBER},
    "solved": {"right": FLAG},
    "claim": {"choices": CHOICES, "truth": NUMBER, "unit": TEXT, "k": COUNT, "n": COUNT, "of": COUNTED},
    "model": {"L": LOSS, "unseen": LOSS},  # thousands of views
    "step": {},  # that it was done is all there is to it
}
# What an entry of any kind may hold besides; and one of some kind, which of an earlier course it does not.
MAY = {kind: {"right": FLAG, "on": DAY} for kind in KINDS}
MAY["claim"] |= {"chance": SHARE, "low": NUMBER, "high": NUMBER}
MAY["model"] |= {"validation": LOSS, "blind": FLAG}  # the loss on 2020; whether nothing was learned from that year
MAY["model"] |= {"least": LOSS, "most": LOSS, "own": FLAG}  # of the seeds, on 2020; whether it is the reader's own
MAY["step"] |= {"seen": SEEN}  # the numbers of what was seen where it was done
MAY["solved"] |= {"answer": ANSWER}  # of a task that a later lesson comes back to


def file():
    """Where progress is kept: `progress.json` in the lesson's own folder, or what `MLCOURSE_PROGRESS` says."""
    return Path(os.environ.get("MLCOURSE_PROGRESS", "progress.json")).absolute()


def known(kind):
    """Return what is kept of one of the `KINDS`: ``{name: {"answer": …, "right": …, "on": "2026-11-24"}}``."""
    return _read(_place())[0][kind]


def keep(kind, name, **entry):
    """Keep an entry under its name, beside all that is kept already, in this lesson or in another one open now.

    Raises a ValueError, and keeps nothing, if the entry does not fit its kind.
    """
    entry |= {"on": datetime.date.today().isoformat()}
    if why := misfit(kind, name, entry):
        raise InputError(say("this {kind} cannot be kept: {why}", kind=kind, why=why))
    _change(lambda kept: kept[kind].update({name: entry}))


def drop(kind, name):
    """Take an entry out, if it is there."""
    if name in known(kind):
        _change(lambda kept: kept[kind].pop(name, None))


def misfit(kind, name, entry):
    """Say in words why an entry is none of its kind: what was expected, and what came; None where it fits."""
    if not TEXT.fits(name):
        return say("its name should be {words}, not {name}", words=TEXT.words, name=_told(name))
    if not isinstance(entry, dict):
        fields = ", ".join(KINDS[kind])
        return say("{name} should have {fields}, and is {entry}", name=_told(name), fields=fields, entry=_told(entry))
    for field, holds in KINDS[kind].items():
        if field not in entry:
            return say("{name} has no {field}", name=_told(name), field=field)
        if not holds.fits(entry[field]):
            return say(
                "{field} of {name} should be {words}, not {value}",
                field=field,
                name=_told(name),
                words=holds.words,
                value=_told(entry[field]),
            )
    for field in entry.keys() - KINDS[kind].keys():
        if field not in MAY[kind] or not MAY[kind][field].fits(entry[field]):
            return say("{name} has {field}: {value}", name=_told(name), field=_told(field), value=_told(entry[field]))
    return None


def _told(value):
    """Write any value in a few words, half characters and endless lists too."""
    try:
        return reprlib.repr(value)
    except ValueError:  # of more digits than Python writes
        return say("a very long {kind}", kind=type(value).__name__)


def _place():
    """Where the file really is; a link stays a link."""
    return Path(os.path.realpath(file()))


def _change(change):
    """Read what is kept, change and write it, and let no other lesson write meanwhile. Where it cannot, say so."""
    place = _place()
    try:
        from filelock import FileLock  # only who writes needs it

        with FileLock(place.with_name(f".{place.name}.lock"), timeout=10):  # out of the reader's sight
            kept, faults = _read(place)
            change(kept)
            if faults:
                _set_aside(place)
            _write(place, kept)
    except (OSError, NotImplementedError):  # some drives of other machines know no locks
        _cannot_be_kept(place.parent)


def _read(place):
    """Return what the file holds, as far as it fits, and all that is wrong with it, in words."""
    kept, faults = {kind: {} for kind in KINDS}, []
    try:
        # Bytes: whether they are UTF-8 or UTF-16, and with which mark, is found out there.
        held = json.loads(place.read_bytes(), object_pairs_hook=_one_of_each(faults), parse_int=_whole)
        if not isinstance(held, dict):
            faults.append(say("holds something else than progress"))
        elif _is(1, held.get("version")):
            _sort(from_version_1(held), kept, faults)
        elif _is(VERSION, held.get("version")):
            _sort(held, kept, faults)
        else:
            version = _told(held.get("version"))
            faults.append(say("is of version {version}, and this course writes {ours}", version=version, ours=VERSION))
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (ValueError, OSError, RecursionError) as error:
        faults.append(say("cannot be read ({error})", error=error))
    if faults:
        _say_what_is_wrong(place, faults[0], len(faults) - 1)
    return kept, faults


def _is(number, value):
    """Whether a value that was read is this whole number; JSON's true is no 1."""
    return type(value) is int and value == number


def _sort(held, kept, faults):
    """Put the entries that fit their kind into ``kept``, and what is wrong with the others into ``faults``."""
    for kind, entries in held.items():
        if kind == "version":
            continue
        if kind not in KINDS or not isinstance(entries, dict):
            found = {"kind": _told(kind), "what": _told(entries)}
            faults.append(say("holds something else than progress ({kind}: {what})", **found))
            continue
        for name, entry in entries.items():
            if why := misfit(kind, name, entry):
                faults.append(say("holds something else than progress ({kind}: {what})", kind=kind, what=why))
            else:
                kept[kind][name] = entry


def _one_of_each(faults):
    """Return what makes a dict of a JSON object; one that has a name twice is a fault, and the two become one."""

    def made(pairs):
        held = {}
        for name, value in pairs:
            if name in held:
                faults.append(say("holds {name} twice", name=_told(name)))
            both = isinstance(value, dict) and isinstance(held.get(name), dict)
            held[name] = held[name] | value if both else value
        return held

    return made


def _whole(digits):
    """Read a whole number; of endless digits Python makes none, and they are no ordinary number."""
    return int(digits) if len(digits) <= 40 else float(digits)


@cache
def _say_what_is_wrong(place, fault, others):
    """Say so, once."""
    what = {"file": place.name, "fault": fault, "n": others}
    more = say_many("{file} {fault}, and {n} more such fault.", "{file} {fault}, and {n} more such faults.", **what)
    print(
        more if others else say("{file} {fault}.", **what),
        say(
            "What fits is used. Nothing of it is lost: before anything new is written, the file is set aside as it is."
        ),
    )


def _set_aside(place):
    """Give the file as it is another name; a copy of it, where there can be one, so that it is never out of sight."""
    aside = next(name for n in range(1, 10_000) if not (name := Path(f"{place}.aside-{n}")).exists())
    try:
        shutil.copy2(place, aside)
    except OSError:
        os.replace(place, aside)
    print(say("{file} as it was is kept: {aside}", file=place.name, aside=aside))


def _write(place, kept):
    """Replace the file in one step: who reads meanwhile sees the old one or the new one, never half of it."""
    new = Path(f"{place}.new")
    told = json.dumps({"version": VERSION} | kept, ensure_ascii=False, indent=1, default=lambda value: value.tolist())
    new.write_text(f"{told}\n", "utf-8")
    os.replace(new, place)


@cache
def _cannot_be_kept(folder):
    """Say so, once."""
    print(
        say(
            "Your progress cannot be kept in {folder}: is it full, or closed to you? The lesson goes on without it.",
            folder=folder,
        )
    )
