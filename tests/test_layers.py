"""Imports point one way: explorers join the lecture and the pictures, which do not know each other."""

import ast
import sys
from pathlib import Path

import pytest

import mlcourse

PACKAGE = Path(mlcourse.__file__).parent
LECTURE = {f"mlcourse.{name}" for name in ("data", "functions", "losses", "fits", "descent", "network", "training")}
WORDS = {f"mlcourse.{name}" for name in ("words", "names", "verdict")}  # how things are said: everything may import it
PICTURES, PAGE, INTERACT = {"mlcourse.pictures"}, {"mlcourse.page"}, {"mlcourse.interact"}
EXPERIMENTS, PRACTICE, LESSONS = {"mlcourse.experiments"}, {"mlcourse.practice"}, {"mlcourse.lessons"}
# The floors of the house: what the modules of each may import of the house, besides each other.
FLOORS = [
    (WORDS, set()),
    (LECTURE, WORDS),
    (PICTURES, WORDS),
    (PAGE, WORDS | PICTURES),
    (INTERACT, LECTURE | WORDS | PICTURES),
    (EXPERIMENTS, LECTURE | WORDS | PICTURES | PAGE),
    (PRACTICE, LECTURE | WORDS | PICTURES | PAGE | INTERACT),
    (LESSONS, LECTURE | WORDS | PICTURES | PAGE | INTERACT | EXPERIMENTS | PRACTICE),
]


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
def test_words_import_only_python_numpy_and_themselves(module):
    allowed = WORDS | set(sys.stdlib_module_names) | {"numpy"}
    assert {name for name in imports(module) if not within(name, allowed)} == set()


@pytest.mark.parametrize(("floor", "below"), FLOORS, ids=lambda floor: "-".join(sorted(floor)) or "nothing")
def test_a_floor_imports_only_the_floors_below(floor, below):
    for module in TREES:
        if within(module, floor):
            ours = {name for name in imports(module) if within(name, {"mlcourse"})}
            assert {name for name in ours if not within(name, floor | below)} == set(), module


@modules("mlcourse.lessons")
def test_no_lesson_imports_another(module):
    room = ".".join(module.split(".")[:3])
    others = {name for name in imports(module) if within(name, LESSONS)}
    assert {name for name in others if not within(name, {room, "mlcourse.lessons.shared"})} == set()


@modules()
def test_only_still_pictures_import_matplotlib(module):
    drawn = {name for name in imports(module) if within(name, {"matplotlib"})}
    assert not drawn or module == "mlcourse.pictures.still"


@modules()
def test_nothing_imports_pyplot(module):
    assert not any("pyplot" in name.split(".") for name in imports(module))


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
    assert not observes or module == "mlcourse.interact.explorer"


# How large a room may be.

MOST = {"mlcourse": 300, "mlcourse.lessons": 200}  # lines of a file
SCRIPT = 200  # lines of a JavaScript file
BODY = 25  # lines of an explorer, without its docstring


@modules()
def test_a_file_is_no_longer_than_a_person_reads_at_once(module):
    path, _ = TREES[module]
    most = MOST["mlcourse.lessons"] if within(module, LESSONS) else MOST["mlcourse"]
    assert len(path.read_text("utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_is_no_longer_than_a_person_reads_at_once(path):
    assert len(path.read_text("utf-8").splitlines()) <= SCRIPT


def explorers():
    """Every function that a lesson's rooms make an explorer with."""
    for module, (_, tree) in TREES.items():
        for node in tree.body if within(module, LESSONS) else ():
            made = any(isinstance(each, ast.Call) and ast.unparse(each.func) == "Explorer" for each in ast.walk(node))
            if isinstance(node, ast.FunctionDef) and made:
                yield pytest.param(node, id=f"{module.removeprefix('mlcourse.lessons.')}.{node.name}")


@pytest.mark.parametrize("function", list(explorers()))
def test_an_explorer_is_constants_a_picture_and_a_return(function):
    _, first, *_ = function.body if len(function.body) > 1 else [None, *function.body]
    assert function.end_lineno - first.lineno + 1 <= BODY
