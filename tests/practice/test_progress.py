"""Progress: kept, never lost, never overwritten by another lesson."""

import json
import multiprocessing
import os

import filelock
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcourse.practice import progress

WHOLE, FLOATS = st.integers(-(10**38), 10**38), st.floats(-3e37, 3e37)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path


def test_what_is_kept_is_known_again():
    progress.keep("predicted", "Which?", answer="two", right=False)
    assert progress.known("predicted")["Which?"].items() >= {"answer": "two", "right": False}.items()
    assert progress.known("bet") == {}


def test_the_file_can_be_read_by_a_person(folder):
    progress.keep("predicted", "Does η matter?", answer="yes", right=True)
    text = (folder / "progress.json").read_text("utf-8")
    assert '"Does η matter?": {\n' in text
    assert json.loads(text)["version"] == progress.VERSION


def test_a_second_entry_of_one_name_replaces_the_first_and_no_other():
    progress.keep("solved", "a", right=False)
    progress.keep("solved", "b", right=False)
    progress.keep("solved", "a", right=True)
    assert {name: entry["right"] for name, entry in progress.known("solved").items()} == {"a": True, "b": False}


@settings(max_examples=settings.default.max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.dictionaries(st.text(), st.one_of(st.text(), WHOLE, FLOATS), max_size=5))
def test_any_words_and_numbers_are_kept_as_they_are(folder, entries):
    (folder / "progress.json").unlink(missing_ok=True)
    for name, answer in entries.items():
        progress.keep("predicted", name, answer=answer)
    assert {name: entry["answer"] for name, entry in progress.known("predicted").items()} == entries


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "cannot be read"),
        ("", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("\0", "cannot be read"),
        ("[]", "holds something else"),
        ('{"version": 2, "bet": 3}', "holds something else than progress ('bet': 3)"),
        ('{"version": 2, "strange": {"a": {}}}', "holds something else than progress ('strange'"),
        ('{"version": 2, "bet": {"a": 3}}', "(bet: 'a' should have answer, and is 3)"),
        ('{"version": 2, "bet": {"a": {"answer": NaN}}}', "(bet: answer of 'a' should be an ordinary number, not nan)"),
        ('{"version": 2, "bet": {"a": {"answer": 1e999}}}', "should be an ordinary number, not inf)"),
        ('{"version": 2, "bet": {"a": {"answer": 1%s}}}' % ("0" * 5000), "should be an ordinary number, not inf)"),
        ('{"version": 2, "bet": {"a": {"answer": true}}}', "should be an ordinary number, not True)"),
        ('{"version": 2, "bet": {"a": {"answer": 1, "note": 2}}}', "(bet: 'a' has 'note': 2)"),
        ('{"version": 2, "bet": {"a": {"answer": 1, "on": "soon"}}}', "(bet: 'a' has 'on': 'soon')"),
        ('{"version": 2, "bet": {"\\ud83d": {"answer": 1}}}', r"its name should be words, not '\ud83d')"),
        ('{"version": 2, "model": {"a line": {"L": 1.6}}}', "(model: 'a line' has no unseen)"),
        ('{"version": 2, "model": {"a line": {"L": -1, "unseen": 1}}}', "(model: L of 'a line' should be"),
        ('{"version": 2, "predicted": {"a": {"answer": {}}}}', "(predicted: answer of 'a' should be words, an"),
        ('{"version": 0, "bet": {}}', "is of version 0, and this course writes 2"),
        ('{"version": 3, "bet": {}}', "is of version 3, and this course writes 2"),
        ("{}", "is of version None"),
    ],
)
def test_what_does_not_fit_is_said_once_and_the_file_set_aside_before_anything_is_written(folder, capsys, text, why):
    file = folder / "progress.json"
    file.write_text(text)
    assert [progress.known(kind) for kind in progress.KINDS] == [{}] * len(progress.KINDS)
    said = capsys.readouterr().out
    assert said.startswith("progress.json ")
    assert said.count(why) == 1
    assert file.read_text() == text
    progress.keep("bet", "b", answer=1)
    assert list(progress.known("bet")) == ["b"]
    assert (folder / "progress.json.aside-1").read_text() == text
    assert capsys.readouterr().out == f"progress.json as it was is kept: {folder}/progress.json.aside-1\n"
    progress.keep("bet", "c", answer=2)
    assert len(list(folder.glob("*.aside-*"))) == 1


