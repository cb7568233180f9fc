"""A test over many cases fails when one of them does, and says which."""

import pytest
from over_all import over_all


def test_all_cases_that_fail_are_told() -> None:
    seen = []

    @over_all("a, b", [(1, 1), (1, 2), (3, 3), (2, 1)])
    def check(a: int, b: int, more: int) -> None:
        seen.append(more)
        assert a == b

    with pytest.raises(ExceptionGroup, match="2 of 4 cases") as found:
        check(more=5)
    notes = [each.__notes__ for each in found.value.exceptions]
    assert notes == [["This was (1, 2)."], ["This was (2, 1)."]]
    assert seen == [5] * 4


def test_no_cases_at_all_are_a_mistake() -> None:
    with pytest.raises(AssertionError):
        over_all("a", [])


@pytest.mark.parametrize("more", [2])
@over_all("a", [1, 2])
def test_other_arguments_are_given_as_ever(a: int, more: int) -> None:
    assert a <= more
