"""What an address of an export asks for: a scene, its link for people, and a few options."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode, urlsplit

from starlette.requests import HTTPConnection

from core.sentences import N_
from ui.kit.language import IN_LINK
from ui.scene.address import SCENE
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

HOST = re.compile(r"[A-Za-z0-9.\-]{1,200}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,60}\](:\d{1,5})?")
OPTIONS = "export."
"""What begins so in the address of an export is no part of the scene."""
KNOWN = ("scale", "seconds", "theme", "width")
"""Options there are; others change nothing, so a new one makes an address a new one."""


FORWARDED = ("proto", "host", "prefix")
"""What a proxy says of where the app is, as x-forwarded-..."""
VARY = ", ".join(f"x-forwarded-{name}" for name in FORWARDED)
"""What else than the address an answer with a link in it hangs on: whoever keeps answers for all
must not give one to others that a stranger asked for in the name of another site."""
SHOWN = ("embed", "embed_options", IN_LINK)
"""What in a link is about how the page is shown, and no part of the scene."""


class NoSuchExportError(ValueError):
    """Why there is nothing to be had for a link, in a sentence for people."""


@dataclass(frozen=True)
class Asked:
    """A scene that is asked for, where the app is, and options of the export."""

    scene: Scene
    base: str
    """The address of the app, without a slash at its end."""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> str:
        """The scene's link in full."""
        query = SCENE.query_of(self.scene)
        return f"{self.base}/{'?' if query else ''}{urlencode(query, safe='~,:')}"

    @property
    def title(self) -> str:
        """What the scene shows."""
        return scene_title(self.scene)

    @property
    def file(self) -> str:
        """The name of a file of it, without its ending."""
        return f"thalweg-{self.scene.surface.replace('_', '-')}"

    @cached_property
    def raced(self) -> list[Raced]:
        """Its race."""
        return run_race(self.scene)

    def number(self, name: str, usual: float, low: float, high: float) -> float:
        """An option that is a number, within limits."""
        try:
            value = float(dict(self.options).get(name, usual))
        except ValueError:
            return usual
        return min(max(value, low), high) if math.isfinite(value) else usual

    def word(self, name: str, *allowed: str) -> str:
        """An option that is one of some words, the first being the usual one."""
        said = dict(self.options).get(name, "")
        return said if said in allowed else allowed[0]


def asked(query: Mapping[str, str], base: str) -> Asked:
    """What a query asks for; raises NoSuchExportError where it takes a file to show it."""
    if query.get("surface") == "upload":
        raise NoSuchExportError(
            N_(
                "This link needs a file that stays with whoever uploaded it, so nothing can be made"
                " of the link alone."
            )
        )
    options = {k: query[OPTIONS + k] for k in KNOWN if OPTIONS + k in query}
    rest = {k: v for k, v in query.items() if not k.startswith(OPTIONS)}
    for name in SHOWN:
        rest.pop(name, None)
    scene = Scene.from_query(rest)[0] if rest else WELCOME
    return Asked(scene, base, tuple(sorted(options.items())))


def is_host(text: str) -> bool:
    """Whether an address with this host can be read at all: `[::::]` is in none."""
    try:
        return urlsplit(f"//{text}").port != 0
    except ValueError:
        return False


def base_of(connection: HTTPConnection, path: str) -> str:
    """Where the app is as its visitor sees it, behind a proxy too.

    `path` is that of the request below the app, such as `/export/race.csv`.
    """
    headers, url = connection.headers, connection.url
    first = {
        name: headers.get(f"x-forwarded-{name}", "").partition(",")[0].strip() for name in FORWARDED
    }
    scheme = first["proto"] if first["proto"] in ("http", "https") else url.scheme
    host = first["host"] or headers.get("host", "")
    host = host if HOST.fullmatch(host) and is_host(host) else "localhost"
    below = connection.scope["path"].rstrip("/").removesuffix(path).rstrip("/")
    prefix = first["prefix"].rstrip("/")
    prefix = prefix if re.fullmatch(r"(/[\w.\-~]{1,100}){0,8}", prefix) else ""
    below = below if re.fullmatch(r"(/[\w.\-~]{1,100}){0,8}", below) else ""
    return f"{scheme}://{host}{'' if below.startswith(prefix) and prefix else prefix}{below}"