CLAIM = {"choices": [0, 1], "truth": 0.5, "unit": "k", "k": 9, "n": 10, "of": "seeds"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("choices", value) for value in ("abc", [], None, [1, 0], ["a"], [0, float("nan")], {"0": 1}, [[0], [1]])),
        *(("truth", value) for value in ("1", None, True, float("inf"), [1], 10**400)),
        *(("unit", value) for value in (None, 1, ["a"], "\ud83d")),
        *((name, value) for name in "kn" for value in (None, -1, 0.5, "9", True)),
        *(("of", value) for value in (None, 1, "", "days")),
    ],
)
def test_a_claim_that_is_none_is_neither_kept_nor_read(folder, capsys, field, value):
    with pytest.raises(ValueError, match=f"^this claim cannot be kept: {field} of 'Is it so\\?' should be .*, not "):
        progress.keep("claim", "Is it so?", **CLAIM | {field: value})
    assert not (folder / "progress.json").exists()
    held = {"version": 2, "claim": {"Is it so?": CLAIM | {field: value}, "And this?": CLAIM}}
    (folder / "progress.json").write_text(json.dumps(held))
    assert list(progress.known("claim")) == ["And this?"]
    assert f"{field} of 'Is it so?' should be" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "entry", "field", "value"),
    [
        *(("claim", CLAIM, "chance", value) for value in (None, -0.1, 1.1, "1/2", float("nan"))),
        *(("claim", CLAIM, name, value) for name in ("low", "high") for value in (None, "1", float("inf"))),
        *(("model", {"L": 1.0, "unseen": 1.0}, "validation", value) for value in (None, -1, "1")),
        *(("model", {"L": 1.0, "unseen": 1.0}, "blind", value) for value in (None, 1, "yes")),
    ],
)
def test_what_an_entry_may_hold_besides_is_checked_as_well(kind, entry, field, value):
    with pytest.raises(ValueError, match=f"cannot be kept: 'a' has '{field}'"):
        progress.keep(kind, "a", **entry | {field: value})
    progress.keep(kind, "a", **entry)
    assert list(progress.known(kind)) == ["a"]


def test_the_first_fault_is_told_and_the_others_are_counted(folder, capsys):
    (folder / "progress.json").write_text('{"version": 2, "bet": {"a": 1, "b": {"answer": 2}, "c": 3}, "x": 4}')
    assert progress.known("bet") == {"b": {"answer": 2}}
    assert "(bet: 'a' should have answer, and is 1), and 2 more such faults." in capsys.readouterr().out


def test_numbers_of_numpy_are_kept_as_plain_ones():
    progress.keep("claim", "a", **CLAIM | {"choices": np.arange(3), "truth": np.float32(0.5)})
    progress.keep("bet", "a", answer=np.int64(2), right=np.bool_(True))
    assert progress.known("claim")["a"].items() >= {"choices": [0, 1, 2], "truth": 0.5}.items()
    assert progress.known("bet")["a"].items() >= {"answer": 2, "right": True}.items()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_file_that_an_editor_has_written_in_another_encoding_is_read(folder, capsys, encoding):
    held = {"version": 2, "predicted": {"Ist es η?": {"answer": "ja"}}}
    (folder / "progress.json").write_bytes(json.dumps(held, ensure_ascii=False).encode(encoding))
    assert progress.known("predicted") == held["predicted"]
    assert capsys.readouterr().out == ""


