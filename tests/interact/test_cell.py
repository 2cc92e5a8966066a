"""The cell that made an explorer, at the values it has now: run again, it shows the same picture."""

import json
from pathlib import Path

import ipywidgets
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from mlcourse.interact.cell import spelled
from mlcourse.interact.explorer import Explorer
from notebooks import LESSONS, cells, ends

TIMED = {"brute_force"}  # its picture says how fast this machine is


@pytest.fixture
def shell():
    """A shell that runs cells as a kernel does; what a cell's last line makes comes back."""
    shell = InteractiveShell()
    return lambda cell: shell.run_cell(cell, store_history=True).result


@pytest.fixture
def explorer(shell):
    shell(
        "import numpy as np\nfrom mlcourse.lessons.loss import explorers\nx, y = np.arange(9.0), np.arange(9.0) ** 1.5"
    )
    return shell("shift = 2\nexplorers.errors(x, y + shift)")


def copied(explorer):
    """Press the button, and return what a page gets to copy."""
    sent = []
    explorer.stage.send = lambda content, buffers=None: sent.append(content)
    explorer.stage._asked(None, {"copy": explorer._held()}, [])
    return sent[0]["cell"]


def test_the_copied_cell_is_the_one_that_made_it_at_the_values_it_has(explorer):
    explorer.controls["w"].value = 0.3
    explorer.controls["n"].value = 7
    assert copied(explorer) == "shift = 2\nexplorers.errors(x, y + shift).at(n=7, w=0.3, b=0.0)"


def test_a_copied_cell_can_be_run_and_copied_again(shell, explorer):
    cell = copied(explorer.at(b=2.5))
    again = shell(cell)
    assert again.values == explorer.values
    assert copied(again) == cell


def test_what_a_page_holds_is_copied_though_the_kernel_does_not_know_it_yet(explorer):
    sent = []
    explorer.stage.send = lambda content, buffers=None: sent.append(content)
    explorer.stage._asked(None, {"copy": {"w": 0.25, "b": 1, "n": 3}}, [])
    assert sent[0]["cell"].endswith(".at(w=0.25, b=1.0, n=3)")


def test_only_the_explorer_of_a_question_is_copied_and_not_the_question(shell, explorer):
    shell("from mlcourse.practice import predict\nfrom mlcourse.practice.asked import Nearest")
    question = shell("predict(Nearest('w', 'w?', [1, 2], truth=1), then=explorers.errors(x, y).at(n=3))")
    assert copied(question.then) == "explorers.errors(x, y).at(n=3, w=1.0, b=0.0)"


def test_where_there_is_no_cell_there_is_no_button(shell, explorer):
    assert explorer.stage.copies
    assert not shell("def make():\n    return explorers.errors(x, y)\nmake()").stage.copies
    assert not Explorer(explorer.draw, w=(0, 1), b=(0, 1), n=range(1, 9)).stage.copies


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.1 + 0.2, "0.3"),
        (3, "3"),
        (True, "True"),
        ("it’s", "'it’s'"),
        (np.array([[0, 0.1 + 0.2]]), "[[0.0, 0.3]]"),
        (np.float64(2), "2.0"),
    ],
)
def test_a_value_is_spelled_as_code(value, code):
    assert spelled(value) == code


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_explorer_of_a_lesson_is_copied_with_the_picture_it_shows(shell, lesson, monkeypatch):
    monkeypatch.chdir(Path(lesson).parent)
    known = set(ipywidgets.widgets.widget._instances)
    for source in cells(lesson, "code"):
        shell(source)
    made = [each for key, each in ipywidgets.widgets.widget._instances.items() if key not in known]
    for explorer in [each for each in made if isinstance(each, Explorer) and each.stage.copies]:
        explorer.at(**{name: ends(widget)[0] for name, widget in explorer.controls.items()})
        cell = copied(explorer)
        again = shell(cell)
        one, other = explorer.scene(), again.scene()
        assert [mark.kind for mark in one.marks] == [mark.kind for mark in other.marks], cell
        if not any(name in cell for name in TIMED):
            assert one.says == other.says
            assert json.dumps([mark.style for mark in one.marks]) == json.dumps([mark.style for mark in other.marks])
