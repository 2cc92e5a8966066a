"""The start page in a real JupyterLab, for a reader who has been in lesson 2."""

import contextlib
import shutil
from pathlib import Path

import pytest
from lab import browser, jupyterlab, need_browser, open_lesson, run_all, scroll_to
from playwright.sync_api import TimeoutError

from mlcourse.exercises import loss
from mlcourse.practice import bet, predict

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The start page with all its cells run."""
    need_browser()
    root = tmp_path_factory.mktemp("lessons")
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(notebook, root)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MLCOURSE_PROGRESS", str(root / "progress.json"))
        predict(**loss.SURE).commit(0.7)
        bet(**loss.week_or_line()).commit(0)
        with jupyterlab(root) as address, browser() as chromium:
            page = chromium.new_page(viewport={"width": 1300, "height": 1000})
            page.complaints = []
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            open_lesson(page, address, "00_start_here.ipynb")
            run_all(page)
            yield page


def test_it_shows_the_ledger_and_the_leaderboard(page):
    for said in ("You have bet on 1 of 1 claims", "Least wrong: “as last week”"):
        stage = page.locator(".mlcourse-stage", has_text=said)
        scroll_to(page, stage)
        stage.locator("canvas").first.wait_for()
    assert not page.complaints


IN_VIEW = """() => [...document.querySelectorAll("h2")].some((heading) => {
    const { top, height } = heading.getBoundingClientRect();
    return heading.textContent.startsWith("2.3 Cross-entropy") && height && top < innerHeight;
})"""


def test_a_link_opens_the_lesson_and_then_leads_to_the_section_of_a_wrong_prediction(page):
    for _ in range(3):  # JupyterLab goes to a section only where the notebook is open already
        page.locator(".lm-TabBar-tab", has_text="00_start").first.click()
        link = page.locator(".jp-OutputArea a", has_text="2.3 Cross-entropy")
        scroll_to(page, link)
        link.click()
        page.locator(".lm-TabBar-tab.jp-mod-current", has_text="02_loss").first.wait_for(timeout=60_000)
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(IN_VIEW, timeout=10_000)
            return
    raise AssertionError("the section never came into view")
