"""Lesson 4, any curve from sigmoids: a red curve taken apart, put together again, and learned."""

from functools import partial

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.explorers.controls import Dice, Points, Reset, choice, played, slider
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.function import DAYS_OF_WEEK
from mlcourse.explorers.panels import VIEWS, cloud, error_surface
from mlcourse.explorers.reader import predictions
from mlcourse.explorers.recent import Runs, recent
from mlcourse.fits import best, best_heights, well_placed
from mlcourse.functions import blue, hard_sigmoid, red, sigmoid, take_apart
from mlcourse.losses import mae, mse, surface
from mlcourse.network import Network, Units, named_parameters
from mlcourse.network import matrices as layers_of
from mlcourse.pictures.scene import Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text
from mlcourse.training import deal, train, updates_per_epoch
from mlcourse.words import counted, raised, sub

# 4.1 A straight line where a bent one is needed.


def _of_the_week(label, dates):
    """Days of the week (0 to 6), a dot for each day beside its weekday, and the median views of each weekday."""
    x = weekday(dates).astype(float)
    beside = x + np.random.default_rng(0).uniform(-0.3, 0.3, len(x))
    return x, beside, np.array([np.median(label[x == day]) for day in range(7)])


def _week_panel(beside, label, *marks, title=""):
    return Panel(
        Dots(beside, label, size=2, opacity=0.3),
        *marks,
        x=Axis("day of the week", (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis("views (thousands)", VIEWS),
        title=title,
    )


def straight(label, dates):
    """Drag ``w`` and ``b``: no straight line follows the week, whose best curve (by MAE: the medians) is red.

    ``label`` (thousands) and ``dates`` are ``(N,)``.
    """
    x, beside, medians = _of_the_week(label, dates)
    days, ends = np.arange(7.0), np.array([-0.5, 6.5])
    (w0,), b0 = best(x, label)
    least = mae(functions.line(x, w0, b0), label)

    def draw(w, b):
        drawn = (
            Segments(days, medians, functions.line(days, w, b), role="error"),
            Line(days, medians, role="target"),
            Line(ends, functions.line(ends, w, b), role="prediction"),
            Handle(0.0, functions.line(0.0, w, b), up={"b": 1.0}, label="b", side="right"),
            Handle(6.0, functions.line(6.0, w, b), up={"w": 1 / 6}, label="w", side="left"),
        )
        return Scene(
            _week_panel(beside, label, *drawn),
            says=f"Your line, [w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction], has "
            f"[L = {mae(functions.line(x, w, b), label):.2f}k|error]. The best of all straight lines has "
            f"{least:.2f}k.",
        )

    return Explorer(draw, w=(-2, 2, 0.0), b=(0, 16, 8.0))


# 4.2 The red curve, taken apart.

WIDE = 12.0  # x and y of a curve go from 0 to here
NARROW = 0.1  # the least distance between two corners
MOST = 10  # corners


def build(corners=((0, 3), (2, 8), (5, 8), (8, 2), (11, 5))):
    """Drag, add and take out the corners of the red curve: the constant and the blue pieces follow, hard or soft."""
    grid = np.linspace(0, WIDE, 481)

    def draw(corners, x, soft):
        xy = _in_order(corners)
        ordered = xy[np.argsort(xy[:, 0])]
        constant, pieces = take_apart(ordered)
        k = int(np.clip(np.searchsorted(ordered[:, 0], x, side="right"), 1, len(pieces))) - 1

        def s(r):
            return (1 - soft) * hard_sigmoid(r) + soft * sigmoid(r)

        total, wanted = red(grid, constant, pieces, s), red(grid, constant, pieces, hard_sigmoid)
        blues = np.array([blue(grid, *each, s) for each in pieces])
        marks = (
            Segments([x], [-WIDE], [WIDE], role="quiet", width=1),
            Line(grid, blues[k], role="prediction", width=4.5),
            *[_numbered(n, n == k, *each) for n, each in enumerate(pieces)],
            Handle(x, 1 - WIDE, right={"x": 1.0}, label="x", role="quiet", side="right"),
        )
        title = f"constant {constant:.1f}, {counted(len(pieces), 'piece')}"
        ramp = _ramp(pieces[k])
        strong = Line(ramp, red(ramp, constant, pieces, hard_sigmoid), role="target", width=6)
        return Scene(
            _red_curve(grid, wanted, total if soft else None, x, strong, xy),
            _added(grid, constant, blues, *marks, title=title),
            says=_climb(pieces, k, x) + _but_for(np.abs(total - wanted) if soft else None),
        )

    moved = Points(corners, 0, WIDE, count=(2, MOST), apart=NARROW)
    x, soft = slider(0, WIDE, 1.0, step=0.1), slider(0, 1, 0.0, step=0.05)
    return Explorer(draw, Reset("reset corners", moved), corners=moved, x=x, soft=soft)


def _ramp(piece):
    """Return where along x a hard piece climbs: from and to."""
    _, b, w = piece
    return np.array([-2 - b, 2 - b]) / w


def _red_curve(grid, wanted, total, x, strong, corners):
    """Draw the red curve with its corners, its piece at ``x`` strong, and the ``total`` of soft pieces, if not None."""
    soft, strokes = total is not None, slice(None, None, 12)
    return Panel(
        Segments([x], [0], [WIDE], role="quiet", width=1),
        Segments(grid[strokes], wanted[strokes], total[strokes], role="error", width=1.5) if soft else None,
        Line(grid, wanted, role="target"),
        Line(grid, total, role="prediction", width=2.5) if soft else None,
        strong,
        *[Handle(*at, **_moves(n), role="target") for n, at in enumerate(corners)],
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (0, WIDE)),
        title="the red curve",
    )


def _climb(pieces, k, x):
    """Say where the piece at ``x`` climbs, how far, and so what its three numbers are."""
    (c, b, w), (start, end) = pieces[k], _ramp(pieces[k])
    return (
        f"{'Here' if x <= end else 'From here on red is flat; before that'} climbs piece {k + 1} of "
        f"{len(pieces)}, from x = {start:.1f} to {end:.1f}, "
        f"by [c = {c:.1f}|prediction], with [w = 4/{end - start:.2f} = {w:.2f}|prediction] and "
        f"[b = −w·{-b / w:.2f} = {b:.2f}|prediction]. "
    )


def _but_for(off):
    """Say that the pieces add up to the red curve, and what soft ones are ``off`` by."""
    told = " [exactly|target]." if off is None else f" but for [{off.mean():.2f}|error] (at most {off.max():.2f})."
    return "Constant and pieces add up to the red curve" + told


def _numbered(n, chosen, c, b, w):
    """Write a piece's number beside the middle of its ramp, if the ramp is wide enough, or chosen."""
    return Text(-b / w, c / 2, f"{n + 1}", role="prediction", side="left") if chosen or 4 / w > 0.5 else None


def _added(x, constant, blues, *marks, title="constant and pieces"):
    """Draw what the constant (dashed) and each of the ``blues``, (pieces, N), add to the curve."""
    return Panel(
        Line([0, WIDE], [constant, constant], role="quiet", width=2, dashed=True),
        Line(x, blues, role="prediction", width=1.5, opacity=0.7),
        *marks,
        x=Axis("x₁", (0, WIDE)),
        y=Axis("each adds", (-WIDE, WIDE)),
        title=title,
    )


def _in_order(corners):
    """Corners with the first at ``x = 0`` and all others to its right, each pair at least `NARROW` apart."""
    x, y = corners.T
    order = np.concatenate([[0], 1 + np.argsort(x[1:], kind="stable")])
    least = NARROW * np.arange(len(x))
    apart = np.maximum.accumulate(np.concatenate([[0], x[order[1:]]]) - least)
    apart = least + np.minimum(apart, WIDE - least[-1])
    return np.column_stack([apart[np.argsort(order)], y])


def _moves(n):
    """Say what dragging corner ``n`` moves: the first only goes up and down."""
    return {"up": {f"corners[{n},1]": 1.0}} | ({"right": {f"corners[{n},0]": 1.0}} if n else {})


# 4.3 Any continuous curve.

FINE = np.linspace(0, WIDE, 1001)
POINTS = 50
PLACED = {"well placed": "prediction", "evenly": "data"}  # and their colours
CURVES = {"sine": functions.sine, "bump": functions.bump, "staircase": functions.staircase}


def year(dates, views):
    """Return the year's smoothed views as a curve of ``x`` from 0 to 12 (months): the mean of 31 days of each year.

    ``dates`` and ``views`` (thousands) are daily.
    """
    day = (dates - dates.astype("datetime64[Y]")).astype(int)
    means = np.array([views[day == d].mean() for d in range(365)])
    smooth = np.convolve(np.tile(means, 3), np.ones(31) / 31, "same")[365 - 1 : 2 * 365 + 1]
    return lambda x: np.interp(x, np.linspace(0, WIDE, len(smooth)), smooth)


def any_curve(**more):
    """Choose a curve and how many of its points are joined by straight lines; its error falls, unless it jumps.

    ``more`` curves, by name, take an array of ``x`` from 0 to 12; they may be the reader's own.
    """
    curves = CURVES | more
    known = recent(len(curves))(lambda name: _joined(predictions(curves[name], FINE, {})))

    def draw(curve, placed, n):
        y, fits, off = known(curve)
        corners = fits[placed][n - 1]
        spline = Line(FINE, functions.spline(FINE, corners), role="prediction", width=2)
        return Scene(
            _over(curve, FINE, y, spline, Dots(*corners.T, role="prediction", size=4)),
            _largest_errors({way: np.clip(off[way], 1e-3, 1e3) for way in PLACED}, placed, n),
            says=f"{counted(n, 'point')}, joined by [{counted(n - 1, 'blue piece')}|prediction]: nowhere further from "
            f"[{curve}|target] than [{off[placed][n - 1]:.3f}|error]. "
            f"({', '.join(f'{way}: {off[way][n - 1]:.3f}' for way in PLACED)}.)",
        )

    return Explorer(draw, curve=list(curves), placed=list(PLACED), n=slider(1, POINTS, 6, step=1))


def _joined(y):
    """Join 1 to `POINTS` points of a curve in each of the ways of `PLACED`: ``(y, corners, largest errors)``."""
    well = [FINE[places] for places in well_placed(FINE, y, POINTS, among=slice(None, None, 5))]
    even = [[WIDE / 2], *(np.linspace(0, WIDE, n) for n in range(2, POINTS + 1))]
    fits = [[np.column_stack([x, np.interp(x, FINE, y)]) for x in places] for places in (well, even)]
    off = [[np.abs(functions.spline(FINE, corners) - y).max() for corners in way] for way in fits]
    return y, dict(zip(PLACED, fits, strict=True)), dict(zip(PLACED, np.array(off), strict=True))


def _largest_errors(off, placed, n):
    """Draw the largest error over the number of points, for each way; ``n`` points ``placed`` in one way are chosen."""
    counts, sides = np.arange(1, POINTS + 1), ("below", "above")
    return Panel(
        *[Line(counts, off[way], role=role, width=2) for way, role in PLACED.items()],
        *[
            Text(POINTS, off[way][-1], way, role=role, side=side)
            for (way, role), side in zip(PLACED.items(), sides, strict=True)
        ],
        Dots([n], [off[placed][n - 1]], role="error", size=6),
        x=Axis("number of points n", (0, POINTS + 1)),
        y=Axis("largest error", (1e-3, 10**1.2), scale="log"),
    )


def _over(name, x, y, *marks):
    """Draw a curve that is to be followed, pale and wide, and ``marks`` over it."""
    return Panel(
        Line(x, y, role="target", width=5, opacity=0.45),
        *marks,
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (min(0, 1.1 * y.min()), max(WIDE, 1.1 * y.max()))),
        title=name,
    )


