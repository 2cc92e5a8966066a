"""Lesson 1 in a real JupyterLab in a real browser, as a reader meets it."""

import re
import shutil
from pathlib import Path

import pytest
from lab import await_kernel, browser, jupyterlab, need_browser, open_lesson, run_all, scroll_to

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    need_browser()
    root = tmp_path_factory.mktemp("lessons")
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(notebook, root)
    with jupyterlab(root) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def page(address, chromium):
    """Lesson 1 with all its cells run, the line explorer in view."""
    page = chromium.new_page(viewport={"width": 1300, "height": 1000})
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    open_lesson(page, address, "01_function.ipynb")
    run_all(page)
    line = page.locator(".jp-OutputArea-child", has_text="How many thousand times on")
    scroll_to(page, line)
    answered = line.get_by_role("button", name="ask me again", exact=True)
    line.locator("input").or_(answered).first.wait_for()
    if answered.count():  # in another test
        answered.click()
    line.locator("input").fill("3,5")
    line.locator("input").press("Enter")
    page.line = line
    line.locator(".mlcourse-handle").nth(1).wait_for()
    line.locator(".mlcourse-stage").scroll_into_view_if_needed()
    yield page
    page.close()


def readout(page, control):
    """What the slider shows as its value; the first is w, the second b."""
    return float(page.line.locator(".widget-readout").nth(["w", "b"].index(control)).inner_text().replace("−", "-"))


def caption(page):
    return page.line.locator(".mlcourse-says").text_content()


def told(page, control):
    """What the caption says the picture was drawn with."""
    return float(re.search(rf"{control} = (−?-?[\d.]+)", caption(page))[1].replace("−", "-"))


def inked(page):
    """A fingerprint of what is drawn on the two panels."""
    return page.line.locator("canvas").evaluate_all("all => all.map(each => each.toDataURL()).join()")


def settled(page, control):
    """Wait until the picture was drawn with what the slider shows."""
    page.wait_for_function(
        """([says, readout, name]) => {
            const told = says.textContent.match(new RegExp(name + " = ([-−\\\\d.]+)"))[1].replace("−", "-");
            return Math.abs(Number(told) - Number(readout.textContent.replace("−", "-"))) < 0.006;
        }""",
        arg=[
            page.line.locator(".mlcourse-says").element_handle(),
            page.line.locator(".widget-readout").nth(["w", "b"].index(control)).element_handle(),
            control,
        ],
    )


def drag(page, locator, right, down, steps=30):
    locator.hover()  # once it stands still
    box = locator.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + right * step / steps, y + down * step / steps)
    page.mouse.up()


def test_dragging_a_slider_redraws_picture_and_caption_with_its_last_value(page):
    before, picture = readout(page, "w"), inked(page)
    drag(page, page.line.locator(".noUi-handle").first, right=90, down=0)
    settled(page, "w")
    assert readout(page, "w") > before + 0.1
    assert inked(page) != picture


def test_arrow_keys_move_a_slider_and_the_picture(page):
    before = readout(page, "b")
    for _ in range(3):
        page.line.locator(".noUi-handle").nth(1).press("ArrowRight")
    settled(page, "b")
    assert readout(page, "b") == pytest.approx(before + 0.3)


def test_dragging_the_handle_on_the_picture_moves_its_slider(page):
    before, picture = readout(page, "w"), inked(page)
    drag(page, page.line.locator(".mlcourse-handle").nth(1), right=0, down=40)
    settled(page, "w")
    assert readout(page, "w") < before - 0.05
    assert inked(page) != picture


def test_the_handle_stays_under_the_hand(page):
    handle = page.line.locator(".mlcourse-handle").nth(0)
    before = handle.bounding_box()
    drag(page, handle, right=0, down=-30)
    settled(page, "b")
    assert handle.bounding_box()["y"] == pytest.approx(before["y"] - 30, abs=3)
    assert handle.bounding_box()["x"] == pytest.approx(before["x"], abs=1)


