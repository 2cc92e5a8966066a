"""Lesson 6's explorers against sums done another way."""

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from mlcourse import functions
from mlcourse.data import Examples, during, lagged, load_views
from mlcourse.data.holidays import holidays
from mlcourse.experiments import shown
from mlcourse.experiments.claims import CLAIMS
from mlcourse.experiments.models import FITS, FIXED, NETS
from mlcourse.experiments.results import Losses, by_validation, committed, recipe
from mlcourse.fits import best
from mlcourse.lessons.depth import bets, diagram, explorers, hand_in, small, tasks, tomorrow
from mlcourse.lessons.depth.depths import FAMOUS
from mlcourse.lessons.depth.folded import DEEP, FAT, X
from mlcourse.lessons.function.tasks import better_line
from mlcourse.losses import mse
from mlcourse.network import Network, layer_matrices, parameters
from mlcourse.pictures.marks import Dots, Handle, Line, Links, Nodes, Segments, Text, frozen
from mlcourse.practice.check import check
from mlcourse.training import train
from mlcourse.verdict import Outcome

ROWS = lagged(*load_views(), 56)
SEEN, UNSEEN = during(ROWS, 2017, 2020), during(ROWS, 2021)


def marks(scene, kind):
    return [mark for mark in scene.marks if isinstance(mark, kind)]


# 6.1 and 6.4


@pytest.fixture(scope="module")
def network():
    return explorers.layers(SEEN)


@cache
def trained(layers):
    """θ of the small network, read only."""
    return frozen(small.trained(SEEN, layers))


def by_loops(theta, sizes, x):
    """One day through a network of ReLUs, number by number: ``(r of every unit, y)``."""
    r, a, at = [], list(x), 0
    for inputs, units in pairwise(sizes):
        sums = []
        for _ in range(units):
            b, *w = theta[at : at + 1 + inputs]
            sums.append(b + sum(wj * aj for wj, aj in zip(w, a, strict=True)))
            at += 1 + inputs
        r += sums
        a = [max(0.0, each) for each in sums]
    return r[:-1], r[-1]


def circles(scene, role=None):
    return [mark for mark in marks(scene, Nodes) if role in (None, mark.role)]


def test_the_layers_count_their_parameters_matrix_by_matrix(network):
    said = network.scene(layers=3).says
    assert "4·(3 + 1) + 4·(4 + 1) + 4·(4 + 1) + 1·(4 + 1) = 61 parameters" in said


@pytest.mark.parametrize("x", [(8.9, 5.9, 8.9), (3.0, 12.0, 0.0), (0.0, 0.0, 0.0)])
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_the_circles_hold_what_loops_find_and_are_open_where_that_is_above_0(network, layers, x):
    scene = network.scene(layers=layers, **dict(zip(("x1", "x2", "x3"), x, strict=True)))
    r, y = by_loops(trained(layers), small.sizes(layers), x)
    opened = [word for mark in circles(scene, "prediction")[:-1] for word in mark.words]
    assert opened == [f"{each:.1f}" for each in r if each > 0]
    shut = [mark for mark in circles(scene, "quiet") if mark.x.size and 0 < mark.x[0] < 1]
    assert sum(len(mark.x) for mark in shut) == sum(each <= 0 for each in r)
    assert not any(mark.strength.any() for mark in shut)
    assert f"y = {y:.2f}k" in scene.says.replace("−", "-")


def test_a_line_is_as_thick_as_its_weight_is_large_and_has_the_colour_of_its_sign(network):
    w = network.values["weights"][16:48, 0]  # of two layers; sixteen of one layer stand before them
    scene = network.scene()
    for sign, role in ((1, "prediction"), (-1, "error")):
        found = [mark.widths for mark in marks(scene, Links) if mark.role == role and len(mark.widths) == len(w)]
        np.testing.assert_allclose(sum(found), diagram.THICK * np.maximum(sign * w, 0))


def test_what_comes_from_a_shut_unit_is_pale(network):
    scene, theta = network.scene(), trained(2)
    r, _ = by_loops(theta, small.sizes(2), (8.9, 5.9, 8.9))
    pale = sum(
        mark.widths for mark in marks(scene, Links) if mark.opacity < 0.5 and mark.role in ("prediction", "error")
    )
    shut = [unit for unit, each in enumerate(r[:4]) if each <= 0]
    assert np.flatnonzero(pale[12:28]).tolist() == [4 * unit + j for unit in range(4) for j in shut]


