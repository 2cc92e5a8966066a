"""The losses against hand-worked values and plain loops."""

import csv
import inspect
import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse import data, functions, losses

finite = st.floats(-1e6, 1e6)


def test_mae_of_the_lectures_two_days_is_the_mean_of_0_4_and_2_1():
    assert losses.mae([5.3, 5.4], [4.9, 7.5]) == pytest.approx((0.4 + 2.1) / 2)


def test_mae_of_one_example_is_its_error():
    assert losses.mae(5.3, 4.9) == pytest.approx(0.4)


@given(st.lists(st.tuples(finite, finite), min_size=1))
def test_mae_is_the_sum_of_the_errors_over_how_many_there_are(pairs):
    predicted, label = zip(*pairs, strict=True)
    assert losses.mae(predicted, label) == pytest.approx(sum(abs(y - t) for y, t in pairs) / len(pairs))


@given(st.lists(finite, min_size=1))
def test_mae_is_zero_when_every_prediction_is_right(label):
    assert losses.mae(label, label) == 0


def test_as_yesterday_is_wrong_by_1_68_thousand_on_2017_to_2020():
    with data.FILE.open(encoding="utf-8", newline="") as file:
        views = [int(row["standard_deviation"]) / 1000 for row in csv.DictReader(file) if row["date"] < "2021"]
    by_hand = sum(abs(today - yesterday) for yesterday, today in itertools.pairwise(views)) / 1460
    training = data.during(data.lagged(*data.load_views(), 1), 2017, 2020)
    assert losses.mae(functions.as_yesterday(training.X[:, 0]), training.label) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(1.68, abs=0.005)


@pytest.mark.parametrize("predicted", [1.0, np.ones(2), np.ones((3, 1))])
def test_mae_wants_one_prediction_a_label(predicted):
    with pytest.raises(ValueError, match=r"label \(3,\): give one prediction a label"):
        losses.mae(predicted, np.ones(3))


def test_mae_of_no_examples_is_refused():
    with pytest.raises(ValueError, match="there are no labels"):
        losses.mae([], [])


def test_a_loss_knows_its_name_its_unit_and_what_it_is():
    known = [(loss.name, loss.unit) for loss in (losses.mae, losses.mse, losses.cross_entropy)]
    assert known == [("MAE", "k"), ("MSE", "k²"), ("cross-entropy", "")]
    assert losses.mae.__doc__.startswith("Mean absolute error")
    assert repr(losses.mse) == "Loss(name='MSE', unit='k²')"


def test_the_formula_that_a_lesson_prints_is_one_line():
    for loss, formula in ((losses.mae, "np.abs(predicted - label)"), (losses.mse, "(predicted - label) ** 2")):
        _, *doc, line = inspect.getsource(loss.error).strip().splitlines()
        assert (len(doc), line.strip()) == (1, f"return {formula}")


@pytest.mark.parametrize("loss", [losses.mae, losses.mse])
def test_rows_are_losses_of_their_own(loss):
    rng = np.random.default_rng(0)
    predicted, label = rng.normal(size=(2, 3, 4, 10))
    plain = {"MAE": lambda e: sum(map(abs, e)) / 10, "MSE": lambda e: sum(each**2 for each in e) / 10}[loss.name]
    rows, slopes = loss(predicted, label), loss.gradient(predicted, label)
    for row in np.ndindex(3, 4):
        assert rows[row] == pytest.approx(plain(predicted[row] - label[row]))
        assert rows[row] == loss(predicted[row], label[row])
        assert slopes[row].tolist() == loss.gradient(predicted[row], label[row]).tolist()


def test_what_is_no_loss_has_no_gradient():
    for wrong in ("mae", len, losses.absolute_error):
        with pytest.raises(ValueError, match=r"gradient of this loss is not known.*give mae or mse"):
            losses.with_gradient(wrong)


# Gradients, against finite differences away from kinks.


def slopes(loss, predicted, label, step=1e-6):
    """Central finite differences of `loss` in each prediction."""
    found = np.zeros_like(predicted)
    for place in np.ndindex(predicted.shape):
        up, down = predicted.copy(), predicted.copy()
        up[place] += step
        down[place] -= step
        found[place] = (loss(up, label) - loss(down, label)) / (2 * step)
    return found


@pytest.mark.parametrize("name", ["mae", "mse"])
def test_the_gradient_is_the_slope_of_the_loss(name):
    rng = np.random.default_rng(1)
    label = rng.normal(size=20)
    predicted = label + rng.choice([-1, 1], 20) * rng.uniform(0.1, 3, 20)
    gradient = getattr(losses, name).gradient(predicted, label)
    np.testing.assert_allclose(gradient, slopes(getattr(losses, name), predicted, label), rtol=1e-6)


