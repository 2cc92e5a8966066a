"""Progress: kept, never lost, never overwritten by another lesson."""

import json
import multiprocessing
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcourse import progress


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path


def test_what_is_kept_is_known_again():
    progress.keep("predicted", "Which?", answer="two", right=False)
    assert progress.known("predicted")["Which?"].items() >= {"answer": "two", "right": False}.items()
    assert progress.known("bet") == {}


def test_the_file_can_be_read_by_a_person(folder):
    progress.keep("bet", "Does η matter?", answer="yes", right=True)
    text = (folder / "progress.json").read_text("utf-8")
    assert '"Does η matter?": {\n' in text
    assert json.loads(text)["version"] == progress.VERSION


def test_a_second_entry_of_one_name_replaces_the_first_and_no_other():
    progress.keep("solved", "a", right=False)
    progress.keep("solved", "b", right=False)
    progress.keep("solved", "a", right=True)
    assert {name: entry["right"] for name, entry in progress.known("solved").items()} == {"a": True, "b": False}


@settings(max_examples=settings.default.max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.floats(allow_nan=False)), max_size=5))
def test_any_words_and_numbers_are_kept_as_they_are(folder, entries):
    (folder / "progress.json").unlink(missing_ok=True)
    for name, answer in entries.items():
        progress.keep("predicted", name, answer=answer)
    assert {name: entry["answer"] for name, entry in progress.known("predicted").items()} == entries


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "cannot be read"),
        ("[]", "holds something else"),
        ('{"version": 1, "bet": 3}', "holds something else"),
        ('{"version": 1, "bet": {"a": 3}}', "holds something else"),
        ('{"version": 1, "model": {"a line": {"L": 1.6}}}', "holds something else"),
        ('{"version": 0, "bet": {}}', "is of version 0"),
        ("{}", "is of version None"),
    ],
)
def test_a_damaged_or_older_file_is_set_aside_and_said_so(folder, capsys, text, why):
    file = folder / "progress.json"
    file.write_text(text)
    assert progress.known("bet") == {}
    said = capsys.readouterr().out
    assert f"progress.json {why}" in said
    assert "progress.json.aside-1" in said
    assert (folder / "progress.json.aside-1").read_text() == text
    progress.keep("bet", "a", answer=1)
    assert "a" in progress.known("bet")


def test_a_file_from_before_there_was_a_kind_of_entry_is_read_as_it_is(folder):
    (folder / "progress.json").write_text('{"version": 1, "bet": {"a": {"answer": 3}}}')
    assert progress.known("claim") == {}
    progress.keep("model", "a line", L=1.6, unseen=1.1)
    assert progress.known("bet") == {"a": {"answer": 3}}


def test_a_second_damaged_file_does_not_overwrite_the_first(folder, capsys):
    for text in ("one", "two"):
        (folder / "progress.json").write_text(text)
        progress.known("bet")
    assert [(folder / f"progress.json.aside-{n}").read_text() for n in (1, 2)] == ["one", "two"]
    assert "aside-2" in capsys.readouterr().out


def test_where_nothing_can_be_written_the_lesson_goes_on(monkeypatch, capsys, tmp_path):
    (tmp_path / "a file").touch()
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "a file" / "progress.json"))
    for _ in range(2):
        progress.keep("bet", "a", answer=1)
    assert progress.known("bet") == {}
    assert capsys.readouterr().out.count("The lesson goes on without it.") == 1


def test_what_is_dropped_is_gone_and_nothing_else():
    for name in ("a", "b"):
        progress.keep("solved", name, right=True)
    progress.drop("solved", "a")
    progress.drop("solved", "never kept")
    assert list(progress.known("solved")) == ["b"]


def test_the_old_file_stands_until_the_new_one_is_whole(folder, monkeypatch):
    progress.keep("solved", "a", right=True)
    moved, replace = [], os.replace

    def watched(new, file):
        moved.append([list(json.loads(each.read_text("utf-8"))["solved"]) for each in (file, new)])
        replace(new, file)

    monkeypatch.setattr(progress.os, "replace", watched)
    progress.keep("solved", "b", right=True)
    assert moved == [[["a"], ["a", "b"]]]


def test_a_power_cut_in_the_middle_of_writing_leaves_the_old_file(folder, monkeypatch):
    progress.keep("solved", "a", right=True)

    def cut(path, text, encoding):
        path.write_bytes(text.encode(encoding)[:20])
        raise KeyboardInterrupt

    monkeypatch.setattr(progress.Path, "write_text", cut)
    with pytest.raises(KeyboardInterrupt):
        progress.keep("solved", "b", right=True)
    assert list(progress.known("solved")) == ["a"]
    assert not list(folder.glob("*.aside-*"))


def keep_many(path, who, together):
    os.environ["MLCOURSE_PROGRESS"] = path
    together.wait()
    for n in range(100):
        progress.keep("solved", f"{who}, {n}", right=True)


def test_two_lessons_open_at_once_do_not_overwrite_each_other(folder):
    start = multiprocessing.get_context("spawn")
    together, path = start.Barrier(2), str(folder / "progress.json")
    lessons = [start.Process(target=keep_many, args=(path, who, together)) for who in "ab"]
    for lesson in lessons:
        lesson.start()
    for lesson in lessons:
        lesson.join()
    assert [lesson.exitcode for lesson in lessons] == [0, 0]
    assert len(progress.known("solved")) == 200
    assert not list(folder.glob("*.aside-*"))
