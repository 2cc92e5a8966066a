"""Days on which people in the United States do something else; the model knows nothing of them."""

from datetime import date, timedelta

import numpy as np

from mlcourse.words import say

MONDAY, THURSDAY = 0, 3
FIXED = {
    (1, 1): say("New Year’s Day"),
    (7, 4): say("Independence Day"),
    (12, 24): say("Christmas Eve"),
    (12, 25): say("Christmas Day"),
    (12, 31): say("New Year’s Eve"),
}
# The n-th such weekday of a month, or the last one.
MOVING = {
    say("Martin Luther King Day"): (1, MONDAY, 3),
    say("Presidents’ Day"): (2, MONDAY, 3),
    say("Memorial Day"): (5, MONDAY, -1),
    say("Labor Day"): (9, MONDAY, 1),
    say("Thanksgiving"): (11, THURSDAY, 4),
}


def holidays(dates):
    """Name of the holiday that each date is, or "" where it is none; `dates` (N,) of any year, the names (N,)."""
    days = np.asarray(dates, dtype="datetime64[D]").tolist()
    names = {day: name for year in {day.year for day in days} for day, name in _of(year).items()}
    return np.array([names.get(day, "") for day in days])


def _of(year):
    fixed = {date(year, *day): name for day, name in FIXED.items()}
    return fixed | {_nth(year, *rule): name for name, rule in MOVING.items()}


def _nth(year, month, weekday, n):
    first = date(year, month, 1)
    days = [first + timedelta(k) for k in range(31)]
    return [day for day in days if day.month == month and day.weekday() == weekday][n if n < 0 else n - 1]