# 4.4 and 4.5 One soft sigmoid.

REACH, TALL = 6.0, 8.0


def one_sigmoid():
    """Move ``c``, ``b`` and ``w`` of one sigmoid, or its centre, its steepness and its height on the picture."""
    grid = np.linspace(-REACH, REACH, 401)

    def draw(c, b, w):
        centre, slope = float(np.clip(-b / w, -100, 100)) if w else 0.0, c * w / 4
        low, high = (0, c) if w > 0 else (c, 0) if w < 0 else (blue(0, c, b, w),) * 2
        tangent = centre + np.array([-1.5, 1.5])
        steepen = {"w": 4 / c, "b": -4 / c * centre} if abs(c) > 0.05 else {}
        there = (
            f"its centre is at −b/w = {-b / w:.2f}, its slope there cw/4 = " if w else "without w it is flat, slope "
        )
        return Scene(
            Panel(
                *_levels(c, low, high),
                Line(grid, blue(grid, c, b, w, hard_sigmoid), role="target", width=2),
                Line(tangent, c / 2 + slope * (tangent - centre), role="best", width=2, dashed=True),
                Line(grid, blue(grid, c, b, w), role="prediction", width=4),
                Handle(centre, c / 2, right={"b": -w} if w else {}, label="centre", side="right"),
                Handle(centre + 1, c / 2 + slope, up=steepen, label="steepness", role="best", side="right"),
                Handle(-4.5 if w >= 0 else 4.5, c, up={"c": 1.0}, label="height", side="above"),
                x=Axis("x₁", (-REACH, REACH)),
                y=Axis("c·sigmoid(b + w·x₁)", (-TALL, TALL)),
                aspect=1.15,
            ),
            says=f"[{c:.2f}·sigmoid({b:.2f} {'+' if w >= 0 else '−'} {abs(w):.2f}·x₁)|prediction]: {there}"
            f"[{slope:.2f}|best]. It goes from {low:.1f} on the left to {high:.1f} on the right.",
        )

    # Steps so fine that what a handle moves together with another number does not jump.
    c, b, w = slider(-6, 6, 5.0, step=0.05), slider(-12, 12, -2.0, step=0.02), slider(-4, 4, 2.0, step=0.02)
    return Explorer(draw, c=c, b=b, w=w)