def test_a_weight_that_is_dragged_moves_with_the_hand_and_changes_y(network):
    before = marks(network.scene(line=12), Handle)[-1]
    ((name, gain),) = before.right.items()
    weights = network.values["weights"].copy()
    row = int(re.match(r"weights\[(\d+),0\]", name)[1])
    weights[row] -= 0.5
    after = marks(network.scene(line=12, weights=weights), Handle)[-1]
    assert (after.x - before.x) * gain == pytest.approx(-0.5)
    w = trained(2).copy()
    w[15] -= 0.5  # of the fourth unit, after its b, the third
    _, y = by_loops(w, small.sizes(2), (8.9, 5.9, 8.9))
    assert f"y = {y:.2f}k" in network.scene(line=12, weights=weights).says
    assert by_loops(trained(2), small.sizes(2), (8.9, 5.9, 8.9))[1] != pytest.approx(y, abs=0.01)


def test_a_circle_tells_its_r_its_a_its_weights_and_its_b(network):
    theta, told = trained(2), [each for mark in circles(network.scene()) for each in mark.told]
    b, *w = theta[4:8]
    r, _ = by_loops(theta, small.sizes(2), (8.9, 5.9, 8.9))
    numbers = ", ".join(f"{each:.2f}" for each in w).replace("-", "−")
    said = f"a₂ is open: r = {r[1]:.2f}, a = {r[1]:.2f}\nweights {numbers}; b = {b:.2f}"
    assert said in told


def test_every_line_is_called_by_where_it_leads_and_whence(network):
    names = diagram.weight_names([3, 4, 4, 1])
    assert (names[1], names[13], names[-1]) == ("w₁₂", "w′₁₂", "c₄")
    (grid,) = [mark for mark in marks(network.scene(), Links) if mark.picks]
    assert [each.split(" = ")[0] for each in grid.told] == names
    w = trained(2)[2]  # after b₁ and w₁₁
    assert grid.told[1] == f"w₁₂ = {w:.2f}, hands on {w * 5.9:.2f}".replace("-", "−")


def test_lines_run_from_unit_to_unit_and_units_stand_evenly_around_the_middle():
    x0, y0, x1, y1 = diagram.ends([2, 3, 1])
    assert x0.tolist() == [0] * 6 + [0.5] * 3
    assert x1.tolist() == [0.5] * 6 + [1] * 3
    assert y0.tolist() == [0.5, -0.5] * 3 + [1, 0, -1]
    assert y1.tolist() == [1, 1, 0, 0, -1, -1, 0, 0, 0]


def test_the_same_picture_has_letters_or_names(network):
    def heads(words):
        return [mark.text for mark in marks(network.scene(words=words), Text) if mark.role == "prediction"]

    assert heads("letters") == ["x", "a", "a′", "y"]
    assert heads("names") == ["input", "1", "2", "output"]
    scene = network.scene(words="names")
    assert scene.panels[0].x.label == "3 inputs, 2 hidden layers of 4 neurons each, 1 output"
    assert "8 neurons in 2 hidden layers" in scene.says


def test_the_famous_depths_are_those_of_the_lecture():
    assert list(FAMOUS.values()) == [8, 19, 22, 152]
    scene = explorers.depths().scene(yours=20)
    assert marks(scene, Segments)[0].x.tolist() == [8, 19, 22, 152]
    assert scene.says.endswith("Deeper than AlexNet, VGG.")
    ours = explorers.depths().scene(yours=len(Network([56, 100, 100, 100, 1]).layers))  # counted as they are
    assert "4 layers with weights, 3 of them hidden" in ours.says


@pytest.mark.parametrize(("yours", "units"), [(2, 1), (4, 4), (9, 6), (152, 6)])
def test_there_are_as_many_lines_as_weights_and_as_many_dots_as_units(yours, units):
    scene, net = explorers.depths().scene(yours=yours, units=units), Network([3, *[units] * (yours - 1), 1])
    assert len(marks(scene, Links)[0].widths) == sum(W.size for _, W in net.layers)
    assert len(marks(scene, Dots)[0].x) == sum(net.sizes)
    assert f"{net.theta.size:,} parameters" in scene.says
    chosen = next(mark for mark in marks(scene, Line) if mark.role == "prediction")
    assert np.interp(yours, chosen.x, chosen.y) == pytest.approx(net.theta.size)  # it is a straight line


