"""Still pictures: every mark leaves its ink, where its axes say, and the reader's matplotlib is left alone."""

import io
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator
from open_page import ONE_OF_EACH

from mlcourse.pictures.marks import RAMP, ROLES, Arrow, Bars, Dots, Handle, Line, Mark, Segments, Surface, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.pictures.still import BACK, still
from mlcourse.pictures.ticks import ticks_of

SAID = "Off by [1.98k|error]; “as yesterday” is off by 1.68k, the [best line|best] by [1.60k|best]. It costs $5 and $6."
themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def draw(*marks, x=(0, 1), y=(0, 1), says="", **theme):
    """Draw the marks on one small panel; return the figure and its axes."""
    x, y = (axis if isinstance(axis, Axis) else Axis("", axis) for axis in (x, y))
    figure = still(Scene(Panel(*marks, x=x, y=y), says=says), width=360, **theme)
    return figure, figure.axes[0]


def pixels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.array(canvas.buffer_rgba())[..., :3]


def colours(figure):
    """Return all colours of the picture, as ``#rrggbb``."""
    return {f"#{each:06x}" for each in np.unique(pixels(figure) @ (1 << 16, 1 << 8, 1))}


def boxes(texts):
    return [text.get_window_extent() for text in texts]


@themes
@pytest.mark.parametrize("kind", Mark.__subclasses__())
def test_every_kind_of_mark_leaves_the_ink_of_its_role(kind, dark):
    figure, _ = draw(ONE_OF_EACH[kind], dark=dark)
    ink = RAMP[dark] if kind is Surface else (ROLES["error"][dark],)
    assert colours(figure) >= {*ink, BACK[dark]}


@pytest.mark.parametrize("kind", Mark.__subclasses__())
def test_no_mark_changes_its_axes_limits(kind):
    _, axes = draw(ONE_OF_EACH[kind], x=(0.45, 0.55), y=(-3, 0.6))
    assert (*axes.get_xlim(), *axes.get_ylim()) == (0.45, 0.55, -3, 0.6)


def test_marks_are_drawn_one_over_the_other_in_their_order():
    bar, line = Bars([0.5], [1], role="unseen"), Line([0.5, 0.5], [0, 1], role="path")
    assert ROLES["path"][0] in colours(draw(bar, line)[0])
    assert ROLES["path"][0] not in colours(draw(line, bar)[0])


def test_nothing_to_draw_is_drawn_without_complaint():
    none = [Dots([], []), Line([], []), Segments([], [], []), Bars([], []), Arrow(0.5, 0.5, 0.5, 0.5), Text(0, 0, "")]
    figure, _ = draw(*none)
    assert BACK[0] in colours(figure)
    assert not still(Scene(says="")).axes


def test_a_line_with_many_rows_is_many_curves():
    x, y = np.linspace(0, 1, 5), np.linspace(0, 1, 15).reshape(3, 5)
    _, axes = draw(Line(x, y))
    np.testing.assert_allclose([curve.get_ydata() for curve in axes.lines], y, rtol=1e-6)


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_a_surface_has_a_band_below_its_first_level_and_one_above_each(count):
    levels = np.linspace(0, 2, count + 2)[1:-1]
    _, axes = draw(Surface([0, 1], [0, 1], [[0, 1], [1, 2]], levels))
    bands, isolines = axes.collections
    assert len(bands.get_paths()) == count + 1
    assert len(isolines.get_paths()) == count
    assert all(len(path.vertices) for path in (*bands.get_paths(), *isolines.get_paths()))


@themes
def test_a_surface_has_the_colours_of_the_ramp_from_low_to_high(dark):
    _, axes = draw(Surface([0, 1], [0, 1], [[0, 1], [1, 2]], [0.5, 1, 1.25, 1.5]), dark=dark)
    shades = [to_hex(colour) for colour in axes.collections[0].get_facecolor()]
    assert tuple(shades[::2]) == RAMP[dark]
    between = [(int(RAMP[dark][0][i : i + 2], 16) + int(RAMP[dark][1][i : i + 2], 16)) / 2 for i in (1, 3, 5)]
    assert [int(shades[1][i : i + 2], 16) for i in (1, 3, 5)] == [int(each + 0.5) for each in between]


@pytest.mark.parametrize(("levels", "seen"), [([-2, -1], [2]), ([5], [0]), ([-1, 1, 5], [1, 2])])
def test_only_the_bands_that_a_surface_reaches_are_seen(levels, seen):
    _, axes = draw(Surface([0, 1], [0, 1], [[0, 1], [1, 2]], levels))
    assert [k for k, band in enumerate(axes.collections[0].get_paths()) if len(band.vertices)] == seen


