"""What a reader sees, in the reader's language: sentences, numbers, counts and dates are written here, and only here.

A sentence is a whole template where it is used, ``say("off by {error:.2f}k", error=e)``. In English the template is the
text; another language is a catalogue in ``locale/`` (gettext; Babel extracts the templates), with the template as key.
"""

from __future__ import annotations

import gettext
import os
from datetime import date
from functools import cache
from numbers import Real
from pathlib import Path
from string import Formatter

import numpy as np

LOCALE = Path(__file__).with_name("locale")


@cache
def catalogue():
    """Return the messages of the language that the environment's ``MLCOURSE_LANG`` names; without one, English."""
    return gettext.translation("mlcourse", LOCALE, [os.environ.get("MLCOURSE_LANG", "en")], fallback=True)


def say(template, /, **fields):
    """Say a sentence: ``template`` in the reader's language, its ``{fields}`` filled in.

    A field's format is Python's, ``{error:.2f}``; numbers get a real minus sign, and dates the formats of `DATES`.
    """
    return filled(template, fields)


def template(text):
    """Return a sentence's template as it is: `filled` says it later, and what extracts templates finds it by this."""
    return text


def filled(template, fields):
    """Say a sentence of which the `template` was made before."""
    return _WRITER.vformat(catalogue().gettext(template), (), fields)


def told(template, fields):
    """Return what a template tells of ``fields``, by name: ``{"losses[0]": 3.2}``. `filled` takes it, too."""
    return {name: _WRITER.get_field(name, (), fields)[0] for _, name, _, _ in _WRITER.parse(template) if name}


def say_many(one, many, /, n, **fields):
    """Say a sentence about ``{n}`` things: by the template for ``one`` of them, or by that for ``many``."""
    return _WRITER.vformat(catalogue().ngettext(one, many, n), (), {"n": n} | fields)


class _Writer(Formatter):
    """Fills in a template's fields, numbers and dates as the course writes them."""

    parse = staticmethod(
        cache(lambda template: tuple(Formatter().parse(template)))
    )  # a drag says the same again and again

    def get_field(self, name, args, fields):
        """Find a field, ``losses[0]``, in what it is part of, or under its whole name."""
        return (fields[name], name) if name in fields else super().get_field(name, args, fields)

    def format_field(self, value, spec):
        if isinstance(value, np.datetime64 | date):
            return dated(value, spec or "long")
        if isinstance(value, Real) and not isinstance(value, bool):
            return number(value, spec)
        return super().format_field(value, spec)

    def convert_field(self, value, conversion):
        """Show a number of numpy as the number that it is: 1.5 and not np.float64(1.5)."""
        return super().convert_field(value.item() if isinstance(value, np.generic) else value, conversion)


_WRITER = _Writer()


class InputError(ValueError):
    """What the course cannot do with its input. A notebook shows the words, and no line of the course's code."""

    def _render_traceback_(self):
        return [f"✗ {self}"]


_HYPHEN = str.maketrans("-", "−")


def number(value, spec=""):
    """Write a number as `format` does, with a real minus sign, and without one before what is rounded to 0."""
    text = format(value, spec)
    if text.startswith("-") and value == value and float(text.strip("-%").replace(",", "") or 0) == 0:
        text = ("+" if spec.startswith("+") else "") + text[1:]
    return text.translate(_HYPHEN)


RAISED = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def raised(number):
    """Write a whole number as a power is written: ⁻¹²."""
    return str(number).translate(RAISED)


def sub(name, *numbers):
    """Write a name with its indices: x₁, w₁₂."""
    return name + "".join(map(str, numbers)).translate(LOWERED)


# Dates. How each format puts the parts together is a template, too.

DAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
WHOLE_DAYS = (
    *(say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday")),
)
MONTHS = (
    *(say("January"), say("February"), say("March"), say("April"), say("May"), say("June"), say("July")),
    *(say("August"), say("September"), say("October"), say("November"), say("December")),
)
SHORT_MONTHS = (
    *(say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun"), say("Jul"), say("Aug"), say("Sep")),
    *(say("Oct"), say("Nov"), say("Dec")),
)


def dated(when, form="long"):
    """Write a date (datetime64 or date) in one of the forms of `DATES`."""
    day = np.datetime64(when, "D").item()
    return DATES[form](day=day.day, weekday=WHOLE_DAYS[day.weekday()], year=day.year, month=day.month - 1)


DATES = {
    "long": lambda day, month, year, **_: say("{day} {month} {year}", day=day, month=MONTHS[month], year=year),
    "full": lambda weekday, day, month, year: say(
        "{weekday} {day} {month} {year}", weekday=weekday, day=day, month=MONTHS[month], year=year
    ),
    "short": lambda day, month, **_: say("{day} {month}", day=day, month=SHORT_MONTHS[month]),
    "month": lambda month, **_: SHORT_MONTHS[month],
}
