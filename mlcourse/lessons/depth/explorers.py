"""Lesson 6, depth and overfitting: its explorers, in the order of the lesson."""

from mlcourse.lessons.depth.by_heart import by_heart
from mlcourse.lessons.depth.deep_or_fat import deep_or_fat
from mlcourse.lessons.depth.deeper import learning
from mlcourse.lessons.depth.depths import depths
from mlcourse.lessons.depth.derivative import derivative
from mlcourse.lessons.depth.folded import folded, unfolded
from mlcourse.lessons.depth.hand_in import defended, opened
from mlcourse.lessons.depth.late import late
from mlcourse.lessons.depth.layers import layers, named
from mlcourse.lessons.depth.overfitting import overfitting
from mlcourse.lessons.depth.tables import tables
from mlcourse.lessons.depth.tomorrow import tomorrow
from mlcourse.lessons.depth.validation import validation
from mlcourse.lessons.depth.way_back import way_back
from mlcourse.lessons.depth.wrong_days import by_holiday, linear_with, worst_days
from mlcourse.lessons.shared.timeline import timeline

__all__ = [
    "by_heart",
    "by_holiday",
    "deep_or_fat",
    "defended",
    "depths",
    "derivative",
    "folded",
    "late",
    "layers",
    "learning",
    "linear_with",
    "named",
    "opened",
    "overfitting",
    "tables",
    "timeline",
    "tomorrow",
    "unfolded",
    "validation",
    "way_back",
    "worst_days",
]
