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
        assert (dot.x[0], dot.y[0], dot.z[0]) == (0.4, 3.0, LOSSES[loss](3 + 0.4 * YESTERDAY, Y))
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


def test_each_surface_is_lowest_at_its_own_best_pair():
    scene = explorers.ten_days(ALL.X[TEN, 0], ALL.label[TEN]).scene(label=3.0)
    for surface, best in zip(marks(scene, Surface), marks(scene, Dots)[-2:], strict=True):
        j, i = np.unravel_index(surface.z.argmin(), surface.z.shape)
        assert surface.x[i] == pytest.approx(best.x[0], abs=0.1)
        assert surface.y[j] == pytest.approx(best.y[0], abs=0.8)


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


def test_a_constant_lowers_the_loss_by_itself_and_leaves_the_best_w():
    explorer = explorers.sinking(YESTERDAY, Y)
    before, after = explorer.scene(constant=0.0), explorer.scene(constant=100.0)
    np.testing.assert_allclose(marks(after, Line)[1].y, marks(before, Line)[1].y - 100, rtol=1e-5)
    assert marks(before, Dots)[0].x == marks(after, Dots)[0].x


@pytest.mark.parametrize("constant", [0.0, 100.0])
def test_the_signed_error_has_no_ground_and_none_is_marked(constant):
    scene = explorers.sinking(YESTERDAY, Y).scene(error="y − ŷ", constant=constant)
    assert "there is no lowest loss" in scene.says
    assert marks(scene, Dots) == []
    assert [text.text for text in marks(scene, Text)] == ["no ground"]
    assert scene.panels[0].y.limits[0] < marks(scene, Line)[1].y.min()


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
