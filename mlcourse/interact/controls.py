"""What the reader moves: numbers, choices, and arrays of points."""

from __future__ import annotations

import math
from decimal import Decimal
from numbers import Integral, Real
from pathlib import Path

import anywidget
import ipywidgets
import numpy as np
import traitlets

from mlcourse.words import InputError, say, say_many

LAYOUT = {"width": "auto", "flex": "1 1 170px", "max_width": "360px", "min_width": "min(100%, 160px)"}
STYLE = {"description_width": "initial"}


def slider(low, high, start=None, *, step=None, label=""):
    """Return a slider from ``low`` to ``high``; unless told it starts in the middle and has 100 to 1000 steps.

    Whole numbers with a whole ``step`` give whole numbers. Without a ``label`` it is called as its argument is. Raises
    a ValueError where there is no way from ``low`` up to ``high``, or ``start`` is not on it.
    """
    if not (_finite(low) and _finite(high) and low < high):
        raise InputError(
            say(
                "a slider goes from a low number up to a higher one; this one goes from {low!r} to {high!r}",
                low=low,
                high=high,
            )
        )
    step = step or 10 ** math.floor(math.log10((high - low) / 100))
    start = low + step * round((high - low) / 2 / step) if start is None else start
    if not (_finite(start) and low <= start <= high):
        told = {"low": low, "high": high, "start": start}
        raise InputError(say("this slider goes from {low!r} to {high!r}; it cannot start at {start!r}", **told))
    options = {"value": start, "min": low, "max": high, "step": step, "description": label}
    options |= {"layout": LAYOUT, "style": STYLE}
    if all(isinstance(number, Integral) for number in (low, high, start, step)):
        return ipywidgets.IntSlider(**options)
    decimals = max(0, -Decimal(str(step)).normalize().as_tuple().exponent)
    return ipywidgets.FloatSlider(**options, readout_format=f".{decimals}f")


def choice(values, start=None, *, label=""):
    """Return buttons to choose one of ``values`` with; unless told it starts at the first.

    ``values`` are a list, or ``{value: label}`` where the buttons say something else: a value is what code compares and
    never a word of a language, its label is `say`d. Raises a ValueError where there is nothing to choose from, or
    ``start`` is none of them.
    """
    labels = values.items() if isinstance(values, dict) else ((value, str(value)) for value in values)
    options = [(label, value) for value, label in labels]
    if not options:
        raise InputError(say("{values!r} is nothing to choose from: give one value or more", values=values))
    style = {"button_width": "auto", "description_width": "initial"}
    made = ipywidgets.ToggleButtons(options=options, description=label, layout={"width": "max-content"}, style=style)
    if start is not None:
        fits("start", made, start)
        made.value = start
    return made


class Played(ipywidgets.IntSlider):
    """A slider that plays: ``buttons`` bring it to its start, one back, on its own to its end, one on.

    On its own it goes by ``stride``: where there are a thousand steps, nobody wants to wait for each. The page writes
    into ``end`` beyond which value the picture has nothing more to show; there playing ends. Where its way is long,
    a button more makes it faster. When a reader chooses another value of ``anew``, the id of a choice, it goes back to
    its start.
    """

    stride = traitlets.Int(1).tag(sync=True)
    end = traitlets.Int(None, allow_none=True).tag(sync=True)
    anew = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **options):
        super().__init__(**options)
        self.buttons = Play(self)


def played(steps, start=None, *, stride=1, label="", anew=None):
    """Return a slider over the ``range`` of ``steps`` that plays; unless told it starts at the first of them.

    ``anew`` is a choice with which something new begins, see `Played`. Raises a ValueError if ``start`` is not on it.
    """
    options = {"min": steps[0], "max": steps[-1], "step": steps.step, "stride": stride, "description": label}
    made = Played(value=steps[0], anew=anew.model_id if anew else "", **options, layout=LAYOUT, style=STYLE)
    if start is not None:
        fits("start", made, start)
        made.value = start
    return made


