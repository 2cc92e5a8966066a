"""6.7 The day after the last one, as a picture."""

import numpy as np

from mlcourse.data import load_views
from mlcourse.experiments.results import Losses
from mlcourse.experiments.sweep import forecast, live
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.lessons.depth.hand_in import known, still_sealed
from mlcourse.names import called
from mlcourse.pictures.marks import Dots, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import dated, say

WEEK, SEEDS = 7, 3  # days; networks that are trained


def tomorrow(mine):
    """Let the model that was handed in predict the day after the last one in the file, and draw it behind the last.

    It learns from all the days there are. Until a model is handed in (``...``) nothing is shown, for the last days are
    sealed ones. Raises ValueError for a name that no model has.
    """
    if mine is ...:
        return still_sealed(say("tomorrow"))
    known(mine)
    off = Losses(live([mine], SEEDS, "sealed"), part="sealed").median(mine)
    return foretold(*load_views(), mine, *forecast(mine, SEEDS), off)


def foretold(dates, views, model, day, said, off):
    """Draw the last of ``dates`` and ``views``, and what was ``said`` of the ``day`` after them, with its usual error.

    ``said`` are the predictions of a model's seeds, (seeds,); ``off`` is how far off it was on a sealed day.
    """
    tick, median = int((day - dates[-1]).astype(int)), float(np.median(said))

    def draw(days):
        at, last = np.arange(1 - days, 1), views[-days:]
        weeks = np.abs(views[-days:] - views[-days - WEEK : -WEEK]).mean()
        ticks = tuple((int(k), dated(dates[-1] + k, "short")) for k in at[:: -max(WEEK, days // 4)][::-1])
        return Scene(
            Panel(
                Line(at, last, role="label", width=1.5, opacity=0.5),
                Dots(at, last, role="label", days=dates[-days:]),
                Segments([tick], [median - off], [median + off], role="error", width=10, opacity=0.5),
                Dots([tick], [median], role="prediction", size=4, days=[day]),
                Text(tick, median, say("{views:.2f}k", views=median), role="prediction", side="right"),
                x=Axis(say("day"), (-days, 0.12 * days + 2), ticks),
                y=Axis(say("views (thousands)"), (0, 1.15 * max(views[-180:].max(), median + off))),
            ),
            says=_said(called(model), day, median, off, np.ptp(said)),
            facts={"weeks": weeks, "off": off, "half_a_year": 26 * WEEK},
        )

    return Explorer(draw, days=slider(28, 182, 56, step=7)).with_steps(steps.TOMORROW)


def _said(model, day, views, off, spread):
    """Say what a model predicts, and how far off it was on a day of the sealed years, on average."""
    return " ".join(
        [
            say(
                "“{model}” says [{views:.2f}k|prediction] for {day:full}, and is usually off by [{off:.2f}k|error], "
                "as it was on a day of 2022 to 2024.",
                **{"model": model, "views": views, "day": day, "off": off},
            ),
            say("Another seed moves it by {spread:.2f}k.", spread=spread),
        ]
    )