def _levels(c, low, high):
    """Draw the two heights between which a sigmoid climbs or falls, and write where it comes from and goes to."""
    return (
        Line([-REACH, REACH], [c, c], role="quiet", width=1.5, dashed=True),
        Line([-REACH, REACH], [0, 0], role="quiet", width=1.5, dashed=True),
        Text(-REACH, low, f"to {low:.1f}", role="quiet", side="below"),
        Text(REACH, high, f"to {high:.1f}", role="quiet", side="below"),
    )


# 4.6 Where bending pays, and where it does not.


def bend(label, dates):
    """Day of the week → views, with 1 to 6 hard sigmoids: from the straight line to the free curve."""
    x, beside, _ = _of_the_week(label, dates)
    grid, (w, b), counts = np.linspace(0, 6, 241), best(x, label), range(1, 7)
    straight = Line(grid, functions.line(grid, w[0], b), role="rule", width=2, dashed=True)

    @recent(len(counts))
    def fitted(n):
        constant, pieces = best_heights(x, label, np.linspace(0, 6, n + 1))
        return constant, pieces, mae(red(x, constant, pieces, hard_sigmoid), label)

    def draw(n):
        constant, pieces, L = fitted(n)
        bent = Line(grid, red(grid, constant, pieces, hard_sigmoid), role="prediction")
        return Scene(
            _week_panel(beside, label, straight, bent),
            Panel(
                Line([0, 6], [constant, constant], role="quiet", width=2, dashed=True),
                Line(grid, [blue(grid, *each, hard_sigmoid) for each in pieces], role="prediction", width=2),
                Text(6, constant, f"constant {constant:.1f}", role="quiet", side="above"),
                x=Axis("day of the week", (-0.5, 6.5), DAYS_OF_WEEK),
                y=Axis("what each adds (thousands)", (-VIEWS[1] / 2, VIEWS[1])),
            ),
            says=f"{counted(n, 'hard sigmoid')}: [L = {L:.2f}k|error]. The best straight line has "
            f"{mae(functions.line(x, w[0], b), label):.2f}k.",
        )

    return Explorer(draw, n=counts)


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

    def draw(n):
        at = int(np.flatnonzero(counts == n)[0])
        said, bent = red(x, *fits[at], hard_sigmoid), Line(grid, red(grid, *fits[at], hard_sigmoid), role="prediction")
        return Scene(
            cloud(x, seen.label, said, slice(7, None, 61), bent),
            _by_count(counts, at, L, L_unseen),
            says=f"{counted(n, 'hard sigmoid')}: [L = {L[at]:.2f}k|error] on 2017-2020, "
            f"[L′ = {L_unseen[at]:.2f}k|unseen] on 2021. The straight line has {L[0]:.2f}k and {L_unseen[0]:.2f}k.",
        )

    return Explorer(draw, n=counts.tolist())


