"""Lesson 4's explorers against sums done another way."""

import ast
import builtins
import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.interact.controls import Play, Points, Reset
from mlcourse.lessons.relu import swap
from mlcourse.lessons.sigmoids import batch_paths, explorers, learn
from mlcourse.lessons.sigmoids.optimizers import final_loss
from mlcourse.lessons.sigmoids.theta import part_of
from mlcourse.losses import mae
from mlcourse.network import Network, named_parameters
from mlcourse.pictures.marks import Dots, Handle, Line, Segments, Surface, Text
from mlcourse.training import train
from notebooks import LESSONS

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
def starter():
    return explorers.starts()


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


@given(st.lists(corner, min_size=2, max_size=10))
def test_constant_and_blue_pieces_add_up_to_the_red_curve(builder, corners):
    panel_red, panel_blue = builder.scene(corners=np.array(corners)).panels
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


def sum_so_far(scene):
    """The blue line over the red curve, and where red's corners stand."""
    (line,) = (mark for mark in marks(scene.panels[0], Line) if mark.role == "prediction")
    return line, sorted(handle.x for handle in handles_on_corners(scene))


@given(st.lists(corner, min_size=3, max_size=10), st.integers(0, 9))
def test_the_sum_of_some_pieces_is_red_up_to_the_corner_where_they_end_and_flat_after(builder, corners, pieces):
    scene = builder.scene(corners=np.array(corners), pieces=pieces)
    red, (so_far, at) = marks(scene.panels[0], Line)[0], sum_so_far(scene)
    end = at[min(pieces, len(at) - 1)]
    before, after = red.x <= end, red.x >= end
    assert so_far.y[before] == pytest.approx(red.y[before], abs=1e-4)
    assert not after.any() or np.ptp(so_far.y[after]) < 1e-4


@given(st.lists(corner, min_size=2, max_size=10), st.integers(1, 9))
def test_the_strokes_are_what_the_piece_that_came_last_has_added(builder, corners, pieces):
    scenes = [builder.scene(corners=np.array(corners), pieces=each) for each in (pieces - 1, pieces)]
    if pieces < len(corners):
        (strokes,) = marks(scenes[1].panels[0], Segments)
        grown = sum_so_far(scenes[1])[0].y - sum_so_far(scenes[0])[0].y
        assert strokes.y1 - strokes.y0 == pytest.approx(grown[::8], abs=1e-4)


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (0, "0, the constant alone: 3.0"),
        (1, "0 + 1 is red up to there"),
        (4, "0 + 1 + 2 + 3 + 4 is the red curve, exactly"),
    ],
)
def test_the_pieces_are_added_up_one_by_one(builder, pieces, said):
    assert said in builder.scene(pieces=pieces).says


def test_playing_ends_with_the_last_piece_that_there_is(builder):
    assert builder.scene(corners=np.array([[0, 1], [2, 5], [4, 3.0]]), pieces=9).ends == {"pieces": 2}


def test_hard_pieces_cost_nothing_and_soft_ones_what_is_said():
    softener = explorers.soften()
    corners = np.array([[0.0, 0.0], [12.0, 8.0]])
    assert "exactly" in softener.scene(corners=corners, soft=0.0).says
    at = np.linspace(0, 12, 481)
    soft, hard = 8 / (1 + np.exp(-(4 * at / 12 - 2))), 8 * at / 12
    scene = softener.scene(corners=corners, soft=1.0)
    off = np.abs(soft - hard)
    assert f"but for {off.mean():.2f} in the mean, and {off.max():.2f} at most" in scene.says
    (stroke,) = marks(scene.panels[0], Segments)
    assert stroke.y1 - stroke.y0 == pytest.approx((soft - hard)[::12], abs=1e-5)


def test_a_piece_is_read_off_from_its_stretch(builder):
    says = builder.scene(corners=np.array([[0, 1], [2, 5], [4, 3.0]]), pieces=2).says
    assert says.startswith("Piece 2 of 2 climbs from x = 2.0 to 4.0")
    assert "c = −2.0, with w = 4/2.00 = 2.00 and b = −w·3.00 = −6.00" in says


@given(st.integers(0, 4), st.floats(0, 12))
def test_a_corner_that_is_dragged_changes_two_pieces_at_most(builder, place, y):
    corners = np.array(builder.controls["corners"].value)
    corners[place, 1] = y
    facts = builder.scene(corners=corners).facts
    assert facts["moved"] <= 1
    assert facts["changed"] <= 1 + (place not in (0, 4))


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


