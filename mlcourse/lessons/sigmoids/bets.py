"""Lesson 4, piecewise-linear curves via sigmoids: the claims that are bet on."""

from functools import cache

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.fits import best_heights
from mlcourse.lessons.shared.outcomes import by_month
from mlcourse.losses import mae
from mlcourse.practice.asked import Bet
from mlcourse.words import say

CLAIMS = {"bending_yesterday": say("50 pieces beat a line")}


@cache
def _bent(pieces):
    """Return what a bent curve of yesterday → today says of 2017-2020 and of 2021."""
    seen, unseen = _seen_and_unseen()
    x = seen.X[:, 0]
    fit = best_heights(x, seen.label, np.quantile(x, np.linspace(0, 1, pieces + 1)))
    return [functions.red(rows.X[:, 0], *fit, functions.hard_sigmoid) for rows in (seen, unseen)]


@cache
def _seen_and_unseen():
    return [during(lagged(*load_views(), 1), *years) for years in ((2017, 2020), (2021,))]


def bending_yesterday():
    """Bet: fifty pieces instead of a line, yesterday → today. What happens to the loss on days not seen?"""
    both = _seen_and_unseen()
    (L, unseen), (bent, bent_unseen) = (
        [mae(said, rows.label) for said, rows in zip(_bent(pieces), both, strict=True)] for pieces in (1, 50)
    )
    change = 100 * (bent_unseen / unseen - 1)
    return Bet(
        "sigmoids.bending_yesterday",
        say("Yesterday → today, 50 pieces instead of a line. By how many per cent does L′ on 2021 change?"),
        [-30, -10, 0, 10, 30],
        truth=change,
        why=say(
            "L falls from {L:.2f}k to {bent:.2f}k, but L′ goes from {unseen:.2f}k to {bent_unseen:.2f}k, "
            "{change:+.0f} %. The relation is nearly straight, so the bends follow the noise of the days they saw.",
            L=L,
            bent=bent,
            unseen=unseen,
            bent_unseen=bent_unseen,
            change=change,
        ),
        found=by_month(_bent(50)[1], _bent(1)[1], both[1]),
        unit=" %",
    )
