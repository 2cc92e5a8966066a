"""Lesson 1's explorers: what is drawn and said against sums by hand, and handles against where a drag ends."""

import csv
import datetime
import itertools
import re

import ipywidgets
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcourse import data
from mlcourse.data import during, lagged, load_views
from mlcourse.lessons.function import explorers

# Three days, few enough to work out on paper: yesterday's views, today's, and the day.
X, Y = np.array([4.0, 6.0, 5.0]), np.array([6.0, 5.0, 8.0])
DATES = np.array(["2020-12-29", "2020-12-30", "2020-12-31"], dtype="datetime64[D]")

with data.FILE.open(encoding="utf-8", newline="") as file:
    VIEWS = [
        (row["date"], int(row["standard_deviation"]) / 1000) for row in csv.DictReader(file) if row["date"] < "2021"
    ]
BY_HAND = [(yesterday, today, date) for (_, yesterday), (date, today) in itertools.pairwise(VIEWS)]

on_w, on_b = st.floats(-0.75, 1.25), st.floats(-4, 10)


@pytest.fixture(scope="module")
def training():
    return data.during(data.lagged(*data.load_views(), 1), 2017, 2020)


@pytest.fixture(scope="module")
def line(training):
    return explorers.line(training.X[:, 0], training.label, training.dates)


def parabola(x, bend, low=2.0):
    return low + bend * (x - 4) ** 2


@pytest.fixture(scope="module")
def fit(training):
    return explorers.fit(parabola, training.X[:, 0], training.label, training.dates, bend=(-1, 1.0))


def mark(panel, kind, role):
    """Return the one mark of that kind and role in a panel."""
    (found,) = [each for each in panel.marks if (each.kind, each.role) == (kind, role)]
    return found


def said(scene):
    """Return the numbers with two digits that the caption tells, in its order."""
    return [float(number) for number in re.findall(r"-?\d+\.\d\d", scene.says.replace("−", "-"))]


def problem(explorer):
    return explorer.stage.problem


def caption(explorer):
    """Return the words of the picture that a page gets."""
    words = explorer.stage.get_state("picture")["picture"]["changes"][0]
    return "".join(words[str(k)][0] for k in range(words["pieces"]))


def handle(scene, label):
    (found,) = [each for each in scene.marks if each.kind == "handle" and each.label == label]
    return found


# The line.


@given(on_w, on_b)
def test_the_line_is_drawn_from_side_to_side_as_b_and_w_say(line, w, b):
    panel = line.scene(w=w, b=b).panels[0]
    drawn = mark(panel, "line", "prediction")
    assert drawn.x.tolist() == list(panel.x.limits) == [0, 20]
    assert drawn.y == pytest.approx([b, b + 20 * w], rel=1e-5, abs=1e-5)


def test_as_yesterday_is_drawn_as_the_diagonal(line):
    drawn = mark(line.scene().panels[0], "line", "rule")
    assert drawn.x.tolist() == drawn.y.tolist() == [0, 20]


@given(on_w, on_b)
def test_both_handles_stand_on_the_line(line, w, b):
    scene = line.scene(w=w, b=b)
    for label in ("w", "b"):
        held = handle(scene, label)
        assert held.y == pytest.approx(b + w * held.x)


@given(on_w, on_b, st.sampled_from(["w", "b"]), st.floats(-20, 20), st.floats(-20, 20))
def test_a_handle_that_is_dragged_follows_up_and_down(line, w, b, label, across, up):
    values = {"w": w, "b": b}
    held = handle(line.scene(**values), label)
    for gains, way in ((held.right, across), (held.up, up)):
        values |= {name: values[name] + gain * way for name, gain in gains.items()}
    landed = handle(line.scene(**values), label)
    assert (landed.x, landed.y) == (held.x, pytest.approx(held.y + up, abs=1e-9))


@pytest.mark.parametrize("label", ["w", "b"])
def test_a_handle_moves_the_one_control_that_is_written_on_it(line, label):
    held = handle(line.scene(), label)
    assert {**held.right, **held.up}.keys() == {label}


