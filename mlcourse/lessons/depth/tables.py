"""6.2 and 6.7 The lecture's tables, as computed before, and what becomes of its claims."""

from mlcourse.experiments.claims import CLAIMS
from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import committed
from mlcourse.experiments.shown import ON, picture
from mlcourse.interact.controls import choice
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.lessons.shared import verdicts as shared
from mlcourse.names import called


def tables():
    """Set the lecture's whole table beside ours: for each article, on all of 2021 or on the lecture's 45 days."""

    def draw(article, days):
        return picture(committed()[0], article, days)

    articles = choice({each: called(each) for each in ARTICLES})
    return Explorer(draw, article=articles, days=choice(ON)).with_steps(steps.TABLES)


def verdicts(claims=tuple(CLAIMS)):
    """Show what becomes of ``claims``, as `shared.verdicts` does; with all of them there is a step to it."""
    return shared.verdicts(claims).with_steps(steps.VERDICTS if len(claims) == len(CLAIMS) else ())
