"""A map as what people take with them: its cells as tables, and basins as a film that grows."""

import time
from typing import Any

import numpy as np

import optim
from core.sentences import N_, Sentence, _, sentence
from ui.kit.asked_page import AskedPage, NoSuchExportError
from ui.kit.table_files import json_file
from ui.kit.takings import takings
from ui.maps import basins_picture, csv_tables, sweep_cells, sweep_picture
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.refinement import Refinement
from ui.maps.store import Tell
from ui.maps.sweep import Sweep
from viz import print as printed

SECONDS = 1.5
"""A map that nobody has waited for is computed as fine as takes no longer, roughly."""
PATIENCE = 2 * SECONDS
"""So long after its first part it is given up: a surface may take longer than was thought."""
LONG = N_(
    "To compute this map takes too long for a file alone. Wait on its page until it is there; then "
    "take the file."
)
FINEST, WHOLE = 256, 1024
"""Cells a side of a film, and of a JSON file: more would be too much for who reads them. Other
files have them all."""
CELLS, FEW_CELLS = 24, 10
"""Cells a side that a program runs, one after the other: few where the method takes its time."""
Page = Basins | Sweep
BASINS = ("gif", "csv", "json", "py")
SWEEP = ("csv", "json", "py")


def offered(page: Page) -> dict[str, Any] | bool:
    """What the menu of a map offers; nothing that no other server could make."""
    if page.scene.surface == "upload":
        return False
    name, kinds = ("sweep", list(SWEEP))
    if isinstance(page, Basins):
        name, kinds = "basins", list(BASINS)
    if not page.scene.landscape().python:
        kinds.remove("py")
    return takings(name, kinds, name, page.to_query())


def basins_csv(asked: AskedPage[Basins]) -> bytes:
    """All starts and where they end."""
    level, ends = _cells(asked.shown)
    shown = basins_picture.picture_of(asked.shown, ends)
    return csv_tables.headed(asked.head, csv_tables.basins(asked.shown, level, ends, shown))


def sweep_csv(asked: AskedPage[Sweep]) -> bytes:
    """All cells and what came of them."""
    level, ends = _swept(asked.shown)
    return csv_tables.headed(asked.head, csv_tables.sweep(asked.shown, level, ends))


def basins_json(asked: AskedPage[Basins]) -> bytes:
    """The same as arrays, rows from below, with the axes and the minima."""
    page = asked.shown
    level, ends = _cells(page, FINEST)
    shown = basins_picture.picture_of(page, ends)
    across, up = page.axes()
    arrays = {"end_x": ends.x, "end_y": ends.y, "loss": ends.fun, "steps": ends.steps}
    return json_file({
        **asked.head,
        "map": page.to_query(),
        "x": across.centres(level).tolist(),
        "y": up.centres(level).tolist(),
        "kinds": [{"number": kind.number, "name": str(kind.name), "at": kind.at}
                  for kind in shown.kinds],
        "kind": shown.label.tolist(),
        "status": _statuses(ends),
        **{name: values.tolist() for name, values in arrays.items()},
    })  # fmt: skip


def sweep_json(asked: AskedPage[Sweep]) -> bytes:
    """The same of a sweep."""
    level, ends = _swept(asked.shown, FINEST)
    knobs = sweep_cells.knobs_at(asked.shown, level)
    return json_file({
        **asked.head,
        "map": asked.shown.to_query(),
        **{name: values.ravel().tolist() for name, values in knobs.items()},
        "status": _statuses(ends),
        "steps": ends.steps.tolist(),
        "loss": ends.fun.tolist(),
    })  # fmt: skip


def basins_gif(asked: AskedPage[Basins]) -> bytes:
    """The map as it grows: each start is coloured at the step at which its run ends."""
    page = asked.shown
    _level, ends = _cells(page, FINEST)
    film = printed.CellsFilm(
        _(title_of(page)),
        basins_picture.picture_of(page, ends),
        4 * round(asked.number("width", 720, 240, 1200) / 4),
        asked.number("seconds", 8, 1, 60),
        asked.word("theme", "light", "dark") == "dark",
    )
    return printed.cells_gif(film)


