"""The painter's own arithmetic, in a browser, against matplotlib: what the page and what a still shows is the same."""

import pytest
from lab import browser, files, need_browser

from mlcourse.pictures.measures import MEASURES
from mlcourse.pictures.scene import Axis
from mlcourse.pictures.stage import PAINTER
from mlcourse.pictures.still import _ticks

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
    """Serve the painter's modules to a page, which imports each on its own as ``painter.ticks`` and so on."""
    need_browser()
    with files(PAINTER) as address, browser() as chromium:
        page = chromium.new_page()
        page.goto(address)
        names = [path.stem for path in PAINTER.glob("*.js")]
        page.evaluate(
            """async (names) => {
            const modules = names.map(async (name) => [name, await import(`/${name}.js`)]);
            window.painter = Object.fromEntries(await Promise.all(modules));
        }""",
            names,
        )
        yield page


@pytest.mark.parametrize("room", [2, 3.9, 6.5, 11])
@pytest.mark.parametrize("axis", AXES, ids=lambda axis: f"{axis.scale} {axis.limits}")
def test_page_and_still_have_the_same_ticks(page, axis, room):
    style = {name: value for name, value in axis.style.items() if name != "label"}
    shown = page.evaluate(
        "([axis, room, measures]) => painter.ticks.ticksOf(axis, room, measures)", [style, room, MEASURES]
    )
    theirs = _ticks(axis, room)
    assert [text for _, text in shown] == [text for _, text in theirs]
    assert [at for at, _ in shown] == pytest.approx([at for at, _ in theirs], abs=1e-9)
