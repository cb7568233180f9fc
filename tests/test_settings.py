"""The settings that are shipped, and that tests start the app with no others."""

import tomllib
from typing import Any

import app_server
import pytest

SHIPPED = tomllib.loads((app_server.ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
PLACE = {
    "--server.headless",
    "--server.address",
    "--server.port",
    "--server.baseUrlPath",
    "--port",
    "--workers",
}
"""Where it listens, and that no browser is opened: all that tests may say."""


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        # Each of these was measured to hold up a class; see the comments beside them.
        ("server", "fileWatcherType", "none"),
        ("runner", "postScriptGC", False),
        ("global", "minCachedMessageSize", 1e12),
    ],
)
def test_what_holds_up_a_class_is_switched_off(section: str, name: str, value: object) -> None:
    assert SHIPPED[section][name] == value


@pytest.mark.parametrize("start", [app_server.start_server, app_server.start_uvicorn])
def test_tests_start_the_app_as_it_is_shipped(
    start: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(app_server, "launch", lambda command, *_: commands.append(command))
    start(tmp_path / "log.txt")
    options = {word for command in commands for word in command if word.startswith("--")}
    assert commands
    assert options <= PLACE
