"""The results as the lessons show them."""

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.experiments.claims import ABOUT_L, CLAIMS, OF_FITS, OURS, WITH_L, verdict
from mlcourse.experiments.models import ARTICLES, FIXED, SEEDS, WINDOW
from mlcourse.experiments.results import Losses, by_validation, committed, with_spread
from mlcourse.names import called
from mlcourse.page import Table, italic
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.measures import height_of
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.verdict import LITTLE
from mlcourse.words import number, say, say_many


def validation_table():
    """Show what the validation year says of every model, the best first."""
    held = Losses(committed()[0], "unseen", part="validation")
    counts = {result.model: result.parameters for result in committed()[0]}
    rows = [[called(model), number(counts[model], ","), with_spread(held[model])] for model in by_validation()]
    heads = [say("model"), say("parameters"), say("loss on 2020")]
    return Table(heads, rows, _provenance(), say("The same in numbers, with the parameters of each"))


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
    return Table(head, rows, under, say("In numbers, beside the lecture’s"))


def _lecture(model):
    return [f"{loss:.2f}k" for loss in LECTURE.get(model, ())] or ["–", "–"]


# The ways in which a claim is judged: what stands above, what is counted there, and which results are taken.
WAYS = (
    (say("seeds, on 2021"), "seeds", {}),
    (say("seeds, on {days} days", days=WINDOW), "seeds", {"of": "window"}),
    (say("months of 2021"), "months", {"of": "months"}),
    (say("another article"), "seeds", {"article": ARTICLES[1]}),
    (say("trained for L alone"), "seeds", {"part": "long"}),
)


def verdicts(claims=tuple(CLAIMS), folded=False):
    """Show what becomes of the ``claims``: over the seeds, on the lecture's 45 days, by month, and so on.

    ``folded`` where a picture has shown it before.
    """
    found = [[judged(claim, count, way) for _, count, way in WAYS] for claim in claims]
    words = [
        say("{claim} (ours)", claim=c.words) if id in OURS else c.words for id, c in ((id, CLAIMS[id]) for id in claims)
    ]
    rows = [[claim, *map(told, row, WAYS)] for claim, row in zip(words, found, strict=True)]
    heads = [say("the claim"), *(head for head, *_ in WAYS)]
    under = _how_judged(claims, found) + " " + _provenance()
    return Table(heads, rows, under, say("In numbers, in all ways at once") if folded else "")


def judged(claim, count="seeds", way=None):
    """Return the `Verdict` on a claim in one of the `WAYS`; None where there is nothing to count, or nothing new."""
    way = way or {}
    none = {
        claim in OF_FITS and count == "seeds" and "article" not in way,
        claim in ABOUT_L and "of" in way,
        claim in WITH_L and count == "months",
    }
    return None if any(none) else verdict(claim, committed()[0], **way)


def told(found, way):
    """Say a verdict under the head of its way; what was counted is said where it is something else than there."""
    return "–" if found is None else found.short if found.of == way[1] else f"{found}"


def _how_judged(claims, found):
    """Say how the verdicts on the ``claims`` were ``found``, and how many of them chance alone would have given."""
    found = [each for row in found for each in row if each]
    counted = [each for each in found if each.low is None]
    said = [
        say(
            "A claim holds, or does not, if chance alone would agree so often, or so rarely, in less than one of "
            "twenty cases."
        )
    ]
    if any(each.chance != 0.5 for each in counted):
        said.append(
            say("By chance one of two models is ahead in every second case, and one order of four comes in 1 of 24.")
        )
    if len(counted) < len(found):
        said.append(
            say(
                "That something adds nothing holds if all changes lie within ±{little:g} %, and does not if all lie "
                "outside.",
                little=LITTLE,
            )
        )
    if set(claims) & set(OF_FITS):
        said.append(say("Exact fits have no seeds: they are judged by months."))
    said.append(
        say_many(
            "Of {n} such verdict chance alone would decide about {luck:.1f}.",
            "Of {n} such verdicts chance alone would decide about {luck:.1f}.",
            n=len(counted),
            luck=sum(each.by_luck for each in counted),
        )
    )
    return italic(" ".join(said))


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


# On which days of 2021 L′ is, as a reader chooses between them.
ON = {"unseen": say("all of 2021"), "window": say("its first {days} days", days=WINDOW)}


def picture(results, article=ARTICLES[0], of="unseen"):
    """Draw ``L`` and ``L′`` of every seed, and their medians, beside the lecture's own.

    ``L′`` is that of all of 2021, or with ``of="window"`` of the lecture's 45 days.
    """
    ours, unseen = losses_of(LECTURE, results, article, of), Losses(results, of, article)
    least = min(LECTURE, key=unseen.median)
    theirs = [tuple(np.atleast_1d(loss) for loss in pair) for pair in LECTURE.values()]
    return Scene(
        rows_panel(ours, LECTURE, say("here: {article}", article=called(article))),
        rows_panel(theirs, LECTURE, say("the lecture")),
        says=" ".join([drawn(of), made(), _lectures()]),
        facts={"least": called(least), "loss": unseen.median(least)},
    )


def losses_of(models, results, article=ARTICLES[0], of="unseen"):
    """Return the losses ``(L, L′)`` of each of the models, an entry for each seed; ``L′`` as `picture` takes it."""
    L, unseen = Losses(results, "L", article), Losses(results, of, article)
    return [(L[model], unseen[model]) for model in models]


def drawn(of):
    """Say what is drawn, with ``L′`` of the lecture's 45 days or of all of 2021."""
    if of == "window":
        return say(
            "Loss on days [learned from, L|error], and on the first {days} days of 2021, [L′|unseen]: a dot a seed, "
            "and their medians.",
            days=WINDOW,
        )
    return say("Loss on days [learned from, L|error], and on 2021, [L′|unseen]: a dot a seed, and their medians.")


def made():
    """Say how the losses were computed."""
    return say(
        "Computed before: {seeds} seeds, {optimizer}, η and the number of epochs as they did best on 2020.",
        seeds=SEEDS,
        optimizer=FIXED["optimizer"].capitalize(),
    )


def _lectures():
    return say("The lecture has one run each, on its first {days} days of 2021.", days=WINDOW)


def rows_panel(losses, models, title=""):
    """Draw a row for each of the models: all its losses ``(L, L′)`` as dots, and their medians."""
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
        y=Axis("", (len(losses) - 0.5, -0.6), tuple(enumerate(map(called, models)))),
        title=title,
        height=height_of(len(losses)),
    )