def _finite(number):
    return isinstance(number, Real) and math.isfinite(number)


def points(name, rows):
    """Return ``rows`` as an array; raise a ValueError if they are not one or more rows of finite numbers."""
    try:
        array = np.asarray(rows, dtype=float)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.ndim != 2 or not array.size or not np.isfinite(array).all():
        told = {"name": name, "rows": rows}
        raise InputError(say("{name} is made of rows of finite numbers, [[x, y], …]; it cannot be {rows!r}", **told))
    return array


ROWS = say("row"), say("rows")  # one and many, where nothing else is said


class Points(anywidget.AnyWidget):
    """One or more rows that handles on the picture move: corners, a label, bars. ``value`` is a list of rows.

    Every number in them stays between ``low`` and ``high``; an arrow key moves it by ``step``. Rows can be added and
    taken out where ``count``, the fewest and the most there may be, leaves room for it. With ``apart`` a hand keeps the
    first number of each row so far above that of the row before. ``called`` are the words for one row and for many.
    """

    _esm = "export default {}"
    value = traitlets.List().tag(sync=True)
    min = traitlets.Float(None, allow_none=True).tag(sync=True)
    max = traitlets.Float(None, allow_none=True).tag(sync=True)
    step = traitlets.Float(0.1).tag(sync=True)
    count = traitlets.Tuple().tag(sync=True)
    apart = traitlets.Float(None, allow_none=True).tag(sync=True)
    one = traitlets.Unicode().tag(sync=True)
    many = traitlets.Unicode().tag(sync=True)

    def __init__(self, rows, low=None, high=None, step=0.1, count=None, apart=None, called=ROWS):
        value = points("points", rows).tolist()
        (one, many), count = called, count or (len(value), len(value))
        super().__init__(value=value, min=low, max=high, step=step, count=count, apart=apart, one=one, many=many)


def _script(name):
    return Path(__file__).with_name(name).read_text("utf-8")


class Dice(anywidget.AnyWidget):
    """A button that counts how often it was pressed: a new ``value`` is a new seed. It may throw a slider too.

    The slider ``throws`` goes to a place that chance picks, the slider ``rewinds``, which plays, back to its start.
    """

    _esm = _script("dice.js")
    value = traitlets.Int(0).tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)
    throws = traitlets.Unicode("").tag(sync=True)
    rewinds = traitlets.Unicode("").tag(sync=True)

    def __init__(self, description, throws=None, rewinds=None):
        others = {"throws": throws.model_id if throws else "", "rewinds": rewinds.model_id if rewinds else ""}
        super().__init__(description=description, **others)


class Reset(anywidget.AnyWidget):
    """A button that brings ``Points`` back to where they stood at first."""

    _esm = _script("reset.js")
    description = traitlets.Unicode().tag(sync=True)
    moves = traitlets.Unicode().tag(sync=True)
    first = traitlets.List().tag(sync=True)

    def __init__(self, description, points):
        super().__init__(description=description, moves=points.model_id, first=points.value)


BUTTONS = {
    **{"reset": say("reset"), "back": say("back"), "play": say("play"), "pause": say("pause"), "step": say("step")},
    "speed": say("speed"),
}


class More(anywidget.AnyWidget):
    """A button that shows the controls which are folded away in its row, and folds them again."""

    _esm = _script("more.js")
    words = traitlets.Dict({"more": say("more"), "less": say("less")}).tag(sync=True)


class Play(anywidget.AnyWidget):
    """The buttons of a slider that plays, `Played`."""

    _esm = _script("play.js")
    moves = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict(BUTTONS).tag(sync=True)

    def __init__(self, moves):
        super().__init__(moves=moves.model_id)
        self.add_class("mlcourse-play")


