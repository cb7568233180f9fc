"""The map of cells in the browser: what a page may send to it, and what it tells."""

from ui.browser.map.mount import (
    Cells,
    Line,
    Side,
    Sides,
    SliderPreviews,
    Spot,
    View,
    sent,
    show_cells,
    show_view,
    told,
)

__all__ = [
    "Cells",
    "Line",
    "Side",
    "Sides",
    "SliderPreviews",
    "Spot",
    "View",
    "sent",
    "show_cells",
    "show_view",
    "told",
]
