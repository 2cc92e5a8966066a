import os
import tempfile

import pytest
from hypothesis import settings

# Pytest's own filter does not reach the kernels that run the lessons.
os.environ["PYTHONWARNINGS"] = "error::RuntimeWarning"

settings.register_profile("mlcourse", deadline=None)  # no test asserts a time
settings.register_profile("many", settings.get_profile("mlcourse"), max_examples=5000)  # see CONTRIBUTING.md
settings.load_profile("mlcourse")

# No test, and no kernel that runs a lesson, may touch the reader's own progress.
os.environ["MLCOURSE_PROGRESS"] = os.path.join(tempfile.mkdtemp(), "progress.json")


@pytest.fixture(autouse=True)
def _own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "progress.json"))
