"""2.3 Cross-entropy: what certainty costs."""

import numpy as np

from mlcourse import functions
from mlcourse.data import weekday
from mlcourse.interact.controls import Points, choice
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.loss import steps
from mlcourse.losses import cross_entropy
from mlcourse.pictures.marks import Bars, Dots, Handle, Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import dated, say


def certainty():
    """Drag the bars of ``y``: they always sum to 1, and the cross-entropy says what your certainty costs."""
    classes, chances = list(CLASSES), np.linspace(0.01, 1, 200)

    def draw(y, came):
        y, at = y[:, 0] / y[:, 0].sum(), classes.index(came)
        L, half, unsure = cross_entropy(y, np.eye(len(classes))[at]), np.log(2), np.log(len(classes))
        return Scene(
            _chances(y, at),
            Panel(
                Line(chances, -np.log(chances), role="error"),
                Segments([y[at]], [0], [L], role="error"),
                Dots([y[at]], [L], role="error", size=5),
                Text(y[at], L, f"{L:.2f}", role="error", side="right"),
                x=Axis(say("chance you gave to “{came}”", came=CLASSES[came]), (0, 1.05)),
                y=Axis(say("cross-entropy L = −ln y"), (0, 5)),
            ),
            says=_cost(CLASSES[came], y[at], L, unsure),
            facts={"chance": y[at], "most": y.max(), "L": L, "half": half, "unsure": unsure},
        )

    start = Points([[0.2], [0.5], [0.3]], 0.001, 0.998, step=0.01)
    return Explorer(draw, y=start, came=choice(CLASSES)).with_steps(steps.CERTAINTY)


def _cost(came, chance, L, unsure):
    return say(
        "You gave “{came}” [{chance:.1%}|prediction], and it came: [L = −ln {chance:.3f} = {L:.2f}|error]. "
        "Saying “I don’t know” costs {unsure:.2f}.",
        came=came,
        chance=chance,
        L=L,
        unsure=unsure,
    )


CLASSES = {"fewer": say("fewer"), "as many": say("as many"), "more": say("more")}


def _chances(y, came):
    """Draw the chances ``y`` of the classes as bars to drag, over the pale label."""
    return Panel(
        Bars(np.arange(len(y)), np.eye(len(y))[came], role="label", width=0.9, opacity=0.15),
        Bars(np.arange(len(y)), y, role="prediction", width=0.6),
        *[Handle(k, share, up=_sharing(y, k), label=say("{chance:.0%}", chance=share)) for k, share in enumerate(y)],
        x=Axis(say("tomorrow’s readers"), (-0.6, len(y) - 0.4), tuple(enumerate(CLASSES.values()))),
        y=Axis(say("y: your chances (grey: ŷ, what came)"), (0, 1.12)),
    )


def _sharing(y, k):
    """Let a bar that grows take from the others in proportion to what they have."""
    return {f"y[{j},0]": 1.0 if j == k else -y[j] / max(1 - y[k], 1e-3) for j in range(len(y))}


def weekday_or_weekend(X, y, dates):
    """Drag a threshold and a sharpness: how sure is *weekday*, how often right, and what certainty costs.

    ``X`` is seven days of views, ``(N, 7)``, ``y`` the day itself, thousands; ``dates`` the days of ``y``.
    """
    share, label = y / X.mean(axis=1), weekday(dates) < 5
    both, always = np.column_stack([label, ~label]).astype(float), label.mean()
    base = cross_entropy(np.tile([always, 1 - always], (len(y), 1)), both)

    def draw(threshold, sharpness):
        chances = _both_chances(sharpness * (share - threshold))
        sure, L = chances[:, 0], cross_entropy(chances, both)
        right, given = np.mean((sure > 0.5) == label), np.where(label, sure, chances[:, 1])  # the chance of what came
        worst = int(np.argmin(given))
        told = {"right": right, "always": always, "L": L, "base": base, "worst": dates[worst]}
        return Scene(
            _sigmoid_between(share, label, dates, threshold, sharpness, (worst, sure[worst])),
            _over_sharpness(share - threshold, both, sharpness, L),
            says=_right_and_sure(odds=1 / given[worst], **told),
            facts=told | {"cost": -np.log(given[worst])} | _beside(sharpness, share - threshold, both),
        )

    explorer = Explorer(draw, threshold=(0.4, 1.2), sharpness=(*SHARPNESS, 10.0))
    return explorer.with_steps(steps.WEEKDAY_OR_WEEKEND)


SHARPNESS = 0.5, 60.0


def _right_and_sure(**told):
    return say(
        "[{right:.1%}|prediction] of the days are right (always “weekday”: {always:.1%}). The cross-entropy is "
        "[{L:.3f}|error] (always {always:.0%} sure: {base:.3f}). The most confident mistake is {worst:full}: what it "
        "was had a chance of [1 in {odds:,.0f}|error].",
        **told,
    )


def _beside(sharpness, r, both):
    """Return the cross-entropy of a curve that is a quarter sharper, and of one that is a quarter blunter."""
    ways = {"sharper": 1.25 * sharpness, "blunter": 0.75 * sharpness}
    return {name: cross_entropy(_both_chances(each * r), both) for name, each in ways.items()}


def _over_sharpness(r, both, sharpness, L):
    """Draw what every other sharpness would cost, with the same threshold."""
    others = np.geomspace(*SHARPNESS, 24)  # closer together where it bends most
    return Panel(
        Line(others, [cross_entropy(_both_chances(each * r), both) for each in others], role="error"),
        Dots([sharpness], [L], role="error", size=6),
        x=Axis(say("sharpness"), (0, SHARPNESS[1])),
        y=Axis(say("cross-entropy"), (0, 1)),
        title=say("this threshold, every sharpness"),
    )


def _both_chances(r):
    """Return sigmoid(r) and sigmoid(−r), (N, 2), so that the smaller one, too, keeps its digits and is never 0."""
    return np.exp(-np.logaddexp(0, np.column_stack([-r, r])))


def _sigmoid_between(share, label, dates, threshold, sharpness, mistake):
    """Draw the days, weekdays above and weekends below, and how sure the sigmoid is of them.

    ``mistake`` is the worst of it: which day, and how sure it was of that.
    """
    worst, sure = mistake
    at, middle, name = share[worst], (label[worst] + sure) / 2, dated(dates[worst], "short")
    spread = np.random.default_rng(0).uniform(-0.035, 0.035, len(share))
    grid = np.linspace(0.2, 1.8, 300)
    return Panel(
        Dots(share[label], 1 + spread[label], size=2, opacity=0.3, days=dates[label]),
        Dots(share[~label], spread[~label], size=2, opacity=0.3, role="unseen", days=dates[~label]),
        Line(grid, functions.sigmoid(sharpness * (grid - threshold)), role="prediction"),
        Segments([at], [float(label[worst])], [sure], role="error"),
        Text(at, middle, name, role="error", side="right", size=0.9),
        Handle(threshold, 0.5, right={"threshold": 1.0}, label=say("threshold"), side="right"),
        Text(0.22, 1, say("weekdays"), role="data", side="right"),
        Text(1.3, 0, say("weekends"), role="unseen", side="right"),
        x=Axis(say("views / mean of the week before"), (0.2, 1.8)),
        y=Axis(say("y: how sure of “weekday”"), (-0.08, 1.1)),
    )
