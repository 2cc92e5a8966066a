"""The network against sums done another way: plain loops, finite differences, values worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse.losses import mae, mse
from mlcourse.network import (
    ACTIVATIONS,
    Network,
    Units,
    deep,
    in_own_units,
    named_parameters,
    parameters,
    way_back,
)

LOSSES = {mae: lambda y, label: np.mean(np.abs(y - label)), mse: lambda y, label: np.mean((y - label) ** 2)}
ONE = {
    "sigmoid": lambda r: 1 / (1 + math.exp(-r)),
    "hard_sigmoid": lambda r: min(max(r / 4 + 0.5, 0.0), 1.0),
    "relu": lambda r: max(r, 0.0),
    "none": lambda r: r,
}
KINKS = {"sigmoid": (), "hard_sigmoid": (-2.0, 2.0), "relu": (0.0,), "none": ()}


def by_loops(net, X):
    """Predictions as the double sum says: one unit, one feature, one example at a time; and every r on the way."""
    predictions, sums = [], []
    for x in X:
        a = list(x)
        for k, (b, W) in enumerate(net.layers):
            r = [b[i] + sum(W[i][j] * a[j] for j in range(len(a))) for i in range(len(b))]
            last = k == len(net.layers) - 1
            a = r if last else [ONE[net.activation](each) for each in r]
            sums += [] if last else r
        predictions.append(a[0])
    return np.array(predictions), np.array(sums)


def examples(net, seed=0, count=7):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, net.sizes[0])), rng.normal(size=count) * 3


def far_from_kinks(net, X, label):
    y, sums = by_loops(net, X)
    distances = [np.abs(sums - kink).min() for kink in KINKS[net.activation] if len(sums)]
    return min([*distances, np.abs(y - label).min()]) > 1e-4


def by_differences(net, X, label, loss, h=1e-6):
    g = np.empty_like(net.theta)
    for k, start in enumerate(net.theta.copy()):
        heights = []
        for value in (start + h, start - h):
            net.theta[k] = value
            heights.append(LOSSES[loss](net.predict(X), label))
        net.theta[k] = start
        g[k] = (heights[0] - heights[1]) / (2 * h)
    return g


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (3,), (4, 3), (3, 4, 2), (3, 2, 4, 3)])
def test_predictions_are_those_of_the_double_sum(activation, hidden):
    net = Network([5, *hidden, 1], activation, seed=3, dtype=np.float64)
    X, _ = examples(net)
    np.testing.assert_allclose(net.predict(X), by_loops(net, X)[0], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (3,), (4, 3), (3, 4, 2), (3, 2, 4, 3)])
def test_the_gradient_is_that_of_finite_differences(activation, hidden, loss):
    for seed in range(100):
        net = Network([5, *hidden, 1], activation, seed, dtype=np.float64)
        X, label = examples(net, seed)
        if far_from_kinks(net, X, label):
            break
    else:
        pytest.fail("every start lies next to a kink")
    found, wanted = net.gradient(X, label, loss), by_differences(net, X, label, loss)
    assert np.linalg.norm(found - wanted) < 1e-6 * np.linalg.norm(wanted)
    assert np.linalg.norm(wanted) > 1e-3


def by_chain_rule(net, X, label):
    """The gradient of the mean absolute error of one hidden layer of sigmoids, by its five textbook sums."""
    (b, W), (b_out, c) = net.layers
    g_b, g_W, g_out, g_c = np.zeros_like(b), np.zeros_like(W), 0.0, np.zeros_like(c)
    for x, right in zip(X, label, strict=True):
        a = 1 / (1 + np.exp(-(b + W @ x)))
        sign = np.sign(b_out[0] + c[0] @ a - right) / len(X)
        g_out, g_c = g_out + sign, g_c + sign * a
        g_b += sign * c[0] * a * (1 - a)
        g_W += np.outer(sign * c[0] * a * (1 - a), x)
    return np.concatenate([np.column_stack([g_b, g_W]).ravel(), [g_out], g_c[0]])


def test_the_gradient_of_one_hidden_layer_is_that_of_the_textbook_sums():
    net = Network([4, 6, 1], "sigmoid", seed=1, dtype=np.float64)
    X, label = examples(net, count=9)
    np.testing.assert_allclose(net.gradient(X, label, mae), by_chain_rule(net, X, label), rtol=1e-10, atol=1e-14)


def test_a_gradient_worked_by_hand():
    net = Network([1, 1, 1], "relu", dtype=np.float64)
    net.theta = [1.0, 2.0, 0.5, 3.0]  # y = 0.5 + 3·max(0, 1 + 2x)
    np.testing.assert_allclose(net.predict([[2.0], [-1.0]]), [15.5, 0.5])
    # Label 10: y − ŷ = 5.5. MSE of this one example: 2·5.5 = 11, times 3 through c, times 2 through x.
    np.testing.assert_allclose(net.gradient([[2.0]], [10.0], mse), [33.0, 66.0, 11.0, 55.0])
    np.testing.assert_allclose(net.gradient([[-1.0]], [10.0], mae), [0.0, 0.0, -1.0, 0.0])  # the ReLU is shut


@pytest.mark.parametrize("activation", ["relu", "hard_sigmoid"])
def test_at_a_kink_the_slope_is_0(activation):
    net = Network([1, 1, 1], activation, dtype=np.float64)
    for kink in KINKS[activation]:
        net.theta = [kink, 1.0, 0.0, 1.0]
        assert net.gradient([[0.0]], [9.0], mae)[:2].tolist() == [0.0, 0.0]


def test_the_gradient_counts_in_the_units_of_the_data():
    net = Network([2, 3, 1], "sigmoid", dtype=np.float64)
    net.units = Units(np.array([8.0, 7.0]), np.array([2.0, 3.0]), 9.0, 4.0)
    X, label = examples(net)
    X = 5 + X
    np.testing.assert_allclose(net.gradient(X, label, mse), by_differences(net, X, label, mse), rtol=1e-6)


def test_all_weights_and_biases_are_views_of_theta():
    net = Network([3, 4, 2, 1])
    for number, (b, W) in enumerate(net.layers, 1):
        b[:], W[:] = number, -number
    values, counts = np.unique(net.theta, return_counts=True)
    assert dict(zip(values, counts, strict=True)) == {1: 4, -1: 12, 2: 2, -2: 8, 3: 1, -3: 2}
    net.theta -= net.theta
    assert not any(part.any() for layer in net.layers for part in layer)


def test_the_lectures_own_update_goes_downhill():
    net = Network([4, 8, 1], "sigmoid", dtype=np.float64)
    X, label = examples(net, count=30)
    before = LOSSES[mse](net.predict(X), label)
    net.theta -= 1e-3 * net.gradient(X, label, mse)
    assert LOSSES[mse](net.predict(X), label) < before


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_theta_holds_a_weight_for_each_input_and_a_bias_for_each_unit(hidden):
    sizes = [*hidden, 1]
    assert Network(sizes).theta.size == parameters(sizes) == sum(W.size + b.size for b, W in Network(sizes).layers)


def test_the_lectures_largest_networks_have_the_parameters_that_one_counts_by_hand():
    assert parameters([56, 1]) == 57
    assert parameters([56, 100, 1]) == 100 * 57 + 101
    assert parameters([56, 100, 100, 100, 100, 1]) == 100 * 57 + 3 * 100 * 101 + 101


@pytest.mark.parametrize(
    ("activation", "gain"), [("relu", np.sqrt(2)), ("sigmoid", 4), ("hard_sigmoid", 4), ("none", 1)]
)
def test_the_start_is_scaled_for_the_activation(activation, gain):
    (b, W), (_, c) = Network([99, 400, 1], activation, seed=0).layers
    spread = gain / np.sqrt(100)
    assert np.std(W) == pytest.approx(spread, rel=0.03)
    assert np.std(b) == pytest.approx(spread, rel=0.2)
    assert np.std(c) == pytest.approx(1 / np.sqrt(401), rel=0.2)


def test_the_same_seed_gives_the_same_start_and_another_seed_another():
    assert (Network([5, 4, 1], seed=7).theta == Network([5, 4, 1], seed=7).theta).all()
    assert (Network([5, 4, 1], seed=7).theta != Network([5, 4, 1], seed=8).theta).all()


def test_it_computes_in_float32_unless_told_otherwise():
    X, label = examples(Network([3, 2, 1]))
    for dtype in (np.float32, np.float64):
        net = Network([3, 2, 1], dtype=dtype)
        assert net.theta.dtype == net.gradient(X, label).dtype == dtype


def test_units_of_double_precision_leave_its_gradient_in_its_own():
    single, double = (Network([2, 3, 1], "sigmoid", dtype=dtype) for dtype in (np.float32, np.float64))
    X, label = examples(single)
    for net in (single, double):
        net.units = Units(X.mean(axis=0), X.std(axis=0), label.mean(), label.std())  # as training leaves them
    assert single.gradient(X, label).dtype == np.float32
    np.testing.assert_allclose(single.gradient(X, label), double.gradient(X, label), rtol=1e-4, atol=1e-6)


def test_one_feature_may_come_as_a_plain_row_of_numbers():
    net = Network([1, 3, 1])
    x = np.linspace(-1, 1, 5)
    assert (net.predict(x) == net.predict(x[:, None])).all()


@pytest.mark.parametrize("sizes", [[], [56], [56, 2], [0, 1], [3.5, 1], [3, True, 1], [3, -2, 1]])
def test_sizes_that_are_none_are_named(sizes):
    with pytest.raises(ValueError, match=r"sizes is .*give the features"):
        Network(sizes)


def test_an_unknown_activation_or_loss_names_those_that_there_are():
    with pytest.raises(
        ValueError, match="no activation 'tanh': choose one of 'sigmoid', 'hard_sigmoid', 'relu', 'none'"
    ):
        Network([3, 1], "tanh")
    with pytest.raises(ValueError, match="gradient of this loss is not known, 'hinge': give mae or mse"):
        Network([3, 1]).gradient(np.ones((2, 3)), np.ones(2), "hinge")


@pytest.mark.parametrize("X", [np.ones((4, 2)), np.ones(3), np.ones((2, 2, 3))])
def test_features_that_do_not_fit_name_the_layer_and_both_shapes(X):
    with pytest.raises(ValueError, match=r"layer 1 takes \(N, 3\).*X is \("):
        Network([3, 2, 1]).predict(X)


def test_labels_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"predicted has shape \(4,\), label \(5,\)"):
        Network([3, 2, 1]).gradient(np.ones((4, 3)), np.ones(5))


def test_a_theta_of_another_length_is_refused():
    with pytest.raises(ValueError, match="this network has 11 parameters"):
        Network([3, 2, 1]).theta = np.zeros(10)


def test_the_names_of_theta_are_the_lectures():
    net = Network([3, 2, 1])
    (b, W), (b_out, c) = net.layers
    W[:], b[:], c[:], b_out[:] = [[11, 12, 13], [21, 22, 23]], [1, 2], [[5, 6]], 7
    written = {
        11: "w₁₁",
        12: "w₁₂",
        13: "w₁₃",
        21: "w₂₁",
        22: "w₂₂",
        23: "w₂₃",
        1: "b₁",
        2: "b₂",
        5: "c₁",
        6: "c₂",
        7: "b",
    }
    assert named_parameters([3, 2, 1]).tolist() == [written[value] for value in net.theta]


def test_with_more_layers_a_name_says_which_one_it_is_of():
    names = named_parameters([7, 4, 3, 1]).tolist()
    assert len(set(names)) == len(names) == parameters([7, 4, 3, 1])
    assert (names[0], names[10], names[32], names[47], names[-1]) == ("b₁", "w₂₂", "b′₁", "b′′", "c₃")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_readable_way_through_the_layers_is_the_network_s_own(activation):
    rng = np.random.default_rng(0)
    for sizes in ([7, 1], [7, 5, 1], [7, 10, 10, 3, 1]):
        net, X = Network(sizes, activation, seed=3, dtype=float), rng.normal(size=(4, 7))
        assert [deep(x, net.layers, ACTIVATIONS[activation].of) for x in X] == pytest.approx(net.predict(X))


@pytest.mark.parametrize("sizes", [[7, 1], [7, 5, 1], [7, 10, 10, 3, 1]])
def test_the_readable_way_back_is_backpropagation_as_it_is_done(sizes):
    rng = np.random.default_rng(1)
    for seed in range(5):
        net, x, label = Network(sizes, seed=seed, dtype=float), rng.normal(size=7), rng.normal()
        parts = [np.column_stack(each).ravel() for each in way_back(x, label, net.layers)]
        np.testing.assert_allclose(np.concatenate(parts[::-1]), net.gradient(x[None], [label]), atol=1e-12)


@pytest.mark.parametrize("sizes", [[3, 1], [3, 4, 1], [3, 4, 4, 1]])
def test_a_network_in_its_data_s_own_units_predicts_the_same_from_what_is_not_standardised(sizes):
    rng = np.random.default_rng(2)
    net, X = Network(sizes, seed=3, dtype=float), rng.normal(8, 2, (20, 3))
    units = net.units = Units(X.mean(axis=0), X.std(axis=0), 7.5, 2.5)
    own = Network(sizes, dtype=float)
    own.theta = in_own_units(net.theta, sizes, units)
    assert own.predict(X) == pytest.approx(net.predict(X))
    assert [deep(x, own.layers) for x in X] == pytest.approx(net.predict(X))
