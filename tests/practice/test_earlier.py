"""A file that an earlier version of the course has kept: all of it is there again, under ids."""

import json
from pathlib import Path

import pytest

from mlcourse import practice
from mlcourse.lessons.depth import bets
from mlcourse.lessons.function import questions
from mlcourse.practice import lessons, progress, start
from notebooks import NOTEBOOKS

OLD = Path(__file__).with_name("progress_of_version_1.json")  # kept by the course when its version was 1
HELD = json.loads(OLD.read_text("utf-8"))
# What is asked in other words since then, by its id; its answers are kept all the same.
REWORDED = {
    "loss.two_days": (
        "Two days: predictions 5k and 8k, labels 6k and 5k. What is L, the mean absolute error, in thousands?"
    ),
    "depth.two_layers": "Seven days, two hidden layers of ten units. How many parameters are in θ?",
    "depth.each_layer_lowers": (
        "1, 2, 3, 4 layers, trained for a small L and nothing else: in how many of 10 seeds does L fall with each "
        "further layer?"
    ),
    "depth.fourth_layer_overfits": (
        "Four layers instead of three, trained for a small L and nothing else: in how many of 10 seeds does L fall and "
        "L′ rise?"
    ),
    "loss.best_pair": "This is the map of all pairs, w and b. Where does the best one lie? Put your point there.",
    "depth.hand_in": (
        "Hand in a model, by its name in the table: one that the validation year cannot tell from the best."
    ),
    "depth.too_stiff": "L and L′ are both large, and no training lowers L. What is that called?",
    "depth.forty_five_days": ("12 claims about L′. How many have the same verdict on 45 days as on all of 2021?"),
}
# Questions that the course asks no more, by their ids and by their words: what was answered stays in the file.
NO_MORE = {
    "function.copy": (
        "With w = 1 and b = 0, how many thousand views does the line predict after a day with 12 thousand?"
    ),
    "descent.twenty_starts": "Twenty random starts of one small model, trained. How far apart do their losses end?",
    "descent.by_mae": "And by MAE, with the same large η?",
    "descent.straight": "Can a linear model with w > 0 ever say: many readers yesterday, so fewer today?",
}
NO_MORE |= {words: id for id, words in NO_MORE.items()}


@pytest.fixture(autouse=True)
def file():
    progress.file().write_bytes(OLD.read_bytes())
    return progress.file()


@pytest.mark.parametrize("kind", ["predicted", "bet", "solved", "claim"])
def test_every_entry_stands_under_the_id_of_what_has_its_words(kind):
    held, known = (asked_still(entries) for entries in (HELD[kind], progress.known(kind)))
    assert len(known) == len(held) > 10
    asked = "bet" if kind == "claim" else kind
    words = {bet_words(id) if asked == "bet" else words_of(asked, id) for id in known}
    assert words == set(held)


def words_of(kind, id):
    return REWORDED.get(id) or NO_MORE.get(id) or lessons.words(kind, id)


def asked_still(entries):
    return {key: entry for key, entry in entries.items() if key not in NO_MORE}


def bet_words(id):
    if id in REWORDED:
        return REWORDED[id]
    room, name = id.split(".")
    module = __import__(f"mlcourse.lessons.{room}.bets", fromlist=["bets"])
    return getattr(module, name)().question


def test_what_was_right_is_right_and_no_answer_has_changed():
    by_words = {entry["answer"]: None for entry in HELD["predicted"].values() if isinstance(entry["answer"], str)}
    for id, entry in progress.known("predicted").items():
        held = HELD["predicted"][words_of("predicted", id)]
        assert entry["right"] == held["right"]
        assert entry["on"] == held["on"]
        if isinstance(entry["answer"], str):
            by_words[held["answer"]] = entry["answer"]
        else:
            assert entry["answer"] == held["answer"]
    assert None not in by_words.values()


def test_an_answer_kept_in_words_is_the_button_that_had_them():
    question = practice.predict(questions.GO)
    assert question.asked.choices[question.answer] == HELD["predicted"][questions.GO.question]["answer"]
    assert ">Yes." in question.verdict.value


def test_a_bet_and_its_claim_are_in_the_ledger_with_the_numbers_of_the_verdict():
    for id, entry in progress.known("claim").items():
        held = HELD["claim"][bet_words(id)]
        assert held["verdict"].endswith(f"({entry['k']} of {entry['n']} {entry['of']})")
        assert (entry["choices"], entry["truth"], entry["unit"]) == (held["choices"], held["truth"], held["unit"])
    assert "12 of 12 claims" in practice.ledger().scene().says
    assert practice.bet(bets.deep_beats_fat()).answer == progress.known("bet")["depth.deep_beats_fat"]["answer"]


def test_the_start_page_counts_all_of_it():
    done = [int(row[2].split(" of ")[0]) for row in start.so_far(NOTEBOOKS).rows if row[2] != "–"]
    assert sum(done) == len(HELD["predicted"].keys() - NO_MORE.keys())


def test_the_old_file_stands_until_something_is_kept_and_nothing_has_to_be_set_aside(file, capsys):
    for kind in progress.KINDS:
        progress.known(kind)
    assert file.read_bytes() == OLD.read_bytes()
    before = {kind: progress.known(kind) for kind in progress.KINDS}
    progress.keep("model", "mine", L=0.5, unseen=0.6)
    assert json.loads(file.read_bytes())["version"] == 2
    assert {kind: progress.known(kind) for kind in progress.KINDS if kind != "model"} == {
        kind: entries for kind, entries in before.items() if kind != "model"
    }
    assert progress.known("model").keys() == before["model"].keys() | {"mine"}
    assert [path.name for path in file.parent.glob("progress.json*")] == ["progress.json"]
    assert capsys.readouterr().out == ""


def test_what_the_course_never_asked_stays_as_it_is(file):
    file.write_text('{"version": 1, "predicted": {"A teacher\'s own?": {"answer": "yes", "outcome": "So it is."}}}')
    assert progress.known("predicted") == {"A teacher's own?": {"answer": "yes"}}


def test_a_damaged_entry_is_said_and_the_file_set_aside_before_anything_is_written(file, capsys):
    file.write_text('{"version": 1, "bet": 3, "claim": {"a": {"choices": [1], "truth": 1, "unit": "", "verdict": 2}}}')
    assert progress.known("claim") == progress.known("bet") == {}
    assert "holds something else" in capsys.readouterr().out
    progress.keep("solved", "a", right=True)
    assert len(list(file.parent.glob("*.aside-1"))) == 1
