"""One thread for the small products of a network, unless the reader wants more."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][1-9]_*.ipynb"))
NAMES = "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), (dict.fromkeys(NAMES, "2"), "2")])
def test_a_product_takes_one_thread_or_as_many_as_the_reader_says(given, kept):
    environment = {name: value for name, value in os.environ.items() if name not in NAMES} | given
    code = f"import mlcourse, os, sys; print('numpy' in sys.modules, *map(os.environ.get, {NAMES}))"
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", kept, kept]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_lets_mlcourse_import_numpy(lesson):
    cells = [cell for cell in json.loads(lesson.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    first = ast.parse("".join(cells[0]["source"])).body
    imported = [each.module if isinstance(each, ast.ImportFrom) else each.names[0].name for each in first]
    assert imported.index("mlcourse") < imported.index("numpy")
