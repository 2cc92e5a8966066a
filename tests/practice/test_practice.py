"""Commit first, then see; and a check that hints, never crashes."""

import numpy as np
import pytest

from mlcourse import practice
from mlcourse.data import during, lagged, load_views
from mlcourse.interact.explorer import Explorer
from mlcourse.losses import mae
from mlcourse.pictures.marks import Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.practice import progress
from mlcourse.practice.answers import said_by, two_numbers
from mlcourse.practice.asked import Bet, Choice, Nearest, Number, Point
from mlcourse.practice.check import Checked, check, task
from mlcourse.practice.question import predict
from mlcourse.verdict import Verdict


@pytest.fixture
def explorer():
    return Explorer(lambda w: Scene(says=f"w = {w}"), w=(0, 1))


def ask(id, choices=None, truth=None, then=None, within=None, **more):
    """Ask a question whose words are its id, and the words of its choices their keys."""
    if choices is None:
        kind = Point if isinstance(truth, dict) else Number
        return predict(kind(id, id, truth=truth, within=within, **more), then)
    if isinstance(choices[0], str):
        return predict(Choice(id, id, {each: each for each in choices}, truth, **more), then)
    return predict(Nearest(id, id, choices, truth, **more), then)


def bet(id, choices, truth, unit=""):
    return practice.bet(Bet(id, id, choices, truth, found=Verdict(9, 10), unit=unit))


def texts(explorer):
    return [mark.text for mark in explorer.scene().marks if isinstance(mark, Text)]


def test_what_follows_is_hidden_until_the_reader_has_answered(explorer):
    question = ask("Which?", ["one", "two"], truth="two", then=explorer)
    assert explorer not in question.children
    question.commit("one")
    assert question.children[-1] is explorer


def test_a_click_commits(explorer):
    question = ask("Which?", ["one", "two"], truth="two", then=explorer)
    question.entries[1].click()
    assert question.answer == "two"
    assert ">Yes." in question.verdict.value


def test_a_wrong_answer_is_set_beside_the_right_one():
    question = ask("Which?", ["one", "two"], truth="two")
    question.commit("one")
    assert ">You said “one”; right is “two”.<" in question.verdict.value


def test_the_first_answer_stays():
    question = ask("Which?", ["one", "two"], truth="two")
    question.commit("one")
    question.commit("two")
    assert question.answer == "one"
    assert "You said “one”" in question.verdict.value


def test_of_numbers_the_one_nearest_to_the_truth_is_right():
    question = ask("How much?", [0.2, 1.7, 4.0], truth=1.675, why="It is 1.68.")
    question.commit(1.7)
    assert ">Yes. It is 1.68.<" in question.verdict.value


def test_a_wrong_number_is_told_which_choice_is_nearest_and_both_as_they_stand_on_the_buttons():
    question = ask("How much?", [0.2, 4.0], truth=0.5)
    question.commit(4.0)
    assert ">You said “4.0”; nearest is “0.2”.<" in question.verdict.value


def test_a_truth_that_is_none_of_the_choices_is_refused():
    with pytest.raises(ValueError, match="is 'three', and its choices are one, two"):
        ask("Which?", ["one", "two"], truth="three")


def test_a_number_in_the_box_is_right_within_its_tolerance():
    for said, words in (
        (1.7, ">Yes. It counts within 0.1. It is 1.68.<"),
        (2.5, "right is “1.68”. It counts within 0.1. It"),
    ):
        question = ask(f"How much, {said}?", truth=1.675, why="It is 1.68.", within=0.1)
        enter(question, str(said))
        assert question.answer == said
        assert words in question.verdict.value


@pytest.mark.parametrize(("choices", "answer"), [(["one", "two"], "one"), ([1, 2], 1), (None, 3.5)])
def test_an_answer_is_there_again_when_the_lesson_is_opened_anew(explorer, choices, answer):
    truth = choices[1] if choices else 2.0
    first = ask("Which?", choices, truth=truth, then=explorer, within=0.1)
    first.commit(answer)
    again = ask("Which?", choices, truth=truth, then=explorer, within=0.1)
    assert again.answer == answer
    assert again.verdict.value == first.verdict.value
    assert again.children[-1] is explorer


