"""4.6 Where bending does not pay."""

import numpy as np

from mlcourse.fits import best_heights
from mlcourse.functions import hard_sigmoid, red
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.days import VIEWS, cloud
from mlcourse.lessons.sigmoids import steps
from mlcourse.losses import mae
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def bend_yesterday(seen, unseen):
    """Yesterday → today with 1 to 50 hard sigmoids: ``L`` on the days they were fitted to, ``L′`` on others.

    ``seen`` and ``unseen`` are examples with one feature.
    """
    counts = np.array([1, 2, 3, 5, 10, 20, 50])
    x, grid = seen.X[:, 0], np.linspace(*VIEWS, 401)

    def loss(rows, constant, pieces):
        return mae(red(rows.X[:, 0], constant, pieces, hard_sigmoid), rows.label)

    fits = [best_heights(x, seen.label, np.quantile(x, np.linspace(0, 1, n + 1))) for n in counts]
    L, L_unseen = (np.array([loss(rows, *fit) for fit in fits]) for rows in (seen, unseen))
    losses = list(zip(L, L_unseen, strict=True))

    def draw(n):
        at = int(np.flatnonzero(counts == n)[0])
        said, bent = red(x, *fits[at], hard_sigmoid), Line(grid, red(grid, *fits[at], hard_sigmoid), role="prediction")
        return Scene(
            cloud(x, seen.label, said, slice(7, None, 61), bent, days=seen.dates),
            _by_count(counts, at, L, L_unseen),
            says=_said(n, losses[at], losses[0]),
            facts={"bent": losses[at], "line": losses[0], "least": L_unseen.min()},
        )

    return Explorer(draw, n=counts.tolist()).with_steps(steps.BEND_YESTERDAY)


def _said(n, bent, straight):
    """Say the losses ``(L, L′)`` of ``n`` hard sigmoids, and of the straight line."""
    losses = say_many(
        "{n} hard sigmoid: [L = {L:.2f}k|error] on 2017-2020, [L′ = {unseen:.2f}k|unseen] on 2021.",
        "{n} hard sigmoids: [L = {L:.2f}k|error] on 2017-2020, [L′ = {unseen:.2f}k|unseen] on 2021.",
        n=n,
        L=bent[0],
        unseen=bent[1],
    )
    line = say("The straight line has {L:.2f}k and {unseen:.2f}k.", L=straight[0], unseen=straight[1])
    return f"{losses} {line}"


def _by_count(counts, at, L, L_unseen):
    """Draw both losses over the number of hard sigmoids; the one ``at`` a place is chosen."""
    places, last = np.arange(len(counts)), len(counts) - 1
    return Panel(
        Line(places, L, role="error"),
        Line(places, L_unseen, role="unseen"),
        Dots([at], [L[at]], role="error", size=6),
        Dots([at], [L_unseen[at]], role="unseen", size=6),
        Text(last, L[-1], say("L, seen"), role="error", side="above"),
        Text(last, L_unseen[-1], say("L′, unseen"), role="unseen", side="above"),
        x=Axis(say("number of hard sigmoids n"), (-0.4, last + 0.4), tuple(enumerate(map(str, counts)))),
        y=Axis(say("loss (thousands)"), (0, 2)),
    )
