"""4.3 Any continuous curve, and a jump."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import well_placed
from mlcourse.interact.controls import choice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import recent
from mlcourse.lessons.shared.curves import CURVES, FINE, WIDE, called, over
from mlcourse.lessons.sigmoids import steps
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

POINTS = 50

LARGEST = 1e-3, 16.0  # errors: from here to here, and further where one is larger

PLACED = {"well": "prediction", "evenly": "data"}  # and their colours

WAYS = {"well": say("well placed"), "evenly": say("evenly")}


def year(dates, views):
    """Return the year's smoothed views as a curve of ``x`` from 0 to 12 (months): the mean of 31 days of each year.

    ``dates`` and ``views`` (thousands) are daily.
    """
    day = (dates - dates.astype("datetime64[Y]")).astype(int)
    means = np.array([views[day == d].mean() for d in range(365)])
    smooth = np.convolve(np.tile(means, 3), np.ones(31) / 31, "same")[365 - 1 : 2 * 365 + 1]
    return lambda x: np.interp(x, np.linspace(0, WIDE, len(smooth)), smooth)


def three_curves():
    """Show the course's own curves, before anything is asked about them."""

    def draw():
        says = say("Three curves: a [sine|target], a [bump|target], and a [staircase|target].")
        return Scene(*[over(name, FINE, curve(FINE)) for name, curve in CURVES.items()], says=says)

    return Explorer(draw)


def any_curve(**more):
    """Choose a curve and how many of its points are joined by straight lines; its error falls, unless it jumps.

    ``more`` curves, by name, take an array of ``x`` from 0 to 12; they may be the reader's own.
    """
    curves = CURVES | more
    joined = recent(len(curves))(lambda name: _joined(predictions(curves[name], FINE, {})))

    def draw(curve, placed, n):
        y, fits, off = joined(curve)
        corners = fits[placed][n - 1]
        spline = Line(FINE, functions.spline(FINE, corners), role="prediction", width=2)
        return Scene(
            over(curve, FINE, y, spline, Dots(*corners.T, role="prediction", size=4)),
            _largest_errors(off, placed, n),
            says=_said(called(curve), n, {way: off[way][n - 1] for way in PLACED}, placed),
            facts={"off": off[placed], "off_now": off[placed][n - 1], **{way: off[way][n - 1] for way in PLACED}},
        )

    curve = choice({each: called(each) for each in curves})
    n = slider(1, POINTS, 6, step=1)
    return Explorer(draw, curve=curve, placed=choice(WAYS), n=n).with_steps(steps.ANY_CURVE)


def own_curve(**mine):
    """Join points of a curve of the reader's own, by its name: as `any_curve`, which opens on it."""
    (name,) = mine
    return any_curve(**mine).at(curve=name).with_steps(())


def _said(curve, n, off, placed):
    """Say how far from the ``curve`` the pieces between ``n`` points are, ``placed`` like this, and in either way."""
    first = say_many(
        "{n} point, joined by [{pieces}|prediction]: nowhere further from [{curve}|target] than [{off:.3f}|error].",
        "{n} points, joined by [{pieces}|prediction]: nowhere further from [{curve}|target] than [{off:.3f}|error].",
        n=n,
        pieces=say_many("{n} blue piece", "{n} blue pieces", n=n - 1),
        curve=curve,
        off=off[placed],
    )
    return " ".join([first, say("(well placed: {well:.3f}, evenly: {evenly:.3f}.)", **off)])


def _joined(y):
    """Join 1 to `POINTS` points of a curve in each of the ways of `PLACED`: ``(y, corners, largest errors)``."""
    well = [FINE[places] for places in well_placed(FINE, y, POINTS, among=slice(None, None, 5))]
    even = [[WIDE / 2], *(np.linspace(0, WIDE, n) for n in range(2, POINTS + 1))]
    fits = [[np.column_stack([x, np.interp(x, FINE, y)]) for x in places] for places in (well, even)]
    off = [[np.abs(functions.spline(FINE, corners) - y).max() for corners in way] for way in fits]
    return y, dict(zip(PLACED, fits, strict=True)), dict(zip(PLACED, np.array(off), strict=True))


def _largest_errors(off, placed, n):
    """Draw the largest error over the number of points, for each way; ``n`` points ``placed`` in one way are chosen."""
    counts, sides, (low, high) = np.arange(1, POINTS + 1), ("below", "above"), LARGEST
    highest = max(high, *(1.5 * each.max() for each in off.values()))  # a curve of the reader's may jump far
    off = {way: np.maximum(each, low / 2) for way, each in off.items()}
    return Panel(
        *[Line(counts, off[way], role=role, width=2) for way, role in PLACED.items()],
        *[
            Text(POINTS, off[way][-1], WAYS[way], role=role, side=side)
            for (way, role), side in zip(PLACED.items(), sides, strict=True)
        ],
        Dots([n], [off[placed][n - 1]], role="error", size=6),
        x=Axis(say("number of points n"), (0, POINTS + 1)),
        y=Axis(say("largest error"), (low, highest), scale="log"),
    )
