"""6.2 The lecture's tables, as computed before."""

from mlcourse.experiments.models import ARTICLES
from mlcourse.experiments.results import committed
from mlcourse.experiments.shown import picture
from mlcourse.interact.explorer import Explorer

ON = {"all of 2021": "unseen", "its first 45 days": "window"}


def tables():
    """Set the lecture's whole table beside ours: for each article, on all of 2021 or on the lecture's 45 days."""
    articles = {article.replace("_", " "): article for article in ARTICLES}

    def draw(article, days):
        return picture(committed()[0], articles[article], ON[days])

    return Explorer(draw, article=list(articles), days=list(ON))
