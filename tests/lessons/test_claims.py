"""The ledger and the tables say the same of each claim."""

import re
from importlib import import_module

import pytest

from mlcourse.experiments import shown
from mlcourse.practice import lessons
from mlcourse.verdict import Verdict

ROOMS = "loss", "descent", "sigmoids", "relu", "depth"
# The bets on claims of the tables, and the column that each of them is about.
COLUMN = {
    "descent.seven_days_help": ("seven_days_help", "months of 2021"),
    "descent.fifty_six_add_nothing": ("eight_weeks_add_nothing", "months of 2021"),
    "relu.relu_or_sigmoid": ("relu_beats_sigmoid", "seeds, on 2021"),
    "relu.hundred_relus_help": ("relu_beats_linear", "seeds, on 2021"),
    "relu.a_thousand_add_nothing": ("thousand_add_nothing", "seeds, on 2021"),
    "depth.each_layer_lowers": ("each_layer_lowers_L", "trained for L alone"),
    "depth.second_layer_helps": ("second_layer_helps", "seeds, on 2021"),
    "depth.fourth_layer_overfits": ("fourth_layer_overfits", "trained for L alone"),
    "depth.deep_beats_fat": ("deep_beats_fat", "seeds, on 2021"),
}
# And those that stand in no table.
ALONE = {"loss.week_or_line", "descent.unseen_is_worse", "sigmoids.bending_yesterday", "depth.forty_five_days"}

NUMBERS = re.compile(r"[−+]?\d+(?:\.\d+)?")


def bets():
    rooms = [import_module(f"mlcourse.lessons.{room}.bets") for room in ROOMS]
    return [getattr(room, name)() for room in rooms for name in room.CLAIMS]


def test_every_bet_is_on_a_claim_of_a_table_or_alone():
    assert {bet.id for bet in bets()} == COLUMN.keys() | ALONE


@pytest.mark.parametrize("bet", bets(), ids=lambda bet: bet.id)
def test_the_ledger_says_of_a_claim_what_the_table_says(bet):
    if bet.id in ALONE:
        assert bet.found.of in {"months", "claims"}
        return
    claim, column = COLUMN[bet.id]
    table = shown.verdicts([claim])
    assert dict(zip(table.head, table.rows[0], strict=True))[column] == bet.found.short
    assert f"{bet.found}".split(" (")[0] == bet.found.word
    # And the ledger's sentence says the same word of the same numbers.
    begins = {"holds": "It holds", "does not hold": "It does not hold", "cannot be told": "Cannot be told"}
    assert bet.found.told.startswith(begins[bet.found.word])
    assert NUMBERS.findall(bet.found.told) == NUMBERS.findall(bet.found.short)


def test_what_is_about_only_one_column_says_so_in_the_ledger():
    for bet, (_, column) in COLUMN.items():
        assert lessons.claim(bet).startswith("L alone: ") == (column == "trained for L alone")


def test_a_claim_about_claims_does_not_speak_of_them_as_a_sign_test_does():
    """Ten of twelve claims once did not hold, in the ledger, where ten of twelve months held, in a table."""
    assert f"{Verdict(10, 12, 'claims')}" == "not for all (10 of 12 claims)"
    assert f"{Verdict(12, 12, 'claims')}" == "for all (12 of 12 claims)"
    assert Verdict(10, 12, "months").word == "holds"
