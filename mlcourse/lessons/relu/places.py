"""5.4 Where models stand, as computed before: on all of 2021, or on the lecture's 45 days."""

from mlcourse.experiments.results import committed
from mlcourse.experiments.shown import ON, drawn, losses_of, made, rows_panel
from mlcourse.interact.controls import choice
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.relu import steps
from mlcourse.lessons.shared.outcomes import computed_before
from mlcourse.pictures.scene import Scene


def places(models):
    """Set models beside each other by their losses, a dot a seed: on all of 2021, or on the lecture's 45 days."""

    def draw(days):
        return Scene(
            rows_panel(losses_of(models, committed()[0], of=days), models),
            says=f"{drawn(days)} {made()}",
            facts={"place": _place("seven lines", models, days), "whole": _place("seven lines", models, "unseen")}
            | {"count": len(models)},
        )

    return Explorer(draw, days=choice(ON)).with_steps(steps.PLACES if "seven lines" in models else ())


def _place(model, models, of):
    """Return in which place a model stands by its median L′."""
    median = computed_before(of).median
    return 1 + sum(median(other) < median(model) for other in models)
