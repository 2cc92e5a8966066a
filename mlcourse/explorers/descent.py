"""Lesson 3, gradient descent: downhill step by step, and what more days buy."""

import numpy as np

from mlcourse import functions
from mlcourse.data import LECTURE, during, lagged, weekday
from mlcourse.descent import (
    bowl,
    condition,
    curvature,
    descend,
    largest_stable_rate,
    objective,
    slope,
    standardised,
    step,
)
from mlcourse.explorers.controls import Dice, choice, played, slider
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.loss import LOSSES, B, W
from mlcourse.explorers.panels import VIEWS, YESTERDAY_TODAY, cloud, error_surface, short
from mlcourse.explorers.reader import predictions
from mlcourse.explorers.recent import Runs, recent
from mlcourse.fits import best
from mlcourse.losses import mae, mse, surface
from mlcourse.pictures.scene import Arrow, Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text
from mlcourse.training import train_many
from mlcourse.words import counted

ENDS = np.array(VIEWS)
FLAT = 1e-10  # a slope that finite differences cannot tell from 0
FAR = 1.5  # widths of the picture


def arg_min():
    """Drag a bowl by its ground: how low it is, is the least loss; where it is, is what *arg min* asks for."""
    grid = np.linspace(-4, 4, 200)

    def draw(place, height):
        return Scene(
            Panel(
                Line(grid, height + 0.5 * (grid - place) ** 2, role="error"),
                Line([-4, place], [height, height], role="error", width=1.5, dashed=True),
                Line([place, place], [-2, height], role="best", width=1.5, dashed=True),
                Text(-4, height + 0.7, f"min L = {height:.1f}", role="error"),
                Text(place, -2, f"arg min L = {place:.1f}", role="best", side="above"),
                Handle(place, height, right={"place": 1.0}, up={"height": 1.0}, role="best", label="drag"),
                x=Axis("w", (-4, 4)),
                y=Axis("L(w)", (-2, 8)),
                aspect=2.4,
            ),
            says=f"The least loss is [min L = {height:.1f}|error]. It is reached at [arg min L = {place:.1f}|best].",
        )

    return Explorer(draw, place=(-1.0, 3.0, 1.0), height=(0.0, 5.0, 2.0))


def secant(curve=functions.wavy):
    """Drag two points of a curve together: what it rises by for each step of 1 becomes its slope at one point."""
    grid = np.linspace(-4, 4, 400)

    def draw(w, h):
        L, beyond, g = curve(w), curve(w + h), slope(curve, w)
        rise = (beyond - L) / h
        return Scene(
            Panel(
                Line(grid, curve(grid), role="error"),
                Line([-4, 4], [L + rise * (-4 - w), L + rise * (4 - w)], role="prediction", width=2),
                Line([w, w + h], [L, L], role="quiet", width=1.5, dashed=True),
                Segments([w + h], [L], [beyond], role="path"),
                Handle(w, L, right={"w": 1.0}, label="w", side="below"),
                Handle(w + h, beyond, right={"h": 1.0}, label="w + h", side="right", role="path"),
                x=Axis("w", (-4, 4)),
                y=Axis("L(w)", (0, 7)),
                aspect=2.4,
            ),
            says=f"Over h = {h:.2f} the curve changes by [{beyond - L:+.3f}|path]: for each 1 of w that is "
            f"[{beyond - L:+.3f} / {h:.2f} = {rise:+.2f}|prediction]. At w itself the [slope is {g:+.2f}|error].",
        )

    return Explorer(draw, w=(-3.5, 2.5, -2.8), h=slider(0.01, 1.5, 1.2, step=0.01))


