"""Training: batches and epochs as counted by hand, steps as worked out, a run done again and done another way."""

import warnings
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse.descent import Stopped
from mlcourse.fits import best
from mlcourse.losses import mae, mse
from mlcourse.network import Network, Units
from mlcourse.training import SCHEDULES, Recipe, adam, deal, sgd, train, train_many, updates_per_epoch


def examples(N=50, features=3, seed=0):
    rng = np.random.default_rng(seed)
    X = 7 + 2 * rng.normal(size=(N, features))
    return X, 4 + X @ np.linspace(1, 2, features) + rng.normal(size=N)


def last(states):
    *_, state = states
    return state


@pytest.mark.parametrize(("N", "B", "updates"), [(10_000, 10, 1000), (1000, 100, 10), (101, 10, 11), (5, 32, 1)])
def test_an_epoch_makes_one_update_for_each_batch(N, B, updates):
    assert updates_per_epoch(N, B) == updates
    X, label = examples(N, 1)
    states = list(train(Network([1, 1]), X, label, batch_size=B, epochs=2))
    assert [state.epoch for state in states] == [0, 1, 2]
    assert [state.update for state in states] == [0, updates, 2 * updates]


def test_an_epoch_sees_every_example_once():
    """Away from kinks a step of MAE by SGD adds up: the biases' steps tell how often each sign was seen."""
    label = np.array([0.0, 0, 0, 0, 0, 0, 10])  # far from what the net says, and the ragged batch holds one
    net = Network([1, 1], "none", dtype=np.float64)
    net.theta = [100.0, 0.0]
    last(train(net, np.arange(7.0)[:, None], label, optimizer="sgd", rate=1e-6, batch_size=3, epochs=1))
    assert net.theta[0] == pytest.approx(100 - 1e-6 * 3, abs=1e-12)  # three batches, each with slope 1


def standardised(X, label):
    return (X - X.mean(axis=0)) / X.std(axis=0), (label - label.mean()) / label.std()


def test_full_batch_descent_is_the_lectures_line_on_standardised_examples():
    X, label = examples()
    Z, z = standardised(X, label)
    net, ours = (Network([3, 4, 1], "sigmoid", dtype=np.float64) for _ in range(2))
    last(train(net, X, label, optimizer="sgd", loss=mse, rate=0.05, batch_size=50, epochs=20))
    for _ in range(20):
        ours.theta -= 0.05 * ours.gradient(Z, z, mse)
    np.testing.assert_allclose(net.theta, ours.theta, rtol=1e-10)


def test_sgd_is_theta_minus_rate_times_g():
    theta = np.array([1.0, 2.0])
    sgd(theta)(np.array([10.0, -20.0]), 0.1)
    assert theta.tolist() == [0.0, 4.0]


