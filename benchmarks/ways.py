"""The same three explorers, each made in five ways. Imported in the kernel of every trial.

An explorer is told once, as marks on two panels: those that stand still, and a function that gives those that move for
the values of its sliders. A way is a function that gets ready all it needs (imports included: they are not timed) and
returns another one that shows the explorer. All ways have the same sliders, marks and size. Where a way could be made
in more than one manner it is the one that is quickest: matplotlib plots points by `plot`; plotly has one trace for all
50 curves and no sentence below the picture, which would cost it a new layout; the painter of the two small widgets
draws bands without lines between them, no handle, and no theme.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import ipywidgets
import numpy as np
from IPython.display import display

HERE = Path(__file__).parent
SIZE = (1008, 339)  # pixels of a picture with two panels: what the stage takes in a window 1440 pixels wide
LEVELS = np.arange(2.0, 15.0)
GRAY, BLUE, ORANGE = "#8996a8", "#0072b2", "#d55e00"


class Mark(NamedTuple):
    """Dots at ``x, y``, a line (``y`` may hold many), a surface with heights ``z``, or the place where we are: here."""

    kind: str
    x: np.ndarray
    y: np.ndarray
    z: np.ndarray | None = None

    @property
    def changed(self):
        """The arrays that differ from one picture to the next, by name."""
        names = {"dots": "xy", "line": "y", "surface": "z", "here": "xy"}[self.kind]
        return {name: np.asarray(getattr(self, name), np.float32) for name in names}

    @property
    def arrays(self):
        """All its arrays, by name."""
        named = {"x": self.x, "y": self.y, "z": self.z}
        return {name: np.asarray(array, np.float32) for name, array in named.items() if array is not None}


class Axes(NamedTuple):
    """A panel's two axes: what each is called, and its limits."""

    x: str
    x_limits: tuple[float, float]
    y: str
    y_limits: tuple[float, float]


@dataclass(frozen=True)
class Explored:
    """An explorer: sliders ``{name: (low, high, step)}``, two panels, and on each what stands still and what moves.

    ``moving(**values)`` returns the moving marks of both panels and the sentence that says what they show. ``given``
    are the arrays that the same computation needs in the browser.
    """

    name: str
    sliders: dict
    panels: tuple[Axes, Axes]
    still: tuple[list[Mark], list[Mark]]
    moving: Callable
    given: dict

    @property
    def start(self):
        """The sliders' values at first, near the middle of each."""
        return {name: low + step * round((high - low) / 2 / step) for name, (low, high, step) in self.sliders.items()}

    def controls(self):
        """Return new, ordinary sliders by name."""
        return {
            name: ipywidgets.FloatSlider(
                value=value, min=low, max=high, step=step, description=name, layout={"width": "440px"}
            )
            for (name, (low, high, step)), value in zip(self.sliders.items(), self.start.values(), strict=True)
        }

    def changing_bytes(self):
        """Return how many bytes of float32 numbers differ from one picture to the next."""
        one, other = ({name: low for name, (low, _, _) in self.sliders.items()}, self.start)
        pairs = zip(*(chain(*self.moving(**values)[0]) for values in (one, other)), strict=True)
        arrays = ((a.changed[name], b.changed[name]) for a, b in pairs if a.kind != "here" for name in a.changed)
        return sum(a.nbytes for a, b in arrays if not np.array_equal(a, b))


# ------------------------------------------------------------------------------------------------------- the explorers

W, B = np.linspace(-0.75, 1.25, 60), np.linspace(-4, 10, 60)
DAYS = Axes("views yesterday (thousands)", (0, 20), "views today (thousands)", (0, 20))
PARAMETERS = Axes("w", (W[0], W[-1]), "b (thousands)", (B[0], B[-1]))
ENDS = np.array([0.0, 20.0])


