"""4.10 Batches, and their losses."""

import numpy as np

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.controls import Dice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.pictures.marks import Bars, Dots, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.training import deal
from mlcourse.words import raised, say, say_many

BINS = np.linspace(0, 6, 61)  # thousands


def batches(x, label):
    """Choose ``B``, shuffle and deal: the batches, and their losses around ``L``, for the best line of all days.

    ``x`` and ``label`` are the views of yesterday and today in thousands, ``(N,)``.
    """
    (w,), b = best(x, label)
    wrong, N = np.abs(functions.line(x, w, b) - label), len(x)

    def losses_of(dealt):
        return np.array([wrong[each].mean() for each in dealt])

    def draw(B, place, shuffled, again):
        mixed = deal(np.random.default_rng(again).permutation(N), B)
        dealt = mixed if shuffled else deal(np.arange(N), B)
        k, losses, L = (place - 1) // B, losses_of(dealt), wrong.mean()
        return Scene(
            _pile(dealt, k, B, place),
            _losses_of_batches(losses, k, L),
            says=f"{_dealt(N, B, len(dealt))} {_watched(k, len(dealt[k]), losses, L)}",
            facts={"n": len(dealt), "size": len(dealt[k]), "L": L, "spread": losses.std()}
            | {"mixed": losses_of(mixed).std()},
        )

    B, place = slider(1, N, 32, step=1), slider(1, N, 1, step=1, label=say("place"))
    explorer = Explorer(draw, B=B, place=place, shuffled=True, again=Dice(say("shuffle again")))
    return explorer.folding("again").with_steps(steps.BATCHES)


def _dealt(N, B, n):
    """Say into how many batches of ``B`` the days are dealt."""
    return say_many(
        "{N} days in batches of {B}: [{n} update an epoch|path].",
        "{N} days in batches of {B}: [{n} updates an epoch|path].",
        n=n,
        N=N,
        B=B,
    )


def _watched(k, size, losses, L):
    """Say how large batch ``k`` is, its loss beside that of all days, and how the losses of all batches spread."""
    batch = say_many(
        "Batch {batch} of {batches} holds {n} day, its loss is [L{power} = {loss:.2f}k|path]; over all days it is "
        "[L = {L:.2f}k|best].",
        "Batch {batch} of {batches} holds {n} days, its loss is [L{power} = {loss:.2f}k|path]; over all days it is "
        "[L = {L:.2f}k|best].",
        n=size,
        batch=k + 1,
        batches=len(losses),
        power=raised(k + 1),
        loss=losses[k],
        L=L,
    )
    if len(losses) == 1:
        return " ".join([batch, say("One batch of all days: its loss is L itself.")])
    return " ".join([batch, say("The batches' losses spread by [{spread:.2f}k|error].", spread=losses.std())])


def _pile(dealt, k, B, place):
    """Draw the days in the order they were dealt, cut into batches of ``B`` if these are few.

    Batch ``k`` is chosen, by the day at a ``place`` in the pile, which counts from 1.
    """
    pile, start, size = np.concatenate(dealt), k * B, len(dealt[k])
    N, few = len(pile), 1 < len(dealt) <= 50
    edges = np.arange(B, N, B)
    return Panel(
        Bars([start + size / 2], [N - 0.5], role="path", width=float(size), opacity=0.15),
        Dots(np.arange(N) + 0.5, pile, size=1.8, opacity=0.6),
        Dots(start + np.arange(size) + 0.5, dealt[k], role="path", size=3),
        Dots([place - 0.5], pile[[place - 1]], role="ink", size=5),
        Segments(edges, 0 * edges - 0.5, N - 0.5 + 0 * edges, role="grid", width=1) if few else None,
        x=Axis(say("place in the pile, cut into batches"), (0, N)),
        y=Axis(say("which day it is"), (-0.5, N - 0.5)),
    )


def _losses_of_batches(losses, k, L):
    """Draw how the losses of the batches spread around ``L``, of all days; batch ``k`` is chosen."""
    share = np.histogram(np.clip(losses, BINS[0], BINS[-1] - 0.01), BINS)[0] / len(losses)
    top = share.max()
    return Panel(
        Bars((BINS[:-1] + BINS[1:]) / 2, share, role="error", width=0.09, opacity=0.6),
        Line([L, L], [0, 1.2 * top], role="best", width=2, dashed=True),
        Text(L, 1.2 * top, f"L = {L:.2f}k", role="best", side="right"),
        Dots([losses[k]], [0.02 * top], role="path", size=6),
        x=Axis(say("loss of a batch (thousands)"), (0, 6)),
        y=Axis(say("share of the batches"), (0, 1.25 * top)),
    )