def test_adam_takes_the_steps_worked_out_by_its_authors_formulas():
    theta, m, v = np.array([1.0, -2.0]), np.zeros(2), np.zeros(2)
    wanted, update = theta.copy(), adam(theta)
    for t, g in enumerate(np.array([[1.0, 2.0], [-3.0, 2.0], [0.5, 0.0], [0.0, -1e-3]]), 1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        wanted = wanted - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        update(g, 0.01)
        np.testing.assert_allclose(theta, wanted, rtol=1e-12)


def test_adams_first_step_is_the_rate_in_every_direction():
    theta = np.zeros(3)
    adam(theta)(np.array([5.0, -0.001, 40.0]), 0.1)
    np.testing.assert_allclose(theta, [-0.1, 0.1, -0.1], rtol=1e-4)


def test_the_linear_model_comes_to_the_exact_best():
    X, label = examples(200)
    w, b = best(X, label, loss=mse)
    state = last(train(Network([3, 1]), X, label, loss=mse, optimizer="sgd", rate=0.1, batch_size=200, epochs=500))
    assert pytest.approx(mse(X @ w + b, label), rel=1e-5) == state.L
    np.testing.assert_allclose(state.predict(X), X @ w + b, rtol=1e-4)


def test_by_mae_with_a_falling_rate_it_comes_close_to_the_exact_best():
    X, label = examples(200)
    w, b = best(X, label)
    state = last(train(Network([3, 1]), X, label, rate=0.02, batch_size=20, epochs=150, schedule="cosine"))
    least = mae(X @ w + b, label)
    assert least <= state.L < 1.005 * least


def test_the_loss_is_in_the_unit_of_the_labels_and_that_of_the_predictions():
    X, label = examples()
    net = Network([3, 5, 1])
    for state in train(net, X, 1000 * label, epochs=3, unseen=(X[:9], 1000 * label[:9])):
        assert pytest.approx(np.abs(state.predict(X) - 1000 * label).mean(), rel=1e-6) == state.L
        assert state.L_unseen == pytest.approx(np.abs(state.predict(X[:9]) - 1000 * label[:9]).mean(), rel=1e-6)
    np.testing.assert_allclose(net.predict(X), state.predict(X))
    assert state.L > 100


def test_only_the_training_rows_set_the_units():
    X, label = examples()
    net = Network([3, 1])
    last(train(net, X, label, epochs=1, unseen=(X + 100, label + 100)))
    np.testing.assert_allclose(net.units.x_mean, X.mean(axis=0))
    np.testing.assert_allclose(net.units.x_spread, X.std(axis=0))
    assert (net.units.y_mean, net.units.y_spread) == (label.mean(), label.std())


def test_a_feature_or_a_label_that_never_changes_does_no_harm():
    X, _ = examples()
    X[:, 1] = 3
    assert np.isfinite(last(train(Network([3, 4, 1]), X, np.full(50, 2.0), epochs=3)).L)


def test_the_gradients_length_is_that_of_the_whole_loss_on_standardised_examples():
    X, label = examples()
    Z, z = standardised(X, label)
    net = Network([3, 4, 1], "sigmoid", dtype=np.float64)
    start = next(train(net, X, label, loss=mse))
    plain = Network([3, 4, 1], "sigmoid", dtype=np.float64)
    assert start.gradient_norm == pytest.approx(np.linalg.norm(plain.gradient(Z, z, mse)), rel=1e-9)


def test_a_state_stays_what_it_was_when_training_goes_on():
    X, label = examples()
    net = Network([3, 5, 1])
    states = train(net, X, label, rate=0.1)
    first = next(states)
    L, theta, predicted = first.L, first.theta.copy(), first.predict(X)
    next(states)
    last(train(net, 3 * X, label, epochs=1))  # other units
    assert first.L == L
    assert (first.theta == theta).all()
    np.testing.assert_array_equal(first.predict(X), predicted)
    with pytest.raises(ValueError, match="read-only"):
        first.theta[0] = 1
    with pytest.raises(FrozenInstanceError):
        first.L = 0


def test_it_can_stop_and_go_on_and_end_where_it_would_have():
    X, label = examples()
    paused, straight = Network([3, 5, 1]), Network([3, 5, 1])
    states = train(paused, X, label, epochs=8)
    for _ in range(4):
        middle = next(states)
    assert middle.epoch == 3
    assert middle.stopped is None
    np.testing.assert_array_equal(paused.theta, middle.theta)
    assert last(states).epoch == 8
    last(train(straight, X, label, epochs=8))
    np.testing.assert_array_equal(paused.theta, straight.theta)


@given(st.integers(0, 1000), st.sampled_from(["adam", "sgd"]), st.integers(1, 60))
def test_the_same_seed_gives_the_same_run_to_the_bit(seed, optimizer, B):
    X, label = examples()
    runs = [
        last(train(Network([3, 4, 1], seed=seed), X, label, seed=seed, optimizer=optimizer, batch_size=B, epochs=2))
        for _ in range(2)
    ]
    np.testing.assert_array_equal(runs[0].theta, runs[1].theta)


def test_another_seed_deals_other_batches():
    X, label = examples()
    ends = [last(train(Network([3, 4, 1]), X, label, seed=seed, batch_size=8, epochs=1)).theta for seed in (0, 1)]
    assert (ends[0] != ends[1]).any()


def test_patience_ends_it_and_it_says_so():
    X, label = examples()
    states = list(train(Network([3, 1]), X, label, epochs=3))
    assert [state.stopped for state in states] == [None, None, None, Stopped.PATIENCE]


def test_a_run_that_diverges_ends_with_its_last_ordinary_state():
    X, label = examples()
    net = Network([3, 5, 1])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        states = list(train(net, X, label, loss=mse, optimizer="sgd", rate=100.0, epochs=50))
    end = states[-1]
    assert [state.stopped for state in states] == [None] * end.epoch + [Stopped.DIVERGED]
    assert [state.diverged for state in states] == [False] * end.epoch + [True]
    assert end.epoch < 50
    assert all(np.isfinite(state.L) and np.isfinite(state.theta).all() for state in states)
    assert end.L == states[-2].L
    np.testing.assert_array_equal(net.theta, end.theta)


def test_the_gradient_of_a_run_that_diverges_is_longer_and_longer_and_never_nan():
    X, label = examples()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        states = train(Network([3, 5, 1]), X, label, loss=mse, optimizer="sgd", rate=100.0, epochs=50)
        norms = [state.gradient_norm for state in states]
    assert not np.isnan(norms).any()
    assert norms[0] < 100 < 1e20 < norms[-1]


def test_the_schedules_begin_at_the_rate_and_the_cosine_ends_at_nothing():
    done = np.array([0.0, 0.5, 1.0])
    np.testing.assert_allclose(SCHEDULES["constant"](done), [1, 1, 1])
    np.testing.assert_allclose(SCHEDULES["cosine"](done), [1, 0.5, 0], atol=1e-15)


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "hard_sigmoid", "none"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_many_seeds_at_once_are_each_trained_as_alone(activation, optimizer):
    X, label = examples()
    recipe = {"optimizer": optimizer, "rate": 1e-2, "batch_size": 16, "epochs": 4, "unseen": (X[:7], label[:7])}
    seeds = [3, 0, 11]
    many = list(train_many([3, 6, 4, 1], seeds, X, label, activation=activation, **recipe))
    for k, seed in enumerate(seeds):
        alone = list(train(Network([3, 6, 4, 1], activation, seed), X, label, seed=seed, **recipe))
        for one, all_ in zip(alone, many, strict=True):
            assert (one.epoch, one.update, one.stopped) == (all_.epoch, all_.update, all_.stopped)
            np.testing.assert_allclose(all_.theta[k], one.theta, rtol=1e-3, atol=1e-5)
            for name in ("L", "L_unseen", "gradient_norm"):
                assert getattr(all_, name)[k] == pytest.approx(getattr(one, name), rel=1e-3)
            np.testing.assert_allclose(all_.predict(X)[k], one.predict(X), rtol=1e-3)


def test_of_many_seeds_those_that_diverge_do_not_stop_the_others():
    X, label = examples()
    # With this rate some starts run away and some do not.
    states = list(train_many([3, 8, 1], range(40), X, label, loss=mse, optimizer="sgd", rate=0.6, epochs=30))
    end, gone = states[-1], np.array([state.diverged for state in states])
    assert np.isfinite(end.L).all()
    assert (end.epoch, end.stopped) == (30, Stopped.PATIENCE)
    assert 0 < gone[-1].sum() < 40
    moved = np.diff([state.theta for state in states], axis=0).any(axis=-1)
    np.testing.assert_array_equal(moved, ~gone[1:])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"loss": "mae"}, "gradient of this loss is not known, 'mae': give mae or mse"),
        ({"optimizer": "newton"}, "no optimizer 'newton': choose one of 'sgd', 'adam'"),
        ({"schedule": "step"}, "no schedule 'step'"),
        ({"rate": -1}, "the learning rate is -1: give a positive number"),
        ({"rate": float("nan")}, "the learning rate is nan"),
        ({"batch_size": 0}, "batch_size is 0: give a whole number, 1 or more"),
        ({"epochs": 1.5}, r"epochs is 1\.5"),
    ],
)
def test_a_recipe_that_cannot_be_followed_names_what_is_wrong(wrong, words):
    with pytest.raises(ValueError, match=words):
        Recipe(**wrong)
    net = Network([3, 1])
    with pytest.raises(ValueError, match=words):
        train(net, *examples(), **wrong)
    assert (net.theta == Network([3, 1]).theta).all()


