"""Drag four explorers for two minutes each, in a real JupyterLab in a real browser: what their kernels then hold.

    uv run --group bench python benchmarks/memory.py

Lessons and package are those of the folder that the command is run in, so an older version is measured in a checkout of
it by the same file.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

import psutil

HERE = Path.cwd()
sys.path[:0] = [str(HERE / "tests")]

from lab import browser, jupyterlab, open_lesson, run_all  # noqa: E402

# An explorer is found by words of its caption.
EXPLORERS = {
    "3.5 two_parameters": ("03_gradient_descent", "The largest stable η is"),
    "4.6 learn": ("04_piecewise_linear_sigmoids", "parameters, after"),
    "5.2 swap": ("05_relu", "activation function"),
    "6.5 deep_or_fat": ("06_depth_and_overfitting", "448 ReLU"),
}
STROKE, FRAME = 4, 16  # seconds with a hand on one control, and milliseconds from one move to the next


def main():
    """Drag, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=120, help="of dragging, for each explorer")
    seconds = parser.parse_args().seconds
    os.environ["PYTHONPATH"] = str(HERE)
    print(
        "| explorer | pictures | MB before | halfway | after | cell run again |\n| --- | --- | --- | --- | --- | --- |"
    )
    with browser() as chromium:
        for name, (lesson, words) in EXPLORERS.items():
            page = chromium.new_page(viewport={"width": 1300, "height": 1000})
            with tempfile.TemporaryDirectory() as folder:
                os.environ["MLCOURSE_PROGRESS"] = f"{folder}/progress.json"
                shutil.copy(HERE / "notebooks" / f"{lesson}.ipynb", folder)
                with jupyterlab(Path(folder)) as address:
                    open_lesson(page, address, f"{lesson}.ipynb")
                    row = measured(page, words, seconds)
            print(f"| {name} | {row[0]} | {' | '.join(f'{size:.0f}' for size in row[1:])} |", flush=True)
            page.close()


def measured(page, words, seconds):
    """Run the lesson, drag the explorer, run its cell again; return its pictures, and the kernel's MB at four times."""
    run_all(page)
    see_all(page)
    for question in page.locator(".mlcourse-controls:has(> button.widget-button)").all():
        question.locator("button").first.click()
    see_all(page)
    stage = page.locator(".mlcourse-stage", has=page.locator(".mlcourse-says", has_text=words)).first
    stage.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    sizes = [megabytes()]
    page.evaluate(
        """says => { window.pictures = 0; new MutationObserver(() => window.pictures++).observe(
            says, {childList: true, subtree: true, characterData: true}) }""",
        stage.locator(".mlcourse-says").element_handle(),
    )
    for _ in range(2):
        drag(page, stage, seconds / 2)
        sizes.append(megabytes())
    pictures = page.evaluate("window.pictures")
    cell = stage.locator("xpath=ancestor::div[contains(@class, 'jp-CodeCell')][1]")
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(4000)
    return [pictures, *sizes, megabytes()]


def see_all(page):
    """Scroll through the lesson, so that JupyterLab makes all of its cells."""
    panel = page.locator(".jp-WindowedPanel-outer")
    panel.evaluate("node => (node.scrollTop = 0)")
    while panel.evaluate("node => { const at = node.scrollTop; node.scrollTop += 700; return node.scrollTop > at }"):
        page.wait_for_timeout(50)


def drag(page, stage, seconds):
    """Drag the picture's handles and sliders, one after the other, to random places."""
    box = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")
    dice, end = random.Random(1), time.monotonic() + seconds
    while time.monotonic() < end:
        area = stage.bounding_box()
        grips = [(handle, area) for handle in stage.locator(".mlcourse-handle").all()]
        for track in box.locator(".noUi-target:visible").all():
            grips.append((track.locator(".noUi-handle").first, track.bounding_box()))
        for grip, within in grips:
            at = grip.bounding_box()
            x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
            page.mouse.move(x, y)
            page.mouse.down()
            stop = min(end, time.monotonic() + STROKE)
            while time.monotonic() < stop:
                to = within["x"] + dice.random() * within["width"], within["y"] + dice.random() * within["height"]
                for step in range(1, 16):
                    page.mouse.move(x + (to[0] - x) * step / 15, y + (to[1] - y) * step / 15)
                    page.wait_for_timeout(FRAME)
                x, y = to
            page.mouse.up()


def megabytes():
    """Return what the kernel, a process below this one, holds in memory now."""
    below = psutil.Process().children(recursive=True)
    kernels = [each for each in below if any("ipykernel_launcher" in part for part in each.cmdline())]
    return kernels[-1].memory_info().rss / 2**20


if __name__ == "__main__":
    main()
