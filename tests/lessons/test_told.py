"""What tells a truth early is found, in lessons that are made up here; the real ones are asked in `test_lessons`."""

import pytest
from told import Told, early, numbers, prose, shown_by, unsaid

from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.practice.asked import Bet, Choice, Nearest, Number, Point
from mlcourse.practice.question import predict
from mlcourse.practice.steps import Step
from mlcourse.verdict import Verdict

WHY = "From 0.329k to 0.286k, by 13 %."
NEAREST = Nearest("loss.made_up", "How far is it off?", [0.8, 1.7], truth=1.675)
NUMBER = Number("loss.made_up", "How many came?", truth=3.81, within=0.5)
POINT = Point("loss.made_up", "Where?", truth={"w": 0.865, "b": 1.228}, within={"w": 0.1, "b": 1})
SHAPE = Choice("loss.made_up", "Rows and columns?", {"2x3": "2 × 3", "3x2": "3 × 2"}, truth="2x3")
BET = Bet("loss.made_up", "By how many per cent?", [-10, 0], truth=-13.0, why=WHY, found=Verdict(3, 4), unit=" %")
ROUND = Nearest("loss.made_up", "How many updates?", [10, 1000], truth=1000)
LONG = Nearest("loss.made_up", "How many parameters?", [356, 26001], truth=26001)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        *((NEAREST, each) for each in ("It is off by 1.68k.", "Some 1.7 thousand.", "L = 1.675k", "| 1.68 |")),
        *((NUMBER, each) for each in ("3.81k came.", "0.49k below 3.8k.")),
        *((POINT, each) for each in ("$w = 0.86$ and $b = 1.23$", "(0.86, 1.2)", "b = 1.2, and w = 0.865")),
        (SHAPE, "W is 2 × 3 here."),
        *((BET, each) for each in ("It falls by 13 %.", "−13.0 %", "13 per cent less", "0.286k; the other has 0.329k")),
        *((LONG, each) for each in ("26 001 slopes", "26,001 of them", "26001 numbers")),
    ],
)
def test_a_number_that_is_told_above_its_question_is_found(asked, text):
    assert [id for id, *_ in early([Told("01 a", text), asked])] == ["loss.made_up"]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        *((NEAREST, each) for each in ("1.71k", "1.6k", "2k", "117 days", "11.7k", "1.68 %")),
        *((NUMBER, each) for each in ("4k", "3.9k", "a week of 7 days, 30 and 8.1")),
        *((POINT, each) for each in ("w = 0.86 alone", "(0.85, 1.2)", "(1, 1)")),
        (SHAPE, "3 × 2, 2 + 3"),
        *((BET, each) for each in ("13 days", "by 1.3 %", "0.286k alone")),
        *((ROUND, each) for each in ("after 1000 updates", "1 000", "1.0")),
        (LONG, "26 of 001"),
    ],
)
def test_another_number_is_none(asked, text):
    assert list(early([Told("01 a", text), asked])) == []


def test_what_is_told_below_a_question_is_no_harm_and_its_own_words_are_one():
    assert list(early([NEAREST, Told("01 a", "1.68k")])) == []
    told = Nearest("loss.made_up", "It is off by 1.68k. By how much?", [0.8, 1.7], truth=1.675)
    assert [where for _, where, _ in early([told])] == ["its own words"]


def picture(says="Nothing.", title="", step="Move it."):
    def draw(w):
        return Scene(Panel(x=Axis("w", (0, 1)), y=Axis("L", (0, 1)), title=title), says=says)

    return Explorer(draw, w=(0.0, 1.0)).with_steps(
        [Step("loss.a_step", step, lambda at: at.w > 0.9, "1.68k", {"w": 1.0})]
    )


def met(*shown):
    """What is met in a lesson that shows these, one a cell."""
    return [Told("01 a", each) if isinstance(each, str) else each for one in shown for each in shown_by(one)]


@pytest.mark.parametrize("where", ["says", "title", "step"])
def test_a_picture_tells_by_its_caption_its_titles_and_its_steps_and_not_by_what_a_step_says_when_it_is_done(where):
    assert [id for id, *_ in early(met(picture(**{where: "It is 1.68k."}), predict(NEAREST)))] == ["loss.made_up"]
    assert list(early(met(picture(), predict(NEAREST)))) == []


def test_the_picture_that_waits_for_an_answer_tells_what_is_asked_below_it_and_not_what_it_waits_for():
    assert list(early(met(predict(NEAREST, then=picture("It is 1.68k."))))) == []
    waits = predict(SHAPE, then=picture("It is 1.68k."))
    assert [id for id, *_ in early(met(waits, predict(NEAREST)))] == ["loss.made_up"]


def test_a_verdict_tells_what_is_asked_below_it():
    first = Choice("loss.first", "Which?", {"a": "this", "b": "that"}, truth="a", why="It is 1.68k.")
    assert [id for id, *_ in early(met(predict(first), predict(NEAREST)))] == ["loss.made_up"]


def test_the_number_of_a_section_is_none():
    assert numbers(prose("## 1.7 A section\nGo back to 1.7, and to 2.5's picture.")) == []
    assert [each.text for each in numbers(prose("off by 1.7k, 1.7 %, 11.75"))] == ["1.7", "1.7", "11.75"]
    assert [each.text for each in numbers(prose("```python\nw = 1.7\n```"))] == ["1.7"]


TERMS = ["gradient descent", "gradient", "seed", "batches", "loss"]
SAYS = Told(
    "01 b",
    "That is the **gradient** (梯度), and *gradient descent*; $\\eta$, *eta*, two *batches* and a *seed*.",
    "text",
)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        *(("gradient", each) for each in ("The gradient is 3.", "Gradients", "a **bold** word, and a gradient")),
        *(("batches", each) for each in ("one batch", "Batches of 10")),
        *(("seed", each) for each in ("10 of 10 seeds", "with seed 3")),
        *(("η", each) for each in ("Make η larger.", "$w - \\eta g$")),
    ],
)
def test_a_word_that_is_used_before_it_is_said_is_found(word, text):
    assert [(each, where) for each, where, _ in unsaid([Told("01 a", text), SAYS], TERMS)] == [(word, "01 a")]
    assert list(unsaid([SAYS, Told("01 c", text)], TERMS)) == []


@pytest.mark.parametrize("kind", ["code", "ahead"])
def test_what_is_announced_and_what_is_code_may_use_any_word(kind):
    assert list(unsaid([Told("01 a", "gradient", kind), SAYS], TERMS)) == []


@pytest.mark.parametrize(
    "text", ["## A gradient", "on to [the gradient](02.ipynb)", "Gradually", "a beta, $\\beta$", "a glossary"]
)
def test_a_heading_a_link_and_part_of_a_word_use_none(text):
    assert list(unsaid([Told("01 a", text, "text"), SAYS], TERMS)) == []
