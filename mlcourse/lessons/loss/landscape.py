"""2.4 The error surface, from above and to turn."""

import numpy as np
import traitlets

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.cell import close_at_next_run
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.reader import scored
from mlcourse.interact.recent import recent
from mlcourse.lessons.loss import steps
from mlcourse.lessons.shared.by_hand import marked, pair
from mlcourse.lessons.shared.days import ENDS, cloud
from mlcourse.lessons.shared.surface import LOSSES, B, W, error_surface
from mlcourse.losses import mae, mse, surface
from mlcourse.pictures.marks import Line
from mlcourse.pictures.scene import Scene, plain
from mlcourse.pictures.stage import ONCE
from mlcourse.words import say


def landscape(x, y, losses=None, dates=None):
    """Drag the point on the error surface, or ``w`` and ``b``: the line, its errors and its loss follow.

    ``losses`` is ``{name: (loss, unit)}``, MAE and MSE if none are given; the reader's own loss is one like any other.
    Its best pair is the exact one for MAE and MSE, else the best on the grid; a loss that goes on falling where the
    grid ends has none. ``dates`` are the days of ``y``.
    """
    losses, tried = (losses, ()) if losses else (OURS, steps.LANDSCAPE)
    shown = np.arange(7, len(x), 61)
    own, score = pair(), {name: loss if loss in (mae, mse) else scored(loss) for name, (loss, _) in losses.items()}

    @recent(len(losses))
    def ground(name):
        heights = surface(functions.line, x, y, loss=score[name], w=W, b=B)
        deepest = lowest(x, y, score[name], heights)
        return heights, deepest, deepest and score[name](functions.line(x, *deepest), y)

    def draw(w, b, loss):
        (heights, deepest, least), unit, predicted = ground(loss), _unit(losses[loss][1]), functions.line(x, w, b)
        L, rule = (score[loss](each, y) for each in (predicted, functions.as_yesterday(x)))
        return Scene(
            cloud(x, y, predicted, shown, Line(ENDS, functions.line(ENDS, w, b), role="prediction"), days=dates),
            error_surface(W, B, heights, deepest, *marked(own), here=(w, b), title=f"L ({losses[loss][1]})"),
            says=" ".join([_here(w, b, L, unit), _rule(rule, unit), _told(deepest, least, unit)]),
            facts=tried and _facts(x, y, w, b, loss, {name: ground(name)[1:] for name in losses}),
        )

    return Explorer(draw, w=(-0.75, 1.25), b=(-4, 10), loss=list(losses)).with_steps(tried)


def _unit(unit):
    """Return a unit as it stands behind a number: a word stands apart from it, k and k² do not."""
    return plain(f" {unit}" if len(unit) > 2 else unit)


OURS = {name: (loss, loss.unit) for name, loss in LOSSES.items()}


def _facts(x, y, w, b, loss, best):
    """Return what the steps look at: the losses here and on their grounds, ``best``, ``{loss: (pair, least)}``."""
    here = {name: each(functions.line(x, w, b), y) for name, each in LOSSES.items()}
    ((w0, b0), least), L = best[loss], here[loss]
    told = {"L": L, "least": least, "saved": L - least, "far": abs(w - w0), "unit": LOSSES[loss].unit}
    straight = LOSSES[loss](functions.line(x, w, b0), y)
    return told | {"straight": straight, "here": here, "ground": {name: low for name, (_, low) in best.items()}}


def _here(w, b, L, unit):
    return say(
        "[w = {w:.2f}|prediction] and [b = {b:.2f}k|prediction] give [L = {L:.2f}{unit}|error].",
        w=w,
        b=b,
        L=L,
        unit=unit,
    )


def _rule(L, unit):
    return say("“As yesterday” gives {L:.2f}{unit}.", L=L, unit=unit)


def _told(pair, least, unit):
    """Say which pair is best and what its loss, the ``least``, is, if there is one."""
    if pair is None:
        return say("There is no best pair here: nothing is lower than the border of the picture.")
    return say(
        "The [best pair|best], w = {w:.2f} and b = {b:.2f}k, gives [{L:.2f}{unit}|best].",
        w=pair[0],
        b=pair[1],
        L=least,
        unit=unit,
    )


STEEP = [(0, "#cfdeec"), (0.3, "#8fabc6"), (1, "#1f4e79")]  # both ends can be seen on a light page and on a dark one


YOU = {
    "mode": "markers+text",
    "marker": {"color": "#d55e00", "size": 7},
    **{"text": [say("you")], "textposition": "top center", "textfont": {"color": "#d55e00", "size": 15}},
}
# From over one end of the valley, along it: from any other side a slope stands before it.
FROM_ITS_END = {
    "camera": {"eye": {"x": 0.6, "y": -1.6, "z": 1.1}, "center": {"x": 0, "y": 0, "z": -0.2}},
    **{"aspectmode": "manual", "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.7}},
}


def landscape_3d(x, y, follow):
    """Show the error surface in 3-D, to turn; it and the point on it follow the explorer ``follow`` when it rests.

    ``follow`` is an explorer with the controls ``w``, ``b`` and ``loss``, such as `landscape`.
    """
    import plotly.graph_objects as go  # takes two seconds, and is needed for this one picture

    def shown(w, b, loss):
        score = LOSSES[loss]
        heights, here = surface(functions.line, x, y, loss=score, w=W, b=B), score(functions.line(x, w, b), y)
        above = here + 0.05 * np.ptp(heights)  # it stands on the surface, and not half in it
        return {"z": heights}, {"x": [w], "y": [b], "z": [above]}, {"scene.zaxis.title.text": f"L ({score.unit})"}

    ground, dot, title = shown(**follow.values)
    ink = {"colorscale": STEEP, "showscale": False, "contours": {"z": {"show": True, "color": "#7b8798", "width": 1}}}
    figure = _figure_widget()(
        [
            go.Surface(x=W, y=B, **ground, **ink),
            go.Scatter3d(**dot, **YOU),
        ]
    )
    figure.update_layout(
        template="none", height=420, autosize=True, margin={"l": 0, "r": 0, "t": 0, "b": 0}, scene=FROM_ITS_END
    )
    figure.update_layout({"scene.xaxis.title.text": "w", "scene.yaxis.title.text": "b (k)"} | title)
    figure.update_layout(paper_bgcolor="rgba(0,0,0,0)", font={"color": "#7b8798"})

    def move(**values):
        ground, dot, title = shown(**values)
        with figure.batch_update():
            figure.data[0].update(ground)
            figure.data[1].update(dot)
            figure.update_layout(title)

    follow.when_at_rest(move, until=figure)
    # As wide as the page, also when that changes: plotly has no other way. Its toolbar would lie over the picture.
    figure._config = {"responsive": True, "displayModeBar": False}
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
