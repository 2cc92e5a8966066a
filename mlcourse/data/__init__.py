"""The running question's data: the counts, and how they become features and labels (source: README.md beside this)."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from mlcourse.words import InputError, say, say_many

FILE = Path(__file__).with_name("wikipedia_daily_views.csv")
ONE_DAY = np.timedelta64(1, "D")


class Daily(NamedTuple):
    """Days and the views of each, in thousands; both of shape (N,)."""

    dates: np.ndarray
    views: np.ndarray


class Examples(NamedTuple):
    """Features `X` (N, days), labels (N,) and the labels' dates (N,); views in thousands."""

    X: np.ndarray
    label: np.ndarray
    dates: np.ndarray


def load_views(article="standard_deviation"):
    """Daily views of one article: `dates` (datetime64[D]) and `views` in thousands (float64), both (N,).

    Raises ValueError if there is no such article.
    """
    with FILE.open(encoding="utf-8") as lines:
        _, *articles = next(lines).strip().split(",")
        if article not in articles:
            told = {"article": article, "articles": ", ".join(map(repr, articles))}
            raise InputError(say("there is no article {article!r}: choose one of {articles}", **told))
        table = np.loadtxt(lines, dtype=str, delimiter=",", usecols=(0, 1 + articles.index(article)))
    return Daily(table[:, 0].astype("datetime64[D]"), table[:, 1].astype(float) / 1000)


def lagged(dates, views, days):
    """Examples to learn from: the label is a day's views, its features are the views of the `days` days before.

    `X[n, 0]` is the day before `label[n]`, `X[n, 1]` the day before that, so x₁ is yesterday. The first `days` dates
    have too little before them to be labels. `dates` and `views` are (N + days,); raises ValueError unless they are one
    count a day, finite and not negative, and longer than `days`.
    """
    dates, views = _daily(dates, views)
    if isinstance(days, bool) or not isinstance(days, int | np.integer) or days < 1:
        raise InputError(say("days is {days!r}: give a whole number of days, 1 or more", days=days))
    if len(views) <= days:
        told = {"n": len(views), "days": days, "least": days + 1}
        raise InputError(
            say_many(
                "{n} day of views is too few for days={days}: give at least {least}",
                "{n} days of views are too few for days={days}: give at least {least}",
                **told,
            )
        )
    windows = np.lib.stride_tricks.sliding_window_view(views[:-1], days)
    return Examples(windows[:, ::-1].copy(), views[days:].copy(), dates[days:].copy())


def during(rows, first, last=None):
    """Rows from `first` to `last`, both included, of daily views or of examples (by the date of their label).

    Each end is a year, a month or a day: `during(examples, 2017, 2020)`, `during(examples, "2021-02")` or
    `during(examples, "2021-01-01", "2021-02-14")`. An example's features may reach back before `first`: yesterday is
    known whatever the year. Raises ValueError if an end is not a date, or no row is inside.
    """
    last = first if last is None else last
    start, end = _date(first).astype("datetime64[D]"), (_date(last) + 1).astype("datetime64[D]") - ONE_DAY
    inside = (start <= rows.dates) & (rows.dates <= end)
    if not inside.any():
        told = {"start": str(start), "end": str(end)}
        if not len(rows.dates):
            raise InputError(say("no day lies between {start} and {end}: the data is empty", **told))
        told |= {"first": str(rows.dates[0]), "last": str(rows.dates[-1])}
        raise InputError(
            say(
                "no day lies between {start} and {end}: the data is from {first} to {last}, choose days inside it",
                **told,
            )
        )
    return rows._make(column[inside] for column in rows)


def weekday(dates):
    """Day of the week of each date: 0 is Monday, 6 is Sunday."""
    return (np.asarray(dates, dtype="datetime64[D]").astype(int) + 3) % 7  # day 0, 1970-01-01, was a Thursday


def whole_weeks(dates, views):
    """Whole weeks in daily views: (weeks, 7), Monday first. Raises ValueError as `lagged` does, or without one."""
    dates, views = _daily(dates, views)
    monday = int(-weekday(dates[0]) % 7) if len(dates) else 0
    weeks = (len(views) - monday) // 7
    if weeks < 1:
        raise InputError(
            say_many(
                "{n} day of views holds no whole week: give at least one Monday to Sunday",
                "{n} days of views hold no whole week: give at least one Monday to Sunday",
                n=len(views),
            )
        )
    return views[monday : monday + 7 * weeks].reshape(weeks, 7).copy()


def _daily(dates, views):
    dates, views = np.asarray(dates, dtype="datetime64[D]"), np.asarray(views, dtype=float)
    if dates.ndim != 1 or dates.shape != views.shape:
        told = {"dates": dates.shape, "views": views.shape}
        raise InputError(say("dates {dates} and views {views} differ in shape: give one count for each date", **told))
    for n in np.flatnonzero(~(np.isfinite(views) & (views >= 0)))[:1]:
        told = {"day": str(dates[n]), "views": float(views[n])}
        raise InputError(
            say("the views of {day} are {views!r}: give a finite count, 0 or more, or cut the day off", **told)
        )
    for n in np.flatnonzero(np.diff(dates) != ONE_DAY)[:1]:
        told = {"day": str(dates[n]), "next": str(dates[n + 1])}
        raise InputError(say("after {day} comes {next}: give every day once, in order, or cut at the gap", **told))
    return dates, views


def _date(when):
    try:
        date = np.datetime64(str(when))
    except ValueError:
        date = np.datetime64("NaT")
    if np.datetime_data(date)[0] not in ("Y", "M", "D"):
        raise InputError(
            say("{when!r} is not a date: give a year 2021, a month '2021-02' or a day '2021-02-14'", when=when)
        )
    return date


# The lecture's published losses, (L, L′) in thousands of views of its own channel: L over 2017-2020, L′ over the first
# 45 days of 2021. Hung-yi Lee, Machine Learning 2021; single runs, given there without a seed or a spread.
LECTURE = {
    "linear, 1 day": (0.48, 0.58),
    "linear, 7 days": (0.38, 0.49),
    "linear, 28 days": (0.33, 0.46),
    "linear, 56 days": (0.32, 0.46),
    "10 ReLU": (0.32, 0.45),
    "100 ReLU": (0.28, 0.43),
    "1000 ReLU": (0.27, 0.43),
    "2 layers": (0.18, 0.39),
    "3 layers": (0.14, 0.38),
    "4 layers": (0.10, 0.44),
}
# And its best linear models, (w, b) as `best` returns them: a weight for each day, yesterday first; b in thousands.
LECTURE_BEST = {
    "linear, 1 day": ((0.97,), 0.1),
    "linear, 7 days": ((0.79, -0.31, 0.12, -0.01, -0.10, 0.30, 0.18), 0.05),
}
