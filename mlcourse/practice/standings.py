"""The ledger and the leaderboard: what is kept of bets and models, judged and shown."""

from collections.abc import Mapping
from textwrap import shorten

import numpy as np

from mlcourse import functions
from mlcourse.data import during, lagged, load_views
from mlcourse.interact.reader import MOST
from mlcourse.losses import mae
from mlcourse.names import CALLED, called
from mlcourse.pictures.scene import sendable
from mlcourse.practice import boards, lessons, progress
from mlcourse.practice.answers import said_by
from mlcourse.practice.check import UNTRIED
from mlcourse.verdict import Verdict
from mlcourse.words import InputError, say


def ledger():
    """Show every claim that was asked about, here and before; what came of it only where a bet was made."""
    bets = progress.known("bet")
    return boards.of_claims([_claim(id, entry, bets.get(id, {})) for id, entry in progress.known("claim").items()])


def _claim(id, entry, bet):
    found = Verdict(**{field: entry[field] for field in Verdict._fields if field in entry})
    return entry | {"claim": lessons.claim(id), "verdict": found.told, "bet": bet.get("answer")}


# Rules without a single trained parameter: every loss stands beside theirs.
RULES = {
    "as yesterday": lambda rows: functions.as_yesterday(rows.X),
    "as last week": lambda rows: functions.as_last_week(rows.X),
}


OWN = {"you, by hand", "your seven lines"}  # models of the reader's own, by names of the course


def leaderboard(models=None, unseen=True, own=None):
    """Show the losses of ``models``, ``{name: model}``, of those of the lessons before, and of the rules beside them.

    A model takes examples with the views of 56 days (see `mlcourse.data.lagged`) and returns a prediction for each;
    all are judged on the same days, ``L`` on 2017-2020 and, where ``unseen`` days may be looked at, on the validation
    year 2020, which ranks them, and ``L′`` on 2021. Of a model that was trained before it is enough to give its losses,
    ``(L, L′)``, or with that on 2020 after learning from the years before it, ``(L, validation, L′)``; with seeds that
    is the median, and their least and largest come behind, ``(L, validation, L′, least, most)``. One that cannot be
    judged is taken off the board, and the board says why. The reader's own are those under a name that the course does
    not use, and the one that is called ``own``.

    Raises a ValueError if ``models`` is no dict.
    """
    if not isinstance(models, Mapping | None):
        kind = type(models).__name__
        raise InputError(say('models are given by their names, {{"my model": model}}; this is a {kind}', kind=kind))
    judged, missing = {}, []
    for name, model in (RULES | dict(models or {})).items():
        entry, why = _entry(model, name in RULES)
        if entry and name == own:
            entry |= {"own": True}  # which its name does not tell
        if not why and (misfit := progress.misfit("model", name, entry)):
            why = f"{misfit}."
        if why:
            progress.drop("model", name)
            missing.append(say("“{model}” is not on it: {why}", model=sendable(called(name)), why=why))
        else:
            judged[name] = entry
            progress.keep("model", name, **entry)
    models = progress.known("model") | judged
    named = {
        name: entry | {"own": True} if name in OWN or name not in CALLED else entry for name, entry in models.items()
    }
    return boards.of_models(named, unseen, missing, judged.keys() - RULES.keys())


# What a model's losses are, by how many are given.
HELD = {
    2: ("L", "unseen"),
    3: ("L", "validation", "unseen"),
    5: ("L", "validation", "unseen", "least", "most"),
}


def _entry(model, blind):
    """Return a model's losses as they are kept and, where there are none, why not.

    A function may have learned from 2020 as well, but for a rule, which is ``blind``.
    """
    if callable(model):
        losses, why = _judged(model)
        return None if why else dict(zip(("L", "validation", "unseen"), losses, strict=True)) | {"blind": blind}, why
    given = model.tolist() if isinstance(model, np.ndarray) else model
    if isinstance(given, list | tuple) and len(given) in HELD:
        return dict(zip(HELD[len(given)], given, strict=True)) | ({"blind": True} if len(given) > 2 else {}), None
    what = shorten(repr(model), 60)
    return None, say("a model is a function, or its two losses (L, L′); it cannot be {what}.", what=what)


def _judged(model):
    """Return the losses of a function, ``L``, on 2020 and ``L′``, and why there are none."""
    losses = []
    for rows in _judges():
        predicted, hint = said_by(lambda rows: _floats(model(rows)), rows)
        if hint:
            return None, say("it is not written yet.") if hint is UNTRIED else hint
        if predicted.shape != rows.label.shape or not (np.abs(predicted) < MOST).all():
            return None, say("it should return one ordinary number for each of the {n} days.", n=len(rows.label))
        losses.append(mae(predicted, rows.label))
    return losses, None


def _floats(returned):
    return returned if returned is None or returned is UNTRIED else np.asarray(returned, dtype=float)


def _judges():
    """Return the days on which models are judged, anew for each: a reader's model may write into them."""
    rows = lagged(*load_views(), 56)
    return during(rows, 2017, 2020), during(rows, 2020), during(rows, 2021)