def views():
    """Return the views of yesterday and of today, in thousands, on all days of four years."""
    from mlcourse.data import during, lagged, load_views

    X, y, _ = during(lagged(*load_views(), 1), 2017, 2020)
    return X[:, 0], y


def errors(x, y):
    """Return the mean absolute error on the grid of `W` and `B`, of shape ``(len(B), len(W))``."""
    return np.stack([np.abs(B[:, None] + w * x - y).mean(axis=1) for w in W], axis=1)


def line():
    """Move w and b: the line through the days moves, and the place on the surface of errors."""
    x, y = views()

    def moving(w, b):
        loss = np.mean(np.abs(b + w * x - y))
        marks = [Mark("line", ENDS, b + w * ENDS)], [Mark("here", [w], [b])]
        return marks, f"With w = {w:.2f} and b = {b:.2f}k the line is off by {loss:.2f}k a day."

    return Explored(
        "line",
        {"w": (-0.75, 1.25, 0.01), "b": (-4.0, 10.0, 0.1)},
        (DAYS, PARAMETERS),
        ([Mark("dots", x, y)], [Mark("surface", W, B, errors(x, y))]),
        moving,
        {"x": x, "y": y},
    )


def slow():
    """Move w and b, where every picture takes 60 ms of Python; for the ways in which Python computes."""
    told = line()

    def moving(**values):
        end = time.perf_counter() + 0.06
        while time.perf_counter() < end:
            pass
        return told.moving(**values)

    return replace(told, name="slow", moving=moving)


def surface():
    """Move a penalty on large parameters: the whole surface changes, and the line that is best."""
    x, y = views()
    plain, size = errors(x, y), (2 * W) ** 2 + (B[:, None] / 6) ** 2

    def moving(penalty):
        z = plain + penalty * size
        row, column = np.unravel_index(np.argmin(z), z.shape)
        w, b = W[column], B[row]
        marks = [Mark("line", ENDS, b + w * ENDS)], [Mark("surface", W, B, z), Mark("here", [w], [b])]
        return marks, f"With a penalty of {penalty:.2f} it is best to take w = {w:.2f} and b = {b:.2f}k."

    return Explored(
        "surface",
        {"penalty": (0.0, 2.0, 0.01)},
        (DAYS, PARAMETERS),
        ([Mark("dots", x, y)], []),
        moving,
        {"plain": plain, "size": size, "w": W, "b": B},
    )


def sigmoids():
    """Move the steepness of 50 sigmoids: each of them changes, and their sum."""
    rng = np.random.default_rng(1)
    x, places, heights = np.linspace(0, 20, 1000), np.linspace(1, 19, 50), rng.uniform(-1, 1, 50)

    def moving(steepness):
        curves = heights[:, None] / (1 + np.exp(-steepness * (x - places[:, None])))
        marks = [Mark("line", x, curves)], [Mark("line", x, curves.sum(axis=0))]
        return marks, f"With a steepness of {steepness:.2f} the sum ends at {curves[:, -1].sum():.3f}."

    return Explored(
        "sigmoids",
        {"steepness": (0.5, 2.5, 0.01)},
        (Axes("x", (0, 20), "50 sigmoids", (-1.1, 1.1)), Axes("x", (0, 20), "their sum", (-6, 6))),
        ([], []),
        moving,
        {"x": x, "places": places, "heights": heights},
    )


# ------------------------------------------------------------------------------------------------------------ the ways


