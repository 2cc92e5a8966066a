"""6.3 The days on which a model is most wrong."""

import numpy as np

from mlcourse.data.holidays import holidays
from mlcourse.fits import best
from mlcourse.lessons.depth.features import columns, takes_views
from mlcourse.page import Table
from mlcourse.words import InputError, dated, number, say


def worst_days(rows, predicted, count=8):
    """List the days on which a prediction is most wrong: what came, what was predicted, and which day it was."""
    wrong, names = predicted - rows.label, _named(rows.dates)
    order = np.argsort(-np.abs(wrong))[:count]
    table = [
        [
            dated(rows.dates[n], "full"),
            f"{rows.label[n]:.2f}k",
            f"{predicted[n]:.2f}k",
            f"{number(wrong[n], '+.2f')}k",
            names[n],
        ]
        for n in order
    ]
    head = [say("day"), say("came"), say("predicted"), say("too high by"), say("what day it was")]
    return Table(head, table)


def _named(dates):
    """Name each date: a holiday, the day after one, or none of these."""
    today, before = holidays(dates), holidays(np.asarray(dates) - 1)
    return [
        name or (say("the day after {holiday}", holiday=last) if last else say("no holiday"))
        for name, last in zip(today, before, strict=True)
    ]


def by_holiday(rows, **predicted):
    """Show the mean errors on holidays, on the days after them and on others, and on all, for predictions by name."""
    today, before = holidays(rows.dates) != "", holidays(rows.dates - 1) != ""
    kinds = [today, before & ~today, ~today & ~before]
    table = [
        [name.replace("_", " "), *(f"{off[days].mean():.2f}k" for days in kinds), f"{off.mean():.3f}k"]
        for name, off in ((name, np.abs(said - rows.label)) for name, said in predicted.items())
    ]
    count, count_after, count_other = (days.sum() for days in kinds)
    head = [
        say("mean error"),
        say("holidays ({count})", count=count),
        say("the day after ({count})", count=count_after),
        say("other days ({count})", count=count_other),
        say("all days, L′"),
    ]
    return Table(head, table)


def linear_with(feature, seen, unseen):
    """Predict the ``unseen`` days by a linear model that is shown the reader's ``feature`` as well.

    ``feature`` takes dates, (N,), or dates and the views of the days before, (N, days), and returns a number or a row
    for each. Returns ``{name: predictions}``, for `by_holiday`; nothing while it returns ``...``, not tried yet. Raises
    a ValueError for one that cannot be used.
    """
    of_views = takes_views(feature)
    (X, hint), (asked, _) = (columns(feature, rows, of_views) for rows in (seen, unseen))
    if hint is ...:
        return {}
    if hint:
        raise InputError(hint)
    w, b = best(X, seen.label)
    return {say("linear, told in shares") if of_views else say("linear, told of holidays"): asked @ w + b}
