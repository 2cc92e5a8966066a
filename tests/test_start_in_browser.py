"""The start page in a real JupyterLab, for a reader who has been in lesson 2."""

import shutil
from pathlib import Path

import pytest
from lab import browser, jupyterlab, need_browser, open_lesson, run_all, scroll_to

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
    return heading.textContent.startsWith("2.3 Cross-entropy") && height && top > 0 && top < innerHeight;
})"""


def test_a_link_leads_to_the_section_of_a_wrong_prediction_at_the_first_click_and_at_every_other(page):
    link = page.locator(".jp-OutputArea a", has_text="2.3 Cross-entropy")
    scroll_to(page, link)
    with page.expect_popup() as opened:
        link.click()
    lesson = opened.value
    lesson.wait_for_function(IN_VIEW, timeout=60_000)
    run_all(lesson)
    lesson.locator(".jp-WindowedPanel-outer").evaluate("node => (node.scrollTop = 0)")
    lesson.wait_for_function(f"!({IN_VIEW})()")
    link.click()
    lesson.wait_for_function(IN_VIEW)
