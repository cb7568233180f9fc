"""What the browser loads beside Streamlit's own files: our components' modules.

The addresses change with the content, so that a browser may keep each file for ever. They are
relative to the page: `new URL(address, document.baseURI)` also holds below a path prefix
(`server.baseUrlPath`, a proxy). A file is served from where it lies in this folder,
`assets/<digest>/player/stage.js`, so modules import each other by the very paths they have on disk.
"""

import functools
import hashlib
import json
import re
import time
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.sentences import N_
from ui.kit.language import LANGUAGES, catalogue, spoken_in_browser

HERE = Path(__file__).parent
WORDS = "shared/words/"
"""Below it lie the words of each language, as a module made from the catalogues."""
MEDIA_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
LOOK_EVERY = 2.0
"""Seconds between two looks at the files: a visit asks for a hundred of them."""
FOR_EVER = "public, max-age=31536000, immutable"


def module_url(name: str) -> str:
    """The address of a file of this folder, such as `player/stage.js`, relative to the page."""
    if name not in _modules():
        raise ValueError(f"No component has a file {name!r}.")
    return f"assets/{modules_digest()}/{name}"


def loader(
    module: str, call: str, sentence: str = N_("This part of the page could not be loaded."),
    then: str = "",
) -> str:  # fmt: skip
    """Inline code of a component: it imports a served module as `loaded` and makes a `call`.

    A component that is gone before the import arrives is left alone. The call may return what is
    to be done when the component goes. Streamlit also asks for that when two updates come so close
    that it is called for the second while it waits for the first; the component, which is still on
    the page, must then stay. Where the module does not load, the component's place for
    problems shows the `sentence`, and the code in `then` runs with the `error`. A component is
    registered once for all visitors, so it knows the sentence in all languages.
    """
    told = {language: catalogue(language).get(sentence, sentence) for language in LANGUAGES}
    return f"""
const module = import(new URL({module_url(module)!r}, document.baseURI).href);
export default function(component) {{
  let close = () => {{}};
  let gone = false;
  module.then((loaded) => {{ if (!gone) close = {call} ?? close; }}).catch((error) => {{
    console.warn(error);
    const problem = component.parentElement.querySelector("[data-problem]");
    if (!problem || gone) return;
    problem.textContent = {json.dumps(told)}[document.documentElement.lang] ?? problem.textContent;
    {then}
  }});
  return () => {{
    if (component.parentElement.isConnected) return;
    gone = true;
    close();
  }};
}}
"""


def styles(*own: str) -> str:
    """The style sheet of a component: what all have in common, then its own."""
    return "\n".join((text("shared/common.css"), *own))


def text(name: str) -> str:
    """An HTML or CSS file of this folder as it goes with a component: without its first comment."""
    whole = (HERE / name).read_text("utf-8")
    return re.sub(r"\A(<!--.*?-->|/\*.*?\*/)\n", "", whole, flags=re.DOTALL)


def modules_digest() -> str:
    """A hash over all files of the components; an edit shows without a restart."""
    return _seen(HERE, _turn())[1]


def _modules() -> dict[str, Path]:
    """The files of all components by their paths below this folder."""
    return _seen(HERE, _turn())[0]


def _turn() -> int:
    """A number that changes when it is time to look at the files again."""
    return int(time.monotonic() / LOOK_EVERY)


@functools.lru_cache(maxsize=1)
def _seen(here: Path, turn: int) -> tuple[dict[str, Path], str]:
    """The files, and a hash over them."""
    paths = sorted(path for path in here.rglob("*") if path.suffix in MEDIA_TYPES)
    files = {path.relative_to(here).as_posix(): path for path in paths}
    dated = tuple((name, path, path.stat().st_mtime_ns) for name, path in files.items())
    return files, _digest(dated)


@functools.lru_cache(maxsize=8)
def _digest(files: tuple[tuple[str, Path, int], ...]) -> str:
    total = hashlib.sha256()
    for language in LANGUAGES:
        total.update(words_module(f"{WORDS}{language}.js"))
    for name, path, _ in files:
        total.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]


def _serve_module(request: Request) -> Response:
    name = request.path_params["name"]
    path, body = _modules().get(name), words_module(name)
    if path is None and not body:
        return PlainTextResponse("Not found", 404)
    # While a new version is rolled out, an old page may ask this process for its old address.
    current = request.path_params["digest"] == modules_digest()
    headers = {"cache-control": FOR_EVER if current else "no-store"}
    body = body or (path.read_bytes() if path else b"")
    return Response(body, headers=headers, media_type=MEDIA_TYPES["." + name.rpartition(".")[2]])


@functools.lru_cache(maxsize=16)
def words_module(name: str) -> bytes:
    """The words that our modules say in another language; empty where `name` is none."""
    language = name.removeprefix(WORDS).removesuffix(".js")
    if language not in LANGUAGES or name != f"{WORDS}{language}.js":
        return b""
    words = json.dumps(spoken_in_browser(language), ensure_ascii=False)
    return f"export default {words};".encode()


def _serve_nothing(request: Request) -> Response:
    return PlainTextResponse("Not found", 404)


# Streamlit does not put its path prefix before the routes of an app, and its settings cannot be
# read yet when these are made: so they hold below any prefix.
ROUTES = [
    Route(prefix + path, endpoint)
    for path, endpoint in (
        ("/assets/{digest}/{name:path}", _serve_module),
        ("/assets/{name}", _serve_nothing),  # and no page of Streamlit's
    )
    for prefix in ("", "/{prefix:path}")
]
