"""Explorers: pictures the reader moves, in the order of the lessons."""

from mlcourse.explorers.descent import (
    centring,
    more_days,
    one_parameter,
    random_starts,
    sentence,
    seven_lines,
    steps_of_mae,
    two_parameters,
    two_slopes,
    window,
)
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
    "centring",
    "certainty",
    "errors",
    "fit",
    "landscape",
    "landscape_3d",
    "leaderboard",
    "line",
    "more_days",
    "one_parameter",
    "outputs",
    "random_starts",
    "sentence",
    "seven_lines",
    "sinking",
    "steps_of_mae",
    "ten_days",
    "timeline",
    "two_parameters",
    "two_slopes",
    "weekday_or_weekend",
    "window",
]
