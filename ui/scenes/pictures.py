"""Small pictures of the scenes in the gallery: each its surface and its race, made when asked for.

Their addresses change with what they show; browsers keep them for ever. One is made at a time.
"""

import functools
import hashlib
import threading

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ui.browser.assets import FOR_EVER
from ui.browser.gallery import thumbnail_url
from ui.scene import lecture_scenes
from ui.scene.lecture_scene import LectureScene
from ui.scene.run_race import run_race
from viz import thumbnails

ENDINGS = {False: "light.png", True: "dark.png"}
_ONE_AT_A_TIME = threading.Lock()


def name_of(scene: LectureScene) -> str:
    """A name for addresses: what it shows, and how that is drawn."""
    drawn = thumbnail_url("surfaces", "", False)  # changes with the code that draws
    return "s" + hashlib.blake2b(f"{scene.link} {drawn}".encode(), digest_size=6).hexdigest()


@functools.cache
def named() -> dict[str, LectureScene]:
    """All of them by name."""
    return {name_of(scene): scene for scene in lecture_scenes.ALL}


def address(name: str, dark: bool) -> str:
    """Where its picture is, relative to the page."""
    return f"scene-pictures/{name}.{ENDINGS[dark]}"


@functools.lru_cache(maxsize=64)
def made(name: str) -> thumbnails.Themes:
    """The picture of a scene, in both themes."""
    scene = lecture_scenes.opened(named()[name])
    # Without the search of a fair race, which would keep all other pictures waiting.
    paths = [(each.trajectory.x, each.trajectory.y) for each in run_race(scene, tune=False)]
    return thumbnails.race_thumbnails(scene.landscape(), paths)


def _serve(request: Request) -> Response:
    name, _, ending = request.path_params["name"].partition(".")
    dark = {end: dark for dark, end in ENDINGS.items()}.get(ending)
    if name not in named() or dark is None:
        return PlainTextResponse("Not found", 404)
    with _ONE_AT_A_TIME:  # who asks for the same picture at the same time waits for it
        content = made(name)[dark]
    return Response(content, headers={"cache-control": FOR_EVER}, media_type="image/png")


ROUTES = [Route(prefix + "/scene-pictures/{name}", _serve) for prefix in ("", "/{prefix:path}")]
"""Below any path prefix, as in `ui.browser.assets`."""
