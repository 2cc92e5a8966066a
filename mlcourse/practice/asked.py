"""What can be asked, one class for each kind of answer: what is asked, what is true, and what counts as right.

An ``id``, ``descent.creep``, is what is kept of a question, and never its wording; an answer is kept as what was
chosen, and never as the words on a button. The truth is computed, not typed, where it can be. ``why`` is a sentence
that is shown with the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from numbers import Real

from mlcourse.verdict import Verdict
from mlcourse.words import number, say


class Asked:
    """What every question can do."""

    kind = "predicted"  # one of the kinds of `progress`
    yes = say("Yes.")

    @property
    def right(self):
        """The answer that is right."""
        return self.truth

    def is_right(self, answer):
        """Whether an answer counts as right."""
        return answer == self.right

    def fits(self, kept):
        """Whether what is kept is an answer to the question as it is asked now."""
        return kept in list(self.choices)

    def told(self, answer):
        """Write an answer as it stands on its button, or as it was given."""
        return number(answer)

    def verdict(self, answer):
        """Say what becomes of an answer, and why."""
        told = self.yes if self.is_right(answer) else self.beside(self.told(answer))
        return f"{told} {self.why}".strip()

    def beside(self, answer):
        """Say a wrong answer beside the right one."""
        return say("You said “{answer}”; right is “{right}”.", answer=answer, right=self.told(self.right))


@dataclass(frozen=True)
class Choice(Asked):
    """One of some choices, ``{key: words}``; ``truth`` is the key of the right one, else a ValueError."""

    id: str
    question: str
    choices: dict[str, str]
    truth: str
    why: str = ""

    def __post_init__(self):
        if self.truth not in self.choices:
            raise ValueError(f"the truth of {self.id} is {self.truth!r}, and its choices are {', '.join(self.choices)}")

    def told(self, answer):
        """Return the words of a choice."""
        return self.choices[answer]


@dataclass(frozen=True)
class Nearest(Asked):
    """One of some numbers, the least first: the one nearest to the ``truth`` is right."""

    id: str
    question: str
    choices: list[float]
    truth: float
    why: str = ""

    @property
    def right(self):
        """The choice that is nearest to the truth."""
        return min(self.choices, key=lambda choice: abs(choice - self.truth))

    def beside(self, answer):
        """Say a wrong answer beside the right one, or the nearest where none is the truth itself."""
        if self.right == self.truth:
            return super().beside(answer)
        return say("You said “{answer}”; nearest is “{near}”.", answer=answer, near=self.told(self.right))


@dataclass(frozen=True)
class Bet(Nearest):
    """A bet on a claim, and the `Verdict` on that; ``unit`` stands behind the numbers.

    The claim's own words stand under the bet's name in the lesson's ``bets.CLAIMS``, for the `ledger`.
    """

    kind = "bet"

    found: Verdict = field(kw_only=True)
    unit: str = ""
    yes = say("Well bet.")


@dataclass(frozen=True)
class Number(Asked):
    """A number to write into a box, right where it is at most ``within`` from the truth.

    What the reader said is drawn across the panel at ``panel`` of the picture that follows, from ``shown``, the axis
    ``"x"`` or ``"y"`` that it lies on.
    """

    choices = None

    id: str
    question: str
    truth: float
    within: float
    why: str = ""
    shown: str = ""
    panel: int = 0

    def is_right(self, answer):
        """Whether it is near enough."""
        return abs(answer - self.truth) <= self.within

    def verdict(self, answer):
        """Say what becomes of an answer, how near one counts, and why."""
        near = say("It counts within {within:g}.", within=self.within)
        return f"{self.yes if self.is_right(answer) else self.beside(self.told(answer))} {near} {self.why}".strip()

    def fits(self, kept):
        """Whether what is kept is a number."""
        return isinstance(kept, Real) and not isinstance(kept, bool)

    def told(self, answer):
        """Write a number, with three digits."""
        return number(answer, ".3g" if isinstance(answer, float) else "")


@dataclass(frozen=True)
class Point(Asked):
    """A point to put on a panel of the picture that follows: two numbers, ``{"w": 0.9, "b": 1.2}``, across and up.

    It is right inside the ellipse that has ``within`` for half axes. ``given`` are marks on the axes where it is put:
    what the question speaks of.
    """

    choices = None

    id: str
    question: str
    truth: dict[str, float]
    within: dict[str, float]
    why: str = ""
    panel: int = 0
    given: tuple = ()

    def is_right(self, answer):
        """Whether it lies in the ellipse."""
        return sum(((answer[name] - self.truth[name]) / self.within[name]) ** 2 for name in self.truth) <= 1

    def fits(self, kept):
        """Whether what is kept is a point of the same two numbers."""
        return isinstance(kept, dict) and kept.keys() == self.truth.keys()

    def told(self, answer):
        """Write a point by the names of its numbers."""
        return ", ".join(f"{name} = {number(value, '.3g')}" for name, value in answer.items())