def one_parameter(curve=functions.wavy, low=-4.0, high=4.0):
    """Start anywhere on the curve of a loss, choose ``η`` and a patience, and walk: each step is drawn and said.

    ``curve`` takes an array of ``w`` and returns its losses; it may be the reader's own.
    """
    grid, start = np.linspace(low, high, 400), slider(low, high, high - (high - low) / 10)

    def at(w):
        return predictions(curve, np.atleast_1d(w), {})

    def draw(start, η, patience, update):
        loss, gradient = _nearby(lambda w: at(w)[0], low, high), lambda w: slope(at, w)
        path = descend(gradient, [start], loss=loss, rate=η, updates=patience, tolerance=FLAT)
        heights, k = at(grid), min(update, len(path.losses) - 1)
        w, L, g = path.points[k, 0], path.losses[k], slope(at, path.points[k, 0])[0]
        limits = heights.min() - 0.08 * np.ptp(heights), heights.max() + 0.16 * np.ptp(heights)
        return Scene(
            Panel(
                Line(grid, heights, role="error"),
                *_steps(path, k, g, float(np.clip(step(w, g, η), low - 1, high + 1)), 0.12 * (high - low)),
                Handle(start, at(start)[0], right={"start": 1.0}, label="start", role="prediction"),
                x=Axis("w", (low, high)),
                y=Axis("L(w)", limits),
            ),
            _with_patience(path.losses[: k + 1], patience, limits),
            says=f"Update {k}: w = {w:.3f}, L = {L:.3f}. " + _step(g, η, "w") + _end(path, k),
            ends={"update": len(path.losses) - 1},
        )

    dice, patience, update = Dice("roll a start", throws=start), slider(1, 100, 100, step=1), played(range(101))
    return Explorer(draw, dice, start=start, η=(0.01, 1.2, 0.1), patience=patience, update=update)


def _nearby(loss, low, high):
    """Return ``loss`` with infinity at what is far from the picture: it has diverged, as far as a picture can show."""
    middle, reach = np.add(low, high) / 2, (FAR + 0.5) * np.subtract(high, low)
    return lambda place: loss(place) if (np.abs(place - middle) < reach).all() else np.inf


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
        Text(patience, top - (top - low) / 15, "patience", role="best", side="left"),
        x=Axis("update", (0, 104)),
        y=Axis("L", limits),
    )


def _step(g, rate, name):
    """Say what the slope asks for."""
    if abs(g) <= FLAT:
        return "The slope is 0: no step, however large η is. "
    way, by = "shrinks" if g * rate > 0 else "grows", f"η × {abs(g):.2f} = [{abs(rate * g):.3f}|path]"
    return f"The [slope is {g:+.2f}|error], so with η = {rate:.3g}, {name} {way} by {by}. "


def _end(path, k):
    """Say why the walk stopped, once it is at its end."""
    if k < len(path.losses) - 1:
        return ""
    return f"It has stopped: {path.stopped}{', far out of the picture' * ('diverged' in path.stopped)}."


STARTS, SIGMOIDS, TRAINED = 20, 2, 2000
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def random_starts(label, dates):
    """Train one small model from 20 random starts, and see where each ends: the fits, and their losses in a histogram.

    The model is ``y = b + c₁ sigmoid(b₁ + w₁x) + c₂ sigmoid(b₂ + w₂x)`` over the day of the week; its labels are the
    mean views of each weekday. ``label`` (thousands) and ``dates`` are ``(N,)``.
    """
    x = np.arange(7.0)
    means = np.array([label[weekday(dates) == day].mean() for day in range(7)])
    grid, shots = np.linspace(0, 6, 121), np.unique(np.geomspace(1, TRAINED + 1, 61).astype(int)) - 1
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.1, "batch_size": len(x), "epochs": TRAINED}

    def train(seed):
        starts = range(STARTS * seed, STARTS * (seed + 1))
        states = train_many([1, SIGMOIDS, 1], starts, x, means, activation="sigmoid", **how)
        return (state for state in states if state.update in shots)

    trainings = Runs(train)

    def draw(seed, moment):
        state = trainings.follow({"seed": seed})[0][moment]
        least, largest = state.L.min(), state.L.max()
        near = int(np.sum(state.L - least < 0.1))
        return Scene(
            Panel(
                Line(grid, state.predict(grid), role="path", width=1.5, opacity=0.5),
                Dots(x, means, role="label", size=5),
                x=Axis("day of the week", (-0.3, 6.3), tuple(enumerate(DAYS))),
                y=Axis("mean views (thousands)", (0, 16)),
            ),
            _histogram(state.L),
            says=f"After {shots[moment]} updates the best of {STARTS} starts has [L = {least:.3f}k²|best], the "
            f"worst [{largest:.3f}k²|error]; [{near}|path] are within 0.1k² of the best.",
        )

    last = len(shots) - 1
    return Explorer(draw, seed=Dice(f"{STARTS} new starts"), moment=played(range(last + 1), last))