# 6.2


def test_the_table_shows_the_article_and_the_days_that_were_chosen():
    scene = explorers.tables().scene(article="periodic_table", days="window")
    losses = Losses(committed()[0], "window", "periodic_table")
    assert marks(scene, Dots)[2].x[5] == pytest.approx(losses.median("100 ReLU"))
    assert "Computed before" in scene.says


@pytest.mark.parametrize("article", ["standard_deviation", "periodic_table"])
@pytest.mark.parametrize("days", ["unseen", "window"])
def test_the_table_has_room_for_every_loss(article, days):
    for panel in explorers.tables().scene(article=article, days=days).panels:
        low, high = panel.x.limits
        for dots in (mark for mark in panel.marks if isinstance(mark, Dots)):
            assert low < dots.x.min()
            assert dots.x.max() < high


# 6.3


def repeated(days):
    """Examples whose surprises are drawn at random, and predictions that repeat them so many days later."""
    surprise = np.random.default_rng(0).normal(size=200)
    X, dates = np.full((200, 7), 8.0), np.arange("2021-01-01", "2021-07-20", dtype="datetime64[D]")
    return Examples(X, 8 + surprise, dates), 8 + np.roll(surprise, days)


@pytest.mark.parametrize("days", [0, 1, 3])
def test_a_model_that_repeats_the_surprise_of_some_days_ago_is_found_out(days):
    rows, said = repeated(days)
    scene = explorers.late(rows, parrot=said).scene(shift=days)
    assert f"correlation {1.0:.2f}" in scene.says
    assert scene.says.endswith(f"when shifted by {days}.")


def test_shifted_predictions_are_drawn_over_what_came():
    rows, said = repeated(2)
    came, shifted = marks(explorers.late(rows, parrot=said).scene(shift=2, first=10), Line)[1:]
    np.testing.assert_allclose(came.y, shifted.y, atol=1e-5)


def test_the_worst_days_are_named_by_their_holidays():
    dates = np.arange("2021-12-20", "2022-01-05", dtype="datetime64[D]")
    said = np.full(16, 5.0)
    label = said.copy()
    label[[5, 12, 13, 14]] = 1.0, 1.5, 9.5, 6.0
    table = explorers.worst_days(Examples(np.ones((16, 1)), label, dates), said, 4)
    assert [row[4] for row in table.rows] == [
        "the day after New Year’s Day",
        "Christmas Day",
        "New Year’s Day",
        "no holiday",
    ]
    assert table.rows[1][0] == "Saturday 25 December 2021"
    assert table.rows[0][3] == "−4.50k"


def test_every_day_is_a_holiday_or_the_day_after_one_or_another():
    table = explorers.by_holiday(UNSEEN, nothing=np.zeros(len(UNSEEN.label)))
    counts = [int(re.search(r"\((\d+)\)", head)[1]) for head in table.head[1:-1]]
    means = [float(text[:-1]) for text in table.rows[0][1:]]
    *means, all_days = means
    assert sum(counts) == 365
    assert all_days == pytest.approx(UNSEEN.label.mean(), abs=1e-3)
    assert np.dot(counts, means) / 365 == pytest.approx(UNSEEN.label.mean(), abs=0.01)


def test_a_model_that_is_told_the_answer_repeats_it():
    answers = dict(zip(ROWS.dates, ROWS.label, strict=True))
    (said,) = explorers.linear_with(lambda dates: [answers[day] for day in dates], SEEN, UNSEEN).values()
    assert said == pytest.approx(UNSEEN.label, abs=1e-6)


def test_a_model_that_is_told_nothing_is_not_shown():
    assert explorers.linear_with(lambda dates: ..., SEEN, UNSEEN) == {}


def test_late_has_steps_for_the_two_models_that_the_lesson_shows_it():
    two = {"linear": UNSEEN.X[:, 0], by_validation()[0]: UNSEEN.X[:, 1]}
    assert explorers.late(UNSEEN, **two).steps
    assert explorers.late(UNSEEN, other=UNSEEN.X[:, 0]).steps == ()


# 6.5


def test_the_deep_and_the_fat_network_have_as_many_parameters():
    assert parameters([1, *DEEP, 1]) == parameters([1, *FAT, 1]) == 901
    fat, deep = (parameters([56, *NETS[name].hidden, 1]) for name in ("448 ReLU", "3 layers"))
    assert abs(fat - deep) < 58  # one unit more would be further off


