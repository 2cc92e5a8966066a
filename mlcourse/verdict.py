"""What becomes of a claim: how many of the seeds, months or claims speak for it, and what that says.

There is one criterion in the whole course: whether chance alone would do as much in less than 1 of 20 cases. For a
claim that something adds nothing chance itself speaks: there the spread of the change is told.
"""

from enum import StrEnum
from math import comb
from typing import NamedTuple

from mlcourse.words import say, say_many

LITTLE = 2.0  # per cent: about what the last digit of the lecture's losses is worth
RARE = 0.05  # what chance alone does less often than this is believed


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
ALL = {Outcome.HOLDS: say("for all"), Outcome.FAILS: say("not for all")}  # of a claim about claims
COUNTED = {
    "seeds": lambda **count: say_many("{k} of {n} seed", "{k} of {n} seeds", **count),
    "months": lambda **count: say_many("{k} of {n} month", "{k} of {n} months", **count),
    "claims": lambda **count: say_many("{k} of {n} claim", "{k} of {n} claims", **count),
}
# And as whole sentences: of what was counted, of a claim about claims, and of a change.
TOLD = {
    Outcome.HOLDS: lambda **told: say("It holds, in {counted}.", **told),
    Outcome.FAILS: lambda **told: say("It does not hold: true in {counted}.", **told),
    Outcome.OPEN: lambda **told: say("Cannot be told: true in {counted}.", **told),
}
OF_CLAIMS = {
    Outcome.HOLDS: lambda **told: say("It does: for {counted}.", **told),
    Outcome.FAILS: lambda **told: say("Not for all: for {counted}.", **told),
}
CHANGED = {
    Outcome.HOLDS: lambda **told: say("It holds: {low:+.1f} to {high:+.1f} %.", **told),
    Outcome.FAILS: lambda **told: say("It does not hold: {low:+.1f} to {high:+.1f} %.", **told),
    Outcome.OPEN: lambda **told: say("Cannot be told: {low:+.1f} to {high:+.1f} %.", **told),
}


class Verdict(NamedTuple):
    """A claim is true in ``k`` of ``n`` seeds, months or claims; ``of`` which.

    ``chance`` is how often it would be true if all models were equally good. A claim that something adds nothing has
    the least and the largest change instead, ``low`` and ``high``, in per cent.
    """

    k: int
    n: int
    of: str = "seeds"
    chance: float = 0.5
    low: float | None = None
    high: float | None = None

    @property
    def outcome(self):
        """Judge by whether so many would agree, or disagree, by chance in less than 1 of 20 cases.

        That something adds nothing holds where the whole spread lies within ±2 %, and fails where all of it lies
        outside. A claim about all claims holds where it is true of every one.
        """
        if self.of == "claims":
            return Outcome.HOLDS if self.k == self.n else Outcome.FAILS
        if self.low is not None:
            holds, fails = max(-self.low, self.high) <= LITTLE, max(self.low, -self.high) > LITTLE
        else:
            holds, fails = self._agree(self.k) < RARE, 1 - self._agree(self.k + 1) < RARE
        return Outcome.HOLDS if holds else Outcome.FAILS if fails else Outcome.OPEN

    @property
    def by_luck(self):
        """How likely chance alone decides a claim that is counted so: that it holds, or that it does not."""
        every = [self._replace(k=k) for k in range(self.n + 1)]
        likely = [self._agree(k) - self._agree(k + 1) for k in range(self.n + 1)]
        return sum(p for p, each in zip(likely, every, strict=True) if each.outcome is not Outcome.OPEN)

    def _agree(self, k):
        """How likely chance alone makes the claim true in ``k`` or more."""
        p = self.chance
        return sum(comb(self.n, j) * p**j * (1 - p) ** (self.n - j) for j in range(k, self.n + 1))

    @property
    def word(self):
        """Say what becomes of it: *holds*."""
        return ALL[self.outcome] if self.of == "claims" else WORDS[self.outcome][0]

    @property
    def sentence(self):
        """Say the same as a sentence: *The claim holds.*"""
        return WORDS[self.outcome][1]

    @property
    def told(self):
        """Say it as the ledger does, with what was counted: *It holds, in 9 of 10 seeds.*"""
        if self.low is not None:
            return CHANGED[self.outcome](low=self.low, high=self.high)
        says = OF_CLAIMS if self.of == "claims" else TOLD
        return says[self.outcome](counted=COUNTED[self.of](k=self.k, n=self.n))

    @property
    def short(self):
        """Say it with its numbers, where a head says what they count: *holds (9 of 10)*."""
        if self.low is not None:
            return say("{word} ({low:+.1f} to {high:+.1f} %)", word=self.word, low=self.low, high=self.high)
        return say("{word} ({k} of {n})", word=self.word, k=self.k, n=self.n)

    def __str__(self):
        """Say it with what was counted: *holds (9 of 10 seeds)*."""
        if self.low is not None:
            return self.short
        return say("{word} ({counted})", word=self.word, counted=COUNTED[self.of](k=self.k, n=self.n))
