"""4.7 The equation with all its numbers in it."""

import numpy as np

from mlcourse.pictures.marks import Line, Segments, Text
from mlcourse.pictures.scene import Axis, Panel
from mlcourse.words import number

COLUMN = 1.1  # from one number of W to the next

HIGH = 4  # rows at most

MIDDLE = 3.2

AWAY, TURN = 0.58, 0.12  # a bracket: from the middle of a column, and how far its ends turn in

WIDE = 0.2  # by so much r's column is wider: there stand the longest numbers

B, W_BEGINS = 1.95, 3.6  # where the vector b stands, and the first column of W


def rows_around(middle, count):
    """Heights of ``count`` things, the first on top, around the ``middle``."""
    return middle + (count - 1) / 2 - np.arange(count)


def equation(x, W, shift, c, b, r, a, y, watched):
    """Write r = b + Wx with all its numbers in brackets, the shapes under it, and below it y = b + cᵀa."""
    end = W_BEGINS + COLUMN * (W.shape[1] - 1) + 1.35  # where x stands
    blocks = [("r", 0, r[:, None], ".2f"), ("b", B, shift[:, None], ".1f"), ("W", W_BEGINS, W, ".1f")]
    blocks.append(("x", end, x[:, None], ".1f"))
    cells, brackets, heads = [], [], []
    for name, left, table, spec in blocks:
        (rows, columns), right = table.shape, left + COLUMN * (table.shape[1] - 1)
        heights = rows_around(MIDDLE, rows)
        cells += [(left + COLUMN * j, heights[i], number(value, spec)) for (i, j), value in np.ndenumerate(table)]
        wide = AWAY + WIDE * (name == "r")
        brackets += [_bracket(left - wide, rows, TURN), _bracket(right + wide, rows, -TURN)]
        heads += [((left + right) / 2, name, f"{rows} × {columns}" if name == "W" else f"{rows}")]
    return Panel(
        _column(W_BEGINS + COLUMN * watched, len(r)) if watched < len(x) else None,
        *brackets,
        *numbers(cells, HIGH * (HIGH + 3)),
        *[Text(at, MIDDLE + HIGH / 2 + 0.4, name, side="centre", role="prediction") for at, name, _ in heads],
        *[Text(at, MIDDLE - HIGH / 2 - 0.4, shape, side="centre", role="quiet", size=0.85) for at, _, shape in heads],
        *[Text(at, MIDDLE, sign, side="centre") for at, sign in ((1.1, "="), (2.8, "+"))],
        *[Text(-0.95, -k, line) if line else None for k, line in enumerate(_terms(b, c, a, y))],
        x=Axis("r = b + Wx", (-0.95, end + 0.75), ()),
        y=Axis("", (-2.6, MIDDLE + HIGH / 2 + 0.9), ()),
    )


def _column(at, rows):
    """Mark one column of W, from its top to its bottom."""
    return Segments([at], [MIDDLE - rows / 2], [MIDDLE + rows / 2], role="path", width=38, opacity=0.18)


def _bracket(at, rows, turn):
    """Draw a bracket whose ends ``turn`` so far to the right."""
    top, bottom = MIDDLE + rows / 2, MIDDLE - rows / 2
    return Line([at + turn, at, at, at + turn], [top, top, bottom, bottom], role="ink", width=1.5)


def numbers(texts, most, size=1.0):
    """Write numbers, each at its place ``(x, y, text)``; there may be up to ``most`` of them."""
    written = [Text(x, y, text, side="centre", size=size) for x, y, text in texts]
    return written + [None] * (most - len(written))


def _terms(b, c, a, y):
    """Write y = b + cᵀa, and the same in numbers on two lines."""
    terms = [f"{'+' if each >= 0 else '−'} {abs(each):.1f}·{one:.2f}" for each, one in zip(c, a, strict=True)]
    return f"y = b + cᵀa = {number(y, '.2f')}k", " ".join([f"= {b:.1f}", *terms[:2]]), " ".join(terms[2:])
