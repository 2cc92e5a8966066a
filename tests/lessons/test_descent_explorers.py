"""Lesson 3's explorers against sums done another way."""

import itertools
import re

import numpy as np
import pytest

from mlcourse import functions
from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.descent import curvature, descend, largest_stable_rate, objective
from mlcourse.fits import best
from mlcourse.interact.controls import Dice, Play
from mlcourse.lessons.descent import bets, explorers, questions
from mlcourse.lessons.function import tasks as function_tasks
from mlcourse.lessons.shared import by_hand as own_line
from mlcourse.losses import mae, mse
from mlcourse.pictures.marks import Arrow, Bars, Dots, Handle, Line, Text
from mlcourse.practice import check, leaderboard, predict
from mlcourse.training import train_many

ALL = during(lagged(*load_views(), 1), 2017, 2020)
x, label, dates = ALL.X[:, 0], ALL.label, ALL.dates


def marks(scene, kind):
    """All marks of a kind in a scene, or in one of its panels."""
    return [mark for mark in scene.marks if isinstance(mark, kind)]


@pytest.fixture(scope="module")
def walk():
    return explorers.one_parameter()


@pytest.fixture(scope="module")
def bowl():
    """A curve on which a large rate runs away; on the lesson's own none does."""
    return explorers.one_parameter(np.square)


@pytest.fixture(scope="module")
def both():
    return explorers.two_parameters(x, label)


@pytest.fixture(scope="module")
def days():
    return explorers.more_days()


def test_the_ground_can_be_lifted_without_moving_arg_min():
    for height in (0.0, 3.0):
        scene = explorers.arg_min().scene(place=-0.5, height=height)
        curve = marks(scene, Line)[0]
        assert curve.x[curve.y.argmin()] == pytest.approx(-0.5, abs=0.03)
        assert curve.y.min() == pytest.approx(height, abs=0.001)
        assert scene.says == f"The least loss is min L = {height:.1f}. It is reached at arg min L = −0.5."


@pytest.mark.parametrize("w", [-2.8, -0.5, 2.0])
def test_the_line_through_two_points_becomes_the_tangent_as_they_meet(w):
    derivative = -2 * np.sin(2 * w) + 0.09 * w**2 + 0.08 * w**3
    scenes = [explorers.secant().scene(w=w, h=h) for h in (1.5, 0.01)]
    off = []
    for scene in scenes:
        curve, line, *_ = marks(scene, Line)
        here, beyond = marks(scene, Handle)
        rise = (line.y[1] - line.y[0]) / 8
        assert rise == pytest.approx((beyond.y - here.y) / (beyond.x - here.x), abs=2e-3)
        assert np.interp(beyond.x, curve.x, curve.y) == pytest.approx(beyond.y, abs=1e-3)
        assert f"slope is {derivative:+.2f}".replace("-", "−") in scene.says
        off.append(abs(rise - derivative))
    assert off[1] < 0.03 < off[0]


def test_each_cut_touches_its_tangent_and_the_slopes_are_those_of_finite_differences():
    w, b, h = 0.3, 6.0, 1e-5
    scene = explorers.two_slopes(x, label).scene(w=w, b=b)
    slopes = [
        (mse(functions.line(x, w + h, b), label) - mse(functions.line(x, w - h, b), label)) / (2 * h),
        (mse(functions.line(x, w, b + h), label) - mse(functions.line(x, w, b - h), label)) / (2 * h),
    ]
    for panel, slope in zip(scene.panels[1:], slopes, strict=True):
        curve, tangent, dot = panel.marks
        rise = (tangent.y[1] - tangent.y[0]) / (tangent.x[1] - tangent.x[0])
        assert rise == pytest.approx(slope, rel=1e-3)
        assert np.interp(dot.x, tangent.x, tangent.y) == pytest.approx(dot.y, rel=1e-4)
        assert tangent.x.tolist() == curve.x[[0, -1]].tolist()  # from side to side
        assert tangent.role != curve.role
        assert np.interp(dot.x[0], curve.x, curve.y) == pytest.approx(mse(functions.line(x, w, b), label), rel=0.01)