def _histogram(losses):
    edges = np.logspace(-1.5, 1.5, 61)
    counts, _ = np.histogram(np.clip(losses, edges[0], 0.98 * edges[-1]), edges)
    return Panel(
        Bars(np.sqrt(edges[:-1] * edges[1:]), counts, role="path", width=0.045),
        x=Axis("L, mean square error (k²)", (edges[0], edges[-1]), scale="log"),
        y=Axis(f"how many of the {STARTS} starts", (0, STARTS)),
    )


def two_slopes(x, label):
    """Stand on the bowl of MSE and look along each axis: a partial derivative is the slope of one cut through it.

    The arrow is a small step against both slopes, −0.004·∇L.
    """
    (w0,), b0 = best(x, label, loss=mse)
    heights = surface(functions.line, x, label, loss=mse, w=W, b=B)
    L, gradient = objective(x, label, mse)
    axis = Axis("L (k²)", (0, 1.1 * np.quantile(heights, 0.75)))

    def draw(w, b):
        here = np.array([b, w], dtype=float)
        height, g = L(here), gradient(here)
        (gb, gw), lower = g, step(here, g, 0.004)
        over_w, over_b = [L(np.array([b, each])) for each in W], [L(np.array([each, w])) for each in B]
        across = Line([W[0], W[-1]], [b, b], role="prediction", width=1.5, dashed=True)
        along = Line([w, w], [B[0], B[-1]], role="prediction", width=1.5, dashed=True)
        marks = across, along, Arrow(w, b, *lower[::-1], role="path")
        return Scene(
            error_surface(W, B, heights, (float(w0), b0), *marks, here=(w, b), title="L (k²)"),
            _cut("w", W, over_w, (w, height, gw), axis),
            _cut("b", B, over_b, (b, height, gb), axis),
            says=f"With b held still, [∂L/∂w = {gw:+.1f}|best]: w should {_way(gw)}. With w held still, "
            f"[∂L/∂b = {gb:+.2f}|best]: b should {_way(gb)}. Both together are ∇L.",
        )

    return Explorer(draw, w=(-0.75, 1.25, 0.0), b=(-4, 10, 2.0))


def _cut(name, grid, losses, here, axis):
    """Draw the losses along one parameter, and where one stands on them: at which place and height, on which slope."""
    (at, height, slope), reach = here, 0.15 * (grid[-1] - grid[0])
    return Panel(
        Line(grid, losses, role="error"),
        Line([at - reach, at + reach], [height - reach * slope, height + reach * slope], role="best", width=2),
        Dots([at], [height], role="prediction", size=6),
        x=Axis(f"{name} alone", (grid[0], grid[-1])),
        y=axis,
    )


def _way(slope):
    return "shrink" if slope > 0 else "grow"


RATES = np.linspace(0.0004, 0.024, 60)
WALKED = 200  # updates
SOME = slice(7, None, 61)  # days whose errors are drawn


