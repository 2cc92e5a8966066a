"""The lecture's functions against hand-worked values, exhaustive play and the calendar."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse import data, functions

WINS = {"012", "345", "678", "036", "147", "258", "048", "246"}
DRAWN = {
    "square": "##### #...# #...# #...# #####",
    "cross": "#...# .#.#. ..#.. .#.#. #...#",
    "plus": "..#.. ..#.. ##### ..#.. ..#..",
    "diamond": "..#.. .#.#. #...# .#.#. ..#..",
    "heart": ".#.#. ##### ##### .###. ..#..",
}
finite = st.floats(-1e6, 1e6)


@pytest.fixture(scope="module")
def views():
    return data.load_views()


@pytest.fixture(scope="module")
def weeks(views):
    return data.whole_weeks(*data.during(views, 2017, 2020))


@pytest.mark.parametrize(
    ("sound", "text"),
    [
        ("... --- ...", "SOS"),
        (".... . .-.. .-.. --- / .-- --- .-. .-.. -..", "HELLO WORLD"),
        (
            "- .... . / --.- ..- .. -.-. -.- / -... .-. --- .-- -. / ..-. --- -..- / .--- ..- -- .--. ... / "
            "--- ...- . .-. / - .... . / .-.. .- --.. -.-- / -.. --- --.",
            "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG",
        ),
        ("", ""),
    ],
)
def test_hear_turns_beeps_into_text(sound, text):
    assert functions.hear(sound) == text


def test_hear_counts_short_beeps_up_to_5_and_long_ones_after():
    for digit in range(10):
        short, long = (digit, 5 - digit) if digit <= 5 else (digit - 5, 10 - digit)
        beeps = "." * short + "-" * long if digit <= 5 else "-" * short + "." * long
        assert functions.hear(beeps) == str(digit)


@pytest.mark.parametrize(("sound", "named"), [("... ......", "'......'"), ("hello", "'hello'"), (7, "'7'")])
def test_hear_names_the_letter_it_does_not_know(sound, named):
    with pytest.raises(ValueError, match=f"no letter sounds like {named}: use"):
        functions.hear(sound)


@given(st.sampled_from(sorted(DRAWN)), st.sets(st.integers(0, 24), max_size=3))
def test_see_forgives_three_wrong_pixels(word, flipped):
    pixels = list(DRAWN[word].replace(" ", ""))
    for n in flipped:
        pixels[n] = "#" if pixels[n] == "." else "."
    assert functions.see("\n".join("".join(pixels[n : n + 5]) for n in range(0, 25, 5))) == word


@pytest.mark.parametrize("picture", [".###. #...# #...# #...# .###.", "..... " * 5, "##### " * 5])
def test_see_knows_only_the_shapes_somebody_drew_for_it(picture):
    assert functions.see(picture) == "something else"


@pytest.mark.parametrize("picture", ["", "#", "##### " * 4, "##### " * 6, "####  " * 5, "oooo# " * 5, None])
def test_see_says_what_a_picture_must_be(picture):
    with pytest.raises(ValueError, match="draw 5 rows of 5 characters, each # or"):
        functions.see(picture)


@pytest.mark.parametrize(
    ("board", "move"),
    [
        ("XX. OO. ...", 3),  # win at once
        ("XX.\nO..\n...", 3),  # else keep the other from winning
        ("x........", 5),  # a corner is answered in the centre, or lost
    ],
)
def test_play_finds_the_only_good_move(board, move):
    assert functions.play(board) == move


@pytest.mark.parametrize("ours", ["X", "O"])
def test_play_never_loses_whatever_the_other_does(ours):
    theirs = "O" if ours == "X" else "X"

    boards, ends = {"." * 9}, set()
    for player in itertools.islice(itertools.cycle("XO"), 9):
        boards = {
            board[:n] + player + board[n + 1 :]
            for board in boards
            for n in ([functions.play(board) - 1] if player == ours else [n for n in range(9) if board[n] == "."])
        }
        won = {board for board in boards if any(all(board[int(n)] == player for n in line) for line in WINS)}
        ends |= {player for _ in won}
        boards -= won
    assert theirs not in ends
    assert ours in ends  # and it wins where the other slips


@pytest.mark.parametrize("board", ["", "XX.......", "O........", "XOXOXOXOXO", "XO?......", None])
def test_play_names_what_is_not_a_board(board):
    with pytest.raises(ValueError, match="is not a board: write nine squares"):
        functions.play(board)


@pytest.mark.parametrize(
    ("board", "how"), [("XXX OO. ...", "X has won"), ("XX. OOO X..", "O has won"), ("XOX XOO OXX", "nobody has won")]
)
def test_play_says_how_a_game_that_is_over_ended(board, how):
    with pytest.raises(ValueError, match=f"{how}: give a board where a move is left"):
        functions.play(board)


def test_a_day_far_below_the_week_before_it_is_a_weekend():
    week = [10, 10, 10, 10, 10, 10, 10]
    assert functions.weekday_or_weekend(7.9, week) == "weekend"
    assert functions.weekday_or_weekend(8.1, week) == "weekday"
    assert functions.weekday_or_weekend([7.9, 8.1, 5.1], [week] * 3, share=0.5).tolist() == ["weekday"] * 3


@pytest.mark.parametrize(("years", "right"), [((2017, 2020), 0.97), ((2021,), 0.98)])
def test_weekday_or_weekend_is_right_far_more_often_than_always_weekday(views, years, right):
    X, y, dates = data.during(data.lagged(*views, 7), *years)
    answers = functions.weekday_or_weekend(y, X)
    truth = ["weekend" if date.weekday() >= 5 else "weekday" for date in dates.tolist()]
    assert np.mean([a == b for a, b in zip(answers, truth, strict=True)]) == pytest.approx(right, abs=0.005)
    assert truth.count("weekday") / len(truth) < 0.72


def test_no_other_share_on_a_coarse_scale_does_better_on_the_training_years(views):
    X, y, dates = data.during(data.lagged(*views, 7), 2017, 2020)
    weekend = np.array([date.weekday() >= 5 for date in dates.tolist()])
    right = {
        s: np.mean((functions.weekday_or_weekend(y, X, s) == "weekend") == weekend) for s in (0.6, 0.7, 0.8, 0.9, 1)
    }
    assert max(right, key=right.get) == 0.8


@pytest.mark.parametrize(("day", "week"), [(1.0, [1, 2]), ([1.0, 2.0], np.ones((3, 7))), ([1.0], np.ones(7))])
def test_weekday_or_weekend_wants_seven_days_for_each_day(day, week):
    with pytest.raises(ValueError, match="seven days each"):
        functions.weekday_or_weekend(day, week)


def test_a_plausible_week_is_the_same_for_a_seed_and_another_for_the_next(weeks):
    assert functions.plausible_week(weeks, 1).tolist() == functions.plausible_week(weeks, 1).tolist()
    assert functions.plausible_week(weeks, 1).tolist() != functions.plausible_week(weeks, 2).tolist()


def test_a_plausible_week_never_happened_but_stays_within_what_did(weeks):
    shares = weeks / weeks.mean(axis=1, keepdims=True)
    for seed in range(200):
        week = functions.plausible_week(weeks, seed)
        assert week.shape == (7,)
        assert np.abs(weeks - week).max(axis=1).min() > 0.01
        assert np.isclose(week.mean(), weeks.mean(axis=1)).any()
        share = week / week.mean()
        assert (shares.min(axis=0) <= share + 1e-9).all()
        assert (share <= shares.max(axis=0) + 1e-9).all()


def test_plausible_weeks_rest_on_saturday_as_real_ones_do(weeks):
    made_up = np.mean([functions.plausible_week(weeks, seed) for seed in range(2000)], axis=0)
    assert made_up == pytest.approx(weeks.mean(axis=0), rel=0.03)
    assert made_up.argmin() == 5


@pytest.mark.parametrize("weeks", [np.ones((2, 7)), np.ones((3, 6)), np.ones(21)])
def test_plausible_week_wants_three_weeks_of_seven_days(weeks):
    with pytest.raises(ValueError, match="at least three weeks of seven days"):
        functions.plausible_week(weeks)


def test_the_lectures_first_line_predicts_5_3_and_5_4_thousand():
    assert functions.line(np.array([4.8, 4.9]), w=1, b=0.5) == pytest.approx([5.3, 5.4])


@given(finite, finite, finite)
def test_a_line_starts_at_b_and_rises_by_w(x, w, b):
    assert functions.line(0, w, b) == b
    assert functions.line(x + 1, w, b) - functions.line(x, w, b) == pytest.approx(w, rel=1e-3, abs=1e-3)


def test_as_yesterday_is_the_line_with_w_1_and_b_0(views):
    assert functions.as_yesterday(views.views).tolist() == functions.line(views.views, 1, 0).tolist()


def test_the_rules_say_what_came_a_day_and_a_week_before(views):
    rows = data.lagged(*views, 14)
    assert functions.as_yesterday(rows.X).tolist() == views.views[13:-1].tolist()
    assert functions.as_last_week(rows.X).tolist() == views.views[7:-7].tolist()


# Any curve: a constant, and a sum of sigmoids.

heights = st.floats(-100, 100)
gaps = st.lists(st.floats(0.01, 10), min_size=1, max_size=20)


@st.composite
def corner_lists(draw):
    """Corners from left to right, never nearer than 0.01 to each other."""
    x = draw(st.floats(-50, 50)) + np.concatenate([[0], np.cumsum(draw(gaps))])
    return np.column_stack([x, draw(st.lists(heights, min_size=len(x), max_size=len(x)))])


@pytest.mark.parametrize(("r", "is_"), [(-9, 0), (-2, 0), (-1, 0.25), (0, 0.5), (2, 1), (9, 1)])
def test_a_hard_sigmoid_is_flat_climbs_and_is_flat_again(r, is_):
    assert functions.hard_sigmoid(r) == is_


def test_hard_and_soft_sigmoid_have_the_same_centre_and_the_same_slope_there():
    for s in (functions.sigmoid, functions.hard_sigmoid):
        assert s(0.0) == 0.5
        assert (s(1e-4) - s(-1e-4)) / 2e-4 == pytest.approx(1 / 4)


@given(corner_lists())
def test_the_constant_and_the_pieces_add_up_to_the_red_curve_whatever_its_corners(corners):
    x = np.concatenate([corners[:, 0], np.linspace(corners[0, 0] - 5, corners[-1, 0] + 5, 200)])
    constant, pieces = functions.take_apart(corners)
    assert len(pieces) == len(corners) - 1
    ours = functions.red(x, constant, pieces, functions.hard_sigmoid)
    assert np.abs(ours - np.interp(x, *corners.T)).max() < 1e-9


@given(corner_lists())
def test_what_was_taken_apart_can_be_put_together_again(corners):
    assert functions.put_together(*functions.take_apart(corners)) == pytest.approx(corners, abs=1e-6)


piece = st.tuples(heights, st.floats(-20, 20), st.floats(0.05, 20) | st.floats(-20, -0.05))


@given(heights, st.lists(piece, min_size=1, max_size=8))
def test_pieces_that_lie_over_each_other_have_the_corners_of_their_sum(constant, pieces):
    corners = functions.put_together(constant, pieces)
    x = np.linspace(corners[0, 0] - 1, corners[-1, 0] + 1, 500)
    ours = functions.red(x, constant, pieces, functions.hard_sigmoid)
    assert np.interp(x, *corners.T) == pytest.approx(ours, abs=1e-5)


def test_a_piece_without_w_makes_no_corner():
    assert functions.put_together(1.0, [(3.0, 0.5, 0.0), (2.0, 0.0, 1.0)])[:, 0].tolist() == [-2, 2]


def test_the_lectures_plateau_plunge_and_climb_is_read_off_by_hand():
    constant, pieces = functions.take_apart([(0, 3), (2, 8), (5, 8), (8, 2)])
    assert constant == 3
    assert pieces == [
        (5, -2, 2),
        (0, pytest.approx(-14 / 3), pytest.approx(4 / 3)),
        (-6, pytest.approx(-26 / 3), 4 / 3),
    ]


@pytest.mark.parametrize(
    ("corners", "says"),
    [
        ([(0, 1)], "two or more pairs"),
        ([], "two or more pairs"),
        ([(0, 1, 2), (3, 4, 5)], "two or more pairs"),
        ([(0, 1), (1, np.nan)], "two or more pairs"),
        ([(0, 1), (2, 3), (2, 5)], "after the corner at x = 2 comes x = 2"),
        ([(0, 1), (3, 3), (2, 5)], "after the corner at x = 3 comes x = 2"),
    ],
)
def test_corners_that_make_no_curve_are_named(corners, says):
    with pytest.raises(ValueError, match=says):
        functions.take_apart(corners)


@given(heights, st.floats(-5, 5), st.floats(0.1, 5) | st.floats(-5, -0.1))
def test_a_blue_function_has_its_limits_and_its_slope_at_the_centre(c, b, w):
    far, centre = 60 / abs(w), -b / w
    left, right = functions.blue(centre - far, c, b, w), functions.blue(centre + far, c, b, w)
    assert (left, right) == pytest.approx((0, c) if w > 0 else (c, 0), abs=1e-9)
    h = 1e-4
    slope = (functions.blue(centre + h, c, b, w) - functions.blue(centre - h, c, b, w)) / (2 * h)
    assert slope == pytest.approx(c * w / 4, rel=1e-4, abs=1e-6)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 99))
def test_the_three_lines_of_matrices_are_the_lectures_double_sum(features, sigmoids, seed):
    rng = np.random.default_rng(seed)
    x, W, shift, c, b = (rng.normal(size=size) for size in (features, (sigmoids, features), sigmoids, sigmoids, ()))
    r, a, y = functions.flow(x, W, shift, c, b)
    total = b
    for i in range(sigmoids):
        inner = shift[i] + sum(W[i, j] * x[j] for j in range(features))
        assert r[i] == pytest.approx(inner)
        assert a[i] == pytest.approx(1 / (1 + np.exp(-inner)))
        total += c[i] / (1 + np.exp(-inner))
    assert y == pytest.approx(total)


@pytest.mark.parametrize("W", [np.ones((3, 2)), np.ones(3), np.ones((2, 4))])
def test_shapes_that_do_not_fit_are_named(W):
    with pytest.raises(ValueError, match=r"'W': .* do not fit: W is \(sigmoids, features\)"):
        functions.flow(np.ones(3), W, np.ones(2), np.ones(2), 1.0)


@given(st.floats(0, 1))
def test_a_fold_is_the_tent_above_its_point(x):
    assert functions.fold(x, 1) == pytest.approx(1 - abs(2 * x - 1), abs=1e-12)


def test_folds_follow_each_other():
    x = np.linspace(0, 1, 33)
    np.testing.assert_allclose(functions.fold(functions.fold(x, 2), 1), functions.fold(x, 3), atol=1e-12)
    np.testing.assert_array_equal(functions.fold(x, 0), x)
