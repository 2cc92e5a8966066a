"""3.1 and 3.3 Downhill along one parameter, until patience or the slope ends it."""

import numpy as np

from mlcourse import functions
from mlcourse.descent import Stopped, descend, slope, step
from mlcourse.interact.controls import Dice, played, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import predictions
from mlcourse.lessons.descent import steps
from mlcourse.pictures.marks import Arrow, Dots, Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

FLAT = 1e-10  # a slope that finite differences cannot tell from 0

SMALL = 5e-3  # a slope that two digits write as 0

FAR = 1.5  # widths of the picture


def one_parameter(curve=functions.wavy, low=-4.0, high=4.0):
    """Start anywhere on the curve of a loss, choose ``η`` and a patience, and walk: each step is drawn and said.

    ``curve`` takes an array of ``w`` and returns its losses; it may be the reader's own.
    """
    grid, start = np.linspace(low, high, 400), slider(low, high, high - (high - low) / 10)

    def at(w):
        return predictions(curve, np.atleast_1d(w), {})

    def draw(start, η, patience, update):
        loss, gradient = nearby(lambda w: at(w)[0], low, high), lambda w: slope(at, w)
        path = descend(gradient, [start], loss=loss, rate=η, updates=patience, tolerance=FLAT)
        heights, k = at(grid), min(update, len(path.losses) - 1)
        w, L, g = path.points[k, 0], path.losses[k], slope(at, path.points[k, 0])[0]
        limits = heights.min() - 0.08 * np.ptp(heights), heights.max() + 0.16 * np.ptp(heights)
        steps = _steps(path, k, g, float(np.clip(step(w, g, η), low - 1, high + 1)), 0.12 * (high - low))
        handle = Handle(start, at(start)[0], right={"start": 1.0}, label=say("start"), role="prediction")
        return Scene(
            _on_the_curve(grid, heights, limits, *steps, handle),
            _with_patience(path.losses[: k + 1], patience, limits),
            says=" ".join([say("Update {k}: w = {w:.3f}, L = {L:.3f}.", k=k, w=w, L=L), _step(g, η), *ending(path, k)]),
            ends={"update": len(path.losses) - 1},
            facts=_facts(path, k, g),
        )

    patience, update = slider(1, 100, 100, step=1), played(range(101))
    dice = Dice(say("roll a start"), throws=start, rewinds=update)
    explorer = Explorer(draw, dice, start=start, η=(0.01, 1.2, 0.1), patience=patience, update=update)
    return explorer.folding("start").with_steps(steps.ONE_PARAMETER if curve is functions.wavy else ())


def two_ends():
    """Start on the very top between the two valleys, and see the two ways in which a walk ends."""
    return one_parameter().at(start=0.0).with_steps(steps.TWO_ENDS)


def _facts(path, k, g):
    """Return what the steps look at: where the walk is at update ``k``, and how it came there."""
    ways = np.diff(path.points[: k + 1, 0])
    rests = path.stopped is Stopped.FLAT and k == len(path.losses) - 1
    turns = int((np.sign(ways[1:]) != np.sign(ways[:-1])).sum())
    told = {"k": k, "g": g, "w": path.points[k, 0], "L": path.losses[k], "rests": rests}
    return told | {"lengths": np.abs(ways), "last": abs(ways[-1]) if k else 0.0, "turns": turns}


def nearby(loss, low, high):
    """Return ``loss`` with infinity at what is far from the picture: it has diverged, as far as a picture can show."""
    middle, reach = np.add(low, high) / 2, (FAR + 0.5) * np.subtract(high, low)
    return lambda place: loss(place) if (np.abs(place - middle) < reach).all() else np.inf


def _on_the_curve(grid, heights, limits, *marks):
    """Draw the loss over the parameter, and ``marks`` over it."""
    ends = grid[0], grid[-1]
    return Panel(Line(grid, heights, role="error"), *marks, x=Axis("w", ends), y=Axis("L(w)", limits))


def _steps(path, k, g, to, reach):
    """Mark the steps up to update ``k`` along a curve, its slope ``g`` there, and the place ``to`` step to next."""
    ways, losses = path.points[: k + 1, 0], path.losses[: k + 1]
    w, L = ways[-1], losses[-1]
    return (
        Line([w - reach, w + reach], [L - reach * g, L + reach * g], role="quiet", width=2, dashed=True),
        Line(ways, losses, role="path", width=1, opacity=0.6),
        Dots(ways, losses, role="path", size=3.5),
        Arrow(w, L, to, L, role="path"),
    )


def _with_patience(losses, patience, limits):
    """Draw the losses so far, and after how many updates they end at the latest."""
    low, top = limits
    return Panel(
        Line(np.arange(len(losses)), losses, role="error"),
        Dots([len(losses) - 1], losses[-1:], role="error", size=5),
        Line([patience, patience], [low, top - (top - low) / 15], role="best", width=1.5, dashed=True),
        Text(patience, top - (top - low) / 15, say("patience"), role="best", side="left"),
        x=Axis(say("update"), (0, 104)),
        y=Axis("L", limits),
    )


def _step(g, rate):
    """Say what the slope asks for."""
    if abs(g) <= FLAT:
        return say("The slope is 0: no step, however large η is.")
    told = {"slope": g, "steep": abs(g), "rate": rate, "step": abs(rate * g)}
    if abs(g) < SMALL:
        return say("The [slope is {slope:+.0e}|error]: nearly 0, and not yet 0, so it goes on, by a hair.", **told)
    if g * rate > 0:
        return say(
            "The [slope is {slope:+.2f}|error], so with η = {rate:.3g}, w shrinks by "
            "η × {steep:.2f} = [{step:.3f}|path].",
            **told,
        )
    return say(
        "The [slope is {slope:+.2f}|error], so with η = {rate:.3g}, w grows by η × {steep:.2f} = [{step:.3f}|path].",
        **told,
    )


def ending(path, k):
    """Say why the walk stopped, once it is at its end: a list of one sentence or none."""
    made = len(path.losses) - 1
    return [] if k < made else [ENDINGS[path.stopped](made)]


ENDINGS = {
    Stopped.PATIENCE: lambda made: say_many(
        "It has stopped: patience is over, after {n} update.",
        "It has stopped: patience is over, after {n} updates.",
        n=made,
    ),
    Stopped.FLAT: lambda made: say_many(
        "It has stopped: the derivative is 0, after {n} update.",
        "It has stopped: the derivative is 0, after {n} updates.",
        n=made,
    ),
    Stopped.DIVERGED: lambda made: say(
        "It has stopped: it diverged, at update {update}, far out of the picture.", update=made + 1
    ),
}
