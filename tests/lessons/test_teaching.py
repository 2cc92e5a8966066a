"""What TEACHING.md says of a lesson's time is what the lesson says."""

import json
import re

import pytest

from notebooks import LESSONS, NOTEBOOKS

ROW = re.compile(r"^\| (\d)\.(\d+) \| ([^|]+) \| ([^|]+) \| (\d+) \|$", re.M)  # with an answer and its minutes
ROWS = ROW.findall((NOTEBOOKS.parent / "TEACHING.md").read_text("utf-8"))


@pytest.mark.parametrize("number", sorted({int(row[0]) for row in ROWS}))
def test_the_minutes_of_a_lesson_s_rows_are_those_of_the_lesson_and_no_section_is_left_out(number):
    lesson = json.loads(LESSONS[number - 1].read_text("utf-8"))
    prose = "".join("".join(cell["source"]) + "\n" for cell in lesson["cells"] if cell["cell_type"] == "markdown")
    rows = [row for row in ROWS if int(row[0]) == number]
    assert sum(int(row[4]) for row in rows) == lesson["metadata"]["mlcourse"]["minutes"]
    # Row 0 is what stands before the first section.
    assert [int(row[1]) for row in rows if row[1] != "0"] == [
        int(k) for k in re.findall(rf"^## {number}\.(\d+)", prose, re.M)
    ]


def test_every_lesson_has_its_answers_and_minutes():
    assert {int(row[0]) for row in ROWS} == set(range(1, len(LESSONS) + 1))