def test_where_both_slopes_are_nearly_0_nobody_is_told_where_to_go():
    board = explorers.two_slopes(x, label)
    assert board.scene(w=0.0, b=2.0).says.count("should grow") == 2
    (w,), b = best(x, label, loss=mse)
    assert "should" not in board.scene(w=round(w, 2), b=round(b, 2)).says


def test_the_small_step_against_both_slopes_goes_downhill():
    for w, b in [(-0.5, -2), (0.0, 2), (1.0, 8)]:
        arrow = marks(explorers.two_slopes(x, label).scene(w=w, b=b), Arrow)[0]
        assert mse(functions.line(x, arrow.x1, arrow.y1), label) < mse(functions.line(x, w, b), label)


def by_hand(w, rate, updates):
    for _ in range(updates):
        w = w - rate * (-2 * np.sin(2 * w) + 0.09 * w**2 + 0.08 * w**3)
    return w


@pytest.mark.parametrize("start", [-3.0, 0.4, 3.2])
def test_the_dot_stands_where_so_many_updates_lead(walk, start):
    scene = walk.scene(start=start, update=25, **{"η": 0.05})
    assert marks(scene, Dots)[0].x[-1] == pytest.approx(by_hand(start, 0.05, 25), abs=1e-5)


def test_the_arrow_is_the_next_step(walk):
    arrow = marks(walk.scene(start=1.0, update=3, **{"η": 0.1}), Arrow)[0]
    assert arrow.x0 == pytest.approx(by_hand(1.0, 0.1, 3), abs=1e-6)
    assert arrow.x1 == pytest.approx(by_hand(1.0, 0.1, 4), abs=1e-6)


def test_the_slope_and_the_step_are_said(walk):
    assert (
        "slope is −1.65, so with η = 0.1, w grows by η × 1.65 = 0.165"
        in walk.scene(start=1.0, update=0, **{"η": 0.1}).says
    )


def test_a_start_on_the_flat_top_never_moves_and_says_so(walk):
    scene = walk.scene(start=0.0, update=50)
    assert "no step" in scene.says
    assert "It has stopped: the derivative is 0, after 0 updates." in scene.says


def test_a_walk_that_runs_away_says_so_and_stays_drawable(bowl):
    scene = bowl.scene(start=-4.0, update=100, **{"η": 1.2})
    assert "it diverged, at update" in scene.says
    assert all(np.abs(mark.x).max() < 100 for mark in marks(scene, Dots))


def test_a_slope_that_is_nearly_0_is_not_said_to_be_0_while_the_walk_goes_on(walk):
    for update in range(60):
        scene = walk.scene(start=3.2, update=update, **{"η": 0.1})
        if "stopped" not in scene.says:
            assert "0.00|" not in scene.says
            assert "slope is +0.00" not in scene.says
            assert "by η × 0.00" not in scene.says


def test_two_starts_end_in_two_valleys(walk):
    ends = [marks(walk.scene(start=start, update=100), Dots)[0].x[-1] for start in (-0.5, 0.5)]
    assert ends[0] < -1 < 1 < ends[1]


def test_patience_ends_the_walk_and_says_so(walk):
    scene = walk.scene(start=3.0, patience=20, update=100, **{"η": 0.01})
    assert "It has stopped: patience is over, after 20 updates." in scene.says


def test_the_reader_s_own_curve_that_fails_is_told_in_the_reader_s_words():
    assert "stopped with ZeroDivisionError" in explorers.one_parameter(lambda w: 1 / 0).stage.problem


