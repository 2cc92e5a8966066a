"""Every lesson as a whole: its form, and every explorer it makes, moved to all its ends."""

import ast
import builtins
import contextlib
import gc
import io
import json
import re
import tracemalloc
import weakref
from types import SimpleNamespace

import ipywidgets
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lab import browser, files, need_browser
from test_glossary import ROWS as TERMS
from told import Told, early, prose, shown_by, unsaid, written

from mlcourse.interact.controls import Dice, Play, Points
from mlcourse.interact.explorer import Explorer
from mlcourse.interact.recent import Runs
from mlcourse.pictures.measures import MEASURES
from mlcourse.pictures.scene import inked
from mlcourse.pictures.stage import PAINTER
from mlcourse.pictures.wire import arrays_of
from mlcourse.practice import progress, start
from mlcourse.practice.check import Checked
from mlcourse.practice.question import Question
from notebooks import LESSONS, NOTEBOOKS, PAGES, START, cells, ends, filled, run

LINES = 8  # of code in a cell, at the most


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request):
    return request.param


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request):
    return request.param


def test_a_page_is_stored_without_outputs(page):
    for cell in json.loads(page.read_text())["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert "left" not in json.loads(page.read_text())["metadata"]["mlcourse"]


def test_a_page_says_what_to_do_where_its_pictures_are_of_an_earlier_day(page):
    assert json.loads(page.read_text())["metadata"]["mlcourse"]["again"]


def test_code_cells_are_short(page):
    for source in cells(page, "code"):
        assert sum(bool(line.strip()) for line in source.splitlines()) <= LINES, source


def test_a_lesson_begins_with_its_number_its_name_and_the_time_it_takes(lesson):
    number, name = int(lesson.stem[:2]), lesson.stem[3:].replace("_", " ")
    first = cells(lesson, "markdown")[0]
    assert first.lower().startswith(f"# {number} · {name}")
    (minutes,) = re.findall(r"\*\*Time\*\* (\d+) minutes", first)
    assert json.loads(lesson.read_text())["metadata"]["mlcourse"]["minutes"] == int(minutes)


def test_a_page_names_the_kernel_so_that_no_dialog_asks_for_it(page):
    assert json.loads(page.read_text())["metadata"]["kernelspec"]["name"] == "python3"


def test_every_link_to_a_file_leads_somewhere(page):
    for source in cells(page, "markdown"):
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", source):
            assert link.startswith("http") or (page.parent / link).exists(), link


def test_lessons_begin_with_the_same_imports_but_for_the_room_of_their_exercises():
    room = r"from mlcourse\.lessons\.\w+ import (bets, )?explorers, questions, tasks"  # the first has no bets
    firsts = [re.sub(room, "…", cells(path, "code")[0]) for path in LESSONS]
    assert len(set(firsts)) == 1


def test_sections_are_numbered_like_the_lesson(lesson):
    number = int(lesson.stem[:2])
    sections = re.findall(r"^## (\d+)\.(\d+)", "\n".join(cells(lesson, "markdown")), re.M)
    assert sections == [(str(number), str(k + 1)) for k in range(len(sections))]


def test_each_lesson_after_the_first_ends_with_the_leaderboard_and_the_ledger():
    for path in LESSONS[1:]:
        shown = "\n".join(cells(path, "code"))
        assert re.search(r"^leaderboard\(", shown, re.M), path.name
        assert re.search(r"^ledger\(\)", shown, re.M), path.name


def test_a_lesson_ends_with_the_ways_to_the_next_to_the_start_page_and_to_the_glossary():
    for number, lesson in enumerate(LESSONS, 1):
        ways = [path.name for path in LESSONS[number : number + 1]] + [START.name, "GLOSSARY.md"]
        assert re.findall(r"\]\((.*?)\)", cells(lesson, "markdown")[-1]) == ways


def test_the_start_page_lists_every_lesson_as_the_readme_does():
    (listed,) = (source for source in cells(START, "markdown") if "| lesson |" in source)
    rows = [line for line in listed.splitlines() if line.startswith("| [")]
    assert [re.search(r"\]\((.*?)\)", row)[1] for row in rows] == [path.name for path in LESSONS]
    readme = (NOTEBOOKS.parent / "README.md").read_text("utf-8").replace("](notebooks/", "](")
    assert "\n".join(rows) in readme


# The sweep. A lesson is run in this process; whatever explorers stand in it are moved to every end of every control.


@pytest.fixture(scope="module")
def walked():
    """Every page, run from top to bottom: ``{path: (its explorers, names known after each code cell, what is met)}``.

    What is met in it are `Told` texts and what is asked, in their order, with the pictures as they open.
    """
    found = {}
    for path in PAGES:
        before = set(ipywidgets.widgets.widget._instances)
        namespace, known, met = {"__name__": "__main__"}, [], []
        all = json.loads(path.read_text())["cells"]
        for cell in all:
            source, where = "".join(cell["source"]), f"{path.stem} {cell['id']}"
            if cell["cell_type"] == "markdown":
                ahead = cell is all[0] or (cell is all[-1] and path != START)
                met.append(Told(where, prose(source), "ahead" if ahead else "text"))
                continue
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                shown = run(source, namespace)
            known.append(set(namespace))
            met.append(Told(where, source, "code"))
            for each in (printed.getvalue(), *shown_by(shown)):
                met.append(Told(where, each) if isinstance(each, str) else each)
        widgets = [each for key, each in ipywidgets.widgets.widget._instances.items() if key not in before]
        found[path] = [each for each in widgets if isinstance(each, Explorer)], known, met
    return found


@pytest.fixture(scope="module")
def made(walked):
    """All explorers of all lessons: ``[(lesson, number, explorer)]``."""
    return [(path.stem, number, each) for path, (new, *_) in walked.items() for number, each in enumerate(new)]


@pytest.fixture(scope="module")
def painter():
    """A page with the painter's modules, as ``painter.labels`` and so on."""
    need_browser()
    with files(PAINTER) as address, browser() as chromium:
        page = chromium.new_page()
        page.goto(address)
        page.evaluate(
            """async ([names, measures]) => {
                const modules = names.map(async (name) => [name, await import(`/${name}.js`)]);
                Object.assign(window, { painter: Object.fromEntries(await Promise.all(modules)), measures });
            }""",
            [[path.stem for path in PAINTER.glob("*.js")], MEASURES],
        )
        yield page


def anything(widget):
    """A strategy for any value the control can take."""
    if isinstance(widget, Points):
        row = st.lists(st.floats(widget.min, widget.max), min_size=len(widget.value[0]), max_size=len(widget.value[0]))
        return st.lists(row, min_size=widget.count[0], max_size=widget.count[1]).map(np.array)
    if isinstance(widget, ipywidgets.IntSlider):
        return st.integers(widget.min, widget.max)
    if isinstance(widget, ipywidgets.FloatSlider):
        low, high, step = widget.min, widget.max, widget.step  # whatever moves a slider leaves it on one of its steps
        return st.integers(0, round((high - low) / step)).map(lambda k: min(low + k * step, high))
    return st.sampled_from(ends(widget))


@pytest.fixture(scope="module")
def anywhere(made):
    """A strategy for the number of an explorer, and any values of all its controls."""
    places = (st.fixed_dictionaries({name: anything(each) for name, each in e.controls.items()}) for _, _, e in made)
    return st.one_of([st.tuples(st.just(k), place) for k, place in enumerate(places)])  # no explorer lives in it


def kinds(scene):
    """What stands at each place of each panel: a kind of mark, or None where the mark is not there now."""
    return [[mark and mark.kind for mark in panel.placed] for panel in scene.panels]


def alike(*scenes):
    """Whether scenes have the same places, and at each of them marks of one kind at most, though not always there."""
    panels = list(zip(*map(kinds, scenes), strict=True))
    same = all(len({len(places) for places in panel}) == 1 for panel in panels)
    return same and all(len({*kinds} - {None}) <= 1 for panel in panels for kinds in zip(*panel, strict=True))


def counted(explorer, values):
    """Array controls with as many rows as in ``values``: the places depend on the number of rows, and on no more."""
    arrays = {name: widget for name, widget in explorer.controls.items() if isinstance(widget, Points)}
    return {name: filled(each, len(values[name]), each.min) for name, each in arrays.items() if name in values}


# A hyphen where a minus belongs, a minus before nothing but zeros, or two signs in a row.
MISWRITTEN = re.compile(r"(?<![\w.])-\d|[-−]0(\.0+)?(?![\d.,·])|[-−]0\.0+·|[+−] ?[-−+]\d")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        *(("climbs by -6.0", True), ("by −0.0k", True), ("−0.00·x₁", True), ("+ −2.0", True), ("−0", True)),
        *(("2017-2020", False), ("−0.05", False), ("3 − 2", False), ("well-placed", False), ("−0.50·x₁", False)),
    ],
)
def test_a_hyphen_for_a_minus_and_a_minus_before_zero_are_found(text, wrong):
    assert bool(MISWRITTEN.search(text)) is wrong


