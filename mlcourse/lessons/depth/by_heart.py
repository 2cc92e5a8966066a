"""6.6 One curve that has learned its days by heart."""

import numpy as np

from mlcourse.fits import best_heights
from mlcourse.functions import hard_sigmoid, red
from mlcourse.interact.controls import Dice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import recent
from mlcourse.lessons.depth import steps
from mlcourse.lessons.shared.days import VIEWS, YESTERDAY_TODAY
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

DAYS = 12  # that it learns from

PIECES = range(1, DAYS)  # with the last of them there is a corner on every day


def by_heart(seen, unseen):
    """Yesterday → today by a bent curve that learns from twelve days: what it does on them, between them, on others.

    ``seen`` and ``unseen`` are examples; chance picks the twelve from the first.
    """
    grid, different = np.linspace(*VIEWS, 401), np.unique(seen.X[:, 0], return_index=True)[1]

    @recent(1)
    def fitted(seed):
        picked = np.random.default_rng(seed).choice(different, DAYS, replace=False)
        known = seen._make(column[picked] for column in seen)
        return known, [_fit(known, n) for n in PIECES]

    first = _least([_loss(unseen, fit) for fit in fitted(0)[1]])

    def draw(pieces, dice):
        known, fits = fitted(dice)
        losses = [[_loss(rows, fit) for fit in fits] for rows in (known, unseen)]
        curve = Line(grid, red(grid, *fits[pieces - 1], hard_sigmoid), role="prediction")
        said, facts = _said(pieces, *losses), _facts(pieces, *losses) | {"first": first}
        return Scene(_followed(curve, known, unseen), _by_pieces(pieces, *losses), says=said, facts=facts)

    explorer = Explorer(draw, pieces=slider(1, PIECES[-1], step=1), dice=Dice(say("twelve other days")))
    return explorer.with_steps(steps.BY_HEART)


def _fit(known, pieces):
    x = known.X[:, 0]
    return best_heights(x, known.label, np.quantile(x, np.linspace(0, 1, pieces + 1)))


def _loss(rows, fit):
    return mae(red(rows.X[:, 0], *fit, hard_sigmoid), rows.label)


def _followed(curve, known, unseen):
    """Draw the twelve days, the curve that follows them, and some of the others."""
    some = slice(3, None, 3)
    return Panel(
        Dots(unseen.X[some, 0], unseen.label[some], role="unseen", size=2, opacity=0.5, days=unseen.dates[some]),
        curve,
        Dots(known.X[:, 0], known.label, role="label", size=5, days=known.dates),
        **YESTERDAY_TODAY,
    )


def _by_pieces(pieces, L, unseen_L):
    """Draw both losses over the number of pieces; one of these is chosen."""
    last = PIECES[-1]
    return Panel(
        Line(PIECES, L, role="error"),
        Line(PIECES, unseen_L, role="unseen"),
        Dots([pieces], [L[pieces - 1]], role="error", size=6),
        Dots([pieces], [unseen_L[pieces - 1]], role="unseen", size=6),
        Text(1, L[0], say("L, seen"), role="error", side="below"),
        Text(1, unseen_L[0], say("L′, unseen"), role="unseen", side="above"),
        x=Axis(say("pieces"), (0.5, last + 0.5)),
        y=Axis(say("loss (thousands)"), (0, 1.15 * max(*L, *unseen_L))),
    )


def _facts(pieces, L, unseen_L):
    """Return what the steps look at: both losses, that of one piece, and the number of pieces that is best."""
    told = {"L": L[pieces - 1], "unseen": unseen_L[pieces - 1], "one": unseen_L[0]}
    return told | {"best": _least(unseen_L), "most": PIECES[-1]}


def _least(losses):
    """Return how many pieces have the least of the losses."""
    return PIECES[int(np.argmin(losses))]


def _said(pieces, L, unseen_L):
    """Say both losses, and with how many pieces the one on other days is least."""
    losses = say_many(
        "{n} piece through {days} days: [L = {L:.2f}k|error] on these, [L′ = {unseen:.2f}k|unseen] on 2021.",
        "{n} pieces through {days} days: [L = {L:.2f}k|error] on these, [L′ = {unseen:.2f}k|unseen] on 2021.",
        n=pieces,
        **{"days": DAYS, "L": L[pieces - 1], "unseen": unseen_L[pieces - 1]},
    )
    best = say("L′ is least with {pieces}.", pieces=PIECES[int(np.argmin(unseen_L))])
    return f"{losses} {best}"
