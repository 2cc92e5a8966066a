"""What a reader meets, cell by cell: is a truth told before it is asked, a word used before it is said?"""

import re
from typing import NamedTuple

from mlcourse.interact.explorer import Explorer
from mlcourse.page import Table
from mlcourse.practice.asked import Asked, Choice, Point
from mlcourse.practice.check import Checked
from mlcourse.practice.question import Question


class Told(NamedTuple):
    """A text that a reader meets, where, in which lesson and cell, and of which kind it is.

    It is "text" or "code" of a cell or "shown" by it; "ahead" is what says what the lesson, or the next, will be about.
    """

    where: str
    text: str
    kind: str = "shown"


def written(scene):
    """All that is written in a picture and under it."""
    yield scene.says
    for panel in scene.panels:
        yield from (panel.title, panel.x.label, panel.y.label)
        yield from (text for _, axis in panel.axes for _, text in axis.ticks or ())
    yield from (getattr(mark, name) for mark in scene.marks for name in ("text", "label") if hasattr(mark, name))
    yield from (text for mark in scene.marks for name in ("words", "told") for text in getattr(mark, name, ()))


def shown_by(shown):
    """What a cell shows, as it opens: texts, and what is asked, before all that the answer brings."""
    if isinstance(shown, Explorer):
        yield from (*written(shown.scene()), *(step.words for step in shown.steps))
    elif isinstance(shown, Question):
        yield from (shown.asked, shown.asked.question, shown.asked.why, shown.asked.told(shown.asked.right))
        yield from shown_by(shown.then)
    elif isinstance(shown, Checked):
        yield shown.words
    elif isinstance(shown, Table):
        yield re.sub(r"<[^>]*>", " ", shown._repr_html_())
    elif isinstance(shown, str | float | int | tuple | list):
        yield str(shown)


SECTIONS = re.compile(r"(?<![\w.])[1-6]\.\d\d?(?![\w.])(?! ?%)")  # 2.5, where a text speaks of that section


def prose(source):
    """A text without the numbers of sections in it; in its blocks of code there are none."""
    parts = re.split(r"(```.*?```)", source, flags=re.S)
    return "".join(part if part.startswith("```") else SECTIONS.sub("…", part) for part in parts)


# What counts as the same number. A truth of one digit, 7 or 1000, is met by chance in every lesson: it tells nothing.

NUMBERS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?P<per_cent> ?%| per cent)?"
)


class Number(NamedTuple):
    """A number as it is written in a text, without its sign, and whether it is one of per cent."""

    text: str
    per_cent: bool

    @property
    def digits(self):
        """How many digits it is written with, the zeros before them aside, and those of 1000."""
        return len(self.text.replace(".", "").lstrip("0") if "." in self.text else self.text.strip("0"))

    def is_rounded(self, value):
        """Whether a value is this number, to as many digits as are written."""
        return abs(abs(value) - float(self.text)) <= 0.5 * 10.0 ** -len(self.text.partition(".")[2]) + 1e-9


def numbers(text):
    """Return the numbers that are written in a text."""
    return [Number(re.sub("[^0-9.]", "", each[0]), bool(each["per_cent"])) for each in NUMBERS.finditer(text)]


def is_told(asked, text):
    """Whether a text gives away what is asked: a choice of several numbers, both numbers of a point, or the number."""
    said = [each for each in numbers(text) if each.digits > 1]
    if isinstance(asked, Choice):
        right = asked.told(asked.right)
        return len(numbers(right)) > 1 and right in text
    if isinstance(asked, Point):
        return all(any(each.is_rounded(value) for each in said) for value in asked.truth.values())
    (exact,) = numbers(f"{abs(asked.truth):.12f}".rstrip("0").rstrip("."))
    alike = [each for each in said if each.per_cent == (getattr(asked, "unit", "").strip() == "%")]
    return exact.digits > 1 and any(each.is_rounded(asked.truth) for each in alike)


def is_measured(asked, text):
    """Whether a text has two or more of the numbers that the verdict compares, each with three digits or more."""
    compared, said = ({n.text for n in numbers(each) if "." in n.text and n.digits > 2} for each in (asked.why, text))
    return len(compared & said) > 1


def early(met):
    """Yield ``(id, where, text)`` for all that is told before it is asked; ``met`` are `Told` texts and what is asked.

    A question's own words count, too.
    """
    for place, asked in enumerate(met):
        if isinstance(asked, Asked):
            above = [each for each in met[:place] if isinstance(each, Told)]
            for where, text, _ in (*above, Told("its own words", asked.question)):
                if is_told(asked, text) or is_measured(asked, text):
                    yield asked.id, where, text


# Words. One is said where a text sets it in bold or in italics, and a Greek letter where one is told how it is read.

LETTERS = {"η": "eta", "θ": "theta", "λ": "lambda", "σ": "sigma", "∇": "nabla"}
EMPHASIS = re.compile(r"\*+([^*\n]+)\*+")
NOT_YET = re.compile(r"^#.*$|\[[^\]]*\]\([^)]*\)", re.M)  # a heading or a link announces what is to come


def forms(term):
    """A term in one and in many, as a pattern."""
    return r"(?<!\w)" + re.sub(r"(?<=ch)es$|(?<=\w{3}[^s])s$", "", re.escape(term.lower())) + r"(?:s|es)?(?!\w)"


def unsaid(met, terms):
    """Yield ``(word, where, text)`` for each of the ``terms``, and each letter, that is met before it is said."""
    texts = [
        (each, NOT_YET.sub("", each.text)) for each in met if isinstance(each, Told) and each.kind in ("text", "shown")
    ]
    for term in terms:
        longer = [forms(other) for other in terms if term.lower() in other.lower() and other != term]
        yield from _before(texts, term, forms(term), forms(term), "|".join(longer) or "(?!)")
    for letter, name in LETTERS.items():
        yield from _before(texts, letter, rf"\b{name}\b", rf"{letter}|\\{name}\b", "(?!)")


def _before(texts, word, said, pattern, longer):
    """Yield the texts in which a pattern, and no longer term, is met before a text lifts out what is ``said``."""
    for each, text in texts:
        if each.kind == "text" and any(re.search(said, lifted, re.I) for lifted in EMPHASIS.findall(each.text)):
            return
        if re.search(pattern, re.sub(longer, "", text, flags=re.I), re.I if said == pattern else 0):
            yield word, each.where, text
