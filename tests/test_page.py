"""Whatever a reader, a file or a lesson brings into the page reads as it was written, and nothing in it runs."""

import ast
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import mlcourse
from mlcourse import page, practice
from mlcourse.data import during, lagged, load_views
from mlcourse.experiments import shown
from mlcourse.experiments.results import committed
from mlcourse.lessons.depth import explorers as depth
from mlcourse.lessons.descent import explorers as descent
from mlcourse.lessons.function import explorers as function
from mlcourse.lessons.loss import explorers as loss
from mlcourse.lessons.loss import questions
from mlcourse.lessons.shared.days import training_rows
from mlcourse.pictures.marks import Text
from mlcourse.practice import start
from mlcourse.practice.asked import Bet, Choice
from mlcourse.practice.check import Task
from mlcourse.verdict import Verdict

# What runs, is a link, or has a meaning to HTML, Markdown, MathJax, plotly or our own captions.
POISON = (
    "<img src=x onerror=run()> <script>run()</script> [x](javascript:run()) <a href='javascript:run()'>y</a> __x__ "
    "*args* `c` a|b $x$ $$y$$ \\(z\\) &amp; [k|error] [k|no role] -0.5 {truth!s:.3} # 'q' \"r\""
)
OURS = {"div", "span", "b", "i", "a", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}


class Read(HTMLParser):
    """What stands in HTML: its tags, its links, and its text as it is read."""

    def __init__(self, written):
        super().__init__()
        self.tags, self.links, self.attributes, self.text = set(), [], set(), ""
        self.feed(written)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.links += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.text += data


def reads(written, poison=POISON, times=1):
    """Whether the poison stands in this HTML as it was written, so often, and nothing else came of it."""
    found = Read(written)
    assert found.tags <= OURS
    assert found.attributes <= {"class", "style", "href", "tabindex"}
    assert not [link for link in found.links if link.startswith("javascript")]
    return found.text.count(poison) == times


def outputs(shown):
    """The HTML of a cell's output; no other form of it may hold markup, and no MathJax look into it."""
    assert not hasattr(shown, "_repr_markdown_")
    written = shown._repr_html_()
    assert written.startswith('<div class="mathjax_ignore tex2jax_ignore">')
    return written


def raises(*_):
    raise ValueError(POISON)


TASK = Task("mine.task", POISON, lambda answer: POISON if answer == 1 else answer())
NAMED = type(POISON, (Exception,), {})


def raises_named():
    raise NAMED("x")


class Told:
    def __repr__(self):
        return "<b>$x$</b>"


@pytest.mark.parametrize(
    ("answer", "poison", "times"),
    [
        (raises, POISON, 1),  # the error of a reader's function
        (raises_named, POISON, 1),  # its name
        (1, POISON, 1),  # a hint
        (..., POISON, 1),  # the task in words
        (Told(), "<b>$x$</b>", 1),  # an answer
        (Told(), POISON, 1),
    ],
)
def test_what_a_check_says_reads_as_it_was_written(answer, poison, times):
    assert reads(outputs(practice.check(TASK, answer)), poison, times)


def test_half_a_character_in_an_error_is_told_by_its_code():
    def broken():
        raise ValueError("\ud83d")

    written = practice.check(TASK, broken)._repr_html_()
    assert written.encode()
    assert r"ValueError: \ud83d." in Read(written).text


def test_a_question_and_its_verdict_read_as_they_were_written():
    asked = Choice(POISON, POISON, {"one": POISON, "two": "two"}, truth="two", why=POISON)
    question = practice.predict(asked)
    assert reads(question.words.value)
    question.commit("one")
    assert reads(question.verdict.value, times=3)  # what was asked, what was said, and why
    assert [button.description for button in question.entries] == [POISON, "two"]  # plain text to a button
    assert reads(practice.predict(asked).verdict.value, times=3)  # from the file


def test_an_answer_that_cannot_be_kept_is_told_as_it_was_written():
    answer = POISON + "\ud83d"
    question = practice.predict(Choice("a", "b", {answer: "one", "two": "two"}, truth="two"))
    question.commit(answer)
    assert Read(question.verdict.value).tags == {"div"}


@pytest.fixture
def lesson(tmp_path):
    """A folder with a lesson whose title, section, time and question are poison."""
    cells = [
        ("markdown", f"# {POISON}\n\n**Time** 5 minutes"),
        ("markdown", f"## 2.9 {POISON}"),
        ("code", "from mlcourse.lessons.loss import explorers, questions, tasks\npredict(questions.SURE)"),
    ]
    notebook = {"cells": [{"cell_type": kind, "source": source.splitlines(True)} for kind, source in cells]}
    (tmp_path / "02_poison.ipynb").write_text(json.dumps(notebook))
    return tmp_path


def test_titles_sections_and_questions_on_the_start_page_read_as_they_were_written(lesson, monkeypatch):
    monkeypatch.setattr(start, "words", lambda kind, id: "<b>$x$</b>")
    practice.predict(questions.SURE).commit(0.7)
    assert reads(outputs(start.so_far(lesson)))
    again = outputs(start.again(lesson))
    assert reads(again)  # the section
    assert reads(again, "<b>$x$</b>")
    assert all(re.match(r"02_poison\.ipynb#2\.9-", link) for link in Read(again).links)


