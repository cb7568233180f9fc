"""Numbers for people: one notation, with a true minus and powers of ten as in the charts."""

import math

import pytest

from core.written import number, place


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.12345, "0.1235"), (-1.5, "−1.5"), (100.0, "100"), (12345.6, "12346"), (0.0, "0"),
        (-0.0, "0"), (1.5e-7, "1.5·10⁻⁷"), (1e-6, "10⁻⁶"), (-2.5e12, "−2.5·10¹²"), (1e300, "10³⁰⁰"),
        (0.00099999, "0.001"), (99999.9, "10⁵"), (math.nan, "–"), (None, "–"), (math.inf, "∞"),
        (-math.inf, "−∞"), (5e-324, "4.941·10⁻³²⁴"),
    ],
)  # fmt: skip
def test_a_number_is_written_for_people(value: float | None, words: str) -> None:
    assert number(value) == words


def test_digits_are_as_many_as_asked_and_a_place_is_in_brackets() -> None:
    assert number(math.pi, 2) == "3.1"
    assert number(1234567.0, 6) == "1.23457·10⁶"
    assert number(123456.0, 6) == "123456"
    assert place(0.5, -1e-9) == "(0.5, −10⁻⁹)"
