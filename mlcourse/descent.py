"""Gradient descent: θ ← θ − η·g, again and again; and what the curvature says about η."""

from enum import Enum, auto
from typing import NamedTuple

import numpy as np

from mlcourse.losses import with_gradient
from mlcourse.words import InputError, say


class Stopped(Enum):
    """Why a descent or a training stopped."""

    PATIENCE = auto()  # all updates, or epochs, are done
    FLAT = auto()  # the derivative is 0
    DIVERGED = auto()  # the next step leads to what is no ordinary number


def step(theta, g, rate):
    """One update, θ ← θ − ηg. An array is changed in place, and returned."""
    theta -= rate * g
    return theta


class Path(NamedTuple):
    """The way down: `points` (updates + 1, …), the start first, their `losses` (updates + 1,), and why it `stopped`.

    Its updates are those that were made: one that would have led out of the ordinary numbers is none of them.
    """

    points: np.ndarray
    losses: np.ndarray
    stopped: Stopped


def descend(gradient, start, *, loss, rate, updates, tolerance=0.0):
    """Walk downhill from `start`, a number or a vector: θᵏ⁺¹ = θᵏ − η·g(θᵏ), at most `updates` times.

    `gradient` and `loss` take θ; `rate` is the learning rate η. It stops when patience ends (`updates` are done), where
    no derivative is larger than `tolerance`, or where a step would lead to what is no ordinary number: it diverged, and
    the last ordinary point is kept. Raises ValueError for a start or a rate that is not finite, or no updates at all.

    With an array of rates, (rates,), as many walks go from `start` side by side: θ has a row for each, `losses` are
    (updates + 1, rates), a row that diverged stays where it was, and all have stopped when none of them moves.
    """
    theta, rate = np.asarray(start, dtype=float), np.asarray(rate, dtype=float)
    if not np.isfinite(theta).all():
        raise InputError(say("the descent cannot start at {start!r}: give finite numbers", start=start))
    if not np.isfinite(rate).all():
        told = say(
            "the learning rate is {rate}: give a finite number, a small positive one to begin with", rate=str(rate)
        )
        raise InputError(told)
    if updates < 1:
        raise InputError(say("updates is {updates!r}: let it make at least 1", updates=updates))
    own = tuple(range(rate.ndim, rate.ndim + theta.ndim))  # the axes of one θ, behind that of the rates
    theta, rate = np.broadcast_to(theta, rate.shape + theta.shape), np.expand_dims(rate, own)
    points, losses, stopped = [theta], [loss(theta)], Stopped.PATIENCE
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(updates):
            g = gradient(theta)
            if np.abs(g).max() <= tolerance:
                stopped = Stopped.FLAT
                break
            theta = step(points[-1].copy(), g, rate)
            L = loss(theta)
            if not (np.isfinite(theta).all() and np.isfinite(L).all()):
                gone = ~(np.isfinite(theta).all(axis=own) & np.isfinite(L))
                if gone.all():
                    stopped = Stopped.DIVERGED
                    break
                theta[gone], L = points[-1][gone], np.where(gone, losses[-1], L)
            points.append(theta)
            losses.append(L)
    return Path(np.array(points), np.array(losses), stopped)


def slope(curve, w, h=1e-5):
    """Slope of a curve at `w`, by a central difference: (L(w + h) − L(w − h)) / 2h. The error is of the order of h²."""
    return (curve(w + h) - curve(w - h)) / (2 * h)


def objective(X, label, loss):
    """Loss and gradient of the linear model as functions of θ = (b, w₁ … w_J): `(L, g)`, for `descend`.

    `X` is (N, J) or (N,), `loss` a `Loss` such as `mae` or `mse`. With a column of ones for b, y = Aθ and
    ∇L(θ) = Aᵀ ∂L/∂y. θ may have rows, (…, J + 1), one for each of several walks: so it stands on the left here.
    """
    A, _ = with_ones(X), with_gradient(loss)

    def of(theta):
        return loss(theta @ A.T, label)

    def gradient(theta):
        return loss.gradient(theta @ A.T, label) @ A

    return of, gradient


def with_ones(X):
    """Features `X`, (N, J) or (N,), with a column of ones before them, for the bias: (N, J + 1)."""
    return np.column_stack([np.ones(len(X)), X])


def curvature(X):
    """Second derivatives of the linear model's MSE, the same everywhere: H = (2/N) AᵀA, (J + 1, J + 1)."""
    A = with_ones(X)
    return 2 / len(A) * A.T @ A


def bowl(H, ground, least):
    """Loss and gradient on a bowl of curvature `H` with the `least` loss at its `ground` θ*: `(L, g)`, for `descend`.

    L(θ) = L(θ*) + ½ (θ − θ*)ᵀH(θ − θ*) and g = H(θ − θ*): the linear model's MSE, as soon for many days as for one. θ
    may have rows, (…, J + 1).
    """

    def of(theta):
        away = theta - ground
        return least + (away * (away @ H)).sum(axis=-1) / 2

    def gradient(theta):
        return (theta - ground) @ H  # H is its own transpose

    return of, gradient


def largest_stable_rate(H):
    """Largest η with which descent on a bowl of curvature `H` does not diverge: 2/λ, with H's largest eigenvalue λ.

    In that direction each update multiplies the distance to the best point by 1 − ηλ; beyond 2/λ it is below −1.
    """
    return 2 / np.linalg.eigvalsh(H)[-1]


def condition(H):
    """Condition number of a bowl: its largest curvature over its smallest, the square of how much longer than wide."""
    eigenvalues = np.linalg.eigvalsh(H)
    return eigenvalues[-1] / eigenvalues[0]


def standardised(X, *, centre=True, scale=True):
    """Features (N, J) or (N,) with mean 0 (`centre`) and standard deviation 1 (`scale`); the same shape."""
    if centre:
        X = X - np.mean(X, axis=0)
    return X / np.std(X, axis=0) if scale else X
