"""The results as the lessons show them."""

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.experiments.claims import ABOUT_L, CLAIMS, verdict
from mlcourse.experiments.models import ARTICLES, FITS, FIXED, NETS, SEEDS, WINDOW
from mlcourse.experiments.results import Losses, by_validation, committed, with_spread
from mlcourse.experiments.sweep import live
from mlcourse.names import called
from mlcourse.network import known
from mlcourse.page import Table, bold, italic
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, say, say_many


def validation_table():
    """Show what the validation year says of every model, the best first."""
    held = Losses(committed()[0], "unseen", part="validation")
    counts = {result.model: result.parameters for result in committed()[0]}
    rows = [[called(model), number(counts[model], ","), with_spread(held[model])] for model in by_validation()]
    return Table([say("model"), say("parameters"), say("loss on 2020")], rows, _provenance())


def opened(mine, seeds=3):
    """Open the sealed years for a model that was handed in: every model, the best first.

    Until a model is handed in (``...``) nothing is opened. Raises ValueError for a name that no model has.
    """
    if mine is ...:
        return Table([say("2022 to 2024")], [[say("sealed: write down your model first")]])
    known(mine, FITS | NETS, lambda **told: say("there is no model {name!r}: choose one of {names}", **told))
    results, before = live([*FITS, *NETS], seeds, "sealed"), committed()[0]
    sealed = Losses(results, "unseen", part="sealed")
    held, unseen = (Losses(before, "unseen", part=part) for part in ("validation", "table"))
    shown = {model: called(model) for model in sealed} | {mine: bold(called(mine)) + " " + say("← yours")}
    rows = [
        [shown[model], f"{held.median(model):.3f}k", f"{unseen.median(model):.3f}k", with_spread(sealed[model])]
        for model in sorted(sealed, key=sealed.median)
    ]
    now = say_many(
        "2022 to 2024: trained just now on 2017 to 2020, {n} seed.",
        "2022 to 2024: trained just now on 2017 to 2020, {n} seeds.",
        n=seeds,
    )
    head = [say("model"), say("2020, to choose by"), say("2021, spent"), say("2022 to 2024")]
    return Table(head, rows, italic(now) + " " + _provenance())


def losses_table(models, results=None):
    """Show ``L`` and ``L′`` of ``models``, median and spread, beside the lecture's.

    Without ``results`` they are those computed before; ones from `live` were trained just now, and the table says so.
    """
    just_now, results = bool(results), results or committed()[0]
    named = [Losses(results, of) for of in ("L", "unseen", "window")]
    under = _provenance()
    if just_now:
        seeds = max(map(len, named[0].values()))
        under = italic(say_many("Trained just now, {n} seed.", "Trained just now, {n} seeds.", n=seeds))
    how = {each.model: f"{each.rate:g}, {each.epochs}" for each in results if each.part == "table" and each.epochs}
    rows = [
        [called(model), *(with_spread(each[model]) for each in named), *_lecture(model), how.get(model, "–")]
        for model in models
    ]
    ours = [say("L′ on 2021"), say("L′ on its first {days} days", days=WINDOW)]
    head = [say("model"), "L", *ours, say("the lecture’s L"), say("and L′"), say("η, epochs")]
    return Table(head, rows, under)


def _lecture(model):
    return [f"{loss:.2f}k" for loss in LECTURE.get(model, ())] or ["–", "–"]


def verdicts(claims=tuple(CLAIMS)):
    """Show what becomes of the ``claims``: over the seeds, on the lecture's 45 days, by month, and so on."""
    results, _ = committed()
    ways = [{}, {"of": "window"}, {"of": "months"}, {"article": ARTICLES[1]}, {"part": "long"}]
    heads = [say("the claim"), say("seeds, on 2021"), say("seeds, on {days} days", days=WINDOW), say("months of 2021")]
    heads += [say("another article"), say("trained for L alone")]

    def told(claim, **way):
        return "–" if "of" in way and claim in ABOUT_L else verdict(claim, results, **way).short

    rows = [[CLAIMS[claim].words, *(told(claim, **way) for way in ways)] for claim in claims]
    return Table(heads, rows, _provenance())


def _provenance():
    """Say where the committed results come from."""
    how = committed()[1]
    return italic(
        " ".join(
            [
                say(
                    "Computed before, not now: {seeds} seeds, {optimizer}, batches of {batch_size}.",
                    seeds=how["seeds"],
                    optimizer=how["optimizer"].capitalize(),
                    batch_size=how["batch_size"],
                ),
                say(
                    "η, which falls to 0, and the number of epochs are those that did best on 2020 after learning from "
                    "2017 to 2019, chosen for each model."
                ),
                say("Machine: {machine}.", machine=how["machine"]),
            ]
        )
    )


def picture(results, article=ARTICLES[0], of="unseen"):
    """Draw ``L`` and ``L′`` of every seed, and their medians, beside the lecture's own.

    ``L′`` is that of all of 2021, or with ``of="window"`` of the lecture's 45 days.
    """
    L, unseen = Losses(results, "L", article), Losses(results, of, article)
    ours = [(L[model], unseen[model]) for model in LECTURE]
    theirs = [tuple(np.atleast_1d(loss) for loss in pair) for pair in LECTURE.values()]
    return Scene(
        rows_panel(ours, say("here: {article}", article=called(article))),
        rows_panel(theirs, say("the lecture")),
        says=" ".join([_drawn(of), *_made()]),
    )


def _drawn(of):
    """Say what is drawn, with ``L′`` of the lecture's 45 days or of all of 2021."""
    if of == "window":
        return say(
            "Loss on the days [learned from, L|error], and on the first {days} days of 2021, [L′|unseen], in thousands "
            "of views: a dot a seed, and their medians.",
            days=WINDOW,
        )
    return say(
        "Loss on the days [learned from, L|error], and on 2021, [L′|unseen], in thousands of views: a dot a seed, and "
        "their medians."
    )


def _made():
    """Say how the losses were computed, and what the lecture's are."""
    return (
        say(
            "Computed before, with {seeds} seeds, {optimizer}, batches of {batch_size}, η and the number of epochs as "
            "they did best on 2020.",
            seeds=SEEDS,
            optimizer=FIXED["optimizer"].capitalize(),
            batch_size=FIXED["batch_size"],
        ),
        say("The lecture has one run each, on its first {days} days of 2021.", days=WINDOW),
    )


def rows_panel(losses, title):
    """Draw a row for each of the lecture's models: all its losses ``(L, L′)`` as dots, and their medians."""
    at, marks = np.arange(len(losses), dtype=float), []
    for k, (role, off) in enumerate((("error", -0.15), ("unseen", 0.15))):
        dots = [pair[k] for pair in losses]
        rows = [np.full(len(each), row + off) for row, each in zip(at, dots, strict=True)]
        medians = np.array([np.median(each) for each in dots])
        marks += [
            Dots(medians, at + off, role=role, size=4, opacity=0.6),
            Dots(np.concatenate(dots), np.concatenate(rows), role=role, size=2),
            Line(medians, at + off, role=role, width=1, opacity=0.35),
        ]
    return Panel(
        *marks,
        x=Axis(say("loss (thousands)"), (0.08, 5.6), scale="log"),
        y=Axis("", (len(losses) - 0.5, -0.6), tuple(enumerate(map(called, LECTURE)))),
        title=title,
        aspect=1.1,
    )
