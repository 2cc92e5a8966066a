"""4.4 and 4.5 One soft sigmoid."""

import numpy as np

from mlcourse.functions import blue, hard_sigmoid
from mlcourse.interact.controls import slider
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.sigmoids import steps
from mlcourse.pictures.marks import Handle, Line, Text
from mlcourse.pictures.scene import Axis, Panel, Scene
from mlcourse.words import number, say

REACH, TALL = 6.0, 8.0


def one_sigmoid():
    """Move ``c``, ``b`` and ``w`` of one sigmoid, or its centre, its steepness and its height on the picture."""
    grid = np.linspace(-REACH, REACH, 401)

    def draw(c, b, w):
        centre, slope = float(np.clip(-b / w, -100, 100)) if w else 0.0, c * w / 4
        low, high = (0, c) if w > 0 else (c, 0) if w < 0 else (blue(0, c, b, w),) * 2
        tangent = centre + np.array([-1.5, 1.5])
        return Scene(
            Panel(
                *_levels(c, low, high),
                Line(grid, blue(grid, c, b, w, hard_sigmoid), role="target", width=2),
                Line(tangent, c / 2 + slope * (tangent - centre), role="best", width=2, dashed=True),
                Line(grid, blue(grid, c, b, w), role="prediction", width=4),
                *_handles(c, w, centre, slope),
                x=Axis("x₁", (-REACH, REACH)),
                y=Axis("c·sigmoid(b + w·x₁)", (-TALL, TALL)),
            ),
            says=f"{_shape(c, b, w)} {_ends(low, high)}",
            facts={"centre": centre, "slope": slope, "left": low, "right": high},
        )

    # Steps so fine that what a handle moves together with another number does not jump.
    c, b, w = slider(-6, 6, 4.0, step=0.05), slider(-12, 12, -2.0, step=0.001), slider(-4, 4, 2.0, step=0.001)
    return Explorer(draw, c=c, b=b, w=w).with_steps(steps.ONE_SIGMOID)


def three_numbers():
    """Move ``c``, ``b`` and ``w`` one at a time, from a sigmoid whose centre is at 3."""
    return one_sigmoid().at(c=5, b=-6, w=2).with_steps(steps.THREE_NUMBERS)


def _levels(c, low, high):
    """Draw the two heights between which a sigmoid climbs or falls, and write where it comes from and goes to."""
    return (
        Line([-REACH, REACH], [c, c], role="quiet", width=1.5, dashed=True),
        Line([-REACH, REACH], [0, 0], role="quiet", width=1.5, dashed=True),
        Text(-REACH, low, say("to {height:.1f}", height=low), role="quiet", side="below"),
        Text(REACH, high, say("to {height:.1f}", height=high), role="quiet", side="below"),
    )


def _handles(c, w, centre, slope):
    """Return what is dragged: centre, steepness (where the centre is seen, and there is a height), and height."""
    steepen, seen = {"w": 4 / c, "b": -4 / c * centre} if abs(c) > 0.05 else {}, abs(centre) <= REACH
    return (
        Handle(centre, c / 2, right={"b": -w} if w else {}, label=say("centre"), side="left"),
        Handle(centre + 1, c / 2 + slope, up=steepen, label=say("steepness"), role="best") if seen else None,
        Handle(-4.5 if w >= 0 else 4.5, c, up={"c": 1.0}, label=say("height"), side="above"),
    )


def _shape(c, b, w):
    """Say the sigmoid as a formula, where its centre is, and its slope there."""
    formula = f"{number(c, '.2f')}·sigmoid({number(b, '.2f')} {'+' if w >= 0 else '−'} {abs(w):.2f}·x₁)"
    if not w:
        return say("[{formula}|prediction]: without w it is flat, slope [{slope:.2f}|best].", formula=formula, slope=0)
    return say(
        "[{formula}|prediction]: its centre is at −b/w = {centre:.2f}, its slope there cw/4 = [{slope:.2f}|best].",
        formula=formula,
        centre=-b / w,
        slope=c * w / 4,
    )


def _ends(low, high):
    return say("It goes from {low:.1f} on the left to {high:.1f} on the right.", low=low, high=high)
