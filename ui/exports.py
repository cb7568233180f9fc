"""The addresses of what can be taken along from each page: `export/basins.gif?` and its link.

Races are `ui/share/routes.py`; here is what only the pages themselves can make.
"""

from collections.abc import Callable
from typing import Any

from starlette.routing import Route

from ui.compare import taken as compare_taken
from ui.compare.comparison import Comparison
from ui.dimensions import taken as dimensions_taken
from ui.dimensions.dimensions import Dimensions
from ui.dimensions.still import still
from ui.experiments.experiment import Experiment
from ui.kit import asked_page
from ui.kit.qr import NoQrError, svg_of
from ui.lesson import offline as lesson_file
from ui.maps import taken as maps_taken
from ui.maps.basins import Basins
from ui.maps.sweep import Sweep
from ui.network import player as network_player
from ui.network import taken as network_taken
from ui.network.study import Study
from ui.playground.offline import offline
from ui.profile import taken as profile_taken
from ui.profile.survey import Survey
from ui.share import race_pictures, routes
from ui.share.answers import Kind
from ui.share.asked import Asked
from ui.share.code import map_program
from ui.walk import taken as walk_taken
from ui.walk.walk import Walk

CSV, JSON, HTML = "text/csv; charset=utf-8", "application/json", "text/html; charset=utf-8"
READERS = {
    "basins": asked_page.reader("basins", Basins.from_query),
    "sweep": asked_page.reader("sweep", Sweep.from_query),
    "network": asked_page.reader("network", Study.from_query),
    "profile": asked_page.reader("profile", Survey.from_query),
    "dimensions": asked_page.reader("dimensions", Dimensions.from_query),
    "compare": asked_page.reader("compare", Comparison.from_query),
    "walk": asked_page.reader("walk", Walk.from_query),
    "experiments": asked_page.reader("experiments", Experiment.from_query),
}
"""What each page is asked for."""


def qr(asked: asked_page.AskedPage[Study]) -> bytes:
    """The link of a page as a QR code."""
    try:
        return svg_of(asked.link)
    except NoQrError as error:
        raise asked_page.NoSuchExportError(str(error)) from None


def program(asked: asked_page.AskedPage[maps_taken.Page]) -> bytes:
    """The runs of a map as a program."""
    return map_program.map_program(map_program.Grid(**maps_taken.walks(asked))).encode()


def compared_film(asked: asked_page.AskedPage[Comparison]) -> bytes:
    """Both races of a comparison as one film; the legends name who races."""
    titles = compare_taken.titles(asked.shown, short=True).items()
    return race_pictures.as_pair(
        [(title, Asked(asked.shown.on(side), asked.base, asked.options)) for side, title in titles]
    )


def lesson(asked: lesson_file.AskedLesson) -> bytes:
    """A lesson in one file, with the trainings of networks that it shows."""
    return lesson_file.offline(asked, {"network": network_player.played}, {"dimensions": still})


RACE = Kind(
    "race.html", HTML, lambda asked: offline(asked.scene, asked.raced, asked.title, asked.link),
    speaks=True,
)  # fmt: skip
"""A race in one file, which only its own page can make."""
LESSON = Kind("lesson.html", HTML, lesson, speaks=True, read=lesson_file.asked_lesson)
"""A lesson in one file."""
MAKERS: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    "basins.gif": ("image/gif", maps_taken.basins_gif),
    "basins.csv": (CSV, maps_taken.basins_csv),
    "basins.json": (JSON, maps_taken.basins_json),
    "basins.py": (routes.PYTHON, program),
    "sweep.csv": (CSV, maps_taken.sweep_csv),
    "sweep.json": (JSON, maps_taken.sweep_json),
    "sweep.py": (routes.PYTHON, program),
    "network.csv": (CSV, network_taken.as_csv),
    "network.json": (JSON, network_taken.as_json),
    "profile.csv": (CSV, profile_taken.as_csv),
    "profile.json": (JSON, profile_taken.as_json),
    "dimensions.csv": (CSV, dimensions_taken.as_csv),
    "dimensions.json": (JSON, dimensions_taken.as_json),
    "compare.gif": ("image/gif", compared_film),
    "compare.csv": (CSV, compare_taken.as_csv),
    "compare.json": (JSON, compare_taken.as_json),
    "walk.csv": (CSV, walk_taken.as_csv),
    "walk.json": (JSON, walk_taken.as_json),
}
"""By the file's name, which begins with that of its page: what it is, and what makes it."""
CELLS = tuple(name for name in MAKERS if name[:6] in ("basins", "sweep.") and name[-3:] != ".py")
"""The files with the cells of a map: as fine as the map is by now."""
KINDS = (
    RACE,
    LESSON,
    *(
        Kind(name, media, make, inline=name.endswith(".gif"), speaks=name.endswith(".gif"),
             read=READERS[name.partition(".")[0]],
             by_now=maps_taken.fineness if name in CELLS else None)
        for name, (media, make) in MAKERS.items()
    ),
    *(Kind(f"{page}.qr.svg", "image/svg+xml", qr, inline=True, read=read)
      for page, read in READERS.items()),
)  # fmt: skip
ROUTES: list[Route] = routes.routes(*KINDS)
