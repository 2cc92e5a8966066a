"""What there is to try in a picture."""

from types import SimpleNamespace

import numpy as np
import pytest

from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.scene import Scene
from mlcourse.practice import progress
from mlcourse.practice.steps import Step
from mlcourse.words import template

HIGH = Step(
    "test.high", "Make w high.", lambda at: at.w > 0.5, template("w = {w:.1f} gives [{doubled:.1f}|error]."), {"w": 1.0}
)
LOW = Step("test.low", "Make w low.", lambda at: at.w < -0.5, template("w = {w:.1f} is low."), {"w": -1.0})


def explorer(*steps):
    def draw(w):
        return Scene(says=f"w={w}", facts={"doubled": 2 * w})

    return Explorer(draw, w=(-1, 1.0)).with_steps(steps)


def asks(explorer, **held):
    """Ask for a picture as a page does, and return what the steps say to it."""
    return explorer._draw(**held).answers


def offered(explorer):
    return explorer.stage.get_state("steps")["steps"]


def test_a_step_says_what_was_seen_where_it_is_done_and_nothing_elsewhere():
    assert HIGH.answer(SimpleNamespace(w=0.5, doubled=1)) is None
    assert HIGH.answer(SimpleNamespace(w=0.6, doubled=1.2)) == "w = 0.6 gives [1.2|error]."


def test_a_step_that_is_done_by_chance_counts_whichever_is_looked_at():
    tried = explorer(HIGH, LOW)
    assert asks(tried, w=0) == {}
    assert asks(tried, w=-1) == {"1": [("w = −1.0 is low.", None)]}
    assert [step["done"] for step in offered(tried)] == [False, True]
    assert set(progress.known("step")) == {"test.low"}


def test_what_a_step_said_is_there_for_a_page_that_opens_later():
    tried = explorer(HIGH)
    asks(tried, w=1)
    asks(tried, w=0)
    (step,) = offered(tried)
    assert step["answer"] == [("w = 1.0 gives ", None), ("2.0", "error"), (".", None)]


def test_what_a_step_said_on_an_earlier_day_can_be_read_again():
    asks(explorer(HIGH), w=1)
    (step,) = offered(explorer(HIGH))
    assert step["done"]
    assert step["answer"] == [("w = 1.0 gives ", None), ("2.0", "error"), (".", None)]


def test_a_day_that_a_step_named_is_a_day_again():
    day = Step("test.day", "Go.", lambda at: at.w > 0, template("{when[0]:full} says {said}."), {"w": 1.0})

    def draw(w):
        return Scene(says="", facts={"when": [np.datetime64("2021-12-24")], "said": "hello"})

    Explorer(draw, w=(-1, 1.0)).with_steps([day])._draw(w=1)
    (step,) = offered(Explorer(draw, w=(-1, 1.0)).with_steps([day]))
    assert step["answer"] == [("Friday 24 December 2021 says hello.", None)]


@pytest.mark.parametrize("kept", [{}, {"seen": {"other": 1}}, {"seen": {"w": "?", "doubled": 2}}])
def test_a_step_that_another_course_kept_is_done_and_says_nothing(kept):
    progress.keep("step", "test.high", **kept)
    (step,) = offered(explorer(HIGH))
    assert (step["done"], step["answer"]) == (True, None)


def test_numbers_that_no_file_can_hold_are_not_kept_and_the_step_is():
    HIGH.keep(SimpleNamespace(w=np.inf, doubled=1))
    assert "seen" not in progress.known("step")["test.high"]


def test_a_page_is_told_where_a_step_shows_what_it_is_about():
    assert [step["show"] for step in offered(explorer(HIGH, LOW))] == [{"w": 1.0}, {"w": -1.0}]


def test_a_step_that_shows_a_value_beyond_its_control_is_refused():
    with pytest.raises(ValueError, match=r"w goes from .* to 1\.0, so it cannot be 2"):
        explorer(Step("test.far", "Go far.", lambda at: True, "Far.", {"w": 2}))
