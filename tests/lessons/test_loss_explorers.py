"""Lesson 2's explorers: what they draw and say, against sums done another way."""

import gc
import math
import re
import weakref

import numpy as np
import pytest

from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.lessons.loss import explorers
from mlcourse.lessons.loss.brute_force import spoken
from mlcourse.lessons.shared.surface import LOSSES
from mlcourse.pictures.marks import Bars, Dots, Handle, Line, Surface, Text
from mlcourse.pictures.stage import ReaderError

X, Y, DATES = during(lagged(*load_views(), 7), 2017, 2020)
YESTERDAY = X[:, 0]
ALL = during(lagged(*load_views(), 1), 2017, 2020)
TEN = slice(42, 1300, 136)  # the lesson's ten days


def marks(scene, kind):
    return [mark for mark in scene.marks if isinstance(mark, kind)]


def numbers(scene):
    return [float(found.replace("−", "-")) for found in re.findall(r"[-−]?\d+\.\d+", scene.says)]


# The mean of the errors.


def test_there_is_a_bar_for_each_error_and_the_dashes_are_their_mean():
    scene = explorers.errors(np.array([4.8, 4.9]), np.array([4.9, 7.5])).scene(w=1.0, b=0.5, n=2)
    (bars,) = marks(scene, Bars)
    np.testing.assert_allclose(bars.height, [0.4, 2.1], rtol=1e-6)
    np.testing.assert_allclose(marks(scene, Line)[-1].y, [1.25, 1.25], rtol=1e-6)
    assert scene.says == "2 errors: the last is e = 2.10k, the mean is L = (1/2) Σ eₙ = 1.25k."


@pytest.mark.parametrize(
    "explorer",
    [
        lambda: explorers.errors(YESTERDAY, Y, DATES).at(n=9),
        lambda: explorers.landscape(YESTERDAY, Y, dates=DATES),
        lambda: explorers.landscape(YESTERDAY, Y, {"mine": (lambda predicted, label: 7.0, "k")}, DATES),
        lambda: explorers.ten_days(YESTERDAY[TEN], Y[TEN], DATES[TEN]),
    ],
)
def test_a_dot_that_is_pointed_at_is_of_the_day_whose_views_it_shows(explorer):
    days = [mark for mark in explorer().scene().panels[0].marks if isinstance(mark, Dots) and mark.days is not None]
    assert days
    for mark in days:
        which = np.searchsorted(DATES, mark.days.astype(int).astype("datetime64[D]"))
        np.testing.assert_allclose(mark.x, YESTERDAY[which], rtol=1e-6)
        moved = len(mark.x) == 10  # one of the ten is dragged from the tenth of a thousand where its slider stands
        np.testing.assert_allclose(mark.y, Y[which], atol=0.05 if moved else 1e-6)


def test_a_unit_that_is_a_word_stands_apart_from_its_number():
    scene = explorers.landscape(YESTERDAY, Y, {"mine": (lambda predicted, label: 7.0, "share")}).scene()
    assert "L = 7.00 share" in scene.says


# The landscape.


@pytest.fixture(scope="module")
def landscape():
    return explorers.landscape(YESTERDAY, Y)


def test_the_handle_stands_where_the_sliders_say_and_moves_both(landscape):
    (handle,) = marks(landscape.scene(w=0.3, b=1.5), Handle)
    assert (handle.x, handle.y, handle.right, handle.up, handle.anywhere) == (0.3, 1.5, {"w": 1}, {"b": 1}, True)


def test_the_height_of_the_surface_is_the_loss_that_the_caption_names(landscape):
    (surface,) = marks(landscape.scene(), Surface)
    for j, i in [(0, 0), (17, 40), (59, 59)]:
        w, b = float(surface.x[i]), float(surface.y[j])
        L = sum(abs(b + w * one - label) for one, label in zip(YESTERDAY, Y, strict=True)) / len(Y)
        assert surface.z[j, i] == pytest.approx(L, rel=1e-5)
        assert numbers(landscape.scene(w=w, b=b))[2] == pytest.approx(L, abs=0.006)


