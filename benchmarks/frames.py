"""Move every control of the lessons' pictures through its values: how long Python takes for the slowest picture.

    uv run python benchmarks/frames.py 4 5

A frame of the page has 16.7 ms. Counted is the processor time of the thread that draws, from the controls' values to
the changes that are sent: the quickest of some passes, so that whatever else the machine does is left out. The first
pass, in which networks are trained and exact fits are solved, does not count. Each control is moved twice: with the
others where they start, and with the other sliders at their upper ends.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

import ipywidgets
import numpy as np

HERE = Path.cwd()
sys.path[:0] = [str(HERE / "tests"), str(HERE)]

from mlcourse.interact.controls import Dice, Points, choices, held_of, trait_of  # noqa: E402
from mlcourse.interact.explorer import Explorer  # noqa: E402
from notebooks import LESSONS, cells, run  # noqa: E402

MOST, PASSES = 400, 3  # values of a slider, and passes that count


def main():
    """Measure the lessons that were asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", type=int, default=range(1, 1 + len(LESSONS)))
    parser.add_argument("--over", type=float, default=0, help="show only what takes more than so many ms")
    asked = parser.parse_args()
    print("| explorer | control | others | ms | at |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MLCOURSE_PROGRESS"] = f"{folder}/progress.json"
        for number in asked.lessons:
            for name, explorer in explorers_of(LESSONS[number - 1]):
                for control, others, slowest, at in moved(explorer):
                    if 1000 * slowest > asked.over:
                        print(f"| {number} {name} | {control} | {others} | {1000 * slowest:.1f} | {at} |", flush=True)


def explorers_of(lesson):
    """Yield the explorers of a lesson, which is run for it, each with the name of the function that made it."""
    before, namespace = set(ipywidgets.widgets.widget._instances), {"__name__": "__main__"}
    with contextlib.redirect_stdout(None):
        for source in cells(lesson, "code"):
            run(source, namespace)
    for key, each in list(ipywidgets.widgets.widget._instances.items()):
        if key not in before and isinstance(each, Explorer):
            yield each.draw.__qualname__.split(".")[0], each


def moved(explorer):
    """Yield for each control, and for each way the others stand: the time of its slowest picture, and where that is."""
    starts = explorer._held()
    upper = starts | {name: each.max for name, each in explorer.controls.items() if not isinstance(each, Points)
                      and hasattr(each, "max")}  # fmt: skip
    for name, widget in explorer.controls.items():
        for others, held in {"start": starts, "upper": upper}.items():
            stops = values_of(widget)
            passes = [[timed(explorer, held | {name: each}) for each in stops] for _ in range(1 + PASSES)]
            times = np.min(passes[1:], axis=0)
            yield name, others, times.max(), stops[int(times.argmax())]


def values_of(widget):
    """Return what the page may hold for a control: every stop of a slider or, if there are many, as many of them."""
    if isinstance(widget, Points):
        rows, step = np.asarray(widget.value), widget.step
        return [(rows + k * step).clip(widget.min, widget.max).tolist() for k in range(-10, 11)]
    if trait_of(widget) == "index":
        return [held_of(widget, each) for each in choices(widget)]
    if isinstance(widget, Dice):
        return list(range(5))
    if isinstance(widget, ipywidgets.Checkbox):
        return [False, True]
    stops = round((widget.max - widget.min) / widget.step)
    places = np.unique(np.linspace(0, stops, min(stops, MOST - 1) + 1).round())
    return [type(widget.value)(widget.min + place * widget.step) for place in places]


def timed(explorer, held):
    """Return the processor time of one picture, in seconds: drawn, and turned into what is sent."""
    begun = time.thread_time()
    explorer.stage._keep(held, *explorer.stage._drawn(held))
    return time.thread_time() - begun


if __name__ == "__main__":
    main()
