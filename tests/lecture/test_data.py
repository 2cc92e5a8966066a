"""The counts against the csv module and the calendar; features and labels against plain loops."""

import csv
import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse import data
from mlcourse.data.holidays import holidays

with data.FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
MONDAY_TO_SUNDAY = np.arange("2021-03-01", "2021-03-08", dtype="datetime64[D]")


@pytest.fixture
def views():
    return data.load_views()


@pytest.mark.parametrize("article", ["standard_deviation", "periodic_table"])
def test_load_views_gives_every_row_of_the_file_in_thousands(article):
    dates, views = data.load_views(article)
    assert dates.dtype == "datetime64[D]"
    assert views.dtype == np.float64
    assert [str(date) for date in dates] == [row["date"] for row in ROWS]
    assert views.tolist() == [int(row[article]) / 1000 for row in ROWS]


def test_the_first_and_the_last_day_and_every_day_between_are_there(views):
    first, last = datetime.date(2017, 1, 1), datetime.date(2024, 11, 8)
    days = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    assert views.dates.tolist() == days


def test_25_july_2017_is_the_spike_of_23_thousand(views):
    day = data.during(views, "2017-07-25")
    assert day.views.tolist() == [23.426]
    assert day.views[0] == max(views.views)


def test_saturday_has_0_62_and_sunday_0_69_of_an_average_day(views):
    weekdays = np.array([datetime.date.fromisoformat(row["date"]).weekday() for row in ROWS])
    share = [views.views[weekdays == day].mean() / views.views.mean() for day in (5, 6)]
    assert share == pytest.approx([0.62, 0.69], abs=0.006)


def test_christmas_day_is_the_lowest_day_of_2021(views):
    dates, counts = data.during(views, 2021)
    assert str(dates[counts.argmin()]) == "2021-12-25"


def test_an_unknown_article_is_named_with_the_articles_there_are():
    with pytest.raises(ValueError, match=r"'Mode'.*choose one of 'standard_deviation', 'periodic_table'"):
        data.load_views("Mode")


def test_lagged_puts_yesterday_first():
    examples = data.lagged(MONDAY_TO_SUNDAY, [1, 2, 3, 4, 5, 6, 7], 3)
    assert examples.X.tolist() == [[3, 2, 1], [4, 3, 2], [5, 4, 3], [6, 5, 4]]
    assert examples.label.tolist() == [4, 5, 6, 7]
    assert examples.dates.astype(str).tolist() == ["2021-03-04", "2021-03-05", "2021-03-06", "2021-03-07"]


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=40), st.data())
def test_each_feature_is_the_view_so_many_days_before_the_label(views, choose):
    days = choose.draw(st.integers(1, len(views) - 1))
    dates = np.datetime64("2020-02-20") + np.arange(len(views))
    X, y, labelled = data.lagged(dates, views, days)
    assert X.shape == (len(views) - days, days)
    assert y.tolist() == views[days:]
    assert labelled.tolist() == dates[days:].tolist()
    assert all(X[n, j] == views[days + n - 1 - j] for n in range(len(y)) for j in range(days))


def test_changing_examples_leaves_the_views_as_they_were(views):
    before = views.views.copy()
    X, y, dates = data.lagged(*views, 7)
    X[:], y[:], dates[:] = 0, 0, np.datetime64("2000-01-01")
    assert np.array_equal(views.views, before)
    assert str(views.dates[-1]) == "2024-11-08"


@pytest.mark.parametrize("days", [0, -1, 1.0, True, "7", None])
def test_days_must_be_a_whole_number_from_1(views, days):
    with pytest.raises(ValueError, match=f"days is {days!r}: give a whole number"):
        data.lagged(*views, days)


@pytest.mark.parametrize(
    ("n", "told"), [(0, "0 days of views are"), (1, "1 day of views is"), (7, "7 days of views are")]
)
def test_too_few_days_says_how_many_are_needed(n, told):
    with pytest.raises(ValueError, match=f"{told} too few for days=7: give at least 8"):
        data.lagged(MONDAY_TO_SUNDAY[:n], np.ones(n), 7)


@pytest.mark.parametrize("count", [-0.5, np.nan, np.inf])
def test_an_impossible_count_is_named_with_its_first_date(count):
    with pytest.raises(ValueError, match=f"the views of 2021-03-03 are {count}: give a finite count"):
        data.lagged(MONDAY_TO_SUNDAY, [1, 2, count, 4, 5, count, 7], 1)


@pytest.mark.parametrize("order", [[0, 1, 3, 4], [0, 1, 1, 2], [0, 1, 0, 1]], ids=["gap", "twice", "backwards"])
def test_days_that_do_not_follow_each_other_are_named(order):
    dates = MONDAY_TO_SUNDAY[order]
    with pytest.raises(ValueError, match=f"after 2021-03-02 comes {dates[2]}: give every day once"):
        data.lagged(dates, np.ones(4), 1)


