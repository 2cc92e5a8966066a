"""What there is to try where lesson 4 trains, 4.6 to 4.11: for each explorer, in the order of the text."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

LEARN = (
    Step(
        "sigmoids.soon_enough",
        say("How many sigmoids follow the sine in the same 100 updates? Drag n."),
        lambda at: at.curve == "sine" and at.k <= 100 and at.L < 1,
        template("{n} of them have L = {now} after {k} updates. With many, some stand right from the start."),
        {"curve": "sine", "update": 100, "n": 50},
    ),
    Step(
        "sigmoids.in_time",
        say("Take ten sigmoids, and play to the end."),
        lambda at: at.n == 10 and at.k == 1000 and at.at_first > 5 * at.L,
        template("L = {now}, where it was {before} at the start: ten have found their places, too, in {k} updates."),
        {"curve": "sine", "n": 10, "update": 1000},
    ),
    Step(
        "sigmoids.not_there_yet",
        say("And five, to the end?"),
        lambda at: at.curve == "sine" and at.n == 5 and at.k == 1000 and at.L > 1,
        template("L = {now}. Five pieces are enough for the wave; from this start descent is not there yet."),
        {"curve": "sine", "n": 5, "update": 1000},
    ),
    Step(
        "sigmoids.too_far",
        say("Behind “more” is η. Take 50 sigmoids, η = 0.3, and ten updates."),
        lambda at: at.n >= 40 and at.k >= 5 and at.at_first < at.L,
        template("L is {now}, and was {before}. With more sigmoids the same step of each moves the sum further."),
        {"curve": "sine", "n": 50, "η": 0.3, "update": 10},
    ),
)

MATRICES = (
    Step(
        "sigmoids.on_the_flat",
        say("Drag x₂ to 20. Which sigmoid hardly answers any more?"),
        lambda at: at.features > 1 and at.x2 >= 19.5 and (abs(at.a - 0.5) > 0.4).sum() == 1 < at.sigmoids,
        template("The one with a = {furthest:.2f}: it stands on its flat part. What stands on a slope answers still."),
        {"x2": 20.0},
    ),
    Step(
        "sigmoids.one_weight",
        say("Drag one of the two weights of x₂. What changes?"),
        lambda at: len(at.rows) == 1,
        template("Row {row} of W, so row {row} of r and of a, and y: {before:.2f}k became {y:.2f}k."),
        {"W": ((0.3, -0.2, 0.1, 0.2), (-0.1, -0.6, 0.3, -0.4), (0.2, 0.1, -0.3, 0.1), (-0.2, 0.4, -0.1, 0.2))},
    ),
    Step(
        "sigmoids.two_counts",
        say("Take four features, and then three sigmoids."),
        lambda at: at.features == 4 and at.sigmoids == 3,
        template(
            "W has {sigmoids} rows and {features} columns now: the two counts have nothing to do with each other."
        ),
        {"features": 4, "sigmoids": 3},
    ),
)

THETA = (
    Step(
        "sigmoids.shortest",
        say("Make θ as short as it can be."),
        lambda at: at.total == 4,
        template("{total} numbers, one of each kind: a weight, its b, a c, and the other b."),
        {"features": 1, "sigmoids": 1},
    ),
    Step(
        "sigmoids.seven_days",
        say("Take seven features, and 100 sigmoids."),
        lambda at: (at.features, at.sigmoids) == (7, 100),
        template("{weights} of its {total} numbers are weights. To try them all is over."),
        {"features": 7, "sigmoids": 100},
    ),
)

STARTS = (
    Step(
        "sigmoids.stands_still",
        say("Press play. Does anything move?"),
        lambda at: at.start == "zero" and at.k >= 500,
        template("After {k} updates all is as it was: the gradient is {g} long, so nothing tells up from down."),
        {"start": "zero", "update": 1000},
    ),
    Step(
        "sigmoids.all_alike",
        say("Take “all alike”, every parameter at 1, and play."),
        lambda at: at.start == "alike" and at.n > 1 and at.k >= 200 and at.different == 1 and not at.ran_away,
        template("{n} sigmoids, and not two different ones: they do what one can do, and have L = {L}."),
        {"start": "alike", "update": 1000, "n": 10},
    ),
    Step(
        "sigmoids.at_random",
        say("Take “random”, and play."),
        lambda at: at.start == "random" and at.n > 1 and at.k >= 500 and at.different == at.n,
        template(
            "They differ, and share the work: L = {L}. The gradient was {g_at_first} long; now it is {g}, and not 0."
        ),
        {"start": "random", "update": 1000, "n": 10},
    ),
    Step(
        "sigmoids.another_start",
        say("Roll another random start."),
        lambda at: at.start == "random" and at.again > 0,
        template("Other pieces from the first update on, and L = {L} after {k}."),
        {"start": "random", "again": 1},
    ),
)

BATCHES = (
    Step(
        "sigmoids.the_last_batch",
        say("Move the place in the pile to the last batch."),
        lambda at: at.place > (at.n - 1) * at.B and 1 < at.size < at.B,
        template("It holds {size} days, all that was left. It gets its update, too."),
        {"B": 32, "shuffled": True, "place": 1460},
    ),
    Step(
        "sigmoids.large_batches",
        say("Make the batches larger, up to 200 days or more."),
        lambda at: at.shuffled and at.B >= 200 and at.n > 1,
        template("Their losses have gathered around L = {L:.2f}k: they spread by {spread:.2f}k only."),
        {"B": 200, "shuffled": True},
    ),
    Step(
        "sigmoids.not_shuffled",
        say("Take B back to 32, and “shuffled” off."),
        lambda at: not at.shuffled and at.spread > 1.1 * at.mixed,
        template("Each is a stretch of the calendar: the losses spread by {spread:.2f}k, shuffled by {mixed:.2f}k."),
        {"B": 32, "shuffled": False},
    ),
)

BATCH_PATHS = (
    Step(
        "sigmoids.never_at_rest",
        say("Play to the end."),
        lambda at: at.update == 200 and at.B > 1 and at.all < at.some < at.at_first,
        template(
            "L is {told_all}k² with all days, after {far:,} looks at a day; with batches {told_some}k² after {seen:,}, "
            "and they stagger on."
        ),
        {"update": 200},
    ),
    Step(
        "sigmoids.one_day_each",
        say("Take η = 0.06, and batches of 1."),
        lambda at: at.B == 1 and at.some > at.at_first > at.all,
        template("Thrown off: L is {told_some}k². The slope of one day may be many times the mean one."),
        {"update": 200, "η": 0.06, "B": 1},
    ),
    Step(
        "sigmoids.all_days_thrown",
        say("Take η = 0.098, and batches of 10."),
        lambda at: at.all > at.at_first,
        template("All days: {told_all}k², for η is beyond the limit of lesson three. The batches: {told_some}k²."),
        {"update": 200, "η": 0.098, "B": 10},
    ),
)

OPTIMIZERS = (
    Step(
        "sigmoids.last_epoch",
        say("Play to the end, and look at the losses by η on the right."),
        lambda at: at.epoch == 200,
        template("At η = {η} SGD has L = {sgd:.3g} now, and Adam {adam:.3g}."),
        {"epoch": 200},
    ),
    Step(
        "sigmoids.nearly_a_tie",
        say("Choose the η where the two nearly meet."),
        lambda at: at.curve == "sine" and at.epoch >= 150 and max(at.sgd, at.adam) < 1.25 * min(at.sgd, at.adam),
        template("η = {η}: {sgd:.3g} and {adam:.3g}, nearly a tie. With a smaller η it is SGD that falls behind."),
        {"curve": "sine", "η": 0.1, "epoch": 200},
    ),
    Step(
        "sigmoids.both_are_hurt",
        say("Choose an η that is too large for both."),
        lambda at: at.epoch >= 50 and at.sgd > 2 * at.best_sgd and at.adam > 2 * at.best_adam and at.η > 0.1,
        template(
            "SGD had {best_sgd:.3g} at its best, and has {sgd:.3g}; Adam had {best_adam:.3g}, and has {adam:.3g}."
        ),
        {"curve": "sine", "η": 0.3, "epoch": 200},
    ),
)
