"""The start page in a real JupyterLab, for a reader who has been in lesson 2."""

import json
import shutil
from pathlib import Path

import pytest
from lab import browser, jupyterlab, need_browser, open_lesson, run_all, scroll_to

from mlcourse.lessons.loss import bets, questions
from mlcourse.practice import progress
from mlcourse.practice.question import bet, predict

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# What runs, is a link, or means something to HTML, Markdown, MathJax, plotly or our captions.
POISON = (
    "<img src=x onerror=ran=1> <script>ran=1</script> [x](javascript:ran=1) <a href='javascript:ran=1'>y</a> __x__ "
    "*args* `c` $x$ $$y$$ \\(z\\) &amp; [k|error] -0.5"
)
POISONED = "from mlcourse.lessons.loss import explorers, questions, tasks\npredict(questions.OUTLIER)"
LESSON = [("markdown", f"# {POISON}"), ("markdown", f"## 9.9 {POISON}"), ("code", POISONED)]
TRIED = f"""
from mlcourse.practice.asked import Choice
from mlcourse.practice.check import Task
POISON = {POISON!r}
task = Task("poison.task", POISON, lambda answer: answer())

def broken(*_):
    raise ValueError(POISON)
---
check(task, broken)
---
check(task, ...)
---
asked = predict(Choice("poison.asked", POISON, {{"one": POISON, "two": "two"}}, truth="two", why=POISON))
asked.commit("one")
asked
---
predict(Choice("poison.open", POISON, {{"one": POISON, "two": "two"}}, truth="two", why=POISON))
---
leaderboard({{POISON: broken}})
---
from mlcourse.lessons.function import explorers
from mlcourse.data import load_views
dates, views = load_views()
explorers.timeline(dates, views, **{{POISON: views}})
---
from IPython.display import HTML, Markdown
display(HTML("<img src=x onerror=proved=1>"), Markdown("the formula $x$"))
"""


def add(notebook, *cells):
    for kind, source in cells:
        cell = {"cell_type": kind, "id": f"added-{len(notebook['cells'])}", "metadata": {}, "source": source}
        code = {"outputs": [], "execution_count": None} if kind == "code" else {}
        notebook["cells"].append(cell | code)
    return notebook


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The start page with all its cells run."""
    need_browser()
    root = tmp_path_factory.mktemp("lessons")
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(notebook, root)
    opened = json.loads((root / "00_start_here.ipynb").read_text("utf-8"))
    add(opened, *(("code", source.strip()) for source in ("from mlcourse.practice import *" + TRIED).split("---")))
    (root / "00_start_here.ipynb").write_text(json.dumps(opened), "utf-8")
    (root / "09_poison.ipynb").write_text(json.dumps(add(opened | {"cells": []}, *LESSON)), "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MLCOURSE_PROGRESS", str(root / "progress.json"))
        predict(questions.SURE).commit(0.7)
        bet(bets.week_or_line()).commit(0)
        progress.keep("predicted", "loss.outlier", answer="both", right=False)
        with jupyterlab(root) as address, browser() as chromium:
            page = chromium.new_page(viewport={"width": 1300, "height": 1000})
            page.complaints = []
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            open_lesson(page, address, "00_start_here.ipynb")
            run_all(page)
            yield page


def test_it_shows_the_ledger_and_the_leaderboard(page):
    for said in ("You have bet on 1 of 1 claims", "First is the dashed rule, “as last week”"):
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


def test_what_a_reader_or_a_lesson_wrote_reads_as_it_was_written_and_nothing_in_it_runs(page):
    written = [
        ("td a", POISON),  # a lesson's title
        ("td a", f"9.9 {POISON}"),  # a section's
        ("div", f"✗ Not yet. Your function stopped with ValueError: {POISON}."),
        ("div", f"○ Not tried yet. {POISON}"),  # a task
        (".widget-html-content", POISON),  # a question, asked
        ("button", POISON),  # a choice
        (".widget-html-content", f"You said “{POISON}”; right is “two”. {POISON}"),
        (".mlcourse-says", f"“{POISON}” is not on it: Your function stopped with ValueError: {POISON}."),
        (".legendtext", POISON.replace("_", " ")),
    ]
    cell = page.locator(".jp-OutputArea td", has_text=POISON)
    scroll_to(page, cell)
    assert cell.first.evaluate("node => getComputedStyle(node).textAlign") == "left"
    for where, words in written:
        found = page.locator(f".jp-OutputArea {where}", has_text=words)
        scroll_to(page, found)
        assert words in found.last.text_content(), where
        assert not found.locator("mjx-container, img, script, code, em, strong, a a, a[href^=javascript]").count()
    # The page would have run it, and made a formula of it.
    page.wait_for_function("window.proved === 1")
    formula = page.locator(".jp-OutputArea mjx-container")
    scroll_to(page, formula)
    assert formula.count() == 1
    assert page.evaluate("window.ran") is None
