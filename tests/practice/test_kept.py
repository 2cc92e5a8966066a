"""Whatever stands in the file where progress is kept: no cell stops, and what fits is read."""

import json
import math
import shutil

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mlcourse import practice
from mlcourse.interact.cell import close_all
from mlcourse.lessons.loss import bets, questions, tasks
from mlcourse.practice import progress, start
from notebooks import LESSONS

WEEK, SURE, TASK = "loss.week_or_line", "loss.sure", "loss.two_days"
CLAIM = {"choices": [0, 1, 2, 3, 4], "truth": 4, "unit": " years", "k": 9, "n": 10, "of": "months"}
# Under the ids of what a lesson really asks, and under others.
GOOD = {
    "predicted": {SURE: {"answer": 0.7, "right": False}, "Another?": {"answer": {"w": 0.5, "b": 2}}},
    "bet": {WEEK: {"answer": 2, "on": "2026-11-24"}, "Another?": {"answer": 0.5}},
    "solved": {TASK: {"right": False}, "Another task": {"right": True}},
    "step": {"loss.three_days": {"seen": {"n": 3, "day": "2021-12-24"}}, "loss.other": {}},
    "claim": {WEEK: CLAIM, "Another?": CLAIM | {"choices": [0, 1.5]}},
    "model": {"as last week": {"L": 0.7, "unseen": 0.8}, "a network": {"L": 0.5, "unseen": 0.6}},
}
NUMBERS = st.integers() | st.floats() | st.sampled_from([0, True, 1e300, -1, 10**400])
WORDS = st.text(st.characters(), max_size=5) | st.sampled_from(["version", "\ud83d", "[x|y]", "<b>", *progress.KINDS])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def nearly(draw):
    """Draw a file that fits but for some values, entries or kinds, and what in it is whole."""
    held, whole = json.loads(json.dumps(GOOD)), json.loads(json.dumps(GOOD))
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(list(GOOD)))
        name = draw(st.sampled_from(list(GOOD[kind])) | WORDS)
        entry = held[kind].get(name)
        if isinstance(entry, dict) and draw(st.booleans()):
            field = draw(st.sampled_from(list(entry) or ["answer"]) | WORDS)
            entry[field] = draw(VALUES)
        else:
            held[kind][name] = draw(VALUES)
        whole[kind].pop(name, None)
    for kind in draw(st.lists(st.sampled_from([*GOOD, "strange"]), max_size=1)):
        held[kind] = draw(VALUES)
        whole.pop(kind, None)
    return json.dumps({"version": 2} | held).encode(), whole


@pytest.fixture
def folder(tmp_path):
    shutil.copy(LESSONS[1], tmp_path)
    return tmp_path


def everything_that_reads(folder):
    """Open and run what a lesson does; return what was made."""
    asked = practice.predict(questions.SURE), practice.bet(bets.week_or_line())
    boards = practice.ledger(), practice.leaderboard({"mine": (0.4, 0.5)})
    assert all(board.scene().says for board in boards)
    assert practice.check(tasks.two_days, 4.0).solved is False
    assert "lesson" in start.so_far(folder)._repr_html_()
    assert start.again(folder)._repr_html_()
    close_all(*asked, *boards)


@settings(max_examples=settings.default.max_examples // 3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=nearly())
@example(file=(json.dumps({"version": 2} | GOOD).encode("utf-8-sig"), GOOD))
@example(file=(json.dumps({"version": 2, "bet": {WEEK: {"answer": math.nan}}}).encode(), {}))
def test_of_a_file_that_nearly_fits_all_that_does_is_read_and_stays(folder, file):
    held, whole = file
    for old in folder.glob("progress.json*"):
        old.unlink()
    progress.file().write_bytes(held)
    for kind, entries in whole.items():
        assert progress.known(kind).items() >= entries.items()
    given = json.loads(held.decode("utf-8-sig"))
    all_is_read = given == {"version": 2} | {kind: progress.known(kind) for kind in given if kind in progress.KINDS}
    everything_that_reads(folder)
    rewritten = {WEEK, TASK, "as last week"}  # by the cells that ran
    for kind, entries in whole.items():
        assert progress.known(kind).items() >= {n: e for n, e in entries.items() if n not in rewritten}.items()
    assert json.loads(progress.file().read_bytes())["version"] == 2
    assert [each.read_bytes() for each in folder.glob("*.aside-*")] == ([] if all_is_read else [held])


@settings(max_examples=settings.default.max_examples // 3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.binary() | VALUES.map(json.dumps).map(str.encode) | st.text().map(str.encode))
@example(held=b"[" * 100_000)
@example(held=b'{"version": 2, "bet": ' + b'{"a": ' * 100_000)
@example(held=b"")
@example(held=b'{"version":true}')
def test_of_any_file_nothing_stops_and_nothing_is_lost(folder, held):
    for old in folder.glob("progress.json*"):
        old.unlink()
    progress.file().write_bytes(held)
    everything_that_reads(folder)
    assert [each.read_bytes() for each in folder.glob("*.aside-*")] == [held]
