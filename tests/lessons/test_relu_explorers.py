"""Lesson 5's explorers against sums done another way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse.data import LECTURE, during, lagged, load_views
from mlcourse.experiments.models import FIXED, NETS
from mlcourse.experiments.results import Losses, committed, recipe
from mlcourse.functions import as_relus, blue, hard_sigmoid, relu
from mlcourse.lessons.relu import explorers
from mlcourse.lessons.relu.classes import features_and_classes
from mlcourse.lessons.shared.runs import apart, trainer
from mlcourse.network import ACTIVATIONS, Network
from mlcourse.pictures.marks import Dots, Handle, Line, Surface, Text
from mlcourse.training import train

ROWS = lagged(*load_views(), 56)
SEEN, UNSEEN = during(ROWS, 2017, 2020), during(ROWS, 2021)
WEEK = during(lagged(*load_views(), 7), 2017, 2020)
MODELS = ["linear, 56 days", "10 ReLU", "100 ReLU", "1000 ReLU"]


def marks(scene, kind):
    return [mark for mark in scene.marks if isinstance(mark, kind)]


def alone(hidden, seed, after, activation="relu", **how):
    """Losses of one network after so many epochs, trained without its fellows."""
    states = train(Network([56, *hidden, 1], activation, seed), *SEEN[:2], seed=seed, unseen=UNSEEN[:2], **FIXED | how)
    state = next(each for each in states if each.epoch == after)
    return state.L, state.L_unseen


@given(*[st.floats(-9, 9)] * 3)
def test_two_relus_are_the_hard_sigmoid(c, b, w):
    x = np.linspace(-8, 8, 101)
    pair = sum(blue(x, *each, relu) for each in as_relus(c, b, w))
    np.testing.assert_allclose(pair, blue(x, c, b, w, hard_sigmoid), atol=1e-12)


def test_the_pair_of_a_ramp_worked_by_hand():
    # From 0 at x = 1 to 4 at x = 3: slope 2, so the hard sigmoid has w = 4/2 and its centre at 2.
    assert as_relus(4, -4, 2) == [(4, -0.5, 0.5), (-4, -1.5, 0.5)]  # 2·max(0, −1 + x) − 2·max(0, −3 + x)


@pytest.mark.parametrize("again", range(12))
def test_dragged_to_the_right_places_two_relus_are_the_hard_sigmoid_and_it_says_so(again):
    explorer = explorers.two_relus()
    scene = explorer.scene(again=again)
    assert "exactly" not in scene.says
    wanted = marks(scene, Line)[1]
    (start, end), slope = bends(wanted.x, wanted.y), np.abs(np.diff(wanted.y)).max() / np.diff(wanted.x)[0]
    slope *= np.sign(wanted.y[-1])
    found = {"c1": slope, "b1": -start, "c2": -slope, "b2": -end}
    on_the_sliders = {name: round(float(value), 1) for name, value in found.items()}
    assert explorer.at(**on_the_sliders).scene(again=again).says.endswith("than 0.00: that is it, exactly.")


def bends(x, y):
    """Where a curve on even places bends: the places left and right of its ramp."""
    (bent,) = np.nonzero(np.abs(np.diff(y, 2)) > 1e-3)
    return x[bent + 1]


def test_a_pair_that_fits_lights_up_and_no_other_does():
    explorer = explorers.two_relus()
    found = {"c1": 1.5, "b1": 1.0, "c2": -1.5, "b2": -4.0}
    for off, lit in (({}, True), ({"b2": -3.9}, False), ({"c1": 1.4}, False)):
        scene = explorer.scene(**found | off)
        assert any(line.role == "best" for line in marks(scene, Line)) is lit
        assert ("✓ exactly" in [text.text for text in marks(scene, Text)]) is lit


def test_both_relus_and_their_sum_are_seen_whole_at_the_start():
    for panel in explorers.two_relus().scene().panels:
        low, high = panel.y.limits
        assert all(low < line.y.min() and line.y.max() < high for line in panel.marks if isinstance(line, Line))


def test_a_ramp_climbs_from_corner_to_corner():
    wanted = marks(explorers.two_relus().scene(), Line)[1]
    assert list(bends(wanted.x, wanted.y)) == pytest.approx([-1, 4], abs=1e-6)
    assert (wanted.y[0], wanted.y[-1]) == pytest.approx((0, 7.5))


def test_a_corner_moves_with_its_handle_and_the_slope_with_the_other():
    scene = explorers.two_relus().scene(c1=2.0, b1=1.0)
    corner, _, slope, _ = marks(scene, Handle)
    assert (corner.x, corner.y, corner.right) == (-1, 0, {"b1": -1.0})
    assert (slope.x, slope.y, slope.up) == (1, 4, {"c1": 0.5})


def test_the_exact_pair_adds_up_to_the_red_curve():
    scene = explorers.exact_pair().scene(c=-3.0, b=1.5, w=-2.0)
    pair, red, total = (mark.y for mark in marks(scene, Line))
    np.testing.assert_allclose(pair.sum(axis=0), red, atol=1e-5)
    np.testing.assert_allclose(total, red, atol=1e-5)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_the_units_add_makes_up_the_curve_but_for_a_constant(activation):
    _, fit, added, *_ = marks(explorers.swap().scene(activation=activation, n=4, update=20), Line)
    rest = fit.y - added.y.sum(axis=0)
    np.testing.assert_allclose(rest, rest[0], atol=1e-4)


def test_without_an_activation_function_the_fit_is_a_straight_line():
    fit = marks(explorers.swap().scene(activation="none", n=30, update=600), Line)[1]
    assert np.ptp(np.diff(fit.y)) < 1e-4


def test_a_model_says_how_many_parameters_it_has_and_how_many_of_its_pieces_are_shut():
    explorer = explorers.swap()
    for activation, units in (("sigmoid", 6), ("hard_sigmoid", 6), ("relu", 12), ("none", 6)):
        scene = explorer.scene(activation=activation)
        assert scene.says.startswith(f"{units} unit")
        assert f"{3 * units + 1} parameters" in scene.says
    pieces = marks(explorer.scene().panels[1], Line)[0].y
    shut = sum(not piece.any() for piece in pieces)
    assert explorer.scene().says.endswith(f"{shut} of them are shut everywhere.")
    assert f"{shut} shut" in [text.text for text in marks(explorer.scene().panels[1], Text)]


def test_relus_come_two_for_each_sigmoid():
    swap = explorers.swap()
    assert len(marks(swap.scene(activation="relu", n=6), Line)[2].y) == 12
    assert len(marks(swap.scene(activation="sigmoid", n=6), Line)[2].y) == 6


def test_some_relus_are_shut_whatever_the_start_and_stay_so():
    swap = explorers.swap()
    for again in range(3):
        earlier, later = (marks(swap.scene(again=again, update=update), Line)[2].y for update in (300, 600))
        shut = ~earlier.any(axis=1)
        assert 0 < shut.sum() < len(shut)
        assert not later[shut].any()


def test_a_run_is_trained_as_alone_and_keeps_both_losses():
    ((L, unseen),) = trainer(SEEN, UNSEEN)(2, {"hidden": (10,), "seeds": range(3, 5), "rate": 0.01, "epochs": 4})
    assert (L[2, 1], unseen[2, 1]) == pytest.approx(alone((10,), 4, 2, rate=0.01, epochs=4), rel=1e-3)


def test_ten_draws_differ_and_their_losses_are_those_that_are_said():
    scene = explorers.draws(SEEN, UNSEEN).scene(epoch=2, watch=3)
    L, unseen = alone((10,), 3, 2, **recipe("10 ReLU"))
    assert f"Seed 3: L = {L:.3f}k and L′ = {unseen:.3f}k" in scene.says
    assert len(np.unique(marks(scene, Line)[0].y[:, -1])) == 10


@pytest.mark.parametrize("epoch", [0, 1, 7, 50])
@pytest.mark.parametrize("again", [0, 3])
def test_all_draws_are_on_their_axes_whenever_one_looks(epoch, again):
    panel = explorers.draws(SEEN, UNSEEN).scene(epoch=epoch, again=again).panels[1]
    dots = marks(panel, Dots)[0]
    for values, axis in ((dots.x, panel.x), (dots.y, panel.y)):
        assert len(values) == 10
        assert 0 <= axis.limits[0] < values.min() <= values.max() < axis.limits[1]


def test_other_draws_are_other_seeds():
    explorer = explorers.draws(SEEN, UNSEEN)
    assert "Seed 12:" in explorer.scene(again=1, watch=2, epoch=1).says


def test_all_racers_have_the_same_seeds_and_updates():
    scene = explorers.race(SEEN, UNSEEN).scene(units=10, epoch=3, η=0.01)
    for k, activation in enumerate(("relu", "sigmoid", "hard_sigmoid", "none")):
        L, unseen = alone((10,), 4, 3, activation, rate=0.01, epochs=40)
        lanes = marks(scene, Line)[2 * k], marks(scene, Line)[8 + 2 * k]
        assert [lane.y[4, 3] for lane in lanes] == pytest.approx([L, unseen], rel=2e-3)


def test_the_race_names_the_least_unseen_loss_first():
    scene = explorers.race(SEEN, UNSEEN).scene(epoch=5)
    medians = [mark.y[-1] for mark in marks(scene, Line)[9::2]]
    assert f"medians: {['ReLU', 'sigmoid', 'hard sigmoid', 'none'][int(np.argmin(medians))]}" in scene.says


def test_learning_shows_all_models_up_to_the_chosen_one_beside_the_lecture_s():
    scene = explorers.learning(MODELS, SEEN, UNSEEN).scene(model="10 ReLU", seeds=1, done=4)
    ours, theirs = marks(scene, Line)[4:6]
    done = [alone(NETS[each].hidden, 0, recipe(each)["epochs"] // 25, **recipe(each))[0] for each in MODELS[:2]]
    assert ours.x == pytest.approx(done, rel=1e-3)
    assert theirs.x == pytest.approx([LECTURE[each][0] for each in MODELS])
    assert [name for _, name in scene.panels[1].y.ticks] == MODELS  # on rows: side by side some had no room


def test_models_are_set_beside_each_other_on_the_year_or_on_its_first_weeks_and_the_seven_lines_are_placed():
    models = ["as yesterday", "as last week", "seven lines", "exact, 56 days", *MODELS]
    picture = explorers.places(models)
    for days in ("unseen", "window"):
        losses, scene = Losses(committed()[0], days), picture.scene(days=days)
        np.testing.assert_allclose(marks(scene, Dots)[2].x, [losses.median(each) for each in models])
        assert [name for _, name in scene.panels[0].y.ticks] == models
        place = sorted(models, key=losses.median).index("seven lines") + 1
        assert scene.facts["place"] == place
    assert picture.scene(days="window").facts["whole"] == picture.scene(days="unseen").facts["place"]


def test_a_training_of_other_models_has_no_steps():
    assert explorers.learning(MODELS, SEEN, UNSEEN).steps
    assert explorers.learning(MODELS[:2], SEEN, UNSEEN).steps == ()


def test_labels_that_would_lie_on_each_other_are_moved_apart():
    heights = apart([0.3, 0.301, 0.302, 0.79], top=0.8)
    assert (np.diff(heights) > 0.0799).all()
    assert heights[:3].mean() == pytest.approx(0.301)
    assert heights[-1] < 0.8


def test_labels_that_have_room_stay_where_they_are():
    assert apart([0.2, 0.4, 0.6], top=0.8) == pytest.approx([0.2, 0.4, 0.6])


def test_a_model_s_curves_are_labelled_at_their_ends():
    scene = explorers.learning(MODELS, SEEN, UNSEEN).scene(model="10 ReLU", seeds=1, done=8)
    assert [mark.text for mark in marks(scene, Text)[:2]] == ["L", "L′"]
    assert [mark.x for mark in marks(scene, Dots)[:2]] == [[4], [4]]


def test_all_of_the_way_of_a_training_s_slider_does_something_however_many_epochs_a_model_has():
    scene = explorers.learning(MODELS, SEEN, UNSEEN).scene(model="10 ReLU", seeds=1, done=100)
    last = recipe("10 ReLU")["epochs"]
    assert f"epoch {last} of {last}" in scene.says
    assert len(marks(scene, Line)[0].x) == last + 1
    assert scene.panels[1].title == "after 100 % of their epochs"


# Classes.


@pytest.fixture(scope="module")
def classifier():
    return explorers.classes(WEEK)


def test_the_features_of_a_class_are_the_day_as_a_share_of_the_week_and_of_the_day_before():
    X, y = features_and_classes(WEEK)
    day = 400
    assert X[day] == pytest.approx([WEEK.label[day] / WEEK.X[day, :7].mean(), WEEK.label[day] / WEEK.X[day, 0]])
    assert y[day] == (WEEK.dates[day].astype(object).weekday() < 5)


def test_the_cross_entropy_falls_and_ends_far_below_that_of_one_chance_for_all_days(classifier):
    scene = classifier.scene(units=4, epoch=60)
    base, L = marks(scene.panels[1], Line)
    share = features_and_classes(WEEK)[1].mean()
    assert base.y[0] == pytest.approx(-(share * np.log(share) + (1 - share) * np.log(1 - share)))
    assert L.y[-1] < base.y[0] / 3
    assert f"cross-entropy {L.y[-1]:.3f}" in scene.says


def test_a_unit_is_open_on_one_side_of_its_border(classifier):
    """A single ReLU: on the border the chance is what it is wherever the unit is shut, on one side it is not."""
    scene = classifier.scene(units=1, epoch=60)
    heights = marks(scene, Surface)[0]
    (border,) = marks(scene.panels[0], Line)
    (x0, x1), (y0, y1) = border.x, border.y
    side = (x1 - x0) * (heights.y[:, None] - y0) - (y1 - y0) * (heights.x[None, :] - x0)
    shut = [np.ptp(heights.z[way]) < 1e-6 for way in (side > 0, side < 0)]
    assert sorted(shut) == [False, True]