def test_a_kept_answer_that_is_no_choice_any_more_is_asked_again():
    ask("Which?", ["one", "two"], truth="two").commit("one")
    assert ask("Which?", ["two", "three"], truth="two").answer is None


KEPT = ["one", "", 1, 0.5, 3e37, {"w": 0.5, "b": 4.0}, {"w": 0.5}, {"x": 1}]


@pytest.mark.parametrize("kept", KEPT, ids=str)
@pytest.mark.parametrize("how", [{"choices": ["one", "two"], "truth": "two"}, {"choices": [0.5, 2], "truth": 2}, {}])
def test_an_answer_of_another_kind_than_the_question_has_now_is_asked_again(explorer, kept, how):
    progress.keep("predicted", "Which?", answer=kept, right=True)
    answer = ask("Which?", **how or {"truth": 2.0, "within": 0.1}, then=explorer).answer
    fits = kept in how["choices"] if how else not isinstance(kept, str | dict)
    assert answer == (kept if fits else None)


def enter(question, text):
    """Write into the box and press Enter, as a page tells it."""
    question.entries[0]._entered(None, {"text": text}, None)


@pytest.mark.parametrize(("text", "number"), [("3.5", 3.5), (" 3,5 ", 3.5), ("−2", -2.0), ("1e3", 1000.0)])
def test_a_number_is_read_with_a_point_or_a_comma_and_any_minus(text, number):
    question = ask("How much?", truth=2.0, within=0.1)
    enter(question, text)
    assert question.answer == number


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "Write a number first."), ("  ", "Write a number first."), ("abc", "“abc” is no number:")],
)
def test_what_is_no_number_commits_nothing_and_is_said(text, why):
    question = ask("How much?", truth=2.0, within=0.1)
    enter(question, text)
    assert question.answer is None
    assert question.entries[0].why.startswith(why)


def test_a_number_that_cannot_be_kept_is_told_so_and_is_no_answer(explorer):
    question = ask("How much?", truth=2.0, within=0.1, then=explorer)
    enter(question, "1e300")
    assert "should be words, an ordinary number" in question.verdict.value
    enter(question, "nan")
    assert question.entries[0].why.startswith("“nan” is no number:")
    assert question.answer is None
    assert progress.known("predicted") == {}
    enter(question, "2")
    assert ">Yes." in question.verdict.value


def test_ask_me_again_takes_the_answer_back_and_hides_what_followed(explorer):
    question = ask("Which?", ["one", "two"], truth="two", then=explorer)
    question.commit("one")
    question.again.click()
    assert question.answer is None
    assert explorer not in question.children
    question.commit("two")
    assert progress.known("predicted")["Which?"]["right"]


def test_predictions_and_bets_are_kept_apart():
    ask("Which?", [1, 2], truth=2).commit(1)
    bet("Sure?", [1, 2], truth=2).commit(2)
    assert list(progress.known("predicted")) == ["Which?"]
    assert progress.known("bet")["Sure?"]["right"]


def test_a_solved_task_stays_solved():
    for answer, right in ((1, False), (42, True), (50, True)):
        check(answers, answer)
        assert progress.known("solved")[answers.id]["right"] is right
    check(answers, ...)
    assert progress.known("solved")[answers.id]["right"]


def test_what_the_reader_sees_cannot_be_taken_for_html():
    question = ask("a < b?", ["<b>"], truth="<b>")
    assert "a &lt; b?" in question.children[0].value


@task("mine.answers", "What is the answer to everything?")
def answers(answer):
    if answer == 42:
        return None
    return "More than forty." if answer < 40 else "Less than that."


