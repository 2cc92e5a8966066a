"""Exact fits against their duals, against all that could be better, and against plain loops."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse import data, fits, functions
from mlcourse.losses import cross_entropy, mae, mse

# The exact best.


@pytest.mark.parametrize("days", [1, 7, 56])
def test_the_best_for_mae_leaves_no_gap_to_the_dual(days):
    examples = data.during(data.lagged(*data.load_views(), days), 2017, 2020)
    A = np.column_stack([np.ones(len(examples.label)), examples.X])
    theta, dual = fits._least_absolute(A, examples.label)
    assert abs(mae(A @ theta, examples.label) - dual) < 1e-9


def test_the_best_for_mse_has_no_slope_left():
    examples = data.during(data.lagged(*data.load_views(), 7), 2017, 2020)
    w, b = fits.best(examples.X, examples.label, loss=mse)
    residuals = b + examples.X @ w - examples.label
    assert abs(residuals.mean()) < 1e-9
    assert np.abs(examples.X.T @ residuals).max() / len(residuals) < 1e-9


@given(st.integers(0, 1000))
def test_no_line_through_two_points_beats_the_best_for_mae(seed):
    rng = np.random.default_rng(seed)
    x, label = rng.uniform(0, 10, 8), rng.uniform(0, 10, 8)
    (w,), b = fits.best(x, label)
    least = mae(b + w * x, label)
    for i, j in itertools.combinations(range(8), 2):  # one of these is the best: an optimum goes through two points
        slope = (label[j] - label[i]) / (x[j] - x[i])
        through = label[i] + slope * (x - x[i])
        assert mae(through, label) >= least - 1e-9


def test_the_best_is_not_known_for_every_loss():
    with pytest.raises(ValueError, match="known for mae and mse; this loss is 'cross-entropy'"):
        fits.best([1.0, 2.0], [1.0, 2.0], loss=cross_entropy)
    with pytest.raises(ValueError, match="this loss is '<lambda>'"):
        fits.best([1.0, 2.0], [1.0, 2.0], loss=lambda predicted, label: 0)


@pytest.fixture(scope="module")
def week():
    _, label, dates = data.during(data.lagged(*data.load_views(), 1), 2017, 2020)
    return data.weekday(dates).astype(float), label


def test_with_a_corner_on_every_day_the_best_heights_are_the_medians(week):
    day, label = week
    constant, pieces = fits.best_heights(day, label, np.arange(7.0))
    ours = functions.red(day, constant, pieces, functions.hard_sigmoid)
    free = sum(np.abs(label[day == d] - np.median(label[day == d])).sum() for d in range(7)) / len(day)
    assert mae(ours, label) == pytest.approx(free)


def test_between_two_knots_the_best_heights_are_the_best_line(week):
    day, label = week
    (w,), b = fits.best(day, label)
    constant, pieces = fits.best_heights(day, label, [0.0, 6.0])
    ours = functions.red(day, constant, pieces, functions.hard_sigmoid)
    assert mae(ours, label) == pytest.approx(mae(b + w * day, label))


def test_no_other_heights_are_better(week):
    day, label = week
    constant, pieces = fits.best_heights(day, label, [0.0, 3.0, 4.0, 6.0])
    least = mae(functions.red(day, constant, pieces, functions.hard_sigmoid), label)
    rng = np.random.default_rng(0)
    for _ in range(50):
        others = [(c + step, b, w) for (c, b, w), step in zip(pieces, rng.normal(size=3) * 0.2, strict=True)]
        other = functions.red(day, constant + 0.2 * rng.normal(), others, functions.hard_sigmoid)
        assert mae(other, label) >= least - 1e-9


# Points of a curve.


@pytest.mark.parametrize("curve", [functions.sine, functions.bump, functions.staircase])
def test_well_placed_points_are_never_worse_than_evenly_placed_ones(curve):
    x = np.linspace(0, 12, 241)
    y = curve(x)
    places = fits.well_placed(x, y, 50)
    assert [len(each) for each in places] == list(range(1, 51))
    for n in (2, 3, 4, 5, 6, 9, 11, 17, 21, 41):  # where the even ones are among those that may be chosen
        even = np.linspace(0, 12, n)
        off_even = np.abs(np.interp(x, even, curve(even)) - y).max()
        off_well = np.abs(np.interp(x, x[places[n - 1]], y[places[n - 1]]) - y).max()
        assert off_well <= off_even + 1e-12


@pytest.mark.parametrize("curve", [functions.sine, functions.bump, functions.staircase])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_well_placed_points_are_as_good_as_the_best_of_all_choices(curve, count):
    x = np.linspace(0, 12, 37)
    y = curve(x)
    off = {
        at: np.abs(np.interp(x, x[[*at]], y[[*at]]) - y).max() for at in itertools.combinations(range(0, 37, 3), count)
    }
    found = fits.well_placed(x, y, 4)[count - 1]
    assert off[tuple(found.tolist())] == pytest.approx(min(off.values()))


def test_points_that_gain_nothing_more_are_spread_and_not_piled_up():
    x = np.linspace(0, 12, 361)
    places = x[fits.well_placed(x, functions.staircase(x), 30)[-1]]
    assert np.diff(places, prepend=0, append=12).max() < 2 * 12 / 30


@pytest.mark.parametrize("n", [5, 20, 50])
def test_at_a_jump_half_of_it_stays_however_many_points_there_are(n):
    x = np.linspace(0, 12, 721)
    y = functions.staircase(x)
    places = fits.well_placed(x, y, n)[-1]
    assert np.abs(np.interp(x, x[places], y[places]) - y).max() >= 5 / 2 - 1e-9


@pytest.mark.parametrize(
    ("heights", "most"), [([0, 1, 2, 3], 4), ([0, 5, 0, 5, 0], 3), ([0, 0.5, 0, 9], 3), ([0, 9], 2)]
)
def test_a_line_meets_as_many_heights_as_can_be(heights, most):
    found = fits.most_on_a_line(np.array(heights, dtype=float), 0.3)
    grid = [(np.abs(b + w * np.arange(len(heights)) - heights) <= 0.3).sum() for w in np.linspace(-9, 9, 361)
            for b in np.linspace(-9, 9, 361)]  # fmt: skip
    assert found == most == max(grid)
