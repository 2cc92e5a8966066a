"""Explorers: pictures the reader moves, in the order of the lessons."""

from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.function import fit, line, outputs, timeline

__all__ = ["Explorer", "fit", "line", "outputs", "timeline"]