def test_the_right_answer_solves_the_task():
    assert check(answers, 42) == Checked(True, "")


def test_a_wrong_answer_gets_the_hint_that_fits_it():
    assert check(answers, 1) == Checked(False, "More than forty.")
    assert check(answers, 50) == Checked(False, "Less than that.")


def test_an_untouched_starter_is_not_tried_yet():
    assert check(answers, ...) == Checked(None, answers.words)
    assert check(task("mine.calls", "")(lambda function: function()), lambda: ...).solved is None


@pytest.mark.parametrize("answer", [np.array([42.0]), np.array(42), np.float64(42), np.array([[42]])])
def test_an_array_of_one_number_counts_for_that_number(answer):
    assert check(answers, answer) == Checked(True, "")
    pair = task("mine.pair", "")(lambda pair: two_numbers(pair))
    assert check(pair, (answer, 1.0)).solved
    assert said_by(lambda: answer) == (42, None)


def test_an_answer_on_which_the_task_stops_is_wrong_and_no_crash():
    verdict = check(answers, "forty-two")
    assert verdict.solved is False
    assert verdict.words == "'forty-two' is not an answer to this. What is the answer to everything?"


def test_a_function_on_which_the_task_stops_is_told_why():
    @task("mine.calls", "Write a function.")
    def calls(function):
        function()

    verdict = check(calls, lambda: 1 / 0)
    assert verdict.words == "Your function stopped with ZeroDivisionError: division by zero."


@pytest.mark.parametrize(("solved", "said"), [(None, "Not tried yet"), (True, "Solved"), (False, "Not yet")])
def test_a_verdict_says_how_it_stands(solved, said):
    assert f"<b>{said}.</b> words" in Checked(solved, "words")._repr_html_()


# The ledger.


def test_a_claim_stands_in_the_ledger_and_what_came_of_it_only_when_a_bet_was_made():
    made = bet("Is it so?", [0, 15, 30], truth=28.4, unit=" %")
    answers = ["0", "15", "30 %"]
    assert texts(practice.ledger()) == [*answers, "Is it so?", "bet first"]
    made.commit(15)
    assert texts(practice.ledger()) == [*answers, "28.4 %", "Is it so?", "It holds, in 9 of 10 seeds."]
    assert "bet on 1 of 1 claims. None came nearest." in practice.ledger().scene().says


def test_the_bet_nearest_to_what_came_out_is_right():
    bet("Is it so?", [0, 15, 30], truth=28.4).commit(30)
    assert "1 came nearest (✓)." in practice.ledger().scene().says
    assert "✓ It holds, in 9 of 10 seeds." in texts(practice.ledger())


@pytest.mark.parametrize(
    "found", [Verdict(3, 10, chance=1 / 24), Verdict(5, 10, low=-5.0, high=1.0), Verdict(3, 4, "claims")], ids=str
)
def test_a_verdict_is_kept_whole(found):
    practice.bet(Bet("a", "a", [0, 1], 1, found=found)).commit(1)
    assert f"✓ {found.told}" in texts(practice.ledger())


def test_a_claim_kept_before_claims_had_chances_of_their_own_is_read():
    practice.progress.keep("claim", "a", choices=[0, 1], truth=1, unit="", k=9, n=10, of="seeds")
    practice.progress.keep("bet", "a", answer=1)
    assert "✓ It holds, in 9 of 10 seeds." in texts(practice.ledger())


def test_models_under_names_of_the_readers_are_their_own_and_so_is_what_they_call_their_own():
    practice.leaderboard({"mine": (0.25, 0.375, 0.5), "you, by hand": (1.0, 1.0, 1.0), "100 ReLU": (0.3, 0.4, 0.3)})
    bands = [mark for mark in practice.leaderboard().scene().marks if isinstance(mark, Line) and mark.width == 15]
    assert [list(band.y) for band in bands] == [[0, 0], [3, 3]]
    practice.leaderboard({"100 ReLU": (0.3, 0.4, 0.3, 0.39, 0.41)}, own="100 ReLU")
    assert "Best of your 3, in blue: “mine”, place 1." in practice.leaderboard().scene().says


