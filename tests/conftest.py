import os
import tempfile

import pytest
from hypothesis import settings

# Pytest's own filter does not reach the kernels that run the lessons.
os.environ["PYTHONWARNINGS"] = "error::RuntimeWarning"

settings.register_profile("mlcourse", deadline=None, derandomize=True)  # no test asserts a time, or fails by chance
settings.register_profile("many", deadline=None, max_examples=5000)  # looks further, and elsewhere each time
settings.load_profile("mlcourse")

# No test, and no kernel that runs a lesson, may touch the reader's own progress.
os.environ["MLCOURSE_PROGRESS"] = os.path.join(tempfile.mkdtemp(), "progress.json")


@pytest.fixture(autouse=True)
def _own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "progress.json"))