def test_the_gradient_of_cross_entropy_is_its_slope_in_each_chance():
    rng = np.random.default_rng(2)
    predicted, label = rng.dirichlet(np.ones(4), 5), rng.dirichlet(np.ones(4), 5)
    plain = slopes(lambda y, hat: -np.mean(np.sum(hat * np.log(y), axis=1)), predicted, label)
    np.testing.assert_allclose(losses.cross_entropy.gradient(predicted, label), plain, rtol=1e-5)


def test_at_the_kink_the_slope_of_mae_is_said_to_be_zero():
    assert losses.mae.gradient([1.0, 2.0], [1.0, 4.0]).tolist() == [0, -0.5]


def test_mse_is_the_mean_of_the_squares():
    assert losses.mse([5, 8], [6, 5]) == (1 + 9) / 2


# Cross-entropy.


def test_cross_entropy_of_a_sure_label_is_minus_the_logarithm_of_its_chance():
    assert losses.cross_entropy([0.2, 0.5, 0.3], [0, 1, 0]) == pytest.approx(math.log(2))


def test_cross_entropy_is_least_where_the_prediction_is_the_label():
    label = [0.2, 0.5, 0.3]
    entropy = -sum(p * math.log(p) for p in label)
    assert losses.cross_entropy(label, label) == pytest.approx(entropy)
    assert losses.cross_entropy([0.25, 0.45, 0.3], label) > entropy


def test_a_class_without_a_chance_that_does_not_come_costs_nothing():
    assert losses.cross_entropy([0, 1], [0, 1]) == 0


@pytest.mark.parametrize(
    ("predicted", "label", "words"),
    [
        ([0.5, 0.4], [0, 1], "predicted sums to 0.9"),
        ([0.5, 0.5], [1, 1], "label sums to 2"),
        ([-0.5, 1.5], [0, 1], "predicted holds −0.5"),
        ([0, 1], [1, 0], "infinite"),
        ([math.nan, 1], [1, 0], "predicted sums to nan"),
    ],
)
def test_what_is_no_probability_is_refused(predicted, label, words):
    with pytest.raises(ValueError, match=words):
        losses.cross_entropy(predicted, label)


# Surfaces.


@pytest.mark.parametrize("name", ["mae", "mse"])
def test_the_surface_of_a_line_is_what_a_plain_loop_finds(name):
    rng = np.random.default_rng(3)
    x, label = rng.uniform(0, 20, 40), rng.uniform(0, 20, 40)
    w, b = np.linspace(-1, 2, 7), np.linspace(-4, 10, 5)
    loss = getattr(losses, name)
    heights = losses.surface(functions.line, x, label, loss=loss, w=w, b=b)
    for j, i in np.ndindex(5, 7):
        errors = [abs(b[j] + w[i] * one - other) for one, other in zip(x, label, strict=True)]
        plain = sum(error if name == "mae" else error**2 for error in errors) / 40
        assert heights[j, i] == pytest.approx(plain)


def test_the_first_parameter_named_goes_across():
    x, label = np.arange(5.0), np.arange(5.0)
    grids = {"b": np.linspace(0, 1, 3), "w": np.linspace(0, 1, 4)}
    swapped = losses.surface(functions.line, x, label, loss=losses.mae, **grids)
    straight = losses.surface(functions.line, x, label, loss=losses.mae, w=grids["w"], b=grids["b"])
    np.testing.assert_allclose(swapped, straight.T)


def test_any_model_and_any_loss_have_a_surface():
    heights = losses.surface(
        lambda x, p, q: p * x + q, np.ones(2), np.zeros(2), loss=lambda y, _: float(y[0]), p=[1, 2], q=[10, 20, 30]
    )
    assert heights.tolist() == [[11, 12], [21, 22], [31, 32]]


@pytest.mark.parametrize("grids", [{}, {"w": [1]}, {"w": [1], "b": [1], "c": [1]}])
def test_a_surface_needs_two_parameters(grids):
    with pytest.raises(ValueError, match="two parameters"):
        losses.surface(functions.line, [1.0], [1.0], loss=losses.mae, **grids)


def test_the_cross_entropy_of_scores_is_that_of_the_chances_and_its_slope_is_chance_minus_label():
    z, y = np.array([-3.0, 0.5, 40.0]), np.array([0.0, 1.0, 1.0])
    chance = 1 / (1 + np.exp(-z))
    pairs = np.column_stack([chance, 1 - chance]), np.column_stack([y, 1 - y])
    assert losses.logistic(z, y) == pytest.approx(losses.cross_entropy(*pairs))
    h = 1e-6
    steps = [(losses.logistic(z + h * e, y) - losses.logistic(z - h * e, y)) / (2 * h) for e in np.eye(3)]
    assert losses.logistic.gradient(z, y) == pytest.approx(steps, abs=1e-8)
