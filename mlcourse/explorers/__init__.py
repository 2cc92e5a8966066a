"""Explorers: pictures the reader moves, in the order of the lessons."""

from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.function import fit, line, outputs, timeline
from mlcourse.explorers.loss import (
    brute_force,
    certainty,
    errors,
    landscape,
    landscape_3d,
    leaderboard,
    sinking,
    ten_days,
    weekday_or_weekend,
)

__all__ = [
    "Explorer",
    "brute_force",
    "certainty",
    "errors",
    "fit",
    "landscape",
    "landscape_3d",
    "leaderboard",
    "line",
    "outputs",
    "sinking",
    "ten_days",
    "timeline",
    "weekday_or_weekend",
]
