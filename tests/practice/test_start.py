"""The start page: it knows all that the lessons ask, and what became of it."""

import ast
import json
import re
import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from mlcourse.lessons.loss import bets, questions, tasks
from mlcourse.practice import progress, standings, start
from mlcourse.practice.check import check
from mlcourse.practice.question import bet, predict
from notebooks import LESSONS, NOTEBOOKS, START, cells


def rows(table):
    return [[text.strip() for text in row] for row in table.rows]


def asked(number):
    return start.lessons(NOTEBOOKS)[number - 1].asks


def calls(lesson):
    """What a lesson's code asks, by Python's own reading of it: ``{(kind, id)}``."""
    tree = ast.parse("\n".join(cells(lesson, "code")))
    (room,) = {
        each.module
        for each in tree.body
        if getattr(each, "module", "").startswith("mlcourse.lessons.") and each.names[-1].name == "tasks"
    }
    parts = [part for part in ("questions", "bets", "tasks") if find_spec(f"{room}.{part}")]
    known = {part: import_module(f"{room}.{part}") for part in parts}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in start.KIND:
            asked = eval(compile(ast.Expression(call.args[0]), "<cell>", "eval"), known)
            yield start.KIND[call.func.id], asked.id


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_all_that_a_lesson_asks_is_known_here_under_the_id_it_is_kept_under(lesson):
    assert {(kind, id) for _, kind, id in asked(int(lesson.name[:2])) if kind != "step"} == set(calls(lesson))


def test_a_question_is_placed_in_its_section():
    assert start.Asked("2.3 Cross-entropy", "predicted", "loss.sure") in asked(2)
    assert start.Asked("2.1 Step 2: how good is this set of values?", "solved", "loss.two_days") in asked(2)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_time_in_the_words_of_a_lesson_is_the_one_the_start_page_shows(lesson):
    (said,) = re.findall(r"\*\*Time\*\* (\d+) minutes", "\n".join(cells(lesson, "markdown")))
    assert start.lessons(NOTEBOOKS)[int(lesson.name[:2]) - 1].minutes == int(said)


def test_a_section_leads_to_a_heading_of_its_lesson():
    for lesson in start.lessons(NOTEBOOKS):
        headings = "\n".join(cells(NOTEBOOKS / lesson.file, "markdown"))
        assert all(f"## {each.section}\n" in headings for each in lesson.asks)


def test_with_no_progress_at_all_every_lesson_stands_there_with_its_time_and_nothing_done():
    table = rows(start.so_far(NOTEBOOKS))
    assert [row[0].split('"')[1] for row in table] == [path.name for path in LESSONS]
    assert all(row[1].endswith(" minutes") for row in table)
    assert all(text.startswith(("0 of ", "–")) for row in table for text in row[2:])


def test_what_was_done_is_counted_in_its_lesson():
    predict(questions.SURE).commit(0.7)
    bet(bets.week_or_line()).commit(0)
    check(tasks.two_days, 2.0)
    check(tasks.too_few, lambda predicted, label: 0.0)  # tried, not solved
    all = [sum(each.kind == kind for each in asked(2)) for kind in ("predicted", "bet", "solved")]
    assert rows(start.so_far(NOTEBOOKS))[1][2:5] == [f"1 of {all[0]}, 0 right", *(f"1 of {n}" for n in all[1:])]
    assert rows(start.so_far(NOTEBOOKS))[0][2] == f"0 of {sum(each.kind == 'predicted' for each in asked(1))}"


def test_the_board_tells_nothing_before_there_is_a_model_on_it():
    assert "still empty" in start.leaderboard()._repr_html_()
    standings.leaderboard({"mine": lambda rows: rows.X[:, 0]})
    assert "mine" in str(start.leaderboard().scene().panels[0].y.ticks)


def test_steps_that_were_done_are_counted_in_the_lesson_of_their_picture():
    ids = [each.id for each in asked(3) if each.kind == "step"]
    assert "descent.over_the_limit" in ids
    progress.keep("step", "descent.over_the_limit")
    assert rows(start.so_far(NOTEBOOKS))[2][5] == f"1 of {len(ids)}"