def control(spec):
    """Make a widget of ``spec``.

    ``(low, high)`` or ``(low, high, start)`` gives a slider, a ``range`` one over whole numbers, a list gives buttons
    to choose with, a bool a box to tick. A widget stays as it is: of `slider`, `choice` or `played`, which can be told
    more.
    """
    if isinstance(spec, ipywidgets.Widget):
        return spec
    if isinstance(spec, tuple) and len(spec) in (2, 3):
        return slider(*spec)
    if isinstance(spec, range) and len(spec) > 1:
        return slider(spec[0], spec[-1], spec[0], step=spec.step)
    if isinstance(spec, bool):
        return ipywidgets.Checkbox(value=spec, indent=False, layout={"width": "auto"})
    if isinstance(spec, list) and spec:
        return choice(spec)
    raise InputError(
        say(
            "{spec!r} is no control: give (low, high), a range of whole numbers, a list of choices, a bool or a widget",
            spec=spec,
        )
    )


def trait_of(widget):
    """Name the trait of ``widget`` that holds its value in the page: a choice is held as its index."""
    return "index" if "index" in widget.keys else "value"


def value_of(widget, held):
    """Turn what the page holds for ``widget`` into its value: a choice from its index, an array from rows."""
    if isinstance(widget, Points):
        return np.asarray(held, dtype=float)
    if trait_of(widget) == "index":
        return choices(widget)[held]
    return float(held) if isinstance(widget.value, float) else held  # JavaScript writes 1.0 as 1


def held_of(widget, value):
    """Turn a value that ``widget`` can take into what the page holds for it, as `value_of` turns it back."""
    if isinstance(widget, Points):
        return np.asarray(value, dtype=float).tolist()
    return choices(widget).index(value) if trait_of(widget) == "index" else value


def choices(widget):
    """List the values a choice can take; where every option is a ``(name, value)`` pair, they are named."""
    named = all(isinstance(option, tuple | list) and len(option) == 2 for option in widget.options)
    return [option[1] if named else option for option in widget.options]


def fits(name, widget, value):
    """Raise a ValueError that names the control, the value and what it takes, if it cannot take this one."""
    told = {"name": name, "value": value}
    if trait_of(widget) == "index":
        if value not in choices(widget):
            told["choices"] = choices(widget)
            raise InputError(say("{name} is one of {choices}, so it cannot be {value!r}", **told))
    elif isinstance(widget.value, bool):
        if not isinstance(value, bool):
            raise InputError(say("{name} is True or False, so it cannot be {value!r}", **told))
    elif isinstance(widget, Points):
        _points_fit(widget, points(name, value), told)
    else:
        low, high = getattr(widget, "min", -math.inf), getattr(widget, "max", math.inf)
        if isinstance(widget.value, int) and (isinstance(value, bool) or not isinstance(value, Integral)):
            raise InputError(say("{name} is a whole number, so it cannot be {value!r}", **told))
        if isinstance(value, bool) or not isinstance(value, Real):
            raise InputError(say("{name} is a number, so it cannot be {value!r}", **told))
        if not low <= value <= high:
            told |= {"low": low, "high": high}
            raise InputError(say("{name} goes from {low!r} to {high!r}, so it cannot be {value!r}", **told))


def _points_fit(widget, rows, told):
    low, high = (-math.inf if widget.min is None else widget.min), (math.inf if widget.max is None else widget.max)
    if not ((low <= rows) & (rows <= high)).all():
        told |= {"low": low, "high": high}
        raise InputError(say("{name} holds numbers from {low!r} to {high!r}, so it cannot be {value!r}", **told))
    (fewest, most), columns = widget.count, len(widget.value[0])
    if fewest <= len(rows) <= most and rows.shape[1] == columns:
        return
    told |= {"fewest": fewest, "most": most, "columns": columns}
    if fewest < most:
        raise InputError(say("{name} has {fewest} to {most} rows of {columns}, so it cannot be {value!r}", **told))
    raise InputError(
        say_many(
            "{name} has {n} row of {columns}, so it cannot be {value!r}",
            "{name} has {n} rows of {columns}, so it cannot be {value!r}",
            n=most,
            **told,
        )
    )