def two_parameters(x, label):
    """Press a start on the error surface, choose ``η`` and the loss, and play: path, line and loss walk together."""
    limit, known = largest_stable_rate(curvature(x)), {}
    for name, loss in LOSSES.items():
        (w,), b = best(x, label, loss=loss)
        known[name] = surface(functions.line, x, label, loss=loss, w=W, b=B), (float(w), b)
    walked, over_rates = _walks(x, label, known["MSE"][1])

    def draw(w, b, η, loss, sign, update):
        (heights, lowest), unit, path = known[loss], LOSSES[loss].unit, walked(w, b, sign * η, loss)
        k = min(update, len(path.losses) - 1)
        (bs, ws), L = path.points[: k + 1].T, path.losses[k]
        top = 1.15 * max(path.losses[0], heights.mean())
        line = Line(ENDS, functions.line(ENDS, ws[-1], bs[-1]), role="prediction")
        steps = Line(ws, bs, role="path", width=1.5, opacity=0.7), Dots(ws, bs, role="path", size=2.5)
        ends, stable = over_rates(w, b, sign, loss)[update], limit if loss == "MSE" else None
        return Scene(
            cloud(x, label, functions.line(x, ws[-1], bs[-1]), SOME, line),
            error_surface(W, B, heights, lowest, *steps, here=(w, b), called="start", title=f"L ({unit})"),
            _by_update(np.minimum(path.losses[: k + 1], 2 * top), Axis(f"L ({unit})", (0, top))),
            _by_rate(η, np.minimum(ends, 2 * top), stable, Axis(f"L after {update} updates ({unit})", (0, top))),
            says=f"Update {k}: w = {ws[-1]:.2f}, b = {bs[-1]:.2f}k, [L = {L:.2f}{unit}|error]. "
            + (f"The largest stable η is {limit:.5f}; yours is {η:.4f}. " if stable else "")
            + _end(path, k),
            ends={"update": len(path.losses) - 1},
        )

    w, b, η = slider(-0.75, 1.25, -0.3), slider(-4, 10, 8.0), slider(RATES[0], RATES[-1], 0.01, step=0.0002)
    update = played(range(WALKED + 1), 20)
    return Explorer(draw, w=w, b=b, η=η, loss=["MSE", "MAE"], sign=choice(SIGNS), update=update)


SIGNS = {"θ − ηg": 1, "θ + ηg": -1}


def _walks(x, label, lowest):
    """Return ``walked(w, b, η, loss)``, a path, and ``over_rates(w, b, sign, loss)``, losses with each of `RATES`."""
    corners, few = ((B[0], W[0]), (B[-1], W[-1])), slice(None, None, 8)
    goals = {name: objective(x, label, loss) for name, loss in LOSSES.items()}
    w, b = lowest
    over = {
        "MSE": bowl(curvature(x), (b, w), mse(functions.line(x, w, b), label)),
        "MAE": objective(x[few], label[few], mae),  # a sketch, of every eighth day
    }

    @recent(1)
    def walked(w, b, η, loss):
        L, g = goals[loss]
        return descend(g, [b, w], loss=_nearby(L, *corners), rate=η, updates=WALKED)

    @recent(1)
    def over_rates(w, b, sign, loss):
        L, g = over[loss]
        return descend(g, [b, w], loss=L, rate=sign * RATES, updates=WALKED).losses

    return walked, over_rates


def _by_update(losses, axis):
    now = len(losses) - 1
    line = Line(np.arange(now + 1), losses, role="error"), Dots([now], losses[-1:], role="error", size=5)
    return Panel(*line, x=Axis("update", (0, WALKED)), y=axis)


def _by_rate(η, losses, limit, axis):
    """Draw the losses over the rates, with the one chosen and, where there is one, the largest that is stable."""
    top = axis.limits[1]
    return Panel(
        Line(RATES, losses, role="error", width=2),
        limit and Line([limit, limit], [0, top], role="best", width=2, dashed=True),
        limit and Text(limit, 0.92 * top, "limit", role="best", side="left"),
        Handle(η, min(np.interp(η, RATES, losses), 0.97 * top), right={"η": 1.0}, label="η", role="path"),
        x=Axis("η", (0, RATES[-1])),
        y=axis,
    )