@pytest.mark.parametrize("zoom", [0.5, 2])
def test_the_handle_stays_under_the_hand_on_a_page_that_is_zoomed(page, zoom):
    page.evaluate("zoom => (document.body.style.zoom = zoom)", zoom)
    handle = page.line.locator(".mlcourse-handle").nth(0)
    handle.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    before = handle.bounding_box()
    drag(page, handle, right=0, down=20)
    settled(page, "b")
    after, pixels = handle.bounding_box(), page.line.locator("canvas").first.evaluate("canvas => canvas.width")
    wide = page.line.locator("canvas").first.bounding_box()["width"]
    page.evaluate("document.body.style.zoom = 1")
    page.line.locator(".mlcourse-stage").scroll_into_view_if_needed()
    assert after["y"] == pytest.approx(before["y"] + 20, abs=3)
    assert pixels == pytest.approx(wide, abs=1)


@pytest.mark.parametrize("kind", [".noUi-handle", ".mlcourse-handle"])
def test_what_is_focused_is_seen_where_the_system_sets_all_colours(page, kind):
    page.emulate_media(forced_colors="active")
    handle = page.line.locator(kind).first
    page.line.locator(".noUi-handle").nth(1).press("Shift")  # by keys, and another one
    page.wait_for_timeout(500)
    box = handle.bounding_box()
    around = {"x": box["x"] - 10, "y": box["y"] - 10, "width": box["width"] + 20, "height": box["height"] + 20}
    before = page.screenshot(clip=around)
    handle.focus()
    page.wait_for_timeout(500)
    after = page.screenshot(clip=around)
    page.emulate_media(forced_colors="none")
    assert before != after


def test_arrow_keys_move_a_handle(page):
    before = readout(page, "w")
    page.line.locator(".mlcourse-handle").nth(1).press("ArrowUp")
    settled(page, "w")
    assert readout(page, "w") == pytest.approx(before + 0.01)


def test_the_reader_s_own_function_has_its_own_sliders(page):
    bend = page.locator(".widget-label", has_text=re.compile("^bend$"))
    scroll_to(page, bend)
    own = page.locator(".jp-OutputArea-child", has=bend)
    own.locator(".mlcourse-says span").first.wait_for()
    said = own.locator(".mlcourse-says").text_content()
    own.locator(".noUi-handle").nth(2).press("ArrowLeft")
    own.locator(".mlcourse-says", has_text=re.compile(f"^(?!{re.escape(said)})")).wait_for()
    assert "bend = 0.02" in said


def test_a_page_loaded_again_shows_the_picture_as_it_was(page, address):
    scroll_to(page, page.line)
    said = caption(page)
    page.keyboard.press("Control+s")
    page.locator(".jp-mod-dirty").first.wait_for(state="detached")
    page.reload()
    await_kernel(page)
    scroll_to(page, page.line.locator(".mlcourse-says span"))
    page.line.get_by_role("slider", name="w", exact=True).wait_for()
    assert caption(page) == said
    drag(page, page.line.locator(".noUi-handle").first, right=-40, down=0)
    settled(page, "w")
    assert caption(page) != said


def test_a_number_typed_beyond_a_slider_s_end_is_told_so(page):
    scroll_to(page, page.line.locator(".mlcourse-says span"))
    box = page.line.locator(".widget-readout").first
    box.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("-5")
    page.keyboard.press("Enter")
    note = page.line.locator(".mlcourse-note")
    note.get_by_text("w goes from −0.75 to 1.25.").wait_for()
    assert readout(page, "w") == -0.75
    page.line.locator(".noUi-handle").first.press("ArrowRight")
    page.wait_for_function("note => !note.textContent", arg=note.element_handle())


def test_a_question_answered_and_asked_again_leaves_nothing_that_a_reload_waits_for(page):
    scroll_to(page, page.line)
    page.line.locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]").locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.line.get_by_role("button", name="ask me again", exact=True).click()
    page.line.locator("input").fill("3.5")
    page.line.get_by_role("button", name="commit", exact=True).click()
    page.line.locator(".mlcourse-says span").first.wait_for()
    page.keyboard.press("Control+s")
    page.locator(".jp-mod-dirty").first.wait_for(state="detached")
    page.reload()
    await_kernel(page)
    scroll_to(page, page.line.locator(".mlcourse-says span"))
    assert caption(page).startswith("With w")


def test_when_the_kernel_restarts_the_picture_says_so(page):
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Restart Kernel…$")).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.line.locator(".mlcourse-note", has_text="Run the cells again").wait_for(state="attached")


def test_nothing_is_asked_of_any_other_machine(page):
    assert [url for url in page.asked if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", url)] == []


def test_the_console_has_no_errors(page):
    assert page.complaints == []
