"""Scenes: panels of marks, each with two axes, and the sentence that says what they show.

A panel sets its marks on its axes, where a logarithmic one counts in powers of ten.
"""

from __future__ import annotations

import math
import re
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from mlcourse.pictures import measures as its
from mlcourse.pictures.marks import role_of

SCALES = ("linear", "log")

_PLAIN = r"\\[\\\[\]|]"  # a character that is no markup
_INKED = re.compile(rf"{_PLAIN}|\[((?:{_PLAIN}|(?!{_PLAIN})[^\[\]|])+)\|(\w+)\]")


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
    """A rectangle with two axes, and marks drawn in it one over the other; ``height`` is in pixels of the page.

    Where the axes are ``alike`` one unit is as long on both: of x so much is seen as there is room for, with the middle
    of its limits in the middle.
    None is a mark that is not there now, and keeps its place. ``placed`` are the marks in the axes' own coordinates,
    and None for those: this is what painters draw. Raises a ValueError for a number that cannot be drawn.
    """

    def __init__(self, *marks, x, y, title="", height=its.PANEL, alike=False):
        self.marks, self.placed, self.x, self.y, self.title = (), (), x, y, title
        self.height, self.alike = height, alike
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

    def x_in(self, wide, tall):
        """Return the x axis with the limits that it has in a frame so wide and so tall, in pixels."""
        if not self.alike:
            return self.x
        half, middle = np.ptp(self.y.limits) * wide / tall / 2, np.mean(self.x.limits)
        return replace(self.x, limits=(middle - half, middle + half))

    @property
    def style(self):
        """Everything about the panel that is not a mark, ready for JSON."""
        axes = {name: axis.style for name, axis in self.axes}
        return axes | {"title": self.title, "height": self.height, "alike": self.alike, "kind": "panel"}


class Scene:
    """One or more panels, and the sentence that says what they show.

    In ``says``, ``[1.98k|error]`` inks the words in that role's colour; a reader's own words go through `plain`.
    ``scene.says`` is the sentence as it is read: the caption, what a screen reader hears, and what tests read.
    ``ends``, ``{control: value}``, says beyond which value a control has nothing more to show: whoever plays it stops
    there. ``facts`` are what was computed on the way, by name: steps look into them. ``answers``, ``{place: pieces}``,
    are what the steps that are done here say.
    """

    def __init__(self, *panels, says, ends=None, facts=None):
        self.panels, self.ends, self.facts, self.answers = panels, ends or {}, facts or {}, {}
        self.caption = inked(says)

    def answered(self, answers):
        """Return this scene with what steps say to it, ``{place of the step: sentence}``."""
        scene = copy(self)
        scene.answers = {str(place): inked(says) for place, says in answers.items()}
        return scene

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
    return re.sub(r"[\\\[\]|]", r"\\\g<0>", sendable(text))


def sendable(text):
    """Return ``text`` so that it can be sent to a page: of half characters, which cannot, the code."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")