def test_a_curve_folded_k_times_has_two_to_the_k_pieces():
    explorer = explorers.unfolded()
    for layers in (1, 3, 6):
        curve = marks(explorer.scene(layers=layers), Line)[1]
        corners = np.sum(np.diff(np.sign(np.diff(curve.y))) != 0)
        assert corners + 1 == 2**layers
        assert f"{2**layers} straight pieces" in explorer.scene(layers=layers).says


def test_on_a_folded_curve_the_median_run_is_drawn():
    scene = explorers.folded().scene(folds=2, epoch=10)
    ends = []
    for seed in range(5):
        how = FIXED | {"loss": mse, "rate": 0.01, "epochs": 300}
        states = train(Network([1, *FAT, 1], seed=seed), X, functions.fold(X, 2), seed=seed, **how)
        state = next(each for each in states if each.epoch == 10)
        ends.append(np.abs(state.predict(X) - functions.fold(X, 2)).mean())
    assert f"fat {np.median(ends):.3f}" in scene.says


def test_three_folds_are_found_by_depth_and_five_by_nobody():
    explorer = explorers.folded()

    def errors(folds):
        said = explorer.scene(folds=folds, epoch=300).says
        return [list(map(float, found)) for found in re.findall(r"([\d.]+) \(([\d.]+) to ([\d.]+)\)", said)]

    (deep, *_), (_, fat_least, _) = errors(3)
    assert deep < 0.2 * fat_least
    assert min(each[1] for each in errors(5)) > 0.2


def test_deep_and_fat_are_trained_on_the_same_views():
    scene = explorers.deep_or_fat(SEEN, UNSEEN).scene(seeds=1, epoch=2)
    for name in ("3 layers", "448 ReLU"):
        net = Network([56, *NETS[name].hidden, 1])
        state = next(s for s in train(net, *SEEN[:2], unseen=UNSEEN[:2], **FIXED | recipe(name)) if s.epoch == 2)
        L, unseen = map(
            float, re.search(rf"{name}, [\d,]+ parameters: L = ([\d.]+)k, L′ = ([\d.]+)k", scene.says).groups()
        )
        assert (L, unseen) == pytest.approx((state.L, state.L_unseen), abs=2e-3)


# 6.6


def test_overfitting_learns_from_the_last_days_only():
    scene = explorers.overfitting(SEEN, UNSEEN).scene(layers=1, days=90, epoch=3)
    ends = []
    for seed in range(3):
        how = FIXED | {"rate": 0.003, "epochs": 120, "schedule": "constant"}
        few = SEEN.X[-90:], SEEN.label[-90:]
        states = train(Network([56, 100, 1], seed=seed), *few, seed=seed, unseen=UNSEEN[:2], **how)
        state = next(each for each in states if each.epoch == 3)
        ends.append((state.L, state.L_unseen))
    L, unseen = np.median(ends, axis=0)
    assert f"[L = {L:.3f}k".strip("[") in scene.says
    assert f"L′ = {unseen:.3f}k" in scene.says


def test_with_few_days_the_training_loss_falls_on_while_the_unseen_one_does_not():
    said = explorers.overfitting(SEEN, UNSEEN).scene(layers=3, days=90, epoch=120).says.replace("−", "-")
    L, unseen = map(float, re.search(r"L has changed by (-?[\d.]+)k and L′ by \+?(-?[\d.]+)k", said).groups())
    assert L < 0 < unseen


def test_more_days_close_the_gap():
    explorer, gaps = explorers.overfitting(SEEN, UNSEEN), []
    for days in (90, 1405):
        said = explorer.scene(layers=3, days=days, epoch=60).says
        L, unseen = map(float, re.search(r"L = ([\d.]+)k, L′ = ([\d.]+)k", said).groups())
        gaps.append(unseen - L)
    assert gaps[1] < 0.5 * gaps[0]


# 6.8


@pytest.fixture(scope="module")
def back():
    return explorers.way_back(SEEN)


def by_moving(x, label, h=1e-6):
    """∂L/∂θ of one day, parameter by parameter, each moved to both sides."""
    theta, sizes = trained(2), small.sizes(2)
    found = []
    for k in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[k] += h
        down[k] -= h
        found.append((abs(by_loops(up, sizes, x)[1] - label) - abs(by_loops(down, sizes, x)[1] - label)) / (2 * h))
    return layer_matrices(np.array(found), sizes)


