"""The glossary holds what the lessons define, and nothing else."""

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| \[(\d)\.(\d+)\]\(([^)]+)\) \| ([^|]+) \|$",
    (NOTEBOOKS / "GLOSSARY.md").read_text("utf-8"),
    re.M,
)
# Where a lesson defines a term it stands in bold, and the Chinese one follows in brackets, after a few words at most.
DEFINED = re.compile(r"\*\*([^*]+)\*\*(?:(?!\*\*)[^(]){0,60}\(([^)]*[\u4e00-\u9fff][^)]*)\)")


def defined():
    """All terms that the lessons define: ``(term, Chinese, row)``."""
    for lesson in sorted(NOTEBOOKS.glob("0[1-9]_*.ipynb")):
        row = f"{int(lesson.stem[:2])}.0"
        for cell in json.loads(lesson.read_text("utf-8"))["cells"]:
            for line in "".join(cell["source"]).split("\n") if cell["cell_type"] == "markdown" else []:
                if section := re.match(r"## (\d+\.\d+)", line):
                    row = section[1]
                yield from ((term.lower(), chinese, row) for term, chinese in DEFINED.findall(line))


def test_every_term_that_a_lesson_defines_is_in_the_glossary_with_its_row_and_no_other_is():
    held = {(term.lower(), chinese, f"{lesson}.{row}") for term, chinese, lesson, row, _, _ in ROWS}
    assert held == set(defined())


def test_no_term_stands_in_the_glossary_twice():
    terms = [term for term, *_ in ROWS]
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize(("lesson", "link"), sorted({(row[2], row[4]) for row in ROWS}))
def test_every_row_leads_to_its_lesson(lesson, link):
    assert (NOTEBOOKS / link).exists()
    assert link.startswith(f"0{lesson}_")
