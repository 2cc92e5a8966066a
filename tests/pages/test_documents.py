"""Lessons as single documents in a real browser: each alone, in a tab of its own, and the ways between them."""

import json
import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from lab import TOKEN, await_kernel, browser, jupyterlab, need_browser, open_lesson, scroll_to

ROOT = Path(__file__).parents[2]
START, FIRST, SECOND = "00_start_here.ipynb", "01_function.ipynb", "02_loss_and_error_surface.ipynb"


def test_the_extension_that_is_installed_is_the_one_that_is_written_here():
    """Where it is not, `uv sync --reinstall-package mlcourse` installs it."""
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "mlcourse"
    written = ROOT / "mlcourse" / "jupyter"
    assert (installed / "static" / "documents.js").read_text("utf-8") == (written / "documents.js").read_text("utf-8")
    assert json.loads((installed / "package.json").read_text("utf-8"))["version"] == version("mlcourse")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    need_browser()
    root = tmp_path_factory.mktemp("documents") / "notebooks"
    shutil.copytree(ROOT / "notebooks", root, ignore=shutil.ignore_patterns(".*", "progress.json"))
    with jupyterlab(root.parent) as address:  # as on Binder, where the lessons lie in a folder
        yield address


@pytest.fixture(scope="module")
def chromium():
    with browser() as chromium:
        yield chromium


@pytest.fixture
def context(chromium):
    """A reader's browser, with no tab open."""
    context = chromium.new_context(viewport={"width": 1300, "height": 768})
    context.complaints = []
    context.on("weberror", lambda error: context.complaints.append(str(error.error)))
    yield context
    context.close()


@pytest.fixture
def start(context, address):
    page = context.new_page()
    open_lesson(page, address, f"notebooks/{START}")
    return page


def link(page, to):
    return page.locator(f".jp-RenderedMarkdown a[href*='/files/'][href*='{to}']").first


def follow(page, to):
    """Click the first link to a file, and return the tab that it opens."""
    with page.expect_popup() as opened:
        link(page, to).click()
    return opened.value


@pytest.mark.parametrize("width", [1300, 800, 420])
def test_a_lesson_stands_alone_with_its_kernel_and_nothing_before_or_beside_it(context, address, width):
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 768})
    open_lesson(page, address, f"notebooks/{FIRST}")
    assert page.locator("#jp-left-stack, #jp-right-stack").locator("visible=true").count() == 0
    assert page.locator("dialog, .Toastify__toast").count() == 0
    assert page.locator(".jp-NotebookPanel").bounding_box()["width"] > width - 80  # but for the two bars of icons


def test_a_reload_keeps_the_document(start, context):
    start.reload()
    await_kernel(start)
    assert f"/doc/tree/notebooks/{START}" in start.url
    assert start.locator(".jp-NotebookPanel").count() == 1
    assert not context.complaints


def test_a_link_opens_a_lesson_in_a_tab_of_its_own_with_a_kernel_of_its_own(start, context):
    lesson = follow(start, SECOND)
    await_kernel(lesson)
    assert lesson.url.endswith(f"/tree/notebooks/{SECOND}")
    assert re.search("/doc/", lesson.url)
    assert [page.locator(".jp-NotebookPanel").count() for page in (start, lesson)] == [1, 1]
    lesson.reload()
    await_kernel(lesson)
    assert lesson.locator("h1", has_text="Loss and error surface").count() == 1
    assert not context.complaints


def test_a_document_that_is_open_is_not_opened_again(start, context):
    second = follow(start, SECOND)
    await_kernel(second)
    first = follow(second, FIRST)
    await_kernel(first)
    for page, to in ((start, SECOND), (start, FIRST), (second, FIRST)):
        link(page, to).click()
    end = link(first, START)
    scroll_to(first, end)
    end.click()
    start.wait_for_timeout(1000)
    assert context.pages == [start, second, first]
    assert [page.evaluate("window.name") for page in context.pages] == [
        f"notebooks/{it}" for it in (START, SECOND, FIRST)
    ]


def test_the_glossary_is_shown_as_a_page_and_leads_to_the_lessons(start, context):
    glossary = follow(start, "GLOSSARY.md")
    glossary.locator(".jp-MarkdownViewer h1", has_text="Glossary").wait_for()
    lesson = follow(glossary, SECOND)
    await_kernel(lesson)
    assert not context.complaints


def test_in_the_whole_of_jupyterlab_a_link_opens_a_lesson_beside_as_ever(context, address):
    page = context.new_page()
    page.goto(f"{address}/lab/tree/notebooks/{START}?token={TOKEN}&reset")
    await_kernel(page)
    link(page, SECOND).click()
    page.locator(".lm-TabBar-tab.jp-mod-current", has_text="02_loss").first.wait_for()
    assert len(context.pages) == 1