def test_the_ledger_holds_the_claims_of_the_lessons_before_and_each_of_them_once():
    bet("Of lesson 2?", [0, 1], truth=0).commit(1)
    for _ in range(2):
        bet("Of lesson 3?", [0, 1], truth=0)
    assert [text for text in texts(practice.ledger()) if text.startswith("Of")] == ["Of lesson 2?", "Of lesson 3?"]


def test_a_bet_that_is_none_is_refused_and_leaves_no_claim():
    for choices, truth in (("abc", 1), ([], 1), ([1, 0], 1), ([0, 1], float("nan")), ([0, 1], "1"), (["a", "b"], "a")):
        with pytest.raises(ValueError, match="this claim cannot be kept"):
            bet("Is it so?", choices, truth)
    assert progress.known("claim") == {}


def test_a_bet_on_numbers_that_the_claim_has_no_more_stands_at_its_end():
    bet("Is it so?", [0, 1, 50], truth=0).commit(50)
    bet("Is it so?", [0, 1], truth=0)
    assert texts(practice.ledger()) == ["0", "1", "0", "Is it so?", "It holds, in 9 of 10 seeds."]


def test_a_bet_taken_back_and_made_again_is_the_one_in_the_ledger():
    made = bet("Is it so?", [0, 1], truth=0)
    made.commit(1)
    made.forget()
    made.commit(0)
    assert texts(practice.ledger()) == ["0", "1", "0", "Is it so?", "✓ It holds, in 9 of 10 seeds."]


# The leaderboard.

SEEN, UNSEEN = (during(lagged(*load_views(), 56), *years) for years in ((2017, 2020), (2021,)))


def test_the_rules_without_parameters_are_always_on_the_board_with_both_losses():
    practice.leaderboard()
    board = progress.known("model")
    assert board["as yesterday"]["L"] == pytest.approx(np.abs(SEEN.X[:, 0] - SEEN.label).mean())
    assert board["as last week"]["unseen"] == pytest.approx(np.abs(UNSEEN.X[:, 6] - UNSEEN.label).mean())


def test_a_model_is_judged_on_both_years_and_stays_on_the_board_of_the_lessons_that_follow():
    practice.leaderboard({"nine": lambda rows: np.full(len(rows.label), 9.0)})
    assert progress.known("model")["nine"]["L"] == pytest.approx(mae(np.full(len(SEEN.label), 9.0), SEEN.label))
    told = f"{mae(np.full(len(UNSEEN.label), 9.0), UNSEEN.label):.2f}"
    assert told in texts(practice.leaderboard())


def test_a_function_is_judged_on_2020_and_may_have_learned_from_it_but_a_rule_has_not():
    practice.leaderboard({"nine": lambda rows: np.full(len(rows.label), 9.0)})
    board, year = progress.known("model"), during(SEEN, 2020)
    assert board["nine"]["validation"] == pytest.approx(mae(np.full(len(year.label), 9.0), year.label))
    assert board["as last week"]["validation"] == pytest.approx(mae(year.X[:, 6], year.label))
    assert {name: entry["blind"] for name, entry in board.items()} == {
        "as yesterday": True,
        "as last week": True,
        "nine": False,
    }


def test_a_model_kept_before_the_validation_year_was_on_the_board_is_read():
    progress.keep("model", "a network", L=0.25, unseen=0.5)
    assert {"0.25", "–", "0.50"} <= set(texts(practice.leaderboard()))


def test_a_network_gives_what_it_came_to_on_2020_after_learning_from_the_years_before():
    practice.leaderboard({"a network": (0.25, 0.375, 0.5)})
    assert {"0.25", "0.38", "0.50"} <= set(texts(practice.leaderboard()))


