"""What is drawn: a scene of panels, a panel of marks. Plain data, with no word on how to draw it.

Marks hold numbers as they are; a panel sets them on its axes, where a logarithmic one counts in powers of ten.
"""

from __future__ import annotations

import math
import re
from copy import copy
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

# What a mark means decides its colour: (light, dark). People with any colour vision tell them apart (a test).
ROLES = {
    "ink": ("#1c2430", "#eef1f5"),
    "quiet": ("#667085", "#98a3b3"),
    "grid": ("#e6e9ee", "#272d36"),
    "data": ("#8996a8", "#7d8899"),
    "label": ("#1c2430", "#eef1f5"),
    "prediction": ("#0072b2", "#56b4e9"),
    "error": ("#d55e00", "#ff8a3d"),
    "best": ("#765800", "#fcca52"),
    "rule": ("#667085", "#98a3b3"),
    "unseen": ("#108e6e", "#3fd3af"),
    "path": ("#a3307e", "#e58fc5"),
    "target": ("#c2183e", "#f0435a"),  # the lecture's red curve
}
# A surface's bands from low to high: low loss is near the background, high loss far from it.
RAMP = (("#eef3f8", "#8fabc6", "#1f4e79"), ("#1b242d", "#3f6a90", "#9cc7ee"))

LARGEST = 3e38  # what float32 can hold
UNDRAWABLE = "holds a number that cannot be drawn (nan or inf): clip it before it becomes a scene"

_MINUS = re.compile(r"(?<![\w\\-])-(?=[\d.])")
_NOUGHT = re.compile(r"(?<![\w\\-])-(0(?:\.0*)?(?![\d.]))")  # what rounding leaves of a number just below 0
_PLAIN = r"\\[\\\[\]|-]"  # a character that is no markup
_INKED = re.compile(rf"{_PLAIN}|\[((?:{_PLAIN}|(?!{_PLAIN})[^\[\]|])+)\|(\w+)\]")


def inked(text):
    """Split a sentence with inked words, ``"off by [1.98k|error]"``, into pieces ``(text, role or None)``."""
    pieces, end = [], 0
    for match in _INKED.finditer(text):
        if match[1]:
            pieces += [(text[end : match.start()], None), (match[1], role_of(match[2]))]
            end = match.end()
    pieces.append((text[end:], None))
    return [(re.sub(_PLAIN, lambda match: match[0][1], piece), role) for piece, role in pieces if piece]


def plain(text):
    """Return a reader's own words, a name or an error, so that a caption says them as they are, brackets and all."""
    return re.sub(r"[\\\[\]|-]", r"\\\g<0>", sendable(text))


def sendable(text):
    """Return ``text`` so that it can be sent to a page: of half characters, which cannot, the code."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")


def role_of(name):
    """Return ``name`` if it is a role; raise a ValueError that lists the roles if it is not."""
    if name not in ROLES:
        raise ValueError(f"there is no role {name!r}; the roles are {', '.join(ROLES)}")
    return name


def frozen(values, dtype=float):
    """Return ``values`` as a read-only array of its own."""
    array = np.array(values, dtype=dtype)
    array.flags.writeable = False
    return array


@dataclass(frozen=True, eq=False, kw_only=True)
class Mark:
    """What every mark has: a ``role``, which gives its colour.

    ``along_x`` and ``along_y`` name the fields that lie along the x axis and along the y axis.
    """

    arrays: ClassVar[tuple[str, ...]] = ()
    along_x: ClassVar[tuple[str, ...]] = ("x",)
    along_y: ClassVar[tuple[str, ...]] = ("y",)
    role: str = "data"

    def __post_init__(self):
        """Check the role, freeze the arrays, and make plain floats of the numbers."""
        role_of(self.role)
        held = vars(self)  # written to directly: the only way into what is frozen
        for name, value in held.items():
            if name in self.arrays:
                held[name] = frozen(value)
            elif isinstance(value, np.number):
                held[name] = float(value)

    def on(self, x, y):
        """Return the mark as it lies on two axes, in their own coordinates; its arrays are float32, as they are sent.

        Raises a ValueError that names the mark and its field, if a number in it cannot be drawn there.
        """
        placed = object.__new__(type(self))
        held = vars(placed)
        for name, value in vars(self).items():
            if not isinstance(value, (float, int, np.ndarray)):
                held[name] = value
                continue
            axis = x if name in self.along_x else y if name in self.along_y else None
            if axis and axis.scale != "linear":
                value = axis.at(value, f"{self.kind}.{name}")
            many = name in self.arrays
            if not ((np.abs(value) < LARGEST).all() if many else abs(value) < LARGEST):  # neither nan nor inf is
                raise ValueError(f"{self.kind}.{name} {UNDRAWABLE}")
            held[name] = frozen(value, np.float32) if many else value
        return placed

    @property
    def kind(self):
        """The mark's name in the wire format and in tests: ``dots``, ``line`` and so on."""
        return type(self).__name__.lower()

    @property
    def style(self):
        """Everything about the mark that is not an array, ready for JSON."""
        return {name: value for name, value in vars(self).items() if name not in self.arrays} | {"kind": self.kind}