def test_the_handle_of_b_gains_1_and_that_of_w_one_over_its_place(line):
    scene = line.scene(w=0.3, b=2.0)
    for label, moved in (("w", {"w": 0.3 + 1e-3, "b": 2.0}), ("b", {"w": 0.3, "b": 2.0 + 1e-3})):
        slope = (handle(line.scene(**moved), label).y - handle(scene, label).y) / 1e-3
        assert handle(scene, label).up[label] == pytest.approx(1 / slope)


def test_the_handles_can_be_told_apart(line):
    scene = line.scene()
    assert abs(handle(scene, "w").x - handle(scene, "b").x) > 5


def test_w_and_b_go_where_the_line_of_least_error_is(line, training):
    w, b = line.controls["w"], line.controls["b"]
    best = np.polyfit(training.X[:, 0], training.label, 1)  # of least squared error, which is near it
    assert w.min < best[0] < w.max
    assert b.min < best[1] < b.max


# Labels, predictions and errors, in both views of both explorers.


def by_hand_line(x, w, b):
    return b + w * x


def by_hand_parabola(x, bend, low):
    return low + bend * (x - 4) * (x - 4)


both = pytest.mark.parametrize(
    ("name", "by_hand"), [("line", by_hand_line), ("fit", by_hand_parabola)], ids=["line", "fit"]
)
two_values = given(st.tuples(st.floats(-0.75, 1), st.floats(-4, 5)))


@pytest.fixture(scope="module")
def drawn(line, fit):
    def scene(name, values):
        explorer = {"line": line, "fit": fit}[name]
        return explorer.scene(**dict(zip(explorer.controls, values, strict=True)))

    return scene


@both
@two_values
def test_the_errors_of_the_last_four_weeks_go_from_labels_to_predictions(drawn, name, by_hand, values):
    over_yesterday, over_days = drawn(name, values).panels
    last = BY_HAND[-28:]
    labels, predictions = [y for _, y, _ in last], [by_hand(x, *values) for x, _, _ in last]
    days = [(datetime.date.fromisoformat(date) - datetime.date(1970, 1, 1)).days for *_, date in last]
    for panel, places in ((over_yesterday, [x for x, _, _ in last]), (over_days, days)):
        errors = mark(panel, "segments", "error")
        assert errors.x == pytest.approx(places)
        assert errors.y0 == pytest.approx(labels)
        assert errors.y1 == pytest.approx(predictions, rel=1e-5, abs=1e-5)
        dots = mark(panel, "dots", "label")
        assert (dots.x.tolist(), dots.y.tolist()) == (errors.x.tolist(), errors.y0.tolist())


@both
@two_values
def test_the_calendar_shows_the_predictions_and_writes_the_last_one(drawn, name, by_hand, values):
    calendar = drawn(name, values).panels[1]
    predictions = [by_hand(x, *values) for x, _, _ in BY_HAND[-28:]]
    assert mark(calendar, "line", "prediction").y == pytest.approx(predictions, rel=1e-5, abs=1e-5)
    assert mark(calendar, "dots", "prediction").y == pytest.approx(predictions[-1:], rel=1e-5, abs=1e-5)
    assert mark(calendar, "text", "prediction").text == f"{predictions[-1]:z.2f}k".replace("-", "−")


@both
def test_every_training_day_is_a_dot(drawn, name, by_hand):
    dots = mark(drawn(name, (0.5, 1.0)).panels[0], "dots", "data")
    assert dots.x == pytest.approx([x for x, _, _ in BY_HAND])
    assert dots.y == pytest.approx([y for _, y, _ in BY_HAND])


@both
def test_the_calendar_names_every_seventh_day_up_to_the_last(drawn, name, by_hand):
    ticks = drawn(name, (0.5, 1.0)).panels[1].x.ticks
    named = [(str(datetime.date(1970, 1, 1) + datetime.timedelta(day)), text) for day, text in ticks]
    assert named == [
        ("2020-12-10", "10 Dec"),
        ("2020-12-17", "17 Dec"),
        ("2020-12-24", "24 Dec"),
        ("2020-12-31", "31 Dec"),
    ]


