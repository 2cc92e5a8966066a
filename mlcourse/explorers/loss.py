"""Lesson 2, loss and error surface: how wrong, and where."""

import timeit
from functools import cache

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.explorers.controls import Points
from mlcourse.explorers.explorer import Explorer, close_at_next_run
from mlcourse.explorers.panels import VIEWS, cloud, error_surface, spelled
from mlcourse.explorers.reader import scored
from mlcourse.losses import best, cross_entropy, mae, mse, surface
from mlcourse.pictures.scene import Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text

W, B = np.linspace(-0.75, 1.25, 60), np.linspace(-4, 10, 60)  # the lecture's window of w
ENDS = np.array(VIEWS)
UNITS = {"MAE": (mae, "k"), "MSE": (mse, "k²")}


def errors(x, y):
    """Drag ``w``, ``b`` and how many days count: every error is drawn, and their mean is built up from them."""

    def draw(w, b, n):
        predicted = functions.line(x[:n], w, b)
        wrong, L = np.abs(predicted - y[:n]), mae(predicted, y[:n])
        return Scene(
            cloud(x[:n], y[:n], predicted, slice(None), Line(ENDS, functions.line(ENDS, w, b), role="prediction")),
            Panel(
                Bars(np.arange(1, n + 1), wrong, role="error", opacity=0.75),
                Line([0, 61], [L, L], role="error", width=2, dashed=True),
                Text(45, L, f"L = {L:.2f}k", role="error", side="above"),
                x=Axis("day n", (0, 61)),
                y=Axis("error eₙ = |y − ŷ| (thousands)", (0, 12)),
            ),
            says=f"{n} error{'s' * (n > 1)}: the last is [e = {wrong[-1]:.2f}k|error], the mean is "
            f"[L = (1/{n}) Σ eₙ = {L:.2f}k|error].",
        )

    return Explorer(draw, w=(-0.75, 1.25, 1.0), b=(-4, 10, 0.0), n=range(1, 61))


def landscape(x, y, losses=UNITS):
    """Drag the point on the error surface, or ``w`` and ``b``: the line, its errors and its loss follow.

    ``losses`` is ``{name: (loss, unit)}``; the reader's own loss is one of them like any other. Its best pair is the
    exact one for MAE and MSE, else the best on the grid; a loss that goes on falling where the grid ends has none.
    """
    shown = np.arange(7, len(x), 61)
    score = {name: loss if loss in (mae, mse) else scored(loss) for name, (loss, _) in losses.items()}

    @cache
    def ground(name):
        heights = surface(functions.line, x, y, loss=score[name], w=W, b=B)
        return heights, lowest(x, y, score[name], heights)

    def draw(w, b, loss):
        (heights, pair), unit = ground(loss), losses[loss][1]
        predicted = functions.line(x, w, b)
        L, rule = (score[loss](each, y) for each in (predicted, functions.as_yesterday(x)))
        return Scene(
            cloud(x, y, predicted, shown, Line(ENDS, functions.line(ENDS, w, b), role="prediction")),
            error_surface(W, B, heights, pair, here=(w, b), title=f"L ({unit})"),
            says=f"[w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction] give [L = {L:.2f}{unit}|error]. "
            f"“As yesterday” gives {rule:.2f}{unit}. " + told(loss, pair, unit),
        )

    def told(loss, pair, unit):
        if pair is None:
            return "There is no best pair here: nothing is lower than the border of the picture."
        least = score[loss](functions.line(x, *pair), y)
        return f"The [best pair|best], w = {pair[0]:.2f} and b = {pair[1]:.2f}k, gives [{least:.2f}{unit}|best]."

    return Explorer(draw, w=(-0.75, 1.25), b=(-4, 10), loss=list(losses))


STEEP = [(0, "#cfdeec"), (0.3, "#8fabc6"), (1, "#1f4e79")]  # both ends can be seen on a light page and on a dark one