def sound(scene):
    """All that is drawn is finite, and the picture says something, with numbers that are written as they should be."""
    assert scene.says
    assert [text for text in written(scene) if MISWRITTEN.search(text)] == []
    for mark in scene.marks:
        for array in (getattr(mark, name) for name in mark.arrays):
            assert array is None or np.isfinite(array).all()  # None: these dots are of no days
    json.dumps([mark.style for mark in scene.marks])


def test_every_page_makes_an_explorer(made):
    assert {name for name, _, _ in made} == {path.stem for path in PAGES}


WIDTHS = [300, 400]  # pixels

LOST = """([panels, widths]) => widths.map((width) => panels.map(({ part, marks }) => {
    const c = document.createElement("canvas").getContext("2d"), boxes = [], written = [];
    const theme = { measures, roles: {}, font: "system-ui, sans-serif", back: "" };
    c.font = `${measures.TEXT}px ${theme.font}`;
    const f = painter.frame.frameOf(part, width, part.height, c, measures);
    c.fillText = (text) => written.push(text);
    painter.axes.drawAxes(c, part, f, theme);
    c.strokeText = () => {};
    c.fillText = (text, x, y) => {
        const high = parseFloat(c.font.match(/[\\d.]+px/));
        boxes.push({ text, x, y, right: x + c.measureText(text).width, under: y + high });
    };
    painter.labels.drawLabels(c, marks, f, theme, new Map());
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.x, b.x) > 3
        && Math.min(a.under, b.under) - Math.max(a.y, b.y) > 3;
    const on = boxes.flatMap((a, k) => boxes.slice(k + 1).filter((b) => over(a, b)).map((b) => [a.text, b.text]));
    return [...on, ...(part.x.ticks ?? []).map(([, text]) => text).filter((text) => !written.includes(text))];
}))"""


