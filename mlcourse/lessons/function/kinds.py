"""1.2 Kinds of output: a number, a class, a structure."""

import numpy as np
from ipywidgets import SelectionSlider

from mlcourse import functions
from mlcourse.data import weekday, whole_weeks
from mlcourse.data.holidays import holidays
from mlcourse.interact.controls import LAYOUT, STYLE, Dice
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.function import steps
from mlcourse.lessons.shared.days import DAYS_OF_WEEK, VIEWS, apart
from mlcourse.pictures.marks import Bars, Dots, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import dated, say

FORTNIGHT = 14


def outputs(dates, views):
    """Ask one data set three questions: a number, a class, and a thing with structure. Move the day, throw the dice.

    ``dates`` and ``views`` (thousands) are daily, of shape ``(N,)``.
    """
    weeks, names = whole_weeks(dates, views), holidays(dates)
    days = [(dated(dates[day]), day) for day in range(-366, -2)]  # 1.4 asks for the last

    def draw(day, again):
        before, today, tomorrow = views[day - 7 : day], views[day], views[day + 1]
        number, kind = functions.as_yesterday(today), functions.weekday_or_weekend(today, before)
        right = kind == ("weekday" if weekday(dates[day]) < 5 else "weekend")
        week, made, shown = functions.plausible_week(weeks, seed=again), again + 1, slice(day - FORTNIGHT, day + 1)
        told = {"today": dates[day], "holiday": str(names[day]), "off": apart(number, tomorrow)}
        answers = {"kind": kind, "said": KINDS[kind], "right": right, "share": today / before.mean(), "number": made}
        return Scene(
            _number(views[shown], dates[shown], number, tomorrow),
            _class(before, today, kind),
            _structure(weeks, week),
            says=" ".join([_tomorrow(number=number, tomorrow=tomorrow, **told), _today(kind, right), _made_up(made)]),
            facts=told | answers,
        )

    slider = SelectionSlider(options=days, layout=LAYOUT, style=STYLE)
    return Explorer(draw, day=slider, again=Dice(say("make up another week"))).with_steps(steps.OUTPUTS)


KINDS = {"weekday": say("weekday"), "weekend": say("weekend")}


def _tomorrow(holiday, **told):
    if holiday:
        return say(
            "{today:full}, {holiday}. Tomorrow: [{number:.2f}k|prediction] views, a number; {tomorrow:.2f}k came, off "
            "by [{off:.2f}k|error].",
            holiday=holiday,
            **told,
        )
    return say(
        "{today:full}. Tomorrow: [{number:.2f}k|prediction] views, a number; {tomorrow:.2f}k came, off by "
        "[{off:.2f}k|error].",
        **told,
    )


def _today(kind, right):
    if right:
        return say("Today: “[{kind}|prediction]”, one of two classes; that is [right|ink].", kind=KINDS[kind])
    return say("Today: “[{kind}|prediction]”, one of two classes; that is [wrong|error].", kind=KINDS[kind])


def _made_up(number):
    return say("And a [whole week|prediction], number {number}, that never happened.", number=number)


def _number(fortnight, dates, number, tomorrow):
    days = np.arange(-FORTNIGHT, 1)
    return Panel(
        Line(days, fortnight, role="data", width=1.5),
        Dots(days, fortnight, role="label", days=dates),
        Segments([1], [tomorrow], [number], role="error"),
        Dots([1], [tomorrow], role="label", days=dates[-1:] + 1),
        Dots([1], [number], role="prediction", size=5),
        Text(1, number, say("{views:.2f}k", views=number), role="prediction", side="right"),
        x=Axis(say("days from today"), (-FORTNIGHT - 1, 9), ((-14, "−14"), (-7, "−7"), (0, say("today")))),
        y=Axis(say("views (thousands)"), VIEWS),
        title=say("a number"),
    )


def _class(before, today, kind):
    """Draw the week before, the share of its mean that the rule asks for, and today."""
    threshold, first = functions.SHARE * before.mean(), -len(before)
    return Panel(
        Bars(np.arange(first, 0), before, role="data", opacity=0.5),
        Bars([0], [today], role="prediction"),
        Line([first - 1, 1], [threshold, threshold], role="rule", width=2, dashed=True),
        Text(first / 2, 17.5, KINDS[kind], role="prediction", side="centre", size=1.6),
        x=Axis(
            say("dashes: {share:g} × the mean of that week", share=functions.SHARE),
            (first - 1, 1),
            ((first / 2, say("the week before")), (0, say("today"))),
        ),
        y=Axis(say("views (thousands)"), VIEWS),
        title=say("a class"),
    )


def _structure(weeks, week):
    days = np.arange(7)
    return Panel(
        Line(days, weeks, role="data", width=1, opacity=0.07),
        Line(days, week, role="prediction"),
        Dots(days, week, role="prediction", size=4),
        x=Axis(say("made up, over all real weeks"), (-0.5, 6.5), DAYS_OF_WEEK),
        y=Axis(say("views (thousands)"), VIEWS),
        title=say("a structure"),
    )
