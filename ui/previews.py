"""A race or a map by its link, as plain bytes over HTTP: what is drawn while something still moves.

While a start is dragged or a slider turned, a picture is needed every few milliseconds. A run of
the script would cost ten times the race itself, most of it in the browser, which looks at every
widget again. So the player asks here, and tells the app when the hand lets go.
"""

import threading
from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ui import exports
from ui.browser import assets, gallery
from ui.kit import language
from ui.maps import downloads
from ui.maps.previews import basins, sweep
from ui.playground.closer_ground import closer_ground
from ui.scene import effort, frames, pictures, samples
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from ui.scenes import pictures as scene_pictures
from ui.share import routes as share
from ui.upload import snippet
from ui.votes import routes as votes
from viz import browser

AT_ONCE = threading.Semaphore(2)
"""Races run at a time, for all visitors: these previews must not hold up the app itself."""
WAIT_FOR_TURN = 0.5
"""Seconds that a preview may wait until it is computed; then there is none."""
WAITING = threading.Semaphore(16)
"""So many may be there at a time; each holds one of the server's 40 threads, which pages need."""


def race_preview(query: dict[str, str]) -> bytes | None:
    """Frames and race of a link, as the player takes them; None where the race takes long.

    A fair race first tries hundreds of settings, which is too much between two pictures: here it
    is run with the knobs of the link. The player's has those found when the hand took hold, and
    they are found anew when it lets go.
    """
    scene, _ = Scene.from_query(query)
    if not effort.is_quick(scene):
        return None
    raced = run_race(scene, tune=False)
    runs, chart = pictures.runs(scene, raced), pictures.chart_of(scene, raced)
    header = {**frames.frames(scene, runs, chart), "ground": pictures.ground_id(scene)}
    return browser.blob(header, {"play": frames.moves(scene, runs, chart)} | samples.parts(scene))


def _serve(answer: Callable[[dict[str, str]], bytes | None], request: Request) -> Response:
    if not WAITING.acquire(blocking=False):
        return Response(status_code=204)
    asked = dict(request.query_params)
    asked.pop(language.IN_LINK, None)
    try:
        with language.spoken(language.of_request(request)):
            body = _in_turn(answer, asked)
    finally:
        WAITING.release()
    if body is None:
        return Response(status_code=204)
    headers = {"cache-control": "no-store"}
    return Response(body, headers=headers, media_type="application/octet-stream")


def _in_turn(
    answer: Callable[[dict[str, str]], bytes | None], asked: dict[str, str]
) -> bytes | None:
    if not AT_ONCE.acquire(timeout=WAIT_FOR_TURN):
        return None
    try:
        return answer(asked)
    finally:
        AT_ONCE.release()


ANSWERS: dict[str, Callable[[dict[str, str]], bytes | None]] = {
    "race": race_preview,
    "batch": samples.surfaces,
    "ground": closer_ground,
    "basins": basins,
    "sweep": sweep,
}
"""What each address below live/ is answered with."""
ROUTES = [
    *assets.ROUTES,
    *gallery.ROUTES,
    *share.ROUTES,
    *exports.ROUTES,
    *downloads.ROUTES,
    *snippet.ROUTES,
    *scene_pictures.ROUTES,
    *votes.ROUTES,
    *(
        Route(f"{prefix}/live/{name}", partial(_serve, answer))
        for name, answer in ANSWERS.items()
        for prefix in ("", "/{prefix:path}")
    ),
]
"""All that is served beside Streamlit's own, below any path prefix as in `ui.browser.assets`."""
