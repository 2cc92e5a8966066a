"""What there is to try in the pictures of lesson 2: for each explorer, in the order of the text."""

import numpy as np

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

ERRORS = (
    Step(
        "loss.mean_falls",
        say("Bring in days, one by one, until one lowers the mean."),
        lambda at: at.n > 2 and at.e < at.before,
        template("The mean was {before:.2f}k. An error of {e:.2f}k is less, and takes it to {L:.2f}k."),
        {"n": 3},
    ),
    Step(
        "loss.mean_rises",
        say("Go on until one lifts it."),
        lambda at: at.n > 2 and at.e > at.before,
        template("The mean was {before:.2f}k. An error of {e:.2f}k is more, and takes it to {L:.2f}k."),
        {"n": 6},
    ),
    Step(
        "loss.sixty_days",
        say("Bring in all sixty."),
        lambda at: at.n == 60,
        template("Without the longest bar, {most:.2f}k, the mean would be {without:.2f}k, and it is {L:.2f}k."),
        {"n": 60},
    ),
    Step(
        "loss.another_line",
        say("With all sixty, find a w and a b that are better than w = 1 and b = 0."),
        lambda at: at.n == 60 and at.rule > at.L,
        template("w = {w:.2f} and b = {b:.1f}k have L = {L:.2f}k, and “as yesterday” has {rule:.2f}k."),
        {"n": 60, "w": 0.8, "b": 1.9},
    ),
)

TEN_DAYS = (
    Step(
        "loss.day_down",
        say("Drag the orange day down to 0."),
        lambda at: at.label <= 0.5,
        template(
            "The best slope was {before[1]:.2f} by MSE, and is {mse:.2f}; by MAE {before[0]:.2f}, and is {mae:.2f}."
        ),
        {"label": 0.0},
    ),
    Step(
        "loss.day_up",
        say("And up to 20."),
        lambda at: at.label >= 19.5,
        template("MSE tilts its line to {mse:.2f}, to please one day; MAE has {mae:.2f}."),
        {"label": 20.0},
    ),
    Step(
        "loss.day_on_the_line",
        say("Drag the day onto the blue line. Where is its corner then?"),
        lambda at: abs(at.label - at.on_the_line) < 0.1,
        template("On the ground of MAE, at w = {mae:.2f}. A corner is where the line runs through a day."),
        {"label": 10.7},
    ),
)

CERTAINTY = (
    Step(
        "loss.a_quarter",
        say("Give what came a quarter."),
        lambda at: abs(at.chance - 0.25) <= 0.01,
        template("That costs {L:.2f}, and a half costs {half:.2f}: each time it is halved, {half:.2f} more."),
        {"y": np.array([[0.25], [0.47], [0.28]]), "came": "fewer"},
    ),
    Step(
        "loss.sure_and_right",
        say("Be nearly sure, and right: 95 % or more."),
        lambda at: at.chance >= 0.95,
        template("It costs {L:.2f}, hardly anything."),
        {"y": np.array([[0.98], [0.01], [0.01]]), "came": "fewer"},
    ),
    Step(
        "loss.sure_and_wrong",
        say("Stay as sure, and let something else come."),
        lambda at: at.most >= 0.9 and at.chance <= 0.06,
        template("Now it costs {L:.2f}. “I don’t know” would have cost {unsure:.2f}."),
        {"y": np.array([[0.98], [0.01], [0.01]]), "came": "more"},
    ),
    Step(
        "loss.no_idea",
        say("Say “I don’t know”: all three alike."),
        lambda at: at.most <= 0.35,
        template("{L:.2f}, whatever comes. Who knows nothing is never very wrong."),
        {"y": np.array([[0.33], [0.33], [0.33]])},
    ),
)

WEEKDAY_OR_WEEKEND = (
    Step(
        "loss.best_sharpness",
        say("Find the sharpness with the least cross-entropy."),
        lambda at: min(at.blunter, at.sharper) > at.L,
        template("At {sharpness:.0f} it is {L:.3f}; a quarter sharper {sharper:.3f}, a quarter blunter {blunter:.3f}."),
        {"threshold": 0.8, "sharpness": 19.0},
    ),
    Step(
        "loss.too_sharp",
        say("Make the curve as sharp as it goes."),
        lambda at: at.sharpness >= 59.5,
        template(
            "{right:.1%} are right, whatever the sharpness. But the mistake of {worst:full} alone costs {cost:.1f}."
        ),
        {"threshold": 0.8, "sharpness": 60.0},
    ),
    Step(
        "loss.always_weekday",
        say("Move the threshold until it is no better than always “weekday”."),
        lambda at: at.right < at.always + 0.01,
        template("Right on {right:.0%} of the days, and that is not good: always “weekday” is right on {always:.0%}."),
        {"threshold": 0.4, "sharpness": 10.0},
    ),
)

LANDSCAPE = (
    Step(
        "loss.along_the_valley",
        say("Walk along the valley: with w far from the best, and L hardly above the least."),
        lambda at: at.far >= 0.3 and at.saved <= 0.2 * at.least,
        template("{L:.2f}{unit}, and with the b of the best pair {straight:.2f}{unit}: w is paid for with b."),
        {"w": 0.55, "b": 4.0},
    ),
    Step(
        "loss.on_as_yesterday",
        say("Stand on “as yesterday”: w = 1 and b = 0."),
        lambda at: abs(at.w - 1) < 0.005 and abs(at.b) < 0.05,
        template("L is {L:.2f}{unit} here. The best pair of all saves {saved:.2f}{unit} of it."),
        {"w": 1.0, "b": 0.0},
    ),
    Step(
        "loss.another_ground",
        say("Press MSE, and stand on its ground."),
        lambda at: at.loss == "MSE" and at.saved <= 0.01 * at.least,
        template(
            "Here MSE is least, or nearly. MAE is {here[MAE]:.2f}k here, and {ground[MAE]:.2f}k at its own best pair."
        ),
        {"loss": "MSE", "w": 0.72, "b": 2.5},
    ),
)

SINKING = (
    Step(
        "loss.a_hundred_less",
        say("Subtract 100 from every error."),
        lambda at: at.constant == 100 and at.ground,
        template("The least loss is {L:.2f}k, where it was {before:.2f}k. It is still at w = {w:.2f}."),
        {"constant": 100.0, "error": "|y − ŷ|"},
    ),
    Step(
        "loss.with_its_sign",
        say("Press y − ŷ, the error with its sign."),
        lambda at: not at.ground,
        template("It falls to {L:.2f}k at the border, w = {w:.2f}, and on beyond it: no w is the best."),
        {"error": "y − ŷ"},
    ),
)

BRUTE_FORCE = (
    Step(
        "loss.a_day",
        say("Find out with how many parameters a day is too short."),
        lambda at: at.needed > at.day,
        template("{parameters} parameters take {time}. With {values} values each a day is too short from {first} on."),
        {"values": 60, "parameters": 7},
    ),
    Step(
        "loss.two_values",
        say("Give each of 57 parameters no more than 2 values."),
        lambda at: at.parameters == 57 and at.values == 2,
        template("Even that takes {time}, for a grid that is hardly one."),
        {"values": 2, "parameters": 57},
    ),
)
