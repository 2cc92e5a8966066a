"""The lessons as files: their cells, run one after the other, and the ends of what stands in them."""

import ast
import json
from pathlib import Path

import ipywidgets
import numpy as np

from mlcourse.interact.controls import Dice, Points, choices

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
PAGES = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
START, *LESSONS = PAGES  # the start page asks nothing


def cells(path, kind):
    return ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == kind]


def run(source, namespace):
    """Run a cell's code; keep what its last line makes, as a notebook would, and return it."""
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        tree.body[-1] = ast.copy_location(
            ast.Assign(targets=[ast.Name("_shown", ast.Store())], value=tree.body[-1].value), tree.body[-1]
        )
    exec(compile(ast.fix_missing_locations(tree), "<cell>", "exec"), namespace)
    namespace.setdefault("_kept", []).append(namespace.pop("_shown", None))
    return namespace["_kept"][-1]


def ends(widget):
    """The values of a control that are most likely to break a picture: its ends, its start, or every choice."""
    if isinstance(widget, Points):
        counts = {*widget.count, len(widget.value)}
        return [np.asarray(widget.value), *(filled(widget, n, end) for n in counts for end in (widget.min, widget.max))]
    if hasattr(widget, "options"):
        return choices(widget)
    if isinstance(widget, Dice):
        return [0, 1]
    if isinstance(widget, ipywidgets.Checkbox):
        return [False, True]
    return [widget.min, widget.value, widget.max]


def filled(widget, count, number):
    """So many rows of an array control, with the same number everywhere."""
    return np.full((count, len(widget.value[0])), number)