def test_examples_that_do_not_fit_are_named_before_anything_is_done():
    X, label = examples()
    net = Network([3, 1])
    with pytest.raises(ValueError, match=r"layer 1 takes \(N, 3\)"):
        train(net, X[:, :2], label)
    with pytest.raises(ValueError, match=r"training labels have shape \(49,\), X \(50, 3\)"):
        train(net, X, label[1:])
    with pytest.raises(ValueError, match="unseen examples hold nan or inf"):
        train(net, X, label, unseen=(X * np.nan, label))
    with pytest.raises(ValueError, match="seeds is empty"):
        train_many([3, 1], [], X, label)


# Batches.


@given(st.integers(1, 200), st.integers(1, 250), st.integers(0, 99))
def test_every_example_is_dealt_once_into_full_batches_and_a_last_one(N, B, seed):
    pile = np.random.default_rng(seed).permutation(N)
    dealt = deal(pile, B)
    assert np.concatenate(dealt).tolist() == pile.tolist()
    assert {len(batch) for batch in dealt[:-1]} <= {B}
    assert 1 <= len(dealt[-1]) <= B


def test_a_pile_is_dealt_from_its_first_to_its_last():
    assert [batch.tolist() for batch in deal(np.arange(5), 2)] == [[0, 1], [2, 3], [4]]
    assert [batch.tolist() for batch in deal(np.arange(10).reshape(2, 5), 3)] == [
        [[0, 1, 2], [5, 6, 7]],
        [[3, 4], [8, 9]],
    ]