@dataclass(frozen=True, eq=False)
class Dots(Mark):
    """Points at ``x, y`` (shape ``(n,)`` each); ``size`` is the radius in pixels."""

    arrays = ("x", "y")
    x: np.ndarray
    y: np.ndarray
    size: float = 3.0
    opacity: float = 1.0


@dataclass(frozen=True, eq=False)
class Line(Mark):
    """A curve through ``x, y``; a two-dimensional ``y`` of shape ``(k, n)`` is ``k`` curves over the same ``x``."""

    arrays = ("x", "y")
    x: np.ndarray
    y: np.ndarray
    width: float = 3.0
    opacity: float = 1.0
    dashed: bool = False

    def __post_init__(self):
        """Check that every curve has as many heights as there are places along x."""
        super().__post_init__()
        n = len(self.x)
        if self.y.ndim not in (1, 2) or self.y.shape[-1] != n:
            raise ValueError(f"line.y has shape {self.y.shape}: give it ({n},) or (k, {n}), a height for each of {n} x")


@dataclass(frozen=True, eq=False)
class Segments(Mark):
    """Straight strokes from ``x, y0`` up or down to ``x, y1`` (shape ``(n,)`` each): the errors."""

    arrays = ("x", "y0", "y1")
    along_y = ("y0", "y1")
    x: np.ndarray
    y0: np.ndarray
    y1: np.ndarray
    width: float = 2.0
    opacity: float = 1.0


@dataclass(frozen=True, eq=False)
class Bars(Mark):
    """Bars of ``height`` standing at ``x`` on the line ``y = 0``; ``width`` is in units of the x axis.

    Where an axis is logarithmic they stand on the lower end of the y axis, and ``width`` is in powers of ten.
    """

    arrays = ("x", "height")
    along_y = ("height",)
    x: np.ndarray
    height: np.ndarray
    width: float = 0.8
    opacity: float = 1.0

    def on(self, x, y):
        """Say where the bars' ``foot`` is, too."""
        placed = super().on(x, y)
        vars(placed)["foot"] = y.foot
        return placed


@dataclass(frozen=True, eq=False)
class Surface(Mark):
    """Heights ``z`` of shape ``(len(y), len(x))`` seen from above: bands between ``levels`` (rising), and isolines."""

    arrays = ("x", "y", "z", "levels")
    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    levels: np.ndarray


@dataclass(frozen=True, eq=False)
class Arrow(Mark):
    """An arrow from ``(x0, y0)`` to ``(x1, y1)``."""

    along_x, along_y = ("x0", "x1"), ("y0", "y1")
    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 2.5


@dataclass(frozen=True, eq=False)
class Text(Mark):
    """Words at ``(x, y)``, standing on that ``side`` of the point: right, left, above, below or centre."""

    x: float
    y: float
    text: str
    side: str = "right"
    size: float = 1.0
    role: str = field(default="ink", kw_only=True)


@dataclass(frozen=True, eq=False)
class Handle(Mark):
    """A point the reader drags. Moving it one unit to the right (up) adds ``right[name]`` (``up[name]``) to a control.

    On a logarithmic axis one unit is a power of ten, so what it moves there is a control that holds an exponent.
    A name is a number's, ``"w"``, or a place in an array control, ``"corners[2,0]"`` (row 2, column 0). One that can be
    taken ``anywhere`` comes to the pointer wherever it is pressed in the panel. One that moves a whole row of an array
    can take it out (double-click, Delete), and bring another (double-click beside it, +).
    """

    x: float
    y: float
    right: dict = field(default_factory=dict)
    up: dict = field(default_factory=dict)
    label: str = ""
    side: str = "above"
    anywhere: bool = False
    role: str = field(default="prediction", kw_only=True)


