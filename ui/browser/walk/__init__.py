"""The dark map that one walks oneself."""

from ui.browser.walk.mount import Day, Night, Path, show, walked

__all__ = ["Day", "Night", "Path", "show", "walked"]
