"""3.7 L′ is a sample: it depends on the days, and on what an error is counted in."""

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.interact.controls import choice, slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.days import from_day
from mlcourse.pictures.marks import Bars, Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import dated, say

SHARES = {"k": say("thousands"), "%": say("% of the day’s views")}


def window(seen, unseen, **rules):
    """Drag a window over days that were not learned from: ``L′`` is a sample, and stands beside ``L``.

    ``seen`` and ``unseen`` are examples, ``rules`` functions of their features ``X``, by name. Errors are counted in
    thousands of views, or as shares of the views that came on the day.
    """
    errors = {name.replace("_", " "): _errors(rule, seen, unseen) for name, rule in rules.items()}
    months, many = unseen.dates.astype("datetime64[M]"), len(unseen.dates)
    starts = np.unique(months, return_index=True)[1]
    ticks = tuple((int(at), dated(unseen.dates[at], "month")) for at in starts[::2])

    def draw(first, length, of, measured):
        before, wrong = errors[of][measured]
        monthly = np.array([wrong[months == months[at]].mean() for at in starts])
        L, inside = before.mean(), slice(first, first + length)
        return Scene(
            _by_day(wrong, inside, L, Axis(say("day"), (-3, many + 2), ticks), SHARES[measured]),
            _by_month(starts, monthly, L, Axis(say("month"), (-3, many + 2), ticks), SHARES[measured]),
            says=" ".join([_told(unseen.dates[inside], of, L, wrong[inside], wrong, measured), _lecture()]),
            facts=_facts(errors[of], measured, inside),
        )

    first, length = from_day(unseen.dates[: many - 27]), slider(7, many, 45, step=1)
    explorer = Explorer(draw, first=first, length=length, of=list(errors), measured=choice(SHARES))
    return explorer.with_steps(steps.WINDOW if {"the line", "as last week"} <= errors.keys() else ())


def _errors(rule, seen, unseen):
    """Return the errors on the days that were seen, and on those that were not, by what they are counted in."""
    off = [np.abs(rule(rows.X) - rows.label) for rows in (seen, unseen)]
    shares = [100 * each / rows.label for each, rows in zip(off, (seen, unseen), strict=True)]
    return {"k": off, "%": shares}


def _facts(errors, measured, inside):
    """Return what the steps look at: the mean errors before, in the window and on all days, as they are measured."""
    before, wrong = errors[measured]
    L, all_days = (each.mean() for each in errors["k"])
    told = {"L": before.mean(), "inside": wrong[inside].mean(), "every": wrong.mean()}
    return told | {"less": 100 * (1 - all_days / L)}


def _told(dates, name, L, inside, wrong, measured):
    told = {"first": dates[0], "last": dates[-1], "days": len(dates), "name": plain(name), "L": L}
    told |= {"inside": inside.mean(), "many": len(wrong), "all": wrong.mean()}
    if measured == "k":
        return say(
            "From {first:short} to {last:short}, {days} days, “{name}” is off by [L′ = {inside:.2f}k|unseen] a day; "
            "over all {many} days by {all:.2f}k. On the days that were learned from it was [L = {L:.2f}k|error].",
            **told,
        )
    return say(
        "From {first:short} to {last:short}, {days} days, “{name}” is off by [{inside:.1f} %|unseen] of the day’s "
        "views; over all {many} days by {all:.1f} %. On the days that were learned from it was [{L:.1f} %|error].",
        **told,
    )


def _lecture():
    L, unseen = LECTURE["linear, 1 day"]
    return say("The lecture’s line: L = {L:.2f}k, and L′ = {unseen:.2f}k on 45 days.", L=L, unseen=unseen)


def _by_day(wrong, seen, L, x, unit):
    """Draw the error of every day, those ``seen``, a slice, strong, and over them their mean; dashed is ``L``."""
    days, top = np.arange(len(wrong)), 1.08 * wrong.max()
    inside, mean = days[seen], wrong[seen].mean()
    return Panel(
        Segments(days, np.zeros(len(days)), wrong, role="error", width=1, opacity=0.35),
        Segments(inside, 0 * inside, wrong[inside], role="error", width=1.5),
        Line(x.limits, [L, L], role="error", width=1.5, dashed=True),
        Line(inside[[0, -1]], [mean, mean], role="unseen", width=4),
        Handle(seen.start, mean, right={"first": 1.0}, label=say("drag"), side="above", role="unseen"),
        Handle(inside[-1], mean, right={"length": 1.0}, role="unseen"),
        x=x,
        y=Axis(say("error ({unit})", unit=unit), (0, top)),
    )


def _by_month(starts, losses, L, x, unit):
    """Draw ``L′`` of each month, and ``L`` of all days that were learned from."""
    top = 1.2 * max(L, losses.max())
    return Panel(
        Bars(starts + 15, losses, role="unseen", width=24, opacity=0.75),
        Line(x.limits, [L, L], role="error", width=1.5, dashed=True),
        Text(x.limits[1], L, say("L, on the days learned from"), side="left", role="error", size=0.9),
        x=x,
        y=Axis(say("L′ of each month ({unit})", unit=unit), (0, top)),
    )