def labelled(panel):
    """A panel with its words, and the curves that they keep off, as a page knows them."""
    marks = [
        mark.style | {name: array.tolist() for name, array in arrays_of(mark, panel).items()}
        for mark in panel.placed
        if mark and mark.kind in ("text", "handle", "line", "nodes")
    ]
    return {"part": panel.style, "marks": marks}


@pytest.fixture(scope="module")
def moved(made):
    """All explorers at each end of each of their controls: ``{(lesson, number): [(control, value, scene), …]}``."""
    return {
        (lesson, number): [
            (name, value, explorer.scene(**{name: value}))
            for name, widget in explorer.controls.items()
            for value in ends(widget)
        ]
        for lesson, number, explorer in made
    }


def test_every_explorer_can_be_moved_to_the_ends_of_each_control(made, moved):
    for lesson, number, explorer in made:
        scenes = {}
        for name, value, scene in moved[lesson, number]:
            sound(scene)
            rows = counted(explorer, {name: value})
            many = tuple((each, len(array)) for each, array in rows.items())
            seen = scenes.setdefault(many, [explorer.scene(**rows)])
            seen.append(scene)
            assert alike(*seen), (lesson, number, name, value)


def test_no_label_lies_over_another_and_no_name_at_an_axis_is_lost(made, moved, painter):
    """In the narrowest panel that a page has, and in a wider one; the boards have tests of their own."""
    # The page keeps the frame that asked it last, and with it all that has a name there: no explorer has.
    ours = {(lesson, number) for lesson, number, each in made if each.draw.__module__.startswith("mlcourse.lessons")}
    for place in sorted(ours):
        panels = [labelled(panel) for _, _, scene in moved[place] for panel in scene.panels]
        lost = [each for width in painter.evaluate(LOST, [panels, WIDTHS]) for each in width if each]
        assert lost == [], place


def test_no_step_is_done_before_it_is_tried_and_each_is_done_where_it_is_shown(made):
    for lesson, number, explorer in made:
        if not explorer.steps:
            continue
        at_first = explorer.answers(explorer.scene(), **explorer.values)
        assert at_first == {}, (lesson, number, at_first)
        after = dict(explorer.values)  # as the steps before have left it
        for place, step in enumerate(explorer.steps):
            values = explorer.values | step.show
            scene = explorer.scene(**values)
            said = explorer.answers(scene, **values).get(place)
            assert said, (lesson, number, step.id)
            assert not MISWRITTEN.search(said), said
            progress.drop("step", step.id)  # the same step may stand in two pictures
            step.keep(SimpleNamespace(**(scene.facts | values)))
            assert step.before() == inked(said), "what it says is kept, and said again on another day"
            after |= step.show
            assert explorer.answers(explorer.scene(**after), **after).get(place), f"{step.id} after those before it"