def _by_count(counts, at, L, L_unseen):
    """Draw both losses over the number of hard sigmoids; the one ``at`` a place is chosen."""
    places, last = np.arange(len(counts)), len(counts) - 1
    return Panel(
        Line(places, L, role="error"),
        Line(places, L_unseen, role="unseen"),
        Dots([at], [L[at]], role="error", size=6),
        Dots([at], [L_unseen[at]], role="unseen", size=6),
        Text(last, L[-1], "L, seen", role="error", side="above"),
        Text(last, L_unseen[-1], "L′, unseen", role="unseen", side="above"),
        x=Axis("number of hard sigmoids n", (-0.4, last + 0.4), tuple(enumerate(map(str, counts)))),
        y=Axis("loss (thousands)", (0, 2)),
    )


# 4.7 and 4.8 Many features, in matrices.

UP_TO = 4  # features, and sigmoids
MIDDLE = (UP_TO + 1) / 2
# W, the vector b, c and the number b: made up, to be read with ease.
MADE_UP = (
    np.array([[0.3, -0.2, 0.1, 0.2], [-0.1, 0.2, 0.3, -0.4], [0.2, 0.1, -0.3, 0.1], [-0.2, 0.4, -0.1, 0.2]]),
    np.array([-1.0, -2.0, 0.5, -1.5]),
    np.array([8.0, 6.0, -5.0, 4.0]),
    2.0,
)


def matrices(days):
    """Change a feature and follow it through ``r = b + Wx``, ``a = σ(r)``, ``y = b + cᵀa``, all numbers and shapes.

    ``days`` are four features, the views of the last days in thousands; how many of them count is a slider, and so is
    the number of sigmoids.
    """
    all_W, all_shift, all_c, b = MADE_UP
    names = [sub("x", j + 1) for j in range(UP_TO)]

    def draw(x1, x2, x3, x4, features, sigmoids, follow):
        x, watched = np.array([x1, x2, x3, x4]), names.index(follow)
        W, shift, c = all_W[:sigmoids, :features], all_shift[:sigmoids], all_c[:sigmoids]
        r, a, y = functions.flow(x[:features], W, shift, c, b)
        return Scene(
            _nodes(x, features, r, a, y, watched),
            _equation(r, shift, W, x[:features], watched, (f"y = b + cᵀa = {y:.2f}k", *_terms(b, c, a))),
            says=f"{counted(features, 'feature')} and {counted(sigmoids, 'sigmoid')}: W is "
            f"[{sigmoids} × {features}|prediction]; the vector b, r, a and c are [{sigmoids}|prediction] long, "
            f"the other b is one number. [{follow} = {x[watched]:.1f}k|path] has "
            f"{'a' if watched < features else 'no'} part in [y = {y:.2f}k|prediction].",
        )

    days = [slider(0, 20, round(float(day), 1), step=0.1, label=name) for day, name in zip(days, names, strict=True)]
    sliders = {f"x{j}": day for j, day in enumerate(days, 1)}
    features, sigmoids = slider(1, UP_TO, 3, step=1), slider(1, UP_TO, 2, step=1)
    return Explorer(draw, **sliders, features=features, sigmoids=sigmoids, follow=choice(names, names[1]))


def _rows(count):
    """Heights of ``count`` things, the first on top, around the middle."""
    return MIDDLE + (count - 1) / 2 - np.arange(count)


