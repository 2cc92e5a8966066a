"""The end of the course: the reader's first line beside the last model, on the same days."""

import numpy as np

from mlcourse import functions
from mlcourse.experiments.models import ARTICLES, learned
from mlcourse.experiments.results import Job, by_validation, recipe
from mlcourse.experiments.sweep import examples
from mlcourse.fits import best
from mlcourse.interact.controls import played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.lessons.depth.hand_in import known
from mlcourse.lessons.shared import by_hand
from mlcourse.losses import mae
from mlcourse.names import called
from mlcourse.pictures.marks import Dots, Line, Segments
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import dated, say

STRETCH, WEEK = 42, 7  # days that are drawn, and by which it plays


def looking_back(mine):
    """Set the reader's first line, of lesson 1, beside the model that was handed in: the same days of 2021, and L′.

    Without a line of the reader's own the best one stands there, and without a model handed in (``...``) the first by
    2020. Raises ValueError for a name that no model has.
    """
    model = by_validation()[0] if mine is ... else mine
    known(model)
    train, rows = examples(Job("table", ARTICLES[0], model))
    last = learned(model, train, rows, **recipe(model))[2][0]
    own = by_hand.pair()
    line, yesterday = own or _best_line(train), rows.X[:, 0]
    first = functions.line(yesterday, *line)
    names = say("your first line") if own else say("the course’s first line"), called(model)
    losses, y = [mae(said, rows.label) for said in (first, last)], (0, 1.05 * max(rows.label.max(), first.max()))

    def draw(day):
        shown = slice(day, day + STRETCH)
        return Scene(
            *[
                _days(rows, said, shown, role, Axis(say("views (thousands)"), y), f"{name}: L′ = {loss:.2f}k")
                for said, role, name, loss in zip((first, last), ("rule", "prediction"), names, losses, strict=True)
            ],
            says=f"{_said(losses, names[1])} {_line(own is not None, *line)}",
            facts=_facts(rows, first, last, shown),
        )

    end = len(rows.label) - STRETCH
    explorer = Explorer(draw, day=played(range(0, end + 1, WEEK), 0, label=say("first day drawn")))
    return explorer.with_steps(steps.LOOKING_BACK)


def _best_line(train):
    (w,), b = best(train.X[:, :1], train.label)
    return w, b


def _days(rows, said, shown, role, y, title):
    """Draw some days, what was ``said`` of each, and its error."""
    at, came, dates = np.arange(STRETCH), rows.label[shown], rows.dates[shown]
    ticks = tuple((int(k), dated(dates[k], "short")) for k in at[::14])
    return Panel(
        Segments(at, came, said[shown], role="error", width=2),
        Line(at, said[shown], role=role, width=2),
        Dots(at, came, role="label", size=3, days=dates),
        **{"x": Axis(say("day of 2021"), (-1, STRETCH), ticks), "y": y, "title": title},
    )


def _facts(rows, first, last, shown):
    """Return what the step looks at: how far off both are in the days shown, and whether the last day is among them."""
    wrong = [np.abs(said - rows.label)[shown].mean() for said in (first, last)]
    return {"first": wrong[0], "last": wrong[1], "ends": shown.stop > len(rows.label) - WEEK}


def _said(losses, model):
    return say(
        "The same days of 2021, none of them seen: at the beginning off by [{first:.2f}k|error] a day, “{model}” by "
        "[{last:.2f}k|error].",
        **{"first": losses[0], "model": model, "last": losses[1]},
    )


def _line(own, w, b):
    """Say which line it is and, where it is not the reader's own, how to have that here."""
    if own:
        return say("The line is the one you drew by hand in 1.4: w = {w:g}, b = {b:g}.", w=w, b=b)
    return say(
        "For a line of your own here, solve the task of 1.4 and run this cell again; this is the best of all lines."
    )
