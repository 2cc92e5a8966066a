"""Lesson 4, piecewise-linear curves via sigmoids: its explorers, in the order of the lesson."""

from mlcourse.lessons.sigmoids.any_curve import any_curve, own_curve, three_curves, year
from mlcourse.lessons.sigmoids.batch_paths import batch_paths
from mlcourse.lessons.sigmoids.batches import batches
from mlcourse.lessons.sigmoids.bend_yesterday import bend_yesterday
from mlcourse.lessons.sigmoids.build import build
from mlcourse.lessons.sigmoids.learn import learn
from mlcourse.lessons.sigmoids.matrices import matrices
from mlcourse.lessons.sigmoids.one_sigmoid import one_sigmoid, three_numbers
from mlcourse.lessons.sigmoids.optimizers import optimizers
from mlcourse.lessons.sigmoids.own_piece import own_piece
from mlcourse.lessons.sigmoids.soften import soften
from mlcourse.lessons.sigmoids.starts import starts
from mlcourse.lessons.sigmoids.theta import theta
from mlcourse.lessons.sigmoids.week import bend, straight

__all__ = [
    "any_curve",
    "batch_paths",
    "batches",
    "bend",
    "bend_yesterday",
    "build",
    "learn",
    "matrices",
    "one_sigmoid",
    "optimizers",
    "own_curve",
    "own_piece",
    "soften",
    "starts",
    "straight",
    "theta",
    "three_curves",
    "three_numbers",
    "year",
]
