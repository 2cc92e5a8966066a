"""Open the course in JupyterLab, a document a tab: `mlcourse` on the start page, `mlcourse 3` on lesson 3."""

import os
import re
import sys
from pathlib import Path

from jupyterlab.labapp import LabApp

from mlcourse.words import say

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def main():
    """Start JupyterLab on a lesson; every argument but the lesson's number goes on to JupyterLab."""
    number, given = split(sys.argv[1:])
    LabApp.launch_instance([*settings(lesson(number), given), *given])


def split(arguments):
    """Separate the lesson's number, which can only come first, from JupyterLab's arguments."""
    if arguments and re.fullmatch("[0-9]+", arguments[0]):
        return int(arguments[0]), arguments[1:]
    return 0, arguments


def lesson(number):
    """Return the file name of the lesson with this number, 0 for the start page, or stop and say which there are."""
    lessons = {int(path.name[:2]): path.name for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}
    if not lessons:
        stop(
            say(
                "No lessons in {folder}: run mlcourse from a clone of the course, where the notebooks are.",
                folder=NOTEBOOKS,
            )
        )
    if number not in lessons:
        told = {"number": number, "lessons": ", ".join(map(title, lessons.values()))}
        stop(say("There is no lesson {number}. The lessons are {lessons}.", **told))
    return lessons[number]


def title(name):
    """Make `1 function` of `01_function.ipynb`."""
    number, _, words = name.removesuffix(".ipynb").partition("_")
    return f"{int(number)} {words.replace('_', ' ')}"


def stop(message):
    """End with one line on the error stream and the exit code of a wrong command line."""
    print(message, file=sys.stderr)
    sys.exit(2)


def settings(lesson, given):
    """Return the course's settings as arguments for JupyterLab, less those that were given by the reader.

    JupyterLab refuses a setting that is there twice. A root folder of the reader's own has no lesson to open.
    """
    names = {argument.partition("=")[0] for argument in given}
    ours = {
        "--LabApp.check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager": "readonly",  # the other one asks PyPI
        "--ServerApp.allow_root": hasattr(os, "geteuid") and os.geteuid() == 0,  # in a container, say
    }
    if not names & {"--ServerApp.root_dir", "--ServerApp.notebook_dir", "--notebook-dir"}:
        ours |= {"--ServerApp.root_dir": NOTEBOOKS, "--LabApp.default_url": f"/doc/tree/{lesson}"}
    return [f"{name}={value}" for name, value in ours.items() if name not in names]


if __name__ == "__main__":
    main()