def steps_of_mae(x, label):
    """Walk by MAE over one day, ten days and all of them: no η makes it diverge, and none lets it come to rest."""
    chosen = {"1 day": slice(46, 47), "10 days": slice(42, 1300, 136), f"{len(x)} days": slice(None)}
    known = {}
    for name, days in chosen.items():
        heights = surface(functions.line, x[days], label[days], loss=mae, w=W, b=B)
        (w,), b = best(x[days], label[days])
        lowest = (float(w), b) if name != "1 day" else None  # every line through the one day is best
        known[name] = heights, lowest, objective(x[days], label[days], mae)

    def draw(η, update):
        panels, said = [], []
        for name, (heights, lowest, (L, g)) in known.items():
            path = descend(g, [8.0, -0.3], loss=L, rate=η, updates=max(update, 1))
            bs, ws = path.points[: update + 1].T
            marks = Line(ws, bs, role="path", width=1.5), Dots(ws, bs, role="path", size=2.5)
            panels.append(error_surface(W, B, heights, lowest, *marks, title=name))
            said.append(f"over {name} [{path.losses[len(ws) - 1]:.2f}k|error]")
        return Scene(*panels, says=f"After {update} updates with η = {η:.3f}, L is {', '.join(said)}.")

    return Explorer(draw, η=(0.002, 0.1, 0.02), update=played(range(101), 60))


def centring(x, label):
    """Centre and scale the feature: the same bowl in other coordinates, and how many updates the ground then takes."""
    switches = {(centre, scale): _bowl(x, label, centre, scale) for centre in (False, True) for scale in (False, True)}
    names = {(False, False): "as it is", (False, True): "scaled", (True, False): "centred", (True, True): "both"}

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
                *[Text(i, n, f"{n:.0f}", side="above") for i, n in enumerate(counts)],
                x=Axis("the feature", (-0.6, 3.6), tuple((i, names[each]) for i, each in enumerate(order))),
                y=Axis("updates to 1 % above the best L", (1, 10**4.5), scale="log"),
            ),
            says=f"[{names[centre, scale]}|path]: the condition number is [{now['condition']:.1f}|error], so the bowl "
            f"is {np.sqrt(now['condition']):.1f} times as long as wide. With the best η for it, {now['rate']:.3g}, "
            f"to within 1 % of the best loss it takes [{counted(now['updates'], 'update')}|path].",
        )

    return Explorer(draw, centre=False, scale=False)


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


def sentence(x, label):
    """Read ``w``, ``b`` and ``L`` aloud, in words about views; move them, and see whether your sentence still holds."""
    (w0,), b0 = best(x, label)

    def draw(w, b):
        L = mae(functions.line(x, w, b), label)
        low, high = functions.line(4.0, w, b), functions.line(10.0, w, b)
        more = "more" if w >= 0 else "fewer"
        marks = (
            Line(ENDS, functions.line(ENDS, w0, b0), role="best", width=1.5, dashed=True),
            Line(ENDS, functions.line(ENDS, w, b), role="prediction"),
            Segments([4.0, 10.0], [0, 0], [low, high], role="prediction", width=1.5),
            Dots([4.0, 10.0], [low, high], role="prediction", size=5),
        )
        return Scene(
            cloud(x, label, functions.line(x, w, b), slice(0, 0), *marks),
            says=f"A thousand readers more yesterday mean [{abs(1000 * w):.0f} {more}|prediction] today. After a day "
            f"with nobody the line says {1000 * b:.0f}, after 4000 readers {1000 * low:.0f}, after 10 000 readers "
            f"{1000 * high:.0f}. It is off by [{1000 * L:.0f} readers|error] on an average day; the "
            f"[best line|best] by {1000 * mae(functions.line(x, w0, b0), label):.0f}.",
        )

    return Explorer(draw, w=(-0.75, 1.25, round(float(w0), 2)), b=(-4, 10, round(b0, 1)))


