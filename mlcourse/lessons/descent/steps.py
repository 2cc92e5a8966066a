"""What there is to try in the pictures of lesson 3."""

from mlcourse.practice.steps import Step
from mlcourse.words import say


def _over_the_limit(at):
    if at.limit is None or at.sign < 0 or at.η <= at.limit or at.k < 3:
        return None
    a, b, c = at.losses[:3]
    return say("Each jump lands higher on the other side: L = {a:.1f}, {b:.1f}, {c:.1f} …", a=a, b=b, c=c)


TWO_PARAMETERS = (
    Step(
        "descent.over_the_limit",
        say("Make η larger than the limit."),
        _over_the_limit,
        {"loss": "MSE", "sign": 1, "update": 40, "η": 0.0112},
    ),
    Step(
        "descent.uphill",
        say("Press θ + ηg."),
        lambda at: at.sign < 0 and say("The path runs up. That is all the minus sign is for."),
        {"sign": -1},
    ),
)
