"""What explorers and tables show comes from the catalogue, so that another language is a catalogue and no fork.

A process of its own has a catalogue that puts every sentence in brackets, from the first import on: whatever a reader
would see without brackets was never said.
"""

import gettext
import json
import re
import subprocess
import sys

import pytest

# What has the same name in every language, besides models and articles; and what a reader wrote.
NAMES = ["ReLU", "SGD", "Adam", "MAE", "MSE", "AlexNet", "VGG", "GoogLeNet", "ResNet", "sigmoid(", "max(", "Wx"]
NAMES += ["linear", "mine"]  # models of a reader


class Brackets:
    """A catalogue of a language in which every sentence stands in brackets."""

    def gettext(self, template):
        return f"⟦{template}⟧"

    def ngettext(self, one, many, n):
        return f"⟦{one if n == 1 else many}⟧"


def main():
    """Print as JSON what is to be seen, ``[[where, text], …]``."""
    gettext.translation = lambda *_, **__: Brackets()  # before anything of the course is imported
    print(json.dumps(list(_seen())))


def _seen():
    from mlcourse.interact.explorer import Explorer

    for name, shown, moves in _shown():
        if not isinstance(shown, Explorer):
            yield from ((name, str(text)) for text in [*shown.head, *shown.rows[0], shown.under])
            continue
        yield from ((name, text) for text in _of_controls(shown))
        for moved in ({}, *moves):
            yield from ((name, text) for text in _of_scene(shown.scene(**moved)))


def _shown():
    """Yield what is shown: ``(name, explorer or table, where else to look)``."""
    yield from _lessons_1_to_3()
    yield from _lessons_4_to_6()


def _lessons_1_to_3():
    from mlcourse.data import during, lagged, load_views
    from mlcourse.lessons.descent import explorers as descent
    from mlcourse.lessons.function import explorers as function
    from mlcourse.lessons.loss import explorers as loss

    (rows, unseen), (week, _) = (
        [during(lagged(*load_views(), days), *years) for years in ((2017, 2020), (2021,))] for days in (1, 7)
    )
    X, label, dates = rows
    x = X[:, 0]
    yield from (
        ("fit", function.fit(lambda x, w=1.0: w * x, x, label, dates), []),
        ("line", function.line(x, label, dates), []),
        ("outputs", function.outputs(*load_views()), [{"again": 1}]),
        ("brute_force", loss.brute_force(x, label), [{"parameters": 3}]),
        ("certainty", loss.certainty(), []),
        ("errors", loss.errors(x, label), [{"n": 1}]),
        ("landscape", loss.landscape(x, label), []),
        ("sinking", loss.sinking(x, label), []),
        ("ten_days", loss.ten_days(x[:10], label[:10]), []),
        ("weekday_or_weekend", loss.weekday_or_weekend(*week), []),
        ("arg_min", descent.arg_min(), []),
        ("centring", descent.centring(x, label), []),
        ("more_days", descent.more_days(load_views()), []),
        ("one_parameter", descent.one_parameter(), [{"start": 0.0}, {"update": 100}, {"η": 1.2, "update": 100}]),
        ("random_starts", descent.random_starts(label, dates), []),
        ("secant", descent.secant(), []),
        ("sentence", descent.sentence(x, label), []),
        ("seven_lines", descent.seven_lines(x, label, dates), []),
        ("steps_of_mae", descent.steps_of_mae(x, label), []),
        ("two_parameters", descent.two_parameters(x, label), [{"sign": -1, "update": 9}]),
        ("two_slopes", descent.two_slopes(x, label), []),
        ("window", descent.window(unseen.dates, mine=unseen.label), []),
    )


