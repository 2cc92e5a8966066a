"""4.7 r = b + Wx, a = σ(r), y = b + cᵀa, with live numbers."""

import numpy as np

from mlcourse import functions
from mlcourse.interact.controls import Points, choice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.lessons.sigmoids.equation import equation, rows_around
from mlcourse.pictures.marks import Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, say, say_many, sub

UP_TO = 4  # features, and sigmoids

MOST = 20.0  # thousands of views, a feature

# W, the vector b, c and the number b: made up, to be read with ease.
MADE_UP = (
    np.array([[0.3, -0.2, 0.1, 0.2], [-0.1, 0.2, 0.3, -0.4], [0.2, 0.1, -0.3, 0.1], [-0.2, 0.4, -0.1, 0.2]]),
    np.array([-1.0, -2.0, 0.5, -1.5]),
    np.array([8.0, 6.0, -5.0, 4.0]),
    2.0,
)


def matrices(days):
    """Move a feature or a weight, and follow it through ``r = b + Wx``, ``a = σ(r)``, ``y = b + cᵀa``, in numbers.

    ``days`` are four features, the views of the last days in thousands; how many of them count is a slider, and so is
    the number of sigmoids.
    """
    all_W, all_shift, all_c, b = MADE_UP
    names = [sub("x", j + 1) for j in range(UP_TO)]

    def draw(x1, x2, x3, x4, W, features, sigmoids, follow):
        x, watched = np.array([x1, x2, x3, x4])[:features], names.index(follow)
        W = np.round(W, 1)[:sigmoids, :features]  # as it is written
        given = x, W, all_shift[:sigmoids], all_c[:sigmoids], b
        r, a, y = functions.flow(*given)
        return Scene(
            _network(x, W, r, a, y, watched),
            equation(*given, r, a, y, watched),
            says=f"{_shapes(features, sigmoids)} {_part(follow, x[watched] if watched < features else None, y)}",
            facts=_facts(*given, r, a, y),
        )

    days = [slider(0, MOST, round(float(day), 1), step=0.1, label=each) for day, each in zip(days, names, strict=True)]
    sliders, W = {f"x{j}": day for j, day in enumerate(days, 1)}, Points(all_W, -1, 1)
    features, sigmoids = slider(1, UP_TO, 3, step=1), slider(1, UP_TO, 2, step=1)
    shown = {"follow": choice(names, names[1]), "features": features, "sigmoids": sigmoids}
    return Explorer(draw, **shown, W=W, **sliders).folding(*sliders).with_steps(steps.MATRICES)


def _facts(x, W, shift, c, b, r, a, y):
    """Return what the steps look at: what ``W`` was made up as, what has been changed of it, and what that changes."""
    made_up = MADE_UP[0][: len(r), : len(x)]
    rows = np.flatnonzero((made_up != W).any(axis=1))
    told = {"rows": rows, "row": rows[0] + 1 if len(rows) else 0, "a": a, "y": y}
    return told | {"furthest": a[np.abs(a - 0.5).argmax()], "before": functions.flow(x, made_up, shift, c, b)[2]}


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


def _part(name, x, y):
    """Say what part the feature that is followed, ``x``, has in the prediction; None is one that does not count."""
    if x is None:
        return say("[{name}|path] is none of them, and has no part in [y = {y:.2f}k|prediction].", name=name, y=y)
    return say("[{name} = {x:.1f}k|path] has a part in [y = {y:.2f}k|prediction].", name=name, x=x, y=y)


# Along the network: where features, r, a and y stand, and where a feature's own slider does.
X, R, A, Y, SLIDER = 0.0, 1.6, 2.55, 3.4, (-1.15, -0.5)
MIDDLE = (UP_TO + 1) / 2


