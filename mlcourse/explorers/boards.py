"""What grows from lesson to lesson: the ledger of bets, and the leaderboard. `practice` keeps what they show."""

import numpy as np

from mlcourse.explorers.explorer import Explorer
from mlcourse.pictures.scene import Axis, Dots, Line, Panel, Scene, Text

IN_A_PANEL = 4  # claims, at the most
ABOVE, BELOW = 0.3, 0.34  # a claim and what came of it, off their line, in rows
RULE = "as last week"  # without a parameter, and hard to beat


def ledger(claims):
    """Draw a line for each claim, from the least answer to the largest: the reader's bet, and how far off it was.

    A claim is ``{"claim", "choices", "truth", "unit", "verdict"}`` with, where it was made, the ``bet``.
    """
    panels = [list(part) for part in np.array_split(claims, -(-len(claims) // IN_A_PANEL) or 1)] if claims else []

    def draw():
        made = [each for each in claims if each.get("bet") is not None]
        near = sum(each["bet"] == _nearest(each) for each in made)
        says = f"You have bet on {len(made)} of {len(claims)} claims, and were right {near} times: "
        says += "[your bet|prediction], [what came out|label], and [how far it was off|error]."
        return Scene(*[_claims(part, len(panels[0])) for part in panels], says=says if claims else "No claim yet.")

    return Explorer(draw)


def _nearest(claim):
    return min(claim["choices"], key=lambda choice: abs(choice - claim["truth"]))


def _claims(claims, rows):
    """Draw a panel with room for so many ``rows``."""
    marks = [mark for row, claim in enumerate(claims) for mark in _claim(row, claim)]
    return Panel(
        *marks, x=Axis("", (-0.03, 1.03), ()), y=Axis("", (rows - 0.4, -0.6), ()), aspect=min(4, IN_A_PANEL / rows)
    )


def _claim(row, claim):
    answers, bet, unit = claim["choices"], claim.get("bet"), claim["unit"]
    ends = Line([0, 1], [row, row], role="grid", width=2), Dots(_along(answers, answers), [row] * len(answers), size=2)
    words = Text(-0.03, row - ABOVE, claim["claim"], role="quiet" if bet is None else "ink", size=0.95)
    if bet is None:
        return *ends, words, Text(-0.03, row + BELOW, "bet first", role="quiet", size=0.85)
    told = f"you {_short(bet)}{unit}, came out {_short(claim['truth'])}{unit}: {claim['verdict']}"
    at = _along([bet, claim["truth"]], answers)
    return (
        *ends,
        Line(at, [row, row], role="error"),
        Dots(at[:1], [row], role="prediction", size=7),
        Dots(at[1:], [row], role="label", size=4),
        words,
        Text(-0.03, row + BELOW, told, role="quiet", size=0.85),
    )


def _along(values, answers):
    """Place values on a line along which the possible answers stand at equal distances, 0 to 1."""
    return np.interp(values, answers, np.linspace(0, 1, len(answers)))


def _short(number):
    return f"{number:.3g}".replace("-", "−")


def leaderboard(losses, unseen=True, missing=()):
    """Rank models by ``losses``, ``{name: (L, L′)}`` in thousands of views: the least on top, by L′ where it is shown.

    ``missing`` are sentences on models that are not on it.
    """
    shown = {name: pair[: 1 + unseen] for name, pair in losses.items()}
    names = sorted(shown, key=lambda name: shown[name][-1])
    top, rule, least = max(map(max, shown.values())), shown[RULE][-1], shown[names[0]][-1]

    def draw():
        panel = Panel(
            Line([rule, rule], [-0.5, len(names) - 0.5], role="rule", width=1.5, dashed=True),
            *[mark for row, name in enumerate(names) for mark in _losses(row, shown[name])],
            x=Axis("loss (thousands)", (-0.2 * top, 1.3 * top), _ticks(top)),
            y=Axis("", (len(names) - 0.5, -0.5), tuple(enumerate(names))),
            aspect=float(np.clip(14 / len(names), 1, 3)),
        )
        which = ["[L|error] on 2017-2020", "[L′|unseen] on 2021"][: 1 + unseen]
        best = f"The least wrong is {names[0]}, by {least:.2f}k a day. {names.index(RULE)} of {len(names)} are ahead of"
        return Scene(panel, says=" ".join([f"{best} the dashed rule, {RULE}. {', '.join(which)}.", *missing]))

    return Explorer(draw)


def _losses(row, losses):
    marks = [Line([min(losses), max(losses)], [row, row], role="quiet", width=2, opacity=0.4)]
    for loss, role in zip(losses, ("error", "unseen"), strict=False):
        side = "left" if loss < max(losses) else "right"
        marks += [Dots([loss], [row], role=role, size=5), Text(loss, row, f"{loss:.2f}k", side, 0.9, role=role)]
    return marks


def _ticks(top):
    return tuple((loss, f"{loss:g}") for loss in np.arange(0, 1.3 * top, 0.5).tolist())