@pytest.mark.parametrize("x", [(8.9, 5.9, 8.9), (8.9, 5.9, 7.0), (12.0, 3.0, 6.5)])
def test_the_way_back_shows_the_slopes_that_moving_each_parameter_finds(back, x):
    _, label, _ = small.the_day(SEEN)
    slopes = by_moving(x, label)
    scene = back.scene(back=3, **dict(zip(("x1", "x2", "x3"), x, strict=True)))
    g = np.concatenate([M[:, 1:].ravel() for M in slopes])
    for sign, role in ((1, "path"), (-1, "best")):
        (thick,) = [mark.widths for mark in marks(scene, Links) if mark.role == role]
        np.testing.assert_allclose(thick, diagram.STEEPEST * np.maximum(sign * g, 0) / np.abs(g).max(), atol=1e-4)
    told = "\n".join(each for mark in circles(scene) for each in mark.told)
    for dr in [each for M in slopes[:-1] for each in M[:, 0]]:
        assert f"∂L/∂r = {dr:.2f}".replace("-", "−").replace("−0.00", "0.00") in told


def test_the_way_back_reaches_a_layer_with_each_step_and_stops_at_shut_units(back):
    words = [[word for mark in circles(back.scene(back=k), "path") for word in mark.words] for k in range(4)]
    assert [len(each) for each in words] == [0, 1, 3, 6]  # y; of the four units before it two are open, then three
    shut = [mark for mark in circles(back.scene(back=3), "quiet") if mark.x.size]
    assert [word for mark in shut for word in mark.words] == ["0"] * 3


@pytest.mark.parametrize("line", range(1, 33))
def test_both_ways_to_a_slope_agree_and_both_are_said(back, line):
    said = back.scene(back=3, line=line).says.replace("−", "-")
    exact, moved = map(float, re.findall(r"-?\d\.\d{4}", said))
    assert exact == pytest.approx(moved, abs=2e-4)


@pytest.fixture(scope="module")
def checked():
    return explorers.derivative(SEEN)


@pytest.mark.parametrize("line", [1, 5, 18, 30, 32])
def test_backpropagation_and_moving_a_parameter_agree(checked, line):
    said = checked.scene(line=line, h=-5.0).says.replace("−", "-")
    exact, moved = map(float, re.findall(r"-?\d\.\d{8}", said))
    assert exact == pytest.approx(moved, abs=1e-6)
    assert exact != 0


def test_the_slope_is_that_of_the_loss_on_the_last_year_day_by_day(checked):
    theta, sizes, x = trained(2), small.sizes(2), small.features(SEEN)[-365:]
    losses = []
    for h in (1e-4, -1e-4):
        moved = theta.copy()
        moved[6] += h  # w₂₂: after four numbers of the first unit, and the b and the first weight of the second
        y = [by_loops(moved, sizes, each)[1] for each in x]
        losses.append(np.abs(y - SEEN.label[-365:]).mean())
    said = checked.scene(line=5).says
    assert said.startswith("By backpropagation the slope along w₂₂ is")
    exact = float(re.search(r"is (−?[\d.]+);", said)[1].replace("−", "-"))
    assert (losses[0] - losses[1]) / 2e-4 == pytest.approx(exact, abs=1e-3)


def test_the_tangent_touches_the_curve_with_the_slope_that_is_said(checked):
    scene = checked.scene(line=5)
    curve, tangent = marks(scene, Line)[:2]
    exact = scene.facts["exact"]
    assert (tangent.y[1] - tangent.y[0]) / (tangent.x[1] - tangent.x[0]) == pytest.approx(exact, abs=1e-5)
    assert np.interp(tangent.x.mean(), curve.x, curve.y) == pytest.approx(tangent.y.mean(), abs=1e-6)


def test_the_linear_model_is_late_by_a_day():
    w, b = best(*SEEN[:2])
    said = explorers.late(UNSEEN, linear=UNSEEN.X @ w + b).scene().says
    assert "when shifted by 1" in said


def test_twelve_days_are_learned_by_heart_with_a_corner_on_each():
    """For all of the first throws: nothing is left on the twelve, and more than with one piece on other days."""
    explorer = explorers.by_heart(SEEN, UNSEEN)
    for dice in range(6):
        scene = explorer.scene(pieces=11, dice=dice)
        _, L, unseen = marks(scene, Line)
        assert L.y[-1] == pytest.approx(0, abs=1e-3)
        assert unseen.y[-1] > unseen.y[0]
        assert (
            "11 pieces through 12 days: [L = 0.00k" in scene.says
            or "11 pieces through 12 days: L = 0.00k" in scene.says
        )