def test_the_other_loss_has_another_surface_and_another_best_pair(landscape):
    one, other = landscape.scene(loss="MAE"), landscape.scene(loss="MSE")
    assert marks(one, Surface)[0].z.max() < marks(other, Surface)[0].z.max()
    assert "k²" in other.says
    assert "k²" not in one.says


def test_no_point_of_the_surface_lies_below_the_best_pair(landscape):
    for loss in LOSSES:
        scene = landscape.scene(loss=loss)
        assert marks(scene, Surface)[0].z.min() >= numbers(scene)[-1] - 0.005


def test_the_readers_own_loss_has_a_surface():
    scene = explorers.landscape(YESTERDAY, Y, {"mine": (lambda predicted, label: 7.0, "k")}).scene()
    assert np.ptp(marks(scene, Surface)[0].z) == 0
    assert "L = 7.00k" in scene.says


def test_a_loss_that_goes_on_falling_has_no_best_pair():
    signed = {"mine": (lambda predicted, label: np.mean(predicted - label), "k")}
    scene = explorers.landscape(YESTERDAY, Y, signed).scene()
    assert "There is no best pair here" in scene.says
    assert "best" not in [text.text for text in marks(scene, Text)]
    assert "best" not in [mark.role for mark in scene.panels[1].marks]


def test_the_view_from_the_side_is_of_the_same_loss_and_its_dot_stands_on_it(landscape):
    view = explorers.landscape_3d(YESTERDAY, Y, follow=landscape)
    for loss, unit in (("MAE", "k"), ("MSE", "k²")):
        landscape.at(w=0.4, b=3.0, loss=loss)
        ground, dot = view.data
        flat = marks(landscape.scene(), Surface)[0]
        np.testing.assert_allclose(ground.z, flat.z, rtol=1e-6)
        above = dot.z[0] - LOSSES[loss](3 + 0.4 * YESTERDAY, Y)
        assert (dot.x[0], dot.y[0]) == (0.4, 3.0)
        assert 0 < above < 0.06 * np.ptp(ground.z)  # half a ball would be in the ground
        assert view.layout.scene.zaxis.title.text == f"L ({unit})"


def test_a_view_from_the_side_that_is_closed_is_let_go_of_while_what_it_followed_stays(landscape):
    view = weakref.ref(explorers.landscape_3d(YESTERDAY, Y, follow=landscape))
    assert view() is not None
    view().close()
    landscape.at(w=0.25)
    gc.collect()
    assert view() is None


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (lambda predicted, label: predicted - label, "array of shape"),
        (lambda predicted, label: math.nan, "returned nan"),
        (lambda predicted, label: 1 / 0, "ZeroDivisionError"),
        (lambda predicted, label: None, "returned nothing"),
    ],
)
def test_what_is_wrong_with_the_readers_loss_is_one_line(loss, words):
    explorer = explorers.landscape(YESTERDAY, Y, {"mine": (loss, "k")})
    with pytest.raises(ReaderError, match=words):
        explorer.scene()


# Ten days.


@pytest.mark.parametrize("label", [0.0, 20.0])
def test_one_wrong_day_moves_the_line_of_mse_much_and_that_of_mae_hardly(label):
    ten = explorers.ten_days(ALL.X[TEN, 0], ALL.label[TEN])
    (_, mae_before, mse_before), (_, mae_after, mse_after) = numbers(ten.scene()), numbers(ten.scene(label=label))
    assert abs(mae_after - mae_before) < 0.05
    assert abs(mse_after - mse_before) > 0.2


@pytest.fixture(scope="module")
def ten():
    return explorers.ten_days(ALL.X[TEN, 0], ALL.label[TEN])


def ten_pairs(label, w, b):
    """The ten days as the picture has them with that label dragged: each prediction and its label."""
    x, labels = ALL.X[TEN, 0].tolist(), ALL.label[TEN].tolist()
    labels[6] = label
    return [(b + w * one, came) for one, came in zip(x, labels, strict=True)]


