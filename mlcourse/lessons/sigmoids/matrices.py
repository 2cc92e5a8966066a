"""4.7 r = b + Wx, a = σ(r), y = b + cᵀa, with live numbers."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.controls import choice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.marks import Bars, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, say, say_many, sub

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
            _equation(r, shift, W, x[:features], watched, (f"y = b + cᵀa = {number(y, '.2f')}k", *_terms(b, c, a))),
            says=f"{_shapes(features, sigmoids)} {_part(follow, x[watched], y, watched < features)}",
        )

    days = [slider(0, 20, round(float(day), 1), step=0.1, label=name) for day, name in zip(days, names, strict=True)]
    sliders = {f"x{j}": day for j, day in enumerate(days, 1)}
    features, sigmoids = slider(1, UP_TO, 3, step=1), slider(1, UP_TO, 2, step=1)
    return Explorer(draw, **sliders, features=features, sigmoids=sigmoids, follow=choice(names, names[1]))


def _shapes(features, sigmoids):
    """Say how large all of it is."""
    return say_many(
        "{features} and {n} sigmoid: W is [{n} × {J}|prediction]; the vector b, r, a and c are [{n}|prediction] long, "
        "the other b is one number.",
        "{features} and {n} sigmoids: W is [{n} × {J}|prediction]; the vector b, r, a and c are [{n}|prediction] long, "
        "the other b is one number.",
        n=sigmoids,
        features=say_many("{n} feature", "{n} features", n=features),
        J=features,
    )


def _part(name, x, y, counts):
    """Say whether the feature that is followed ``counts`` in the prediction."""
    if counts:
        return say("[{name} = {x:.1f}k|path] has a part in [y = {y:.2f}k|prediction].", name=name, x=x, y=y)
    return say("[{name} = {x:.1f}k|path] has no part in [y = {y:.2f}k|prediction].", name=name, x=x, y=y)


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
    nodes = [(1, row, number(each, ".2f")) for row, each in zip(inner, r, strict=True)]
    nodes += [(2, row, number(each, ".2f")) for row, each in zip(inner, a, strict=True)]
    return Panel(
        *[Line(at, rows, role="data", width=1.2) for at, rows in ways],
        *[Line(at, rows, role="path", width=2.5) if watched < features else None for at, rows in followed],
        *numbers(nodes, 2 * UP_TO),
        *[
            Text(*place, text, side=side, role=role, size=0.87)
            for j, row in enumerate(inputs)
            for place, text, side, role in (
                ((-0.45, row), sub("x", j + 1), "centre", "path" if j == watched else "quiet"),
                ((0, row), f"{x[j]:.1f}", "centre", "ink" if j < features else "quiet"),
            )
        ],
        Text(3, MIDDLE, number(y, ".2f"), role="prediction", side="centre"),
        *[Text(k / 2, UP_TO + 0.9, name, side="centre", role="prediction") for k, (name, _) in enumerate(names)],
        *[Text(k / 2, 0.1, shape, side="centre", role="quiet", size=0.85) for k, (_, shape) in enumerate(names)],
        x=Axis(say("from x to y, and how many of each"), (-0.65, 3.35), ()),
        y=Axis("", (-0.4, UP_TO + 1.4), ()),
    )


def numbers(texts, most, size=0.87):
    """Write numbers, each at its place ``(x, y, text)``; there may be up to ``most`` of them."""
    written = [Text(x, y, text, side="centre", size=size) for x, y, text in texts]
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
        cells += [(left + COLUMN * j, heights[i], number(value, ".1f")) for (i, j), value in np.ndenumerate(table)]
        sides += [(side, MIDDLE + rows / 2, MIDDLE - rows / 2) for side in (left - 0.58, right + 0.58)]
        heads += [((left + right) / 2, name, f"{rows} × {columns}" if name == "W" else f"{rows}")]
    column = Bars([3.4 + COLUMN * watched], [UP_TO + 0.5], role="path", width=COLUMN, opacity=0.15)
    return Panel(
        column if watched < len(x) else None,
        Segments(*np.transpose(sides), role="ink", width=1.5),
        *numbers(cells, UP_TO * (UP_TO + 3), size=0.8),
        *[Text(at, UP_TO + 0.9, name, side="centre", role="prediction") for at, name, _ in heads],
        *[Text(at, -0.4, shape, side="centre", role="quiet", size=0.85) for at, _, shape in heads],
        *[Text(at, MIDDLE, sign, side="centre") for at, sign in ((0.85, "="), (2.55, "+"))],
        *[Text(-0.9, -0.5 - 0.8 * k, line, size=0.85) if line else None for k, line in enumerate(below, 1)],
        x=Axis("r = b + Wx", (-0.75, end + 0.75), ()),
        y=Axis("", (-3.3, UP_TO + 1.4), ()),
    )


def _terms(b, c, a):
    """Write b + cᵀa in numbers, on two lines."""
    terms = [f"{'+' if each >= 0 else '−'} {abs(each):.1f}·{one:.2f}" for each, one in zip(c, a, strict=True)]
    return " ".join([f"= {b:.1f}", *terms[:2]]), " ".join(terms[2:])