@pytest.mark.parametrize(
    ("curve", "start", "η", "patience", "end"),
    [("walk", 0.0, 0.1, 100, 0), ("walk", 3.0, 0.01, 20, 20), ("bowl", -4.0, 1.2, 100, 4)],
)
def test_a_walk_ends_with_its_last_update_wherever_it_is_shown(request, curve, start, η, patience, end):
    walk = request.getfixturevalue(curve)
    scenes = [walk.scene(start=start, patience=patience, update=k, **{"η": η}) for k in (0, end, 100)]
    assert [scene.ends for scene in scenes] == [{"update": end}] * 3
    assert ["It has stopped" in scene.says for scene in scenes] == [end == 0, True, True]


def test_play_and_dice_move_the_sliders(walk):
    play, dice, _ = walk.movers
    assert isinstance(play, Play)
    assert play.moves == walk.controls["update"].model_id
    assert isinstance(dice, Dice)
    assert dice.throws == walk.controls["start"].model_id


def test_random_starts_lose_by_training():
    explorer = explorers.random_starts(label, dates)

    def losses(moment):
        lines = marks(explorer.scene(moment=moment), Line)
        curves = Line(lines[0].x, np.concatenate([line.y for line in lines]))
        means = [label[weekday(dates) == day].mean() for day in range(7)]
        at = np.array([np.argmin(np.abs(curves.x - day)) for day in range(7)])
        return np.mean((curves.y[:, at] - means) ** 2, axis=1)

    assert (losses(explorer.controls["moment"].max) < losses(0)).all()


def test_each_start_has_the_colour_of_the_heap_in_which_it_ends_from_the_first_update_on():
    explorer = explorers.random_starts(label, dates)
    means = np.array([label[weekday(dates) == day].mean() for day in range(7)])
    end = explorer.controls["moment"].max
    for moment in (0, end):
        lines, piles = (
            marks(explorer.scene(moment=moment).panels[place], kind) for place, kind in ((0, Line), (1, Dots))
        )
        piles = [pile for pile in piles if pile.role != "label"]
        assert [len(line.y) for line in lines] == [len(pile.x) for pile in piles]
        assert [line.role for line in lines] == [pile.role for pile in piles]
        assert sum(len(pile.x) for pile in piles) == 20
        assert len({(float(a), float(b)) for pile in piles for a, b in zip(pile.x, pile.y, strict=True)}) == 20
    at = np.array([np.argmin(np.abs(lines[0].x - day)) for day in range(7)])
    losses = [np.mean((line.y[:, at] - means) ** 2, axis=1) for line in lines]
    assert all(one.max() < 0.95 * other.min() for one, other in itertools.pairwise(losses))
    said = " ".join(text.text for text in marks(explorer.scene(moment=end).panels[1], Text))
    assert [int(n) for n in re.findall(r"(\d+) start", said)] == [len(each) for each in losses]


def heaps(losses):
    """How many heaps losses lie in: a gap between two is where the next is a tenth larger."""
    losses = np.sort(losses)
    return 1 + int((losses[1:] > 1.1 * losses[:-1]).sum())


@pytest.mark.parametrize("seed", [0, 1])
def test_twenty_small_starts_settle_in_two_or_three_heaps_as_the_answer_says(seed):
    """Trained five times as long as the picture does, by which next to nothing moves: two curves more are no heap."""
    assert questions.SETTLED_STARTS.truth == "heaps"
    x7, means = np.arange(7.0), [label[weekday(dates) == day].mean() for day in range(7)]
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.3, "batch_size": 7, "epochs": 20_000}
    starts = range(20 * seed, 20 * seed + 20)
    *_, end = train_many([1, 2, 1], starts, x7, np.array(means), activation="sigmoid", **how)
    board = explorers.random_starts(label, dates)
    said = board.scene(seed=seed, moment=board.controls["moment"].max).says
    best_of, worst_of = (float(number) for number in re.findall(r"(\d+\.\d+)k²", said)[:2])
    assert 2 <= heaps(end.L) <= 3
    assert worst_of / best_of > 1.8
    assert end.L.max() / end.L.min() > 1.8