@pytest.mark.parametrize("width", [360, 1080])
def test_the_captions_words_are_all_there_in_their_inks_and_within_the_width(width):
    figure = still(Scene(says=SAID), width=width)
    said = [text.get_text() for text in figure.texts]
    assert "".join(said) == Scene(says=SAID).says.replace(" ", "")
    assert {text.get_text(): text.get_color() for text in figure.texts} == dict.fromkeys(said, ROLES["ink"][0]) | {
        "1.98k": ROLES["error"][0], "best": ROLES["best"][0], "line": ROLES["best"][0], "1.60k": ROLES["best"][0]
    }  # fmt: skip
    edge = figure.bbox
    assert all(box.x0 >= edge.x0 and box.x1 <= edge.x1 and box.y0 >= edge.y0 for box in boxes(figure.texts))


def test_the_caption_stands_under_the_panels():
    figure, axes = draw(x=Axis("the last 28 days", (0, 1)), says=SAID)
    pixels(figure)  # matplotlib places an axis' label when it draws
    lowest = axes.xaxis.label.get_window_extent().y0
    assert all(box.y1 < lowest for box in boxes(figure.texts))


def test_panels_stand_side_by_side_as_far_as_there_is_room():
    scene = Scene(*[Panel(x=Axis("x", (0, 1)), y=Axis("y", (0, 1))) for _ in range(2)], says="")
    (left, right), (upper, lower) = (
        [axes.get_position() for axes in still(scene, width=width).axes] for width in (1080, 360)
    )
    assert (left.y0, left.y1) == pytest.approx((right.y0, right.y1))
    assert left.x1 < right.x0
    assert (upper.x0, upper.x1) == pytest.approx((lower.x0, lower.x1))
    assert upper.y0 > lower.y1


def test_an_axis_own_ticks_are_shown_where_there_is_room_for_their_words():
    ticks = ((0, "Monday"), (0.02, "Tuesday"), (1, "Sunday"))
    figure, axes = draw(x=Axis("day", (0, 1), ticks), y=Axis("", (0, 1), ()))
    pixels(figure)
    assert axes.get_xticks().tolist() == [0, 0.02, 1]
    assert [words.get_text() for words in axes.get_xticklabels() if words.get_visible()] == ["Monday", "Sunday"]
    assert axes.get_yticks().size == 0


@pytest.mark.parametrize(
    ("limits", "shown"),
    [
        ((0, 20), ["0", "10", "20"]),
        ((-0.75, 1.25), ["0", "1"]),
        ((-0.5, 0.5), ["−0.5", "0.0", "0.5"]),
        ((0, 1e6), ["0", "500000", "1000000"]),
    ],
)
def test_other_ticks_are_round_numbers(limits, shown):
    _, axes = draw(x=limits)
    assert [words.get_text() for words in axes.get_xticklabels()] == shown


def inside(locator, low, high):
    """Return matplotlib's ticks that lie on the axis, and on its ends, as exponents."""
    exponents = np.log10(locator.tick_values(10.0**low, 10.0**high))
    return exponents[(exponents >= low - 1e-6) & (exponents <= high + 1e-6)]


@pytest.mark.parametrize("room", [2, 4, 6, 9])
@pytest.mark.parametrize(
    ("low", "high"), [(-4, 3), (-9, 0), (-16, 0), (0, 3), (-1.1, 0.75), (-14, 112), (0.2, 1.9), (-3, 1.2), (5, 6)]
)
def test_ticks_of_a_logarithmic_axis_are_those_of_matplotlib(low, high, room):
    ticks = [at for at, _ in ticks_of(Axis("", (10.0**low, 10.0**high), scale="log"), room)]
    assert 1 <= len(ticks) <= 1.5 * max(2, room) + 1 or high - low < 3
    steps = np.diff(ticks)
    if len(ticks) > 1 and steps.min() < 0.9:
        np.testing.assert_allclose(ticks, inside(LogLocator(subs=(1, 2, 5)), low, high), atol=1e-9)
    elif len(ticks) > 1:
        every = inside(LogLocator(numticks=1000), low, high)
        assert np.isin(np.round(ticks), np.round(every)).all()
        assert len(set(steps)) == 1
        assert len(ticks) == len(every) or steps[0] > 1


