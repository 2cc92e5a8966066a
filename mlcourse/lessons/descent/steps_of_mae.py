"""3.5 The steps of MAE over one day, ten days and all."""

from mlcourse import functions
from mlcourse.descent import descend, objective
from mlcourse.fits import best
from mlcourse.interact.controls import played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.surface import B, W, error_surface
from mlcourse.losses import mae, surface
from mlcourse.pictures.marks import Arrow, Dots, Line, Text
from mlcourse.pictures.scene import Scene
from mlcourse.words import say, say_many


def steps_of_mae(x, label):
    """Walk by MAE over one day, ten days and all of them: no η makes it diverge; with many days it comes to rest."""
    known = []
    for days in (slice(46, 47), slice(42, 1300, 136), slice(None)):  # 1 day, 10 days, all
        heights = surface(functions.line, x[days], label[days], loss=mae, w=W, b=B)
        (w,), b = best(x[days], label[days])
        lowest = (float(w), b) if len(x[days]) > 1 else None  # every line through the one day is best
        known.append((len(x[days]), heights, lowest, objective(x[days], label[days], mae)))

    def draw(η, update):
        panels, said = [], []
        for days, heights, lowest, (L, g) in known:
            path = descend(g, [8.0, -0.3], loss=L, rate=η, updates=update + 1)
            bs, ws = path.points[: update + 2].T
            panels.append(error_surface(W, B, heights, lowest, *_walked(ws, bs), title=_over(days)))
            said.append(path.losses[: update + 1])
        told = _told(update, η, len(x), [each[-1] for each in said])
        return Scene(*panels, says=told, facts={"one": said[0], "every": said[-1]})

    η = slider(0.002, 0.1, 0.02, step=0.001)
    return Explorer(draw, η=η, update=played(range(101))).with_steps(steps.STEPS_OF_MAE)


def _walked(ws, bs):
    """Mark the path so far, where it began, where it is now, and the next step: that is the last of ``ws, bs``."""
    return (
        Line(ws[:-1], bs[:-1], role="path", width=1.5),
        Dots(ws[:-1], bs[:-1], role="path", size=2.5),
        Dots(ws[-2:-1], bs[-2:-1], role="path", size=5),
        Arrow(ws[-2], bs[-2], ws[-1], bs[-1], role="path"),
        Text(ws[0], bs[0], say("start"), role="path", side="left"),
    )


def _over(days):
    return say_many("{n} day", "{n} days", n=days)


def _told(update, η, days, losses):
    one, ten, all_days = losses
    return say_many(
        "After {n} update with η = {η:.3f}, L is over 1 day [{one:.2f}k|error], over 10 days [{ten:.2f}k|error], "
        "over {days} days [{all_days:.2f}k|error].",
        "After {n} updates with η = {η:.3f}, L is over 1 day [{one:.2f}k|error], over 10 days [{ten:.2f}k|error], "
        "over {days} days [{all_days:.2f}k|error].",
        n=update,
        **{"η": η, "days": days, "one": one, "ten": ten, "all_days": all_days},
    )