def test_wide_models_end_at_nearly_the_same_loss_from_anywhere():
    scene = explorers.random_starts(label, dates).scene()
    rows = [mark for mark in scene.panels[2].marks if isinstance(mark, Dots)]
    assert [len(row.x) for row in rows] == [10, 10, 10]
    assert all(row.x.max() < 1.11 * row.x.min() for row in rows)
    low, high = scene.panels[2].x.limits
    assert all(low < row.x.min() and row.x.max() < high for row in rows)


def test_the_made_up_curve_has_two_valleys_and_every_start_in_the_frame_ends_in_the_frame(walk):
    w = np.linspace(-50, 50, 200_001)
    L = functions.wavy(w)
    grounds = w[1:-1][(L[1:-1] < L[:-2]) & (L[1:-1] < L[2:])]
    assert grounds == pytest.approx([-1.55, 1.46], abs=0.01)
    low, high = walk.scene().panels[0].x.limits
    for start in np.linspace(low, high, 41):
        for rate in (0.01, 0.1, 0.2, 0.35):
            way = marks(walk.scene(start=start, update=100, **{"η": rate}), Dots)[0].x
            assert low <= way.min()
            assert way.max() <= high


def test_over_one_day_mae_never_rests_over_all_days_it_arrives():
    assert questions.ONE_DAY_BY_MAE.truth == "restless"
    (w,), b = best(x, label)
    ends = []
    for days in (slice(46, 47), slice(None)):
        L, g = objective(x[days], label[days], mae)
        ends.append(descend(g, [8.0, -0.3], loss=L, rate=0.012, updates=10_000).losses)
    one, every = ends
    assert np.ptp(one[-2:]) > 1
    assert np.abs(np.diff(every[-100:])).max() < 1e-3
    assert every[-1] == pytest.approx(mae(functions.line(x, w, b), label), abs=1e-3)


def test_ours_is_read_aloud_by_both_its_numbers():
    asked = questions.read_ours()
    w, b = np.linalg.lstsq(np.stack([x, np.ones(len(x))], 1), label, rcond=None)[0]
    for _ in range(2000):  # least absolute errors, by weights: each day's is one over its error
        weight = 1 / np.sqrt(np.maximum(np.abs(b + w * x - label), 1e-6))
        w, b = np.linalg.lstsq(weight[:, None] * np.stack([x, np.ones(len(x))], 1), weight * label, rcond=None)[0]
    assert asked.truth == pytest.approx(1000 * b + 10_000 * w, abs=2)
    assert asked.right == pytest.approx(asked.truth, abs=5)
    assert np.diff(asked.choices).min() > 500


def test_a_line_goes_through_any_two_of_the_three_points_and_never_through_all():
    board = explorers.three_points()
    points = marks(board.scene(), Dots)[0]
    for one, other, left in [(0, 1, 2), (1, 2, 0), (0, 2, 1)]:
        w = (points.y[other] - points.y[one]) / (points.x[other] - points.x[one])
        off = board.scene(w=w, b=points.y[one] - w * points.x[one]).facts["off"]
        assert off[[one, other]] == pytest.approx(0, abs=1e-9)
        assert off[left] > 3
    assert "rises everywhere" in board.scene(w=0.1, b=3.0).says
    assert "falls everywhere" in board.scene(w=-0.1, b=3.0).says


def test_where_descent_creeps_to_is_asked_on_axes_that_show_its_start():
    question = predict(questions.creep(), then=explorers.two_parameters(x, label))
    start = marks(question.placing.scene(), Dots)[0]
    assert (float(start.x[0]), float(start.y[0])) == (-0.3, 8.0)
    walk = marks(question.then.scene(loss="MSE", update=200, **{"η": 0.01}), Dots)[2]
    assert (walk.x[0], walk.y[0]) == (start.x[0], start.y[0])
    assert (walk.x[-1], walk.y[-1]) == pytest.approx(tuple(question.asked.truth.values()), abs=1e-5)


