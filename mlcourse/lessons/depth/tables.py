"""6.2 The lecture's tables, as computed before."""

from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import committed
from mlcourse.experiments.shown import ON, picture
from mlcourse.interact.controls import choice
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.names import called


def tables():
    """Set the lecture's whole table beside ours: for each article, on all of 2021 or on the lecture's 45 days."""

    def draw(article, days):
        return picture(committed()[0], article, days)

    articles = choice({each: called(each) for each in ARTICLES})
    return Explorer(draw, article=articles, days=choice(ON)).with_steps(steps.TABLES)
