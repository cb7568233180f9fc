"""What a page offers to be taken along: kinds of files below `export/`, and its link."""

from collections.abc import Mapping, Sequence
from typing import Any

FILMS, OFFLINE, TABLES = ("mp4", "gif"), ("html",), ("csv", "json", "tex")
CODE = ("py", "ipynb", "torch.py", "torch.ipynb")
LINKS = ("link", "embed", "qr")
"""The kinds, in the order of the menu; see ui/browser/shared/take/take_away.js."""


def takings(
    name: str, kinds: Sequence[str], page: str = "", link: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the menu is told: files are `export/NAME.KIND?link`; without a link the stage has it."""
    told: dict[str, Any] = {"name": name, "kinds": [*kinds, *LINKS], "page": page}
    return told if link is None else told | {"link": dict(link)}


RACE = takings("race", (*FILMS, *OFFLINE, *TABLES, *CODE))
"""Of a race whose link the stage has: in the playground, or in a step of a lesson."""
HERE: dict[str, Any] = {
    "name": "", "kinds": [*FILMS, *OFFLINE, *TABLES], "page": "", "here": True
}  # fmt: skip
"""Of a race on a surface that stays with its session, so that no link shows it: what is made there,
or by the browser."""