def test_a_model_trained_before_gives_its_two_losses():
    practice.leaderboard({"a network": (np.float64(0.25), 0.5)})
    assert {"0.25", "0.50"} <= set(texts(practice.leaderboard()))


def test_before_unseen_days_are_looked_at_the_board_shows_none():
    board = practice.leaderboard({"a network": (0.25, 0.5)}, unseen=False)
    assert "0.25" in texts(board)
    assert "0.50" not in texts(board)
    assert "L′" not in board.scene().says


@pytest.mark.parametrize(
    ("model", "why"),
    [
        (lambda rows: ..., "“yours” is not on it: it is not written yet."),
        (lambda rows: rows.no, "“yours” is not on it: Your function stopped with AttributeError"),
        (lambda rows: rows.label[1:], "“yours” is not on it: it should return one ordinary number for each"),
        (lambda rows: rows.label * np.nan, "“yours” is not on it: it should return one ordinary number for each"),
        (lambda rows: rows.label * 1e300, "“yours” is not on it: it should return one ordinary number for each"),
        (lambda rows: None, "“yours” is not on it: Your function returns nothing"),
        (lambda rows: ["a"] * len(rows.label), "“yours” is not on it: Your function stopped with ValueError"),
    ],
)
def test_a_broken_model_leaves_no_stale_row_and_the_board_says_why(model, why):
    practice.leaderboard({"yours": (0.1, 0.1)})
    assert why in practice.leaderboard({"yours": model}).scene().says
    assert "yours" not in progress.known("model")
    assert "0.10" not in texts(practice.leaderboard())


@pytest.mark.parametrize(
    ("name", "model", "why"),
    [
        ("n", (float("nan"), 1.0), "“n” is not on it: L of 'n' should be an ordinary number, 0 or more, not nan."),
        ("n", (1.0, float("inf")), "“n” is not on it: unseen of 'n' should be an ordinary number, 0 or more, not inf."),
        ("n", (-1.0, 1.0), "“n” is not on it: L of 'n' should be an ordinary number, 0 or more, not -1.0."),
        ("n", ("a", 1.0), "“n” is not on it: L of 'n' should be an ordinary number, 0 or more, not 'a'."),
        (
            "n",
            (10**5000, 1),
            "“n” is not on it: L of 'n' should be an ordinary number, 0 or more, not a very long",
        ),
        ("n", (1.0,), "“n” is not on it: a model is a function, or its two losses (L, L′); it cannot be (1.0,)."),
        ("n", np.array(3.0), "“n” is not on it: a model is a function, or its two losses (L, L′); it cannot be array"),
        ("n", None, "“n” is not on it: a model is a function, or its two losses (L, L′); it cannot be None."),
        ("n", "12", "“n” is not on it: a model is a function, or its two losses (L, L′); it cannot be '12'."),
        ("\ud83d", (1.0, 1.0), r"“\ud83d” is not on it: its name should be words, not '\ud83d'."),
        (None, (1.0, 1.0), "“None” is not on it: its name should be words, not None."),
    ],
)
def test_what_is_no_model_is_told_by_the_board_and_never_kept(name, model, why):
    practice.leaderboard({"n": (0.1, 0.1)})
    before = set(progress.known("model"))
    assert why in practice.leaderboard({name: model}).scene().says
    assert set(progress.known("model")) == before - {name}
    assert practice.leaderboard().scene()


def test_models_without_names_are_refused():
    with pytest.raises(ValueError, match=r"given by their names, .*; this is a list"):
        practice.leaderboard([lambda rows: rows.label])


def test_a_model_that_writes_into_its_days_spoils_them_for_no_other():
    def spoils(rows):
        rows.X[:] = 0
        return rows.label

    practice.leaderboard({"spoils": spoils, "as I say": lambda rows: rows.X[:, 0]})
    board = progress.known("model")
    assert board["as I say"]["L"] == board["as yesterday"]["L"]


