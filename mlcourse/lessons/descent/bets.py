"""Lesson 3, gradient descent: the claims that are bet on."""

from functools import cache

from mlcourse.data import during, lagged, load_views
from mlcourse.fits import best
from mlcourse.lessons.shared.outcomes import in_the_lecture, verdict
from mlcourse.losses import mae
from mlcourse.practice.asked import Bet
from mlcourse.words import say

CLAIMS = {
    "seven_days_help": say("Seven days help"),
    "fifty_six_add_nothing": say("56 days add nothing to 28"),
}


@cache
def _unseen_losses(days):
    train, unseen = (during(lagged(*load_views(), days), *years) for years in ((2017, 2020), (2021,)))
    w, b = best(train.X, train.label)
    return mae(unseen.X @ w + b, unseen.label)


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
        [0, 2, 10, 30],
        truth=fall,
        why=f"{ours} {in_the_lecture('linear, 28 days', 'linear, 56 days')}",
        found=verdict("eight_weeks_add_nothing"),
        unit=" %",
    )