def test_the_errors_at_the_best_values_are_drawn_and_with_a_corner_each_day_there_are_none():
    bent = explorers.bend(label, dates)
    medians = np.array([np.median(label[weekday(dates) == day]) for day in range(7)])
    (straight,) = marks(bent.scene(n=1).panels[0], Segments)
    assert straight.y0 == pytest.approx(medians, rel=1e-6)
    assert f"by {np.abs(straight.y1 - straight.y0).mean():.2f}k in the mean" in bent.scene(n=1).says
    (free,) = marks(bent.scene(n=6).panels[0], Segments)
    assert np.abs(free.y1 - free.y0).max() < 0.02


def test_bending_yesterday_to_today_gains_little_and_loses_unseen():
    unseen = during(lagged(*load_views(), 1), 2021)
    seen, not_seen = marks(explorers.bend_yesterday(ALL, unseen).scene(n=50), Line)[1:]
    assert 0.9 < seen.y[-1] / seen.y[0] < 1
    assert not_seen.y[-1] > not_seen.y[0]


# Matrices.


def weights(product):
    return np.array(product.controls["W"].value)


@given(st.integers(1, 4), st.integers(1, 4), st.floats(0, 20), st.floats(-1, 1))
def test_the_matrix_that_is_written_gives_the_r_that_is_written(product, features, sigmoids, x2, w11):
    W = weights(product)
    W[0, 0] = w11
    scene = product.scene(features=features, sigmoids=sigmoids, x2=x2, W=W)
    texts = [mark.text for mark in scene.panels[1].marks if isinstance(mark, Text)]
    numbers = [float(text.replace("−", "-")) for text in texts[: sigmoids * (2 + features) + features]]
    r, b, rest = np.split(np.array(numbers), [sigmoids, 2 * sigmoids])
    W, x = rest[: sigmoids * features].reshape(sigmoids, features), rest[sigmoids * features :]
    # x is written with one digit after the point, W and r with two.
    assert r == pytest.approx(b + W @ x, abs=0.05 * np.abs(W).sum(axis=1).max() + 0.005 * x.sum() + 0.006)


def test_a_feature_that_does_not_count_changes_no_prediction(product):
    assert product.scene(features=3, x4=1.0).says == product.scene(features=3, x4=19.0).says


def test_only_features_that_count_stand_in_the_network(product):
    handles = [mark.label for mark in marks(product.scene(features=3, sigmoids=1), Handle)]
    assert handles == ["x₁", "x₂", "x₃", "w₁₂"]
    assert "is none of them" in product.scene(features=1, follow="x₂").says


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_handles_of_features_and_weights_follow_the_hand(product, features, sigmoids, data):
    W, right = weights(product), data.draw(st.floats(-0.2, 0.2))
    values = {"features": features, "sigmoids": sigmoids, "follow": f"x{'₁₂₃₄'[features - 1]}"}
    for place, handle in enumerate(marks(product.scene(W=W, **values), Handle)):
        ((name, gain),) = handle.right.items()
        if name in product.controls:
            moved = product.scene(W=W, **values | {name: product.controls[name].value + gain * right})
        else:
            other, (row, column) = W.copy(), (int(each) for each in name[2:-1].split(","))
            other[row, column] += gain * right
            moved = product.scene(W=other, **values)
        written = 0.05 / gain if name.startswith("W") else 0  # weights are what is written, with one digit
        assert marks(moved, Handle)[place].x == pytest.approx(handle.x + right, abs=written + 1e-6)


def test_one_weight_changes_its_own_sigmoid_and_the_prediction(product):
    W = weights(product)
    W[1, 1] = -0.6
    before, after = product.scene(sigmoids=3), product.scene(sigmoids=3, W=W)
    assert np.flatnonzero(before.facts["a"] != after.facts["a"]).tolist() == [1]
    assert (after.facts["row"], after.facts["before"]) == (2, before.facts["y"])


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
    assert float(scene.says.split("L = ")[1][:-1]) == pytest.approx(L, rel=0.01)


def test_training_lowers_the_loss(learner):
    losses = marks(learner.scene(curve="sine", n=10, update=300), Line)[4].y
    assert 10 ** losses[-1] < 0.2 * 10 ** losses[0]


@pytest.mark.parametrize("start", ["zero", "alike"])
def test_sigmoids_that_start_alike_stay_alike(starter, start):
    scene = starter.scene(n=10, start=start, update=200)
    blues = marks(scene, Line)[3].y
    assert np.ptp(blues, axis=0).max() < 1e-3
    assert "All of them are alike." in scene.says


def test_from_nothing_nothing_moves_and_the_gradient_is_zero(starter):
    scene = starter.scene(n=10, start="zero", update=1000, **{"η": 0.3})
    assert marks(scene, Line)[3].y.tolist() == np.zeros((10, 1001)).tolist()
    assert "the gradient is 0 long" in scene.says