@both
@two_values
def test_the_caption_tells_the_values_the_last_day_and_the_mean_error(drawn, name, by_hand, values):
    x, y, _ = BY_HAND[-1]
    off = sum(abs(by_hand(x, *values) - y) for x, y, _ in BY_HAND) / len(BY_HAND)
    rule = sum(abs(x - y) for x, y, _ in BY_HAND) / len(BY_HAND)
    last = by_hand(x, *values)
    scene = drawn(name, values)
    told = said(scene)
    assert told[:4] + told[5:] == pytest.approx([*values, last, y, off, rule], abs=0.00501)
    assert told[4] == pytest.approx(abs(told[2] - told[3]), abs=1e-9)  # by the numbers that stand before it
    assert "31 December 2020" in scene.says
    assert "1460 days" in scene.says


@pytest.mark.parametrize(
    "make", [explorers.line, lambda *days: explorers.fit(by_hand_line, *days)], ids=["line", "fit"]
)
def test_on_three_days_the_caption_tells_what_paper_and_pencil_do(make):
    # The line says 5, 6 and 5.5 where 6, 5 and 8 came: off by 1, 1 and 2.5. As yesterday is off by 2, 1 and 3.
    scene = make(X, Y, DATES).scene(w=0.5, b=3.0)
    assert said(scene) == [0.5, 3.0, 5.5, 8.0, 2.5, 1.5, 2.0]


# The reader's own function.


def test_the_reader_finds_the_names_of_their_arguments_on_the_sliders_and_in_the_caption(fit):
    assert [slider.description for slider in fit.controls.values()] == ["bend", "low"]
    assert fit.scene(bend=0.25, low=1.5).says.startswith("With bend = 0.25 and low = 1.50")


def test_a_slider_goes_where_the_reader_says_and_starts_at_the_default(fit):
    assert (fit.controls["bend"].min, fit.controls["bend"].max) == (-1, 1)
    assert fit.values == {"bend": 0, "low": 2}


def test_a_range_that_no_argument_asks_for_is_refused():
    with pytest.raises(ValueError, match="parabola has no argument 'w'; after x it has bend, low"):
        explorers.fit(parabola, X, Y, DATES, w=(0, 1))


@given(st.floats(-1, 1))
def test_the_curve_runs_from_left_to_right_through_the_functions_values(fit, bend):
    curve = mark(fit.scene(bend=bend, low=2.0).panels[0], "line", "prediction")
    assert curve.x == pytest.approx(sorted(x for x, _, _ in BY_HAND))
    assert curve.y == pytest.approx([by_hand_parabola(x, bend, 2.0) for x in curve.x.tolist()], rel=1e-4, abs=1e-4)


def test_a_function_without_parameters_is_drawn_too():
    explorer = explorers.fit(lambda x: x + 1, X, Y, DATES)
    assert mark(explorer.scene().panels[0], "line", "prediction").y.tolist() == [5, 6, 7]
    assert said(explorer.scene())[:2] == [6, 8]


def test_the_caption_of_a_function_without_parameters_is_a_sentence():
    assert "With ," not in explorers.fit(lambda x: x + 1, X, Y, DATES).scene().says


def fails(x, w):
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (fails, "model(x, w=0.5) stopped with ZeroDivisionError: division by zero"),
        (lambda x, w: x[1:], "model(x, w=0.5) returned an array of shape (2,)"),
        (lambda x, w: x / 0, "model(x, w=0.5) returned inf for x = 4"),
        (lambda x, w: None, "model(x, w=0.5) returned nothing"),
    ],
    ids=["raises", "too short", "infinite", "nothing"],
)
def test_a_function_that_fails_leaves_the_last_picture_and_the_next_that_works_is_drawn(broken, told):
    now = by_w = lambda x, w: w * x

    def model(x, w):
        return now(x, w)

    explorer = explorers.fit(model, X, Y, DATES, w=(0, 2.0)).at(w=0.25)
    assert (caption(explorer), problem(explorer)) == (explorer.scene().says, None)
    before = caption(explorer)

    now = broken
    explorer.at(w=0.5)
    assert caption(explorer) == before
    assert problem(explorer).startswith(told)

    now = by_w
    explorer.at(w=0.75)
    assert caption(explorer).startswith("With w = 0.75")
    assert problem(explorer) is None


