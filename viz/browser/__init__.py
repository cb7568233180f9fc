"""Bytes that our own components in the browser draw: races, maps, samples."""

from viz.browser.basin_map import basin_picture
from viz.browser.cells import Kind, Picture, unpacked
from viz.browser.inspector import Underfoot, inspect_bytes
from viz.browser.map_marks import map_marks
from viz.browser.play import play_bytes
from viz.browser.png import address, digit_pixels, weight_tiles
from viz.browser.relief import relief_picture
from viz.browser.samples import sample_facts, sample_heights
from viz.browser.sweep_map import best_cell, sweep_picture
from viz.browser.terrain import grid_bytes, part_bytes, terrain_bytes
from viz.browser.wire import blob

__all__ = [
    "Kind",
    "Picture",
    "Underfoot",
    "address",
    "basin_picture",
    "best_cell",
    "blob",
    "digit_pixels",
    "grid_bytes",
    "inspect_bytes",
    "map_marks",
    "part_bytes",
    "play_bytes",
    "relief_picture",
    "sample_facts",
    "sample_heights",
    "sweep_picture",
    "terrain_bytes",
    "unpacked",
    "weight_tiles",
]
