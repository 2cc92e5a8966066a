"""What grows from lesson to lesson, drawn: the ledger of bets, and the leaderboard."""

import numpy as np

from mlcourse.interact.explorer import Explorer
from mlcourse.names import called
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.measures import height_of
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import number, say

IN_A_PANEL = 4  # claims, at the most


ROOM = 0.4  # on both sides of a claim's line, which goes from 0 to 1

ABOVE, BELOW = 0.28, 0.28  # a claim and its verdict, off the line, in rows

WORST = 2.5  # thousands of views: a larger loss stands here, with its own number

RULE = "as last week"  # without a parameter, and hard to beat


def of_claims(claims):
    """Draw a line for each claim, from the least answer to the largest: the reader's bet, and how far off it was.

    A claim is ``{"claim", "choices", "truth", "unit", "verdict"}`` with, where it was made, the ``bet``.
    """
    parts = [list(part) for part in np.array_split(claims, -(-len(claims) // IN_A_PANEL))] if claims else []

    def draw():
        return Scene(*[_claims(part, len(parts)) for part in parts], says=_so_far(claims))

    return Explorer(draw)


def _so_far(claims):
    """Say how many bets the reader has made, and how many were right."""
    if not claims:
        return say("No claim yet.")
    made = [each for each in claims if each["bet"] is not None]
    told = {"bets": len(made), "claims": len(claims), "right": sum(each["bet"] == _nearest(each) for each in made)}
    return " ".join(
        [
            say("You have bet on {bets} of {claims} claims, and {right} of your bets were right.", **told),
            say("A line goes from the least answer to the largest: [your bet|prediction], [what came out|label]."),
        ]
    )


def _nearest(claim):
    return min(claim["choices"], key=lambda choice: abs(choice - claim["truth"]))


def _claims(claims, panels):
    marks = [mark for row, claim in enumerate(claims) for mark in _claim(row, claim)]
    x, y = Axis("", (-ROOM, 1 + ROOM), ()), Axis("", (max(1, len(claims)) - 0.4, -0.6), ())
    return Panel(*marks, x=x, y=y, height=height_of(len(claims), row=84))


def _claim(row, claim):
    bet, stops = claim["bet"], np.linspace(0, 1, len(claim["choices"]))
    return [
        Line([0, 1], [row, row], role="quiet", width=2, opacity=0.25),  # so pale that numbers may stand on it
        Dots(stops, np.full(len(stops), row), size=2),
        *([] if bet is None else _bet(row, claim, *np.interp([bet, claim["truth"]], claim["choices"], stops))),
        # Centred on the frame's edge, which pushes them in: so they begin there, and nothing moves them.
        Text(-ROOM, row - ABOVE, claim["claim"], "centre", role="quiet" if bet is None else "ink"),
        Text(-ROOM, row + BELOW, say("bet first") if bet is None else claim["verdict"], "centre", 0.9, role="quiet"),
    ]


def _bet(row, claim, at, came):
    """Mark the bet and what came out, with their numbers on the outer sides; a bullseye has one number."""
    bet, truth = number(claim["bet"], ".3g"), f"{number(claim['truth'], '.3g')}{claim['unit']}"
    numbers = [Text(came, row, truth, "left" if came < at else "right", 0.9, role="label")]
    if at != came:
        numbers.append(Text(at, row, bet, "left" if at < came else "right", 0.9, role="prediction"))
    dots = Dots([at], [row], role="prediction", size=7), Dots([came], [row], role="label", size=4)
    return Line([at, came], [row, row], role="error"), *dots, *numbers


def of_models(models, unseen=True, missing=()):
    """Rank models by their loss on the validation year, the least on top; before there is one, by ``L``.

    ``models`` are entries as `progress` keeps them, ``{name: {"L": …, "validation": …, "unseen": …}}``, in thousands of
    views; one of an earlier course has no validation, and stands below. ``missing`` are sentences on models that are
    not on it.
    """
    by = "validation" if unseen else "L"
    names = sorted(models, key=lambda name: (by not in models[name], models[name].get(by, models[name]["L"])))
    columns = list(COLUMNS.items()) if unseen else list(COLUMNS.items())[:1]
    losses = [models[name][field] for name in names for field, _ in columns if field in models[name]]
    top, rule = min(WORST, max(losses)), models[RULE][by]

    def draw():
        panel = Panel(
            Line([rule, rule], [-0.5, len(names) - 0.5], role="rule", width=1.5, dashed=True),
            *[mark for row, name in enumerate(names) for mark in _losses(row, models[name], columns, top)],
            *[Text(x * top, -1, name, "centre", 0.8, role=role) for _, (x, name, role) in columns],
            x=Axis(say("loss (thousands)"), (-0.05 * top, (columns[-1][1][0] + 0.33) * top), _ticks(top)),
            y=Axis("", (len(names) - 0.5, -1.5), tuple(enumerate(_name(name, models[name], by) for name in names))),
            height=height_of(len(names) + 1, row=max(18, min(26, 300 // (len(names) + 1)))),
        )
        return Scene(panel, says=" ".join([*_ranked(names, models, by), *map(plain, missing)]))

    return Explorer(draw)


# The numbers right of the largest loss (1): by field, where they stand, what they are, and in which role.
COLUMNS = {
    "L": (1.45, "L", "error"),
    "validation": (2.1, say("2020"), "best"),
    "unseen": (2.75, "L′", "quiet"),
}


def _name(name, entry, by):
    """Call a model; one that may have learned from the year it is judged by has a mark."""
    return called(name) if by == "L" or entry.get("blind", True) else say("{model} *", model=called(name))


def _ranked(names, models, by):
    """Say which of the models ``names`` is the best, how many are better than the rule, and what is shown of each."""
    ahead, others, least = names.index(RULE), len(names) - 1, models[names[0]][by]
    told = {"name": plain(called(names[0])), "least": least}
    if by == "L":
        said = [say("Least wrong: “{name}”, off by {least:.2f}k a day.", **told)]
    else:
        said = [say("Least wrong on 2020: “{name}”, off by {least:.2f}k a day.", **told)]
    said.append(
        say(
            "{ahead} of {others} are better than the dashed rule, “{rule}”.",
            ahead=ahead,
            others=others,
            rule=called(RULE),
        )
    )
    if by == "L":
        return [*said, say("[L|error] on 2017 to 2020, but for the first 56 days.")]
    said.append(
        say(
            "[L|error] on 2017 to 2020, but for the first 56 days; on the validation year [2020|best], by which they "
            "stand, after learning from the years before; L′ on 2021, which is spent."
        )
    )
    if any(not models[name].get("blind", True) for name in names):
        said.append(say("A model with * may have learned from 2020 as well, and then has it easier there."))
    return said


def _losses(row, entry, columns, top):
    """Draw a model's losses on its row, and write them behind; one that is not known is a dash."""
    at = [min(entry[field], top) for field, _ in columns if field in entry]
    marks = [Line([min(at), max(at)], [row, row], role="quiet", width=2, opacity=0.4)]
    for field, (column, _, role) in columns:
        if field in entry:
            marks.append(Dots([min(entry[field], top)], [row], role=role, size=5))
        told = f"{entry[field]:.2f}" if field in entry else "–"
        marks.append(Text(column * top, row, told, "centre", 0.8, role=role))
    return marks


def _ticks(top):
    return tuple((loss, f"{loss:g}") for loss in np.arange(0, 1.05 * top, 0.5).tolist())
