"""The reader's cell: the code in it that made an explorer, and what it closes when it runs again."""

import ast
import inspect
import linecache
from numbers import Real
from pathlib import Path

import ipywidgets
import numpy as np
from IPython import get_ipython

PACKAGE = str(Path(__file__).parent.parent)


def making():
    """Return the code that is just making something: what its cell says before, and the call itself.

    None where that is not a cell itself but a function, or where its source is not kept.
    """
    frame = inspect.currentframe()
    while frame.f_code.co_filename.startswith(PACKAGE):
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


_made_by_cell = {}


def close_all(*widgets):
    """Close widgets with their layouts and styles."""
    for widget in widgets:
        for part in (widget, getattr(widget, "layout", None), getattr(widget, "style", None)):
            if isinstance(part, ipywidgets.Widget):
                ipywidgets.Widget.close(part)


def close_at_next_run(widget):
    """See that ``widget`` is closed when its cell runs again: ten runs of a cell leave one of it, not ten.

    What stayed open would refer to what was closed, and after a reload of the page JupyterLab would wait for that.
    """
    cell, run = _running()
    if cell is None:
        return
    last_run, made = _made_by_cell.get(cell, (None, []))
    if last_run != run:
        for old in made:
            old.close()
        made = []
    _made_by_cell[cell] = (run, [*made, widget])


def _running():
    """Return which cell is running, and which run of it: ``(None, None)`` outside a notebook that says so."""
    try:
        message = get_ipython().kernel.get_parent("shell")
        return message["metadata"]["cellId"], message["header"]["msg_id"]
    except (AttributeError, KeyError):
        return None, None
