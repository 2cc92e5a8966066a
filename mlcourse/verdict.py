"""What becomes of a claim: how many of the seeds, months or claims speak for it, and what that says."""

from enum import StrEnum
from math import comb
from typing import NamedTuple

from mlcourse.words import say, say_many


class Outcome(StrEnum):
    """What can become of a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"


WORDS = {
    Outcome.HOLDS: (say("holds"), say("The claim holds.")),
    Outcome.FAILS: (say("does not hold"), say("The claim does not hold.")),
    Outcome.OPEN: (say("cannot be told"), say("Whether the claim holds cannot be told.")),
}
COUNTED = {
    "seeds": lambda **count: say_many("{k} of {n} seed", "{k} of {n} seeds", **count),
    "months": lambda **count: say_many("{k} of {n} month", "{k} of {n} months", **count),
    "claims": lambda **count: say_many("{k} of {n} claim", "{k} of {n} claims", **count),
}


class Verdict(NamedTuple):
    """A claim is true in ``k`` of ``n`` seeds, months or claims; ``of`` which."""

    k: int
    n: int
    of: str = "seeds"

    @property
    def outcome(self):
        """Judge by whether so many would agree by chance in less than 1 of 20 cases (a sign test).

        A claim about all claims holds where it is true of every one.
        """
        if self.of == "claims":
            return Outcome.HOLDS if self.k == self.n else Outcome.FAILS
        chance = [comb(self.n, k) / 2**self.n for k in range(self.n + 1)]
        if sum(chance[self.k :]) < 0.05:
            return Outcome.HOLDS
        return Outcome.FAILS if sum(chance[: self.k + 1]) < 0.05 else Outcome.OPEN

    @property
    def word(self):
        """Say what becomes of it: *holds*."""
        return WORDS[self.outcome][0]

    @property
    def sentence(self):
        """Say the same as a sentence: *The claim holds.*"""
        return WORDS[self.outcome][1]

    @property
    def short(self):
        """Say it with its numbers, where a head says what they count: *holds (9 of 10)*."""
        return say("{word} ({k} of {n})", word=self.word, k=self.k, n=self.n)

    def __str__(self):
        """Say it with what was counted: *holds (9 of 10 seeds)*."""
        return say("{word} ({counted})", word=self.word, counted=COUNTED[self.of](k=self.k, n=self.n))
