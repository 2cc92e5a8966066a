"""3.6 The result, read aloud."""

from mlcourse import functions
from mlcourse.fits import best
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.descent import steps
from mlcourse.lessons.shared.days import ENDS, cloud
from mlcourse.losses import mae
from mlcourse.pictures.marks import Line
from mlcourse.pictures.scene import Scene
from mlcourse.words import say


def sentence(x, label):
    """Read ``w``, ``b`` and ``L`` aloud, in words about views; move them, and see whether your sentence still holds."""
    (w0,), b0 = best(x, label)

    def draw(w, b):
        L, least = mae(functions.line(x, w, b), label), mae(functions.line(x, w0, b0), label)
        low, high = functions.line(4.0, w, b), functions.line(10.0, w, b)
        marks = (
            Line(ENDS, functions.line(ENDS, w0, b0), role="best", width=1.5, dashed=True),
            Line(ENDS, functions.line(ENDS, w, b), role="prediction"),
            *[_read_off(at, said) for at, said in ((4.0, low), (10.0, high))],
        )
        return Scene(
            cloud(x, label, functions.line(x, w, b), slice(0, 0), *marks),
            says=" ".join([_slope(w), _height(b, low, high), _off(L, least)]),
            facts={"off": 1000 * L, "least": 1000 * least},
        )

    return Explorer(draw, w=(-0.75, 1.25, round(float(w0), 2)), b=(-4, 10, round(b0, 1))).with_steps(steps.SENTENCE)


def _read_off(at, said):
    """Draw the way from the views of yesterday up to the line, and over to what it says."""
    return Line([at, at, 0], [0, said, said], role="prediction", width=1.5, dashed=True)


def _slope(w):
    if w >= 0:
        return say("A thousand readers more yesterday mean [{readers:.0f} more|prediction] today.", readers=1000 * w)
    return say("A thousand readers more yesterday mean [{readers:.0f} fewer|prediction] today.", readers=-1000 * w)


def _height(b, low, high):
    return say(
        "After a day with nobody the line says {none:.0f}, after 4000 readers {low:.0f}, after 10000 readers "
        "{high:.0f}.",
        **{"none": 1000 * b, "low": 1000 * low, "high": 1000 * high},
    )


def _off(L, least):
    return say(
        "It is off by [{L:.0f} readers|error] on an average day; the [best line|best] by {least:.0f}.",
        **{"L": 1000 * L, "least": 1000 * least},
    )