@pytest.mark.parametrize(
    ("limits", "shown"),
    [
        ((1, 1000), ["1", "10", "100", "1000"]),
        ((0.001, 1), ["0.001", "0.01", "0.1", "1"]),
        ((1e-9, 1), ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1"]),
        ((1e-3, 1e6), ["10⁻²", "1", "10²", "10⁴", "10⁶"]),
        ((1, 1e60), ["1", "10²⁰", "10⁴⁰", "10⁶⁰"]),
        ((0.9, 6), ["1", "2", "5"]),
        ((9e9, 6e10), ["10¹⁰", "2·10¹⁰", "5·10¹⁰"]),
        ((0.09, 1.1), ["0.1", "0.2", "0.5", "1"]),
    ],
)
def test_ticks_of_a_logarithmic_axis_are_written_as_numbers_while_they_have_few_digits(limits, shown):
    _, axes = draw(x=Axis("", limits, scale="log"))
    assert [words.get_text() for words in axes.get_xticklabels()] == shown


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_bar_stands_on_nought_or_on_the_lower_end_of_a_logarithmic_axis(scale):
    _, axes = draw(Bars([0.5], [100], width=0.5), y=Axis("", (0.1, 1000), scale=scale))
    (bar,) = axes.patches
    foot, top = (0, 100) if scale == "linear" else (-1, 2)
    assert (bar.get_y(), bar.get_y() + bar.get_height()) == (foot, pytest.approx(top))


def test_a_mark_on_logarithmic_axes_lies_where_matplotlib_puts_it():
    across, up = Axis("", (0.1, 1000), scale="log"), Axis("", (1e-6, 1), scale="log")
    x, y = np.geomspace(0.2, 900, 40), np.geomspace(1e-5, 0.9, 40) ** 1.1
    _, axes = draw(Line(x, y), x=across, y=up)
    (curve,) = axes.lines
    drawn = curve.get_transform().transform(np.column_stack(curve.get_data()))
    theirs = Figure(figsize=axes.figure.get_size_inches(), dpi=axes.figure.dpi).add_axes(axes.get_position())
    theirs.set(xscale="log", yscale="log", xlim=across.limits, ylim=up.limits)
    np.testing.assert_allclose(drawn, theirs.transData.transform(np.column_stack([x, y])), atol=1e-2)


def test_a_mark_that_is_not_there_leaves_no_ink():
    none, _ = draw(None, ONE_OF_EACH[Dots])
    assert np.array_equal(pixels(none), pixels(draw(ONE_OF_EACH[Dots])[0]))
    assert np.array_equal(pixels(draw(None)[0]), pixels(draw()[0]))


@pytest.mark.parametrize("y", [(0, 1), (1, 0)], ids=["up", "down"])
@pytest.mark.parametrize(
    ("side", "way"), [("left", (-1, 0)), ("right", (1, 0)), ("above", (0, 1)), ("below", (0, -1)), ("centre", (0, 0))]
)
def test_words_stand_on_their_side_of_the_point_where_there_is_room(side, way, y):
    _, axes = draw(Text(0.5, 0.4, "w", side=side), y=y)
    corners = axes.texts[0].get_window_extent().get_points() - axes.transData.transform((0.5, 0.4))
    assert (np.sign(corners).sum(axis=0) / 2).tolist() == list(way)


@pytest.mark.parametrize("at", [(0, 0), (1, 1), (0.5, 0.98), (0.02, 0.5), (3, -2)])
def test_words_stay_in_the_frame(at):
    _, axes = draw(Text(*at, "some words"), Handle(*np.clip(at, 0, 1), label="w and b"))
    corners = [corner for box in boxes(axes.texts) for corner in (box.min, box.max)]
    assert all(axes.bbox.padded(0.01).contains(*corner) for corner in corners)


def test_words_keep_off_handles_and_off_each_other():
    handle = Handle(0.6, 0.5, label="w and b")
    _, axes = draw(Text(0.4, 0.5, "some words"), handle, Text(0.4, 0.5, "more"))
    standing = boxes(axes.texts)
    assert not any(box.contains(*axes.transData.transform((handle.x, handle.y))) for box in standing)
    assert not any(box.count_overlaps(standing[k + 1 :]) for k, box in enumerate(standing))


def test_words_keep_off_curves_also_off_those_drawn_later():
    flat = Line(np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    _, axes = draw(Text(1, 0.5, "the end of a curve", side="right"), flat)
    (box,), height = boxes(axes.texts), axes.transData.transform((0, 0.5))[1]
    assert not box.y0 <= height <= box.y1
    assert box.x1 == pytest.approx(axes.bbox.x1, abs=1)


def test_the_lectures_letters_and_a_dollar_are_written_as_they_are():
    letters = "η θ ŷ x₁ w′ σ ∂L → −1.5 ≥ ² “$5 and $6”"
    figure, axes = draw(Text(0.5, 0.5, letters), x=Axis(letters, (0, 1)), says=letters)
    figure.savefig(io.BytesIO(), format="png")  # a letter that is not in the font warns
    assert not any(text.get_parse_math() for text in (*figure.texts, *axes.texts, axes.xaxis.label))


def test_the_readers_matplotlib_settings_neither_change_a_picture_nor_are_changed():
    loud = {"axes.grid": False, "axes.facecolor": "red", "font.size": 30, "text.color": "red", "lines.linewidth": 9}
    loud |= {"font.family": "serif", "lines.linestyle": ":", "figure.autolayout": True, "patch.force_edgecolor": True}
    calm = pixels(draw(*ONE_OF_EACH.values(), says=SAID)[0])
    with matplotlib.rc_context(loud):
        before = dict(matplotlib.rcParams)
        assert np.array_equal(pixels(draw(*ONE_OF_EACH.values(), says=SAID)[0]), calm)
        assert dict(matplotlib.rcParams) == before


def test_pyplot_stays_away():
    code = """
import sys
from mlcourse.pictures.scene import Scene
from mlcourse.pictures.still import still
still(Scene(says="words")).savefig(sys.stdout.buffer)
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_picture_can_be_saved(kind):
    file = io.BytesIO()
    draw(*ONE_OF_EACH.values(), says=SAID)[0].savefig(file, format=kind)
    assert file.tell() > 1000