def test_by_mae_no_rate_that_there_is_runs_away(both):
    board = explorers.by_mae(x, label)
    assert board.values["loss"] == "MAE"
    losses = board.scene(**{"η": board.controls["η"].max}).facts["losses"]
    assert losses[-1] < losses[0]
    assert both.scene(update=200, **{"η": board.controls["η"].max}).facts["losses"][-1] > 100


def test_no_line_says_less_after_more_but_the_best_one_says_fewer_than_yesterday():
    asked = questions.more_then_fewer()
    (w,), b = best(x, label)
    assert w > 0
    assert functions.line(15.0, w, b) < 15.0
    assert f"above {b / (1 - w):.1f}k" in asked.why


def test_the_line_the_path_and_the_loss_are_of_the_same_update(both):
    scene = both.scene(update=60, **{"η": 0.008})
    line, path = marks(scene, Line)[0], marks(scene, Dots)[2]
    w, b = path.x[-1], path.y[-1]
    assert line.y == pytest.approx([b, b + 20 * w], rel=1e-5)
    assert marks(scene, Line)[2].y[-1] == pytest.approx(mse(functions.line(x, w, b), label), rel=1e-4)


def test_the_mark_stands_at_two_over_the_largest_curvature(both):
    mark = marks(both.scene(loss="MSE"), Line)[4]
    assert mark.x[0] == pytest.approx(largest_stable_rate(curvature(x)), rel=1e-5)


@pytest.mark.parametrize(("η", "falls"), [(0.0108, True), (0.0118, False)])
def test_below_the_mark_the_loss_falls_and_beyond_it_the_loss_grows(both, η, falls):
    losses = marks(both.scene(update=200, **{"η": η}), Line)[2].y
    assert (losses[-1] < losses[0]) is np.bool_(falls)


@pytest.mark.parametrize(("w", "b"), [(-0.75, -4), (-0.75, 10), (1.25, -4), (1.25, 10)])
def test_a_walk_below_the_mark_is_never_taken_for_one_that_diverged(both, w, b):
    scene = both.scene(w=w, b=b, update=200, **{"η": 0.0108})
    assert scene.ends == {"update": 200}
    assert "It has stopped: patience is over" in scene.says


def test_a_walk_that_diverges_ends_out_of_the_picture_and_says_so(both):
    scene = both.scene(update=200, **{"η": 0.013})
    path, surface = marks(scene, Dots)[2], scene.panels[1]
    assert scene.ends == {"update": len(path.x) - 1}
    assert "it diverged, at update" in scene.says
    low, high = surface.x.limits
    assert not low < path.x[-1] < high


def test_the_other_sign_climbs(both):
    said = both.scene(update=5, sign=-1, **{"η": 0.001})
    losses = marks(said, Line)[2].y
    assert (np.diff(losses) > 0).all()


def test_the_curve_over_rates_is_that_of_single_descents(both):
    for loss, within in (("MSE", 1e-4), ("MAE", 0.05)):  # for MAE a sketch of every eighth day
        scene = both.scene(update=40, loss=loss)
        curve = marks(scene, Line)[3]
        alone = both.scene(update=40, loss=loss, **{"η": float(curve.x[20])})
        assert curve.y[20] == pytest.approx(marks(alone, Line)[2].y[-1], rel=within)


def test_the_rate_can_be_dragged_on_its_own_curve(both):
    handle = marks(both.scene(), Handle)[-1]
    assert (handle.x, handle.right) == (pytest.approx(0.01), {"η": 1.0})


def test_the_three_surfaces_of_mae_walk_by_their_own_days():
    scene = explorers.steps_of_mae(x, label).scene(update=1, **{"η": 0.02})
    one = marks(scene, Line)[0]
    assert one.x[1] - one.x[0] == pytest.approx(-0.02 * np.sign(-0.3 * x[46] + 8 - label[46]) * x[46], rel=1e-4)