def test_overfitting_opens_where_the_unseen_loss_does_not_follow_the_seen_one():
    L, unseen = re.search(r"L = ([\d.]+)k, L′ = ([\d.]+)k", explorers.overfitting(SEEN, UNSEEN).scene().says).groups()
    assert float(unseen) > 5 * float(L)


def test_deep_or_fat_opens_where_the_fat_one_is_ahead_as_the_bet_above_it_says():
    deep, fat = re.findall(r"L′ = ([\d.]+)k", explorers.deep_or_fat(SEEN, UNSEEN).scene().says)
    assert float(fat) < float(deep)


# 6.7 What is handed in. No test opens the sealed years: 2021, which is spent, stands for them.


def spent(*_):
    return [each._replace(part="sealed") for each in committed()[0] if each[:2] == ("table", "standard_deviation")]


def test_nothing_is_opened_until_a_model_is_handed_in_that_there_is(monkeypatch):
    monkeypatch.setattr(hand_in, "live", lambda *_: pytest.fail("the sealed years were opened"))
    for show in (explorers.opened, explorers.defended):
        assert "sealed: write down your model first" in show(...)._repr_html_()
        with pytest.raises(ValueError, match=r"there is no model '5 layers': choose one of .*'seven lines'"):
            show("5 layers")


def test_every_model_can_be_handed_in_and_2020_defends_what_it_cannot_tell_from_its_first():
    held = Losses(committed()[0], part="validation")
    first = min(held, key=held.median)
    for mine in held:
        table = explorers.defended(mine)
        (row,) = (row for row in table.rows if "← yours" in row[0])
        behind = sum(held[first] < held[mine])
        assert table.above.startswith(f"“{mine}” is ")
        assert mine == first or row[2] == f"{behind} of 10"
        assert mine == first or row[3] == ("against 2020" if behind >= 9 else "defensible by 2020")
        assert ("against 2020" in table.above) == (mine != first and behind >= 9)


PLACES = sorted(Losses(committed()[0]), key=Losses(committed()[0]).median)


def names(scene):
    """The names at the right of the models, from the first place on."""
    return [mark.text for mark in sorted(marks(scene, Text), key=lambda mark: mark.y)]


def slopes(scene):
    """The lines from 2020 to the sealed years: ``{(2020, sealed years): width}``."""
    return {tuple(mark.y): mark.width for mark in marks(scene, Line) if list(mark.x) == [0, 1]}


def test_the_models_are_turned_over_from_the_last_to_the_first(monkeypatch):
    asked = []
    monkeypatch.setattr(hand_in, "live", lambda models, seeds, part: asked.append((models, part)) or spent())
    reveal = explorers.opened("seven lines")
    assert asked == [([*FITS, *NETS], "sealed")]
    for turned in range(len(PLACES) + 1):
        scene, down = reveal.scene(turned=turned), len(PLACES) - turned
        assert names(scene) == ["?"] * down + PLACES[down:]
        assert len(slopes(scene)) == turned
    assert f"{PLACES.index('seven lines')}" not in reveal.scene(turned=0).says


def test_each_model_goes_from_its_loss_on_2020_to_that_on_the_sealed_years_and_the_own_one_is_thick():
    unseen, held = Losses(committed()[0]), Losses(committed()[0], part="validation")
    drawn = slopes(hand_in.revealed(unseen, "3 layers").scene(turned=len(PLACES)))
    assert set(drawn) == {(held.median(name), unseen.median(name)) for name in PLACES}
    assert max(drawn, key=drawn.get) == list(drawn)[-1] == (held.median("3 layers"), unseen.median("3 layers"))


def test_where_a_name_stands_tells_no_loss_while_it_lies_face_down():
    unseen = Losses(committed()[0])
    other = {name: losses * (1 + k) / 40 for k, (name, losses) in enumerate(unseen.items())}
    for losses in (unseen, other):
        scene = hand_in.revealed(losses, "seven lines").scene(turned=0)
        assert np.ptp(np.diff(np.log(sorted(mark.y for mark in marks(scene, Text))))) == pytest.approx(0, abs=1e-9)


