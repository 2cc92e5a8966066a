"""4.11 A better step."""

from functools import partial

import numpy as np

from mlcourse.interact.controls import choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import Runs
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, called, over
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.lessons.sigmoids.learn import started
from mlcourse.losses import mse
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train, updates_per_epoch
from mlcourse.words import say, say_many

RATES = [0.003, 0.01, 0.03, 0.1, 0.3]

SIGMOIDS, B, EPOCHS = 20, 10, 200

WAYS = {"sgd": ("SGD", "path"), "adam": ("Adam", "prediction")}


def optimizers(**more):
    """Train with SGD and with Adam from one start, with the same batches: two fits, their losses, and those by ``η``.

    ``more`` curves, by name, take an array of ``x`` from 0 to 12.
    """
    curves = CURVES | more
    walks = Runs(partial(_walk, curves), kept=(len(curves) - 1) * len(WAYS) * len(RATES))

    def draw(epoch, η, curve):
        each = [{"curve": curve, "η": rate, "optimizer": way} for way in WAYS for rate in RATES]
        paths = np.array(walks.follow(*each), dtype=object).reshape(len(WAYS), len(RATES))
        chosen, ends = paths[:, RATES.index(η)], np.array([[path[epoch].L for path in row] for row in paths])
        sgd, adam = ends[:, RATES.index(η)]
        return Scene(
            over(curve, FINE, predictions(curves[curve], FINE, {}), *_fits(chosen, epoch)),
            _by_epoch(chosen, epoch),
            _by_rate(ends, η, epoch),
            says=_said(η, epoch, epoch * updates_per_epoch(len(SAMPLES), B), sgd, adam),
            facts={"sgd": sgd, "adam": adam, "best_sgd": ends[0].min(), "best_adam": ends[1].min()},
        )

    curve, epoch = choice({each: called(each) for each in curves}), played(range(EPOCHS + 1), 50, stride=2)
    return Explorer(draw, epoch=epoch, η=choice(RATES, 0.03), curve=curve).with_steps(steps.OPTIMIZERS)


def _said(η, epoch, updates, sgd, adam):
    """Say how far both have come, with these losses."""
    return say_many(
        "{sigmoids} sigmoids, batches of {B}, η = {η}, after {n} epoch, {updates:,} updates: "
        "[SGD has L = {sgd:.3g}|path] and [Adam has L = {adam:.3g}|prediction].",
        "{sigmoids} sigmoids, batches of {B}, η = {η}, after {n} epochs, {updates:,} updates: "
        "[SGD has L = {sgd:.3g}|path] and [Adam has L = {adam:.3g}|prediction].",
        n=epoch,
        sigmoids=SIGMOIDS,
        B=B,
        η=η,
        updates=updates,
        sgd=sgd,
        adam=adam,
    )


def final_loss(**settings):
    """Return the loss of a walk on one of the course's own curves after all `EPOCHS`."""
    *_, last = _walk(CURVES, **settings)
    return last.L


def _walk(curves, curve, η, optimizer):
    """Train on one of the ``curves``, from the start and with the batches that every walk has, epoch by epoch."""
    y = predictions(curves[curve], SAMPLES, {})
    how = {"loss": mse, "optimizer": optimizer, "rate": η, "batch_size": B, "epochs": EPOCHS}
    return train(started(SIGMOIDS, "random"), SAMPLES, y, **how)


def _fits(paths, epoch):
    """Draw what each way has come to."""
    fits = [np.clip(path[epoch].predict(FINE[:, None]), -99, 99) for path in paths]
    return [Line(FINE, fit, role=role) for fit, (_, role) in zip(fits, WAYS.values(), strict=True)]


LOSSES = "L (MSE)", (1e-4, 100)


def _by_epoch(paths, epoch):
    """Draw the loss of each way up to this epoch."""
    marks = []
    for path, (name, role) in zip(paths, WAYS.values(), strict=True):
        L = np.clip([path[k].L for k in range(epoch + 1)], 1e-5, 1e3)
        marks += [Line(np.arange(len(L)), L, role=role, width=2), Dots([epoch], L[-1:], role=role, size=4)]
        marks.append(Text(epoch, L[-1], name, role=role))
    return Panel(*marks, x=Axis(say("epoch"), (0, 1.2 * EPOCHS)), y=Axis(*LOSSES, scale="log"))


def _by_rate(ends, η, epoch):
    """Draw the losses with every rate, (2, rates), that ``η`` strong."""
    marks, ends = [], np.clip(ends, 1e-5, 1e3)
    for L, (_, role) in zip(ends, WAYS.values(), strict=True):
        marks += [Line(RATES, L, role=role, width=2), Dots(RATES, L, role=role, size=3)]
        marks.append(Dots([η], [L[RATES.index(η)]], role=role, size=6))
    return Panel(
        *marks,
        x=Axis("η", (RATES[0] / 1.5, RATES[-1] * 1.5), tuple((rate, f"{rate}") for rate in RATES), scale="log"),
        y=Axis(say("L after {epoch} epochs", epoch=epoch), LOSSES[1], scale="log"),
    )
