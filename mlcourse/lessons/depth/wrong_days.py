"""6.3 The days on which a model is most wrong."""

import numpy as np

from mlcourse.data.holidays import holidays
from mlcourse.fits import best
from mlcourse.lessons.shared.days import spelled
from mlcourse.page import Table


def worst_days(rows, predicted, count=8):
    """List the days on which a prediction is most wrong: what came, what was predicted, and which day it was."""
    wrong, names = predicted - rows.label, _named(rows.dates)
    order = np.argsort(-np.abs(wrong))[:count]
    told = [
        [
            spelled(rows.dates[n], day=True),
            f"{rows.label[n]:.2f}k",
            f"{predicted[n]:.2f}k",
            f"{wrong[n]:+.2f}k".replace("-", "−"),
            names[n],
        ]
        for n in order
    ]
    return Table(["day", "came", "predicted", "too high by", "what day it was"], told)


def _named(dates):
    """Name each date: a holiday, the day after one, or nothing."""
    today, before = holidays(dates), holidays(np.asarray(dates) - 1)
    return [name or (f"the day after {last}" if last else "") for name, last in zip(today, before, strict=True)]


def by_holiday(rows, **predicted):
    """Show the mean errors on holidays, on the days after them and on all other days, for predictions by name."""
    today, before = holidays(rows.dates) != "", holidays(rows.dates - 1) != ""
    kinds = {"holidays": today, "the day after": before & ~today, "other days": ~today & ~before}
    told = [
        [name.replace("_", " "), *(f"{np.abs(said - rows.label)[days].mean():.2f}k" for days in kinds.values())]
        for name, said in predicted.items()
    ]
    return Table(["mean error", *(f"{name} ({days.sum()})" for name, days in kinds.items())], told)


def told(feature, seen, unseen):
    """Predict the ``unseen`` days by a linear model that is shown the reader's ``feature`` of the dates as well.

    ``feature`` takes dates, (N,), and returns a number or a row for each. Returns ``{name: predictions}``, for
    `by_holiday`; nothing while the feature returns ``...``, not tried yet.
    """
    if feature(seen.dates) is ...:
        return {}
    X, asked = (np.column_stack([rows.X, feature(rows.dates)]) for rows in (seen, unseen))
    w, b = best(X, seen.label)
    return {"linear, told of holidays": asked @ w + b}
