"""The ledger and the leaderboard as pictures: each thing at its place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse.names import CALLED
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.still import still
from mlcourse.practice import boards


def claim(bet=None, choices=(0, 15, 30, 60), truth=45.0):
    words = {"claim": "Seven days help", "unit": " %", "verdict": "holds (10 of 10)"}
    return words | {"choices": list(choices), "truth": truth, "bet": bet}


def marks(scene, kind, role=None):
    return [mark for mark in scene.marks if isinstance(mark, kind) and role in (None, mark.role)]


def test_a_bet_stands_at_its_answer_and_what_came_out_between_the_answers_beside_it():
    scene = boards.of_claims([claim(bet=15)]).scene()
    (bet,), (truth,), (off,) = (
        marks(scene, kind, role) for kind, role in ((Dots, "prediction"), (Dots, "label"), (Line, "error"))
    )
    assert bet.x[0] == pytest.approx(1 / 3)
    assert truth.x[0] == pytest.approx(2.5 / 3)
    np.testing.assert_allclose(off.x, [1 / 3, 2.5 / 3], rtol=1e-6)


def test_without_a_bet_nothing_is_given_away():
    scene = boards.of_claims([claim()]).scene()
    assert not marks(scene, Dots, "label")
    assert not any("45" in mark.text or "holds" in mark.text for mark in marks(scene, Text))


def test_what_came_out_beyond_all_answers_stands_at_the_end():
    (truth,) = marks(boards.of_claims([claim(bet=0, truth=900)]).scene(), Dots, "label")
    assert truth.x[0] == 1


def test_a_bullseye_has_its_number_once():
    assert [mark.text for mark in marks(boards.of_claims([claim(bet=30, truth=30)]).scene(), Text)].count("30 %") == 1


def test_a_ledger_without_a_claim_says_so():
    assert boards.of_claims([]).scene().says == "No claim yet."


@given(st.integers(1, 30))
def test_claims_share_panels_evenly_in_their_order_and_none_is_lost(count):
    claims = [claim() | {"claim": f"claim {k}"} for k in range(count)]
    panels = boards.of_claims(claims).scene().panels
    held = [[mark.text for mark in panel.marks if isinstance(mark, Text)][4::6] for panel in panels]
    assert [text for texts in held for text in texts] == [each["claim"] for each in claims]
    assert {len(held[0]) - len(each) for each in held} <= {0, 1}
    assert len(held[0]) <= boards.IN_A_PANEL
    assert len(held) != 4  # which a page would make large and small


def entry(L, validation, unseen, blind=True):
    return {"L": L, "validation": validation, "unseen": unseen, "blind": blind}


LOSSES = {
    "as last week": entry(0.8, 0.7, 0.5),
    "a line": entry(1.6, 1.3, 1.1, blind=False),
    "a network": entry(0.4, 0.65, 0.6),
}


def rows(scene):
    return [name for _, name in scene.panels[0].y.ticks]


def test_the_least_loss_on_the_validation_year_stands_on_top_and_not_that_of_the_spent_one():
    scene = boards.of_models(LOSSES).scene()
    assert rows(scene) == ["1. a network", "2. as last week", "3. a line *"]
    assert scene.says.startswith("First on 2020 “a network”; 1 of 2 beat the dashed rule, “as last week”.")


def test_before_there_are_unseen_days_the_least_loss_stands_on_top():
    scene = boards.of_models(LOSSES, unseen=False).scene()
    assert rows(scene) == ["1. a network", "2. as last week", "3. a line"]
    assert scene.says.startswith("First “a network”; 1 of 2 beat the dashed rule, “as last week”.")
    assert "2020:" not in scene.says
    assert not {"quiet", "best"} & {dot.role for dot in marks(scene, Dots)}


def test_a_model_that_may_have_learned_from_2020_says_so():
    says = boards.of_models(LOSSES).scene().says
    assert "* may have learned from 2020" in says
    blind = {name: losses | {"blind": True} for name, losses in LOSSES.items()}
    assert "*" not in boards.of_models(blind).scene().says


def test_a_model_of_an_earlier_course_has_a_dash_for_2020_and_stands_below():
    scene = boards.of_models({"the best of all": {"L": 0.1, "unseen": 0.1}} | LOSSES).scene()
    assert rows(scene)[-1] == "4. the best of all"
    (dash,) = (mark for mark in marks(scene, Text) if mark.text == "–")
    assert (dash.y, dash.role) == (3, "best")


def test_all_losses_of_a_model_stand_on_its_row_with_their_numbers_and_that_of_the_spent_year_in_grey():
    scene = boards.of_models(LOSSES).scene()
    columns = {"error": (0.4, 0.8, 1.6), "best": (0.65, 0.7, 1.3), "quiet": (0.6, 0.5, 1.1)}
    for (role, column), head in zip(columns.items(), ("L", "2020", "L′"), strict=True):
        dots = [(dot.y[0], dot.x[0]) for dot in marks(scene, Dots, role)]
        np.testing.assert_allclose(dots, list(enumerate(column)), rtol=1e-6)
        texts = marks(scene, Text, role)
        assert [mark.text for mark in texts] == [*(f"{loss:.2f}" for loss in column), head]
        assert len({mark.x for mark in texts}) == 1
        assert [mark.y for mark in texts[:-1]] == [0, 1, 2]


def test_the_dashed_rule_stands_at_its_loss():
    (rule,) = (line for line in marks(boards.of_models(LOSSES).scene(), Line) if line.dashed)
    np.testing.assert_allclose(rule.x, 0.7)


def test_a_model_that_is_off_by_far_does_not_press_the_others_together():
    scene = boards.of_models(LOSSES | {"yours": entry(9000.0, 8000.0, 7000.0)}).scene()
    assert max(float(dot.x[0]) for dot in marks(scene, Dots)) == boards.WORST
    assert scene.panels[0].x.limits[1] > boards.WORST
    assert {"9000.00", "8000.00", "7000.00"} <= {mark.text for mark in marks(scene, Text)}


def test_at_420_pixels_no_label_of_the_longest_board_touches_another():
    names = sorted({*CALLED} - {"standard_deviation", "periodic_table"})
    board = {name: entry(0.3 + 0.07 * k, 0.4, 0.5, blind=False) for k, name in enumerate(names)}
    figure = still(boards.of_models(board).scene(), width=310)  # what JupyterLab leaves of 420
    figure.canvas.draw()
    (axes,) = figure.axes
    written = [each for each in [*axes.get_yticklabels(), *axes.texts] if each.get_text()]
    assert len(written) >= 4 * len(names)
    boxes = [each.get_window_extent() for each in written]
    assert not [(one, other) for k, one in enumerate(boxes) for other in boxes[:k] if one.overlaps(other)]
    assert len(axes.get_yticklabels()) == len(names)


def test_what_is_missing_is_said():
    assert boards.of_models(LOSSES, missing=["“yours” is not on it."]).scene().says.endswith("“yours” is not on it.")


def test_models_that_are_equal_as_written_share_a_place():
    again = {"another": entry(0.3, 0.6501, 0.6), "a third": entry(0.3, 0.6549, 0.6)}
    assert rows(boards.of_models(LOSSES | again).scene()) == [
        "1. a network",
        "1. another",
        "1. a third",
        "4. as last week",
        "5. a line *",
    ]


def test_the_seeds_of_a_model_are_a_stroke_from_the_least_to_the_largest():
    seeds = {"a network": LOSSES["a network"] | {"least": 0.6, "most": 0.75}}
    strokes = marks(boards.of_models(LOSSES | seeds).scene(), Line, "best")
    assert [tuple(line.y) for line in strokes] == [(0, 0)]
    np.testing.assert_allclose(strokes[0].x, [0.6, 0.75], rtol=1e-6)


def test_the_readers_own_stand_on_a_band_and_a_sentence_says_how_they_and_the_new_ones_came_out():
    own = {name: LOSSES[name] | {"own": True} for name in ("a line",)}
    scene = boards.of_models(LOSSES | own, new={"a network", "a line"}).scene()
    assert [band.y[0] for band in marks(scene, Line, "prediction")] == [2]
    assert "New: “a network”, place 1. Yours, in blue: “a line”, place 3." in scene.says


def test_where_nothing_beats_the_rule_it_is_said_so():
    rule = {"as last week": LOSSES["as last week"], "a line": LOSSES["a line"]}
    says = boards.of_models(rule).scene().says
    assert says.startswith("First is the dashed rule, “as last week”: the other one does not beat it.")