def _lessons_4_to_6():
    import numpy as np

    from mlcourse import experiments
    from mlcourse.data import during, lagged, load_views
    from mlcourse.lessons.depth import explorers as depth
    from mlcourse.lessons.relu import explorers as relu
    from mlcourse.lessons.sigmoids import explorers as sigmoids
    from mlcourse.practice import boards

    day, week, eight_weeks = (
        [during(lagged(*load_views(), days), *years) for years in ((2017, 2020), (2021,))] for days in (1, 7, 56)
    )
    (rows, _), (_, unseen) = day, week
    x, told = rows.X[:, 0], {"linear": unseen.label}
    yield from (
        ("any_curve", sigmoids.any_curve(), [{"curve": "bump"}]),
        ("batch_paths", sigmoids.batch_paths(x, rows.label), [{"update": 1, "η": 0.1}]),
        ("batches", sigmoids.batches(x, rows.label), [{"N": 10, "B": 20}]),
        ("bend", sigmoids.bend(rows.label, rows.dates), [{"n": 1}]),
        ("bend_yesterday", sigmoids.bend_yesterday(*day), []),
        ("build", sigmoids.build(), [{"soft": 0.5, "x": 11.9}]),
        ("learn", sigmoids.learn(), [{"start": "alike", "update": 5}, {"curve": "staircase", "η": 0.3, "n": 50}]),
        ("matrices", sigmoids.matrices([5, 6, 7, 8]), [{"follow": "x₄"}]),
        ("one_sigmoid", sigmoids.one_sigmoid(), [{"w": 0.0}]),
        ("optimizers", sigmoids.optimizers(), []),
        ("straight", sigmoids.straight(rows.label, rows.dates), []),
        ("theta", sigmoids.theta(), [{"features": 56}]),
        ("draws", relu.draws(*eight_weeks), [{"epoch": 1}]),
        ("exact_pair", relu.exact_pair(), []),
        ("race", relu.race(*eight_weeks), [{"epoch": 1}]),
        ("swap", relu.swap(), [{"activation": "none", "update": 1}]),
        ("two_relus", relu.two_relus(), [{"c1": 1.5, "b1": 5.0, "c2": -1.5, "b2": 3.0}]),
        ("deep_or_fat", depth.deep_or_fat(*eight_weeks), [{"epoch": 1}]),
        ("depths", depth.depths(), [{"yours": 9}]),
        ("derivative", depth.derivative(unseen), []),
        ("folded", depth.folded(), [{"epoch": 1}]),
        ("late", depth.late(unseen, **told), [{"shift": -1}]),
        ("layers", depth.layers(np.array([5.0, 6.0, 7.0])), [{"words": "names"}]),
        ("overfitting", depth.overfitting(*eight_weeks), [{"epoch": 1}]),
        ("tables", depth.tables(), [{"days": "window", "article": "periodic_table"}]),
        ("unfolded", depth.unfolded(), []),
        ("worst_days", depth.worst_days(unseen, unseen.label + 1), []),
        ("by_holiday", depth.by_holiday(unseen, **told), []),
        ("validation_table", experiments.validation_table(), []),
        ("losses_table", experiments.losses_table(["10 ReLU"]), []),
        ("opened", experiments.opened(...), []),
        ("ledger", boards.ledger([]), []),
        ("leaderboard", boards.leaderboard({"as last week": (1.0, 2.0), "mine": (0.5, 1.5)}), []),
    )


def _of_controls(explorer):
    for control in explorer.controls.values():
        yield from (label for label, _ in getattr(control, "options", ()))
    yield from (mover.description for mover in explorer.children if hasattr(mover, "throws") or hasattr(mover, "first"))


def _of_scene(scene):
    from mlcourse.pictures.marks import Handle, Text

    yield scene.says
    for panel in scene.panels:
        yield panel.title
        for axis in (panel.x, panel.y):
            yield axis.label
            yield from (text for _, text in axis.ticks or ())
        yield from (mark.text for mark in panel.marks if isinstance(mark, Text))
        yield from (mark.label for mark in panel.marks if isinstance(mark, Handle))


@pytest.fixture(scope="module")
def seen():
    return json.loads(subprocess.run([sys.executable, __file__], stdout=subprocess.PIPE, check=True).stdout)


def left_over(text):
    """Return what is to be read outside of all brackets, but for names, markup and single letters."""
    from mlcourse.experiments.models import ARTICLES, FITS, NETS

    text, found = re.sub(r"<[^>]*>|\|\w+\]", "", text), 1
    while found:
        text, found = re.subn(r"⟦[^⟦⟧]*⟧", " ", text)
    names = [*NAMES, *FITS, *NETS, *(article.replace("_", " ") for article in ARTICLES)]
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return re.findall(r"[A-Za-z]{2,}", text)


def test_words_outside_of_what_was_said_are_found():
    assert left_over("⟦After ⟦3 updates⟧⟧ and then [ReLU|path] L′, 4 layers, <b>3 days</b>") == ["and", "then", "days"]


def test_whatever_is_shown_was_said(seen):
    assert [(where, text) for where, text in seen if left_over(text)] == []


def test_it_was_looked_at_all_that_is_shown(seen):
    assert len({where for where, _ in seen}) == 55


if __name__ == "__main__":
    main()