@pytest.mark.parametrize("views", [np.ones(6), np.ones((7, 1)), 1.0])
def test_dates_and_views_of_different_shape_are_refused(views):
    with pytest.raises(ValueError, match="differ in shape"):
        data.lagged(MONDAY_TO_SUNDAY, views, 1)


@pytest.mark.parametrize(("days", "n"), [(1, 1460), (7, 1454), (28, 1433), (56, 1405)])
def test_2017_to_2020_has_1461_days_less_the_first_ones(views, days, n):
    training = data.during(data.lagged(*views, days), 2017, 2020)
    assert training.X.shape == (n, days)
    assert str(training.dates[-1]) == "2020-12-31"


def test_2021_has_all_its_labels_and_reaches_back_for_its_features(views):
    unseen = data.during(data.lagged(*views, 56), 2021)
    assert unseen.X.shape == (365, 56)
    assert str(unseen.dates[0]) == "2021-01-01"
    assert unseen.X[0, 0] == int(next(row for row in ROWS if row["date"] == "2020-12-31")["standard_deviation"]) / 1000


@pytest.mark.parametrize(
    ("window", "first", "last", "n"),
    [
        ((2020,), "2020-01-01", "2020-12-31", 366),
        ((2022, 2024), "2022-01-01", "2024-11-08", 365 + 365 + 313),
        (("2020-02",), "2020-02-01", "2020-02-29", 29),
        (("2020-12", "2021-01"), "2020-12-01", "2021-01-31", 62),
        (("2021-01-01", "2021-02-14"), "2021-01-01", "2021-02-14", 45),
        ((datetime.date(2021, 3, 1), np.datetime64("2021-03-07")), "2021-03-01", "2021-03-07", 7),
    ],
)
def test_a_window_is_years_months_or_days_both_ends_included(views, window, first, last, n):
    inside = data.during(views, *window)
    assert [str(inside.dates[0]), str(inside.dates[-1]), len(inside.views)] == [first, last, n]


@pytest.mark.parametrize("window", [(2016,), (2021, 2020), (2031, 2040)])
def test_a_window_without_a_day_says_which_days_there_are(views, window):
    with pytest.raises(ValueError, match=r"no day lies between .* from 2017-01-01 to 2024-11-08"):
        data.during(views, *window)


@pytest.mark.parametrize("when", ["spring", "2021-13", "2021-01-01T12:00", None, 2021.5])
def test_what_is_not_a_date_is_named(views, when):
    with pytest.raises(ValueError, match=r"is not a date: give a year 2021, a month '2021-02' or a day"):
        data.during(views, 2017, when) if when else data.during(views, when)


@given(st.dates())
def test_weekday_agrees_with_the_calendar(date):
    assert data.weekday(date) == date.weekday()


def test_whole_weeks_run_from_monday_to_sunday(views):
    weeks = data.whole_weeks(*data.during(views, 2017, 2020))  # Sunday 1 January to Thursday 31 December: 208 weeks
    thousands = [int(row["standard_deviation"]) / 1000 for row in ROWS]
    assert datetime.date(2017, 1, 2).weekday() == 0
    assert weeks.tolist() == [thousands[1 + 7 * n : 8 + 7 * n] for n in range(208)]


def test_six_days_hold_no_whole_week():
    with pytest.raises(ValueError, match="6 days of views hold no whole week"):
        data.whole_weeks(MONDAY_TO_SUNDAY[1:], np.ones(6))


def test_holidays_stand_where_a_calendar_has_them():
    known = {
        "2017-01-16": "Martin Luther King Day",
        "2018-05-28": "Memorial Day",
        "2019-09-02": "Labor Day",
        "2020-02-17": "Presidents’ Day",
        "2020-12-31": "New Year’s Eve",
        "2021-05-31": "Memorial Day",
        "2021-11-25": "Thanksgiving",
        "2024-07-04": "Independence Day",
        "2021-11-24": "",
        "2020-02-29": "",
    }
    assert holidays(list(known)).tolist() == list(known.values())


def test_every_year_has_as_many_holidays():
    for year in range(2016, 2026):
        days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
        assert np.sum(holidays(days) != "") == 10


def test_the_lectures_best_weights_are_one_for_each_day():
    assert set(data.LECTURE_BEST) < set(data.LECTURE)
    for days, model in ((1, "linear, 1 day"), (7, "linear, 7 days")):
        w, b = data.LECTURE_BEST[model]
        assert len(w) == days
        assert 0 < b < 1
    assert data.LECTURE_BEST["linear, 1 day"] == ((0.97,), 0.1)