SCALES = ("linear", "log")


@dataclass(frozen=True, eq=False)
class Axis:
    """An axis with a name and its unit, fixed ``limits``, and ``(value, text)`` ticks where numbers won't do.

    On the ``scale`` "log" every power of ten has the same room; what lies on it is above 0.
    """

    label: str
    limits: tuple[float, float]
    ticks: tuple[tuple[float, str], ...] | None = None
    scale: str = "linear"

    def __post_init__(self):
        """Check the scale, and that a logarithmic axis goes from one number above 0 to another."""
        if self.scale not in SCALES:
            raise ValueError(f"there is no scale {self.scale!r}; the scales are {', '.join(SCALES)}")
        self.at(self.limits, "Axis.limits")

    def at(self, values, name):
        """Return where ``values`` are in the axis' own coordinate: on a logarithmic axis, their powers of ten.

        Raises a ValueError that says what ``name`` holds, if one of them has no place on the axis.
        """
        if self.scale == "linear":
            return values
        values = np.asarray(values, dtype=float)
        least = np.min(values, initial=np.inf)
        if least <= 0:
            raise ValueError(
                f"{name} holds {least:g}, and on the logarithmic axis {self.label!r} there is nothing at 0 or below: "
                "clip it, or leave the mark out (None)"
            )
        return np.log10(values) if values.ndim else math.log10(values)

    @property
    def foot(self):
        """Where bars stand on this axis, in its own coordinate."""
        return 0.0 if self.scale == "linear" else self.ends[0]

    @property
    def ends(self):
        """The limits in the axis' own coordinate."""
        low, high = self.at(self.limits, "Axis.limits")
        return float(low), float(high)

    @property
    def style(self):
        """The axis in its own coordinate, ready for JSON."""
        ticks = self.ticks and [(float(self.at(value, "Axis.ticks")), text) for value, text in self.ticks]
        return {"label": self.label, "limits": self.ends, "ticks": ticks, "scale": self.scale}


class Panel:
    """A rectangle with two axes, and marks drawn in it one over the other; ``aspect`` is its width over its height.

    None is a mark that is not there now, and keeps its place. ``placed`` are the marks in the axes' own coordinates,
    and None for those: this is what painters draw. Raises a ValueError for a number that cannot be drawn.
    """

    def __init__(self, *marks, x, y, title="", aspect=1.45):
        self.marks, self.placed, self.x, self.y, self.title, self.aspect = (), (), x, y, title, aspect
        self._put(marks)

    def over(self, *marks):
        """Return this panel with more marks over its own."""
        panel = copy(self)
        panel._put(marks)
        return panel

    def _put(self, marks):
        self.placed += tuple(mark and mark.on(self.x, self.y) for mark in marks)
        self.marks += tuple(mark for mark in marks if mark)

    @property
    def axes(self):
        """The two axes with their names."""
        return (("x", self.x), ("y", self.y))

    @property
    def style(self):
        """Everything about the panel that is not a mark, ready for JSON."""
        axes = {name: axis.style for name, axis in self.axes}
        return axes | {"title": self.title, "aspect": self.aspect, "kind": "panel"}


class Scene:
    """One or more panels, and the sentence that says what they show.

    In ``says``, ``[1.98k|error]`` inks the words in that role's colour; a reader's own words go through `plain`.
    ``scene.says`` is the sentence as it is read: the caption, what a screen reader hears, and what tests read.
    ``ends``, ``{control: value}``, says beyond which value a control has nothing more to show: whoever plays it stops
    there.
    """

    def __init__(self, *panels, says, ends=None):
        self.panels, self.ends = panels, ends or {}
        self.caption = inked(_MINUS.sub("−", _NOUGHT.sub(r"\1", says)))

    def over(self, place, *marks):
        """Return this scene with more marks over those of the panel at ``place``."""
        scene, panels = copy(self), list(self.panels)
        panels[place] = panels[place].over(*marks)
        scene.panels = tuple(panels)
        return scene

    @property
    def says(self):
        """The caption without its colours."""
        return "".join(text for text, _ in self.caption)

    @property
    def marks(self):
        """Every mark that is there, of every panel, in the order they are drawn."""
        return [mark for panel in self.panels for mark in panel.marks]
