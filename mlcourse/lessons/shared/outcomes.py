"""What came out of the experiments: the truth that a bet is held against."""

from functools import cache

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.experiments import claims
from mlcourse.experiments.results import Losses, committed
from mlcourse.verdict import Verdict
from mlcourse.words import say


@cache
def computed_before(of, **way):
    """Return the losses by model that were computed before, on all of 2021 or of 2017-2020."""
    return Losses(committed()[0], of, **way)


def verdict(claim, **way):
    """Return the verdict on a claim of the lecture, from the results in the repository."""
    return claims.verdict(claim, committed()[0], **way)


def by_month(one, other, rows):
    """Judge by in how many months of ``rows`` the predictions ``one`` are closer to the labels than ``other``."""
    months = rows.dates.astype("datetime64[M]")
    closer = np.abs(other - rows.label) - np.abs(one - rows.label)
    ahead = [closer[months == month].mean() > 0 for month in np.unique(months)]
    return Verdict(int(sum(ahead)), len(ahead), "months")


def change_on_2021(other, one):
    """Compare two models on 2021: by how many per cent the median changes, and in words what it was and is."""
    unseen = computed_before("unseen")
    was, now = unseen.median(other), unseen.median(one)
    change = 100 * (now / was - 1)
    words = say(
        "Medians over {seeds} seeds on 2021, computed before: {was:.3f}k, and {now:.3f}k: {change:+.1f} %.",
        seeds=len(unseen[one]),
        was=was,
        now=now,
        change=change,
    )
    return change, words


def in_the_lecture(other, one):
    """Say how the lecture's own L′ falls from one model to a better one, or that both have the same."""
    (_, before), (_, after) = LECTURE[other], LECTURE[one]
    if before == after:
        return say("In the lecture both had {loss:.2f}k.", loss=after)
    return say(
        "In the lecture it fell from {before:.2f}k to {after:.2f}k, by {share:.0f} %.",
        before=before,
        after=after,
        share=100 * (1 - after / before),
    )
