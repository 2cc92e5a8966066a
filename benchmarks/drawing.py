"""Draw every explorer of every lesson along each of its controls: the processor's time that a picture takes.

    uv run python benchmarks/drawing.py [lesson …]

A drag should take Python no longer than a frame of the screen, 16.7 ms. What trains anew is drawn once before, as it is
after the first pass of a drag.
"""

import argparse
import contextlib
import sys
import time
from pathlib import Path

import ipywidgets
import numpy as np

HERE = Path.cwd()
sys.path[:0] = [str(HERE / "tests"), str(HERE)]

from mlcourse.interact.controls import Points, choices, held_of  # noqa: E402
from mlcourse.interact.explorer import Explorer  # noqa: E402
from mlcourse.pictures.wire import difference, parts_of  # noqa: E402
from notebooks import LESSONS, cells, run  # noqa: E402

FRAME, PLACES, TRIES = 1000 / 60, 40, 3  # milliseconds; places along a control; the best of so many counts


def main():
    """Draw, and print for each explorer its slowest place."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", help="numbers, such as 05; all unless told")
    told = parser.parse_args().lessons
    print("lesson · explorer · usual ms · slowest ms · where")
    for path in LESSONS:
        if not told or path.stem[:2] in told:
            for explorer in explorers_of(path):
                tell(path, explorer)


def explorers_of(path):
    """Run a lesson, and return its explorers in their order."""
    before, namespace = set(ipywidgets.widgets.widget._instances), {"__name__": "__main__"}
    with contextlib.redirect_stdout(None):
        for source in cells(path, "code"):
            run(source, namespace)
    made = [each for key, each in ipywidgets.widgets.widget._instances.items() if key not in before]
    return [each for each in made if isinstance(each, Explorer) and each.controls]


def tell(path, explorer):
    """Print how long pictures take along each control; the slowest place, and whether it is over a frame."""
    took = {}
    for name, widget in explorer.controls.items():
        for value in places(widget):
            took[f"{name} = {value}"] = least(explorer, explorer._held() | {name: held_of(widget, value)})
    if took:
        where = max(took, key=took.get)
        over = "  over a frame" if took[where] > FRAME else ""
        row = path.stem[:2], explorer.draw.__qualname__.split(".")[0], f"{np.median([*took.values()]):.1f}"
        print(" · ".join([*row, f"{took[where]:.1f}", where]) + over, flush=True)


def places(widget):
    """Return values along a control, as a hand passes them."""
    if hasattr(widget, "options"):
        return choices(widget)
    if isinstance(widget, Points) or not hasattr(widget, "max"):
        return [widget.value]
    steps = round((widget.max - widget.min) / widget.step)
    values = [widget.min + widget.step * k for k in np.unique(np.linspace(0, steps, PLACES).round())]
    return [type(widget.value)(min(value, widget.max)) for value in values]


def least(explorer, held):
    """Return the least time of some tries, in milliseconds, to draw a picture and to find what differs in it."""
    before, took = parts_of(explorer._draw(**held)), []
    for _ in range(TRIES):
        began = time.thread_time()
        difference(before, parts_of(explorer._draw(**held)))
        took.append(time.thread_time() - began)
    return 1000 * min(took)


if __name__ == "__main__":
    main()
