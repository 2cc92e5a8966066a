"""3.7 L′ is a sample: it depends on the days."""

import numpy as np

from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.pictures.marks import Bars, Handle, Line, Segments
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import dated, say


def window(dates, **errors):
    """Drag a window over days that were not learned from: ``L′`` is a sample, and depends on which days it saw.

    ``errors`` are absolute errors of named rules or models, thousands, ``(N,)`` like ``dates``.
    """
    errors = {name.replace("_", " "): wrong for name, wrong in errors.items()}
    months, many = dates.astype("datetime64[M]"), len(dates)
    starts = np.unique(months, return_index=True)[1]
    by_month = {name: np.array([wrong[months == months[at]].mean() for at in starts]) for name, wrong in errors.items()}
    top, highest = (1.08 * max(each.max() for each in of.values()) for of in (errors, by_month))
    ticks = tuple((int(at), dated(dates[at], "month")) for at in starts[::2])

    def draw(first, length, of):
        wrong, monthly, seen = errors[of], by_month[of], slice(first, first + length)
        L, mean = wrong[seen].mean(), wrong.mean()
        return Scene(
            _by_day(wrong, seen, L, Axis(say("day"), (-3, many + 2), ticks), top),
            _by_month(starts, monthly, mean, Axis(say("month"), (-3, many + 2), ticks), highest),
            says=say(
                "From {first:short} to {last:short} “{name}” is off by [L′ = {L:.2f}k|unseen] a day; over all {many} "
                "days by {mean:.2f}k. The months go from {least:.2f}k to {most:.2f}k.",
                **{"first": dates[first], "last": dates[seen][-1], "name": plain(of), "L": L, "many": many},
                **{"mean": mean, "least": monthly.min(), "most": monthly.max()},
            ),
        )

    return Explorer(draw, first=range(many - 27), length=slider(7, many, 45, step=1), of=list(errors))


def _by_day(wrong, seen, L, x, top):
    """Draw the error of every day, those ``seen``, a slice, strong, and over them their mean ``L``."""
    days = np.arange(len(wrong))
    inside = days[seen]
    return Panel(
        Segments(days, np.zeros(len(days)), wrong, role="error", width=1, opacity=0.35),
        Segments(inside, 0 * inside, wrong[inside], role="error", width=1.5),
        Line(inside[[0, -1]], [L, L], role="unseen", width=4),
        Handle(seen.start, L, right={"first": 1.0}, label=say("drag"), side="above", role="unseen"),
        x=x,
        y=Axis(say("error (thousands)"), (0, top)),
    )


def _by_month(starts, losses, mean, x, highest):
    return Panel(
        Bars(starts + 15, losses, role="unseen", width=24, opacity=0.75),
        Line([x.limits[0], x.limits[1] - 2], [mean, mean], role="quiet", width=1.5, dashed=True),
        x=x,
        y=Axis(say("L′ of each month (thousands)"), (0, highest)),
    )
