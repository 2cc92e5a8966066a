"""Progress as earlier versions of the course kept it: under the words of a question, with the words on a button."""

import json
import re
from functools import cache
from pathlib import Path

IDS = Path(__file__).with_name("version1.json")  # {kind: {words: id}}, and the keys of words that were chosen
FOUND = re.compile(r"\((\d+) of (\d+) (seeds|months|claims)\)")


@cache
def _ids():
    return json.loads(IDS.read_text("utf-8"))


def from_version_1(held):
    """Return what a file of version 1 holds, ``{kind: {name: entry}}``, as version 2 keeps it; its own text goes along.

    What the course never asked stays as it is: a teacher's own question, a reader's own model. So does what is damaged.
    """
    return {kind: _kind(kind, entries) if isinstance(entries, dict) else entries for kind, entries in held.items()}


def _kind(kind, entries):
    return dict(_entry(kind, name, entry) for name, entry in entries.items())


def _entry(kind, name, entry):
    known = _ids().get("bet" if kind == "claim" else kind, {}).get(name, name)
    id, keys = (known["id"], known.get("choices", {})) if isinstance(known, dict) else (known, {})
    if not isinstance(entry, dict):
        return id, entry
    kept = {field: value for field, value in entry.items() if field != "outcome"}
    if kind == "claim":
        kept |= _found(kept.pop("verdict", ""))
        kept.pop("claim", None)
    if isinstance(kept.get("answer"), str):
        kept["answer"] = keys.get(kept["answer"], kept["answer"])
    return id, kept


def _found(verdict):
    """Return the numbers of a verdict in words: *holds (9 of 10 seeds)*."""
    found = FOUND.search(verdict) if isinstance(verdict, str) else None
    return {"k": int(found[1]), "n": int(found[2]), "of": found[3]} if found else {}
