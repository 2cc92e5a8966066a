"""What there is to try in the pictures of 3.5, where there are two parameters."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

TWO_SLOPES = (
    Step(
        "descent.flat_along_b",
        say("Drag the point until the tangent along b lies flat."),
        lambda at: at.flat_b,
        template("∂L/∂b = {gb:+.2f}, and ∂L/∂w = {gw:+.1f}. For each w there is such a b, and one pair has both."),
        {"w": 0.0, "b": 8.9},
    ),
    Step(
        "descent.flat_along_both",
        say("Find the one pair where both lie flat."),
        lambda at: at.flat_b and at.flat_w,
        template("At w = {w:.2f}, b = {b:.2f} both are nearly 0: the best pair by MSE."),
        {"w": 0.72, "b": 2.46},
    ),
)

TWO_PARAMETERS = (
    Step(
        "descent.another_start",
        say("Press another start on the surface."),
        lambda at: (at.w, at.b) != at.at_first and at.k > 1,
        template("From there the loss goes from {losses[0]:.1f} to {L:.1f}{unit} in {k} updates."),
        {"w": 1.0, "b": 6.0},
    ),
    Step(
        "descent.over_the_limit",
        say("Make η larger than the limit."),
        lambda at: at.limit and at.sign > 0 and at.η > at.limit and at.k >= 3,
        template("Each jump lands higher on the other side: {losses[0]:.1f}, {losses[1]:.1f}, {losses[2]:.1f} …"),
        {"loss": "MSE", "sign": 1, "update": 20, "η": 0.0112},
    ),
    Step(
        "descent.uphill",
        say("Press + η∇L."),
        lambda at: at.sign < 0 and at.k > 0,
        template("Update {k}: L is {L:.1f}{unit}, and was {losses[0]:.1f}. That is all the minus sign is for."),
        {"sign": -1, "update": 20},
    ),
)

STEPS_OF_MAE = (
    Step(
        "descent.one_day_swings",
        say("Play to the end: what does the path over one day do?"),
        lambda at: at.update == 100,
        template("It jumps between {one[99]:.2f}k and {one[100]:.2f}k, for ever. Over all days L = {every[100]:.2f}k."),
        {"update": 100},
    ),
)

BY_MAE = (
    Step(
        "descent.no_limit_by_mae",
        say("Make η as large as it goes."),
        lambda at: at.loss == "MAE" and at.sign > 0 and at.η >= 0.02 and at.k > 10,
        template("With η = {η:.3f} L is {L:.2f}k after {k} updates: no limit. By MSE it would have run away."),
        {"loss": "MAE", "sign": 1, "η": 0.024, "update": 200},
    ),
)