def landscape_3d(x, y, follow):
    """Show the error surface in 3-D, to turn; it and the point on it follow the explorer ``follow`` when it rests.

    ``follow`` is an explorer with the controls ``w``, ``b`` and ``loss``, such as `landscape`.
    """
    import plotly.graph_objects as go  # takes two seconds, and is needed for this one picture

    def shown(w, b, loss):
        score, unit = UNITS[loss]
        heights, here = surface(functions.line, x, y, loss=score, w=W, b=B), score(functions.line(x, w, b), y)
        return {"z": heights}, {"x": [w], "y": [b], "z": [here]}, {"scene.zaxis.title.text": f"L ({unit})"}

    ground, dot, title = shown(**follow.values)
    ink = {"colorscale": STEEP, "showscale": False, "contours": {"z": {"show": True, "color": "#7b8798", "width": 1}}}
    figure = go.FigureWidget(
        [
            go.Surface(x=W, y=B, **ground, **ink),
            go.Scatter3d(**dot, mode="markers", marker={"color": "#d55e00", "size": 6}, name="you"),
        ]
    )
    figure.update_layout(template="none", height=460, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    figure.update_layout({"scene.xaxis.title.text": "w", "scene.yaxis.title.text": "b (k)"} | title)
    figure.update_layout(paper_bgcolor="rgba(0,0,0,0)", font={"color": "#7b8798"})

    def move(**values):
        ground, dot, title = shown(**values)
        with figure.batch_update():
            figure.data[0].update(ground)
            figure.data[1].update(dot)
            figure.update_layout(title)

    follow.when_at_rest(move)
    figure._config = {"responsive": True}  # as wide as the page, also when that changes; plotly has no other way
    close_at_next_run(figure)
    return figure


def lowest(x, y, loss, heights):
    """Return the best pair ``(w, b)``: exactly where it is known, else the lowest of the grid; None at its border."""
    if loss in (mae, mse):
        (w,), b = best(x, y, loss=loss)
        return float(w), b
    j, i = np.unravel_index(np.argmin(heights), heights.shape)
    return (float(W[i]), float(B[j])) if 0 < i < len(W) - 1 and 0 < j < len(B) - 1 else None


def ten_days(x, y, moved=6):
    """Drag one day's label: the best lines of MAE and of MSE part, and their two surfaces change shape.

    ``x`` and ``y`` are ten days; ``moved`` says which one's label is dragged.
    """
    near = np.linspace(-0.25, 1.75, 60)

    def draw(label):
        labels = y.copy()
        labels[moved] = label
        (w1,), b1 = best(x, labels, loss=mae)
        (w2,), b2 = best(x, labels, loss=mse)
        hills = [surface(functions.line, x, labels, loss=loss, w=near, b=B) for loss in (mae, mse)]
        return Scene(
            Panel(
                Line(ENDS, functions.line(ENDS, w1, b1), role="prediction"),
                Line(ENDS, functions.line(ENDS, w2, b2), role="path"),
                Dots(x, labels, role="label", size=4),
                Text(*_on(w1, b1), "MAE", role="prediction", side="left" if w1 >= w2 else "right"),
                Text(*_on(w2, b2), "MSE", role="path", side="right" if w1 >= w2 else "left"),
                Handle(x[moved], label, up={"label": 1.0}, label="drag", side="below", role="error"),
                x=Axis("views yesterday, x₁ (thousands)", VIEWS),
                y=Axis("views today, ŷ (thousands)", VIEWS),
            ),
            error_surface(near, B, hills[0], (w1, b1), title="MAE (k)"),
            error_surface(near, B, hills[1], (w2, b2), title="MSE (k²)"),
            says=f"With this label at {label:.1f}k the best slope by [MAE is {w1:.2f}|prediction], by "
            f"[MSE {w2:.2f}|path].",
        )

    return Explorer(draw, label=(0, 20, round(float(y[moved]), 1)))


def _on(w, b, far=16.0, high=18.0):
    """Return a point of the line for its name to stand at: far out, but not so high that it leaves the picture."""
    x = min(far, (high - b) / w) if w > 0 else far
    return x, functions.line(x, w, b)


def certainty(classes=("fewer", "as many", "more")):
    """Drag the bars of ``y``: they always sum to 1, and the cross-entropy says what your certainty costs."""
    chances = np.linspace(0.01, 1, 200)

    def draw(y, came):
        y, at = y[:, 0] / y[:, 0].sum(), classes.index(came)
        label = np.eye(len(classes))[at]
        L, sure = cross_entropy(y, label), -np.log(1 / len(classes))
        return Scene(
            Panel(
                Bars(np.arange(len(classes)), label, role="label", width=0.9, opacity=0.15),
                Bars(np.arange(len(classes)), y, role="prediction", width=0.6),
                *[Handle(k, share, up=_sharing(y, k), label=f"{share:.0%}") for k, share in enumerate(y)],
                x=Axis("tomorrow’s readers", (-0.6, len(classes) - 0.4), tuple(enumerate(classes))),
                y=Axis("y: your chances (grey: ŷ, what came)", (0, 1.12)),
            ),
            Panel(
                Line(chances, -np.log(chances), role="error"),
                Segments([y[at]], [0], [L], role="error"),
                Dots([y[at]], [L], role="error", size=5),
                Text(y[at], L, f"{L:.2f}", role="error", side="right"),
                x=Axis(f"chance you gave to “{came}”", (0, 1.05)),
                y=Axis("cross-entropy L = −ln y", (0, 5)),
            ),
            says=f"You gave “{came}” [{y[at]:.2%}|prediction], and it came: [L = −ln {y[at]:.4f} = {L:.2f}|error]. "
            f"Saying “I don’t know” costs {sure:.2f}.",
        )

    start = Points([[0.2], [0.5], [0.3]], 0.001, 0.998, step=0.01)
    return Explorer(draw, y=start, came=list(classes))


def _sharing(y, k):
    """Let a bar that grows take from the others in proportion to what they have."""
    return {f"y[{j},0]": 1.0 if j == k else -y[j] / max(1 - y[k], 1e-3) for j in range(len(y))}


def weekday_or_weekend(X, y, dates):
    """Drag a threshold and a sharpness: how sure is *weekday*, how often right, and what does certainty cost.

    ``X`` is seven days of views, ``(N, 7)``, ``y`` the day itself, thousands; ``dates`` the days of ``y``.
    """
    share, label = y / X.mean(axis=1), weekday(dates) < 5
    both = np.column_stack([label, ~label]).astype(float)
    grid = np.linspace(0.2, 1.8, 300)
    spread = np.random.default_rng(0).uniform(-0.035, 0.035, len(y))
    always = label.mean()
    base = cross_entropy(np.tile([always, 1 - always], (len(y), 1)), both)

    def draw(threshold, sharpness):
        sure = np.clip(functions.sigmoid(sharpness * (share - threshold)), 1e-6, 1 - 1e-6)
        right, L = np.mean((sure > 0.5) == label), cross_entropy(np.column_stack([sure, 1 - sure]), both)
        worst = int(np.argmin(np.where(label, sure, 1 - sure)))
        chance = np.where(label, sure, 1 - sure)[worst]
        return Scene(
            Panel(
                Dots(share[label], 1 + spread[label], size=2, opacity=0.3),
                Dots(share[~label], spread[~label], size=2, opacity=0.3, role="unseen"),
                Line(grid, functions.sigmoid(sharpness * (grid - threshold)), role="prediction"),
                Segments(share[[worst]], [float(label[worst])], sure[[worst]], role="error"),
                Handle(threshold, 0.5, right={"threshold": 1.0}, label="threshold", side="right"),
                Text(0.22, 1, "weekdays", role="data", side="right"),
                Text(1.2, 0, "weekends", role="unseen", side="right"),
                x=Axis("views / mean of the week before", (0.2, 1.8)),
                y=Axis("y: how sure of “weekday”", (-0.08, 1.1)),
                aspect=2.4,
            ),
            says=f"[{right:.1%}|prediction] of the days are right (always “weekday”: {always:.1%}). The cross-entropy "
            f"is [{L:.3f}|error] (always {always:.0%} sure: {base:.3f}). The most confident mistake is "
            f"{spelled(dates[worst], day=True)}: what it was had a chance of [{100 * chance:.2g}%|error].",
        )

    return Explorer(draw, threshold=(0.4, 1.2), sharpness=(0.5, 60.0, 10.0))


LOW = -120  # thousands


def sinking(x, y):
    """Subtract a constant from every error: the loss sinks, below zero too, and the best ``w`` stays where it was."""
    _, b0 = best(x, y, loss=mae)
    residuals = functions.line(x, W[:, None], b0) - y

    def draw(constant, error):
        heights = (np.abs(residuals) if error == "|y − ŷ|" else residuals).mean(axis=1) - constant
        at, e = int(np.argmin(heights)), error + f" − {constant:g}" * (constant > 0)
        w, L, ground = W[at], heights[at], 0 < at < len(W) - 1
        return Scene(
            Panel(
                Line([W[0], W[-1]], [0, 0], role="quiet", width=1),
                Line(W, heights, role="error"),
                Line([w, w], [LOW, L if ground else LOW], role="best", width=1.5, dashed=True),
                Dots([w], [L if ground else 2 * LOW], role="best", size=6),
                Text(w, L, f"w = {w:.2f}, L = {L:.2f}k" if ground else "", role="best", side="above"),
                Text(0.25, L, "" if ground else "no ground", role="quiet", side="below"),
                x=Axis("w", (W[0], W[-1])),
                y=Axis(f"L, the mean of {e} (thousands)", (LOW, 40)),
                aspect=2.4,
            ),
            says=f"With e = {e} the lowest loss is [L = {L:.2f}k|error], at [w = {w:.2f}|best]."
            if ground
            else f"With e = {e} [there is no lowest loss|error]: at the border, w = {w:.2f}, it is "
            f"{L:.2f}k, and it goes on falling beyond.",
        )

    return Explorer(draw, constant=(0, 100, 0.0), error=["|y − ŷ|", "y − ŷ"])


def brute_force(x, y):
    """Try every combination on a grid: choose how many values each parameter gets, and how many parameters there are.

    One evaluation of the loss is timed on this machine when the explorer is made.
    """
    once = min(timeit.repeat(lambda: mae(functions.line(x, 0.5, 1.0), y), number=20, repeat=5)) / 20
    counts = np.arange(1, 58)

    def draw(values, parameters):
        power = parameters * np.log10(values)
        needed = power + np.log10(once)
        powers = counts * np.log10(values) + np.log10(once)
        return Scene(
            Panel(
                Line(counts, powers, role="prediction"),
                Dots([parameters], [needed], role="prediction", size=6),
                Text(parameters, needed, spoken(needed), role="prediction", side="left"),
                *[Line([0, 58], [at, at], role="quiet", width=1, dashed=True) for at in MARKS.values()],
                *[Text(35, at, name, role="quiet", side="above", size=0.9) for name, at in MARKS.items()],
                x=Axis("number of parameters", (0, 58)),
                y=Axis("time in seconds, powers of 10", (-14, 112)),
                aspect=2.2,
            ),
            says=f"{values}{str(parameters).translate(RAISED)} {'=' if power < 7 else '≈'} [{_power(power)}|error] "
            "losses to compute: every value of each parameter with every value of the others. "
            f"At {1e6 * once:.0f} µs each on this machine that takes [{spoken(needed)}|error].",
        )

    return Explorer(draw, values=range(2, 101), parameters=range(1, 58)).at(values=60, parameters=2)


MARKS = {"a day": np.log10(86400), "age of the universe": np.log10(13.8e9 * 365.25 * 86400)}
SPANS = {
    "microseconds": -6,
    "milliseconds": -3,
    "seconds": 0,
    "minutes": np.log10(60),
    "hours": np.log10(3600),
    "days": MARKS["a day"],
}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SPANS |= {"years": np.log10(365.25 * 86400), "ages of the universe": MARKS["age of the universe"]}


def spoken(power):
    """Say ``10**power`` seconds as a time that a person can feel."""
    name = [name for name, at in SPANS.items() if at <= max(power, -6)][-1]
    return f"{_power(power - SPANS[name])} {name}"


def _power(power):
    if power < 7:
        return f"{10**power:,.3g}" if power < 3 else f"{10**power:,.0f}"
    return "10" + f"{power:.0f}".translate(RAISED)
