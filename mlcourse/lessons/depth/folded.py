"""6.5 A folded curve: what depth is good for."""

import numpy as np

from mlcourse import functions
from mlcourse.experiments.models import FIXED
from mlcourse.interact.controls import played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs
from mlcourse.losses import mse
from mlcourse.network import parameters
from mlcourse.pictures.marks import Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train_many
from mlcourse.words import counted

DEEP, FAT = (20, 20, 20), (300,)  # 901 parameters each

SEEDS = 5

FOLDS = range(1, 6)

EPOCHS = 300

X = np.linspace(0, 1, 257)


def folded():
    """Train a deep and a fat network with as many parameters on a folded curve: what can each of them follow?"""
    runs = Runs(_run, kept=2 * len(FOLDS))

    def draw(folds, epoch):
        y, panels, said, nets = functions.fold(X, folds), [], [], {"deep": DEEP, "fat": FAT}
        paths = runs.follow(*({"hidden": hidden, "folds": folds} for hidden in nets.values()))
        for path, (name, hidden) in zip(paths, nets.items(), strict=True):
            wrong, predicted = path[epoch]
            panels.append(_following(y, predicted, f"{name}: {' + '.join(map(str, hidden))} units"))
            said.append(f"{name} [{np.median(wrong):.3f}|prediction] ({wrong[0]:.3f} to {wrong[-1]:.3f})")
        return Scene(
            *panels,
            says=f"Folded {counted(folds, 'time')}: {2**folds} straight pieces, for which depth needs "
            f"{2 * folds} ReLUs and one layer {2**folds}. Both have {parameters([1, *DEEP, 1])} parameters. "
            f"Mean error after {counted(epoch, 'epoch')}, median of {SEEDS} seeds and spread: {', '.join(said)}.",
        )

    return Explorer(draw, folds=slider(FOLDS[0], FOLDS[-1], 3, step=1), epoch=played(range(EPOCHS + 1), 100))


def _run(hidden, folds):
    """Train a network for each seed: yield, epoch by epoch, their mean errors, rising, and the median run's curve."""
    y, how = functions.fold(X, folds), FIXED | {"loss": mse, "rate": 0.01, "epochs": EPOCHS}
    for state in train_many([1, *hidden, 1], range(SEEDS), X[:, None], y, **how):
        predicted = np.clip(state.predict(X[:, None]), -9, 9)
        wrong = np.abs(predicted - y).mean(axis=1)
        yield np.sort(wrong), predicted[np.argsort(wrong)[SEEDS // 2]].astype(np.float32)


def _following(y, predicted, title):
    return Panel(
        Line(X, y, role="target", width=5, opacity=0.4),
        Line(X, predicted, role="prediction", width=2),
        x=Axis("x₁", (0, 1)),
        y=Axis("y", (-0.3, 1.3)),
        title=title,
    )


def unfolded():
    """Fold a curve, one layer of two ReLUs at a time: exactly, without any training."""
    fine = np.linspace(0, 1, 1025)

    def draw(layers):
        y, before = functions.fold(fine, layers), functions.fold(fine, layers - 1)
        return Scene(
            Panel(
                Line(fine, before, role="data", width=1.5),
                Line(fine, y, role="prediction"),
                Line([0, 1], [0.5, 0.5], role="path", width=1.5, dashed=True),
                Text(0.02, 0.5, "folded here", role="path", side="above", size=0.85),
                x=Axis("x₁", (0, 1)),
                y=Axis("y", (0, 1.1)),
            ),
            says=f"{counted(layers, 'layer')} of 2 ReLUs: [{2**layers} straight pieces|prediction] from "
            f"{2 * layers} ReLUs. One layer needs a ReLU for each piece: {2**layers}.",
        )

    return Explorer(draw, layers=slider(1, 8, 2, step=1))
