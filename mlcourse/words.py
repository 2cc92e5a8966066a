"""Numbers in words: how many of what, raised as powers are, and lowered as indices are."""

RAISED = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def plural(count, what):
    """Name what there is so often: seed for 1, seeds for 0 and 3."""
    return what + "s" * (count != 1)


def counted(count, what):
    """Say how many there are of what: 1 seed, 3 seeds."""
    return f"{count} {plural(count, what)}"


def raised(number):
    """Write a whole number as a power is written: ⁻¹²."""
    return str(number).translate(RAISED)


def sub(name, *numbers):
    """Write a name with its indices: x₁, w₁₂."""
    return name + "".join(map(str, numbers)).translate(LOWERED)
