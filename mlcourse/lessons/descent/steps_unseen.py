"""What there is to try in the pictures of lesson 3, from 3.6 on, where the result is read and judged."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

SENTENCE = (
    Step(
        "descent.as_yesterday",
        say("Say “as yesterday”: w = 1 and b = 0."),
        lambda at: (at.w, at.b) == (1.0, 0.0),
        template("That is off by {off:.0f} readers a day, the best line by {least:.0f}."),
        {"w": 1.0, "b": 0.0},
    ),
)

SHIFTED = (
    Step(
        "descent.late_by_a_day",
        say("Shift the prediction to where it fits best."),
        lambda at: at.shift == at.best,
        template("Off by {off:.2f}k there, where it was {before:.2f}k: it says what was, a day late."),
        {"shift": 1},
    ),
)

WINDOW = (
    Step(
        "descent.a_hard_month",
        say("Press “as last week”, on the lecture’s 45 days."),
        lambda at: (at.of, at.measured, at.first, at.length) == ("as last week", "k", 0, 45),
        template("Here L′ is {inside:.2f}k, and L is {L:.2f}k. Other days, another L′."),
        {"of": "as last week", "measured": "k", "first": 0, "length": 45},
    ),
    Step(
        "descent.shares_of_the_line",
        say("Count the errors of the line in % of the day’s views."),
        lambda at: at.of == "the line" and at.measured == "%",
        template(
            "Over the year {every:.0f} %, before {L:.0f} %. In thousands it was {less:.0f} % less: fewer people read."
        ),
        {"of": "the line", "measured": "%"},
    ),
)

MORE_DAYS = (
    Step(
        "descent.seven_days",
        say("Take 7 days, and look at the seventh bar."),
        lambda at: at.days == 7,
        template("The day a week ago weighs {weights[6]:.2f}, yesterday {weights[0]:.2f}."),
        {"days": 7},
    ),
    Step(
        "descent.fifty_six_days",
        say("Go on to 56 days."),
        lambda at: at.days == 56,
        template("Twice as many days take L′ from {unseen[2]:.3f}k to {unseen[3]:.3f}k: hardly any more."),
        {"days": 56},
    ),
)

SEVEN_LINES = (
    Step(
        "descent.flattest_day",
        say("Find the weekday whose line is the flattest."),
        lambda at: at.slope == at.least,
        template(
            "A thousand readers more the day before bring {slope:.2f} thousand more; on the steepest day {most:.2f}."
        ),
        {"day": 5},
    ),
)

THREE_POINTS = (
    Step(
        "descent.first_two_points",
        say("Bring the line through the first two points."),
        lambda at: max(at.off[:2]) < 0.3,
        template("w = {w:.2f}: it goes on rising, and misses the third by {off[2]:.1f}k."),
        {"w": 0.83, "b": 1.7},
    ),
    Step(
        "descent.last_two_points",
        say("Now through the last two."),
        lambda at: max(at.off[1:]) < 0.3,
        template("w = {w:.2f}: now it falls from the beginning, and misses the first by {off[0]:.1f}k."),
        {"w": -0.67, "b": 16.7},
    ),
)

CENTRING = (
    Step(
        "descent.centre_alone",
        say("Centre alone."),
        lambda at: at.centre and not at.scale,
        template("{updates:.0f} updates, where it took {before:.0f}."),
        {"centre": True, "scale": False},
    ),
    Step(
        "descent.centre_and_scale",
        say("Centre and scale."),
        lambda at: at.centre and at.scale,
        template("Now the bowl is round, and a single step of the right length stands on its ground."),
        {"centre": True, "scale": True},
    ),
)
