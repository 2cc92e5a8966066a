"""What there is to try in the pictures of lesson 1: for each explorer, in the order of the text."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

OUTPUTS = (
    Step(
        "function.far_off",
        say("Find a day after which the number is off by 3k or more."),
        lambda at: at.off >= 3,
        template("{today:full}: off by {off:.2f}k. Of a number one can say how wrong it is."),
        {"day": -341},
    ),
    Step(
        "function.wrong_holiday",
        say("Find a holiday on which the class is wrong."),
        lambda at: at.holiday and not at.right,
        template("{today:full} is {holiday}, and looks like a {said}. A class is right or wrong, and nothing between."),
        {"day": -7},
    ),
    Step(
        "function.busy_weekend",
        say("Find a day of a weekend that it takes for a weekday."),
        lambda at: at.kind == "weekday" and not at.right,
        template("{today:full} had {share:.0%} of an average day of the week before. The rule asks for nothing else."),
        {"day": -363},
    ),
    Step(
        "function.made_up",
        say("Have another week made up."),
        lambda at: at.again > 0,
        template("Week {number} never happened. On how many of its days is it wrong? Nobody can say."),
        {"again": 1},
    ),
)

LINE = (
    Step(
        "function.on_the_dashes",
        say("Lay the line on the dashed one: w = 1 and b = 0."),
        lambda at: abs(at.w - 1) < 0.005 and abs(at.b) < 0.05,
        template("On the right it says each day what the day before said: it is always late by a day."),
        {"w": 1.0, "b": 0.0},
    ),
    Step(
        "function.no_feature",
        say("Set w = 0."),
        lambda at: abs(at.w) < 0.005,
        template("Whatever happened yesterday, it says {predicted:.2f}k: the feature no longer counts."),
        {"w": 0.0, "b": 9.0},
    ),
    Step(
        "function.four_weeks",
        say("Make the strokes on the right short: 1k or less, on average."),
        lambda at: at.inside <= 1,
        template("Off by {inside:.2f}k on these {shown} days, and by {L:.2f}k on all {n}. A month is not four years."),
        {"w": 0.82, "b": 1.0},
    ),
)
