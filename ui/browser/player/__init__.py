"""The player in the browser: grounds are laid, races put on; the stage tells of picks."""

from ui.browser.player.mount import PLAIN, lay, put, switch, told

__all__ = ["PLAIN", "lay", "put", "switch", "told"]
