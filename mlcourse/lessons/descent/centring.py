"""3.10 The same bowl, centred and scaled."""

import numpy as np

from mlcourse import functions
from mlcourse.descent import condition, curvature, descend, objective, standardised
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.surface import error_surface
from mlcourse.losses import mse, surface
from mlcourse.pictures.marks import Bars, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many


def centring(x, label):
    """Centre and scale the feature: the same bowl in other coordinates, and how many updates the ground then takes."""
    switches = {(centre, scale): _bowl(x, label, centre, scale) for centre in (False, True) for scale in (False, True)}

    def draw(centre, scale):
        now = switches[centre, scale]
        order = list(switches)
        counts = np.array([switches[each]["updates"] for each in order], dtype=float)
        at = order.index((centre, scale))
        return Scene(
            error_surface(now["w"], now["b"], now["heights"], now["best"], Line(*now["path"], role="path", width=1)),
            Panel(
                Bars(np.arange(4), counts, role="data", opacity=0.5),
                Bars([at], counts[[at]], role="path"),
                *[Text(i, n, say("{updates:.0f}", updates=n), side="above") for i, n in enumerate(counts)],
                x=Axis(say("the feature"), (-0.6, 3.6), tuple((i, NAMES[each]) for i, each in enumerate(order))),
                y=Axis(say("updates to 1 % above the best L"), (1, 10**4.5), scale="log"),
            ),
            says=_told(NAMES[centre, scale], now),
            facts={"updates": now["updates"], "before": switches[False, False]["updates"]},
        )

    return Explorer(draw, centre=False, scale=False).with_steps(steps.CENTRING)


NAMES = {
    (False, False): say("as it is"),
    (False, True): say("scaled"),
    (True, False): say("centred"),
    (True, True): say("both"),
}


def _told(name, bowl):
    return say_many(
        "[{name}|path]: the condition number is [{condition:.1f}|error], so the bowl is {longer:.1f} times as long as "
        "wide. With the best η for it, {rate:.3g}, to within 1 % of the best loss it takes [{n} update|path].",
        "[{name}|path]: the condition number is [{condition:.1f}|error], so the bowl is {longer:.1f} times as long as "
        "wide. With the best η for it, {rate:.3g}, to within 1 % of the best loss it takes [{n} updates|path].",
        n=bowl["updates"],
        **{"name": name, "condition": bowl["condition"], "longer": np.sqrt(bowl["condition"]), "rate": bowl["rate"]},
    )


def _bowl(x, label, centre, scale):
    """All about the MSE over one feature, centred and scaled or not: surface, path and updates, from w = b = 0."""
    moved = standardised(x, centre=centre, scale=scale)
    H = curvature(moved)
    (w0,), b0 = best(moved, label, loss=mse)
    spread = float(np.std(x) / np.std(moved))
    w, b = w0 + np.linspace(-1.2, 1.2, 60) * spread, b0 + np.linspace(-12, 12, 60)
    L, g = objective(moved, label, mse)
    least = L(np.array([b0, w0]))
    λ, Q = np.linalg.eigh(H)
    rate = 2 / λ.sum()  # no other shrinks the slowest direction of two faster
    path = descend(g, [0.0, 0.0], loss=L, rate=rate, updates=60)
    apart = Q.T @ np.array([-b0, -w0])

    def excess(k):  # each direction of the bowl shrinks by its own factor
        return 0.5 * np.sum(λ * (apart * (1 - rate * λ) ** k) ** 2)

    updates = next(k for k in range(1, 100_000) if excess(k) <= 0.01 * least)
    heights = surface(functions.line, moved, label, loss=mse, w=w, b=b)
    picture = {"w": w, "b": b, "heights": heights, "best": (float(w0), b0), "path": path.points[:, ::-1].T}
    return picture | {"condition": condition(H), "rate": rate, "updates": updates}
