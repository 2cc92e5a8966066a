"""Lesson 4's explorers against sums done another way."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.interact.controls import Play, Reset
from mlcourse.lessons.sigmoids import explorers
from mlcourse.lessons.sigmoids.theta import part_of
from mlcourse.losses import mae
from mlcourse.network import Network, named_parameters
from mlcourse.pictures.marks import Dots, Handle, Line, Segments, Surface, Text

ALL = during(lagged(*load_views(), 1), 2017, 2020)
x, label, dates = ALL.X[:, 0], ALL.label, ALL.dates


def marks(scene, kind):
    return [mark for mark in scene.marks if isinstance(mark, kind)]


def handles_on_corners(scene):
    return [mark for mark in scene.panels[0].marks if isinstance(mark, Handle)]


@pytest.fixture(scope="module")
def builder():
    return explorers.build()


@pytest.fixture(scope="module")
def anything():
    return explorers.any_curve(mine=lambda x: 2 + x / 4)


@pytest.fixture(scope="module")
def one():
    return explorers.one_sigmoid()


@pytest.fixture(scope="module")
def product():
    return explorers.matrices([4.0, 9.0, 2.0, 7.0])


@pytest.fixture(scope="module")
def learner():
    return explorers.learn()


@pytest.fixture(scope="module")
def dealt():
    return explorers.batches(x, label)


# The line that cannot bend.


def test_the_red_curve_of_the_week_goes_through_the_medians():
    scene = explorers.straight(label, dates).scene()
    medians = [np.median(label[weekday(dates) == day]) for day in range(7)]
    assert marks(scene, Line)[0].y == pytest.approx(medians, rel=1e-6)
    assert f"L = {mae(np.full(len(label), 8.0), label):.2f}k" in scene.says


# The red curve.

corner = st.tuples(st.floats(0, 12), st.floats(0, 12))


@given(st.lists(corner, min_size=2, max_size=10), st.floats(0, 12))
def test_constant_and_blue_pieces_add_up_to_the_red_curve(builder, corners, x):
    panel_red, panel_blue = builder.scene(corners=np.array(corners), x=x).panels
    red = next(mark for mark in panel_red.marks if mark.role == "target")
    constant, blues, *_ = panel_blue.marks
    assert constant.y[0] + blues.y.sum(axis=0) == pytest.approx(red.y, abs=1e-4)  # a picture has seven digits


@given(st.lists(corner, min_size=2, max_size=10))
def test_every_corner_has_a_handle_and_the_first_stays_at_the_left(builder, corners):
    handles = handles_on_corners(builder.scene(corners=np.array(corners)))
    assert len(handles) == len(corners)
    assert (handles[0].x, handles[0].right) == (0, {})
    assert [handle.y for handle in handles] == pytest.approx([y for _, y in corners])
    gaps = np.diff(np.sort([handle.x for handle in handles]))
    assert gaps.min() > 0.099


def test_corners_that_are_apart_stay_where_they_are(builder):
    corners = np.array([[0, 1], [9, 2], [4, 3.0]])
    assert [handle.x for handle in handles_on_corners(builder.scene(corners=corners))] == pytest.approx([0, 9, 4])


@given(st.lists(corner, min_size=3, max_size=10), st.floats(0, 12))
def test_the_sum_up_to_the_piece_at_x_is_red_up_to_there_and_flat_after(builder, corners, x):
    red, so_far = marks(builder.scene(corners=np.array(corners), x=x).panels[0], Line)[:2]
    end = float(builder.scene(corners=np.array(corners), x=x).panels[0].marks[3].x[-1])
    before = red.x <= end - 1e-6
    assert so_far.y[before] == pytest.approx(red.y[before], abs=1e-4)
    assert np.ptp(so_far.y[red.x >= end + 1e-6], axis=0) < 1e-4 if (red.x >= end + 1e-6).any() else True


@pytest.mark.parametrize(("x", "said"), [(1.0, "0 + 1, the"), (6.0, "0 + 1 + 2 + 3, the")])
def test_the_pieces_are_added_up_one_by_one(builder, x, said):
    assert said in builder.scene(x=x).says


def test_hard_pieces_cost_nothing_and_soft_ones_what_is_said(builder):
    corners = np.array([[0.0, 0.0], [12.0, 8.0]])
    assert "exactly" in builder.scene(corners=corners, soft=0.0).says
    at = np.linspace(0, 12, 481)
    soft, hard = 8 / (1 + np.exp(-(4 * at / 12 - 2))), 8 * at / 12
    scene = builder.scene(corners=corners, soft=1.0)
    assert f"but for {np.abs(soft - hard).mean():.2f} (at most {np.abs(soft - hard).max():.2f})" in scene.says
    stroke = marks(scene, Segments)[1]
    assert stroke.y1 - stroke.y0 == pytest.approx((soft - hard)[::12], abs=1e-5)


def test_a_piece_is_read_off_from_its_stretch(builder):
    says = builder.scene(corners=np.array([[0, 1], [2, 5], [4, 3.0]]), x=2.5).says
    assert says.startswith("Here climbs piece 2 of 2, from x = 2.0 to 4.0")
    assert "c = −2.0, with w = 4/2.00 = 2.00 and b = −w·3.00 = −6.00" in says


@pytest.mark.parametrize(
    ("x", "said"), [(0.0, "Here climbs piece 1 "), (2.0, "Here climbs piece 2 "), (9.0, "From here on red is flat")]
)
def test_the_piece_whose_ramp_is_at_x_is_the_one_that_is_told(builder, x, said):
    assert builder.scene(corners=np.array([[0, 1], [2, 5], [4, 3.0]]), x=x).says.startswith(said)


def test_corners_can_be_brought_back_to_where_they_stood(builder):
    (reset,) = (mover for mover in builder.movers if isinstance(mover, Reset))
    assert reset.moves == builder.controls["corners"].model_id
    assert reset.first == [[0, 3], [2, 8], [5, 8], [8, 2], [11, 5]]


# Any curve.


def test_the_error_that_is_said_is_the_largest_between_curve_and_straight_lines(anything):
    scene = anything.scene(curve="sine", placed="evenly", n=5)
    at = np.linspace(0, 12, 4001)
    off = np.abs(np.interp(at, [0, 3, 6, 9, 12], 6 + 4 * np.sin([0, 3, 6, 9, 12])) - (6 + 4 * np.sin(at))).max()
    assert float(scene.says.split("than ")[1].split(". ")[0]) == pytest.approx(off, abs=0.002)
    assert marks(scene, Dots)[0].x.tolist() == [0, 3, 6, 9, 12]


def test_the_staircase_keeps_its_error_and_the_others_lose_it(anything):
    last = {name: marks(anything.scene(curve=name), Line)[2].y[-1] for name in ("sine", "bump", "staircase")}
    assert last["sine"] < 0.05
    assert last["bump"] < 0.05
    assert last["staircase"] == pytest.approx(5 / 2, rel=0.01)


def test_two_points_are_enough_for_the_reader_s_straight_line(anything):
    assert "than 0.000" in anything.scene(curve="mine", n=2).says


def test_the_error_of_a_curve_that_jumps_far_is_in_the_picture():
    scene = explorers.any_curve(mine=lambda x: np.tan(x)).scene(curve="mine", n=20)
    errors = scene.panels[1]
    assert errors.marks[0].y.max() > 16
    assert errors.y.limits[1] > max(line.y.max() for line in errors.marks[:2])


def test_the_reader_s_curve_that_fails_is_told_in_the_reader_s_words():
    explorer = explorers.any_curve(mine=lambda x: 1 / 0).at(curve="mine")
    assert "stopped with ZeroDivisionError" in explorer.stage.problem


def test_the_year_is_a_mean_of_the_days_around_a_date():
    days, views = during(load_views(), 2017, 2020)
    day = (days - days.astype("datetime64[Y]")).astype(int)
    around = np.mean([views[day == d].mean() for d in range(200 - 15, 200 + 16)])
    assert explorers.year(days, views)(12 * 201 / 366) == pytest.approx(around, rel=0.01)


# One sigmoid.


@given(st.floats(-6, 6), st.floats(-12, 12), st.floats(-4, 4).filter(lambda w: abs(w) > 0.05))
def test_the_three_handles_stand_at_centre_steepness_and_height(one, c, b, w):
    centre, *steep, height = marks(one.scene(c=c, b=b, w=w), Handle)
    assert centre.x == pytest.approx(np.clip(-b / w, -100, 100))
    assert (centre.y, height.y) == pytest.approx((c / 2, c))
    assert [each.y - centre.y for each in steep] == pytest.approx([c * w / 4] * (abs(b / w) <= 6))


@given(st.floats(0.5, 6), st.floats(-12, 12), st.floats(0.5, 4), st.floats(-1, 1))
def test_the_steepness_handle_follows_the_hand_and_leaves_the_centre(one, c, b, w, up):
    assume(abs(b / w) <= 6)
    handle = marks(one.scene(c=c, b=b, w=w), Handle)[1]
    moved = {"b": b + handle.up["b"] * up, "w": w + handle.up["w"] * up}
    if abs(moved["w"]) > 0.05:
        centre, steep, _ = marks(one.scene(c=c, **moved), Handle)
        assert centre.x == pytest.approx(-b / w, abs=1e-6)
        assert steep.y == pytest.approx(handle.y + up, abs=1e-6)


@given(st.floats(0.5, 6), st.floats(-12, 12), st.floats(0.1, 4), st.floats(-1, 1))
def test_the_sliders_steps_are_too_fine_for_a_handle_to_jump(one, c, b, w, up):
    assume(abs(b / w) <= 6)
    handle = marks(one.scene(c=c, b=b, w=w), Handle)[1]
    steps = {name: one.controls[name].step for name in ("b", "w")}
    b, w = (steps[n] * round((at + handle.up[n] * up) / steps[n]) for n, at in (("b", b), ("w", w)))
    if abs(w) > 0.1 and abs(b / w) <= 6:
        centre, steep, _ = marks(one.scene(c=c, b=b, w=w), Handle)
        pixel = 12 / 500
        assert centre.x == pytest.approx(handle.x - 1, abs=2 * pixel + 0.02 * abs(centre.x))
        assert steep.y == pytest.approx(handle.y + up, abs=2 * pixel)


@given(st.floats(-6, 6), st.floats(-2, 2), st.floats(0.5, 4), st.floats(-1, 1))
def test_the_centre_handle_follows_the_hand(one, c, b, w, right):
    handle = marks(one.scene(c=c, b=b, w=w), Handle)[0]
    moved = marks(one.scene(c=c, b=b + handle.right["b"] * right, w=w), Handle)[0]
    assert moved.x == pytest.approx(handle.x + right, abs=1e-6)


@pytest.mark.parametrize(("w", "sides"), [(2.0, "from 0.0 on the left to 5.0"), (-2.0, "from 5.0 on the left to 0.0")])
def test_the_limits_swap_with_the_sign_of_w(one, w, sides):
    assert sides in one.scene(c=5.0, b=0.0, w=w).says


# Where it pays.


def test_with_a_corner_each_day_the_bent_curve_is_as_good_as_the_medians():
    free = sum(np.abs(label[weekday(dates) == d] - np.median(label[weekday(dates) == d])).sum() for d in range(7))
    assert f"L = {free / len(label):.2f}k" in explorers.bend(label, dates).scene(n=6).says


def test_bending_yesterday_to_today_gains_little_and_loses_unseen():
    unseen = during(lagged(*load_views(), 1), 2021)
    seen, not_seen = marks(explorers.bend_yesterday(ALL, unseen).scene(n=50), Line)[1:]
    assert 0.9 < seen.y[-1] / seen.y[0] < 1
    assert not_seen.y[-1] > not_seen.y[0]


# Matrices.


@given(st.integers(1, 4), st.integers(1, 4), st.floats(0, 20))
def test_the_matrix_that_is_written_gives_the_r_that_is_written(product, features, sigmoids, x2):
    texts = [mark.text for mark in product.scene(features=features, sigmoids=sigmoids, x2=x2).panels[1].marks
             if isinstance(mark, Text)]  # fmt: skip
    numbers = [float(text.replace("−", "-")) for text in texts[: sigmoids * (2 + features) + features]]
    r, b, rest = np.split(np.array(numbers), [sigmoids, 2 * sigmoids])
    W, x = rest[: sigmoids * features].reshape(sigmoids, features), rest[sigmoids * features :]
    assert r == pytest.approx(b + W @ x, abs=0.05 * 0.4 * 4 + 0.051)  # x is written with one digit after the point


def test_a_feature_that_does_not_count_changes_no_prediction(product):
    assert product.scene(features=3, x4=1.0).says == product.scene(features=3, x4=19.0).says


def test_every_number_of_theta_is_named_after_its_place_in_the_network():
    names = named_parameters([7, 10, 1])
    parts = part_of(names)
    net = Network([7, 10, 1], activation="sigmoid")
    net.theta[:] = np.arange(len(net.theta))
    inner, outer = net.layers
    assert names[inner.W.astype(int)[2, 6]] == "w₃₇"
    assert names[inner.b.astype(int)].tolist() == [f"b{'₁₂₃₄₅₆₇₈₉'[i]}" if i < 9 else "b₁₀" for i in range(10)]
    assert names[outer.W.astype(int)[0, :3]].tolist() == ["c₁", "c₂", "c₃"]
    assert names[int(outer.b[0])] == "b"
    assert [np.count_nonzero(parts == k) for k in range(4)] == [70, 10, 10, 1]


@pytest.mark.parametrize(
    ("features", "sigmoids", "written"),
    [
        (1, 1, "b₁ w₁₁ b c₁"),
        (2, 2, "b₁ w₁₁ w₁₂ b₂ w₂₁ w₂₂ b c₁ c₂"),
        (3, 2, "b₁ w₁₁ w₁₂ w₁₃ b₂ … b c₁ c₂"),
        (56, 100, "b₁ w₁₁ w₁₂ w₁₃ w₁₄ … c₉₈ c₉₉ c₁₀₀"),
    ],
)
def test_theta_is_written_out_a_long_one_with_a_gap(features, sigmoids, written):
    scene = explorers.theta().scene(features=features, sigmoids=sigmoids)
    texts = sorted((mark.x, mark.text) for mark in scene.panels[0].marks if isinstance(mark, Text) and mark.y == 0.5)
    assert " ".join(text for _, text in texts if text) == written
    assert [f"{n:,}" for n in (features * sigmoids, sigmoids, sigmoids, 1)] == [
        mark.text for mark in scene.panels[1].marks if isinstance(mark, Text)
    ]


# Learned.


def test_the_pieces_add_up_to_the_curve(learner):
    scene = learner.scene(n=6, update=30, **{"η": 0.1})
    _, fit, constant, blues, *_ = marks(scene, Line)
    assert constant.y[0] + blues.y.sum(axis=0) == pytest.approx(fit.y, abs=1e-4)


def test_the_loss_that_is_said_is_that_of_the_curve_that_is_drawn(learner):
    scene = learner.scene(curve="bump", n=8, update=30)
    target, fit = marks(scene, Line)[:2]
    at = np.linspace(0, 12, 61)  # the places that it learns from
    L = np.mean((np.interp(at, fit.x, fit.y) - np.interp(at, target.x, target.y)) ** 2)
    assert float(scene.says.split("L = ")[1].split(",")[0]) == pytest.approx(L, rel=0.01)


def test_training_lowers_the_loss(learner):
    losses = marks(learner.scene(curve="sine", n=10, update=300), Line)[4].y
    assert 10 ** losses[-1] < 0.2 * 10 ** losses[0]


@pytest.mark.parametrize("start", ["zero", "alike"])
def test_sigmoids_that_start_alike_stay_alike(learner, start):
    scene = learner.scene(n=10, start=start, update=200)
    blues = marks(scene, Line)[3].y
    assert np.ptp(blues, axis=0).max() < 1e-3
    assert "All of them are alike." in scene.says


def test_from_nothing_nothing_moves_and_the_gradient_is_zero(learner):
    scene = learner.scene(n=10, start="zero", update=1000, **{"η": 0.3})
    assert marks(scene, Line)[3].y.tolist() == np.zeros((10, 1001)).tolist()
    assert "the gradient is 0 long" in scene.says


def test_sigmoids_that_start_alike_are_said_to_be_alike_where_they_are_large_too(learner):
    assert "All of them are alike." in learner.scene(n=50, start="alike", update=1000, **{"η": 0.3}).says


def test_random_sigmoids_are_all_different(learner):
    assert "Different ones among them: 10." in learner.scene(n=10, start="random", update=200).says


def test_fifty_sigmoids_at_a_thousand_points_are_one_mark(learner):
    assert marks(learner.scene(n=50, update=0), Line)[3].y.shape == (50, 1001)


def test_what_runs_away_is_still_drawn_and_told(learner):
    scene = learner.scene(n=50, update=20, **{"η": 0.3})
    assert np.abs(marks(scene, Line)[1].y).max() <= 99
    of_loss = scene.panels[2]
    assert of_loss.marks[0].y.max() > of_loss.y.limits[1]  # a triangle at the edge says so
    assert of_loss.marks[2].text == "more than 1000"
    assert "L = more than 1000" in scene.says


def test_a_run_that_left_the_numbers_says_so_and_playing_ends_there(learner):
    scene = learner.scene(curve="staircase", n=50, start="alike", update=1000, **{"η": 0.3})
    assert "Then it ran away: η = 0.3 is too large." in scene.says
    assert 0 < scene.ends["update"] < 1000
    assert not learner.scene(n=10, update=100).ends


def test_the_lesson_is_right_about_few_sigmoids_many_and_a_large_rate(learner):
    def logs(**values):
        return np.log10(learner.scene(curve="sine", **values).panels[2].marks[0].y)

    soon, late = ([logs(n=n, update=update)[-1] for n in (5, 10, 50)] for update in (100, 1000))
    assert np.all(np.diff(soon) < 0)
    assert late[0] > 0.5
    assert late[1] < -0.5
    top = np.log10(1000)
    assert logs(n=50, update=1000, **{"η": 0.3}).max() > top
    assert logs(n=5, update=1000, **{"η": 0.3}).max() < top - 1


def test_playing_a_thousand_updates_goes_by_more_than_one(learner):
    assert learner.controls["update"].stride > 1


# Batches.


@given(st.integers(1, 146).map(lambda n: 10 * n), st.integers(1, 1460), st.booleans())
def test_every_day_is_dealt_once_and_the_mean_of_all_batches_is_the_loss(dealt, N, B, shuffled):
    scene = dealt.scene(N=N, B=B, shuffled=shuffled)
    pile = marks(scene, Dots)[0].y
    assert sorted(pile.tolist()) == list(range(N))
    assert (pile.tolist() == list(range(N))) is (not shuffled) or N == 10
    assert f"{-(-N // B)} update{'s' * (N > B)} an epoch" in scene.says


@pytest.mark.parametrize(("N", "B"), [(10, 3), (1460, 32), (1460, 1), (10, 10)])
def test_the_whole_way_of_the_slider_of_batches_leads_from_the_first_to_the_last(dealt, N, B):
    count = -(-N // B)
    for share, batch in ((0.0, 1), (1.0, count)):
        assert f"Batch {batch} of {count}" in dealt.scene(N=N, B=B, batch=share).says


def test_of_batches_of_32_the_slider_reaches_every_one_and_moves_at_its_first_step(dealt):
    slider = dealt.controls["batch"]
    steps = np.linspace(slider.min, slider.max, round((slider.max - slider.min) / slider.step) + 1)
    reached = [int(re.search(r"Batch (\d+) of 46", dealt.scene(batch=step).says)[1]) for step in steps]
    assert set(reached) == set(range(1, 47))
    assert reached[:2] == [1, 2]


def test_curves_are_drawn_through_so_many_points_that_no_peak_is_false():
    for drawn in (explorers.optimizers().scene(curve="bump"), explorers.learn().scene(curve="bump")):
        target = marks(drawn, Line)[0]
        assert target.y == pytest.approx(3 + 7 * np.exp(-((target.x - 6) ** 2)), abs=1e-5)
        for line in drawn.panels[0].marks:
            assert len(line.x) > 1000


def test_a_batch_cannot_hold_more_days_than_there_are(dealt):
    assert dealt.scene(N=10, B=31).says.startswith(
        "10 days in batches of 10 (B = 31 is more than N): 1 update an epoch"
    )
    assert "is more than" not in dealt.scene(N=100, B=100).says


def test_larger_batches_have_losses_closer_to_the_whole(dealt):
    spreads = [float(dealt.scene(B=B).says.split("spread by ")[1].split("k")[0]) for B in (4, 16, 64, 256)]
    assert spreads == sorted(spreads, reverse=True)


def test_one_batch_of_all_days_walks_like_descent_on_all_days():
    scene = explorers.batch_paths(x, label).scene(B=10, update=40, **{"η": 0.02})
    b, w = 3.0, -0.3
    for _ in range(40):
        wrong = b + w * (x - x.mean()) - label
        b, w = b - 0.02 * 2 * wrong.mean(), w - 0.02 * 2 * (wrong * (x - x.mean())).mean()
    path = marks(scene, Line)[0]
    assert (path.x[-1], path.y[-1]) == pytest.approx((w, b), abs=1e-4)
    assert "θ has seen 58,400 days" in scene.says
    assert "θ has seen 400 days" in scene.says


def test_a_path_that_runs_away_leaves_the_picture_and_its_loss_is_told_in_words():
    scene = explorers.batch_paths(x, label).scene(update=200, **{"η": 0.1})
    path, ground = marks(scene, Line)[0], marks(scene, Surface)[0]
    assert not (ground.x[0] <= path.x[-1] <= ground.x[-1] and ground.y[0] <= path.y[-1] <= ground.y[-1])
    assert "With all days θ has seen 292,000 days: L = more than 1000k²." in scene.says


# A better step.


def test_sgd_and_adam_start_at_the_same_theta():
    scene = explorers.optimizers().scene(epoch=0)
    _, sgd, adam = marks(scene, Line)[:3]
    assert sgd.y.tolist() == adam.y.tolist()


def test_what_plays_moves_its_slider(learner):
    (play,) = (mover for mover in learner.movers if isinstance(mover, Play))
    assert play.moves == learner.controls["update"].model_id
