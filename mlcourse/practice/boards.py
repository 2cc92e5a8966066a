"""What grows from lesson to lesson, drawn: the ledger of bets, and the leaderboard."""

import numpy as np

from mlcourse.interact.explorer import Explorer
from mlcourse.names import called
from mlcourse.pictures.marks import Dots, Line, Text
from mlcourse.pictures.measures import height_of
from mlcourse.pictures.scene import Axis, Panel, Scene, plain
from mlcourse.words import number, say, say_many

IN_A_PANEL, CLAIM = 5, 72  # claims, at the most; and how high one is, in pixels

ROOM = 0.4  # on both sides of a claim's line, which goes from 0 to 1

ABOVE, ANSWERS, BELOW = 0.28, 0.22, 0.44  # a claim, the answers to it and its verdict, off the line, in rows

WORST = 2.5  # thousands of views: a larger loss stands here, with its own number

RULE = "as last week"  # without a parameter, and hard to beat


def of_claims(claims):
    """Draw a line for each claim, from the least answer to the largest: the reader's bet, and how far off it was.

    A claim is ``{"claim", "choices", "truth", "unit", "verdict"}`` with, where it was made, the ``bet``.
    """
    count = -(-len(claims) // IN_A_PANEL)
    count += count == 4  # of four panels a page makes two large and two small ones
    parts = [list(part) for part in np.array_split(claims, count)] if claims else []

    def draw():
        return Scene(*[_claims(part) for part in parts], says=_so_far(claims))

    return Explorer(draw)


def _so_far(claims):
    """Say how many bets the reader has made, and how many were right."""
    if not claims:
        return say("No claim yet.")
    made = [each for each in claims if each["bet"] is not None]
    told = {"bets": len(made), "claims": len(claims)}
    line = say("On each line are its answers: [your bet|prediction], [what came out|label].")
    if not made:
        none = say_many("One claim, and no bet yet.", "{n} claims, and no bet yet.", n=len(claims))
        return f"{none} {line}"
    right = sum(map(_is_right, made))
    won = say_many("{n} came nearest (✓).", "{n} came nearest (✓).", n=right) if right else say("None came nearest.")
    return " ".join([say("You have bet on {bets} of {claims} claims.", **told), won, line])


def _is_right(claim):
    return claim["bet"] == min(claim["choices"], key=lambda choice: abs(choice - claim["truth"]))


def _claims(claims):
    marks = [mark for row, claim in enumerate(claims) for mark in _claim(row, claim)]
    x, y = Axis("", (-ROOM, 1 + ROOM), ()), Axis("", (max(1, len(claims)) - 0.4, -0.6), ())
    return Panel(*marks, x=x, y=y, height=height_of(len(claims), row=CLAIM))


def _claim(row, claim):
    bet, stops = claim["bet"], np.linspace(0, 1, len(claim["choices"]))
    answers = [number(each, ".3g") for each in claim["choices"]]
    answers[-1] += claim["unit"]
    won = bet is not None and _is_right(claim)
    return [
        Line([0, 1], [row, row], role="quiet", width=2, opacity=0.25),  # so pale that numbers may stand on it
        Dots(stops, np.full(len(stops), row), size=2),
        *[
            Text(at, row + ANSWERS, answer, "centre", 0.7, role="quiet")
            for at, answer in zip(stops, answers, strict=True)
        ],
        *([] if bet is None else _bet(row, claim, *np.interp([bet, claim["truth"]], claim["choices"], stops))),
        # Centred on the frame's edge, which pushes them in: so they begin there, and nothing moves them.
        Text(-ROOM, row - ABOVE, claim["claim"], "centre", role="quiet" if bet is None else "ink"),
        Text(-ROOM, row + BELOW, _became(claim, won), "centre", 0.9, role="best" if won else "quiet"),
    ]


def _became(claim, won):
    """Say what became of a claim, once it was bet on."""
    if claim["bet"] is None:
        return say("bet first")
    return say("✓ {verdict}", verdict=claim["verdict"]) if won else claim["verdict"]


def _bet(row, claim, at, came):
    """Mark the bet, whose number stands under it, and what came out, with its number on the outer side."""
    truth = f"{number(claim['truth'], '.3g')}{claim['unit']}"
    dots = Dots([at], [row], role="prediction", size=7), Dots([came], [row], role="label", size=4)
    told = Text(came, row, truth, "left" if came < at else "right", 0.9, role="label")
    return Line([at, came], [row, row], role="error"), *dots, told


def of_models(models, unseen=True, missing=(), new=()):
    """Rank models by their loss on the validation year, the least on top; before there is one, by ``L``.

    ``models`` are entries as `progress` keeps them, ``{name: {"L": …, "validation": …, "unseen": …}}``, in thousands of
    views; one of an earlier course has no validation, and stands below. Of one that has seeds, their ``least`` and
    ``most`` on the validation year are drawn, too; the reader's ``own`` stand on a band. ``missing`` are sentences on
    models that are not on it, ``new`` the names of those that have just come.
    """
    by = "validation" if unseen else "L"
    names = sorted(models, key=lambda name: (by not in models[name], models[name].get(by, models[name]["L"])))
    places = _places([round(models[name][by], 2) if by in models[name] else np.inf for name in names])
    columns = list(COLUMNS.items()) if unseen else list(COLUMNS.items())[:1]
    losses = [models[name][field] for name in names for field, _ in columns if field in models[name]]
    top, rule = min(WORST, max(losses)), models[RULE][by]
    left, right = -0.05 * top, (columns[-1][1][0] + 0.42) * top
    own = [row for row, name in enumerate(names) if models[name].get("own")]

    def draw():
        panel = Panel(
            *[Line([left, right], [row, row], role="prediction", width=15, opacity=0.15) for row in own],
            Line([rule, rule], [-0.5, len(names) - 0.5], role="rule", width=1.5, dashed=True),
            *[mark for row, name in enumerate(names) for mark in _losses(row, models[name], columns, top)],
            *[Text(x * top, -1, name, "centre", 0.8, role=role) for _, (x, name, role) in columns],
            x=Axis(say("loss (thousands)"), (left, right), _ticks(top)),
            y=Axis("", (len(names) - 0.5, -1.5), tuple(enumerate(_named(names, places, models, by)))),
            height=height_of(len(names) + 1, row=max(18, min(26, 300 // (len(names) + 1)))),
        )
        stood = dict(zip(names, places, strict=True))
        return Scene(panel, says=" ".join([*_ranked(stood, models, by, new), *map(plain, missing)]))

    return Explorer(draw)


# The numbers right of the largest loss (1): by field, where they stand, what they are, and in which role.
COLUMNS = {
    "L": (1.55, "L", "error"),
    "validation": (2.4, say("2020"), "best"),
    "unseen": (3.25, "L′", "quiet"),
}


def _places(losses):
    """Return the place of each of these rising losses; those that are equal, as they are written, share one."""
    return [1 + sum(other < loss for other in losses) for loss in losses]


def _named(names, places, models, by):
    """Call models by their places; one that may have learned from the year it is judged by has a mark."""
    for name, place in zip(names, places, strict=True):
        told = {"place": place, "model": called(name)}
        if by == "L" or models[name].get("blind", True):
            yield say("{place}. {model}", **told)
        else:
            yield say("{place}. {model} *", **told)


def _ranked(places, models, by, new):
    """Say which model is the best, how many are better than the rule, how the new and the reader's own stand."""
    first, own = plain(called(next(iter(places)))), [name for name in places if models[name].get("own")]
    told = {"name": first, "ahead": list(places).index(RULE), "others": len(places) - 1, "rule": called(RULE)}
    if not told["ahead"]:
        said = [
            say_many(
                "First is the dashed rule, “{rule}”: the other one does not beat it.",
                "First is the dashed rule, “{rule}”: none of the {n} others beats it.",
                n=told["others"],
                rule=told["rule"],
            )
        ]
    elif by == "L":
        said = [say("First “{name}”; {ahead} of {others} beat the dashed rule, “{rule}”.", **told)]
    else:
        said = [say("First on 2020 “{name}”; {ahead} of {others} beat the dashed rule, “{rule}”.", **told)]
    if fresh := [name for name in places if name in new and name not in own]:
        told = {"model": plain(called(fresh[0])), "place": places[fresh[0]]}
        said.append(
            say_many(
                "New: “{model}”, place {place}.", "Best of {n} new: “{model}”, place {place}.", n=len(fresh), **told
            )
        )
    if own:
        told = {"model": plain(called(own[0])), "place": places[own[0]]}
        said.append(
            say_many(
                "Yours, in blue: “{model}”, place {place}.",
                "Best of your {n}, in blue: “{model}”, place {place}.",
                n=len(own),
                **told,
            )
        )
    return [*said, *_columns([models[name] for name in places], by)]


def _columns(entries, by):
    """Say what the columns are."""
    if by == "L":
        return [say("[L|error]: on the days learned from, of 2017 to 2020.")]
    said = [say("[L|error]: on days learned from; [2020|best]: held out, decides; L′: on 2021, spent.")]
    if not all(entry.get("blind", True) for entry in entries):
        said.append(say("* may have learned from 2020, too."))
    return said


def _losses(row, entry, columns, top):
    """Draw a model's losses on its row, and write them behind; one that is not known is a dash."""
    at = [min(entry[field], top) for field, _ in columns if field in entry]
    marks = [Line([min(at), max(at)], [row, row], role="quiet", width=2, opacity=0.4)]
    if len(columns) > 1 and "least" in entry:
        spread = np.minimum([entry["least"], entry["most"]], top)
        marks.append(Line(spread, [row, row], role="best", width=6, opacity=0.4))
    for field, (column, _, role) in columns:
        if field in entry:
            marks.append(Dots([min(entry[field], top)], [row], role=role, size=5))
        told = f"{entry[field]:.2f}" if field in entry else "–"
        marks.append(Text(column * top, row, told, "centre", 0.8, role=role))
    return marks


def _ticks(top):
    return tuple((loss, f"{loss:g}") for loss in np.arange(0, 1.05 * top, 0.5).tolist())
