"""The buttons of a slider that plays, in a browser whose clock the tests move."""

import pytest
from lab import browser, files, need_browser

from mlcourse.interact import controls

FOLDER = controls.Path(controls.__file__).parent
SHOWN = """async ([high, stride]) => {
  const play = await import("/play.js");
  const held = { min: 0, max: high, stride, value: 0, description: "update" };
  window.slider = { get: (name) => held[name], set: (name, value) => (held[name] = value), save_changes() {} };
  const words = { reset: "reset", back: "back", play: "play", pause: "pause", step: "step", speed: "speed" };
  const own = { moves: "it", words }, manager = { get_model: async () => window.slider };
  document.body.replaceChildren();
  await play.default.render({ model: { get: (name) => own[name], widget_manager: manager }, el: document.body });
}"""


@pytest.fixture(scope="module")
def page():
    need_browser()
    with browser() as chromium, files(FOLDER) as address:
        page = chromium.new_page()
        page.goto(f"{address}/play.js")
        page.clock.install()
        yield page


PRESSED = """async (names) => {
  const dice = await import("/dice.js"), held = { value: 0, throws: "", rewinds: "", ...names }, moved = {};
  const ends = { min: 0, max: 9, step: 1 }, save_changes = () => {};
  const other = (id) => ({ get: (name) => ends[name], set: (_, value) => (moved[id] = value), save_changes });
  const model = { get: (name) => held[name], set: (name, value) => (held[name] = value), save_changes() {},
    widget_manager: { get_model: async (id) => other(id) } };
  document.body.replaceChildren();
  dice.default.render({ model, el: document.body });
  await document.querySelector("button").onclick();
  return [held.value, moved];
}"""


def test_a_press_counts_whatever_else_the_button_moves(page):
    assert page.evaluate(PRESSED, {}) == [1, {}]
    assert page.evaluate(PRESSED, {"rewinds": "update"}) == [1, {"update": 0}]
    count, moved = page.evaluate(PRESSED, {"throws": "start", "rewinds": "update"})
    assert (count, moved["update"]) == (1, 0)
    assert moved["start"] in range(10)


def played(page, high, stride=1, faster=0):
    """Open the buttons over a way from 0 to ``high``, press *speed* so often, play for a second; return where it is."""
    page.evaluate(SHOWN, [high, stride])
    for _ in range(faster):
        page.get_by_role("button", name="speed").click()
    page.get_by_role("button", name="play").click()
    page.clock.run_for(1000)
    return page.evaluate("slider.get('value')")


def test_a_long_way_can_be_played_two_and_four_times_as_fast(page):
    once, twice, four, again = (played(page, 200, faster=times) for times in range(4))
    assert once == pytest.approx(1000 / 120, abs=1)
    assert (twice, four, again) == pytest.approx((2 * once, 4 * once, once), abs=2)


def test_playing_by_strides_is_as_fast_in_strides(page):
    assert played(page, 1000, stride=5, faster=1) == pytest.approx(5 * played(page, 200, faster=1), abs=5)


def test_the_speed_stands_on_its_button_for_those_who_see_it_and_those_who_hear_it(page):
    page.evaluate(SHOWN, [200, 1])
    speed = page.get_by_role("button", name="speed")
    assert (speed.inner_text(), speed.get_attribute("aria-label")) == ("1×", "speed 1×")
    speed.click()
    assert (speed.inner_text(), speed.get_attribute("aria-label")) == ("2×", "speed 2×")


def test_a_way_of_ten_seconds_has_no_speed(page):
    page.evaluate(SHOWN, [20, 1])
    assert page.get_by_role("button").count() == 4
