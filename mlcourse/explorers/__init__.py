"""Explorers: pictures the reader moves, in the order of the lessons."""

from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.function import fit, line, questions, timeline

__all__ = ["Explorer", "fit", "line", "questions", "timeline"]