def test_a_folder_without_lessons_reads_as_it_is_called(tmp_path):
    folder = tmp_path / "<b>$x$ __y__ &amp;"
    folder.mkdir()
    assert reads(outputs(start.so_far(folder)), str(folder))


def test_the_tables_read_as_the_result_file_was_written(monkeypatch):
    results, told = committed()
    poisoned = results, told | {"machine": POISON, "optimizer": "<b>x</b>", "seeds": "<i>$1$</i>"}
    monkeypatch.setattr(shown, "committed", lambda: poisoned)
    for table in (shown.validation_table(), shown.losses_table(["100 ReLU"]), shown.verdicts()):
        assert reads(outputs(table))
        assert "<i>$1$</i> seeds, <b>x</b>" in Read(outputs(table)).text


def test_the_names_of_predictions_read_as_they_were_given():
    unseen = during(lagged(*load_views(), 7), 2021)
    table = depth.by_holiday(unseen, **{POISON: unseen.label})
    assert reads(outputs(table), POISON.replace("_", " "))
    scene = depth.late(unseen, **{POISON: unseen.X[:, 0]}).scene()
    assert scene.says.startswith(POISON.replace("_", " "))
    scene = descent.window(unseen, unseen, **{POISON: lambda X: X[:, 0]}).scene()
    assert f"“{POISON.replace('_', ' ')}”" in scene.says


def test_a_head_and_cells_of_any_table_read_as_they_were_written():
    assert reads(outputs(page.Table([POISON], [[POISON, page.link(POISON, "a b.ipynb")]], POISON)), times=4)
    assert Read(outputs(page.Table(["x"], [[page.link("x", 'a"b <c>.ipynb#d-“e”')]]))).links == [
        "a%22b%20%3Cc%3E.ipynb#d-%E2%80%9Ce%E2%80%9D"
    ]


def test_what_a_table_is_folded_under_reads_as_it_was_written():
    assert reads(outputs(page.Table(["x"], [["y"]], folded=POISON)))


def test_names_in_a_plotly_figure_are_no_markup_and_no_formula():
    dates, views = during(load_views(), 2020)
    (_, predicted) = function.timeline(dates, views, **{POISON: views}).figure.data
    assert html.unescape(predicted.name) == POISON.replace("_", " ")
    assert not set("<>$'\"") & set(predicted.name)


def test_captions_say_names_losses_units_and_errors_as_they_are():
    def inks(scene):
        return {role for _, role in scene.caption}

    clean = inks(practice.leaderboard().scene())
    board = practice.leaderboard({POISON: (0.01, 0.01, 0.01), "broken": raises}).scene()
    assert f"“{POISON}”" in board.says
    assert f"ValueError: {POISON}." in board.says
    assert inks(board) == clean
    assert f"1. {POISON}" in {text for _, text in board.panels[0].y.ticks}

    X, y, dates = training_rows()
    fit = function.fit(lambda x, **given: x * given[POISON], X[:, 0], y, dates, **{POISON: (0, 1)}).scene()
    assert f"{POISON} = 0.5" in fit.says
    land = loss.landscape(X[:, 0], y, losses={POISON: (lambda predicted, label: 1.0, POISON)})
    assert land.scene().says.count(POISON) == 2
    assert land.stage.problem is None
    assert POISON in land.scene().panels[1].title


def test_the_ledger_writes_claims_as_they_are():
    practice.bet(Bet(POISON, POISON, [0, 1], truth=1.0, found=Verdict(9, 10), unit=POISON)).commit(1)
    texts = [mark.text for mark in practice.ledger().scene().marks if isinstance(mark, Text)]
    assert texts == ["0", f"1{POISON}", f"1{POISON}", POISON, "✓ It holds, in 9 of 10 seeds."]


def test_the_error_of_a_readers_model_stands_under_the_picture_as_it_is():
    X, y, dates = training_rows()
    problem = function.fit(raises, X[:, 0], y, dates).stage.problem
    assert "stopped with ValueError: <img src=x onerror=run()> <script>run()</script> [x](javascript:run())" in problem


# So that there is no second place.

MARKUP = re.compile(r"</(?!extra>)\w|<(br|hr|img|input)\b")  # plotly's <extra></extra> leaves something out
SOURCES = [path for path in Path(mlcourse.__file__).parent.rglob("*.py") if path.name != "page.py"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_other_module_writes_html_or_markdown(path):
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text.value for text in texts if id(text) not in docstrings and MARKUP.search(text.value)]
    named = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not named & {"_repr_markdown_", "_repr_latex_", "_repr_javascript_", "_repr_svg_"}
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not imported & {"html", "markupsafe", "IPython.display"}


@pytest.mark.parametrize("path", sorted(Path(mlcourse.__file__).parent.rglob("*.js")), ids=lambda path: path.stem)
def test_the_page_sets_text_and_never_html(path):
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", path.read_text("utf-8"))
