"""Lesson 2, loss and error surface: how wrong, and where."""

import timeit

import numpy as np
import traitlets

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.explorers.controls import Points, slider
from mlcourse.explorers.explorer import Explorer, close_at_next_run
from mlcourse.explorers.panels import VIEWS, YESTERDAY_TODAY, cloud, error_surface, spelled
from mlcourse.explorers.reader import scored
from mlcourse.explorers.recent import recent
from mlcourse.fits import best
from mlcourse.losses import cross_entropy, mae, mse, surface
from mlcourse.pictures.scene import Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text
from mlcourse.pictures.stage import ONCE
from mlcourse.words import counted, raised

W, B = np.linspace(-0.75, 1.25, 60), np.linspace(-4, 10, 60)  # the lecture's window of w
ENDS = np.array(VIEWS)
LOSSES = {loss.name: loss for loss in (mae, mse)}


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
            says=f"{counted(n, 'error')}: the last is [e = {wrong[-1]:.2f}k|error], the mean is "
            f"[L = (1/{n}) Σ eₙ = {L:.2f}k|error].",
        )

    return Explorer(draw, w=(-0.75, 1.25, 1.0), b=(-4, 10, 0.0), n=range(1, 61))


def landscape(x, y, losses=None):
    """Drag the point on the error surface, or ``w`` and ``b``: the line, its errors and its loss follow.

    ``losses`` is ``{name: (loss, unit)}``, MAE and MSE if none are given; the reader's own loss is one like any other.
    Its best pair is the exact one for MAE and MSE, else the best on the grid; a loss that goes on falling where the
    grid ends has none.
    """
    losses = losses or {name: (loss, loss.unit) for name, loss in LOSSES.items()}
    shown = np.arange(7, len(x), 61)
    score = {name: loss if loss in (mae, mse) else scored(loss) for name, (loss, _) in losses.items()}

    @recent(len(losses))
    def ground(name):
        heights = surface(functions.line, x, y, loss=score[name], w=W, b=B)
        return heights, lowest(x, y, score[name], heights)

    def draw(w, b, loss):
        (heights, pair), (_, unit), predicted = ground(loss), losses[loss], functions.line(x, w, b)
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
        score = LOSSES[loss]
        heights, here = surface(functions.line, x, y, loss=score, w=W, b=B), score(functions.line(x, w, b), y)
        return {"z": heights}, {"x": [w], "y": [b], "z": [here]}, {"scene.zaxis.title.text": f"L ({score.unit})"}

    ground, dot, title = shown(**follow.values)
    ink = {"colorscale": STEEP, "showscale": False, "contours": {"z": {"show": True, "color": "#7b8798", "width": 1}}}
    figure = _figure_widget()(
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

    follow.when_at_rest(move, until=figure)
    close_at_next_run(figure)
    return figure


def _figure_widget():
    """Return plotly's figure widget as one whose 5 MB of code a page imports once, and that goes when it is closed."""
    import plotly.graph_objects as go

    class Figure(go.FigureWidget):
        _esm = ONCE
        code = traitlets.Unicode(str(go.FigureWidget._esm)).tag(sync=True)

    return Figure


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
        labels = np.where(np.arange(len(y)) == moved, label, y)
        pairs = {loss: best(x, labels, loss=loss) for loss in (mae, mse)}
        (w1, b1), (w2, b2) = ((float(w), b) for (w,), b in pairs.values())
        hills = [surface(functions.line, x, labels, loss=loss, w=near, b=B) for loss in pairs]
        left, right = ("left", "right") if w1 >= w2 else ("right", "left")
        return Scene(
            Panel(
                Line(ENDS, functions.line(ENDS, w1, b1), role="prediction"),
                Line(ENDS, functions.line(ENDS, w2, b2), role="path"),
                Dots(x, labels, role="label", size=4),
                Text(*_on(w1, b1), "MAE", role="prediction", side=left),
                Text(*_on(w2, b2), "MSE", role="path", side=right),
                Handle(x[moved], label, up={"label": 1.0}, label="drag", side="below", role="error"),
                **YESTERDAY_TODAY,
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
        L, sure = cross_entropy(y, np.eye(len(classes))[at]), -np.log(1 / len(classes))
        return Scene(
            _chances(y, at, classes),
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


def _chances(y, came, classes):
    """Draw the chances ``y`` of the ``classes`` as bars to drag, over the pale label."""
    return Panel(
        Bars(np.arange(len(classes)), np.eye(len(classes))[came], role="label", width=0.9, opacity=0.15),
        Bars(np.arange(len(classes)), y, role="prediction", width=0.6),
        *[Handle(k, share, up=_sharing(y, k), label=f"{share:.0%}") for k, share in enumerate(y)],
        x=Axis("tomorrow’s readers", (-0.6, len(classes) - 0.4), tuple(enumerate(classes))),
        y=Axis("y: your chances (grey: ŷ, what came)", (0, 1.12)),
    )


def _sharing(y, k):
    """Let a bar that grows take from the others in proportion to what they have."""
    return {f"y[{j},0]": 1.0 if j == k else -y[j] / max(1 - y[k], 1e-3) for j in range(len(y))}


def weekday_or_weekend(X, y, dates):
    """Drag a threshold and a sharpness: how sure is *weekday*, how often right, and what does certainty cost.

    ``X`` is seven days of views, ``(N, 7)``, ``y`` the day itself, thousands; ``dates`` the days of ``y``.
    """
    share, label = y / X.mean(axis=1), weekday(dates) < 5
    both, always = np.column_stack([label, ~label]).astype(float), label.mean()
    base = cross_entropy(np.tile([always, 1 - always], (len(y), 1)), both)

    def draw(threshold, sharpness):
        sure = np.clip(functions.sigmoid(sharpness * (share - threshold)), 1e-6, 1 - 1e-6)
        right, L = np.mean((sure > 0.5) == label), cross_entropy(np.column_stack([sure, 1 - sure]), both)
        given = np.where(label, sure, 1 - sure)  # the chance of what came
        worst = int(np.argmin(given))
        mistake = Segments(share[[worst]], [float(label[worst])], sure[[worst]], role="error")
        return Scene(
            _sigmoid_between(share, label, threshold, sharpness, mistake),
            says=f"[{right:.1%}|prediction] of the days are right (always “weekday”: {always:.1%}). The cross-entropy "
            f"is [{L:.3f}|error] (always {always:.0%} sure: {base:.3f}). The most confident mistake is "
            f"{spelled(dates[worst], day=True)}: what it was had a chance of [{100 * given[worst]:.2g}%|error].",
        )

    return Explorer(draw, threshold=(0.4, 1.2), sharpness=(0.5, 60.0, 10.0))


def _sigmoid_between(share, label, threshold, sharpness, mistake):
    """Draw the days, weekdays above and weekends below, how sure the sigmoid is of them, and a ``mistake`` of it."""
    spread = np.random.default_rng(0).uniform(-0.035, 0.035, len(share))
    grid = np.linspace(0.2, 1.8, 300)
    return Panel(
        Dots(share[label], 1 + spread[label], size=2, opacity=0.3),
        Dots(share[~label], spread[~label], size=2, opacity=0.3, role="unseen"),
        Line(grid, functions.sigmoid(sharpness * (grid - threshold)), role="prediction"),
        mistake,
        Handle(threshold, 0.5, right={"threshold": 1.0}, label="threshold", side="right"),
        Text(0.22, 1, "weekdays", role="data", side="right"),
        Text(1.2, 0, "weekends", role="unseen", side="right"),
        x=Axis("views / mean of the week before", (0.2, 1.8)),
        y=Axis("y: how sure of “weekday”", (-0.08, 1.1)),
        aspect=2.4,
    )


LOW = -120  # thousands


def sinking(x, y):
    """Subtract a constant from every error: the loss sinks, below zero too, and the best ``w`` stays where it was."""
    _, b0 = best(x, y, loss=mae)
    residuals = functions.line(x, W[:, None], b0) - y

    def draw(constant, error):
        heights = (np.abs(residuals) if error == "|y − ŷ|" else residuals).mean(axis=1) - constant
        at, e = int(np.argmin(heights)), error + f" − {constant:g}" * (constant > 0)
        w, L, ground = W[at], heights[at], 0 < at < len(W) - 1
        lowest = f"the lowest loss is [L = {L:.2f}k|error], at [w = {w:.2f}|best]."
        none = f"[there is no lowest loss|error]: at the border, w = {w:.2f}, it is {L:.2f}k, and it goes on falling "
        return Scene(
            Panel(
                Line([W[0], W[-1]], [0, 0], role="quiet", width=1),
                Line(W, heights, role="error"),
                Line([w, w], [LOW, L], role="best", width=1.5, dashed=True) if ground else None,
                Dots([w], [L], role="best", size=6) if ground else None,
                Text(w, L, f"w = {w:.2f}, L = {L:.2f}k", role="best", side="above") if ground else None,
                None if ground else Text(0.25, L, "no ground", role="quiet", side="below"),
                x=Axis("w", (W[0], W[-1])),
                y=Axis(f"L, the mean of {e} (thousands)", (LOW, 40)),
                aspect=2.4,
            ),
            says=f"With e = {e} " + (lowest if ground else f"{none}beyond."),
        )

    return Explorer(draw, constant=(0, 100, 0.0), error=["|y − ŷ|", "y − ŷ"])


def brute_force(x, y):
    """Try every combination on a grid: choose how many values each parameter gets, and how many parameters there are.

    One evaluation of the loss is timed on this machine when the explorer is made.
    """
    once = min(timeit.repeat(lambda: mae(functions.line(x, 0.5, 1.0), y), number=20, repeat=5)) / 20
    counts, most = np.arange(1.0, 58), 58  # parameters

    def draw(values, parameters):
        losses, needed = float(values) ** parameters, once * float(values) ** parameters
        return Scene(
            Panel(
                Line(counts, once * values**counts, role="prediction"),
                Dots([parameters], [needed], role="prediction", size=6),
                Text(parameters, needed, spoken(needed), role="prediction", side="left"),
                *[Line([0, most], [at, at], role="quiet", width=1, dashed=True) for at in MARKS.values()],
                *[Text(35, at, name, role="quiet", side="above", size=0.9) for name, at in MARKS.items()],
                x=Axis("number of parameters", (0, most)),
                y=Axis("time in seconds", (1e-14, 1e112), scale="log"),
                aspect=2.2,
            ),
            says=f"{values}{raised(parameters)} {'=' if losses < MANY else '≈'} [{_counted(losses)}|error] "
            "losses to compute: every value of each parameter with every value of the others. "
            f"At {1e6 * once:.0f} µs each on this machine that takes [{spoken(needed)}|error].",
        )

    return Explorer(draw, values=slider(2, 100, 60, step=1), parameters=slider(1, 57, 2, step=1))


YEAR = 365.25 * 86400  # seconds
MARKS = {"a day": 86400.0, "age of the universe": 13.8e9 * YEAR}
SPANS = {"microseconds": 1e-6, "milliseconds": 1e-3, "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
SPANS |= {"years": YEAR, "ages of the universe": MARKS["age of the universe"]}
MANY = 1e7  # larger numbers are told by their power of ten


def spoken(seconds):
    """Say a time as one that a person can feel."""
    name = [name for name, span in SPANS.items() if span <= max(seconds, 1e-6)][-1]
    return f"{_counted(seconds / SPANS[name])} {name}"


def _counted(number):
    if number < MANY:
        return f"{number:,.3g}" if number < 1000 else f"{number:,.0f}"
    return "10" + raised(f"{np.log10(number):.0f}")
