"""Lesson 5, ReLU: what is asked."""

from mlcourse import functions
from mlcourse.practice.asked import Choice, Nearest
from mlcourse.words import say

OTHER_SEED = Choice(
    "relu.other_seed",
    say("You train the same network twice, with two seeds. L′ is not the same. What was different?"),
    {
        "days": say("the days it learned from"),
        "drawn": say("the start, and the order of the batches"),
        "updates": say("the number of updates"),
    },
    truth="drawn",
    why=say("Both are drawn at random. So a single L′ is a draw, too."),
)


WHERE_IT_ENDS = Choice(
    "relu.where_it_ends",
    say("One ReLU climbs from where the ramp begins. What must a second one do where the ramp ends?"),
    {"climb": say("climb as well"), "fall": say("fall just as steeply"), "flat": say("stay flat")},
    truth="fall",
    why=say("From there on it takes away exactly what the first one goes on adding, so the sum is flat."),
)


WITHOUT = Choice(
    "relu.without",
    say("Thirty units and no activation function at all: a = r. Which curves can this model follow?"),
    {
        "all": say("all of them, it has 91 parameters"),
        "lines": say("straight lines only"),
        "none": say("none: it cannot be trained"),
    },
    truth="lines",
    why=say("A sum of straight lines is a straight line. All bends come from the activation function."),
)


FIFTY = Nearest(
    "relu.fifty",
    say("A model of 50 hard sigmoids is to be written with ReLUs, without changing it. How many?"),
    [25, 50, 100, 200],
    truth=50 * len(functions.as_relus(1, 0, 1)),
    why=say("Two for each. That is the 2i under the lecture's sum."),
)


CLOSED = Choice(
    "relu.closed",
    say("max(0, −3 + x₁) for x₁ = 1. How much does this ReLU add, and how steep is it there?"),
    {
        "shut": say("adds 0, slope 0"),
        "open": say("adds −2, slope 1"),
        "turned": say("adds 2, slope −1"),
    },
    truth="shut",
    why=say("r = −2 is below 0: the ReLU is shut. Where it is shut no gradient passes through it either."),
)


ONE_RUN = Choice(
    "relu.one_run",
    say("Network A has L′ = 0.30k, network B 0.31k, one seed each. Which is better?"),
    {"A": "A", "B": "B", "unknown": say("you cannot know yet")},
    truth="unknown",
    why=say(
        "The same network moves by as much from one seed to the next. Train each several times, look at the spread."
    ),
)


STRAIGHT_AGAIN = Choice(
    "relu.straight_again",
    say("Three layers of 100 units each, and no activation function. What is this model?"),
    {
        "deep": say("a deep network"),
        "linear": say("a linear model"),
        "curve": say("a piecewise linear curve"),
    },
    truth="linear",
    why=say("A line of a line of a line is a line. Only what stands between the layers makes them worth having."),
)


WIDER = Choice(
    "relu.wider",
    say("You go from 100 to 1000 ReLUs, and L falls. What does that tell you about L′?"),
    {"falls": say("it falls as well"), "rises": say("it rises"), "nothing": say("nothing certain")},
    truth="nothing",
    why=say(
        "Both may fall together, and often do. But L is about days it has learned from: only days it has not seen can "
        "tell, and with several seeds."
    ),
)


HALF_PLANES = Choice(
    "relu.half_planes",
    say("Two features, one ReLU: r = b + w₁x₁ + w₂x₂. Where in the plane is it open?"),
    {
        "side": say("on one side of a straight line"),
        "circle": say("inside a circle"),
        "strip": say("in a strip between two lines"),
    },
    truth="side",
    why=say("r = 0 is a straight line; on one side of it r is above 0. So each unit cuts the plane in two."),
)
