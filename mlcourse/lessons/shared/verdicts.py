"""What becomes of claims, as a picture: how many seeds or months speak for each, and how many chance alone would."""

import numpy as np

from mlcourse.experiments.claims import CLAIMS
from mlcourse.experiments.shown import WAYS, judged
from mlcourse.interact.controls import choice
from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.measures import height_of
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.verdict import Outcome
from mlcourse.words import say

ROW, ROOM, BESIDE = 34, 0.1, 0.4  # pixels; and beside a line from 0 to 1, at its left and at its right
ROLES = {Outcome.HOLDS: "prediction", Outcome.FAILS: "error", Outcome.OPEN: "quiet"}
HEADS = {str(k): head for k, (head, *_) in enumerate(WAYS)}


def verdicts(claims=tuple(CLAIMS)):
    """Show how many seeds or months speak for each of the ``claims``, in one of the ways to judge them."""
    found = {key: [judged(claim, *way[1:]) for claim in claims] for key, way in zip(HEADS, WAYS, strict=True)}
    parts = np.array_split(np.arange(len(claims)), 1 if len(claims) < 6 else 2)

    def draw(way):
        panels = [_rows([(CLAIMS[claims[k]].words, found[way][k]) for k in part], len(parts[0])) for part in parts]
        both = [pair for pair in zip(found["0"], found[way], strict=True) if None not in pair]
        same = sum(first.outcome is other.outcome for first, other in both)
        return Scene(*panels, says=_said(HEADS[way], found[way]), facts={"same": same, "both": len(both)})

    return Explorer(draw, way=choice(HEADS, label=say("judged by")))


def _rows(claims, rows):
    marks = [mark for row, (words, found) in enumerate(claims) for mark in _row(row, words, found)]
    ticks = ((0.0, "0"), (0.5, "½"), (1.0, "1"))
    x = Axis(say("share that speaks for the claim"), (-ROOM, 1 + BESIDE), ticks)
    return Panel(*marks, x=x, y=Axis("", (rows - 0.4, -0.8), ()), height=height_of(rows, ROW))


def _row(row, words, found):
    """Draw a claim: in the thick grey part of its line chance alone may do as much."""
    claim = Text(-ROOM, row - 0.42, words, "centre", 0.85)  # centred on the frame's edge, it begins there
    if found is None:
        return Line([0, 1], [row, row], role="quiet", width=1, opacity=0.3), None, None, claim, None
    role, at = ROLES[found.outcome], found.k / found.n
    return (
        Line([0, 1], [row, row], role="quiet", width=1, opacity=0.3),
        Line(_by_chance(found), [row, row], role="quiet", width=9, opacity=0.25),
        Dots([at], [row], role=role, size=5.5),
        claim,
        Text(1 + BESIDE, row, say("{k} of {n}", k=found.k, n=found.n), "centre", 0.85, role=role),
    )


def _by_chance(found):
    """Return the shares between which nothing can be told, halfway to the next ones that decide."""
    if found.low is not None:  # that something adds nothing: all changes are small, or all are large one way
        first, last = int(found.outcome is Outcome.FAILS), found.n - 1
    else:
        open = [k for k in range(found.n + 1) if found._replace(k=k).outcome is Outcome.OPEN]
        first, last = open[0], open[-1]
    return np.clip([(first - 0.5) / found.n, (last + 0.5) / found.n], 0, 1)


def _said(head, found):
    """Say how many claims hold."""
    told = [sum(each is not None and each.outcome is outcome for each in found) for outcome in Outcome]
    return say(
        "{head}: [hold: {holds}|prediction], [do not: {fails}|error], cannot be told, for chance alone might do as "
        "much (grey): {open}.",
        **{"head": head} | dict(zip(map(str, Outcome), told, strict=True)),
    )
