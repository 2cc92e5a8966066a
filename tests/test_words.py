"""Sentences, numbers and dates; and that whatever a reader sees is said."""

import ast
import datetime
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from IPython.core.interactiveshell import InteractiveShell

import mlcourse
from mlcourse.words import number, raised, say, say_many, sub
from notebooks import PAGES

PACKAGE = Path(mlcourse.__file__).parent
TEMPLATES = {"say": 1, "say_many": 2, "template": 1}  # how many arguments of each are templates


@pytest.mark.parametrize(("n", "said"), [(0, "0 seeds"), (1, "1 seed"), (2, "2 seeds"), (100, "100 seeds")])
def test_only_one_is_counted_without_an_s(n, said):
    assert say_many("{n} seed", "{n} seeds", n=n) == said


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        *(
            (-3, "", "−3"),
            (-0.04, ".1f", "0.0"),
            (-0.0, "+.2f", "+0.00"),
            (2.5, "+.1f", "+2.5"),
            (-0.06, ".1f", "−0.1"),
        ),
        *((-12345, ",", "−12,345"), (1e-5, "g", "1e−05"), (-0.004, ".0%", "0%"), (np.float64(-1.5), "g", "−1.5")),
        *((float("-inf"), "g", "−inf"), (float("nan"), "g", "nan"), (np.int64(-7), "", "−7")),
    ],
)
def test_a_number_has_a_real_minus_and_none_before_what_is_rounded_to_zero(value, form, written):
    assert number(value, form) == written
    assert say(f"{{it:{form}}} k", it=value) == f"{written} k"


@pytest.mark.parametrize(
    ("form", "written"),
    [("", "24 December 2021"), ("full", "Friday 24 December 2021"), ("short", "24 Dec"), ("month", "Dec")],
)
def test_a_date_is_written_in_one_of_the_forms_of_dates(form, written):
    for day in (np.datetime64("2021-12-24"), datetime.date(2021, 12, 24)):
        assert say(f"{{day:{form}}}", day=day) == written


def test_a_number_of_numpy_is_shown_as_the_number_it_is():
    assert say("it is {it!r}, or {many!r}", it=np.float64(1.5), many=2) == "it is 1.5, or 2"


def test_a_notebook_shows_of_a_refusal_its_words_alone(capsys):
    shell = InteractiveShell.instance()
    shell.run_cell("from mlcourse.functions import see; see('no picture')")
    (line,) = capsys.readouterr().out.strip().splitlines()
    assert line.startswith("✗ ")


def test_another_language_has_its_own_order_of_words(tmp_path):
    """A catalogue as msgfmt makes it, found by the name of the language."""
    catalogue = {"": "Content-Type: text/plain; charset=UTF-8\n", "off by {error:.1f}k": "差 {error:.1f}k"}
    folder = tmp_path / "zh" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    messages = Catalog(locale="zh")
    messages.add("off by {error:.1f}k", catalogue["off by {error:.1f}k"])
    with open(folder / "mlcourse.mo", "wb") as file:
        write_mo(file, messages)
    code = f"from pathlib import Path; from mlcourse import words; words.LOCALE = Path({str(tmp_path)!r}); "
    code += "words.catalogue.cache_clear(); "
    code += "print(words.say('off by {error:.1f}k', error=-1).encode().decode())"
    told = {"MLCOURSE_LANG": "zh", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ | told, check=True)
    assert done.stdout.decode().strip() == "差 −1.0k"


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
    keywords = {"say": None, "say_many": (1, 2), "template": None}
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

NAMES = {"MAE", "MSE", "SGD", "Adam", "ReLU", "AlexNet", "VGG", "GoogLeNet", "ResNet", "sigmoid"}  # in every language
# What a page's notebook names as a reader would: a parameter, a curve, a loss, a model.
OWN = {
    "01_function": "bend",
    "02_loss_and_error_surface": "mine",
    "03_gradient_descent": "the line, as yesterday, as last week",
    "04_piecewise_linear_sigmoids": "year, mine",
    "06_depth_and_overfitting": "as last week, seven lines, linear, log",
}


@pytest.mark.parametrize("lesson", [path.stem for path in PAGES])
def test_every_word_that_a_page_shows_is_said(lesson):
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("pseudo.py"), lesson], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    unsaid = json.loads(done.stdout.splitlines()[-1])
    own = NAMES | set(OWN.get(lesson, "").replace(",", "").split())
    assert {word: text for word, text in unsaid.items() if word not in own} == {}