def test_steps_are_five_at_most_each_with_an_id_of_its_own_room_and_no_number_typed(made):
    seen = {}
    counted = {each.file[:-6]: {asked.id for asked in each.asks} for each in start.lessons(NOTEBOOKS)}
    for lesson, number, explorer in made:
        assert len(explorer.steps) <= 5, (lesson, number)
        for step in explorer.steps:
            assert seen.setdefault(step.id, step) is step, step.id
            assert step.id in counted[lesson], f"{step.id} is not counted on the start page"
            room = explorer.draw.__module__.split(".")[2]
            assert step.id.startswith(f"{room}.") or room == "shared", step.id
            assert not re.search(r"[1-9]", re.sub(r"\{[^}]*\}", "", step.seen)), step.seen


@settings(  # a picture may train networks: the fifth of many, and not fewer than it takes to meet most explorers
    max_examples=max(60, settings.default.max_examples // 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_every_explorer_can_be_moved_anywhere(made, anywhere, data):
    k, values = data.draw(anywhere)
    *_, explorer = made[k]
    scene = explorer.scene(**values)
    sound(scene)
    assert alike(scene, explorer.scene(**counted(explorer, values)))


def test_moving_an_explorer_leaves_no_trace(made):
    for lesson, number, explorer in made:
        before = explorer.scene()
        for name, widget in explorer.controls.items():
            explorer.scene(**{name: ends(widget)[-1]})
        after = explorer.scene()
        assert after.says == before.says, (lesson, number)
        for one, other in zip(before.marks, after.marks, strict=True):
            for name in one.arrays:
                np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


# What the text names, the reader may write down.

FENCE = re.compile(r"```python\n(.*?)```", re.S)
NOT_RUN = "it is not run here"  # what a text says of code that needs more than the course


def invited(text):
    """Return the names that a text's code uses: in a block all, in a line those it calls or asks for a part of."""
    blocks = [] if NOT_RUN in text else FENCE.findall(text)
    named = set().union(*(free(ast.parse(block)) for block in blocks))
    for line in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)):
        with contextlib.suppress(SyntaxError):  # a command, or a formula
            tree = ast.parse(line.replace("…", "0"))
            called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
            asked = [node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
            named |= free(tree) & {each.id for each in called + asked if isinstance(each, ast.Name)}
    return named - set(dir(builtins))


def free(tree):
    """Return the names that code takes from elsewhere."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    imported = {alias.asname or alias.name for node in ast.walk(tree) for alias in getattr(node, "names", ())}
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)} | arguments | imported
    made |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {node.id for node in names} - made


def test_what_the_text_invites_to_use_is_known_by_then(walked):
    for path in LESSONS:
        below = iter(walked[path][1])
        names = next(below)
        for cell in json.loads(path.read_text())["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                names = next(below, names)  # a text may speak of the cell below it
            else:
                assert invited(source) <= names, (path.stem, source)


# Where a number stands above a question that has it for an answer, and why it may.
MAY_BE_TOLD = {
    ("sigmoids.steep", "04_piecewise_linear_sigmoids 04-saw-any"): "how far a staircase is missed, another quantity",
    ("relu.a_thousand_add_nothing", "03_gradient_descent a18eec56"): "the gain of 56 days over 28, another claim",
    (
        "depth.deep_beats_fat",
        "06_depth_and_overfitting 8682abd9",
    ): "100 ReLUs, which end where 448 do; those come later",
}


def test_nothing_is_told_before_it_is_asked(walked):
    found = {(id, where): text for id, where, text in early([each for *_, met in walked.values() for each in met])}
    assert {place: text for place, text in found.items() if place not in MAY_BE_TOLD} == {}
    assert found.keys() == MAY_BE_TOLD.keys(), "this may be told, and is not told any more"


# Terms that are everyday words, too: before a lesson says them they mean what they mean everywhere.
EVERYDAY = {"constant", "spread", "number of layers"}


def test_a_word_and_a_greek_letter_are_said_before_they_are_used(walked):
    met = [each for *_, met in walked.values() for each in met]
    assert list(unsaid(met, [term for term, *_ in TERMS if term not in EVERYDAY])) == []


# What an explorer holds: no more for all the places that a hand drags it to, and nothing once it is closed.

PLACES, SOME = 1000, 32  # of these places so many are drawn, twice over; all others cost what the second of these did
LONG, FEW = {"random_starts"}, 4  # what trains for a second at every place, and holds no settings: fewer are drawn
FRAMES = 2  # the last one drawn of what plays: a path that is longer is still one path
LEFT = 5_000_000  # bytes, at the most


def place(explorer, rng):
    """Any place a hand may drag an explorer to, by chance, at one of the first frames of what plays."""
    frames = {each.moves for each in explorer.movers if isinstance(each, Play)}
    return {
        name: int(rng.integers(FRAMES + 1)) if widget.model_id in frames else somewhere(widget, rng)
        for name, widget in explorer.controls.items()
    }


def somewhere(widget, rng):
    """Any value that a control can take, by chance."""
    if isinstance(widget, Points):
        return rng.uniform(widget.min, widget.max, (rng.integers(*widget.count, endpoint=True), len(widget.value[0])))
    if isinstance(widget, Dice):
        return int(rng.integers(10_000))
    if isinstance(widget, ipywidgets.IntSlider):
        return int(rng.integers(widget.min, widget.max, endpoint=True))
    if isinstance(widget, ipywidgets.FloatSlider):
        return rng.uniform(widget.min, widget.max)
    values = ends(widget)
    return values[rng.integers(len(values))]


def test_a_thousand_places_leave_little_behind(made):
    """What is held is measured where the explorer stood at first: there a large picture is none that was left."""
    left = {}
    gc.freeze()  # what was made before is not looked through again and again
    tracemalloc.start()
    for lesson, number, explorer in made:
        rng, held = np.random.default_rng(0), []
        home, some = place(explorer, rng), FEW if explorer.draw.__qualname__.split(".")[0] in LONG else SOME
        for count in (0, some, some):
            for _ in range(count):
                explorer.scene(**place(explorer, rng))
            explorer.scene(**home)
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
        first, second = np.diff(held)
        left[lesson, number, explorer.draw.__qualname__] = int(first + second * (PLACES - some) / some)
    tracemalloc.stop()
    gc.unfreeze()
    assert {where: bytes for where, bytes in left.items() if bytes > LEFT} == {}


def own(explorer):
    """Functions, runs and kept results that an explorer has made for itself, and draws with."""
    inner = [cell.cell_contents for cell in explorer.draw.__closure__ or ()]
    return [
        each
        for each in (explorer.draw, *inner)
        if isinstance(each, Runs) or getattr(each, "__qualname__", "").partition(".<locals>")[1]
    ]


def test_what_explorers_draw_with_goes_when_they_are_closed_and_they_themselves_once_nobody_shows_them(walked, made):
    """The last test of what the lessons have made, since it ends them. First they are held, as by a notebook's Out."""
    inner = [((lesson, number), weakref.ref(each)) for lesson, number, explorer in made for each in own(explorer)]
    outer = [((lesson, number), weakref.ref(explorer)) for lesson, number, explorer in made]
    questions = [each for each in ipywidgets.widgets.widget._instances.values() if isinstance(each, Question)]
    for each in (*questions, *(explorer for _, _, explorer in made)):
        each.close()
    del questions, each
    assert alive(inner) == []
    walked.clear()
    made.clear()
    assert alive(outer) == []


def alive(references):
    gc.collect()
    return [whose for whose, held in references if held() is not None]


# Each task has its starter, and below it a worked solution to unfold.

UNFOLDS = re.compile(r"\A<details>\n<summary>A worked solution</summary>\n\n```python\n(.*?)```.*</details>\Z", re.S)


def tried(path):
    """Run a lesson, and return for each task ``(starter, solution, their verdicts)``."""
    found, namespace = [], {"__name__": "__main__"}
    all = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(path.read_text())["cells"]]
    for place, (kind, source) in enumerate(all):
        if kind != "code":
            continue
        starter = run(source, namespace)
        if isinstance(starter, Checked):
            solution = UNFOLDS.match(all[place + 1][1])
            assert solution, f"no worked solution below {source!r}"
            found.append((source, solution[1], (starter.solved, run(solution[1], dict(namespace)).solved)))
    return found


def test_three_tasks_or_more_each_with_a_starter_that_is_untried_and_a_solution_that_solves_it(lesson):
    found = tried(lesson)
    for starter, solution, verdicts in found:
        assert verdicts == (None, True), solution
        assert starter.splitlines()[-1] == solution.splitlines()[-1]
    assert len(found) >= 3