def _nodes(x, features, r, a, y, watched):
    """Draw the lecture's picture: features, sigmoids, prediction; every number is its own node."""
    inputs, inner = _rows(UP_TO), _rows(len(r))
    edges = np.array([[start, end] for start in inputs[:features] for end in inner])
    across, out = np.column_stack([inner, inner]), np.column_stack([inner, np.full(len(inner), MIDDLE)])
    ways = [([0.25, 0.72], edges), ([1.28, 1.75], across), ([2.25, 2.68], out)]
    followed = [(ways[0][0], np.array([[inputs[watched], end] for end in inner])), *ways[1:]]
    names = (("x", f"{features}"), ("W", f"{len(r)} × {features}"), ("r", f"{len(r)}"), ("σ", ""), ("a", f"{len(r)}"))
    names += (("cᵀ", f"1 × {len(r)}"), ("y", "1"))
    numbers = [(1, row, f"{each:.2f}") for row, each in zip(inner, r, strict=True)]
    numbers += [(2, row, f"{each:.2f}") for row, each in zip(inner, a, strict=True)]
    return Panel(
        *[Line(at, rows, role="data", width=1.2) for at, rows in ways],
        *[Line(at, rows, role="path", width=2.5) if watched < features else None for at, rows in followed],
        *_numbers(numbers, 2 * UP_TO),
        *[
            Text(*place, text, side=side, role=role, size=0.87)
            for j, row in enumerate(inputs)
            for place, text, side, role in (
                ((-0.45, row), sub("x", j + 1), "centre", "path" if j == watched else "quiet"),
                ((0, row), f"{x[j]:.1f}", "centre", "ink" if j < features else "quiet"),
            )
        ],
        Text(3, MIDDLE, f"{y:.2f}", role="prediction", side="centre"),
        *[Text(k / 2, UP_TO + 0.9, name, side="centre", role="prediction") for k, (name, _) in enumerate(names)],
        *[Text(k / 2, 0.1, shape, side="centre", role="quiet", size=0.85) for k, (_, shape) in enumerate(names)],
        x=Axis("from x to y, and how many of each", (-0.65, 3.35), ()),
        y=Axis("", (-0.4, UP_TO + 1.4), ()),
        aspect=1.15,
    )


def _numbers(texts, most, size=0.87):
    """Write numbers, each at its place ``(x, y, text)``; there may be up to ``most`` of them."""
    written = [Text(x, y, text.replace("-", "−"), side="centre", size=size) for x, y, text in texts]
    return written + [None] * (most - len(written))


COLUMN = 1.1  # from one number of W to the next


def _equation(r, shift, W, x, watched, below):
    """Write r = b + Wx with all its numbers, the shapes under it, and more lines ``below``."""
    end = 3.4 + COLUMN * (W.shape[1] - 1) + 1.35  # where x stands
    blocks = [("r", 0, r[:, None]), ("b", 1.7, shift[:, None]), ("W", 3.4, W), ("x", end, x[:, None])]
    cells, sides, heads = [], [], []
    for name, left, table in blocks:
        rows, columns = table.shape
        right, heights = left + COLUMN * (columns - 1), _rows(rows)
        cells += [(left + COLUMN * j, heights[i], f"{value:.1f}") for (i, j), value in np.ndenumerate(table)]
        sides += [(side, MIDDLE + rows / 2, MIDDLE - rows / 2) for side in (left - 0.58, right + 0.58)]
        heads += [((left + right) / 2, name, f"{rows} × {columns}" if name == "W" else f"{rows}")]
    column = Bars([3.4 + COLUMN * watched], [UP_TO + 0.5], role="path", width=COLUMN, opacity=0.15)
    return Panel(
        column if watched < len(x) else None,
        Segments(*np.transpose(sides), role="ink", width=1.5),
        *_numbers(cells, UP_TO * (UP_TO + 3), size=0.8),
        *[Text(at, UP_TO + 0.9, name, side="centre", role="prediction") for at, name, _ in heads],
        *[Text(at, -0.4, shape, side="centre", role="quiet", size=0.85) for at, _, shape in heads],
        *[Text(at, MIDDLE, sign, side="centre") for at, sign in ((0.85, "="), (2.55, "+"))],
        *[Text(-0.9, -0.5 - 0.8 * k, line, size=0.85) if line else None for k, line in enumerate(below, 1)],
        x=Axis("r = b + Wx", (-0.75, end + 0.75), ()),
        y=Axis("", (-3.3, UP_TO + 1.4), ()),
        aspect=1.15,
    )


def _terms(b, c, a):
    """Write b + cᵀa in numbers, on two lines."""
    terms = [f"{'+' if each >= 0 else '−'} {abs(each):.1f}·{one:.2f}" for each, one in zip(c, a, strict=True)]
    return " ".join([f"= {b:.1f}", *terms[:2]]), " ".join(terms[2:])


CELLS = 9  # of θ that are written out; of a longer one its first and its last
LAST = 3
PARTS = (("wᵢⱼ", "prediction"), ("bᵢ", "path"), ("cᵢ", "unseen"), ("b", "best"))


