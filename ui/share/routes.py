"""The addresses of exports: `export/race.gif?` and a link, below any path prefix."""

from functools import partial

from starlette.routing import Route

from ui.share import race_code, race_pictures, race_tables
from ui.share.answers import Kind, serve

PYTHON, NOTEBOOK = "text/x-python; charset=utf-8", "application/x-ipynb+json"
KINDS = (
    Kind("csv", "text/csv; charset=utf-8", race_tables.as_csv),
    Kind("json", "application/json", race_tables.as_json),
    Kind("png", "image/png", race_pictures.as_png, inline=True),
    Kind("svg", "image/svg+xml", race_pictures.as_svg, inline=True),
    Kind("gif", "image/gif", race_pictures.as_gif, inline=True),
    Kind("tex", "text/x-tex; charset=utf-8", race_pictures.as_tex),
    Kind("py", PYTHON, race_code.as_numpy),
    Kind("ipynb", NOTEBOOK, race_code.as_numpy_notebook),
    Kind("torch.py", PYTHON, race_code.as_torch),
    Kind("torch.ipynb", NOTEBOOK, race_code.as_torch_notebook),
)
"""All that can be had of a race, in the order in which it is offered."""


def _path(kind: Kind) -> str:
    return f"/export/race.{kind.ending}"


ROUTES = [
    Route(prefix + _path(kind), partial(serve, kind, _path(kind)))
    for kind in KINDS
    for prefix in ("", "/{prefix:path}")
]
