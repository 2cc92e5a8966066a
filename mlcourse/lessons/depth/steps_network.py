"""What there is to try in the networks of lesson 6 that one can touch: in 6.1, 6.4 and 6.8."""

from mlcourse.practice.steps import Step
from mlcourse.words import say, template

LAYERS = (
    Step(
        "depth.turned_units",
        say("Drag one of the days at the left, until a unit opens or shuts."),
        lambda at: bool(at.unit),
        template("{unit} has turned: its r was {was:.2f}, and is {r:.2f}. Below 0 it is shut, and hands on nothing."),
        {"x2": 12.0},
    ),
    Step(
        "depth.cut_a_line",
        say("Press a thick line, and drag its weight to 0. What comes out?"),
        lambda at: bool(at.cut),
        template("Without {cut} y is {y:.2f}k, and was {before:.2f}k with it. Nothing passes along that line."),
        {},
    ),
    Step(
        "depth.meet_the_day",
        say("Now drag any weight, until y meets ŷ."),
        lambda at: hasattr(at, "L"),
        template("This day is off by {off:.2f}k. On all {days} days L is {L:.2f}k now, and was {L_before:.2f}k."),
        {},
    ),
    Step(
        "depth.another_layer",
        say("Add a layer."),
        lambda at: at.layers > 2,
        template(
            "Another {more} parameters: a weight for each of the {units} numbers that come in, and a b, for each unit."
        ),
        {"layers": 3},
    ),
)

NAMED = (
    Step(
        "depth.letters",
        say("Press letters. Which part was the neuron there?"),
        lambda at: at.words == "letters",
        template("One unit, a = σ(r): a circle in a column. A column is a hidden layer, all of it a neural network."),
        {"words": "letters"},
    ),
)

DEPTHS = (
    Step(
        "depth.wide_layers",
        say("Make the layers as wide as they go."),
        lambda at: at.units == at.widest and at.yours > 2,
        template(
            "{between:,} of the {total:,} parameters stand between the layers. Twice as wide makes four times as many "
            "of those."
        ),
        {"yours": 4, "units": 6},
    ),
    Step(
        "depth.as_resnet",
        say("Make yours as deep as ResNet."),
        lambda at: at.yours == at.deepest,
        template("As wide as the lecture’s layers: {parameters:,} parameters, and one number a day to learn from."),
        {"yours": 152},
    ),
)

WAY_BACK = (
    Step(
        "depth.all_the_way",
        say("Step back to the first layer."),
        lambda at: at.back == at.last,
        template(
            "{slopes} slopes, those of each b too, from one way forward and one back. Thick is a line that would "
            "change L most."
        ),
        {"back": 3},
    ),
    Step(
        "depth.into_a_shut_unit",
        say("Choose a line into a unit that is shut."),
        lambda at: at.into_shut and at.known,
        template("∂L/∂{name} is 0: while the unit is shut, nothing it weighs makes a difference to L."),
        {"back": 3, "line": 1},
    ),
    Step(
        "depth.other_side",
        say("Drag a day, until y is on the other side of ŷ. What becomes of the slopes?"),
        lambda at: (at.y - at.label) * (at.before - at.label) < 0 and at.back > 0,
        template("y was {y:.2f}k, below what came: ∂L/∂y has turned, and so has every slope that is left."),
        {"back": 3, "x3": 7.0},
    ),
)

DERIVATIVE = (
    Step(
        "depth.moved_far",
        say("Move h to its largest, on the right."),
        lambda at: at.h > -0.05,
        template("Moved by one, the two slopes differ by {off:.2g}: the curve bends on the way."),
        {"h": 0.0},
    ),
    Step(
        "depth.out_of_digits",
        say("Now to its smallest."),
        lambda at: at.h < -8.95,
        template(
            "They differ by {off:.1g}, and by {least:.1g} in between: so close by, the computer runs out of digits."
        ),
        {"h": -9.0},
    ),
    Step(
        "depth.another_parameter",
        say("Press another line, with a slope below 0."),
        lambda at: at.line != at.first and at.exact < 0,
        template("{name}: a little more of it, and L falls. Both ways agree here, too."),
        {"line": 30, "h": -5.0},
    ),
)
