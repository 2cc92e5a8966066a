"""Imports point one way: explorers join the lecture and the pictures, which do not know each other."""

import ast
import sys
from pathlib import Path

import pytest

import mlcourse

PACKAGE = Path(mlcourse.__file__).parent
LECTURE = {f"mlcourse.{name}" for name in ("data", "functions", "losses", "fits", "descent", "network", "training")}
WORDS = {"mlcourse.words"}  # how numbers are written: everything may import it, and it imports nothing
KNOW_EXPLORERS = {"mlcourse.explorers", "mlcourse.practice"}


def module_name(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


TREES = {module_name(path): (path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py"))}


def imports(module):
    """Return the full names that a module imports, those inside its functions too."""
    path, tree = TREES[module]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return names


def within(name, layers):
    return any(name == layer or name.startswith(f"{layer}.") for layer in layers)


def modules(*layers):
    """Parametrize a test over the modules of these layers, or over all."""
    return pytest.mark.parametrize("module", [name for name in TREES if not layers or within(name, layers)])


@modules(*LECTURE)
def test_the_lecture_imports_only_python_numpy_scipy_and_itself(module):
    allowed = LECTURE | WORDS | set(sys.stdlib_module_names) | {"numpy", "scipy"}
    assert {name for name in imports(module) if not within(name, allowed)} == set()


@modules(*WORDS)
def test_words_import_nothing(module):
    assert imports(module) == set()


@modules("mlcourse.pictures")
def test_pictures_know_nothing_of_the_lecture_or_the_explorers(module):
    ours = {name for name in imports(module) if within(name, {"mlcourse"})}
    assert {name for name in ours if not within(name, {"mlcourse.pictures"})} == set()


@modules()
def test_only_still_pictures_import_matplotlib(module):
    drawn = {name for name in imports(module) if within(name, {"matplotlib"})}
    assert not drawn or module == "mlcourse.pictures.still"


@modules()
def test_nothing_imports_pyplot(module):
    assert not any("pyplot" in name.split(".") for name in imports(module))


@modules()
def test_only_explorers_and_practice_import_explorers(module):
    knows = any(within(name, {"mlcourse.explorers"}) for name in imports(module))
    assert not knows or within(module, KNOW_EXPLORERS)


def is_a_step(node):
    """Whether a piece of code takes a rate times something, ηg, from a thing that is no plain number."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub):
        start, taken = node.target, node.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        start, taken = node.left, node.right
    else:
        return False
    product = isinstance(taken, ast.BinOp) and isinstance(taken.op, ast.Mult)
    return product and ast.unparse(taken.left) in {"rate", "η", "eta"} and not isinstance(start, ast.Constant)


def test_the_formula_of_a_step_stands_once():
    """θ ← θ − ηg is the one line by which everything is trained; Adam divides its own g first."""
    steps = {module: sum(map(is_a_step, ast.walk(tree))) for module, (_, tree) in TREES.items()}
    assert {module: count for module, count in steps.items() if count} == {"mlcourse.descent": 1}


@modules()
def test_controls_are_observed_in_one_place_only(module):
    observes = any(isinstance(node, ast.Attribute) and node.attr == "observe" for node in ast.walk(TREES[module][1]))
    assert not observes or module == "mlcourse.explorers.explorer"
