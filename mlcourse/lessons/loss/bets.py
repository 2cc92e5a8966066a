"""Lesson 2, loss and error surface: the claims that are bet on."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.lessons.shared.days import training_rows
from mlcourse.lessons.shared.outcomes import by_month
from mlcourse.losses import mae
from mlcourse.practice.asked import Bet
from mlcourse.words import say

CLAIMS = {"week_or_line": say("A dumb rule beats the line")}


def week_or_line():
    """Bet: does *as last week*, without a parameter, beat the best line? In how many years?"""
    rows = training_rows(7)
    (w,), b = best(rows.X[:, 0], rows.label)
    week, line = functions.as_last_week(rows.X), functions.line(rows.X[:, 0], w, b)
    on = [(year, rows.dates.astype("datetime64[Y]") == np.datetime64(str(year))) for year in range(2017, 2021)]
    years = [(year, mae(week[days], rows.label[days]), mae(line[days], rows.label[days])) for year, days in on]
    told = [say("{year} {week:.2f}k against {line:.2f}k", year=y, week=week, line=line) for y, week, line in years]
    return Bet(
        "loss.week_or_line",
        say("“As last week” has no parameters. In how many of the four years does it beat the best line?"),
        [0, 1, 2, 3, 4],
        truth=sum(week < line for _, week, line in years),
        why=say("As last week against the line: {years}.", years=", ".join(told)),
        found=by_month(week, line, rows),
    )