def window(dates, **errors):
    """Drag a window over days that were not learned from: ``L′`` is a sample, and depends on which days it saw.

    ``errors`` are absolute errors of named rules or models, thousands, ``(N,)`` like ``dates``.
    """
    errors = {name.replace("_", " "): wrong for name, wrong in errors.items()}
    months, many = dates.astype("datetime64[M]"), len(dates)
    starts = np.unique(months, return_index=True)[1]
    by_month = {name: np.array([wrong[months == months[at]].mean() for at in starts]) for name, wrong in errors.items()}
    top, highest = (1.08 * max(each.max() for each in of.values()) for of in (errors, by_month))
    ticks = tuple((int(at), f"{dates[at].item():%b}") for at in starts[::2])

    def draw(first, length, of):
        wrong, monthly, inside = errors[of], by_month[of], np.arange(many)[first : first + length]
        L, mean = wrong[inside].mean(), wrong.mean()
        return Scene(
            Panel(
                Segments(np.arange(many), np.zeros(many), wrong, role="error", width=1, opacity=0.35),
                Segments(inside, 0 * inside, wrong[inside], role="error", width=1.5),
                Line(inside[[0, -1]], [L, L], role="unseen", width=4),
                Handle(first, L, right={"first": 1.0}, label="drag", side="above", role="unseen"),
                x=Axis("day", (-3, many + 2), ticks),
                y=Axis("error (thousands)", (0, top)),
            ),
            _by_month(starts, monthly, mean, Axis("month", (-3, many + 2), ticks), highest),
            says=f"From {short(dates[first])} to {short(dates[inside[-1]])} “{of}” is off by [L′ = {L:.2f}k|unseen] "
            f"a day; over all {many} days by {mean:.2f}k. "
            f"The months go from {monthly.min():.2f}k to {monthly.max():.2f}k.",
        )

    return Explorer(draw, first=range(many - 27), length=slider(7, many, 45, step=1), of=list(errors))


def _by_month(starts, losses, mean, x, highest):
    return Panel(
        Bars(starts + 15, losses, role="unseen", width=24, opacity=0.75),
        Line([x.limits[0], x.limits[1] - 2], [mean, mean], role="quiet", width=1.5, dashed=True),
        x=x,
        y=Axis("L′ of each month (thousands)", (0, highest)),
    )


LONGEST = (1, 7, 28, 56)  # days
STEPS = 1000  # updates of the descent that stands beside the exact fit


def more_days(daily):
    """Give the linear model 1, 7, 28 or 56 days: its weights, and ``L``, validation and ``L′`` beside the lecture's.

    ``daily`` is what `load_views` returns. Fits are exact, of least absolute errors; validation is a fit to 2017-2019
    tried on 2020. The rules without a parameter stand beside them.
    """
    fitted = recent(len(LONGEST))(lambda days: _exact(daily, days))
    week = during(lagged(*daily, 7), 2021)
    rules = {"yesterday": functions.as_yesterday(week.X), "last week": functions.as_last_week(week.X)}
    rules = {name: mae(said, week.label) for name, said in rules.items()}

    def draw(days):
        tried = [each for each in LONGEST if each <= days]
        w, (L, held, unseen), walked = fitted(days)
        ours = np.array([fitted(each)[1] for each in tried]).T
        theirs = np.array([LECTURE[f"linear, {counted(each, 'day')}"] for each in tried]).T
        return Scene(
            Panel(
                Bars(np.arange(1, days + 1), w, role="prediction", width=0.8),
                x=Axis("days back, j", (0.3, max(days, 7) + 0.7)),
                y=Axis("weight wⱼ", (-0.45, 1.05)),
            ),
            _by_days(ours, theirs, rules, 1.25 * max(fitted(1)[1])),
            says=f"{counted(days, 'day')}, {days + 1} parameters: [L = {L:.3f}k|error], "
            f"[validation {held:.3f}k|best], [L′ = {unseen:.3f}k|unseen]. The lecture has {theirs[0, -1]:.2f}k and "
            f"{theirs[1, -1]:.2f}k. Descent is at {walked:.3f}k after {STEPS} updates, {walked / L - 1:.1%} above.",
        )

    return Explorer(draw, days=list(LONGEST))


