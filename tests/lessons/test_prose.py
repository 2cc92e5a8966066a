"""What the lessons say about the data and about results is what these say."""

import json
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from what_we_saw_in_1_to_3 import SAW, SO
from what_we_saw_in_4_and_5 import SO as SO_OF_UNITS

import mlcourse
from mlcourse.data import LECTURE, during, lagged, load_views, weekday
from mlcourse.data.holidays import holidays
from mlcourse.experiments import models
from mlcourse.experiments.claims import CLAIMS, ahead, verdict
from mlcourse.experiments.models import ARTICLES, EPOCHS, FITS, FIXED, NETS, RATES
from mlcourse.experiments.results import Losses, by_validation, committed
from mlcourse.fits import best
from mlcourse.lessons.depth.explorers import by_heart, depths, late, overfitting, worst_days
from mlcourse.network import parameters
from mlcourse.verdict import WORDS, Outcome, Verdict

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
RESULTS, _ = committed()
L, UNSEEN = (Losses(RESULTS, of) for of in ("L", "unseen"))
SEEN, UNSEEN_DAYS = (during(lagged(*load_views(), 56), *years) for years in ((2017, 2020), (2021,)))


def prose(number):
    (path,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "markdown"]
    return " ".join(" ".join("".join(cell["source"]) for cell in cells).split())


def grouped(number):
    return f"{number:,}".replace(",", " ")


def falls(losses):
    return bool((np.diff(losses, axis=0) < 0).all())


def worst():
    """The worst days of 2021, by a model without a draw: ``[(day in words, its name or nothing), …]``."""
    table = worst_days(UNSEEN_DAYS, models.learned("exact, 56 days", SEEN, UNSEEN_DAYS)[2][0])
    return [(row[0], row[4].replace("no holiday", "")) for row in table.rows]


def far_days_come_back():
    """Whether most days far above the usual are followed by a lower one, and most far below by a higher one."""
    yesterday, today = SEEN.X[:, 0], SEEN.label
    low, high = np.quantile(yesterday, [0.1, 0.9])
    return (today < yesterday)[yesterday > high].mean() > 0.5 < (today > yesterday)[yesterday < low].mean()


def with_holidays(learned, asked, columns):
    """The loss on the days ``asked`` of a linear model with more ``columns``, a function of examples; and its weights.

    Without any columns it is that of 56 days alone.
    """
    X, X_asked = (np.column_stack([rows.X, *columns(rows)]) for rows in (learned, asked))
    w, b = best(X, learned.label)
    return np.abs(X_asked @ w + b - asked.label).mean(), w[56:]


def fixed(rows):
    """A column for holidays, and one for the days after them."""
    return [holidays(rows.dates - k) != "" for k in (0, 1)]


def on_weekdays(rows, days=(0, 1)):
    """The same, on weekdays only."""
    return [(holidays(rows.dates - k) != "") & (weekday(rows.dates - k) < 5) for k in days]


def in_shares(rows):
    """The same as at first, in shares of the last week."""
    return [rows.X[:, :7].mean(axis=1) * each for each in fixed(rows)]


def share(rows, days=(0, 1)):
    """The same, on weekdays only, and in shares of the last week."""
    return [rows.X[:, :7].mean(axis=1) * each for each in on_weekdays(rows, days)]


YEARS = [(during(SEEN, 2017, 2019), during(SEEN, 2020)), (SEEN, UNSEEN_DAYS)]


def change(columns):
    """By how much the loss on 2020, and that on 2021, change with these columns."""
    return [with_holidays(*years, columns)[0] - with_holidays(*years, lambda rows: [])[0] for years in YEARS]


def first_below_second_above():
    first, second = with_holidays(*YEARS[0], fixed)[1]
    return first < 0 < second


def lectures(of, *models):
    return np.array([LECTURE[model][of] for model in models])


HELD = Losses(RESULTS, part="validation")
FIRST, *OTHERS = by_validation()
AHEAD = {model: ahead(HELD, FIRST, model) for model in OTHERS}  # in how many seeds the first of 2020 is
OPEN = [model for model, found in AHEAD.items() if found.outcome is not Outcome.HOLDS]


def gaps_grow():
    """Whether the gap is wider with three months than with four years, and with 4 layers than with 1."""
    picture, gap = overfitting(SEEN, UNSEEN_DAYS), {}
    for layers, days, epoch in ((1, 90, 60), (4, 90, 60), (1, 1405, 20)):
        L, unseen = map(
            float, re.findall(r"= ([\d.]+)k", picture.scene(layers=layers, days=days, epoch=epoch).says)[:2]
        )
        gap[layers, days] = unseen - L
    return gap[1, 90] > 3 * gap[1, 1405] and gap[4, 90] > gap[1, 90]


def linear_is_late():
    said = models.learned("exact, 56 days", SEEN, UNSEEN_DAYS)[2][0]
    alike = [late(UNSEEN_DAYS, linear=said).scene(shift=shift).panels[1].marks[1].height[0] for shift in (0, 1)]
    return alike[1] > alike[0]


