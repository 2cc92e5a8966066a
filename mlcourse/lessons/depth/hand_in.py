"""6.7 A model is handed in, defended by 2020, and judged by years that nobody has looked at."""

import numpy as np

from mlcourse.experiments.claims import ahead
from mlcourse.experiments.models import FITS, NETS
from mlcourse.experiments.results import Losses, by_validation, committed, with_spread
from mlcourse.experiments.sweep import live
from mlcourse.interact.controls import played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import handed_in, steps
from mlcourse.lessons.depth.validation import ticks
from mlcourse.names import called
from mlcourse.network import refuse_unknown
from mlcourse.page import Table, bold
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.verdict import Outcome
from mlcourse.words import say


def defended(mine):
    """Show which models 2020 can tell from the first of its list, by its seeds, and how the reader's own stands there.

    Until a model is handed in (``...``) nothing is shown. Raises ValueError for a name that no model has.
    """
    if mine is ...:
        return still_sealed(say("defensible by 2020?"))
    known(mine)
    held, (first, *others) = Losses(committed()[0], part="validation"), by_validation()
    found = {other: ahead(held, first, other) for other in others}
    rows = [[called(first), with_spread(held[first]), "–", say("the first")]]
    for other, verdict in found.items():
        apart = say("against 2020") if verdict.outcome is Outcome.HOLDS else say("defensible by 2020")
        rows.append([called(other), with_spread(held[other]), say("{k} of {n}", k=verdict.k, n=verdict.n), apart])
    place = [first, *others].index(mine)
    rows[place][0] = _mine(mine)
    heads = [say("model"), say("loss on 2020"), say("seeds in which the first is ahead"), say("by 2020")]
    return Table(heads, rows, above=_why(mine, found.get(mine)), folded=say("All models, in numbers"))


def _why(mine, found):
    """Say what 2020 has for a choice; ``found`` is whether the first of its list is ahead, None for that itself."""
    if found is None:
        return say(
            "“{mine}” is the first of 2020. So it is defensible, and yet several others would be as well.",
            mine=called(mine),
        )
    told = {"mine": called(mine), "k": found.k, "n": found.n}
    if found.outcome is not Outcome.HOLDS:
        return say(
            "“{mine}” is defensible by 2020. The first is ahead of it in {k} of {n} seeds, and so many or more would "
            "be so by chance alone, too.",
            **told,
        )
    return say(
        "“{mine}” is against 2020. The first is ahead of it in {k} of {n} seeds, and so many would hardly ever be so "
        "by chance alone. You may be right all the same, for 2020 is one year. What do you know that it does not? "
        "Write the reason down before you go on.",
        **told,
    )


def opened(mine, seeds=3):
    """Open the sealed years for the model that was handed in: turn the models over, from the last to the first.

    Every model is trained now, on 2017 to 2020. Until one is handed in (``...``) nothing is opened. Raises ValueError
    for a name that no model has.
    """
    if mine is ...:
        return still_sealed(say("2022 to 2024"))
    known(mine)
    sealed = Losses(live([*FITS, *NETS], seeds, "sealed"), part="sealed")
    handed_in.keep(mine)
    return revealed(sealed, mine)


def known(mine):
    """Raise a ValueError for a name that no model has."""
    refuse_unknown(mine, FITS | NETS, lambda **told: say("there is no model {name!r}: choose one of {names}", **told))


def still_sealed(head):
    """Show that there is nothing to see yet, under a ``head``."""
    return Table([head], [[say("sealed: write down your model first")]])


def _mine(model):
    return bold(called(model)) + " " + say("← yours")


HEIGHT = 346  # pixels, in which there is room for the name of every model

ACROSS, NAMED = (-0.12, 2.15), 1.1  # from 2020, at 0, to the sealed years, at 1; and where the names stand