def test_after_the_last_name_the_reader_learns_who_is_first_and_where_the_choice_of_2020_and_the_own_one_stand():
    unseen, held = Losses(committed()[0]), Losses(committed()[0], part="validation")
    first = min(held, key=held.median)
    more = 100 * (unseen.median(first) / unseen.median(PLACES[0]) - 1)
    told = hand_in.revealed(unseen, "seven lines").scene(turned=len(PLACES)).says
    assert told.startswith(f"First of {len(PLACES)}: “{PLACES[0]}”")
    assert f"2020 would have chosen “{first}”: place {PLACES.index(first) + 1}, off by {more:.0f} % more." in told
    assert f"Yours, “seven lines”, came in place {PLACES.index('seven lines') + 1} of {len(PLACES)}." in told
    rightly = hand_in.revealed(held, first).scene(turned=len(held)).says
    assert rightly.endswith(f"Yours, “{first}”, came in place 1 of 19. 2020 would have chosen the first, and rightly.")


def test_the_step_of_the_opened_years_is_done_when_all_are_turned_and_says_where_2020_had_put_them():
    unseen, held = Losses(committed()[0]), Losses(committed()[0], part="validation")
    reveal, by_2020 = hand_in.revealed(unseen, "10 ReLU"), sorted(PLACES, key=held.median)
    assert reveal.answers(reveal.scene(), **reveal.values) == {}
    values = reveal.values | reveal.steps[0].show
    (told,) = reveal.answers(reveal.scene(**values), **values).values()
    before, now, lines_before, lines_now = map(int, re.findall(r"\d+", told))
    assert (before, now) == (by_2020.index("10 ReLU") + 1, PLACES.index("10 ReLU") + 1)
    assert (lines_before, lines_now) == (by_2020.index("seven lines") + 1, PLACES.index("seven lines") + 1)


def test_the_picture_of_2020_says_of_every_model_whether_it_can_be_told_from_the_first():
    held, picture = Losses(committed()[0], part="validation"), explorers.validation()
    order = sorted(held, key=held.median)
    assert [name for _, name in picture.scene().panels[0].y.ticks] == order
    for place, name in enumerate(order[1:], 2):
        behind = sum(held[order[0]] < held[name])
        told = "tells" if behind >= 9 else "cannot tell"
        assert picture.scene(place=place).says.endswith(f"ahead in {behind} of 10 seeds: 2020 {told} them apart.")


def test_tomorrow_stays_sealed_until_a_model_is_handed_in_that_there_is(monkeypatch):
    monkeypatch.setattr(tomorrow, "forecast", lambda *_: pytest.fail("the last days were looked at"))
    assert "sealed: write down your model first" in explorers.tomorrow(...)._repr_html_()
    with pytest.raises(ValueError, match="there is no model '5 layers'"):
        explorers.tomorrow("5 layers")


def test_tomorrow_stands_behind_the_last_day_with_its_usual_error(monkeypatch):
    dates, views = during(load_views(), 2020, 2021)
    said = np.array([3.0, 3.2, 3.1])
    picture = tomorrow.foretold(dates, views, "seven lines", dates[-1] + 1, said, 0.4)
    for days in (28, 182):
        scene = picture.scene(days=days)
        shown, foretold = marks(scene, Dots)
        np.testing.assert_array_equal(shown.y, views[-days:])
        assert (foretold.x, foretold.y, foretold.days) == (1, 3.1, shown.days[-1] + 1)
        (stroke,) = marks(scene, Segments)
        assert (stroke.y0, stroke.y1) == pytest.approx((2.7, 3.5))
        assert "says 3.10k for Saturday 1 January 2022, and is usually off by 0.40k" in scene.says
    values = picture.values | picture.steps[0].show
    (answer,) = picture.answers(picture.scene(**values), **values).values()
    assert f"{np.abs(views[-182:] - views[-189:-7]).mean():.2f}k" in answer


def test_a_timeline_draws_a_stroke_from_what_was_predicted_to_what_came():
    _, predicted = explorers.timeline(UNSEEN.dates, UNSEEN.label, model=UNSEEN.X[:, 0]).figure.data
    ends = predicted.y + predicted.error_y.array - predicted.error_y.arrayminus
    np.testing.assert_allclose(ends, UNSEEN.label)


