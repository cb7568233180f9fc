"""What a component tells after its page was left changes nothing and fails nowhere."""

import pytest

from ui.browser import map as cell_map
from ui.browser import player


@pytest.mark.parametrize("told", [cell_map.told, player.told])
def test_a_component_that_is_gone_told_nothing(told: object) -> None:
    assert told("gone", "more") is None  # type: ignore[operator]