def revealed(sealed, mine):
    """Turn models over, from the last to the first by their losses ``sealed``, {model: (seeds,)}.

    Each is a line from its loss on 2020 to that on the sealed years.
    """
    before, places = Losses(committed()[0], part="validation"), sorted(sealed, key=lambda name: np.median(sealed[name]))
    by_2020 = sorted(places, key=before.median)
    losses = np.concatenate([*sealed.values(), *(before[name] for name in places)])
    low, high = losses.min() / 1.05, losses.max() * 1.05
    facts = _stood(mine, places, by_2020) | _stood("seven lines", places, by_2020, "lines_")
    heights = np.geomspace(low * 1.03, high / 1.03, len(places))  # of the names, which tell no loss
    order = sorted(enumerate(places), key=lambda each: each[1] == mine)  # the own one over the others

    def draw(turned):
        down = len(places) - turned
        marks = [
            mark
            for row, name in order
            for mark in _slope(name, before.median(name), sealed[name], heights[row], _look(name, mine, row - down))
        ]
        told = _turned(places, by_2020, sealed, down) if turned else say("All names lie face down. Press play.")
        end = "" if down else _learned(places, by_2020, sealed, mine)
        x = Axis("", ACROSS, ((0, "2020"), (1, say("2022 to 2024"))))
        y = Axis(say("loss (thousands)"), (low, high), ticks(low, high), scale="log")
        said = f"{told} {end}".strip()
        return Scene(Panel(*marks, x=x, y=y, height=HEIGHT), says=said, facts=facts | {"down": down})

    return Explorer(draw, turned=played(range(len(places) + 1), 0)).with_steps(steps.OPENED)


def _stood(model, places, by_2020, name=""):
    """Return in which place a model stands, and where it stood by 2020, as facts."""
    return {f"{name}now": places.index(model) + 1, f"{name}before": by_2020.index(model) + 1}


def _look(name, mine, turned):
    """Return how a model is drawn, ``(role, width, opacity)``: None while it lies face down, ``turned`` below 0."""
    if turned < 0:
        return None
    return ("prediction", 6, 1.0) if name == mine else ("unseen", 3, 1.0) if not turned else ("quiet", 1.5, 0.7)


def _slope(name, held, losses, height, look):
    """Draw a model as a line from its loss ``held`` on 2020 to its median on the sealed years, and on to its name."""
    if look is None:
        return [
            Dots([0], [held], role="quiet", size=3),
            None,
            None,
            None,
            Text(NAMED, height, say("?"), role="quiet", size=0.8),
        ]
    role, width, opacity = look
    median, text = np.median(losses), {"role": role, "size": 0.8}
    return [
        Dots([0], [held], role=role, size=3),
        Line([0, 1], [held, median], role=role, width=width, opacity=opacity),
        Line([1, NAMED], [median, height], role=role, width=1, opacity=0.35),
        Dots(np.ones(len(losses)), losses, role=role, size=3, opacity=opacity),
        Text(NAMED, height, called(name), **text),
    ]


def _turned(places, by_2020, sealed, row):
    """Say which model was turned last, and where 2020 had put it."""
    name = places[row]
    told = {"count": len(places), "model": called(name), "loss": with_spread(sealed[name])}
    told |= {"before": by_2020.index(name) + 1, "place": row + 1}
    if not row:
        return say(
            "First of {count}: “{model}”, [{loss}|unseen]. By 2020 it stood in place {before}.",
            **told,
        )
    return say(
        "Place {place} of {count}: “{model}”, [{loss}|unseen]. By 2020 it stood in place {before}.",
        **told,
    )


def _learned(places, by_2020, sealed, mine):
    """Say how the reader's own model came out, and how the one that 2020 would have chosen."""
    chosen, place = by_2020[0], places.index(mine) + 1
    told = {"model": called(chosen), "place": places.index(chosen) + 1, "count": len(places)}
    yours = say(
        "[Yours, “{model}”, came in place {place} of {count}|prediction].",
        **told | {"model": called(mine), "place": place},
    )
    if chosen == places[0]:
        rightly = say("2020 would have chosen the first, and rightly.")
        return f"{yours} {rightly} {_too_late(mine)}".strip()
    more = 100 * (np.median(sealed[chosen]) / np.median(sealed[places[0]]) - 1)
    said = say("2020 would have chosen “{model}”: place {place}, off by {more:.0f} % more.", more=more, **told)
    return f"{yours} {said} {_too_late(mine)}".strip()


def _too_late(mine):
    """Say so where another model was handed in when the years were opened."""
    first = handed_in.first()
    if first in (None, mine):
        return ""
    return say(
        "But when the years were opened you had handed in “{first}”: only that was a choice.", first=called(first)
    )
