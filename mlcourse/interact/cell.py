"""The reader's cell: the code in it that made an explorer, and what it closes when it runs again."""

import ast
import inspect
from numbers import Real
from pathlib import Path

import executing
import ipywidgets
import numpy as np
from IPython import get_ipython

MAKERS = tuple(str(Path(__file__).parents[1] / room) for room in ("interact", "lessons"))  # what makes explorers


def making():
    """Return the code that is just making an explorer: what its cell says before, and the call itself.

    None where that is not a cell itself but a function, or where its source is not kept.
    """
    frame = inspect.currentframe()
    while frame.f_code.co_filename.startswith(MAKERS):
        frame = frame.f_back
    if frame.f_code.co_name != "<module>":
        return None
    at = executing.Source.executing(frame)
    if at.node is None:
        return None
    statement = at.node
    while statement.parent is not at.source.tree:
        statement = statement.parent
    body = at.source.tree.body
    before = [_code(at.source, each) for each in body[: body.index(statement)]]
    return "".join(f"{each}\n" for each in before), _code(at.source, at.node)


def _code(source, node):
    return ast.get_source_segment(source.text, node)


def spelled(value):
    """Spell a control's value as code: numbers without the dust of their arithmetic, arrays as lists."""
    if isinstance(value, np.ndarray):
        return repr(value.round(9).tolist())
    if isinstance(value, Real) and not isinstance(value, int):
        return repr(round(float(value), 9))
    return repr(value)


_made_by_cell = {}  # {cell: (the run that made them, its code, the widgets, what the run before had left)}


def close_all(*widgets):
    """Close widgets with their layouts and styles."""
    for widget in widgets:
        for part in (widget, getattr(widget, "layout", None), getattr(widget, "style", None)):
            if isinstance(part, ipywidgets.Widget):
                ipywidgets.Widget.close(part)


def close_at_next_run(widget):
    """See that ``widget`` is closed when its cell runs again: ten runs of a cell leave one of it, not ten.

    What stayed open would refer to what was closed, and after a reload of the page JupyterLab would wait for that.
    Return the ``values`` that the widget in this one's place was left at, if its cell runs again with the same code.
    """
    cell, run, code = _running()
    if cell is None:
        return {}
    last_run, last_code, made, left = _made_by_cell.get(cell, (None, None, [], []))
    if last_run != run:
        left = [getattr(old, "values", {}) if code == last_code else {} for old in made]
        for old in made:
            old.close()
        made = []
    _made_by_cell[cell] = (run, code, [*made, widget], left)
    return left[len(made)] if len(made) < len(left) else {}


def _running():
    """Return which cell is running, which run of it, and its code: three times None outside a notebook."""
    try:
        message = get_ipython().kernel.get_parent("shell")
        return message["metadata"]["cellId"], message["header"]["msg_id"], message.get("content", {}).get("code")
    except (AttributeError, KeyError):
        return None, None, None