def test_a_function_that_fails_at_some_values_is_told_only_there():
    explorer = explorers.fit(lambda x, w: x / w, X, Y, DATES, w=(0, 2.0))
    assert problem(explorer.at(w=1)) is None
    assert problem(explorer.at(w=0)).startswith("your function(x, w=0) returned inf for x = 4")
    assert problem(explorer.at(w=2)) is None


def test_a_function_that_fails_at_once_is_told():
    explorer = explorers.fit(fails, X, Y, DATES, w=(0, 2.0))
    assert problem(explorer) == "fails(x, w=1) stopped with ZeroDivisionError: division by zero"


def test_a_function_that_changes_x_does_not_change_the_picture():
    def greedy(x, w):
        x *= w
        return x

    explorer = explorers.fit(greedy, X.copy(), Y, DATES, w=(0, 2.0))
    for _ in range(2):
        assert mark(explorer.scene(w=0.5).panels[0], "line", "prediction").y.tolist() == [2, 2.5, 3]
    assert mark(explorer.scene().panels[0], "dots", "data").x.tolist() == X.tolist()


# The timeline, and the three kinds of output.


def test_the_timeline_shows_every_day_and_what_was_predicted_for_it_by_name():
    figure = explorers.timeline(DATES, Y, my_model=X).figure
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [("views", list(Y)), ("my model", list(X))]
    assert figure.data[0].x.astype("datetime64[D]").tolist() == DATES.tolist()
    low, high = figure.layout.yaxis.range
    assert low == 0
    assert max(Y) < high < 1.2 * max(Y)


def test_the_timeline_goes_no_further_than_half_a_day_beside_its_days():
    axis = explorers.timeline(DATES, Y).figure.layout.xaxis
    ends = np.array([axis.minallowed, axis.maxallowed], "datetime64[h]") - DATES[[0, -1]]
    assert ends.astype(int).tolist() == [-12, 12]


def test_the_timeline_comes_without_a_toolbar_and_follows_the_width_of_the_page():
    bundle = explorers.timeline(DATES, Y)._repr_mimebundle_()
    config = bundle["application/vnd.plotly.v1+json"]["config"]
    assert (config["displayModeBar"], config["responsive"]) == (False, True)


def test_the_timeline_is_told_the_courses_own_names_of_days_and_months_from_sunday_on():
    config = explorers.timeline(DATES, Y)._repr_mimebundle_()["application/vnd.plotly.v1+json"]["config"]
    names = config["locales"][config["locale"]]["format"]
    assert [names["days"][0], names["shortDays"][1], names["months"][-1]] == ["Sunday", "Mon", "December"]
    assert [len(each) for each in names.values()] == [7, 7, 12, 12]


@pytest.mark.parametrize(
    ("date", "kind", "right"), [("2020-12-23", "weekday", "right"), ("2020-12-25", "weekend", "wrong")]
)
def test_one_data_set_is_asked_for_a_number_and_a_class(date, kind, right):
    dates, counts = np.array([day for day, _ in VIEWS], dtype="datetime64[D]"), [views for _, views in VIEWS]
    day = [day for day, _ in VIEWS].index(date)
    scene = explorers.outputs(dates, np.array(counts)).scene(day=day)
    assert f"Tomorrow: {counts[day]:.2f}k views, a number; {counts[day + 1]:.2f}k came" in scene.says
    assert (counts[day] < 0.8 * sum(counts[day - 7 : day]) / 7) == (kind == "weekend")
    assert f"“{kind}”, one of two classes; that is {right}." in scene.says