DEPTHS = "100 ReLU", "2 layers", "3 layers", "4 layers"
# A sentence of a lesson, and whether it is so. Where a sentence is changed, its line here has to be, too.
SAID = {
    ("01", "Few people look up a standard deviation on a Saturday."): lambda: (
        min(range(7), key=lambda day: SEEN.label[weekday(SEEN.dates) == day].mean()) == 5
    ),
    ("01", "After a day far above the usual the next one is mostly lower, after a day far below it is mostly higher"): (
        far_days_come_back
    ),
    ("05", "of the same tries, did best for it on 2020"): lambda: all(
        {each[3:5] for each in RESULTS if each[:3] == ("choice", ARTICLES[0], model)} == set(product(RATES, EPOCHS))
        for model in ("100 ReLU", "100 sigmoid")
    ),
    ("05", "nine of ten happen by chance about once in a hundred times, and you may believe them."): lambda: (
        Verdict(9, 10).outcome is Outcome.HOLDS
    ),
    ("05", "you will see why eight of ten are not enough."): lambda: Verdict(8, 10).outcome is Outcome.OPEN,
    ("05", "More ReLUs lowered $L$ with every seed."): lambda: falls([L[f"{units} ReLU"] for units in (10, 100, 1000)]),
    ("05", "with their 14 parameters, beside a thousand ReLUs with"): lambda: FITS["seven lines"][1] == 14,
    ("05", f"a thousand ReLUs with {grouped(parameters([56, 1000, 1]))}?"): lambda: True,
    ("06", "Its $L$ falls with every layer, and its $L'$ falls up to the third."): lambda: (
        falls(lectures(0, *DEPTHS)) and falls(lectures(1, *DEPTHS[:3])) and not falls(lectures(1, *DEPTHS))
    ),
    ("06", "Its $L$ went down from 0.14k to 0.10k, and its $L'$ went up from 0.38k to 0.44k."): lambda: (
        LECTURE["3 layers"] == (0.14, 0.38) and LECTURE["4 layers"] == (0.10, 0.44)
    ),
    ("06", f"With {grouped(parameters([56, *NETS['4 layers'].hidden, 1]))} parameters and {len(SEEN.label)} days"): (
        lambda: True
    ),
    ("06", f"How does one get {grouped(parameters([56, *NETS['3 layers'].hidden, 1]))} slopes"): lambda: True,
    ("06", "one layer of 448, which has as many parameters, or nearly"): lambda: NETS["448 ReLU"].hidden == (448,),
    ("06", "How many people read this page tomorrow does not seem to be."): lambda: (
        verdict("deep_beats_fat", RESULTS).outcome is Outcome.FAILS
    ),
    ("06", "the damage is mostly prevented. Let $L$ choose, and the lecture's story is here again."): lambda: (
        verdict("fourth_layer_overfits", RESULTS).outcome is not Outcome.HOLDS
        and verdict("fourth_layer_overfits", RESULTS, part="long").outcome is Outcome.HOLDS
        and verdict("each_layer_lowers_L", RESULTS, part="long").outcome is Outcome.HOLDS
    ),
    ("06", "Here it is other holidays, and the return from them:"): lambda: any(name for _, name in worst()),
    ("06", "some of the worst days without a name lie in January"): lambda: (
        len([day for day, name in worst() if "January" in day and not name]) > 1
    ),
    ("06", "The first is below 0: on a holiday fewer people read. The second is above 0:"): first_below_second_above,
    ("06", "The two columns of the worked solution help on 2020, and do harm on 2021."): lambda: (
        change(fixed)[0] < 0 < change(fixed)[1]
    ),
    ("06", "learned when more people read the page"): lambda: UNSEEN_DAYS.label.mean() < 0.8 * SEEN.label.mean(),
    ("06", "on weekdays only, it helps on 2020, by 0.018k, and on 2021 hardly, by 0.002k."): lambda: (
        [f"{loss:.3f}" for loss in change(share)] == ["-0.018", "-0.002"]
    ),
    ("06", "Either of the two alone does harm on 2021."): lambda: change(on_weekdays)[1] > 0 < change(in_shares)[1],
    ("06", "A third column, for `dates - 7`, helps by 0.019k and 0.010k:"): lambda: (
        [f"{loss:.3f}" for loss in change(lambda rows: share(rows, (0, 1, 7)))] == ["-0.019", "-0.010"]
    ),
    (
        "06",
        "In lesson 5 more ReLUs lowered our $L$ with every seed, and each further layer brings 10 100 parameters.",
    ): (
        lambda: (
            falls([L[f"{units} ReLU"] for units in (10, 100, 1000)])
            and parameters([56, 100, 100, 1]) - parameters([56, 100, 1]) == 10_100
        )
    ),
    ("06", "In lesson 5 ten times as many ReLUs, trained so, moved $L'$ by about 2 per cent."): lambda: (
        abs(abs(UNSEEN.median("1000 ReLU") / UNSEEN.median("100 ReLU") - 1) - 0.02) < 0.005
    ),
    (
        "06",
        "That it is so in 0 of 10 seeds proves nothing either: by chance alone four models",
    ): lambda: (
        verdict("each_layer_lowers_L", RESULTS) == Verdict(0, 10, chance=1 / 24)
        and verdict("each_layer_lowers_L", RESULTS).outcome is Outcome.OPEN
    ),
    ("06", "An epoch of 3 months is 3 updates, one of 4 years 44."): lambda: (
        [-(-days // FIXED["batch_size"]) for days in (90, len(SEEN.label))] == [3, 44]
    ),
    ("06", "The best by the validation year is 448 ReLUs in a single layer."): lambda: FIRST == "448 ReLU",
    ("06", "three hidden layers make four."): lambda: "4 layers with weights, 3" in depths().scene().says,
    ("06", "It chose among 15 recipes for each of them, and now it is to choose among the models."): lambda: (
        len(RATES) * len(EPOCHS) == 15 and models.YEARS["choice"] == models.YEARS["validation"]
    ),
    ("06", "Of the 18 others 2020 cannot tell 4 from the first, and two of these have no hidden layer."): lambda: (
        len(AHEAD) == 18 and len(OPEN) == 4 and sum(NETS.get(model, models.Net()).hidden == () for model in OPEN) == 2
    ),
    ("06", "All the rest are behind it in 9 or 10 of 10 seeds."): lambda: all(
        found.k in (9, 10) and found.n == 10 for model, found in AHEAD.items() if model not in OPEN
    ),
    ("06", "three layers and four; there the rise is plain with us, too, in each of 10 seeds."): lambda: (
        verdict("fourth_layer_overfits", RESULTS, part="long")[:2] == (10, 10)
    ),
    ("06", "with three months the gap is several times as wide. From 1 layer to 4 it is the gap that grows."): (
        gaps_grow
    ),
    ("06", "The linear model is late: moved by one day its surprises are more like the real ones"): linear_is_late,
    ("06", "With 11 there is a corner on each: $L$ is 0, and $L'$ is larger than with a single piece."): (
        lambda: (
            by_heart(SEEN, UNSEEN_DAYS).scene(pieces=11, dice=0).says.startswith("11 pieces through 12 days: L = 0.00k")
        )
    ),
    ("06", "Fourteen parameters and one idea are a strong opponent."): lambda: (
        UNSEEN.median("seven lines") < UNSEEN.median("exact, 56 days")
    ),
}

SAID |= SO | {each: lambda: True for each in SAW}
SAID |= SO_OF_UNITS


@pytest.mark.parametrize(("lesson", "sentence"), SAID)
def test_a_sentence_about_results_stands_in_its_lesson_and_is_so(lesson, sentence):
    assert sentence in prose(lesson)
    assert SAID[lesson, sentence]()


@pytest.mark.parametrize("lesson", ["06"])
def test_under_a_list_of_questions_stands_folded_what_we_saw(lesson):
    (path,) = NOTEBOOKS.glob(f"{lesson}_*.ipynb")
    sources = ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]
    asking = [k for k, text in enumerate(sources) if re.search(r"^- .*\?", text, re.M)]
    assert asking
    for k in asking:
        assert sources[k + 1].startswith("<details>\n<summary>What we saw</summary>\n\n"), sources[k]
        assert sources[k + 1].endswith("\n\n</details>")


DIGITS = "|".join(sorted({f"{loss:.2f}" for pair in LECTURE.values() for loss in pair}))
LOSSES_OF_THE_LECTURE = re.compile(rf"\b(?:{DIGITS})k")


def test_no_loss_of_the_lecture_is_typed_in_code():
    lessons = Path(mlcourse.__file__).parent / "lessons"
    typed = {str(path): LOSSES_OF_THE_LECTURE.findall(path.read_text("utf-8")) for path in lessons.rglob("*.py")}
    for path in NOTEBOOKS.glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        typed[path.name] = LOSSES_OF_THE_LECTURE.findall(code)
    assert {name: found for name, found in typed.items() if found} == {}


@pytest.mark.parametrize("lesson", ["01", "02", "03", "04", "05", "06"])
def test_a_loss_of_the_lecture_in_prose_stands_in_a_sentence_that_is_held(lesson):
    rest = prose(lesson)
    for number, sentence in SAID:
        rest = rest.replace(sentence, "") if number == lesson else rest
    assert LOSSES_OF_THE_LECTURE.findall(rest) == []


@pytest.mark.parametrize("lesson", ["05", "06"])
def test_prose_gives_no_verdict_of_its_own(lesson):
    """A verdict comes from the results, in a table or an answer; prose only explains what the words mean."""
    for word, _ in WORDS.values():
        for claim in CLAIMS.values():
            assert f"{claim.words} {word}" not in prose(lesson)
