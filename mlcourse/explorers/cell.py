"""The reader's cell that made an explorer: so that an exact setting of it can be shared as a cell."""

from __future__ import annotations

import ast
import inspect
import linecache
from numbers import Real
from pathlib import Path

import numpy as np

HERE = str(Path(__file__).parent)


def making():
    """Return the code that is just making something: what its cell says before, and the call itself.

    None where that is not a cell itself but a function, or where its source is not kept.
    """
    frame = inspect.currentframe()
    while frame.f_code.co_filename.startswith(HERE):
        frame = frame.f_back
    source = "".join(linecache.getlines(frame.f_code.co_filename))
    if not source or frame.f_code.co_name != "<module>":
        return None
    here = inspect.getframeinfo(frame).positions
    for statement in (tree := ast.parse(source)).body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and _spans(node, here):
                before = [ast.get_source_segment(source, each) for each in tree.body[: tree.body.index(statement)]]
                return "".join(f"{each}\n" for each in before), ast.get_source_segment(source, node)
    return None


def _spans(node, here):
    place = node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
    return place == (here.lineno, here.end_lineno, here.col_offset, here.end_col_offset)


def spelled(value):
    """Spell a control's value as code: numbers without the dust of their arithmetic, arrays as lists."""
    if isinstance(value, np.ndarray):
        return repr(value.round(9).tolist())
    if isinstance(value, Real) and not isinstance(value, int):
        return repr(round(float(value), 9))
    return repr(value)