def test_only_what_was_handed_in_when_the_sealed_years_were_opened_is_a_choice(monkeypatch):
    monkeypatch.setattr(hand_in, "live", spent)
    assert check(tasks.hand_in, "seven lines").solved
    explorers.opened("seven lines")
    late = check(tasks.hand_in, "448 ReLU")
    assert not late.solved
    assert "what you handed in before is “seven lines”" in late.words
    assert check(tasks.hand_in, "seven lines").solved
    second = explorers.opened("448 ReLU").scene(turned=len(PLACES)).says
    assert second.endswith("you had handed in “seven lines”: only that was a choice.")
    assert "handed in" not in explorers.opened("seven lines").scene(turned=len(PLACES)).says


def test_a_feature_may_take_the_views_and_one_that_returns_names_is_told_so_where_its_model_stands():
    def told(dates, x):
        assert x.shape == (len(dates), 56)
        return holidays(dates) != ""

    assert [*explorers.linear_with(told, SEEN, UNSEEN)] == ["linear, told in shares"]
    with pytest.raises(ValueError, match=r"^It should return numbers\. holidays\(dates\) are names"):
        explorers.linear_with(lambda dates: holidays(dates), SEEN, UNSEEN)


def test_a_fold_on_its_way_begins_with_the_curve_before_and_ends_with_the_curve_after():
    explorer = explorers.unfolded()
    before, folded, _ = marks(explorer.scene(layers=3, done=0), Line)
    np.testing.assert_allclose(folded.y, before.y, atol=1e-6)
    _, folded, _ = marks(explorer.scene(layers=3, done=100), Line)
    np.testing.assert_allclose(folded.y, functions.fold(folded.x, 3), atol=1e-6)
    _, halfway, crease = marks(explorer.scene(layers=3, done=50), Line)
    assert halfway.y.max() == crease.y[0] == 0.5  # laid over, and not stretched yet


def test_other_seeds_give_other_runs_on_the_folded_curve():
    explorer = explorers.folded()
    assert len({explorer.scene(folds=2, epoch=3, dice=dice).says for dice in range(3)}) == 3


@pytest.mark.parametrize(("way", "judged_by"), [("0", {}), ("1", {"of": "window"}), ("4", {"part": "long"})])
def test_a_claim_stands_at_its_share_and_in_the_grey_where_it_cannot_be_told(way, judged_by):
    scene = explorers.verdicts().scene(way=way)
    zones = [mark for mark in marks(scene, Line) if mark.width == 9]
    found = [judged for claim in CLAIMS if (judged := shown.judged(claim, "seeds", judged_by))]
    assert [dot.x[0] for dot in marks(scene, Dots)] == pytest.approx([each.k / each.n for each in found])
    for zone, each in zip(zones, found, strict=True):
        assert (zone.x[0] <= each.k / each.n <= zone.x[1]) == (each.outcome is Outcome.OPEN)
    holds = sum(each.outcome is Outcome.HOLDS for each in found)
    assert f": hold: {holds}, " in scene.says


def test_as_many_verdicts_stay_on_the_lectures_days_as_the_bet_says():
    assert explorers.verdicts().scene(way="1").facts["same"] == bets.forty_five_days().truth


def test_the_last_screen_has_the_readers_own_line_and_without_one_says_how_to_have_it():
    explorer = explorers.looking_back("seven lines")
    assert "solve the task of 1.4" in explorer.scene().says
    assert explorer.scene().panels[0].title.startswith("the course’s first line")
    check(better_line, (0.9, 0.8))
    scene = explorers.looking_back("seven lines").scene(day=14)
    assert "w = 0.9, b = 0.8" in scene.says
    own, last = (panel.marks[1].y for panel in scene.panels)
    np.testing.assert_allclose(own, 0.8 + 0.9 * UNSEEN.X[14:56, 0], atol=1e-5)
    off = np.abs(0.8 + 0.9 * UNSEEN.X[:, 0] - UNSEEN.label).mean()
    assert scene.panels[0].title == f"your first line: L′ = {off:.2f}k"
    assert f"“seven lines” by {Losses(committed()[0]).median('seven lines'):.2f}k" in scene.says
    assert not np.allclose(own, last)
    np.testing.assert_allclose([p.marks[2].y for p in scene.panels], [UNSEEN.label[14:56]] * 2, atol=1e-5)


def test_before_a_model_is_handed_in_the_first_of_2020_stands_on_the_last_screen():
    assert explorers.looking_back(...).scene().panels[1].title.startswith(f"{by_validation()[0]}: L′ = ")
