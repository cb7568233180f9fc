"""The addresses of exports: `export/race.gif?` and a link, below any path prefix."""

from functools import partial

from starlette.routing import Route

from ui.share import oembed, qr, race_code, race_pictures, race_tables
from ui.share.answers import Kind, serve

PYTHON, NOTEBOOK = "text/x-python; charset=utf-8", "application/x-ipynb+json"
KINDS = (
    Kind("race.csv", "text/csv; charset=utf-8", race_tables.as_csv),
    Kind("race.json", "application/json", race_tables.as_json),
    Kind("race.png", "image/png", race_pictures.as_png, inline=True, speaks=True),
    Kind("race.svg", "image/svg+xml", race_pictures.as_svg, inline=True, speaks=True),
    Kind("race.gif", "image/gif", race_pictures.as_gif, inline=True, speaks=True),
    Kind("race.tex", "text/x-tex; charset=utf-8", race_pictures.as_tex),
    Kind("race.py", PYTHON, race_code.as_numpy),
    Kind("race.ipynb", NOTEBOOK, race_code.as_numpy_notebook),
    Kind("race.torch.py", PYTHON, race_code.as_torch),
    Kind("race.torch.ipynb", NOTEBOOK, race_code.as_torch_notebook),
)
"""All that can be had of a race, in the order in which it is offered."""


BESIDE = (
    Kind("card.png", "image/png", race_pictures.card, inline=True, speaks=True),
    Kind("qr.svg", "image/svg+xml", qr.as_svg, inline=True),
)
"""What links need that are shown elsewhere: a picture for chats, a code for phones."""


def routes(*kinds: Kind) -> list[Route]:
    """The addresses of some kinds, below any path prefix."""
    prefixes = ("", "/{prefix:path}")
    return [Route(p + kind.path, partial(serve, kind)) for kind in kinds for p in prefixes]


ROUTES = [
    *routes(*KINDS, *BESIDE),
    *(Route(prefix + oembed.PATH, oembed.serve) for prefix in ("", "/{prefix:path}")),
]
