"""5.5 A class instead of a number: each unit cuts the plane in two."""

import numpy as np

from mlcourse.data import weekday
from mlcourse.functions import sigmoid
from mlcourse.interact.controls import Dice, choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs
from mlcourse.lessons.relu import steps
from mlcourse.losses import logistic
from mlcourse.network import Network, Units, layer_matrices
from mlcourse.pictures.marks import Dots, Line, Surface, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train
from mlcourse.words import say, say_many

EPOCHS, UNITS = 60, (1, 2, 4, 8)

SHARES = (0.2, 1.8)  # of both axes

GRID = np.linspace(*SHARES, 50)

CHANCES = np.array([0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98])  # of “weekday”, between the bands of the map


def features_and_classes(rows):
    """Return a day's views as shares of the mean week before and of the day before, (N, 2), and if it is a weekday."""
    return np.column_stack([rows.label / rows.X[:, :7].mean(axis=1), rows.label / rows.X[:, 0]]), (
        weekday(rows.dates) < 5
    ).astype(float)


def classes(rows):
    """Train a classifier, weekday or weekend from two features: the map, each unit's border, the cross-entropy.

    ``rows`` are examples of seven days or more.
    """
    X, y = features_and_classes(rows)
    units_of = Units(X.mean(axis=0), X.std(axis=0))
    walks = Runs(lambda units, seed: _training(X, y, units_of, units, seed), kept=len(UNITS))

    def draw(units, epoch, again):
        (path,) = walks.follow({"units": units, "seed": again})
        state, L = path[epoch], np.array([path[k].L for k in range(epoch + 1)])
        right, before = (np.mean((path[k].predict(X) > 0) == (y > 0)) for k in (epoch, 0))
        return Scene(
            _map(X, y, rows.dates, state, _borders(state.theta, units, units_of)),
            _falling(L, logistic(np.full(len(y), np.log(y.mean() / (1 - y.mean()))), y)),
            says=_said(units, epoch, L[-1], right, y.mean()),
            facts=_facts(L[-1], right, before, y),
        )

    epoch = played(range(EPOCHS + 1), 0)
    again = Dice(say("another random start"), rewinds=epoch)
    return Explorer(draw, units=choice(UNITS, 4), epoch=epoch, again=again).with_steps(steps.CLASSES)


def _facts(L, right, before, y):
    """Return what the steps look at: the loss, which share of days is right, and was before any training."""
    told = {"L": L, "right": right, "before": before, "always": y.mean(), "last": EPOCHS}
    return told | {"days": len(y), "wrong": round((1 - right) * len(y))}


def _training(X, y, units_of, units, seed):
    """Train ``units`` ReLUs; what comes out is turned into a chance by a sigmoid, which the loss knows."""
    how = {"loss": logistic, "rate": 0.01, "epochs": EPOCHS, "units": units_of, "seed": seed}
    return train(Network([2, units, 1], "relu", seed), X, y, **how)


def _borders(theta, units, units_of):
    """Return where each unit's r is 0: a straight line of the plane, as two points far outside of it, (units, 2, 2)."""
    inner, _ = layer_matrices(theta.astype(float), [2, units, 1])
    w = inner[:, 1:] / units_of.x_spread
    b = inner[:, 0] - w @ units_of.x_mean
    length = np.maximum(np.hypot(*w.T), 1e-9)[:, None]
    foot, along = -b[:, None] * w / length**2, np.column_stack([-w[:, 1], w[:, 0]]) / length
    return np.clip(np.stack([foot - 9 * along, foot + 9 * along], axis=1), -99, 99)


def _map(X, y, dates, state, borders):
    """Draw how sure of “weekday” the network is all over the plane, the days, and the border of each unit."""
    plane = np.stack(np.meshgrid(GRID, GRID), axis=-1).reshape(-1, 2)
    chance = sigmoid(state.predict(plane)).reshape(len(GRID), len(GRID))
    lines = [Line(*border.T, role="prediction", width=2, dashed=True) for border in borders]
    return Panel(
        Surface(GRID, GRID, chance, CHANCES),
        Dots(*X[y > 0].T, role="label", size=1.8, opacity=0.5, days=dates[y > 0]),
        Dots(*X[y == 0].T, role="error", size=2.2, opacity=0.7, days=dates[y == 0]),
        *(lines + [None] * (UNITS[-1] - len(lines))),
        Text(1.25, 1.65, say("weekdays"), role="label"),
        Text(0.35, 0.35, say("weekends"), role="error"),
        x=Axis(say("views / mean of the week before"), SHARES),
        y=Axis(say("views / day before"), SHARES),
    )


def _falling(L, base):
    """Draw the loss over epochs; dashed is that of one and the same chance for every day."""
    at = np.arange(len(L))
    return Panel(
        Line([0, EPOCHS], [base, base], role="rule", width=1.5, dashed=True),
        Text(EPOCHS, base, say("the same chance every day"), role="rule", side="above", size=0.85),
        Line(at, L, role="error"),
        Dots(at[-1:], L[-1:], role="error", size=5),
        x=Axis(say("epoch"), (0, EPOCHS)),
        y=Axis(say("cross-entropy"), (0, 1.4)),
    )


def _said(units, epoch, L, right, always):
    told = {"epoch": epoch, "L": L, "right": right, "always": always}
    return say_many(
        "{n} ReLU, epoch {epoch}: cross-entropy [{L:.3f}|error], and [{right:.1%}|prediction] of the days are right "
        "(always “weekday”: {always:.1%}). Dashed is its border, where r = 0.",
        "{n} ReLUs, epoch {epoch}: cross-entropy [{L:.3f}|error], and [{right:.1%}|prediction] of the days are right "
        "(always “weekday”: {always:.1%}). Dashed are their borders, where r = 0.",
        n=units,
        **told,
    )