def test_sigmoids_that_start_alike_are_said_to_be_alike_where_they_are_large_too(starter):
    assert "All of them are alike." in starter.scene(n=50, start="alike", update=1000, **{"η": 0.3}).says


def test_random_sigmoids_are_all_different(starter):
    assert "Different ones among them: 10." in starter.scene(n=10, start="random", update=200).says


def test_fifty_sigmoids_at_a_thousand_points_are_one_mark(learner):
    assert marks(learner.scene(n=50, update=0), Line)[3].y.shape == (50, 1001)


def test_what_runs_away_is_still_drawn_and_told(learner):
    scene = learner.scene(n=50, update=20, **{"η": 0.3})
    assert np.abs(marks(scene, Line)[1].y).max() <= 99
    of_loss = scene.panels[2]
    assert of_loss.marks[0].y.max() > of_loss.y.limits[1]  # a triangle at the edge says so
    assert of_loss.marks[2].text == "more than 1000"
    assert "L = more than 1000" in scene.says


def test_a_run_that_left_the_numbers_says_so_and_playing_ends_there(starter, learner):
    scene = starter.scene(curve="staircase", n=50, start="alike", update=1000, **{"η": 0.3})
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


@pytest.mark.parametrize(
    ("room", "made", "moved"),
    [
        (learn, explorers.learn, {"n": range(1, 51)}),
        (learn, explorers.starts, {"n": range(1, 51)}),
        (swap, swap.swap, {"n": range(1, 31)}),
        (batch_paths, lambda: explorers.batch_paths(x, label), {"B": range(1, 201)}),
    ],
)
def test_a_slider_that_is_moved_to_and_fro_trains_nothing_twice(monkeypatch, room, made, moved):
    begun = []
    monkeypatch.setattr(room, "train", lambda *given, **how: begun.append(1) or train(*given, **how))
    explorer, ((name, stops),) = made(), moved.items()
    for stop in stops:
        explorer.scene(**{name: stop, "update": 3})
    first = len(begun)
    for stop in reversed(stops):
        explorer.scene(**{name: stop, "update": 3})
    assert len(begun) == first


def test_another_start_begins_at_update_0(starter):
    update = starter.controls["update"]
    assert update.anew == starter.controls["start"].model_id
    assert starter.controls["again"].rewinds == update.model_id


def test_the_curves_that_are_asked_about_are_seen_before():
    panels = explorers.three_curves().scene().panels
    assert [panel.title for panel in panels] == ["sine", "bump", "staircase"]
    assert [np.ptp(marks(panel, Line)[0].y) for panel in panels] == pytest.approx([8, 7, 8], abs=0.01)


def test_errors_of_a_curve_with_a_pole_are_on_their_axis():
    panel = explorers.own_curve(mine=np.tan).scene().panels[1]
    low, high = panel.y.limits
    assert all(low < line.y.min() and line.y.max() < high for line in marks(panel, Line))


# Batches.


@given(st.integers(1, 1460), st.booleans())
def test_every_day_is_dealt_once(dealt, B, shuffled):
    scene = dealt.scene(B=B, shuffled=shuffled)
    pile = marks(scene, Dots)[0].y
    assert sorted(pile.tolist()) == list(range(1460))
    assert (pile.tolist() == list(range(1460))) is (not shuffled)
    assert f"{-(-1460 // B)} update{'s' * (B < 1460)} an epoch" in scene.says


@given(st.integers(1, 1460), st.integers(1, 1460))
def test_the_slider_counts_the_place_in_the_pile_and_the_batch_is_the_one_that_holds_it(dealt, B, place):
    scene = dealt.scene(B=B, place=place)
    pile, batch, day, _ = marks(scene, Dots)
    assert (day.x, day.y) == (place - 0.5, pile.y[place - 1])
    assert day.y in batch.y
    assert f"Batch {len(pile.y[:place:B])} of {-(-1460 // B)} holds {len(batch.y)} day" in scene.says
    assert (dealt.controls["place"].min, dealt.controls["place"].max) == (1, 1460)


def test_curves_are_drawn_through_so_many_points_that_no_peak_is_false():
    for drawn in (explorers.optimizers().scene(curve="bump"), explorers.learn().scene(curve="bump")):
        target = marks(drawn, Line)[0]
        assert target.y == pytest.approx(3 + 7 * np.exp(-((target.x - 6) ** 2)), abs=1e-5)
        for line in drawn.panels[0].marks:
            assert len(line.x) > 1000