def test_where_nothing_can_be_kept_the_board_shows_this_lessons_models(monkeypatch, tmp_path, capsys):
    (tmp_path / "a file").touch()
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "a file" / "progress.json"))
    assert "0.25" in texts(practice.leaderboard({"a network": (0.25, 0.5)}))
    assert "goes on without it" in capsys.readouterr().out


# A point placed on the picture, and a number drawn in it.


@pytest.fixture
def map_of_pairs():
    panel = Panel(x=Axis("w", (-1, 1)), y=Axis("b (thousands)", (0, 10)))
    return Explorer(lambda n: Scene(panel, says=f"{n}"), n=(0, 1))


@pytest.fixture
def where(map_of_pairs):
    def asked():
        within = {"w": 0.1, "b": 1.0}
        return ask("Where?", truth={"w": 0.5, "b": 4.0}, within=within, why="There it is.", then=map_of_pairs)

    return asked


def marks(explorer):
    return [(mark.kind, mark.role) for mark in explorer.scene().marks]


def test_a_point_is_placed_on_the_bare_axes_of_what_comes_then(where, map_of_pairs):
    question = where()
    assert question.placing in question.children
    assert map_of_pairs not in question.children
    (panel,) = question.placing.scene().panels
    assert panel.x.label == "w"
    assert panel.y.limits == (0, 10)
    (handle,) = panel.marks
    assert isinstance(handle, Handle)
    assert question.placing.scene(w=0.25, b=3).says == "Your point: w = 0.25, b = 3"


def test_a_committed_point_is_set_beside_the_truth_in_words_and_in_the_picture(where, map_of_pairs):
    question = where()
    assert marks(map_of_pairs) == []
    question.placing.at(w=-0.5, b=6)
    question.entries[0].click()
    assert ">You said “w = −0.5, b = 6”; right is “w = 0.5, b = 4”. There it is.<" in question.verdict.value
    assert question.children[-1] is map_of_pairs
    assert question.placing not in question.children
    dot, words = map_of_pairs.scene().marks
    assert (dot.x[0], dot.y[0], words.text) == (-0.5, 6, "you said")


@pytest.mark.parametrize(
    ("w", "b", "right"), [(0.55, 4.5, True), (0.6, 4, True), (0.59, 4.9, False), (0.5, 2.9, False)]
)
def test_a_point_is_right_in_an_ellipse_around_the_truth(where, w, b, right):
    assert where().asked.is_right({"w": w, "b": b}) is right


def test_a_point_is_there_again_when_the_lesson_is_opened_anew(where, map_of_pairs):
    where().commit({"w": 0.0, "b": 1.0})
    again = where()
    assert again.answer == {"w": 0.0, "b": 1.0}
    assert again.children[-1] is map_of_pairs
    assert len(marks(map_of_pairs)) == 2


def test_a_point_kept_by_other_names_is_asked_for_anew(where):
    progress.keep("predicted", "Where?", answer={"w": 0.0}, right=False)
    assert where().answer is None


def test_to_ask_again_takes_the_point_out_of_the_picture(where, map_of_pairs):
    question = where()
    question.commit({"w": 0.0, "b": 1.0})
    question.again.click()
    assert marks(map_of_pairs) == []
    assert question.placing in question.children


@pytest.mark.parametrize(("axis", "ends"), [("x", ([0.25, 0.25], [0, 10])), ("y", ([-1, 1], [0.25, 0.25]))])
def test_a_number_is_drawn_on_the_axis_it_lies_on(map_of_pairs, axis, ends):
    question = ask(f"How much on {axis}?", truth=1.0, within=0.1, then=map_of_pairs, shown=axis)
    question.commit(0.25)
    line, words = map_of_pairs.scene().marks
    assert (line.x.tolist(), line.y.tolist()) == ends
    assert words.text == "you said"


def test_a_question_for_a_point_closes_all_it_made(where):
    question = where()
    question.close()
    for widget in (question.words, question.row, question.verdict, *question.entries):
        assert widget.comm is None
