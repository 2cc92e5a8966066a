"""6.4 Depths on a scale."""

from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.depth import steps
from mlcourse.network import parameters
from mlcourse.pictures.marks import Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import say, say_many

FAMOUS = {"AlexNet": 8, "VGG": 19, "GoogLeNet": 22, "ResNet": 152}


def depths():
    """Set famous networks on a scale of depth, with yours among them: layers with weights are counted, the last too."""
    rows = tuple((-k, name) for k, name in enumerate([say("yours"), *FAMOUS]))

    def draw(yours):
        return Scene(
            Panel(
                *[Line([0, count], [-k, -k], role="data", width=14) for k, count in enumerate(FAMOUS.values(), 1)],
                *[Text(count, -k, f"{count}") for k, count in enumerate(FAMOUS.values(), 1)],
                Line([0, yours], [0, 0], role="prediction", width=14),
                Handle(yours, 0, right={"yours": 1.0}, label=f"{yours}", side="right"),
                x=Axis(say("layers with weights"), (0, 205)),
                y=Axis("", (-4.6, 0.6), rows),
            ),
            says=_said(yours, [name for name, count in FAMOUS.items() if count < yours]),
            facts={"parameters": _size(yours), "deepest": max(FAMOUS.values())},
        )

    return Explorer(draw, yours=slider(2, 152, 4, step=1)).with_steps(steps.DEPTHS)


def _size(layers):
    """Return how many parameters a network has with 100 units in each hidden layer, over 56 days."""
    return parameters([56, *[100] * (layers - 1), 1])


def _said(layers, passed):
    """Say how many parameters so many ``layers`` with weights have, and which networks they have ``passed``."""
    size = say_many(
        "[{layers} layers with weights|prediction], {n} of them hidden with 100 units, over 56 days: "
        "[{parameters:,} parameters|error].",
        "[{layers} layers with weights|prediction], {n} of them hidden with 100 units each, over 56 days: "
        "[{parameters:,} parameters|error].",
        n=layers - 1,
        layers=layers,
        parameters=_size(layers),
    )
    deeper = say("Deeper than {networks}.", networks=", ".join(passed)) if passed else say("Deeper than none of these.")
    return f"{size} {deeper}"
