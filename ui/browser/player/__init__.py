"""The player in the browser: grounds are laid, races put on; the stage tells of picks."""

from ui.browser.player.mount import lay, put, told

__all__ = ["lay", "put", "told"]
