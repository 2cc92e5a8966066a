"""3.10 The same bowl, centred and scaled."""

import numpy as np

from mlcourse import functions
from mlcourse.descent import condition, curvature, descend, objective, standardised
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.surface import bands
from mlcourse.losses import mse, surface
from mlcourse.pictures.marks import Bars, Dots, Line, Surface, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

ABOVE = 2.0  # k²: where L is so much above the least, a line is drawn through the bowl

W, B = np.linspace(-13, 17, 121), np.linspace(-2.2, 10.8, 53)  # the four bowls and their start, in the widest frame


def centring(x, label):
    """Centre and scale the feature: the same bowl in other coordinates, and how many updates the ground then takes.

    One unit of ``w`` is as long as one of ``b``: each bowl is seen as long and as wide as it is.
    """
    switches = {(centre, scale): _bowl(x, label, centre, scale) for centre in (False, True) for scale in (False, True)}
    before = switches[False, False]["updates"]

    def draw(centre, scale):
        now = switches[centre, scale]
        return Scene(
            _from_above(now),
            _counted(before, now["updates"], list(switches).index((centre, scale))),
            says=_told(NAMES[centre, scale], now),
            facts={"updates": now["updates"], "before": before},
        )

    return Explorer(draw, centre=False, scale=False).with_steps(steps.CENTRING)


NAMES = {
    (False, False): say("as it is"),
    (False, True): say("scaled"),
    (True, False): say("centred"),
    (True, True): say("both"),
}


def _from_above(bowl):
    """Draw a bowl, one of its lines of equal loss, and the path down into it."""
    return Panel(
        Surface(W, B, bowl["heights"], bands(bowl["heights"])),
        Line(*bowl["level"], role="error", width=2),
        Line(*bowl["path"], role="path", width=1.5),
        Dots([0], [0], role="prediction", size=5),
        Dots(*bowl["best"], role="best", size=5),
        Text(0, 0, say("start"), role="prediction", side="left"),
        Text(*bowl["best"].ravel(), say("best"), role="best", side="right"),
        x=Axis("w", (0, 4)),
        y=Axis(say("b (thousands)"), (B[0], B[-1])),
        title=say("w and b to one scale"),
        alike=True,
    )


def _counted(before, updates, at):
    """Draw how many updates it takes as it is, and at the place ``at``, how it is now."""
    return Panel(
        Bars([0], [before], role="data", opacity=0.5),
        Bars([at], [updates], role="path"),
        Text(0, before, say("{updates:.0f}", updates=before), side="above") if at else None,
        Text(at, updates, say("{updates:.0f}", updates=updates), side="above"),
        x=Axis(say("the feature"), (-0.6, 3.6), tuple(enumerate(NAMES.values()))),
        y=Axis(say("updates to 1 % above the best L"), (0.4, 10**4.2), scale="log"),
    )


def _told(name, bowl):
    return say_many(
        "[{name}|path]: the condition number is {condition:.1f}, so the bowl is [{longer:.1f} times as long as "
        "wide|error]. With the best η for it, {rate:.3g}, to within 1 % of the best loss it takes [{n} update|path].",
        "[{name}|path]: the condition number is {condition:.1f}, so the bowl is [{longer:.1f} times as long as "
        "wide|error]. With the best η for it, {rate:.3g}, to within 1 % of the best loss it takes [{n} updates|path].",
        n=bowl["updates"],
        **{"name": name, "condition": bowl["condition"], "longer": np.sqrt(bowl["condition"]), "rate": bowl["rate"]},
    )


def _bowl(x, label, centre, scale):
    """All about the MSE over one feature, centred and scaled or not: its form, and path and updates from w = b = 0."""
    moved = standardised(x, centre=centre, scale=scale)
    H = curvature(moved)
    (w0,), b0 = best(moved, label, loss=mse)
    L, g = objective(moved, label, mse)
    least = L(np.array([b0, w0]))
    λ, Q = np.linalg.eigh(H)
    rate = 2 / λ.sum()  # no other shrinks the slowest direction of two faster
    path = descend(g, [0.0, 0.0], loss=L, rate=rate, updates=60)
    apart = Q.T @ np.array([-b0, -w0])

    def excess(k):  # each direction of the bowl shrinks by its own factor
        return 0.5 * np.sum(λ * (apart * (1 - rate * λ) ** k) ** 2)

    updates = next(k for k in range(1, 100_000) if excess(k) <= 0.01 * least)
    round_it = np.linspace(0, 2 * np.pi, 181)
    ellipse = np.array([[b0], [w0]]) + Q @ (np.sqrt(2 * ABOVE / λ)[:, None] * [np.cos(round_it), np.sin(round_it)])
    heights = surface(functions.line, moved, label, loss=mse, w=W, b=B)
    picture = {"heights": heights, "best": np.array([[w0], [b0]]), "path": path.points[:, ::-1].T}
    form = {"level": ellipse[::-1], "condition": condition(H)}
    return picture | form | {"rate": rate, "updates": updates}
