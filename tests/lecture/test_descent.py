"""Gradient descent against values worked by hand, finite differences and other solvers."""

import warnings

import numpy as np
import pytest

from mlcourse import descent
from mlcourse.data import during, lagged, load_views
from mlcourse.descent import Stopped
from mlcourse.fits import best
from mlcourse.losses import mae, mse

TRAINING = during(lagged(*load_views(), 1), 2017, 2020)


def bowl(theta):
    return float(np.sum(theta**2))


def bowl_slope(theta):
    return 2 * theta


def test_three_updates_on_a_parabola_worked_by_hand():
    path = descent.descend(bowl_slope, 1.0, loss=bowl, rate=0.25, updates=3)
    assert path.points.tolist() == [1.0, 0.5, 0.25, 0.125]
    assert path.losses.tolist() == [1.0, 0.25, 0.0625, 0.015625]
    assert path.stopped is Stopped.PATIENCE


def test_a_vector_walks_like_its_parts():
    both = descent.descend(bowl_slope, [1.0, -2.0], loss=bowl, rate=0.1, updates=20)
    for k, start in enumerate([1.0, -2.0]):
        alone = descent.descend(bowl_slope, start, loss=bowl, rate=0.1, updates=20)
        np.testing.assert_array_equal(both.points[:, k], alone.points)


def test_an_update_changes_an_array_in_place_and_a_number_not():
    theta = np.array([1.0, 2.0])
    assert descent.step(theta, np.array([10.0, -20.0]), 0.1) is theta
    assert theta.tolist() == [0.0, 4.0]
    assert descent.step(3.0, -4.0, 0.5) == 5.0


def rows_of(theta):
    return np.sum(theta**2, axis=-1)


@pytest.mark.parametrize("start", [1.0, [1.0, -2.0]])
def test_walks_with_many_rates_are_each_as_alone(start):
    rates = [0.1, 0.25, -0.1, 0.6]
    loss = rows_of if np.ndim(start) else np.square
    many = descent.descend(bowl_slope, start, loss=loss, rate=rates, updates=12)
    assert many.losses.shape == (13, 4)
    assert many.points.shape == (13, 4, *np.shape(start))
    for k, rate in enumerate(rates):
        alone = descent.descend(bowl_slope, start, loss=bowl, rate=rate, updates=12)
        np.testing.assert_array_equal(many.points[:, k], alone.points)
        np.testing.assert_allclose(many.losses[:, k], alone.losses, rtol=1e-12)


def test_of_walks_with_many_rates_one_that_diverges_stays_where_it_was_and_the_others_go_on():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = descent.descend(bowl_slope, [1.0, 2.0], loss=rows_of, rate=[0.25, 1e60], updates=20)
        lost = descent.descend(bowl_slope, [1.0, 2.0], loss=rows_of, rate=[1e70, 1e60], updates=20)
    alone = descent.descend(bowl_slope, [1.0, 2.0], loss=bowl, rate=1e60, updates=20)
    assert path.points[-1].tolist() == [[2.0**-20, 2.0**-19], alone.points[-1].tolist()]
    assert np.isfinite(path.losses).all()
    assert path.stopped is Stopped.PATIENCE
    assert lost.stopped is Stopped.DIVERGED


def test_it_stops_where_the_derivative_is_zero():
    path = descent.descend(bowl_slope, 0.0, loss=bowl, rate=0.1, updates=20)
    assert (path.points.tolist(), path.stopped) == ([0.0], Stopped.FLAT)
    path = descent.descend(bowl_slope, 1.0, loss=bowl, rate=0.5, updates=20)
    assert (path.points.tolist(), path.stopped) == ([1.0, 0.0], Stopped.FLAT)


def test_a_tolerance_stops_it_sooner():
    path = descent.descend(bowl_slope, 1.0, loss=bowl, rate=0.25, updates=99, tolerance=0.3)
    assert path.points[-1] == 0.125


def test_a_descent_that_diverges_ends_with_ordinary_numbers_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = descent.descend(bowl_slope, 1.0, loss=bowl, rate=1e60, updates=100)
    assert path.stopped is Stopped.DIVERGED
    assert np.isfinite(path.points).all()
    assert np.isfinite(path.losses).all()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"start": np.nan}, "cannot start at nan"),
        ({"rate": np.inf}, "the learning rate is inf"),
        ({"updates": 0}, "updates is 0"),
    ],
)
def test_what_cannot_be_walked_is_refused(bad, said):
    with pytest.raises(ValueError, match=said):
        descent.descend(bowl_slope, **{"start": 1.0, "loss": bowl, "rate": 0.1, "updates": 3} | bad)


