"""6.5 A folded curve: what depth is good for."""

import numpy as np

from mlcourse import functions
from mlcourse.experiments.models import FIXED
from mlcourse.interact.controls import Dice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs
from mlcourse.lessons.depth import steps
from mlcourse.losses import mse
from mlcourse.pictures.marks import Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train_many
from mlcourse.words import say, say_many

DEEP, FAT = (20, 20, 20), (300,)  # 901 parameters each

SEEDS = 5

FOLDS = range(1, 6)

EPOCHS = 300

X = np.linspace(0, 1, 257)


def folded():
    """Train a deep and a fat network with as many parameters on a folded curve: what can each of them follow?"""
    runs = Runs(_run, kept=2 * len(FOLDS))

    def draw(folds, epoch, dice):
        how = {"folds": folds, "seeds": range(SEEDS * dice, SEEDS * (dice + 1))}
        y, paths = functions.fold(X, folds), runs.follow(*({"hidden": net} | how for net in (DEEP, FAT)))
        (deep, by_deep), (fat, by_fat) = (path[epoch] for path in paths)
        return Scene(
            _following(y, by_deep, say("deep: {units} units", units=" + ".join(map(str, DEEP)))),
            _following(y, by_fat, say("fat: {units} units", units=" + ".join(map(str, FAT)))),
            says=f"{_needed(folds)} {_wrong(epoch, deep, fat)}",
            facts={"deep": np.median(deep), "fat": np.median(fat), "last": EPOCHS},
        )

    folds, epoch = slider(FOLDS[0], FOLDS[-1], 3, step=1), played(range(EPOCHS + 1), 100)
    explorer = Explorer(draw, folds=folds, epoch=epoch, dice=Dice(say("five other seeds")))
    return explorer.with_steps(steps.FOLDED)


def _needed(folds):
    """Say what it takes to follow a curve that is folded so often."""
    return say_many(
        "Folded {n} time: {pieces} straight pieces, for which depth needs {relus} ReLUs and one layer {pieces}.",
        "Folded {n} times: {pieces} straight pieces, for which depth needs {relus} ReLUs and one layer {pieces}.",
        n=folds,
        pieces=2**folds,
        relus=2 * folds,
    )


def _wrong(epoch, deep, fat):
    """Say how wrong the two networks are, whose mean errors rise from seed to seed."""
    return say_many(
        "Mean error after {n} epoch, median of {seeds} seeds: deep [{deep:.3f}|prediction] ({deep_low:.3f} "
        "to {deep_high:.3f}), fat [{fat:.3f}|prediction] ({fat_low:.3f} to {fat_high:.3f}).",
        "Mean error after {n} epochs, median of {seeds} seeds: deep [{deep:.3f}|prediction] ({deep_low:.3f} "
        "to {deep_high:.3f}), fat [{fat:.3f}|prediction] ({fat_low:.3f} to {fat_high:.3f}).",
        n=epoch,
        seeds=SEEDS,
        **{"deep": np.median(deep), "deep_low": deep[0], "deep_high": deep[-1]},
        **{"fat": np.median(fat), "fat_low": fat[0], "fat_high": fat[-1]},
    )


def _run(hidden, folds, seeds):
    """Train a network for each seed: yield, epoch by epoch, their mean errors, rising, and the median run's curve."""
    y, how = functions.fold(X, folds), FIXED | {"loss": mse, "rate": 0.01, "epochs": EPOCHS}
    for state in train_many([1, *hidden, 1], seeds, X[:, None], y, **how):
        predicted = np.clip(state.predict(X[:, None]), -9, 9)
        wrong = np.abs(predicted - y).mean(axis=1)
        yield np.sort(wrong), predicted[np.argsort(wrong)[SEEDS // 2]].astype(np.float32)


def _following(y, predicted, title):
    return Panel(
        Line(X, y, role="target", width=5, opacity=0.6),
        Line(X, predicted, role="prediction", width=2),
        x=Axis("x₁", (0, 1)),
        y=Axis("y", (-0.3, 1.3)),
        title=title,
    )


def unfolded():
    """Fold a curve, one layer of two ReLUs at a time: exactly, without any training."""
    fine = np.linspace(0, 1, 1025)

    def draw(layers, done):
        before = functions.fold(fine, layers - 1)
        y, crease = _on_the_way(before, done / 100)
        thin = max(1.0, 4.5 - layers / 2)  # many pieces stand close together
        return Scene(
            Panel(
                Line(fine, before, role="data", width=min(thin, 1.5), opacity=1.0 if layers < 6 else 0.0),
                Line(fine, y, role="prediction", width=thin),
                Line([0, 1], [crease, crease], role="path", width=1.5, dashed=True),
                Text(0.02, crease, say("folded here"), role="path", side="above", size=0.85),
                x=Axis("x₁", (0, 1)),
                y=Axis("y", (0, 1.1)),
            ),
            says=_unfolded(layers, 2**layers),
            facts={"pieces": 2**layers, "relus": 2 * layers},
        )

    layers, done = slider(1, 7, 2, step=1), played(range(0, 101, 5), 100, label=say("% folded"))
    return Explorer(draw, layers=layers, done=done).with_steps(steps.UNFOLDED)


def _on_the_way(before, done):
    """Return the curve part of the way through a fold, and where its crease is: laid over first, stretched after it."""
    over, stretched = np.cos(np.pi * min(1, 2 * done)), 1 + max(0, 2 * done - 1)
    return stretched * (np.minimum(before, 0.5) + over * np.maximum(before - 0.5, 0)), 0.5 * stretched


def _unfolded(layers, pieces):
    """Say how many straight pieces the layers make, and what one layer would need for them."""
    deep = say_many(
        "{n} layer of 2 ReLUs: [{pieces} straight pieces|prediction] from {relus} ReLUs.",
        "{n} layers of 2 ReLUs: [{pieces} straight pieces|prediction] from {relus} ReLUs.",
        n=layers,
        pieces=pieces,
        relus=2 * layers,
    )
    return " ".join([deep, say("One layer needs a ReLU for each piece: {pieces}.", pieces=pieces)])