def walks(asked: AskedPage[Page]) -> dict[str, Any]:
    """The runs of a map for a program that takes a few seconds; see `ui/share/code/map_program`."""
    page = asked.shown
    job, (across, up) = job_of(page), page.axes()
    level = CELLS if job.optimizer.takes_arrays else FEW_CELLS
    facts: dict[str, Any] = {
        "title": title_of(page), "link": asked.link, "landscape": job.landscape,
        "optimizer": job.optimizer, "steps": job.steps, "flat": job.gtol**2 or -1.0,
        "schedule": job.schedule, "noise": job.noise, "seed": job.seed,
    }  # fmt: skip
    if isinstance(page, Basins):
        return facts | {"across": across.centres(level), "up": up.centres(level)}
    if not page.x:
        raise NoSuchExportError(N_("There is no knob to sweep."))
    if len(sweep_cells.seeds(page)) > 1:
        raise NoSuchExportError(N_("A program of a sweep is written for one seed alone."))
    knobs = sweep_cells.knobs_at(page, level)
    values = [each.ravel() for each in knobs.values()]
    return facts | {
        "across": values[0],
        "up": values[1] if len(values) > 1 else np.zeros(1),
        "start": page.scene.start,
        "knobs": tuple(knobs),
    }


def title_of(page: Page) -> Sentence:
    """What is seen."""
    method = N_(optim.CLASSES[page.scene.race[0].slug].title)
    surface = N_(page.scene.landscape().title)
    if isinstance(page, Basins):
        return sentence(
            "Basins of attraction: {method} on {surface}", method=method, surface=surface
        )
    return sentence("Sweep: {method} on {surface}", method=method, surface=surface)


def _swept(page: Sweep, finest: int = WHOLE) -> tuple[int, Any]:
    if not page.x:
        raise NoSuchExportError(N_("There is no knob to sweep."))
    return _cells(page, finest)


def fineness(asked: AskedPage[Page]) -> tuple[int, ...]:
    """What a file of cells hangs on beside its address: it is as fine as the map is by now."""
    page = asked.shown
    if page.scene.surface == "upload" or (isinstance(page, Sweep) and not page.x):
        return ()
    refinement = _refinement(page)
    return tuple(_level(page, refinement, finest) for finest in (WHOLE, FINEST))


def _refinement(page: Page) -> Refinement:
    if isinstance(page, Basins):
        return basins_picture.refinement_of(page)
    return sweep_picture.refinement_of(page)


def _level(page: Page, refinement: Refinement, finest: int) -> int:
    """The finest level that somebody has waited for, else the finest that is quick."""
    levels = [level for level in refinement.levels if level <= finest] or [refinement.levels[0]]
    for level in reversed(levels):
        if refinement.there(level) is not None:
            return level
    runs = len(sweep_cells.seeds(page)) if isinstance(page, Sweep) else 1
    each = runs * job_of(page).seconds()
    return max([n for n in levels if n * n * each <= SECONDS], default=levels[0])


def _cells(page: Page, finest: int = WHOLE) -> tuple[int, Any]:
    """A level and its runs."""
    if page.scene.surface == "upload":
        raise NoSuchExportError(N_("This link needs a file that stays with whoever uploaded it, so nothing can be made of the link alone."))  # fmt: skip  # noqa: E501
    refinement = _refinement(page)
    level = _level(page, refinement, finest)
    ends = refinement.there(level)
    return level, refinement.make(level, _patience()) if ends is None else ends


def _patience() -> Tell:
    """Ends work that takes longer than a file may: others wait for theirs meanwhile."""
    began: list[float] = []  # with the first part: what waits in line before takes no longer for it

    def tell(share: float) -> None:
        now = time.monotonic()
        began[:] = began or [now]
        if share < 1 and now - began[0] > PATIENCE:
            raise NoSuchExportError(LONG)

    return tell


def _statuses(ends: Any) -> list[list[str]]:
    found: list[list[str]] = np.array(optim.STATUSES)[ends.code].tolist()
    return found
