"""Lessons as single documents in a real browser: each alone, in a tab of its own, and the ways between them."""

import json
import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
from lab import TOKEN, await_kernel, browser, jupyterlab, need_browser, open_lesson, run_all, scroll_to
from nbformat import sign

ROOT = Path(__file__).parents[2]
START, FIRST, SECOND = "00_start_here.ipynb", "01_function.ipynb", "02_loss_and_error_surface.ipynb"


def test_the_extension_that_is_installed_is_the_one_that_is_written_here():
    """Where it is not, `uv sync --reinstall-package mlcourse` installs it."""
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "mlcourse"
    written = ROOT / "mlcourse" / "jupyter"
    for script in ("documents.js", "left.js"):
        assert (installed / "static" / script).read_text("utf-8") == (written / script).read_text("utf-8")
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


AGAIN = "Go on by running this cell."


@pytest.fixture
def opened_again(context, address, tmp_path_factory):
    """Return a function that stores cells as a notebook, and one that opens it with no kernel of before."""
    root = next(path for path in tmp_path_factory.getbasetemp().iterdir() if path.name.startswith("documents"))

    def store(*sources, **left):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook.metadata.mlcourse = {"again": AGAIN, **left}
        nbformat.write(notebook, root / "again.ipynb")
        return root / "again.ipynb"

    def opened():
        page = context.new_page()
        for session in page.request.get(f"{address}/api/sessions?token={TOKEN}").json():
            page.request.delete(f"{address}/api/sessions/{session['id']}?token={TOKEN}")
        open_lesson(page, address, "again.ipynb")
        return page

    return store, opened


def save(page):
    with page.expect_response(lambda reply: reply.request.method == "PUT" and "again.ipynb" in reply.url):
        page.keyboard.press("Control+s")


def seen(left):
    return [line for line in left.inner_text().splitlines() if line]


MOVED = """
from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.marks import Handle
from mlcourse.pictures.scene import Axis, Panel, Scene
def draw(w):
    handle = Handle(w, 0.5, right={"w": 1.0}, label="w")
    return Scene(Panel(handle, x=Axis("w", (0, 9)), y=Axis("", (0, 1))), says=f"w is {w}")
Explorer(draw, w=(0.0, 9.0, 1.0))
"""
ASKED = """
from mlcourse.practice import predict
from mlcourse.practice.asked import Choice
predict(Choice("test.id", "Which way?", {"up": "upwards", "down": "downwards"}, "up"))
"""


def test_a_lesson_opened_again_shows_each_widget_as_it_was_left_until_its_cell_runs(opened_again):
    store, opened = opened_again
    path = store(MOVED, ASKED)
    page = opened()
    run_all(page)
    page.locator(".mlcourse-handle").focus()
    page.keyboard.press("ArrowRight")
    page.locator("figcaption", has_text="w is 1.01").wait_for()
    save(page)
    page.close()
    left = json.loads(path.read_text("utf-8"))["metadata"]["mlcourse"]["left"]
    assert sorted(len(pieces) for pieces in left.values()) == [3, 3]

    page = opened()
    page.locator(".mlcourse-left").nth(1).wait_for()
    assert page.locator(".jp-OutputArea-output", has_text="Error").count() == 0
    moved, asked = (page.locator(".mlcourse-left").nth(i) for i in (0, 1))
    assert seen(moved) == [f"▸ {AGAIN}", "w 1.01", "w is 1.01"]
    assert seen(asked) == [f"▸ {AGAIN}", "Which way?", "upwards", "downwards"]
    assert moved.locator("img").evaluate("image => image.complete && image.naturalWidth > 300")
    save(page)  # what is shown so is kept once more
    assert json.loads(path.read_text("utf-8"))["metadata"]["mlcourse"]["left"] == left
    run_all(page)
    page.locator("figcaption", has_text="w is 1").wait_for()
    assert page.locator(".mlcourse-left").count() == 0


def test_what_was_moved_is_kept_when_the_reader_turns_to_another_page(opened_again):
    store, opened = opened_again
    path = store(MOVED)
    page = opened()
    run_all(page)
    save(page)
    page.locator(".mlcourse-handle").focus()
    page.keyboard.press("ArrowRight")
    page.locator("figcaption", has_text="w is 1.01").wait_for()
    with page.expect_response(lambda reply: reply.request.method == "PUT" and "again.ipynb" in reply.url):
        page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ((*_, caption),) = json.loads(path.read_text("utf-8"))["metadata"]["mlcourse"]["left"].values()
    assert caption["words"] == "w is 1.01"


def test_nothing_that_a_notebook_says_of_how_it_was_left_runs(opened_again):
    store, opened = opened_again
    path = store("0")
    notebook = nbformat.read(path, 4)
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "abc", "version_major": 2, "version_minor": 0}}
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data=view)]
    markup = "<img src=x onerror='window.ran = true'>"
    images = [{"image": src, "width": 9, "height": 9} for src in ("javascript:window.ran=1", "http://127.0.0.1:9/x")]
    notebook.metadata.mlcourse.left = {"abc": [{"words": markup, "control": False}, *images]}
    nbformat.write(notebook, path)
    sign.NotebookNotary().sign(notebook)  # of one that is not trusted, JupyterLab shows no widget
    page = opened()
    page.locator(".mlcourse-left").wait_for()
    assert markup in page.locator(".mlcourse-left").inner_text()
    assert page.locator(".mlcourse-left img[src]").count() == 0
    assert page.evaluate("window.ran") is None


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
