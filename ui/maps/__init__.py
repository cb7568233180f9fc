"""The two map pages: where a run ends by its start (basins), and by its knobs (a sweep)."""