def test_each_curve_over_w_is_its_loss_with_the_b_of_the_best_line_and_is_least_at_its_slope(ten):
    scene = ten.scene(label=3.0)
    lines = {mark.role: mark for mark in scene.panels[0].marks if isinstance(mark, Line)}
    for panel, role, power in ((scene.panels[1], "prediction", 1), (scene.panels[2], "path", 2)):
        (curve,) = [mark for mark in panel.marks if isinstance(mark, Line)]
        b = lines[role].y[0]
        of = [np.mean([abs(y - came) ** power for y, came in ten_pairs(3.0, w, b)]) for w in curve.x]
        np.testing.assert_allclose(curve.y, of, rtol=1e-6)
        (ground,) = [mark for mark in panel.marks if isinstance(mark, Dots) and mark.role == "best"]
        assert ground.x[0] == pytest.approx((lines[role].y[1] - b) / 20)
        assert ground.y[0] <= curve.y.min() + 1e-9


def test_mae_is_straight_between_corners_and_in_each_corner_a_day_lies_on_the_line(ten):
    scene = ten.scene(label=3.0)
    b = marks(scene, Line)[0].y[0]
    (curve,) = [mark for mark in scene.panels[1].marks if isinstance(mark, Line)]
    corners = next(mark for mark in scene.panels[1].marks if isinstance(mark, Dots) and mark.role == "label")
    for w in corners.x:
        assert min(abs(y - came) for y, came in ten_pairs(3.0, w, b)) < 1e-9
    assert set(curve.x) == {-0.1, 1.9, *corners.x}
    middles = (curve.x[1:] + curve.x[:-1]) / 2
    of = [np.mean([abs(y - came) for y, came in ten_pairs(3.0, w, b)]) for w in middles]
    np.testing.assert_allclose((curve.y[1:] + curve.y[:-1]) / 2, of)


@pytest.mark.parametrize("label", [0.0, 20.0])
def test_the_corner_of_the_dragged_day_stays_in_the_picture(ten, label):
    panel = ten.scene(label=label).panels[1]
    (corner,) = [mark for mark in panel.marks if isinstance(mark, Dots) and mark.role == "error"]
    assert panel.x.limits[0] < corner.x[0] < panel.x.limits[1]


# Certainty.


def test_the_bars_sum_to_one_wherever_a_handle_is_dragged():
    explorer = explorers.certainty()
    handles = marks(explorer.scene(), Handle)
    for handle in handles:
        rows = explorer.controls["y"].value
        moved = [[row[0] + 0.15 * handle.up[f"y[{k},0]"]] for k, row in enumerate(rows)]
        assert sum(row[0] for row in moved) == pytest.approx(1)
        scene = explorer.scene(y=np.array(moved))
        assert marks(scene, Bars)[1].height.sum() == pytest.approx(1)


def test_a_handle_lands_where_it_was_dragged():
    explorer = explorers.certainty()
    for k, handle in enumerate(marks(explorer.scene(), Handle)):
        moved = [[row[0] + 0.1 * handle.up[f"y[{j},0]"]] for j, row in enumerate(explorer.controls["y"].value)]
        assert marks(explorer.scene(y=np.array(moved)), Handle)[k].y == pytest.approx(handle.y + 0.1)


def test_the_cost_is_minus_the_logarithm_of_the_chance_given_to_what_came():
    scene = explorers.certainty().scene(y=np.array([[0.1], [0.2], [0.7]]), came="as many")
    assert f"= {-math.log(0.2):.2f}" in scene.says


# Weekday or weekend.


def test_the_share_of_right_days_and_the_base_rate_are_counted():
    scene = explorers.weekday_or_weekend(X, Y, DATES).scene(threshold=0.8, sharpness=10.0)
    right = weekdays = 0
    for before, today, date in zip(X, Y, DATES, strict=True):
        working = date.item().weekday() < 5
        weekdays += working
        right += (today / (sum(before) / 7) > 0.8) == working
    assert scene.says.startswith(
        f"{right / len(Y):.1%} of the days are right (always “weekday”: {weekdays / len(Y):.1%})"
    )


def test_being_sharper_makes_the_worst_mistake_cost_more():
    explorer = explorers.weekday_or_weekend(X, Y, DATES)
    told = [explorer.scene(sharpness=sharpness).says for sharpness in (5.0, 20.0, 60.0)]
    odds = [int(re.search(r"chance of 1 in ([\d,]+)", said)[1].replace(",", "")) for said in told]
    assert odds == sorted(set(odds))


