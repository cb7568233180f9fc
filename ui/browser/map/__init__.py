"""The map of cells in the browser: what a page may send to it, and what it tells."""

from ui.browser.map.mount import (
    Ahead,
    Cells,
    Line,
    Side,
    Sides,
    Spot,
    View,
    sent,
    show_cells,
    show_view,
    told,
)

__all__ = [
    "Ahead",
    "Cells",
    "Line",
    "Side",
    "Sides",
    "Spot",
    "View",
    "sent",
    "show_cells",
    "show_view",
    "told",
]
