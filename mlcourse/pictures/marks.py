"""Marks, what a panel holds: points, curves, words, handles. Each has a role, and holds its numbers as they are.

They are plain data, with no word on how to draw them.
"""

from __future__ import annotations

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
            if name in self.arrays and value is not None:
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
    """Points at ``x, y`` (shape ``(n,)`` each); ``size`` is the radius in pixels.

    Where each is of a day, ``days`` are their dates, which are read out where one is pointed at.
    """

    arrays = ("x", "y", "days")
    x: np.ndarray
    y: np.ndarray
    size: float = 3.0
    opacity: float = 1.0
    days: np.ndarray | None = None

    def __post_init__(self):
        """Count the days from 1970 on."""
        if self.days is not None:
            vars(self)["days"] = np.asarray(self.days, "datetime64[D]").astype(float)
        super().__post_init__()


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


def _as_many(mark, count, **others):
    """Raise a ValueError that names what there is more or less of than the ``count`` of a mark's first array."""
    for name, found in ({name: len(getattr(mark, name)) for name in mark.arrays} | others).items():
        if found != count:
            raise ValueError(
                f"{mark.kind}.{name} has {found} entries: give {count}, one for each of {mark.kind}.{mark.arrays[0]}"
            )


@dataclass(frozen=True, eq=False)
class Links(Mark):
    """Straight ways from ``(x0, y0)`` to ``(x1, y1)``, each ``widths`` pixels wide; where that is 0 it is not seen.

    ``told`` is what each says when it is pointed at. Where they are picked, each sets the control ``picks`` to its own
    number, from 1.
    """

    arrays = ("x0", "y0", "x1", "y1", "widths")
    along_x, along_y = ("x0", "x1"), ("y0", "y1")
    x0: np.ndarray
    y0: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    widths: np.ndarray
    opacity: float = 1.0
    told: tuple[str, ...] = ()
    picks: str = ""

    def __post_init__(self):
        """Check that there is as much of everything as there are links."""
        super().__post_init__()
        _as_many(self, len(self.x0), told=len(self.told) or len(self.x0))


@dataclass(frozen=True, eq=False)
class Nodes(Mark):
    """Circles at ``x, y`` with ``words`` in them, ``size`` pixels their radius, fuller of colour the more ``strength``.

    ``strength`` is from 0 to 1; ``told`` is what each says when it is pointed at.
    """

    arrays = ("x", "y", "strength")
    x: np.ndarray
    y: np.ndarray
    strength: np.ndarray
    words: tuple[str, ...]
    size: float = 17.0
    told: tuple[str, ...] = ()

    def __post_init__(self):
        """Check that there is as much of everything as there are nodes."""
        super().__post_init__()
        _as_many(self, len(self.x), words=len(self.words), told=len(self.told) or len(self.x))


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
