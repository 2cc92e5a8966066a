"""6.7 A model is handed in, defended by 2020, and judged by years that nobody has looked at."""

import numpy as np

from mlcourse.experiments.claims import ahead
from mlcourse.experiments.models import FITS, NETS
from mlcourse.experiments.results import Losses, by_validation, committed, with_spread
from mlcourse.experiments.sweep import live
from mlcourse.interact.controls import played
from mlcourse.interact.explorer import Explorer
from mlcourse.names import called
from mlcourse.network import refuse_unknown
from mlcourse.page import Table, bold
from mlcourse.pictures.marks import Dots, Text
from mlcourse.pictures.measures import height_of
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.verdict import Outcome
from mlcourse.words import say


def defended(mine):
    """Show which models 2020 can tell from the first of its list, by its seeds, and how the reader's own stands there.

    Until a model is handed in (``...``) nothing is shown. Raises ValueError for a name that no model has.
    """
    if mine is ...:
        return _sealed(say("defensible by 2020?"))
    _known(mine)
    held, (first, *others) = Losses(committed()[0], part="validation"), by_validation()
    found = {other: ahead(held, first, other) for other in others}
    rows = [[called(first), with_spread(held[first]), "–", say("the first")]]
    for other, verdict in found.items():
        apart = say("against 2020") if verdict.outcome is Outcome.HOLDS else say("defensible by 2020")
        rows.append([called(other), with_spread(held[other]), say("{k} of {n}", k=verdict.k, n=verdict.n), apart])
    place = [first, *others].index(mine)
    rows[place][0] = _mine(mine)
    heads = [say("model"), say("loss on 2020"), say("seeds in which the first is ahead"), say("by 2020")]
    return Table(heads, rows, _why(found.get(mine)))


def _why(found):
    """Say what 2020 has for a choice; ``found`` is whether the first of its list is ahead, None for that itself."""
    if found is None:
        return say("Yours is the first of 2020. So it is defensible, and yet several others would be as well.")
    if found.outcome is not Outcome.HOLDS:
        return say("Yours is defensible: so many seeds, or more, would speak for the first by chance alone, too.")
    return say(
        "Yours is against 2020: so many seeds would hardly ever speak for the first by chance alone. You may be right "
        "all the same, for 2020 is one year. What do you know that it does not? Write the reason down before you go on."
    )


def opened(mine, seeds=3):
    """Open the sealed years for the model that was handed in: turn the names over, from the last place to the first.

    Every model is trained now, on 2017 to 2020. Until one is handed in (``...``) nothing is opened. Raises ValueError
    for a name that no model has.
    """
    if mine is ...:
        return _sealed(say("2022 to 2024"))
    _known(mine)
    return revealed(Losses(live([*FITS, *NETS], seeds, "sealed"), part="sealed"), mine)


def _known(mine):
    refuse_unknown(mine, FITS | NETS, lambda **told: say("there is no model {name!r}: choose one of {names}", **told))


def _sealed(head):
    return Table([head], [[say("sealed: write down your model first")]])


def _mine(model):
    return bold(called(model)) + " " + say("← yours")


def revealed(sealed, mine):
    """Turn the names of models over, from the last to the first by their losses ``sealed``, {model: (seeds,)}."""
    before, places = Losses(committed()[0], part="validation"), sorted(sealed, key=lambda name: np.median(sealed[name]))
    by_2020 = sorted(places, key=before.median)
    all_losses = np.concatenate([*sealed.values(), *(before[name] for name in places)])
    across = all_losses.min() / 1.2, all_losses.max() * 1.2

    def draw(turned):
        open_from = len(places) - turned
        rows = list(enumerate(places))
        names = tuple((row, _name(name, mine) if row >= open_from else say("?")) for row, name in rows)
        marks = [mark for row, name in rows for mark in _row(row, sealed[name], before.median(name), row >= open_from)]
        x, y = Axis(say("loss (thousands)"), across, scale="log"), Axis("", (len(places) - 0.3, -1.6), names)
        heads = (
            Text(across[0] * 1.05, -1.1, say("● 2022 to 2024"), role="unseen"),
            Text(0.7, -1.1, say("● 2020"), role="best"),
        )
        told = _turned(places, by_2020, sealed, open_from) if turned else say("All names lie face down. Press play.")
        end = "" if open_from else _learned(places, by_2020, sealed, mine)
        return Scene(Panel(*marks, *heads, x=x, y=y, height=height_of(len(places))), says=f"{told} {end}".strip())

    return Explorer(draw, turned=played(range(len(places) + 1), 0))


def _name(name, mine):
    return say("{model} ← yours", model=called(name)) if name == mine else called(name)


def _row(row, losses, held, turned):
    """Draw a model's losses on the sealed years, one for each seed, and its loss on 2020, once its name is turned."""
    if not turned:
        return [None] * 3
    return [
        Dots([held], [row], role="best", size=4),
        Dots(losses, np.full(len(losses), row), role="unseen", size=3, opacity=0.6),
        Dots([np.median(losses)], [row], role="unseen", size=5),
    ]


def _turned(places, by_2020, sealed, row):
    """Say whose name was turned last, and where 2020 had put it."""
    name = places[row]
    return say(
        "Place {place} of {count}: “{model}”, [{loss}|unseen]. By 2020 it stood in [place {before}|best].",
        **{"place": row + 1, "count": len(places), "model": called(name), "loss": with_spread(sealed[name])},
        before=by_2020.index(name) + 1,
    )


def _learned(places, by_2020, sealed, mine):
    """Say how the model stands that 2020 would have chosen, and the reader's own."""
    chosen, told = by_2020[0], {"place": places.index(by_2020[0]) + 1, "model": called(by_2020[0])}
    if chosen == places[0]:
        said = say("2020 would have chosen it, and rightly.", **told)
    else:
        more = 100 * (np.median(sealed[chosen]) / np.median(sealed[places[0]]) - 1)
        said = say("2020 would have chosen “{model}”: place {place}, off by {more:.0f} % more.", more=more, **told)
    return " ".join([said, say("Yours is in place {place}.", place=places.index(mine) + 1)])