def test_a_walk_by_mae_opens_at_its_start_and_marks_where_it_is():
    board = explorers.steps_of_mae(x, label)
    assert board.values["update"] == 0
    for panel in board.scene(update=60).panels:
        path, here = (mark for mark in panel.marks if isinstance(mark, Dots) and mark.role == "path")
        assert (here.x, here.y) == (path.x[-1], path.y[-1])
        assert here.size > path.size
        (step,) = (mark for mark in panel.marks if isinstance(mark, Arrow))
        assert (step.x0, step.y0) == (pytest.approx(here.x[0]), pytest.approx(here.y[0]))
        start = next(mark for mark in panel.marks if isinstance(mark, Text) and mark.text == "start")
        assert (start.x, start.y) == (pytest.approx(-0.3), 8.0)


def test_centring_makes_the_condition_that_of_the_variance():
    said = explorers.centring(x, label).scene(centre=True).says
    assert f"condition number is {np.var(x):.1f}" in said  # H is 2·diag(1, var)


@pytest.mark.parametrize(("centre", "scale"), [(False, False), (False, True), (True, False), (True, True)])
def test_the_bowl_is_drawn_as_long_and_as_wide_as_it_is(centre, scale):
    scene = explorers.centring(x, label).scene(centre=centre, scale=scale)
    panel = scene.panels[0]
    assert panel.alike
    level = marks(scene, Line)[0]
    moved = (x - centre * x.mean()) / (x.std() if scale else 1)
    losses = [mse(functions.line(moved, w, b), label) for w, b in zip(level.x, level.y, strict=True)]
    (w,), b = best(x, label, loss=mse)
    assert losses == pytest.approx([mse(functions.line(x, w, b), label) + 2] * len(losses), rel=1e-5)
    away = np.hypot(level.x - np.mean(level.x[:-1]), level.y - np.mean(level.y[:-1]))
    said = float(re.findall(r"the bowl is ([\d.]+) times", scene.says)[0])
    assert away.max() / away.min() == pytest.approx(said, rel=0.05)
    (left, right), (low, high) = panel.x_in(400, 208).limits, panel.y.limits
    assert left < level.x.min() < level.x.max() < right
    assert low < level.y.min() < level.y.max() < high


def test_beside_the_updates_now_only_those_of_the_bowl_as_it_is_are_shown():
    board = explorers.centring(x, label)
    for centre, scale, heights in [(False, False, [1494]), (True, False, [1494, 20]), (True, True, [1494, 1])]:
        bars = marks(board.scene(centre=centre, scale=scale), Bars)
        assert sorted({float(bar.height[0]) for bar in bars}, reverse=True) == heights


def test_the_updates_to_one_per_cent_are_those_that_descent_takes():
    scene = explorers.centring(x, label).scene(centre=True)
    count = int(scene.says.split("[")[-1].split(" updates")[0].rsplit(" ", 1)[-1])
    (w0,), b0 = best(x, label, loss=mse)
    least, moved = mse(functions.line(x, w0, b0), label), x - x.mean()
    rate, w, b = 2 / (2 + 2 * np.var(x)), 0.0, 0.0
    updates = 0
    while mse(b + w * moved, label) > 1.01 * least:
        wrong, updates = b + w * moved - label, updates + 1
        w, b = w - rate * 2 * np.mean(wrong * moved), b - rate * 2 * np.mean(wrong)
    assert count == updates


def test_a_sentence_says_what_the_line_says():
    said = explorers.sentence(x, label).scene(w=0.5, b=2.0).says
    assert "mean 500 more today. After a day with nobody the line says 2000" in said
    assert "after 4000 readers 4000, after 10000 readers 7000" in said


@pytest.fixture(scope="module")
def window():
    seen, unseen = (during(lagged(*load_views(), 7), *years) for years in ((2017, 2020), (2021,)))
    return explorers.window(seen, unseen, as_last_week=functions.as_last_week), seen, unseen


def test_a_window_is_the_mean_of_its_own_days(window):
    board, seen, unseen = window
    wrong, before = (np.abs(rows.X[:, 6] - rows.label) for rows in (unseen, seen))
    said = board.scene(first=31, length=28).says
    assert f"From 1 Feb to 28 Feb, 28 days, “as last week” is off by L′ = {wrong[31:59].mean():.2f}k" in said
    assert f"On the days that were learned from it was L = {before.mean():.2f}k" in said