def test_one_batch_of_all_days_has_the_loss_of_all_days(dealt):
    says = dealt.scene(B=1460).says
    assert dealt.controls["B"].max == 1460
    assert "its loss is L¹ = 1.60k; over all days it is L = 1.60k" in says
    assert says.endswith("One batch of all days: its loss is L itself.")


def test_larger_batches_have_losses_closer_to_the_whole(dealt):
    spreads = [float(dealt.scene(B=B).says.split("spread by ")[1].split("k")[0]) for B in (4, 16, 64, 256)]
    assert spreads == sorted(spreads, reverse=True)


def with_all_days(scene):
    """The walk with all days, from its start on."""
    return next(line for line in marks(scene.panels[0], Line) if line.role == "prediction")


def test_both_walks_begin_at_the_start_that_is_marked():
    scene = explorers.batch_paths(x, label).scene(update=3)
    start = marks(scene.panels[0], Dots)[0]
    for line in marks(scene.panels[0], Line):
        assert (line.x[0], line.y[0]) == (start.x[0], start.y[0])


def test_one_batch_of_all_days_walks_like_descent_on_all_days():
    scene = explorers.batch_paths(x, label).scene(B=10, update=40, **{"η": 0.02})
    b, w = 3.0, -0.3
    for _ in range(40):
        wrong = b + w * (x - x.mean()) - label
        b, w = b - 0.02 * 2 * wrong.mean(), w - 0.02 * 2 * (wrong * (x - x.mean())).mean()
    path = with_all_days(scene)
    assert (path.x[-1], path.y[-1]) == pytest.approx((w, b), abs=1e-4)
    assert "θ has seen 58,400 days" in scene.says
    assert "θ has seen 400 days" in scene.says


def test_a_path_that_runs_away_leaves_the_picture_and_its_loss_is_told_in_words():
    scene = explorers.batch_paths(x, label).scene(update=200, **{"η": 0.1})
    path, ground = with_all_days(scene), marks(scene, Surface)[0]
    assert not (ground.x[0] <= path.x[-1] <= ground.x[-1] and ground.y[0] <= path.y[-1] <= ground.y[-1])
    assert "With all days θ has seen 292,000 days: L = more than 1000k²." in scene.says


# A better step.


def test_sgd_and_adam_start_at_the_same_theta():
    scene = explorers.optimizers().scene(epoch=0)
    _, sgd, adam = marks(scene, Line)[:3]
    assert sgd.y.tolist() == adam.y.tolist()


def test_the_losses_by_rate_are_those_of_trainings_to_the_end():
    of_rates = explorers.optimizers().scene(epoch=200, **{"η": 0.1}).panels[2]
    sgd, adam = marks(of_rates, Line)
    for line, optimizer in ((sgd, "sgd"), (adam, "adam")):
        ends = [final_loss(curve="sine", η=rate, optimizer=optimizer) for rate in (0.003, 0.03, 0.3)]
        assert line.y[::2] == pytest.approx(ends, rel=1e-5)
    chosen = [dots for dots in marks(of_rates, Dots) if len(dots.x) == 1]
    assert [(dots.x[0], dots.y[0]) for dots in chosen] == [(0.1, sgd.y[3]), (0.1, adam.y[3])]


def test_what_plays_moves_its_slider(learner):
    (play,) = (mover for mover in learner.movers if isinstance(mover, Play))
    assert play.moves == learner.controls["update"].model_id


# All of them.


@pytest.mark.parametrize("name", ["learner", "starter", "product", "dealt", "one", "anything"])
def test_five_controls_at_most_are_in_view(name, request):
    controls = request.getfixturevalue(name).controls.values()
    seen = [each for each in controls if not isinstance(each, Points) and "mlcourse-folded" not in each._dom_classes]
    assert len(seen) <= 5


def names_in(source):
    """What code takes from elsewhere or makes, and what it makes."""
    tree = ast.parse(source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    made |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    made |= {each.asname or each.name for node in ast.walk(tree) for each in getattr(node, "names", ())}
    return {node.id for node in names}, made


def test_the_second_sitting_takes_nothing_from_the_first_but_its_first_two_code_cells():
    (path,) = (path for path in LESSONS if path.stem.startswith("04"))
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(path.read_text("utf-8"))["cells"]]
    (stop,) = (place for place, (_, text) in enumerate(cells) if text.startswith("## 4.7"))
    code = [text for kind, text in cells if kind == "code"][:2]
    known = set(dir(builtins)).union(*(names_in(text)[1] for text in code))
    for kind, text in cells[stop:]:
        if kind == "code":
            taken, made = names_in(text)
            known |= made
            assert taken <= known, text
