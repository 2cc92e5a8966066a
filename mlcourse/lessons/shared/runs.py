"""Networks that train while the reader looks on: their losses by epoch."""

import numpy as np

from mlcourse.experiments.models import FIXED
from mlcourse.interact.recent import Runs, recent
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel
from mlcourse.training import train_many
from mlcourse.words import say

TOP = 0.8  # thousands: losses are drawn up to here

KEPT = 32  # settings whose losses are kept

EVERY = 10  # updates, from one point of a curve over them to the next


def so_far(begin, kept):
    """Return ``states(update, **settings)``: those of a run that a picture shows, of every tenth update up to this one.

    ``begin(**settings)`` returns an iterator over the states of a run, update by update. Those of the ``kept`` pictures
    shown last stay, so that a slider which is moved to and fro trains nothing twice.
    """
    runs = Runs(begin)

    @recent(kept)
    def states(update, **settings):
        (path,) = runs.follow(settings)
        return [path[k] for k in (*range(0, update, EVERY), update)]

    return states


def trainer(seen, unseen):
    """Return ``losses(epoch, *runs)``: of each run of a picture ``L`` and ``L′`` so far, two arrays (epoch + 1, seeds).

    A run is a dict: ``hidden`` layers, ``activation``, ``seeds``, a network for each, and a recipe; ``days`` where it
    learns from the last so many only. The losses are kept but not the parameters, so that going back to a setting is
    instant and takes no memory to speak of.
    """

    def run(hidden, seeds, activation="relu", days=None, **recipe):
        rows = seen if days is None else seen._make(column[-days:] for column in seen)
        sizes, how = [rows.X.shape[1], *hidden, 1], FIXED | recipe
        states = train_many(sizes, seeds, *rows[:2], activation=activation, unseen=unseen[:2], **how)
        return ((state.L, state.L_unseen) for state in states)

    trained = Runs(run, kept=KEPT)

    def losses(epoch, *runs):
        return [np.moveaxis([path[k] for k in range(epoch + 1)], 1, 0) for path in trained.follow(*runs)]

    return losses


def curves(ways, epochs, title, top=TOP):
    """Draw losses by epoch: ``ways`` is ``{name: (role, losses)}``, losses (epochs so far, seeds), medians thick."""
    room = 1.2 + 0.042 * max(map(len, ways))  # for a name behind the last epoch, on a narrow page too
    marks, ends = [], {name: np.median(losses[-1]) for name, (_, losses) in ways.items()}
    heights = dict(zip(sorted(ends, key=ends.get), apart(sorted(ends.values()), top), strict=True))
    for name, (role, losses) in ways.items():
        losses = np.clip(losses, 0, 2 * top)
        at, median = np.arange(len(losses)), np.median(losses, axis=1)
        marks += [
            Line(at, losses.T, role=role, width=1, opacity=0.35),
            Line(at, median, role=role),
            Dots(at[-1:], median[-1:], role=role, size=4),
            Text(at[-1], heights[name], name, role=role, side="right"),
        ]
    return Panel(
        *marks, x=Axis(say("epoch"), (0, room * epochs)), y=Axis(say("loss (thousands)"), (0, top)), title=title
    )


def apart(heights, top):
    """Move rising heights of labels apart, each as little up or down as it must, so that they can be read."""
    least = 0.11 * top * np.arange(len(heights))
    free = np.clip(heights - least, 0.04 * top, 0.97 * top - least[-1])
    up, down = np.maximum.accumulate(free), np.minimum.accumulate(free[::-1])[::-1]
    return (up + down) / 2 + least