def _network(x, W, r, a, y, watched):
    """Draw the lecture's picture: features, sigmoids, prediction; every number its node, the weights on their ways."""
    inputs, inner, J, K = rows_around(MIDDLE, len(x)), rows_around(MIDDLE, len(r)), len(x), len(r)
    edges = np.array([[start, end] for start in inputs for end in inner])
    across, out = np.column_stack([inner, inner]), np.column_stack([inner, np.full(K, MIDDLE)])
    ways = [([X + 0.25, R - 0.35], edges), ([R + 0.35, A - 0.25], across), ([A + 0.25, Y - 0.3], out)]
    seen = watched < J
    followed = [(ways[0][0], np.array([[inputs[watched], end] for end in inner])), *ways[1:]] if seen else ways
    return Panel(
        *[Line(at, heights, role="data", width=1.2) for at, heights in ways],
        *[Line(at, heights, role="path", width=2.5) if seen else None for at, heights in followed],
        *_written(x, r, a, y, inputs, inner, watched),
        *_names(J, K),
        *_sliders(x, inputs, watched),
        *_weights(W, inputs, inner, watched),
        x=Axis(say("from x to y, and how many of each"), (SLIDER[0] - 0.1, Y + 0.3), ()),
        y=Axis("", (-0.4, UP_TO + 1.4), ()),
    )


def _written(x, r, a, y, inputs, inner, watched):
    """Write every number at its node; what is not there now keeps its place."""
    nodes = [(X, row, number(each, ".1f"), "path" if j == watched else "ink")
             for j, (row, each) in enumerate(zip(inputs, x, strict=True))]  # fmt: skip
    nodes += [
        (at, row, number(each, ".2f"), "ink")
        for at, of in ((R, r), (A, a))
        for row, each in zip(inner, of, strict=True)
    ]
    nodes.append((Y, MIDDLE, number(y, ".2f"), "prediction"))
    texts = [Text(at, row, text, side="centre", role=role) for at, row, text, role in nodes]
    return texts + [None] * (3 * UP_TO + 1 - len(texts))


def _names(J, K):
    """Write over each column its name, and under it how many there are."""
    columns = ((X, "x", f"{J}"), ((X + R) / 2, "W", f"{K} × {J}"), (R, "r", f"{K}"), ((R + A) / 2, "σ", ""))
    columns += ((A, "a", f"{K}"), ((A + Y) / 2, "cᵀ", f"1 × {K}"), (Y, "y", "1"))
    names = [Text(at, UP_TO + 0.9, name, side="centre", role="prediction") for at, name, _ in columns]
    low = {"W": -0.2, "cᵀ": -0.2}  # a matrix's two numbers have no room between those of vectors on a narrow page
    return names + [
        Text(at, low.get(name, 0.2), shape, side="centre", role="quiet", size=0.85) for at, name, shape in columns
    ]


def _sliders(x, inputs, watched):
    """Draw each feature's own slider, with a handle on it, left of its node."""
    low, high = SLIDER
    tracks = Line([low, high], np.column_stack([inputs, inputs]), role="quiet", width=1.5)
    handles = [
        Handle(low + value / MOST * (high - low), row, right={f"x{j}": MOST / (high - low)}, label=sub("x", j),
               role="path" if j == watched + 1 else "rule")
        for j, (row, value) in enumerate(zip(inputs, x, strict=True), 1)
    ]  # fmt: skip
    return [tracks, *handles, *[None] * (UP_TO - len(handles))]


def _weights(W, inputs, inner, watched):
    """Return a handle for each weight of the feature that is followed, on its way: the further along, the larger."""
    if watched >= len(inputs):
        return [None] * UP_TO
    start, way = np.array([X + 0.25, inputs[watched]]), R - X - 0.6
    handles = []
    for i, (row, weight) in enumerate(zip(inner, W[:, watched], strict=True)):
        at = start + (0.55 + 0.35 * weight) * np.array([way, row - inputs[watched]])
        name, moves = sub("w", i + 1, watched + 1), {f"W[{i},{watched}]": 1 / (0.35 * way)}
        handles.append(Handle(*at, right=moves, label=name, role="path"))
    return handles + [None] * (UP_TO - len(handles))