def test_how_far_off_a_prediction_is_said_to_be_is_the_difference_of_the_two_numbers_beside_it():
    """4.30 and 3.81 are 0.49 apart, though the numbers behind them may be 0.50."""
    rows = during(lagged(*load_views(), 1), 2017, 2020)
    line = explorers.line(rows.X[:, 0], rows.label, rows.dates)
    kinds = explorers.outputs(*during(load_views(), 2017, 2020))
    told = [line.scene(w=w, b=1.0).says for w in np.linspace(0.5, 1.1, 13)]
    told += [kinds.scene(day=day).says for day in range(1100, 1460, 40)]
    for said in told:
        predicted, came, off = re.search(r"(?:says|Tomorrow:) (\S+)k .*; (\S+)k came, .*?off by (\S+)k", said).groups()
        assert f"{abs(float(predicted) - float(came)):.2f}" == off


def test_the_class_is_seen_beside_the_week_that_it_is_judged_by():
    dates, views = during(load_views(), 2017, 2020)
    _, panel, _ = explorers.outputs(dates, views).scene(day=1454).panels
    week, today = [bars.height.tolist() for bars in panel.marks if bars.kind == "bars"]
    assert week == [count for _, count in VIEWS[1447:1454]]
    assert today == [VIEWS[1454][1]]
    assert mark(panel, "line", "rule").y == pytest.approx(0.8 * sum(week) / 7)


def test_a_holiday_is_named_and_any_other_day_is_not():
    kinds = explorers.outputs(*during(load_views(), 2017, 2020))
    assert kinds.scene(day=1454).says.startswith("Friday 25 December 2020, Christmas Day. Tomorrow:")
    assert kinds.scene(day=1452).says.startswith("Wednesday 23 December 2020. Tomorrow:")


def test_days_of_other_years_may_be_asked_too():
    assert explorers.outputs(*during(load_views(), 2018, 2019)).scene().says.startswith("Monday 31 December 2018, New")


def test_what_the_line_is_off_by_on_the_days_of_the_calendar_is_told_beside_all_days(line):
    values = {"w": 0.82, "b": 1.0}
    off = [abs(1 + 0.82 * yesterday - today) for yesterday, today, _ in BY_HAND]
    said = line.answers(line.scene(**values), **values)[2]
    assert said.startswith(f"Off by {sum(off[-28:]) / 28:.2f}k on these 28 days, and by {sum(off) / 1460:.2f}k on all")


# The board.


def numbers_of(board, mark):
    return [number for number, button in enumerate(board.buttons, 1) if button.description == mark]


def test_the_function_begins_and_answers_each_square_that_is_pressed():
    board = explorers.board()
    assert numbers_of(board, "X") == [5]
    assert "In went “... ... ...”, and out came 5." in board.words.value
    board.buttons[0].click()
    assert numbers_of(board, "O") == [1]
    assert len(numbers_of(board, "X")) == 2
    assert "In went “O.. .X. ...”, and out came " in board.words.value


def test_a_square_that_is_taken_stays_as_it_is():
    board = explorers.board()
    for number in (5, 1, 1):
        board.press(number)
    assert board.squares.count("O") == 1
    assert board.squares[4] == "X"


def test_nobody_beats_the_function_whatever_they_press():
    board, endings, open_games = explorers.board(), set(), [()]
    while open_games:
        presses = open_games.pop()
        board.begin()
        for number in presses:
            board.press(number)
        if board.over:
            endings.add(board.words.value.split("came ")[1].split(". ")[1].split("<")[0])
        else:
            open_games += [(*presses, number) for number in numbers_of(board, "")]
    assert endings == {"X has won.", "Nobody has won."}


def test_when_the_game_is_over_nothing_can_be_pressed_until_another_begins():
    board = explorers.board()
    while not board.over:
        board.press(numbers_of(board, "")[0])
    ended = board.squares
    for button in board.buttons:
        button.click()
    assert board.squares == ended
    board.again.click()
    assert board.squares.count(".") == 8


def test_a_board_that_is_closed_leaves_no_widget():
    before = set(ipywidgets.widgets.widget._instances)
    explorers.board().close()
    assert set(ipywidgets.widgets.widget._instances) == before
