"""Numbers in words."""

import pytest

from mlcourse.words import counted, plural, raised, sub


@pytest.mark.parametrize(("count", "said"), [(0, "0 seeds"), (1, "1 seed"), (2, "2 seeds"), (100, "100 seeds")])
def test_only_one_is_counted_without_an_s(count, said):
    assert counted(count, "seed") == said
    assert plural(count, "seed") == said.split()[1]


def test_a_power_is_raised_with_its_sign():
    assert raised(-12) == raised("−12") == "⁻¹²"
    assert raised(3456789012) == "³⁴⁵⁶⁷⁸⁹⁰¹²"


def test_indices_stand_below_the_line_one_after_the_other():
    assert sub("x", 1) == "x₁"
    assert sub("w", 12, 3) == "w₁₂₃"
    assert sub("b") == "b"