def test_what_stands_in_the_file_twice_is_read_and_the_file_set_aside_before_it_is_written(folder, capsys):
    text = '{"version": 2, "bet": {"a": {"answer": 1}}, "bet": {"b": {"answer": 2}, "b": {"answer": 3}}}'
    (folder / "progress.json").write_text(text)
    assert progress.known("bet") == {"a": {"answer": 1}, "b": {"answer": 3}}
    assert "holds 'b' twice, and 1 more such fault." in capsys.readouterr().out
    progress.drop("bet", "b")
    assert (folder / "progress.json.aside-1").read_text() == text


def test_a_file_from_before_there_was_a_kind_of_entry_is_read_as_it_is(folder):
    (folder / "progress.json").write_text('{"version": 2, "bet": {"a": {"answer": 3}}}')
    assert progress.known("claim") == {}
    progress.keep("model", "a line", L=1.6, unseen=1.1)
    assert progress.known("bet") == {"a": {"answer": 3}}


def test_a_second_damaged_file_does_not_overwrite_the_first(folder, capsys):
    for text in ("one", "two"):
        (folder / "progress.json").write_text(text)
        progress.keep("bet", "a", answer=1)
    assert [(folder / f"progress.json.aside-{n}").read_text() for n in (1, 2)] == ["one", "two"]
    assert "aside-2" in capsys.readouterr().out


def test_where_nothing_can_be_written_the_lesson_goes_on(monkeypatch, capsys, tmp_path):
    (tmp_path / "a file").touch()
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "a file" / "progress.json"))
    for _ in range(2):
        progress.keep("bet", "a", answer=1)
    assert progress.known("bet") == {}
    assert capsys.readouterr().out.count("The lesson goes on without it.") == 1


def test_a_folder_in_the_files_place_is_set_aside_too(folder, capsys):
    (folder / "progress.json").mkdir()
    (folder / "progress.json" / "mine.txt").touch()
    progress.keep("bet", "a", answer=1)
    assert "a" in progress.known("bet")
    assert (folder / "progress.json.aside-1" / "mine.txt").exists()
    assert "cannot be read" in capsys.readouterr().out


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(folder, capsys):
    (folder / "elsewhere").mkdir()
    target, link = folder / "elsewhere" / "mine.json", folder / "progress.json"
    link.symlink_to(target)
    progress.keep("bet", "a", answer=1)
    target.write_text(target.read_text()[:-20])
    progress.keep("bet", "b", answer=1)
    assert link.is_symlink()
    assert list(json.loads(target.read_text())["bet"]) == list(progress.known("bet")) == ["b"]
    assert {path.name for path in folder.iterdir()} == {"elsewhere", "progress.json"}
    assert (target.parent / "mine.json.aside-1").exists()
    assert "cannot be read" in capsys.readouterr().out


def test_a_link_to_itself_is_said_and_set_aside(folder, capsys):
    (folder / "progress.json").symlink_to(folder / "progress.json")
    assert progress.known("bet") == {}
    progress.keep("bet", "a", answer=1)
    assert "a" in progress.known("bet")
    assert "cannot be read" in capsys.readouterr().out


def test_a_folder_closed_to_writing_shows_what_was_kept_and_says_once_that_no_more_can_be(folder, capsys, monkeypatch):
    progress.keep("bet", "a", answer=1)

    def closed(*_, **__):
        raise PermissionError("closed")

    monkeypatch.setattr(filelock.FileLock, "acquire", closed)  # the one who runs this may be allowed everything
    for _ in range(2):
        progress.keep("bet", "b", answer=1)
        assert list(progress.known("bet")) == ["a"]
    assert capsys.readouterr().out.count("goes on without it") == 1


def test_who_reads_asks_for_no_lock_and_writes_nothing(folder, monkeypatch):
    (folder / "progress.json").write_text('{"version": 2, "bet": {"a": {"answer": 1}, "b": 2}}')
    monkeypatch.setattr(filelock, "FileLock", None)
    assert list(progress.known("bet")) == ["a"]
    assert [path.name for path in folder.iterdir()] == ["progress.json"]


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
