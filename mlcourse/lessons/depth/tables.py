"""6.2 The lecture's tables, as computed before."""

from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import committed
from mlcourse.experiments.shown import picture
from mlcourse.interact.controls import choice
from mlcourse.interact.explorer import Explorer
from mlcourse.names import called
from mlcourse.words import say

ON = {"unseen": say("all of 2021"), "window": say("its first 45 days")}


def tables():
    """Set the lecture's whole table beside ours: for each article, on all of 2021 or on the lecture's 45 days."""

    def draw(article, days):
        return picture(committed()[0], article, days)

    return Explorer(draw, article=choice({each: called(each) for each in ARTICLES}), days=choice(ON))