def test_a_timeline_tells_the_date_of_what_is_pointed_at_in_every_curve():
    rows = during(lagged(*load_views(), 1), 2021)
    figure = explorers.timeline(rows.dates, rows.label, the_line_says=rows.X[:, 0])._repr_mimebundle_()
    curves = figure["application/vnd.plotly.v1+json"]["data"]
    assert ["%{x|%A %-d %B %Y}" in curve["hovertemplate"] for curve in curves] == [True, True]


def test_a_window_has_a_handle_at_both_its_ends_and_its_start_is_a_date(window):
    board, _, _ = window
    for first, length, last in [(0, 45, 44), (100, 7, 106), (337, 45, 364)]:
        scene = board.scene(first=first, length=length)
        assert [(mark.x, mark.right) for mark in marks(scene, Handle)] == [(first, {"first": 1}), (last, {"length": 1})]
        assert f"{last - first + 1} days, “as" in scene.says
    slider = board.controls["first"]
    assert [slider._options_labels[k] for k in (0, 31, 337)] == ["1 Jan", "1 Feb", "4 Dec"]


def test_in_shares_each_error_is_divided_by_the_views_of_its_own_day(window):
    board, seen, unseen = window
    shares, before = (100 * np.abs(rows.X[:, 6] / rows.label - 1) for rows in (unseen, seen))
    said = board.scene(first=0, length=45, measured="%").says
    assert (
        f"is off by {shares[:45].mean():.1f} % of the day’s views; over all 365 days by {shares.mean():.1f} %" in said
    )
    assert f"it was {before.mean():.1f} %" in said


def test_the_line_is_late_by_a_day_and_fits_best_when_moved_back():
    unseen = during(lagged(*load_views(), 1), 2021)
    (w,), b = best(x, label)
    said = b + w * unseen.X[:, 0]
    late = explorers.shifted(unseen.dates, unseen.label, said)
    assert f"off by {np.abs(said - unseen.label).mean():.2f}k a day" in late.scene(shift=0).says
    moved = late.scene(shift=1)
    assert f"off by {np.abs(said[1:] - unseen.label[:-1]).mean():.2f}k a day" in moved.says
    assert moved.facts["best"] == 1
    came, predicted = marks(moved, Line)
    assert predicted.y == pytest.approx(said[1 : 1 + len(came.y)], rel=1e-5)


def test_the_reader_s_own_pair_of_lesson_1_is_met_again():
    before = len(marks(explorers.two_parameters(x, label).scene(), Text))
    pair = (0.8, 1.9)
    assert check(function_tasks.better_line, pair).solved
    scene = explorers.two_parameters(x, label).scene()
    own = next(mark for mark in marks(scene, Text) if mark.text == "you, by hand")
    assert (own.x, own.y) == pair
    assert len(marks(scene, Text)) == before + 1
    rows = lagged(*load_views(), 56)
    assert own_line.by_hand(rows) == pytest.approx(1.9 + 0.8 * rows.X[:, 0])
    check(function_tasks.better_line, (0.0, 0.0))  # a try that fails takes nothing away
    assert own_line.by_hand(rows) is not ...
    assert "“you, by hand” is not on it" not in leaderboard({"you, by hand": own_line.by_hand}).scene().says


def test_without_a_pair_the_board_says_so():
    assert (
        "“you, by hand” is not on it: it is not written yet."
        in leaderboard({"you, by hand": own_line.by_hand}).scene().says
    )


def test_the_question_on_centring_is_true_of_the_picture():
    board = explorers.centring(x, label)
    updates = {
        name: int(
            re.findall(r"takes (\d+) update", board.scene(centre=name == "centre", scale=name == "scale").says)[0]
        )
        for name in ("centre", "scale")
    }
    assert questions.CENTRE_OR_SCALE.truth == min(updates, key=updates.get)


