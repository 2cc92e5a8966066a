"""Sentences, numbers and dates; and that whatever a reader sees is said."""

import ast
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract

import mlcourse
from mlcourse.words import counted, plural, raised, sub

PACKAGE = Path(mlcourse.__file__).parent
TEMPLATES = {"say": 1, "say_many": 2}  # how many arguments of each are templates


@pytest.mark.parametrize(("count", "said"), [(0, "0 seeds"), (1, "1 seed"), (2, "2 seeds"), (100, "100 seeds")])
def test_only_one_is_counted_without_an_s(count, said):
    assert counted(count, "seed") == said
    assert plural(count, "seed") == said.split()[1]


def test_a_power_is_raised_with_its_sign():
    assert raised(-12) == raised("−12") == "⁻¹²"
    assert raised(3456789012) == "³⁴⁵⁶⁷⁸⁹⁰¹²"


def test_indices_stand_below_the_line_one_after_the_other():
    assert sub("x", 1) == "x₁"
    assert sub("w", 12, 3) == "w₁₂₃"
    assert sub("b") == "b"


# What gettext's tools find.


def code(path):
    return pytest.param(path.read_text("utf-8"), id=path.relative_to(PACKAGE).as_posix())


def templates(source):
    """The templates of every call of `say` and `say_many`, as nodes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TEMPLATES:
            yield getattr(node.func, "id", None), node.args


def literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("source", [code(path) for path in sorted(PACKAGE.rglob("*.py"))])
def test_every_template_is_a_literal_and_an_extractor_finds_it(source):
    said = set()
    for name, nodes in templates(source):
        assert name, f"{ast.unparse(nodes[0])}: an extractor knows say and say_many by their own names"
        assert len(nodes) == TEMPLATES[name], ast.unparse(nodes[0])
        assert all(map(literal, nodes)), (nodes[0].lineno, ast.unparse(nodes[0]))
        said.add(tuple(node.value for node in nodes))
    keywords = {"say": None, "say_many": (1, 2)}
    found = extract("python", BytesIO(source.encode()), keywords, options={"encoding": "utf-8"})
    assert {message if isinstance(message, tuple) else (message,) for _, message, *_ in found} == said


@pytest.mark.parametrize(
    ("source", "found"),
    [('say(f"{x} days")', False), ('say("a" "b")', True), ("say(text)", False), ('say("a" + b)', False)],
)
def test_a_template_that_is_put_together_is_no_literal(source, found):
    ((_, (node,)),) = templates(source)
    assert literal(node) is found


# What stands in a page, in a language that marks whatever is said.

NAMES = {"MAE", "MSE", "SGD", "Adam", "ReLU", "ReLUs"}  # the same in every language
# Lessons, and what their notebooks name as a reader would: a parameter, a loss, a model.
# To come: 04_piecewise_linear_sigmoids, 05_relu, 06_depth_and_overfitting.
ROOMS = {
    "01_function": "bend",
    "02_loss_and_error_surface": "mine",
    "03_gradient_descent": "the line, as yesterday, as last week",
}


@pytest.mark.parametrize("lesson", ROOMS)
def test_every_word_that_an_explorer_shows_is_said(lesson):
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("pseudo.py"), lesson], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    unsaid = json.loads(done.stdout.splitlines()[-1])
    own = NAMES | set(ROOMS[lesson].replace(",", "").split())
    assert {word: text for word, text in unsaid.items() if word not in own} == {}
