"""The losses against hand-worked values and plain loops."""

import csv
import itertools

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
    assert losses.mae(functions.as_yesterday(training.X[:, 0]), training.y) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(1.68, abs=0.005)


@pytest.mark.parametrize("predicted", [1.0, np.ones(2), np.ones((3, 1))])
def test_mae_wants_one_prediction_a_label(predicted):
    with pytest.raises(ValueError, match=r"label \(3,\): give one prediction a label"):
        losses.mae(predicted, np.ones(3))


def test_mae_of_no_examples_is_refused():
    with pytest.raises(ValueError, match="there are no labels"):
        losses.mae([], [])
