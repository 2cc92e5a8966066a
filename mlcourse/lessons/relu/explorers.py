"""Lesson 5, ReLU: its explorers, in the order of the lesson."""

from mlcourse.lessons.relu.classes import classes
from mlcourse.lessons.relu.draws import draws
from mlcourse.lessons.relu.exact_pair import exact_pair
from mlcourse.lessons.relu.places import places
from mlcourse.lessons.relu.race import race
from mlcourse.lessons.relu.swap import swap
from mlcourse.lessons.relu.two_relus import two_relus
from mlcourse.lessons.relu.widths import learning

__all__ = [
    "classes",
    "draws",
    "exact_pair",
    "learning",
    "places",
    "race",
    "swap",
    "two_relus",
]