def theta():
    """Choose how many features and sigmoids: θ written out, coloured by where each part comes from, and counted."""

    def draw(features, sigmoids):
        names = named_parameters([features, sigmoids, 1])
        parts = part_of(names)
        return Scene(
            _written_out(names, parts),
            _counted(np.bincount(parts)),
            says=f"θ holds {sigmoids}·{features} + {sigmoids} + {sigmoids} + 1 = [{len(names):,} numbers|prediction]. "
            f"To try only 10 values of each takes [10{raised(len(names))} losses|error].",
        )

    return Explorer(draw, features=slider(1, 56, 3, step=1), sigmoids=slider(1, 100, 2, step=1))


def _written_out(names, parts):
    """Draw θ as cells with their names; of a long one the first, a gap, and the last."""
    total = len(names)
    gap = [CELLS - LAST - 0.5] * (total > CELLS)
    shown = np.r_[: CELLS - LAST - 1, total - LAST : total] if gap else np.arange(total)
    at = 0.5 + np.where(shown < CELLS - LAST, shown, shown - max(0, total - CELLS))
    written = [(x, 0.5, name) for x, name in [*zip(at, names[shown], strict=True), *((x, "…") for x in gap)]]
    own = [at[parts[shown] == k] for k in range(len(PARTS))]
    return Panel(
        *[Bars(x, x > 0, role=role, width=0.94, opacity=0.3) for x, (_, role) in zip(own, PARTS, strict=True)],
        *_numbers(written, CELLS, size=0.85),
        Text(CELLS, 1, f"number {total:,}", role="quiet", side="above", size=0.85) if gap else None,
        x=Axis("θ, one long vector", (0, CELLS), ()),
        y=Axis("", (-1, 2), ()),
        aspect=2.0,
    )


def _counted(counts):
    """Draw how many numbers each part of θ has, so that a single one is seen beside thousands."""
    roles = [role for _, role in PARTS]
    return Panel(
        *[Bars([k], [count], role=role, width=0.7) for k, (count, role) in enumerate(zip(counts, roles, strict=True))],
        *[
            Text(k, count, f"{count:,}", role=role, side="above")
            for k, (count, role) in enumerate(zip(counts, roles, strict=True))
        ],
        x=Axis("part of θ", (-0.6, 3.6), tuple((k, name) for k, (name, _) in enumerate(PARTS))),
        y=Axis("how many numbers", (0.2, 1e5), scale="log"),
    )


def part_of(names):
    """Say which of `PARTS` each number of θ belongs to, by its name: ``(total,)``."""
    return np.array([3 if name == "b" else "wbc".index(name[0]) for name in names])


# 4.9 Learned.

SAMPLES = np.linspace(0, WIDE, 61)
UPDATES = 1000
STARTS = ["random", "θ = 0", "all alike"]
DUST = 1e-6  # less than this is rounding, in single precision


def started(n, start, seed=0):
    """Return a network of one feature and ``n`` sigmoids: random ones, with centres all over the data, or all alike."""
    net, rng = Network([1, n, 1], activation="sigmoid"), np.random.default_rng(seed)
    steep = rng.choice([-1, 1], n) * rng.uniform(3, 8, n) * max(1, n / 12) ** 0.5
    net.theta[:] = float(start == "all alike")
    if start == "random":
        inner, outer = net.layers
        inner.W[:, 0] = steep
        inner.b[:] = -steep * rng.uniform(-1.8, 1.8, n)
        outer.W[0] = rng.normal(size=n) / n**0.5
    return net


