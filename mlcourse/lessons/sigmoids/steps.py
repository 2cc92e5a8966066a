"""What there is to try where lesson 4 bends, 4.1 to 4.6: for each explorer, in the order of the text."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

STRAIGHT = (
    Step(
        "sigmoids.working_days",
        say("Lay the line along Monday to Thursday."),
        lambda at: at.off[:4].max() <= 0.4,
        template("Those four are met within {working:.1f}k, and Saturday is missed by {off[5]:.1f}k."),
        {"b": 10.1, "w": 0.0},
    ),
    Step(
        "sigmoids.weekend",
        say("Lay it along Saturday and Sunday."),
        lambda at: at.off[5:].max() <= 0.3,
        template("Right about the weekend, and off by {off[0]:.1f}k on Monday."),
        {"b": 2.3, "w": 0.6},
    ),
    Step(
        "sigmoids.least_of_a_line",
        say("Make L as small as a line can."),
        lambda at: at.L - at.least < 0.02,
        template("L = {L:.2f}k, and still one day is missed by {worst:.1f}k. No w and no b will help."),
        {"b": 11.4, "w": -0.93},
    ),
)

BUILD = (
    Step(
        "sigmoids.first_piece",
        say("Press › once: the first piece comes to the constant."),
        lambda at: at.k >= 1,
        template("{sum} is red up to x = {end:.1f}. Of what comes after, nothing has been said yet."),
        {"pieces": 1},
    ),
    Step(
        "sigmoids.all_pieces",
        say("Add the other pieces, one by one."),
        lambda at: at.k == at.n,
        template("{sum}: the constant and {n} pieces are the red curve, exactly."),
        {"pieces": 4},
    ),
    Step(
        "sigmoids.one_corner",
        say("Drag one corner. How many pieces change?"),
        lambda at: at.moved == 1 and at.changed >= 1,
        template("{changed} of {n}: a corner has no more neighbours. The others stay as they were."),
        {"corners": ((0, 3), (2, 8), (5, 5), (8, 2), (11, 5))},
    ),
    Step(
        "sigmoids.one_corner_more",
        say("Double-click where you want one more corner."),
        lambda at: at.n > at.pieces_at_first,
        template("{corners_now} corners now, and {n} pieces: one for each stretch between two of them."),
        {"corners": ((0, 3), (2, 8), (5, 8), (6.5, 6), (8, 2), (11, 5))},
    ),
)

ANY_CURVE = (
    Step(
        "sigmoids.as_near_as_you_like",
        say("Take more points, until the sine is missed by less than 0.1."),
        lambda at: at.curve == "sine" and at.off[at.n - 1] < 0.1,
        template("With {n} points nothing is off by more than {off_now:.3f}. More of them come nearer still."),
        {"curve": "sine", "placed": "well", "n": 30},
    ),
    Step(
        "sigmoids.one_point_too_many",
        say("On the bump, place them evenly. Find an n that is worse than one point fewer."),
        lambda at: at.curve == "bump" and at.placed == "evenly" and at.off[at.n - 1] > at.off[max(0, at.n - 2)] + 0.01,
        template(
            "{n} even points miss it by {evenly:.2f}, well placed ones by {well:.2f}: those stand where it bends."
        ),
        {"curve": "bump", "placed": "evenly", "n": 6},
    ),
    Step(
        "sigmoids.staircase",
        say("On the staircase, take all the points you can."),
        lambda at: at.curve == "staircase" and at.n >= 40,
        template("{n} points, and still {off_now:.2f} off: a sum of ramps has no jumps."),
        {"curve": "staircase", "placed": "well", "n": 50},
    ),
)

ONE_SIGMOID = (
    Step(
        "sigmoids.sides_swap",
        say("Pull the steepness below the centre, so that w is below 0."),
        lambda at: at.w < -0.1 and at.c > 0.5,
        template("Now it comes from {left:.1f} and goes to {right:.1f}: the two sides have swapped."),
        {"w": -2.0, "b": 2.0},
    ),
    Step(
        "sigmoids.hangs_down",
        say("Bring w above 0 again, and pull the height below 0."),
        lambda at: at.w > 0.1 and at.c < -0.5,
        template("From {left:.0f} down to {right:.1f}: it is turned upside down, and 0 is on the left, as before."),
        {"w": 2.0, "b": -2.0, "c": -4.0},
    ),
)

SOFTEN = (
    Step(
        "sigmoids.hard_again",
        say("Move soft to 0."),
        lambda at: at.soft == 0,
        template("Hard pieces lie on red, and nothing is off."),
        {"soft": 0.0},
    ),
    Step(
        "sigmoids.steep_piece",
        say("With soft at 1, drag two corners close together."),
        lambda at: at.soft == 1 and at.wide <= 0.7,
        template("That piece is {wide:.1f} wide now. Steep and short, it is off over a short way only."),
        {"soft": 1.0, "corners": ((0, 3), (2, 8), (5, 8), (5.5, 2), (11, 5))},
    ),
    Step(
        "sigmoids.one_soft_piece",
        say("Take corners out (double-click), until one piece is left."),
        lambda at: at.soft == 1 and at.n == 1 and at.most > 0.05,
        template("It is off by {most:.2f} at most, beside its corners: there hard turns at once, and soft needs room."),
        {"soft": 1.0, "corners": ((0, 3), (8, 9))},
    ),
)

THREE_NUMBERS = (
    Step(
        "sigmoids.c_alone",
        say("Move c alone."),
        lambda at: at.c != 5 and (at.b, at.w) == (-6, 2),
        template("c = {c:.1f}: height and slope have changed with it. The centre stays at {centre:.0f}."),
        {"c": 3.0},
    ),
    Step(
        "sigmoids.b_alone",
        say("Bring c back to 5, and move b."),
        lambda at: at.b != -6 and (at.c, at.w) == (5, 2),
        template("The centre is at {centre:.2f} now. The shape has stayed: the slope is {slope:.2f} as before."),
        {"c": 5.0, "b": -2.0},
    ),
    Step(
        "sigmoids.w_alone",
        say("Bring b back to −6, and move w."),
        lambda at: at.w not in (0, 2) and (at.c, at.b) == (5, -6),
        template("The slope is {slope:.2f}, and the centre has moved, too: −b/w is {centre:.2f}."),
        {"c": 5.0, "b": -6.0, "w": 1.0},
    ),
    Step(
        "sigmoids.steeper_in_place",
        say("Make the slope 5, and keep the centre at 3."),
        lambda at: abs(at.slope - 5) < 0.1 and abs(at.centre - 3) < 0.05,
        template("w = {w:.2f} and b = {b:.2f}: when w grows, b has to go with it. The handle does both at once."),
        {"c": 5.0, "b": -12.0, "w": 4.0},
    ),
)

BEND = (
    Step(
        "sigmoids.every_best_value",
        say("Take so many pieces that every best value is met within 0.1k."),
        lambda at: at.off.max() <= 0.1,
        template("{n} pieces miss none by more than {worst:.2f}k. The line misses one day by {worst_of_line:.1f}k."),
        {"n": 5},
    ),
    Step(
        "sigmoids.all_there_is",
        say("Take 6 pieces, one for each step from day to day."),
        lambda at: at.n == 6,
        template(
            "L = {L:.2f}k, and by the day of the week alone nobody gets below {least:.2f}k. The line has {line:.2f}k."
        ),
        {"n": 6},
    ),
)

BEND_YESTERDAY = (
    Step(
        "sigmoids.fifty_bends",
        say("Take 50 pieces, and watch both losses."),
        lambda at: at.n == 50,
        template("L goes from {line[0]:.2f}k to {bent[0]:.2f}k, and L′ from {line[1]:.2f}k to {bent[1]:.2f}k."),
        {"n": 50},
    ),
    Step(
        "sigmoids.least_unseen",
        say("Find the n with the least L′."),
        lambda at: at.bent[1] == at.least,
        template("With {n} pieces L′ is {bent[1]:.2f}k, with the line {line[1]:.2f}k: next to nothing is gained."),
        {"n": 2},
    ),
)
