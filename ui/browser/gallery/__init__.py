"""The gallery in the browser: cards with pictures, in groups, to choose from."""

from ui.browser.gallery.mount import Card, Gallery, picked, show
from ui.browser.gallery.thumbnails import ROUTES, thumbnail_url

__all__ = ["ROUTES", "Card", "Gallery", "picked", "show", "thumbnail_url"]