# A loss is what you define.


@pytest.fixture(scope="module")
def sinking():
    return explorers.sinking(YESTERDAY, Y)


def curve(panel):
    (line,) = [mark for mark in panel.marks if isinstance(mark, Line) and mark.role == "error"]
    return line


def test_a_constant_lowers_the_loss_by_itself_and_leaves_the_best_w(sinking):
    before, after = sinking.scene(constant=0.0), sinking.scene(constant=100.0)
    for one, other in zip(before.panels, after.panels, strict=True):
        np.testing.assert_allclose(curve(other).y, curve(one).y - 100)
    assert len({float(dot.x[0]) for scene in (before, after) for dot in marks(scene, Dots)}) == 1


def test_from_near_by_the_valley_fills_the_frame_and_the_frame_sinks_with_it(sinking):
    before, after = (sinking.scene(constant=constant).panels[1] for constant in (0.0, 100.0))
    np.testing.assert_allclose(np.subtract(before.y.limits, after.y.limits), 100)
    assert np.ptp(curve(before).y) > 0.6 * np.ptp(before.y.limits)
    assert before.y.limits[0] < curve(before).y.min()


@pytest.mark.parametrize("constant", [0.0, 100.0])
def test_the_signed_error_has_no_ground_and_none_is_marked(sinking, constant):
    scene = sinking.scene(error="y − ŷ", constant=constant)
    assert "there is no lowest loss" in scene.says
    assert marks(scene, Dots) == []
    assert [text.text for text in marks(scene, Text)] == ["no ground"]
    for panel in scene.panels:
        assert panel.y.limits[0] < curve(panel).y.min()


def test_the_most_confident_mistake_is_told_by_its_own_chance_and_not_by_a_limit():
    rows = during(lagged(*load_views(), 7), 2017, 2020)
    share = rows.label / rows.X.mean(axis=1)
    for sharpness in (10.0, 60.0):
        r = sharpness * (share - 0.8)
        costs = np.log1p(np.exp(np.where(weekday(rows.dates) < 5, -r, r)))
        said = explorers.weekday_or_weekend(*rows).scene(threshold=0.8, sharpness=sharpness).says
        assert f"The cross-entropy is {costs.mean():.3f}" in said
        odds = np.exp(costs.max())
        told = re.search(r"had a chance of 1 in ([\d,]+)", said)[1]
        assert int(told.replace(",", "")) == pytest.approx(odds, rel=1e-6, abs=0.5)
        assert f"{rows.dates[costs.argmax()].item():%A %-d %B %Y}" in said


# Brute force.


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3e-5, "30 microseconds"),
        (0.5, "500 milliseconds"),
        (90, "1.5 minutes"),
        (86400 * 2, "2 days"),
        (86400 * 365.25 * 1000, "1,000 years"),
        (13.8e9 * 86400 * 365.25 * 1e9, "10⁹ ages of the universe"),
    ],
)
def test_a_time_is_said_so_that_a_person_can_feel_it(seconds, words):
    assert spoken(seconds) == words


def test_the_losses_to_compute_are_the_values_to_the_power_of_the_parameters():
    scene = explorers.brute_force(YESTERDAY, Y).scene(values=10, parameters=3)
    assert "10³ = 1,000 losses to compute" in scene.says


def test_each_parameter_multiplies_the_time_by_the_number_of_values():
    (curve, *_) = marks(explorers.brute_force(YESTERDAY, Y).scene(values=100), Line)
    np.testing.assert_allclose(curve.y[1:] / curve.y[:-1], 100)
    assert len(curve.x) == 57


def test_what_lies_right_of_the_mark_takes_longer_than_a_day():
    """How long one loss takes is measured: a sixtieth of what one parameter with 60 values takes."""
    scene = explorers.brute_force(YESTERDAY, Y).scene(values=60, parameters=2)
    for panel in scene.panels:
        line, day = marks(scene, Line)[0], next(mark for mark in panel.marks if isinstance(mark, Dots))
        once = line.y[0] / 60
        assert day.y[0] == 86_400
        assert once * 60 ** float(day.x[0]) == pytest.approx(86_400)
    first = scene.facts["first"]
    assert line.y[first - 2] < 86_400 < line.y[first - 1]
    assert next(text.text for text in marks(scene, Text)) == f"{first} or more"


