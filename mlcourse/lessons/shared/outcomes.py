"""What came out of the experiments: the truth that a bet is held against."""

from functools import cache

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.experiments import claims
from mlcourse.experiments.claims import Verdict
from mlcourse.experiments.results import Losses, committed


@cache
def computed_before(of):
    """Return the losses by model that were computed before, on all of 2021 or of 2017-2020."""
    return Losses(committed()[0], of)


def verdict(claim, **way):
    """Return the verdict on a claim of the lecture, from the results in the repository."""
    return claims.verdict(claim, committed()[0], **way)


def told(found, of="seeds"):
    """Say a verdict, and what it counts: *holds (9 of 10 seeds)*."""
    return f"{found.word} ({found.k} of {found.n} {of})"


def by_month(one, other, rows):
    """Say whether ``one`` is closer to the labels of ``rows`` than ``other``, and in how many of their months it is."""
    months = rows.dates.astype("datetime64[M]")
    closer = np.abs(other - rows.label) - np.abs(one - rows.label)
    ahead = [closer[months == month].mean() > 0 for month in np.unique(months)]
    return told(Verdict(int(sum(ahead)), len(ahead)), "months")


def change_on_2021(other, one):
    """Compare two models on 2021: by how many per cent the median changes, and both in words."""
    unseen = computed_before("unseen")
    medians = f"{unseen.median(other):.3f}k, and {unseen.median(one):.3f}k"
    words = f"Medians over {len(unseen[one])} seeds on 2021, computed before: {medians}"
    return 100 * (unseen.median(one) / unseen.median(other) - 1), words


def losses_of_the_lecture(models):
    """Say the lecture's own L of each of these models."""
    return [f"{LECTURE[model][0]:.2f}k" for model in models]


def in_the_lecture(other, one):
    """Say how the lecture's own L′ falls from one model to a better one, or that both have the same."""
    (_, before), (_, after) = LECTURE[other], LECTURE[one]
    if before == after:
        return f"In the lecture both had {after:.2f}k."
    return f"In the lecture it fell from {before:.2f}k to {after:.2f}k, by {100 * (1 - after / before):.0f} %."
