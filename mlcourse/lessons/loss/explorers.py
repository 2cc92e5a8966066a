"""Lesson 2, loss and error surface: its explorers, in the order of the lesson."""

from mlcourse.lessons.loss.brute_force import brute_force
from mlcourse.lessons.loss.cross_entropy import certainty, weekday_or_weekend
from mlcourse.lessons.loss.errors import errors
from mlcourse.lessons.loss.landscape import landscape, landscape_3d
from mlcourse.lessons.loss.sinking import sinking
from mlcourse.lessons.loss.ten_days import ten_days

__all__ = [
    "brute_force",
    "certainty",
    "errors",
    "landscape",
    "landscape_3d",
    "sinking",
    "ten_days",
    "weekday_or_weekend",
]
