"""4.8 Every unknown in one long vector."""

import numpy as np

from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.sigmoids import steps_trained as steps
from mlcourse.lessons.sigmoids.equation import numbers
from mlcourse.network import named_parameters
from mlcourse.pictures.marks import Bars, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import raised, say

CELLS = 9  # of θ that are written out; of a longer one its first and its last

LAST = 3

PARTS = (("wᵢⱼ", "prediction"), ("bᵢ", "path"), ("cᵢ", "unseen"), ("b", "best"))


def theta():
    """Choose how many features and sigmoids: θ written out, coloured by where each part comes from, and counted."""

    def draw(features, sigmoids):
        names = named_parameters([features, sigmoids, 1])
        parts = part_of(names)
        return Scene(
            _written_out(names, parts),
            _sizes(np.bincount(parts)),
            says=_said(features, sigmoids, len(names)),
            facts={"total": len(names), "weights": features * sigmoids},
        )

    features, sigmoids = slider(1, 56, 3, step=1), slider(1, 100, 2, step=1)
    return Explorer(draw, features=features, sigmoids=sigmoids).with_steps(steps.THETA)


def _said(features, sigmoids, total):
    """Say how long θ is, and how many losses there would be to try."""
    sum_of = {"features": features, "sigmoids": sigmoids, "total": total}
    return " ".join(
        [
            say(
                "θ holds {sigmoids}·{features} + {sigmoids} + {sigmoids} + 1 = [{total:,} numbers|prediction].",
                **sum_of,
            ),
            say("To try only 10 values of each takes [10{power} losses|error].", power=raised(total)),
        ]
    )


def _written_out(names, parts):
    """Draw θ as cells with their names; of a long one the first, a gap, and the last."""
    total = len(names)
    gap = [CELLS - LAST - 0.5] * (total > CELLS)
    shown = np.r_[: CELLS - LAST - 1, total - LAST : total] if gap else np.arange(total)
    at = 0.5 + np.where(shown < CELLS - LAST, shown, shown - max(0, total - CELLS))
    written = [(x, 0.5, name) for x, name in [*zip(at, names[shown], strict=True), *((x, "…") for x in gap)]]
    own = [at[parts[shown] == k] for k in range(len(PARTS))]
    return Panel(
        *[Bars(x, x > 0, role=role, width=0.94, opacity=0.3) for x, (_, role) in zip(own, PARTS, strict=True)],
        *numbers(written, CELLS, size=0.85),
        Text(CELLS, 1, say("number {total:,}", total=total), role="quiet", side="above", size=0.85) if gap else None,
        x=Axis(say("θ, one long vector"), (0, CELLS), ()),
        y=Axis("", (-1, 2), ()),
    )


def _sizes(counts):
    """Draw how many numbers each part of θ has, so that a single one is seen beside thousands."""
    roles = [role for _, role in PARTS]
    return Panel(
        *[Bars([k], [count], role=role, width=0.7) for k, (count, role) in enumerate(zip(counts, roles, strict=True))],
        *[
            Text(k, count, f"{count:,}", role=role, side="above")
            for k, (count, role) in enumerate(zip(counts, roles, strict=True))
        ],
        x=Axis(say("part of θ"), (-0.6, 3.6), tuple((k, name) for k, (name, _) in enumerate(PARTS))),
        y=Axis(say("how many numbers"), (0.2, 1e5), scale="log"),
    )


def part_of(names):
    """Say which of `PARTS` each number of θ belongs to, by its name: ``(total,)``."""
    return np.array([3 if name == "b" else "wbc".index(name[0]) for name in names])