def test_l_prime_in_per_cent_of_l_and_in_how_many_months_it_is_worse():
    asked = bets.unseen_is_worse()
    rows = during(lagged(*load_views(), 1), 2021)
    (w,), b = best(x, label)
    off = np.abs(b + w * rows.X[:, 0] - rows.label)
    L = mae(functions.line(x, w, b), label)
    months = [off[rows.dates.astype("datetime64[M]") == np.datetime64(f"2021-{k:02}")].mean() for k in range(1, 13)]
    assert asked.truth == pytest.approx(100 * off.mean() / L)
    assert (asked.found.k, asked.found.n) == (sum(month > L for month in months), 12)


def test_more_days_are_fitted_on_the_training_years_and_tried_on_2021(days):
    rows = lagged(*load_views(), 7)
    train, unseen = during(rows, 2017, 2020), during(rows, 2021)
    w, b = best(train.X, train.label)
    scene = days.scene(days=7)
    assert marks(scene, Bars)[0].height == pytest.approx(w, abs=1e-5)
    assert f"L′ = {mae(unseen.X @ w + b, unseen.label):.3f}k" in scene.says


@pytest.mark.parametrize("article", ["standard_deviation", "periodic_table"])
def test_the_names_of_the_losses_stand_apart_and_at_their_own_dots_or_rules(article):
    board = explorers.more_days(article)
    for place, many in enumerate((1, 7, 28, 56)):
        panel = board.scene(days=many).panels[1]
        top = panel.y.limits[1]
        names = [mark for mark in panel.marks if isinstance(mark, Text)]
        ends = [mark.y[-1] for mark in panel.marks if isinstance(mark, Line) and mark.role != "rule"]
        rules = [mark.y[-1] for mark in panel.marks if isinstance(mark, Line) and mark.role == "rule"]
        assert [name.role for name in names] == ["error", "best", "unseen", "rule", "rule"]
        assert [name.x for name in names[:3]] == [place] * 3
        for name, height in zip(names, ends + rules, strict=True):
            assert abs(name.y - height) < 0.15 * top
        for some in (names[:3], names[3:]):
            assert np.diff(np.sort([name.y for name in some])).min() > 0.099 * top


def test_what_descent_lacks_to_the_exact_fit_is_said_where_it_is_not_0(days):
    assert "Descent comes to the same L in 1000 updates." in days.scene(days=1).says
    assert re.search(r"Descent comes to 0.49\dk in 1000 updates, \d\.\d % above\.", days.scene(days=56).says)


def test_more_days_stand_beside_the_lecture_s_on_the_course_s_own_page_only(days):
    assert "The lecture has 0.32k and 0.46k" in days.scene(days=56).says
    other = explorers.more_days("periodic_table").scene(days=56)
    assert "lecture" not in other.says
    assert "lecture" not in other.panels[1].y.label


def test_the_lecture_s_seven_weights_and_another_page_s_stand_beside_ours(days):
    train = during(lagged(*load_views("periodic_table"), 7), 2017, 2020)
    other, lecture = (dots.y for dots in days.scene(days=7).panels[0].marks if isinstance(dots, Dots))
    assert other == pytest.approx(best(train.X, train.label)[0], abs=1e-5)
    assert lecture == pytest.approx([0.79, -0.31, 0.12, -0.01, -0.10, 0.30, 0.18], abs=1e-5)
    assert (np.sign(lecture[:3]) == np.sign(other[:3])).all()
    panel = days.scene(days=28).panels[0]
    assert [text for _, text in panel.x.ticks] == ["7", "14", "21", "28"]


def test_seven_lines_are_seven_fits():
    on = weekday(dates) == 0
    (w,), b = best(x[on], label[on])
    scene = explorers.seven_lines(x, label, dates).scene(day=0)
    assert f"w = {w:.2f}, b = {b:.2f}k".replace("-", "−") in scene.says
