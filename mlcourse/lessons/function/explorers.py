"""Lesson 1, function: its explorers, in the order of the lesson."""

from mlcourse.lessons.function.board import board
from mlcourse.lessons.function.fit import fit
from mlcourse.lessons.function.kinds import outputs
from mlcourse.lessons.function.line import line
from mlcourse.lessons.shared.timeline import timeline

__all__ = [
    "board",
    "fit",
    "line",
    "outputs",
    "timeline",
]