def interact(explored):
    """Get ready the way of most courses: `interact`, and a new matplotlib figure for every value."""
    import matplotlib.pyplot as plt

    def draw(**values):
        marks, says = explored.moving(**values)
        figure, axes = plt.subplots(1, 2, figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
        for ax, panel, still, moving in zip(axes, explored.panels, explored.still, marks, strict=True):
            for mark in (*still, *moving):
                _plot(ax, mark)
            ax.set(xlabel=panel.x, xlim=panel.x_limits, ylabel=panel.y, ylim=panel.y_limits)
        figure.suptitle(says)
        plt.show()

    def show():
        ipywidgets.interact(draw, **explored.controls())

    return show


def _plot(ax, mark):
    if mark.kind == "dots":
        ax.plot(mark.x, mark.y, ".", color=GRAY, markersize=3)
    elif mark.kind == "line":
        ax.plot(mark.x, np.transpose(mark.y), color=BLUE, linewidth=2)
    elif mark.kind == "surface":
        ax.contourf(mark.x, mark.y, mark.z, LEVELS, cmap="Blues", extend="both")
    else:
        ax.plot(mark.x, mark.y, "o", color=ORANGE, markersize=9)


def plotly(explored):
    """Get ready a plotly `FigureWidget` whose moving traces are changed together."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    def show():
        controls = explored.controls()
        figure = make_subplots(rows=1, cols=2)
        marks, _ = explored.moving(**explored.start)
        for column, panel in enumerate(explored.panels):
            for mark in (*explored.still[column], *marks[column]):
                figure.add_trace(_trace(go, mark), row=1, col=column + 1)
            figure.update_xaxes(title=panel.x, range=panel.x_limits, row=1, col=column + 1)
            figure.update_yaxes(title=panel.y, range=panel.y_limits, row=1, col=column + 1)
        margin = {"l": 50, "r": 10, "t": 10, "b": 40}
        figure.update_layout(width=SIZE[0], height=SIZE[1], margin=margin, showlegend=False)
        figure = go.FigureWidget(figure)
        moved = _places(explored, marks)

        def follow(_):
            marks, _ = explored.moving(**{name: control.value for name, control in controls.items()})
            with figure.batch_update():
                for place, mark in zip(moved, chain(*marks), strict=True):
                    for name, array in mark.changed.items():
                        setattr(figure.data[place], name, _gaps(array) if mark.kind == "line" else array)

        for control in controls.values():
            control.observe(follow, "value")
        display(ipywidgets.HBox(list(controls.values())), figure)

    return show


def _places(explored, marks):
    """Return the places that the moving marks have among all traces."""
    places, count = [], 0
    for still, moving in zip(explored.still, marks, strict=True):
        places += range(count + len(still), count + len(still) + len(moving))
        count += len(still) + len(moving)
    return places


def _trace(go, mark):
    if mark.kind == "surface":
        bands = {"start": LEVELS[0], "end": LEVELS[-1], "size": LEVELS[1] - LEVELS[0]}
        look = {"contours": bands, "autocontour": False, "colorscale": "Blues", "showscale": False}
        return go.Contour(**mark.arrays, **look, line_width=0, hoverinfo="skip")
    x, y = mark.arrays["x"], mark.arrays["y"]
    if mark.kind == "line":
        x = _gaps(np.broadcast_to(x, y.shape))
        return go.Scatter(x=x, y=_gaps(y), mode="lines", line={"color": BLUE, "width": 2}, hoverinfo="skip")
    marker = {"color": GRAY, "size": 3} if mark.kind == "dots" else {"color": ORANGE, "size": 9}
    return go.Scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="skip")


def _gaps(curves):
    """Put many curves into one, with a gap after each."""
    if curves.ndim == 1:
        return curves
    return np.pad(curves, [(0, 0), (0, 1)], constant_values=np.nan).ravel()


def traits(explored):
    """Get ready a small canvas widget that is sent what has changed through a synced trait."""
    Fed = _small_widget("fed.js", "moving")

    def show():
        controls = explored.controls()
        marks, says = explored.moving(**explored.start)
        widget = Fed(told=_told(explored, marks), moving=_moved(marks, says))

        def follow(_):
            widget.moving = _moved(*explored.moving(**{name: control.value for name, control in controls.items()}))

        for control in controls.values():
            control.observe(follow, "value")
        display(ipywidgets.HBox(list(controls.values())), widget)

    return show


def limit(explored):
    """Get ready a small canvas widget that listens to the sliders in the page, and computes there."""
    Computing = _small_widget("computing.js", "controls", "given")
    given = {name: np.asarray(array, np.float32).tobytes() for name, array in explored.given.items()}

    def show():
        controls = explored.controls()
        told = _told(explored, explored.moving(**explored.start)[0])
        ids = {name: control.model_id for name, control in controls.items()}
        display(ipywidgets.HBox(list(controls.values())), Computing(told=told, controls=ids, given=given))

    return show


def _small_widget(file, *names):
    """Make a widget class of a module and the painter it uses, with these synced traits beside ``told``."""
    import anywidget
    import traitlets

    from mlcourse.pictures.modules import joined

    synced = {name: traitlets.Dict().tag(sync=True) for name in ("told", *names)}
    return type("Small", (anywidget.AnyWidget,), {"_esm": joined(HERE / file), **synced})


def _told(explored, marks):
    """Return what the painter is told once: the panels, their still marks, and of moving ones the arrays that stay."""
    panels = [
        {**panel._asdict(), "still": [_bytes(mark) for mark in still], "moving": [_bytes(m, m.changed) for m in moving]}
        for panel, still, moving in zip(explored.panels, explored.still, marks, strict=True)
    ]
    return {"explorer": explored.name, "panels": panels, "levels": LEVELS.tolist()}


def _bytes(mark, without=()):
    return {"kind": mark.kind} | {name: array.tobytes() for name, array in mark.arrays.items() if name not in without}


def _moved(marks, says):
    """Return what the painter is sent for every picture."""
    changed = [[{name: a.tobytes() for name, a in mark.changed.items()} for mark in panel] for panel in marks]
    return {"marks": changed, "says": says}


def ours(explored):
    """Get ready the course's own way: a function that draws a scene."""
    from mlcourse.interact.explorer import Explorer
    from mlcourse.pictures.scene import Axis, Panel, Scene

    axes = [{"x": Axis(p.x, p.x_limits), "y": Axis(p.y, p.y_limits)} for p in explored.panels]
    bound = explored.name == "line"
    still = [[_drawn(mark, bound) for mark in marks] for marks in explored.still]

    def draw(**values):
        marks, says = explored.moving(**values)
        moved = [[_drawn(mark, bound) for mark in panel] for panel in marks]
        panels = zip(still, moved, axes, strict=True)
        return Scene(*(Panel(*stay, *move, **axis) for stay, move, axis in panels), says=says)

    def show():
        ranges = {name: (*explored.sliders[name][:2], start) for name, start in explored.start.items()}
        explorer = Explorer(draw, **ranges)
        steps = {name: control.step for name, control in explorer.controls.items()}
        assert steps == {name: step for name, (_, _, step) in explored.sliders.items()}, steps
        display(explorer)

    return show


def _drawn(mark, bound):
    """Make a mark of a scene; the place where we are can be dragged where it is ``bound`` to two sliders."""
    from mlcourse.pictures.marks import Dots, Handle, Line, Surface

    if mark.kind == "dots":
        return Dots(mark.x, mark.y, size=1.5)
    if mark.kind == "line":
        return Line(mark.x, mark.y, role="prediction", width=2)
    if mark.kind == "surface":
        return Surface(mark.x, mark.y, mark.z, LEVELS)
    if bound:
        return Handle(mark.x[0], mark.y[0], right={"w": 1}, up={"b": 1}, role="error")
    return Dots(mark.x, mark.y, size=4.5, role="error")


EXPLORERS = {each.__name__: each for each in (line, surface, sigmoids, slow)}
WAYS = {each.__name__: each for each in (interact, plotly, traits, ours, limit)}


def ready(way, explorer):
    """Import and compute all that does not belong to showing it; return the function that shows it."""
    return WAYS[way](EXPLORERS[explorer]())
