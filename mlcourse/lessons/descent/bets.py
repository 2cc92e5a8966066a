"""Lesson 3, gradient descent: the claims that are bet on."""

from functools import cache

import numpy as np

from mlcourse.data import LECTURE, during, lagged, load_views
from mlcourse.fits import best
from mlcourse.lessons.shared.outcomes import in_the_lecture, verdict
from mlcourse.losses import mae
from mlcourse.practice.asked import Bet
from mlcourse.verdict import Verdict
from mlcourse.words import say

CLAIMS = {
    "unseen_is_worse": say("Unseen is worse than seen"),
    "seven_days_help": say("Seven days help"),
    "fifty_six_add_nothing": say("56 days add nothing to 28"),
}


@cache
def _unseen_losses(days):
    train, unseen = (during(lagged(*load_views(), days), *years) for years in ((2017, 2020), (2021,)))
    w, b = best(train.X, train.label)
    return mae(unseen.X @ w + b, unseen.label)


def unseen_is_worse():
    """Bet: the line was found on 2017-2020. Is it worse on 2021? What is L′, in per cent of L?"""
    seen, unseen = (during(lagged(*load_views(), 1), *years) for years in ((2017, 2020), (2021,)))
    w, b = best(seen.X, seen.label)
    off = np.abs(unseen.X @ w + b - unseen.label)
    L, months = mae(seen.X @ w + b, seen.label), unseen.dates.astype("datetime64[M]")
    worse = [off[months == month].mean() > L for month in np.unique(months)]
    why = say(
        "L′ = {unseen:.2f}k, {share:.0f} % of L = {L:.2f}k. Fewer people read the page in 2021, {now:.1f}k a day and "
        "not {then:.1f}k, and where there is less there is less to be wrong by. In the lecture L was {lecture:.2f}k, "
        "and L′ {lecture_unseen:.2f}k.",
        **{"unseen": off.mean(), "share": 100 * off.mean() / L, "L": L, "now": unseen.label.mean()},
        **{"then": seen.label.mean()},
        **dict(zip(("lecture", "lecture_unseen"), LECTURE["linear, 1 day"], strict=True)),
    )
    return Bet(
        "descent.unseen_is_worse",
        say("The line was found on 2017 to 2020. On 2021, which it has not seen, what is L′ in per cent of L?"),
        [40, 70, 100, 130, 200],
        truth=100 * off.mean() / L,
        why=why,
        found=Verdict(int(sum(worse)), len(worse), "months"),
        unit=" %",
    )


def seven_days_help():
    """Bet: the lecture says that seven days help. By how much do they lower L′ on all of 2021, in per cent?"""
    one, seven = _unseen_losses(1), _unseen_losses(7)
    fall = 100 * (1 - seven / one)
    ours = say("From {one:.2f}k to {seven:.2f}k, by {fall:.0f} %.", one=one, seven=seven, fall=fall)
    return Bet(
        "descent.seven_days_help",
        say("Seven days instead of one: by how many per cent does L′ fall on 2021?"),
        [0, 15, 30, 60],
        truth=fall,
        why=f"{ours} {in_the_lecture('linear, 1 day', 'linear, 7 days')}",
        found=verdict("seven_days_help"),
        unit=" %",
    )


def fifty_six_add_nothing():
    """Bet: the lecture says that 56 days add nothing to 28. By how much do they lower L′ here, in per cent?"""
    few, many = _unseen_losses(28), _unseen_losses(56)
    fall = 100 * (1 - many / few)
    ours = say("From {few:.3f}k to {many:.3f}k, by {fall:.1f} %.", few=few, many=many, fall=fall)
    return Bet(
        "descent.fifty_six_add_nothing",
        say("56 days instead of 28: by how many per cent does L′ fall on 2021?"),
        [0, 10, 25, 50],
        truth=fall,
        why=f"{ours} {in_the_lecture('linear, 28 days', 'linear, 56 days')}",
        found=verdict("eight_weeks_add_nothing"),
        unit=" %",
    )