def alike(theta):
    """Hold sigmoids that started alike to being alike, in place: in hundreds of updates rounding would part them.

    What the rounding of zeros leaves is zero again, too.
    """
    inner, outer = layers_of(theta, [1, len(theta) // 3, 1])
    inner[:], outer[:, 1:] = inner.mean(axis=0), outer[:, 1:].mean()
    theta[np.abs(theta) < DUST] = 0


def _descent(curves, curve, n, η, start, seed):
    """Fit ``n`` sigmoids to one of the ``curves``, with all its samples in each update."""
    y = predictions(curves[curve], SAMPLES, {})
    how = {"loss": mse, "optimizer": "sgd", "rate": η, "batch_size": len(y), "epochs": UPDATES}
    how["project"] = None if start == "random" else alike
    return train(started(n, start, seed), SAMPLES, y, **how)


def learn(**more):
    """Fit ``n`` sigmoids to a curve by gradient descent: their sum, the pieces, the loss and the gradient's size.

    ``more`` curves, by name, take an array of ``x`` from 0 to 12; they may be the reader's own.
    """
    curves = CURVES | more
    walks = Runs(partial(_descent, curves))

    def draw(curve, n, η, start, again, update):
        y = predictions(curves[curve], SAMPLES, {})
        (path,) = walks.follow({"curve": curve, "n": n, "η": η, "start": start, "seed": again})
        state = path[update]
        shown, (constant, pieces) = np.array([*range(0, state.update, 10), state.update]), state.pieces()
        blues, gone = blue(FINE, *np.transpose(pieces)[..., None]), "diverged" in state.stopped
        fitted = Line(FINE, np.clip(constant + blues.sum(axis=0), -99, 99), role="prediction")
        L, g = ([getattr(path[k], name) for k in shown] for name in ("L", "gradient_norm"))
        return Scene(
            _over(curve, SAMPLES, y, fitted),
            _added(FINE, np.clip(constant, -99, 99), np.clip(blues, -99, 99)),
            _curve(shown, L, "error", Axis("L (MSE)", (1e-4, LARGE), scale="log")),
            _curve(shown, g, "path", Axis("size of g", (1e-4, LARGE), scale="log")),
            says=f"{counted(n, 'sigmoid')}, {len(state.theta)} parameters, after {counted(state.update, 'update')}: "
            f"[L = {_limited(state.L)}|error], and the gradient is [{_limited(state.gradient_norm)}|path] long. "
            + (f"Then it ran away: η = {η:g} is too large." if gone else _alike(pieces)),
            ends={"update": state.update} if gone else {},
        )

    n, η = slider(1, 50, 10, step=1), slider(0.01, 0.3, 0.05, step=0.01)
    update, again = played(range(UPDATES + 1), 100, stride=5), Dice("another random start")
    return Explorer(draw, curve=list(curves), start=STARTS, n=n, η=η, update=update, again=again)


def _alike(pieces):
    """Say how many of the pieces are different ones, by more than single precision does to equal ones."""
    largest = np.maximum(np.abs(pieces).max(axis=0), 1)
    different = len(np.unique(np.round(pieces / largest, 3), axis=0))
    return "All of them are alike." if different == 1 < len(pieces) else f"Different ones among them: {different}."


LARGE = 1000


def _limited(number):
    """Write a number, unless it is so large that only its being large counts, or nothing but rounding."""
    return "0" if number < 1e-6 else f"{number:.3g}" if number <= LARGE else f"more than {LARGE}"


def _curve(at, values, role, axis):
    """Draw positive values over updates; what is beyond the ends of the logarithmic ``axis`` runs along them."""
    inside = np.clip(values, *axis.limits)
    return Panel(
        Line(at, inside, role=role),
        Dots(at[-1:], inside[-1:], role=role, size=5),
        Text(at[-1], inside[-1], f"more than {LARGE}", role=role, side="below") if values[-1] > LARGE else None,
        x=Axis("update", (0, UPDATES)),
        y=axis,
    )


# 4.10 Batches.

BINS = np.linspace(0, 6, 61)  # thousands


def batches(x, label):
    """Choose ``N`` and ``B``, shuffle and deal: the batches, and their losses around ``L``, for the best line of all.

    ``x`` and ``label`` are the views of yesterday and today in thousands, ``(N,)``.
    """
    (w,), b = best(x, label)
    wrong = np.abs(functions.line(x, w, b) - label)

    def draw(N, B, batch, shuffled, again):
        wished, B = B, min(B, N)
        dealt = deal(np.random.default_rng(again).permutation(N) if shuffled else np.arange(N), B)
        k = min(batch, len(dealt)) - 1
        losses, L = np.array([wrong[each].mean() for each in dealt]), wrong[:N].mean()
        return Scene(
            _pile(dealt, k, B),
            _losses_of_batches(losses, k, L),
            says=f"{N} days in batches of {B}{f' (B = {wished} is more than N)' * (wished > N)}: "
            f"[{counted(len(dealt), 'update')} an epoch|path]. Batch {k + 1} of {len(dealt)} holds "
            f"{counted(len(dealt[k]), 'day')}, its loss is [L{raised(k + 1)} = {losses[k]:.2f}k|path]; over all days "
            f"it is [L = {L:.2f}k|best]. The batches' losses spread by [{losses.std():.2f}k|error].",
        )

    N, B = slider(10, 10 * (len(x) // 10), 1460, step=10), slider(1, len(x), 32, step=1)
    return Explorer(draw, N=N, B=B, batch=range(1, len(x) + 1), shuffled=True, again=Dice("shuffle again"))


def _pile(dealt, k, B):
    """Draw the days in the order they were dealt, cut into batches of ``B`` if these are few; batch ``k`` is chosen."""
    pile, start, size = np.concatenate(dealt), k * B, len(dealt[k])
    N, few = len(pile), 1 < len(dealt) <= 50
    edges = np.arange(B, N, B)
    return Panel(
        Bars([start + size / 2], [N], role="path", width=float(size), opacity=0.15),
        Dots(np.arange(N) + 0.5, pile, size=1.8, opacity=0.6),
        Dots(start + np.arange(size) + 0.5, dealt[k], role="path", size=3),
        Segments(edges, 0 * edges, N + 0 * edges, role="grid", width=1) if few else None,
        x=Axis("place in the pile, cut into batches", (0, N)),
        y=Axis("which day it is", (-0.5, N - 0.5)),
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
        x=Axis("loss of a batch (thousands)", (0, 6)),
        y=Axis("share of the batches", (0, 1.25 * top)),
    )


SLOPES, HEIGHTS = np.linspace(-0.5, 1.6, 60), np.linspace(2, 14, 60)
STEPS = 200  # updates
RECENT = 25  # updates, of a path that is drawn strong
COSTS = {
    "x": Axis("days looked at so far", (1, 1e6), scale="log"),
    "y": Axis("L on all days (k²)", (1, LARGE), scale="log"),
}


def batch_paths(x, label):
    """Walk with all days and with batches of ``B`` from one start: two paths on one surface, and what they cost.

    The feature is centred, so that the surface of MSE is a round bowl.
    """
    x = x - x.mean()
    heights = surface(functions.line, x, label, loss=mse, w=SLOPES, b=HEIGHTS)
    (w0,), b0 = best(x, label, loss=mse)

    def walk(B, η):
        line = Network([1, 1], dtype=float)
        line.theta = 3.0, -0.3  # b and w, counted in thousands as the surface is
        how = {"loss": mse, "optimizer": "sgd", "rate": η, "batch_size": B, "epochs": STEPS}
        return train(line, x, label, units=Units(), every="update", **how)

    walks = Runs(walk)

    def draw(B, η, update):
        sizes = {"all days": ("prediction", len(x)), f"batches of {B}": ("path", B)}
        runs, marks, curves, said = walks.follow(*({"B": size, "η": η} for _, size in sizes.values())), [], [], []
        for path, (name, (role, size)) in zip(runs, sizes.items(), strict=True):
            states = [path[k] for k in range(update + 1)]
            L = np.array([state.L for state in states])
            marks += _way(*np.transpose([state.theta for state in states]), role)
            curves += _falling(size * np.arange(1, update + 2), np.minimum(L, LARGE), name, role)
            said += [f"With [{name}|{role}] θ has seen {size * update:,} days: [L = {_limited(L[-1])}k²|{role}]."]
        return Scene(
            error_surface(SLOPES, HEIGHTS, heights, (float(w0), b0), *marks, title="L (k²)"),
            Panel(*curves, **COSTS),
            says=f"After {counted(update, 'update')}. {' '.join(said)} That is {counted(update, 'epoch')} with all "
            f"days, and {update * B / len(x):.1f} with the batches.",
        )

    B, η, update = slider(1, 200, 10, step=1), slider(0.002, 0.1, 0.02, step=0.002), played(range(STEPS + 1), 60)
    return Explorer(draw, B=B, η=η, update=update)


def _way(b, w, role):
    """Mark a path on the surface, its last updates strong."""
    w, b = _while_inside(w, b)
    recent = slice(-RECENT, None)
    return (
        Line(w, b, role=role, width=1.2, opacity=0.35),
        Line(w[recent], b[recent], role=role, width=2),
        Dots(w[-1:], b[-1:], role=role, size=5),
    )


def _falling(at, L, name, role):
    """Mark losses over what they cost, with a name at their end."""
    return (
        Line(at, L, role=role, width=1.5),
        Dots(at[-1:], L[-1:], role=role, size=5),
        Text(at[-1], L[-1], name, role=role, side="above"),
    )


def _while_inside(w, b):
    """Follow a path up to where it leaves the surface for good, and there to its border."""
    low, high = (SLOPES[0], HEIGHTS[0]), (SLOPES[-1], HEIGHTS[-1])
    path = np.column_stack([w, b])
    last = np.flatnonzero(((low <= path) & (path <= high)).all(axis=1))[-1]
    path = path[: last + 2]
    path[-1] = np.clip(path[-1], low, high)
    return path.T


# 4.11 A better step.

RATES = [0.003, 0.01, 0.03, 0.1, 0.3]
EPOCHS = 200


def optimizers(**more):
    """Train with SGD and with Adam from one start, with one ``η`` and the same batches: two fits, two losses."""
    curves, n, B = CURVES | more, 20, 10
    ways = {"sgd": ("SGD", "path"), "adam": ("Adam", "prediction")}

    def walk(curve, η, optimizer):
        y = predictions(curves[curve], SAMPLES, {})
        how = {"loss": mse, "optimizer": optimizer, "rate": η, "batch_size": B, "epochs": EPOCHS}
        return train(started(n, "random"), SAMPLES, y, **how)

    walks = Runs(walk)

    def draw(curve, η, epoch):
        y, fits, losses, said = predictions(curves[curve], SAMPLES, {}), [], [], []
        paths = walks.follow(*({"curve": curve, "η": η, "optimizer": optimizer} for optimizer in ways))
        for path, (name, role) in zip(paths, ways.values(), strict=True):
            L = np.clip([path[k].L for k in range(epoch + 1)], 1e-4, 1e3)
            fits.append(Line(SAMPLES, np.clip(path[epoch].predict(SAMPLES[:, None]), -99, 99), role=role))
            losses += [Line(np.arange(len(L)), L, role=role, width=2), Text(epoch, L[-1], name, role=role)]
            said.append(f"[{name} has L = {path[epoch].L:.3g}|{role}]")
        return Scene(
            _over(curve, SAMPLES, y, *fits),
            Panel(*losses, x=Axis("epoch", (0, 1.2 * EPOCHS)), y=Axis("L (MSE)", (1e-4, 100), scale="log")),
            says=f"{counted(n, 'sigmoid')}, batches of {B}, η = {η}, after {counted(epoch, 'epoch')}, "
            f"{epoch * updates_per_epoch(len(y), B):,} updates: {' and '.join(said)}.",
        )

    return Explorer(draw, curve=list(curves), η=choice(RATES, 0.03), epoch=played(range(EPOCHS + 1), 50))
