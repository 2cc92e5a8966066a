"""One thread for the small products of a network, unless the reader wants more."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), (dict.fromkeys(NAMES, "2"), "2")])
def test_a_product_takes_one_thread_or_as_many_as_the_reader_says(given, kept):
    environment = {name: value for name, value in os.environ.items() if name not in NAMES} | given
    code = f"import mlcourse, os, sys; print('numpy' in sys.modules, *map(os.environ.get, {NAMES}))"
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", kept, kept]


@pytest.mark.parametrize("lesson", ["04", "05", "06"])
def test_a_lesson_that_trains_for_seconds_lets_mlcourse_import_numpy(lesson):
    (path,) = (Path(__file__).parent.parent / "notebooks").glob(f"{lesson}_*.ipynb")
    code = ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    first = next(source for source in code if "import" in source)
    assert "from mlcourse" in first
    assert "numpy" not in first