def test_three_things_at_a_time_are_worth_another_look():
    for each in [each for each in asked(2) if each.kind == "predicted"][:5]:
        progress.keep("predicted", each.id, answer="none", right=False)
    assert len(rows(start.again(NOTEBOOKS))) == 3
    assert "And 2 more" in start.again(NOTEBOOKS)._repr_html_()


def test_wrong_predictions_and_unsolved_tasks_are_worth_another_look_and_a_link_leads_to_their_section():
    predict(questions.SURE).commit(0.7)
    predict(questions.MINUS).commit("stay")
    bet(bets.week_or_line()).commit(0)
    check(tasks.two_days, 4.0)
    check(tasks.too_few, lambda y, label: np.mean(np.where(y < label, 3, 1) * np.abs(y - label)))
    file = LESSONS[1].name
    assert rows(start.again(NOTEBOOKS)) == [
        [
            tasks.two_days.words,
            "tried, not solved",
            f'<a href="{file}#2.1-Step-2:-how-good-is-this-set-of-values?">'
            "2.1 Step 2: how good is this set of values?</a>",
        ],
        [questions.SURE.question, "not right yet", f'<a href="{file}#2.3-Cross-entropy">2.3 Cross-entropy</a>'],
    ]


def test_what_is_mended_is_worth_no_other_look():
    wrong = predict(questions.SURE)
    wrong.commit(0.7)
    check(tasks.two_days, 4.0)
    wrong.forget()
    wrong.commit(4.6)
    check(tasks.two_days, 2.0)
    assert "Nothing is open" in start.again(NOTEBOOKS)._repr_html_()


def test_a_reader_who_has_tried_nothing_yet_is_told_where_to_begin():
    assert "Begin with lesson 1" in start.again(NOTEBOOKS)._repr_html_()
    check(tasks.two_days, 4.0)
    assert "Begin with lesson 1" not in start.again(NOTEBOOKS)._repr_html_()


def test_under_the_lessons_stands_how_long_they_take_in_all():
    minutes = sum(int(row[1].split()[0]) for row in rows(start.so_far(NOTEBOOKS)))
    assert f"About {minutes / 60:.0f} hours in all." in start.so_far(NOTEBOOKS)._repr_html_()


def test_with_a_damaged_file_the_page_begins_anew_and_says_so(capsys):
    progress.file().write_text("{")
    assert "Begin with lesson 1" in start.again(NOTEBOOKS)._repr_html_()
    assert "cannot be read" in capsys.readouterr().out
    assert rows(start.so_far(NOTEBOOKS))[0][2].startswith("0 of ")


def test_where_there_are_no_lessons_the_page_says_where_it_looked(tmp_path):
    assert str(tmp_path) in start.so_far(tmp_path)._repr_html_()


def test_a_copy_of_a_lesson_and_the_page_itself_are_no_lessons(tmp_path):
    for name in (START.name, LESSONS[0].name):
        shutil.copy(NOTEBOOKS / name, tmp_path)
    shutil.copy(LESSONS[0], tmp_path / f"{LESSONS[0].stem}-Copy1.ipynb")
    assert [lesson.file for lesson in start.lessons(tmp_path)] == [LESSONS[0].name]


def test_a_lesson_that_the_reader_has_changed_is_still_there(tmp_path):
    page = json.loads(LESSONS[0].read_text("utf-8"))
    page["cells"] = page["cells"][1:]  # the title is gone
    Path(tmp_path / LESSONS[0].name).write_text(json.dumps(page), "utf-8")
    (lesson,) = start.lessons(tmp_path)
    assert lesson.title == "01_function"
    assert "function.go" in {each.id for each in lesson.asks}


def test_at_the_end_of_the_course_a_line_counts_all_lessons_and_leads_to_the_start_page():
    every = [each for number in range(1, len(LESSONS) + 1) for each in asked(number)]
    predict(questions.SURE).commit(0.7)
    check(tasks.two_days, 2.0)
    told = start.in_all(NOTEBOOKS)._repr_html_()
    for kind, done in (("predicted", 1), ("bet", 0), ("solved", 1), ("step", 0)):
        assert f"{done} of {sum(each.kind == kind for each in every)} " in told
    assert f'href="{START.name}"' in told
