"""What there is to try in a picture: a step notices that it is done, and says what one has just seen."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from mlcourse.pictures.scene import inked
from mlcourse.practice import progress
from mlcourse.words import filled, told


@dataclass(frozen=True)
class Step:
    """One thing to do in a picture, in a sentence; and what one has seen when it is done, a `template`.

    ``done`` takes what there is to see, ``at.η`` for a control or a fact of the scene, and tells whether it is done
    there; the fields of ``seen`` are filled in with the same. ``show`` are values of controls where it is done. An
    ``id``, ``descent.over_the_limit``, is what is kept of a step that was done once.
    """

    id: str
    words: str
    done: Callable[[SimpleNamespace], bool]
    seen: str
    show: dict

    def answer(self, at):
        """Return what one has seen, or None where the step is not done."""
        return filled(self.seen, vars(at)) if self.done(at) else None

    def before(self):
        """Return what was seen when it was done before, in pieces: none where that was not kept; None if it never was.

        The sentence is made anew of the numbers that were kept: it is told in the course's words of today.
        """
        entry = progress.known("step").get(self.id)
        if entry is None:
            return None
        try:
            return inked(filled(self.seen, {name: _read(value) for name, value in entry.get("seen", {}).items()}))
        except (KeyError, ValueError):  # kept by another course, which said something else
            return []

    def keep(self, at):
        """Keep that it was done, and the numbers that were seen where it was done first."""
        if self.before() is None:
            seen = {name: _kept(value) for name, value in told(self.seen, vars(at)).items()}
            progress.keep("step", self.id, **({"seen": seen} if progress.SEEN.fits(seen) else {}))


def _kept(value):
    """Return a field's value as a file keeps it: a day as its date."""
    if isinstance(value, np.datetime64 | datetime.date):
        return str(np.datetime64(value, "D"))
    return value.item() if isinstance(value, np.generic) else value


def _read(value):
    return np.datetime64(value) if progress.DAY.fits(value) else value
