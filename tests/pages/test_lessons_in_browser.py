"""Every lesson in a real browser: whatever explorers stand in it follow each of their controls."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import browser, jupyterlab, need_browser, open_lesson, run_all, scroll_to
from playwright.sync_api import TimeoutError

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("[0-9][1-9]_*.ipynb"))
DRAWN = """stage => stage.querySelector(".mlcourse-says").textContent
    + [...stage.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()).join()"""
TIMELINE = """node => {
    const axis = node._fullLayout.xaxis, days = node._fullData[0].x;
    const at = (times) => times.map((time) => axis.r2l(time) / 864e5);
    const place = at(days), [from, to] = at(axis.range);
    const shown = days.filter((_, k) => from <= place[k] && place[k] <= to);
    const ends = [place[0], place.at(-1)], strip = at(axis.rangeslider.range);
    return { days, shown, beside: to - ends[1], ends, strip };
}"""
ANSWERED = """() => [...document.querySelectorAll(".mlcourse-controls")].every((row) =>
    row.parentElement.firstElementChild === row || row.textContent.includes("ask me again"))"""
# Each explorer: the first words of its caption, its height, how many controls are in view, and how wide it is.
HEIGHTS = """() => [...document.querySelectorAll(".mlcourse-stage")].map((stage) => {
    const explorer = stage.closest(".widget-vbox"), row = explorer.querySelector(":scope > .mlcourse-controls");
    const seen = [...(row?.children ?? [])].filter((each) => each.offsetWidth && !each.querySelector(".mlcourse-more"));
    const words = stage.querySelector(".mlcourse-says").textContent.slice(0, 60);
    return { words, height: explorer.offsetHeight, controls: seen.length, width: stage.offsetWidth };
})"""
# Each panel that cannot be seen together with the controls of its explorer, wherever the page is scrolled to.
APART = """() => {
    const scroller = document.querySelector(".jp-WindowedPanel-outer"), view = scroller.getBoundingClientRect();
    return [...document.querySelectorAll(".mlcourse-panel")].flatMap((panel) => {
        const row = panel.closest(".widget-vbox")?.querySelector(":scope > .mlcourse-controls");
        if (!row?.offsetHeight || !panel.offsetHeight) return [];
        scroller.scrollTop += panel.getBoundingClientRect().bottom - view.bottom;
        const controls = row.getBoundingClientRect(), seen = panel.getBoundingClientRect();
        const apart = controls.top < view.top - 1 || controls.bottom > seen.top + 1;
        const words = panel.closest(".mlcourse-stage").querySelector(".mlcourse-says").textContent.slice(0, 60);
        return apart ? [[words, controls.top, controls.bottom, seen.top]] : [];
    });
}"""
UNFOLD = "document.querySelectorAll('.mlcourse-controls').forEach((row) => row.classList.add('mlcourse-open'))"
ROOM, CONTROLS_SEEN = 520, 5  # pixels of a window 768 high, with JupyterLab around; and controls that one can look over
UPDATE = "((says) => Number(says.textContent.match(/Update (\\d+)/)[1]))"
# What the course makes: what its cells show, and its prose. All around it is JupyterLab's own.
OURS = {"include": [[".jp-OutputArea-output"], [".jp-MarkdownOutput"]]}
WIDTHS = (1300, 800, 650, 420, 390, 360, 320)
CONTROLS = ".noUi-handle, .widget-toggle-buttons button:not(.mod-active), .mlcourse-controls input[type=checkbox]"


@pytest.fixture(scope="module")
def chromium():
    need_browser()
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    need_browser()
    root = tmp_path_factory.mktemp("lessons")
    for name in LESSONS:
        shutil.copy(NOTEBOOKS / name, root)
    with jupyterlab(root) as address:
        yield address


@pytest.fixture(scope="module", params=LESSONS)
def page(request, address, chromium):
    """A lesson with all its cells run and all its questions answered."""
    page = chromium.new_page(viewport={"width": 1100, "height": 1000})  # in which an explorer is 932 pixels wide
    page.lesson, page.complaints = request.param, []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    open_lesson(page, address, request.param)
    run_all(page)
    see_all(page)
    for question in page.locator(".mlcourse-controls:has(> button.widget-button)").all():
        question.locator("button").first.click()
    for box in page.locator(".mlcourse-controls input[inputmode=decimal]").all():
        box.fill("1")
        box.press("Enter")
    page.wait_for_function(ANSWERED, timeout=60_000)
    see_all(page)
    page.heights = page.evaluate(HEIGHTS)
    page.evaluate(UNFOLD)
    yield page
    page.close()


def see_all(page):
    """Scroll from top to bottom: JupyterLab makes cells only when they come near the view."""
    panel = page.locator(".jp-WindowedPanel-outer")
    panel.evaluate("node => (node.scrollTop = 0)")
    for _ in range(200):
        page.wait_for_timeout(50)
        if panel.evaluate("node => { const at = node.scrollTop; node.scrollTop += 700; return node.scrollTop === at }"):
            return
    raise AssertionError("this notebook has no end")


def changes(page, stage, act):
    """Act, and wait until the stage shows something else."""
    before, said = stage.evaluate(DRAWN), stage.locator(".mlcourse-says").inner_text()
    act()
    assert differs(page, stage, before), f"this picture stood still: {said}"


def differs(page, stage, before, timeout=30_000):
    """Wait until the stage shows something else than before; False if it does not."""
    arg = [stage.element_handle(), before]
    try:
        page.wait_for_function(f"([stage, before]) => ({DRAWN})(stage) !== before", arg=arg, timeout=timeout)
    except TimeoutError:
        return False
    return True


def test_every_explorer_follows_each_of_its_controls(page):
    stages = page.locator(".mlcourse-stage")
    assert stages.count() > 0
    for k in range(stages.count()):
        stage = stages.nth(k)
        stage.scroll_into_view_if_needed()
        stage.locator("canvas").first.wait_for()
        page.wait_for_timeout(300)
        explorer = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")
        for control in explorer.locator(CONTROLS).all():
            if control.get_attribute("role") != "slider":
                changes(page, stage, control.click)
                continue
            control.focus()
            at_end = control.get_attribute("aria-valuenow") == control.get_attribute("aria-valuemax")
            key = "ArrowLeft" if at_end else "ArrowRight"
            changes(page, stage, lambda key=key: page.keyboard.press(key))


def test_every_handle_is_reached_and_moved_by_keyboard(page):
    for stage in page.locator(".mlcourse-stage").all():
        stage.scroll_into_view_if_needed()
        for handle in stage.locator(".mlcourse-handle").all():
            assert handle.get_attribute("tabindex") == "0"
            handle.focus()
            before = stage.evaluate(DRAWN)
            page.keyboard.press("ArrowRight")
            if not differs(page, stage, before, timeout=2_000):  # at its end; or slow, and then one step back is none
                page.keyboard.press("ArrowLeft")
                page.keyboard.press("ArrowLeft")
                assert differs(page, stage, before)


def test_every_slider_is_heard_by_its_name_and_with_the_value_it_shows(page):
    sliders = page.locator(".mlcourse-controls .widget-slider").all()
    assert sliders
    for slider in sliders:
        name, shown = [slider.locator(part).text_content() for part in (".widget-label", ".widget-readout")]
        handle = slider.get_by_role("slider", name=name, exact=True)
        assert name
        assert handle.get_attribute("aria-valuetext") == shown
        assert slider.get_by_role("textbox", name=name, exact=True).text_content() == shown


def test_of_buttons_to_choose_with_the_pressed_one_is_heard_and_seen_in_any_colours(page):
    page.emulate_media(forced_colors="active")
    for choice in page.locator(".mlcourse-controls .widget-toggle-buttons").all():
        assert choice.get_attribute("role") == "group"
        assert choice.get_attribute("aria-label") == choice.locator(".widget-label").text_content()
        pressed, others = (choice.get_by_role("button", pressed=is_so) for is_so in (True, False))
        assert pressed.text_content() == choice.locator(".mod-active").text_content()
        colours = "nodes => nodes.map((node) => getComputedStyle(node).backgroundColor)"
        assert set(pressed.evaluate_all(colours)).isdisjoint(others.evaluate_all(colours))
    page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_nothing_that_keeps_a_reader_out(page, theme):
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Theme$")).hover()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{theme}$")).click()
    page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")
    found = Axe().run(page, OURS).response["violations"]
    assert [(each["id"], each["impact"], [node["html"] for node in each["nodes"]]) for each in found] == []


# What is wider than its output, or reaches over its right edge. A table of numbers may: its output is scrolled, by keys
# too. Cells that are out of sight are laid out as well.
LAY_OUT_ALL = ".jp-Cell { content-visibility: visible !important; contain: none !important }"
OVER = """() => [...document.querySelectorAll(".jp-OutputArea-output:not(.jp-RenderedHTML)")].flatMap((output) => {
    const edge = output.getBoundingClientRect().right + 0.5, seen = (node) => node.getBoundingClientRect();
    const ours = [...output.querySelectorAll("*:not(.mlcourse-heard, svg *)")];
    const cut = ".mlcourse-says, .mlcourse-controls > *, .mlcourse-controls button, .widget-readout";
    return [
        ...[output, ...output.querySelectorAll(cut)].filter((node) => node.scrollWidth > node.clientWidth),
        ...ours.filter((node) => seen(node).width && seen(node).right > edge && !node.closest(".mlcourse-handle")),
    ];
}).map((node) => `${node.className}: ${node.textContent.slice(0, 60)}`)"""
# Words painted over an edge of their picture, from now on.
WATCH_WORDS = """() => {
    const context = CanvasRenderingContext2D.prototype, fill = context.fillText;
    window.cutWords = [];
    context.fillText = function (text, x, y) {
        const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text);
        const wide = this.canvas.width / this.getTransform().a;
        if (x - left < -1 || x + right > wide + 1) window.cutWords.push(`${text} at ${x} of ${wide}`);
        fill.call(this, text, x, y);
    };
}"""


def test_nothing_runs_over_the_edge_at_any_width(page):
    page.add_style_tag(content=LAY_OUT_ALL)
    page.evaluate(WATCH_WORDS)
    for handle in page.locator(".mlcourse-handle").all():
        handle.press("End")  # where it sticks out of its picture
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        try:
            page.wait_for_function(f"() => !({OVER})().length", timeout=10_000)
        except TimeoutError:
            assert page.evaluate(OVER) == [], f"{width} pixels"
        assert page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollWidth") <= width
        assert page.evaluate("window.cutWords") == [], f"{width} pixels"
    page.set_viewport_size({"width": 1100, "height": 1000})


def test_an_explorer_and_its_step_are_seen_on_one_screen(page):
    assert [each for each in page.heights if each["height"] > ROOM] == []


def test_so_many_controls_are_in_view_as_one_can_look_over(page):
    assert [each for each in page.heights if each["controls"] > CONTROLS_SEEN] == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (800, 900)])
def test_on_a_phone_the_controls_are_seen_with_each_panel_they_change(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(300)
    apart = page.evaluate(APART)
    page.set_viewport_size({"width": 1100, "height": 1000})
    assert apart == []


def test_nothing_complains(page):
    assert not page.complaints


def test_a_press_on_the_surface_moves_line_and_loss_and_the_3_d_view_follows(page):
    if not page.lesson.startswith("02"):
        pytest.skip("the surface stands in lesson 2")
    stage = page.locator(".mlcourse-stage", has_text="best pair").first
    stage.scroll_into_view_if_needed()
    surface = stage.locator("canvas").nth(1).bounding_box()
    for right, down in ((0.3, 0.3), (0.8, 0.6)):
        x, y = surface["x"] + right * surface["width"], surface["y"] + down * surface["height"]
        changes(page, stage, lambda x=x, y=y: page.mouse.click(x, y))
    page.mouse.move(x, y)
    page.mouse.down()
    changes(page, stage, lambda: page.mouse.move(x - 60, y - 40, steps=5))
    page.mouse.up()
    says = stage.locator(".mlcourse-says").element_handle()
    scroll_to(page, page.locator(".js-plotly-plot:has(.gl-container)"))
    page.wait_for_function(
        """(says) => {
            const [w, b] = says.textContent.replaceAll("−", "-").match(/(?<== )-?[\\d.]+/g).map(Number);
            return [...document.querySelectorAll(".js-plotly-plot")].some(({ data: [, dot] }) =>
                dot?.type === "scatter3d" && Math.abs(dot.x[0] - w) < 0.006 && Math.abs(dot.y[0] - b) < 0.06);
        }""",
        arg=says,
    )


def test_a_network_tells_what_is_pointed_at_by_keys_and_mouse_and_a_line_that_is_pressed_is_chosen(page):
    if not page.lesson.startswith("06"):
        pytest.skip("the network that one can touch stands in lesson 6")
    stage = page.locator(".mlcourse-stage", has_text="Open for this day").first
    stage.scroll_into_view_if_needed()
    explorer = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")
    canvas, readout, ring = (stage.locator(part).first for part in ("canvas", ".mlcourse-readout", ".mlcourse-ring"))

    def walk(key, begins):
        canvas.press(key)
        assert readout.inner_text().startswith(begins)
        assert canvas.get_attribute("aria-valuetext") == readout.inner_text()

    canvas.focus()
    walk("ArrowRight", "x₁ = ")
    for _ in range(2):
        canvas.press("ArrowRight")
    walk("ArrowRight", "a₁ is ")
    assert re.search(r"r = −?[\d.]+, a = [\d.]+\nweights .*; b = ", readout.inner_text())
    for _ in range(3):
        canvas.press("ArrowLeft")
    walk("ArrowLeft", "c₄ = ")
    changes(page, stage, lambda: canvas.press("Enter"))
    chosen = explorer.locator(".widget-slider", has_text="line").locator(".noUi-handle")
    last = int(chosen.get_attribute("aria-valuenow").removesuffix(".0"))
    for _ in range(2):
        canvas.press("ArrowLeft")
    walk("ArrowLeft", "c₁ = ")
    box = ring.bounding_box()
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(1, 1)
    page.mouse.move(*at)
    assert readout.inner_text().startswith("c₁ = ")
    changes(page, stage, lambda: page.mouse.click(*at))
    assert int(chosen.get_attribute("aria-valuenow").removesuffix(".0")) == last - 3


def test_every_button_of_a_timeline_shows_days_up_to_the_last(page):
    if not page.lesson.startswith(("01", "03", "06")):
        pytest.skip("the timelines stand in lessons 1, 3 and 6")
    timeline = page.locator(".js-plotly-plot:has(.rangeselector)")
    scroll_to(page, timeline)
    buttons = timeline.locator(".rangeselector .button")
    assert buttons.all_text_contents() == ["2m", "1y", "all"]
    days = timeline.evaluate(TIMELINE)["days"]
    year = days[-1].removesuffix("-12-31")
    for button, first in ((0, f"{year}-11-01"), (1, f"{year}-01-01"), (2, days[0]), (0, f"{year}-11-01")):
        buttons.nth(button).click()
        page.wait_for_function(
            f"([node, first]) => ({TIMELINE})(node).shown[0] === first", arg=[timeline.element_handle(), first]
        )
        seen = timeline.evaluate(TIMELINE)
        assert seen["shown"] == days[days.index(first) :]
        assert 0 <= seen["beside"] < 1
        assert seen["strip"] == pytest.approx(seen["ends"], abs=0.6)


def test_play_walks_on_its_own_and_pauses_steps_back_and_returns_to_its_start(page):
    if not page.lesson.startswith("03"):
        pytest.skip("the first explorer that plays stands in lesson 3")
    stage = page.locator(".mlcourse-stage", has_text="Update").first
    stage.scroll_into_view_if_needed()
    explorer = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")

    def press(name):
        explorer.get_by_role("button", name=name, exact=True).click()

    def update():
        return int(re.search(r"Update (\d+)", stage.locator(".mlcourse-says").inner_text())[1])

    changes(page, stage, lambda: press("roll a start"))
    if update():
        changes(page, stage, lambda: press("reset"))
    began = stage.locator(".mlcourse-says").inner_text()
    says, at = (
        stage.locator(".mlcourse-says").element_handle(),
        explorer.locator(".noUi-handle").nth(3).element_handle(),
    )
    press("play")
    page.wait_for_function(f"(says) => {UPDATE}(says) > 2", arg=says)
    press("pause")
    page.wait_for_function(f"([says, at]) => {UPDATE}(says) === Number(at.ariaValueNow)", arg=[says, at])
    paused = update()
    page.wait_for_timeout(500)
    assert update() == paused
    changes(page, stage, lambda: press("back"))
    assert update() == paused - 1
    changes(page, stage, lambda: press("step"))
    assert update() == paused
    changes(page, stage, lambda: press("reset"))
    assert stage.locator(".mlcourse-says").inner_text() == began


def test_playing_stops_with_the_descent_and_stepping_back_from_beyond_its_end_is_seen_at_once(page):
    if not page.lesson.startswith("03"):
        pytest.skip("the first explorer that plays stands in lesson 3")
    stage = page.locator(".mlcourse-stage", has_text="Update").first
    stage.scroll_into_view_if_needed()
    explorer = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")
    patience, update = explorer.locator(".noUi-handle").nth(2), explorer.locator(".noUi-handle").nth(3)
    says, play = stage.locator(".mlcourse-says"), explorer.get_by_role("button", name="play", exact=True)

    def told(words):
        page.wait_for_function(
            "([says, words]) => says.textContent.includes(words)", arg=[says.element_handle(), words]
        )

    patience.press("Home")
    for _ in range(4):
        patience.press("ArrowRight")
    explorer.get_by_role("button", name="reset", exact=True).click()
    told("Update 0")
    play.click()
    told("patience is over, after 5 updates")
    play.wait_for()
    assert update.get_attribute("aria-valuenow") == "5.0"
    update.press("End")
    explorer.get_by_role("button", name="back", exact=True).click()
    told("Update 4")
    update.press("End")
    play.click()
    explorer.get_by_role("button", name="pause", exact=True).wait_for()
    told("Update 5")


def test_who_wants_less_motion_sees_the_end_at_once(page):
    if not page.lesson.startswith("03"):
        pytest.skip("the first explorer that plays stands in lesson 3")
    stage = page.locator(".mlcourse-stage", has_text="Update").first
    explorer = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")
    page.emulate_media(reduced_motion="reduce")
    explorer.get_by_role("button", name="play", exact=True).click()
    stage.locator(".mlcourse-says", has_text="It has stopped").wait_for()
    page.emulate_media(reduced_motion="no-preference")


def test_corners_are_dragged_added_and_taken_out_by_hand_and_by_keys(page):
    if not page.lesson.startswith("04"):
        pytest.skip("the corners stand in lesson 4")
    stage = page.locator(".mlcourse-stage", has=page.locator("[aria-label^=corner]")).first
    stage.scroll_into_view_if_needed()
    red = stage.locator(".mlcourse-panel").first
    corners, panel = red.locator(".mlcourse-handle"), red.locator("canvas").bounding_box()
    free = panel["x"] + 0.55 * panel["width"], panel["y"] + 0.2 * panel["height"]
    there = corners.count()

    changes(page, stage, lambda: page.mouse.dblclick(*free))
    assert corners.count() == there + 1
    new = stage.locator(".mlcourse-handle:focus")
    box = new.bounding_box()
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx(free, abs=2)
    assert re.match(rf"corner \d of {there + 1}", new.get_attribute("aria-label"))
    assert re.fullmatch(r"x \d+\.\d\d, y \d+\.\d\d", new.get_attribute("aria-valuetext"))
    changes(page, stage, lambda: page.keyboard.press("ArrowUp"))
    changes(page, stage, lambda: page.keyboard.press("+"))
    assert corners.count() == there + 2
    changes(page, stage, lambda: page.keyboard.press("Delete"))
    assert corners.count() == there + 1
    changes(page, stage, lambda: corners.nth(2).dblclick())
    assert corners.count() == there
    corners.first.dblclick()
    stage.locator(".mlcourse-note", has_text="This corner has to stay.").wait_for()
    assert corners.count() == there
    explorer = stage.locator("xpath=ancestor::div[contains(@class, 'widget-vbox')][1]")
    changes(page, stage, explorer.get_by_role("button", name="reset corners").click)
    for k in range(11 - there):
        beside = panel["x"] + (0.3 + 0.08 * k) * panel["width"], panel["y"] + 0.15 * panel["height"]
        page.mouse.dblclick(*beside)
        corners.nth(min(there + k, 9)).wait_for(state="attached")
    stage.locator(".mlcourse-note", has_text="10 corners are the most there can be.").wait_for()
    assert corners.count() == 10
    changes(page, stage, explorer.get_by_role("button", name="reset corners").click)
    assert corners.count() == there


def test_a_handle_on_a_logarithmic_axis_stays_under_the_hand(page):
    if not page.lesson.startswith("06"):
        pytest.skip("the logarithmic axis with a handle stands in lesson 6")
    stage = page.locator(".mlcourse-stage", has_text="By backpropagation").first
    stage.scroll_into_view_if_needed()
    handle = stage.locator(".mlcourse-handle").first

    def place():
        box = handle.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    for key, told in (("End", "±1e+00"), ("Home", "±1e−09")):  # from where there is room to the right
        handle.press(key)
        stage.locator(".mlcourse-says", has_text=told).wait_for()
    x, y = place()
    page.mouse.move(x, y)
    page.mouse.down()
    changes(page, stage, lambda: page.mouse.move(x + 90, y, steps=9))
    page.mouse.up()
    page.wait_for_timeout(500)
    assert place()[0] == pytest.approx(x + 90, abs=4)  # its slider goes by tenths of a power of ten
