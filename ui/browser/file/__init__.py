"""A file from the visitor's disk, part by part over the session's own line."""

from ui.browser.file.arriving import Arriving, taken
from ui.browser.file.mount import ask, show

__all__ = ["Arriving", "ask", "show", "taken"]
