"""What there is to try in the pictures of lesson 6, from 6.6 on, where models are judged."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

BY_HEART = (
    Step(
        "depth.a_corner_on_each",
        say("Add pieces, until there is a corner on each of the twelve days."),
        lambda at: at.pieces == at.most,
        template(
            "L is {L:.2f}k, and L′ {unseen:.2f}k; with a single piece it was {one:.2f}k. It knows chance by heart."
        ),
        {"pieces": 11},
    ),
    Step(
        "depth.twelve_others",
        say("Take twelve other days, until L′ wants another number of pieces."),
        lambda at: at.best != at.first,
        template("{best} on these twelve, and {first} on the first: how far to bend depends on the days it has seen."),
        {"dice": 4},
    ),
)

OVERFITTING = (
    Step(
        "depth.four_years",
        say("Choose 4 years, and look at the end. How wide is the gap?"),
        lambda at: at.days > 1000 and at.epoch == at.last,
        template("{gap:.3f}k: so many days are not so soon learned by heart."),
        {"days": 1405, "epoch": 120},
    ),
    Step(
        "depth.one_layer",
        say("Back to 3 months, with one layer."),
        lambda at: at.days < 100 and at.layers == 1 and at.epoch == at.last,
        template("L ends at {L:.3f}k, and L′ lies {gap:.3f}k above it."),
        {"layers": 1, "days": 90, "epoch": 120},
    ),
    Step(
        "depth.four_layers",
        say("And with four. What has grown, the good or the gap?"),
        lambda at: at.days < 100 and at.layers == 4 and at.epoch == at.last,
        template("The gap, to {gap:.3f}k: L is {L:.3f}k now, and L′ is {unseen:.3f}k."),
        {"layers": 4, "days": 90, "epoch": 120},
    ),
)

VALIDATION = (
    Step(
        "depth.cannot_be_told",
        say("Find a model that 2020 cannot tell from the first."),
        lambda at: at.place > 1 and not at.told,
        template("“{name}”: the first is ahead in {k} of {n} seeds only. There are {open} such models."),
        {"place": 3},
    ),
)

OPENED = (
    Step(
        "depth.all_turned",
        say("Before each ›: who comes next? Turn all of them over."),
        lambda at: not at.down,
        template("Yours: from place {before} to {now}. The seven lines: from place {lines_before} to {lines_now}."),
        {"turned": 19},
    ),
)

TOMORROW = (
    Step(
        "depth.week_by_week",
        say("Show half a year. How far is a day from the same weekday a week before?"),
        lambda at: at.days >= at.half_a_year,
        template(
            "{weeks:.2f}k on average in these weeks. So far off you would be without any model; it was by {off:.2f}k."
        ),
        {"days": 182},
    ),
)

VERDICTS = (
    Step(
        "depth.by_the_lectures_days",
        say("Judge them by the lecture’s few weeks instead. How many verdicts stay?"),
        lambda at: at.way == "1",
        template("{same} of {both}: a few weeks are too few to tell models apart, or tell another story."),
        {"way": "1"},
    ),
)

LOOKING_BACK = (
    Step(
        "depth.end_of_the_year",
        say("Play to the end of the year. Which of the two knows Christmas?"),
        lambda at: at.ends,
        template("Off by {first:.2f}k and by {last:.2f}k in these six weeks. Neither was told what day it is."),
        {"day": 322},
    ),
)
