"""What there is to try in a picture: a step notices that it is done, and says what one has just seen."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from mlcourse.practice import progress
from mlcourse.words import filled


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

    def was_done(self):
        """Whether it was done once, today or on an earlier day."""
        return self.id in progress.known("step")

    def keep(self):
        """Keep that it was done."""
        if not self.was_done():
            progress.keep("step", self.id)
