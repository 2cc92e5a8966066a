"""4.11 A better step."""

from functools import partial

import numpy as np

from mlcourse.interact.controls import choice, played
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.interact.recent import Runs
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES, called, over
from mlcourse.lessons.sigmoids.learn import started
from mlcourse.losses import mse
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import train, updates_per_epoch
from mlcourse.words import say, say_many

RATES = [0.003, 0.01, 0.03, 0.1, 0.3]

SIGMOIDS, B, EPOCHS = 20, 10, 200


def optimizers(**more):
    """Train with SGD and with Adam from one start, with one ``η`` and the same batches: two fits, two losses."""
    curves, ways = CURVES | more, {"sgd": ("SGD", "path"), "adam": ("Adam", "prediction")}
    walks = Runs(partial(_walk, curves))

    def draw(curve, η, epoch):
        y, fits, losses, ends = predictions(curves[curve], FINE, {}), [], [], {}
        paths = walks.follow(*({"curve": curve, "η": η, "optimizer": optimizer} for optimizer in ways))
        for path, (way, (name, role)) in zip(paths, ways.items(), strict=True):
            L = np.clip([path[k].L for k in range(epoch + 1)], 1e-5, 1e3)
            fits.append(Line(FINE, np.clip(path[epoch].predict(FINE[:, None]), -99, 99), role=role))
            losses += [Line(np.arange(len(L)), L, role=role, width=2), Dots([epoch], L[-1:], role=role, size=4)]
            losses.append(Text(epoch, L[-1], name, role=role))
            ends[way] = path[epoch].L
        return Scene(
            over(curve, FINE, y, *fits),
            Panel(*losses, x=Axis(say("epoch"), (0, 1.2 * EPOCHS)), y=Axis("L (MSE)", (1e-4, 100), scale="log")),
            says=_said(η, epoch, epoch * updates_per_epoch(len(SAMPLES), B), **ends),
        )

    curve = choice({each: called(each) for each in curves})
    return Explorer(draw, curve=curve, η=choice(RATES, 0.03), epoch=played(range(EPOCHS + 1), 50))


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