def _exact(daily, days):
    """Fit the linear model exactly: its weights, the losses L, validation and L′, and what descent has come to."""
    rows = lagged(*daily, days)
    train, early, held, unseen = (during(rows, *years) for years in ((2017, 2020), (2017, 2019), (2020,), (2021,)))
    w, b = best(train.X, train.label)
    early_w, early_b = best(early.X, early.label)
    L, g = objective(standardised(train.X), train.label, mae)
    walk = descend(g, np.zeros(days + 1), loss=L, rate=0.01 * np.std(train.label), updates=STEPS)
    pairs = (train, w, b), (held, early_w, early_b), (unseen, w, b)
    return w, [mae(x_w.X @ weights + bias, x_w.label) for x_w, weights, bias in pairs], walk.losses.min()


def _by_days(ours, theirs, rules, top):
    """Draw losses over the number of days, with their names in a column on the right."""
    roles, at = ("error", "best", "unseen"), np.arange(len(ours[0]))
    names = zip(("L", "validation", "L′", *rules), (*roles, "rule", "rule"), strict=True)
    heights = _apart([*ours[:, -1], *rules.values()], 0.1 * top)
    return Panel(
        *[Line([-0.3, 3.2], [each, each], role="rule", width=1, dashed=True) for each in rules.values()],
        *[Dots(at, row, role="quiet", size=3) for row in theirs],
        *[Line(at, row, role=role, width=2) for row, role in zip(ours, roles, strict=True)],
        *[Dots(at, row, role=role, size=5) for row, role in zip(ours, roles, strict=True)],
        *[Text(3.2, y, name, role=role, size=0.85) for y, (name, role) in zip(heights, names, strict=True)],
        x=Axis("days", (-0.3, 6.4), tuple((k, str(each)) for k, each in enumerate(LONGEST))),
        y=Axis("loss (thousands); grey: lecture", (0, top)),
    )


def _apart(heights, gap):
    """Move heights as little as can be, so that each is at least ``gap`` above the next one below it."""
    from scipy.optimize import isotonic_regression  # half a second that only these labels need

    order = np.argsort(heights)
    stairs = gap * np.arange(len(order))
    moved = np.empty(len(order))
    moved[order] = isotonic_regression(np.asarray(heights)[order] - stairs).x + stairs
    return moved


def seven_lines(x, label, dates):
    """Colour yesterday → today by weekday, one weekday at a time: one cloud becomes seven lines."""
    day_of = weekday(dates)
    lines = {name: best(x[day_of == day], label[day_of == day]) for day, name in enumerate(DAYS)}
    predicted = np.choose(day_of, [b + w * x for (w,), b in lines.values()])
    (w0,), b0 = best(x, label)
    one, seven = mae(functions.line(x, w0, b0), label), mae(predicted, label)

    def draw(day):
        on = day_of == DAYS.index(day)
        (w,), b = lines[day]
        return Scene(
            Panel(
                Dots(x, label, size=2, opacity=0.3),
                Dots(x[on], label[on], role="unseen", size=3, opacity=0.8),
                *[Line(ENDS, b + w * ENDS, role="quiet", width=1) for (w,), b in lines.values()],
                Line(ENDS, functions.line(ENDS, w, b), role="prediction"),
                **YESTERDAY_TODAY,
            ),
            says=f"{day}: [w = {w:.2f}, b = {b:.2f}k|prediction], off by "
            f"[{mae(functions.line(x[on], w, b), label[on]):.2f}k|error]. All seven lines, 14 parameters: "
            f"[L = {seven:.2f}k|error]; one line for all days: {one:.2f}k.",
        )

    return Explorer(draw, day=list(DAYS))