@pytest.mark.parametrize(("N", "B"), [(10, 5), (10, 3), (7, 7), (5, 9)])
def test_a_training_walks_by_the_batches_that_are_dealt(N, B):
    X, label = examples(N, 2, seed=3)
    net, ours = (Network([2, 1], dtype=np.float64) for _ in range(2))
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.01, "batch_size": B, "epochs": 2}
    states = list(train(net, X, label, seed=8, every="update", units=Units(), **how))
    dice = np.random.default_rng([8, 1])
    batches = [batch for _ in range(2) for batch in deal(dice.permutation(N), B)]
    assert [state.update for state in states] == list(range(len(batches) + 1))
    for batch, state in zip(batches, states[1:], strict=True):
        wrong = ours.theta[0] + X[batch] @ ours.theta[1:] - label[batch]
        ours.theta -= 0.01 * 2 * np.append(wrong.mean(), (wrong[:, None] * X[batch]).mean(axis=0))
        np.testing.assert_allclose(state.theta, ours.theta, rtol=1e-12)
        assert pytest.approx(np.mean((ours.theta[0] + X @ ours.theta[1:] - label) ** 2)) == state.L


def test_states_of_every_update_lie_between_those_of_the_epochs():
    X, label = examples()
    every, epochs = (
        list(train(Network([3, 4, 1]), X, label, batch_size=16, epochs=3, every=each)) for each in ("update", "epoch")
    )
    assert [state.epoch for state in every] == [0, *(1,) * 4, *(2,) * 4, *(3,) * 4]
    for one, other in zip(every[::4], epochs, strict=True):
        assert (one.update, one.L, one.stopped) == (other.update, other.L, other.stopped)
        np.testing.assert_array_equal(one.theta, other.theta)
    with pytest.raises(ValueError, match="no pause 'day': choose one of 'epoch', 'update'"):
        train(Network([3, 1]), X, label, every="day")


def test_theta_is_held_to_what_it_is_projected_into_after_every_update():
    X, label = examples()

    def positive(theta):
        np.maximum(theta, 0, out=theta)

    net = Network([3, 6, 1], seed=1)
    states = list(train(net, X, -label, batch_size=16, epochs=2, rate=0.1, every="update", project=positive))
    assert (states[0].theta < 0).any()
    assert all((state.theta >= 0).all() for state in states[1:])
    assert (states[-1].theta != states[1].theta).any()


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "hard_sigmoid", "none"])
def test_the_pieces_of_a_state_add_up_to_what_it_predicts(activation):
    x, label = np.linspace(3, 9, 40), np.sin(np.linspace(0, 5, 40)) + 20
    *_, state = train(Network([1, 6, 1], activation, seed=2), x, label, epochs=3)
    constant, pieces = state.pieces()
    one = {"relu": lambda r: max(r, 0.0), "none": lambda r: r, "sigmoid": lambda r: 1 / (1 + np.exp(-r))}
    one["hard_sigmoid"] = lambda r: min(max(r / 4 + 0.5, 0.0), 1.0)
    total = [constant + sum(c * one[activation](b + w * at) for c, b, w in pieces) for at in x]
    np.testing.assert_allclose(state.predict(x), total, rtol=1e-5)


@pytest.mark.parametrize("sizes", [[2, 3, 1], [1, 3, 3, 1], [1, 1]])
def test_a_network_of_another_shape_has_no_pieces(sizes):
    X, label = examples(features=sizes[0])
    with pytest.raises(ValueError, match="one feature and one hidden layer"):
        next(train(Network(sizes), X, label)).pieces()
    with pytest.raises(ValueError, match="one feature and one hidden layer"):
        next(train_many([1, 3, 1], range(2), X[:, 0], label)).pieces()
