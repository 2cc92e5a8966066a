"""The painter's own arithmetic, in a browser, against matplotlib: what the page and what a still shows is the same."""

from pathlib import Path

import pytest
from lab import browser, need_browser

from mlcourse.pictures import stage
from mlcourse.pictures.scene import Axis
from mlcourse.pictures.still import _ticks

SOURCE = Path(stage.__file__).with_name("stage.js").read_text("utf-8")
OPENED = """async (source) => {
    const own = URL.createObjectURL(new Blob([`${source}\\nexport { ticksOf };`], { type: "text/javascript" }));
    Object.assign(window, await import(own));
}"""
AXES = [
    Axis("", (0, 20)),
    Axis("", (-0.75, 1.25)),
    Axis("", (0.0003, 0.0241)),
    Axis("", (3, -3)),
    Axis("", (-1, 1), ((0, "nought"),)),
    Axis("", (1, 1e6), scale="log"),
    Axis("", (1e-9, 1), scale="log"),
    Axis("", (1e-16, 1), scale="log"),
    Axis("", (1e-14, 1e112), scale="log"),
    Axis("", (1e-4, 1e3), scale="log"),
    Axis("", (0.08, 5.6), scale="log"),
    Axis("", (3e7, 6e8), scale="log"),
    Axis("", (0.001, 16), scale="log"),
    Axis("", (1, 100), ((10, "ten"),), scale="log"),
]


@pytest.fixture(scope="module")
def page():
    need_browser()
    with browser() as chromium:
        page = chromium.new_page()
        page.evaluate(OPENED, SOURCE)
        yield page


@pytest.mark.parametrize("room", [2, 3.9, 6.5, 11])
@pytest.mark.parametrize("axis", AXES, ids=lambda axis: f"{axis.scale} {axis.limits}")
def test_page_and_still_have_the_same_ticks(page, axis, room):
    style = {name: value for name, value in axis.style.items() if name != "label"}
    shown = page.evaluate("([axis, room]) => ticksOf(axis, room)", [style, room])
    theirs = _ticks(axis, room)
    assert [text for _, text in shown] == [text for _, text in theirs]
    assert [at for at, _ in shown] == pytest.approx([at for at, _ in theirs], abs=1e-9)
