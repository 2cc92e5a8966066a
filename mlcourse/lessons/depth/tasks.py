"""Lesson 6, depth and overfitting: what is to be written, and a hint for each way to miss it."""

from textwrap import shorten

import numpy as np

from mlcourse.experiments.results import Losses, committed
from mlcourse.lessons.depth import handed_in
from mlcourse.lessons.depth.features import judged
from mlcourse.names import called
from mlcourse.network import parameters
from mlcourse.practice.answers import number, said_by
from mlcourse.practice.check import task
from mlcourse.words import say


@task("depth.two_layers", say("Seven days, two layers of ten units. How many parameters are in θ?"))
def two_layers(count):
    number(count)
    truth = parameters([7, 10, 10, 1])
    if count == truth:
        return None
    if count == 7 * 10 + 10 * 10 + 10:
        return say("Those are the weights. Every unit has its own b as well, and so has y.")
    if count == truth - 1:
        return say("You forgot the b that is a number, the last one.")
    if count == parameters([7, 10, 1]):
        return say("That is one hidden layer.")
    return say("First layer 10·(7 + 1), second 10·(10 + 1), and then y.")


@task(
    "depth.holiday_feature",
    say("Write feature(dates): numbers that tell the model about holidays, so that it does better on 2020."),
)
def holiday_feature(feature):
    found, hint = judged(feature)
    return hint or _on_2020(*found[0])


@task(
    "depth.holiday_share",
    say("Write share(dates, x): columns that help on 2020, and do no harm on 2021 either."),
)
def holiday_share(share):
    found, hint = judged(share, of_views=True)
    if hint or (hint := _on_2020(*found[0])):
        return hint
    (_, after), (_, before) = found[1]
    if after < before:
        return None
    return say(
        "It helps on 2020, and does harm on 2021: from {before:.4f}k to {after:.4f}k. A holiday takes a share of the "
        "week’s views, x[:, :7].mean(axis=1), and of a weekday’s: weekday(dates) < 5.",
        before=before,
        after=after,
    )


def _on_2020(told, alone):
    """Return the hint for a feature that does not help on 2020; ``told`` are the losses with it, ``alone`` without."""
    (L, after), (L0, before) = told, alone
    if after < before - 0.001:
        return None
    if L > L0 - 0.001:
        return say(
            "The model makes no use of it: L on 2017 to 2019 stays at {L:.3f}k. Is it 1 on some days and 0 on others?",
            L=L0,
        )
    return say(
        "L on 2017 to 2019 falls from {L0:.3f}k to {L:.3f}k, but on 2020 it goes from {before:.3f}k to {after:.3f}k. "
        "That is overfitting. Try the holidays, and the days after them in a column of their own (np.column_stack).",
        **{"L0": L0, "L": L, "before": before, "after": after},
    )


@task("depth.hand_in", say("Hand in a model, by its name in the table: any one that you can give a reason for."))
def hand_in(model):
    held = Losses(committed()[0], "unseen", part="validation")
    if model not in held:
        return say(
            "There is no model {model}. The names are “{names}”.",
            model=shorten(repr(model), 40),
            names="”, “".join(held),
        )
    if (first := handed_in.first()) not in (None, model):
        return say(
            "The sealed years are open, and what you handed in before is “{first}”. Another model is no choice any "
            "more: you have seen what comes of it.",
            first=called(first),
        )
    return None


@task(
    "depth.finite_difference",
    say("Write slope(L, theta, k, h): by how much L rises when theta[k] does, by moving it by h to both sides."),
)
def finite_difference(slope):
    theta = np.array([1.0, -2.0, 0.5])

    def loss(theta):
        return theta[0] ** 2 + 3 * theta[1] * theta[2]

    moved = theta.copy()
    said, hint = said_by(slope, loss, moved, 1, 1e-4, many=say("theta is an array; copy it before you change it."))
    if hint:
        return hint
    if np.shape(said) != ():
        return say("The slope is one number; it returned {said!r}.", said=said)
    if not np.allclose(moved, theta, atol=1e-9, rtol=0):
        return say("It has moved theta itself, so nothing is left to compare with: begin with theta.copy().")
    curved = slope(loss, theta.copy(), 0, 1e-4)  # along θ₀ the loss is bent, and one side is another slope than both
    if np.isclose(said, 1.5) and np.isclose(curved, 2.0):
        return None
    if np.isclose(said, 1.5) and np.isclose(abs(curved - 2.0), 1e-4, rtol=1e-3):
        return say("That is the slope to one side only. Move it by h to both sides, up and down.")
    if np.isclose(said, 3.0):
        return say("From one side to the other it is 2h.")
    if np.isclose(said, -1.5):
        return say("The wrong way round: the larger theta[k] comes first.")
    if abs(said) < 1e-3:
        return say("Divide by how far you moved it.")
    return say(
        "For L = θ₀² + 3·θ₁·θ₂ at (1, −2, 0.5) the slope along θ₁ is 1.5, and along θ₀ it is 2; yours are {one:.6g} "
        "and {other:.6g}.",
        one=float(said),
        other=float(curved),
    )