@pytest.mark.parametrize("loss", [mae, mse])
def test_the_gradient_is_that_of_finite_differences(loss):
    rng = np.random.default_rng(1)
    X, label = rng.normal(size=(50, 3)), rng.normal(size=50)
    L, g = descent.objective(X, label, loss)
    for theta in rng.normal(size=(5, 4)):
        h = 1e-7
        by_difference = [(L(theta + h * e) - L(theta - h * e)) / (2 * h) for e in np.eye(4)]
        np.testing.assert_allclose(g(theta), by_difference, rtol=1e-5, atol=1e-8)


def test_another_loss_is_refused_by_name():
    with pytest.raises(ValueError, match="gradient of this loss is not known, 'bowl'"):
        descent.objective(np.ones(3), np.ones(3), bowl)


def test_the_slope_of_a_curve():
    assert descent.slope(np.sin, 0.3) == pytest.approx(np.cos(0.3), abs=1e-9)


def test_the_curvature_is_that_of_the_loss():
    rng = np.random.default_rng(2)
    X, label = rng.normal(size=(40, 2)), rng.normal(size=40)
    _, g = descent.objective(X, label, mse)
    columns = [g(np.zeros(3) + e) - g(np.zeros(3)) for e in np.eye(3)]  # the gradient is linear in θ
    np.testing.assert_allclose(descent.curvature(X), np.array(columns).T, atol=1e-12)


@pytest.mark.parametrize("loss", [mae, mse])
def test_rows_of_theta_have_each_their_own_loss_and_gradient(loss):
    rng = np.random.default_rng(4)
    X, label, theta = rng.normal(size=(30, 2)), rng.normal(size=30), rng.normal(size=(5, 3))
    L, g = descent.objective(X, label, loss)
    for row, height, slope in zip(theta, L(theta), g(theta), strict=True):
        assert height == pytest.approx(L(row))
        np.testing.assert_allclose(slope, g(row), atol=1e-12)


def test_the_loss_of_the_linear_model_by_mse_is_a_bowl():
    x, label = TRAINING.X[:, 0], TRAINING.label
    (w,), b = best(x, label, loss=mse)
    L, g = descent.bowl(descent.curvature(x), [b, w], mse(b + w * x, label))
    for theta in np.random.default_rng(5).normal(size=(9, 2)):
        wrong = theta[0] + theta[1] * x - label
        assert L(theta) == pytest.approx(np.mean(wrong**2))
        np.testing.assert_allclose(g(theta), [2 * np.mean(wrong), 2 * np.mean(wrong * x)], rtol=1e-6)
        np.testing.assert_allclose([L(theta[None])[0], *g(theta[None])[0]], [L(theta), *g(theta)])


def test_largest_rate_and_condition_worked_by_hand():
    H = np.diag([8.0, 2.0])
    assert descent.largest_stable_rate(H) == pytest.approx(0.25)
    assert descent.condition(H) == pytest.approx(4)


def test_below_the_largest_stable_rate_it_arrives_and_beyond_it_runs_away():
    x = descent.standardised(TRAINING.X, scale=False)
    L, g = descent.objective(x, TRAINING.label, mse)
    rate = descent.largest_stable_rate(descent.curvature(x))
    w, b = best(x, TRAINING.label, loss=mse)
    least = L(np.array([b, *w]))
    near = descent.descend(g, np.zeros(2), loss=L, rate=0.95 * rate, updates=1000)
    assert near.losses[-1] < 1.01 * least
    far = descent.descend(g, np.zeros(2), loss=L, rate=1.05 * rate, updates=100)
    assert far.losses[-1] > 100 * far.losses[0]


def test_centring_takes_the_mean_away_and_scaling_makes_the_spread_1():
    X = np.array([[1.0, 10.0], [3.0, 30.0]])
    assert descent.standardised(X, scale=False).tolist() == [[-1, -10], [1, 10]]
    assert descent.standardised(X, centre=False).tolist() == [[1, 1], [3, 3]]
    assert descent.standardised(X).tolist() == [[-1, -1], [1, 1]]
