"""What the tasks share: a look at the reader's answer, before it is compared with the right one."""

from numbers import Real

from mlcourse.data import during, lagged, load_views


def number(answer):
    """Raise a TypeError if the answer is not a plain, ordinary number."""
    if isinstance(answer, bool) or not isinstance(answer, Real) or not abs(answer) < 1e6:
        raise TypeError("not a number")


def two_numbers(answer):
    """Raise an error if the answer is not a pair of plain numbers."""
    w, b = answer
    number(w)
    number(b)


def said_by(function, *arguments, advice=""):
    """Call the reader's function: return what it said and, where that is nothing to go on with, the hint."""
    try:
        said = function(*arguments)
    except Exception as error:
        return None, f"Your function stopped with {type(error).__name__}: {error}. {advice}".rstrip()
    if said is None:
        return None, "Your function returns nothing: end it with a line that begins with return."
    return said, ... if said is ... else None


def training_rows(days=1):
    """Return the features (the views of so many days before), labels and dates of 2017-2020, thousands of views."""
    return during(lagged(*load_views(), days), 2017, 2020)
