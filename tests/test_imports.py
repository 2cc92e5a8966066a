"""What is heavy is imported where it is used, and importing computes nothing: a lesson's first cell is not a wait."""

import subprocess
import sys
from pathlib import Path

import mlcourse

LESSONS = sorted(path.parent.name for path in Path(mlcourse.__file__).parent.glob("lessons/*/tasks.py"))

# Imports all that lessons import while the functions that read and fit are watched, and says what it found.
IMPORTS = """
import sys
from pathlib import Path

import mlcourse
import mlcourse
from mlcourse import data, fits
called = []
data.load_views = lambda *_, **__: called.append("load_views")
fits.best = lambda *_, **__: called.append("best")
{modules}
heavy = sorted(set(sys.modules) & {{"joblib", "tqdm", "filelock", "scipy", "plotly"}})
print(heavy, sorted(set(called)))
"""


def imported(*modules):
    code = IMPORTS.format(modules="\n".join(f"import {module}" for module in modules))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_lesson_imports_nothing_heavy_and_reads_and_fits_nothing():
    rooms = [f"mlcourse.lessons.{lesson}.explorers" for lesson in LESSONS]
    experiments = [f"mlcourse.experiments.{name}" for name in ("claims", "models", "results", "shown", "sweep")]
    practice = [f"mlcourse.practice.{name}" for name in ("boards", "check", "progress", "question", "standings")]
    assert imported(*rooms, "mlcourse.practice", *practice, "mlcourse.experiments", *experiments) == "[] []"


def test_the_watch_sees_what_is_imported_and_called():
    assert imported("scipy", "joblib") == "['joblib', 'scipy'] []"
    assert imported("mlcourse.data as watched; watched.load_views()") == "[] ['load_views']"
