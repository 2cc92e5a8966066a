"""What came out of the experiments: the truth that a bet is held against."""

from functools import cache

from mlcourse import experiments


@cache
def computed_before(of):
    """Return the losses by model that were computed before, on all of 2021 or of 2017-2020."""
    return experiments.Losses(experiments.committed()[0], of)


def verdict(claim, **way):
    """Return the verdict on a claim of the lecture, from the results in the repository."""
    return experiments.verdict(claim, experiments.committed()[0], **way)


def change_on_2021(other, one):
    """Compare two models on 2021: by how many per cent the median changes, and both in words."""
    unseen = computed_before("unseen")
    medians = f"{unseen.median(other):.3f}k, and {unseen.median(one):.3f}k"
    words = f"Medians over {len(unseen[one])} seeds on 2021, computed before: {medians}"
    return 100 * (unseen.median(one) / unseen.median(other) - 1), words
