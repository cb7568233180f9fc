"""The player in the browser: grounds are laid, races put on; the stage tells of picks."""

from ui.browser.player.mount import ground_bytes, lay, put, stage_bytes, told
from ui.browser.player.offline import race_file

__all__ = ["ground_bytes", "lay", "put", "race_file", "stage_bytes", "told"]
