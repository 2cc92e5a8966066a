"""What there is to try in a picture: a step notices that it is done, and says what one has just seen."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from mlcourse.practice import progress


@dataclass(frozen=True)
class Step:
    """One thing to do in a picture, in a sentence.

    ``answer`` takes what is to be seen, ``at.η`` for a control or a fact of the scene, and returns what one has seen
    there, a sentence whose numbers are computed; nothing (None, False) where the step is not done. ``show`` are values
    of controls where it is. An ``id``, ``descent.over_the_limit``, is what is kept of a step that was done.
    """

    id: str
    words: str
    answer: Callable[[SimpleNamespace], str | None]
    show: dict

    def is_done(self):
        """Whether it was done once, in this lesson or an earlier day."""
        return self.id in progress.known("step")

    def keep(self):
        """Keep that it was done."""
        if not self.is_done():
            progress.keep("step", self.id)