def test_where_a_day_is_not_over_in_the_picture_from_near_by_nothing_is_marked_there():
    near, far = explorers.brute_force(YESTERDAY, Y).scene(values=2, parameters=57).panels
    assert [mark.kind for mark in near.marks] == ["line"] * 3
    assert len([mark for mark in far.marks if mark.kind == "dots"]) == 2


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("a microsecond", 1e-6), ("a day", 86_400), ("a year", 365.25 * 86_400), ("a million years", 365.25e6 * 86_400)],
)
def test_a_name_at_the_axis_of_time_stands_at_its_seconds(name, seconds):
    near, _ = explorers.brute_force(YESTERDAY, Y).scene().panels
    (at,) = [value for value, text in near.y.ticks if text == name]
    assert at == pytest.approx(seconds)


# What the steps say.


def told(explorer, id, **values):
    """What the step of that id says to a picture, or None."""
    place = [step.id for step in explorer.steps].index(id)
    values = explorer.values | values
    return explorer.answers(explorer.scene(**values), **values).get(place)


def test_a_day_that_lifts_the_mean_is_told_from_one_that_lowers_it():
    explorer = explorers.errors(np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 5.0, 3.5, 9.0]))  # off by 1, 3, 0.5, 5
    assert told(explorer, "loss.mean_falls", n=2) is None
    assert told(explorer, "loss.mean_falls", n=3) == (
        "The mean was 2.00k. An error of 0.50k is less, and takes it to 1.50k."
    )
    assert told(explorer, "loss.mean_falls", n=4) is told(explorer, "loss.mean_rises", n=3) is None
    assert told(explorer, "loss.mean_rises", n=4) == (
        "The mean was 1.50k. An error of 5.00k is more, and takes it to 2.38k."
    )


def test_beside_the_days_stands_what_every_other_sharpness_would_cost():
    explorer = explorers.weekday_or_weekend(X, Y, DATES)
    curve, dot = explorer.scene(threshold=0.7, sharpness=20.0).panels[1].marks
    for sharpness, cost in list(zip(curve.x, curve.y, strict=True))[::6]:
        said = explorer.scene(threshold=0.7, sharpness=float(sharpness)).says
        assert float(re.search(r"cross-entropy is (\S+) ", said)[1]) == pytest.approx(cost, abs=6e-4)
    assert dot.y[0] == pytest.approx(np.interp(20, curve.x, curve.y), rel=0.01)


def test_the_best_sharpness_is_where_a_little_more_and_a_little_less_cost_more():
    explorer = explorers.weekday_or_weekend(X, Y, DATES)
    done = [sharpness for sharpness in np.arange(1, 60) if told(explorer, "loss.best_sharpness", sharpness=sharpness)]
    costs = [float(re.search(r"cross-entropy is (\S+) ", explorer.scene(sharpness=s).says)[1]) for s in range(1, 60)]
    assert done[0] < 1 + int(np.argmin(costs)) < done[-1]
    assert done == list(range(int(done[0]), int(done[-1]) + 1))
    assert len(done) < 10


def test_in_the_valley_w_is_paid_for_with_b(landscape):
    said = told(landscape, "loss.along_the_valley", w=0.5, b=4.4, loss="MAE")
    b0 = marks(landscape.scene(loss="MAE"), Dots)[-1].y[0]
    L, straight = (np.mean([abs(b + 0.5 * x - y) for x, y in zip(YESTERDAY, Y, strict=True)]) for b in (4.4, b0))
    assert said.startswith(f"{L:.2f}k, and with the b of the best pair {straight:.2f}k")
    assert told(landscape, "loss.along_the_valley", w=0.5, b=1.2, loss="MAE") is None


def test_a_reader_s_own_loss_has_no_steps():
    assert explorers.landscape(YESTERDAY, Y, {"mine": (lambda predicted, label: 7.0, "k")}).steps == ()
