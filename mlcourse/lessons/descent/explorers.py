"""Lesson 3, gradient descent: its explorers, in the order of the lesson."""

from mlcourse.lessons.descent.centring import centring
from mlcourse.lessons.descent.more_days import more_days
from mlcourse.lessons.descent.one_parameter import one_parameter, two_ends
from mlcourse.lessons.descent.random_starts import random_starts
from mlcourse.lessons.descent.sentence import sentence
from mlcourse.lessons.descent.seven_lines import seven_lines
from mlcourse.lessons.descent.shifted import shifted
from mlcourse.lessons.descent.slopes import arg_min, secant
from mlcourse.lessons.descent.steps_of_mae import steps_of_mae
from mlcourse.lessons.descent.three_points import three_points
from mlcourse.lessons.descent.two_parameters import by_mae, two_parameters
from mlcourse.lessons.descent.two_slopes import two_slopes
from mlcourse.lessons.descent.window import window
from mlcourse.lessons.shared.timeline import timeline

__all__ = [
    "arg_min",
    "by_mae",
    "centring",
    "more_days",
    "one_parameter",
    "random_starts",
    "secant",
    "sentence",
    "seven_lines",
    "shifted",
    "steps_of_mae",
    "three_points",
    "timeline",
    "two_ends",
    "two_parameters",
    "two_slopes",
    "window",
]
