"""The player as one HTML file that plays without a server: all its modules, and one race.

Modules import each other by paths, which a file on a disk cannot serve. So each import is renamed
to the module's path below `ui/browser`, and the page maps these names to what it holds.
"""

import base64
import gzip
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

import streamlit as st

from core.sentences import _, language
from ui.browser import assets

ENTRIES = ("player/grounds.js", "player/stage.js")
BOOT = "player/offline_boot.js"
COLOURS = {
    "background-color": "backgroundColor",
    "secondary-background-color": "secondaryBackgroundColor",
    "text-color": "textColor",
    "primary-color": "primaryColor",
    "border-color": "borderColor",
}
"""What style sheets call the colours of the theme, and what its settings do."""
_IMPORT = re.compile(r"""((?:\bfrom|\bimport)\s*\(?\s*)(["`])(\.[^"`]+\.js)\2""")
_BESIDE = re.compile(r"""new URL\("(\.[^"]+\.css)", import\.meta\.url\)""")
IN_LANGUAGE = "${"
"""What the path of words has, which are in another file for each language."""
Stages = Mapping[str, bytes]
"""What the stage is sent, by the racer looked at; the first one is shown first."""


def one_file(
    title: str, says: str, words: str, link: str, ground: bytes, stages: Stages
) -> str:  # fmt: skip
    """The whole file. `words` is HTML, all else is text; ground and stages as they are sent."""
    sent = {"first": next(iter(stages)), "ground": _packed(ground)}
    sent["old"] = _("This browser is too old for the pictures.")
    sent["stages"] = {label: _packed(stage) for label, stage in stages.items()}  # type: ignore[assignment]
    facts = {
        "title": escape(title),
        "heading": escape(title),
        "says": escape(says),
        "words": words,
        "language": language(),
        "bare": escape(_("The pictures need JavaScript.")),
        "in_app": escape(_("This race in the app:")),
        "link": escape(link),
        "light": _colours("light"),
        "dark": _colours("dark"),
        "styles": assets.text("shared/common.css"),
        "stage": assets.text("player/stage.html"),
        "modules": json.dumps(_modules(assets.modules_digest(), language())),
        "data": json.dumps(sent).replace("<", "\\u003c"),
        "boot": _renamed(BOOT, (assets.HERE / BOOT).read_text("utf-8")),
    }
    page = assets.text("player/offline.html").lstrip()
    return re.sub(r"\{(\w+)\}", lambda slot: facts.get(slot[1], slot[0]), page)


def _colours(scheme: str) -> str:
    named = ((name, st.get_option(f"theme.{scheme}.{key}")) for name, key in COLOURS.items())
    return " ".join(f"--st-{name}: {value};" for name, value in named)


@lru_cache(maxsize=4)
def _modules(digest: str, language: str) -> str:
    """All modules that the player may ask for, by name, packed; `digest` tells them from others."""
    sources = dict(sorted(_reached(f"{assets.WORDS}{language}.js")))
    return _packed(json.dumps(sources, ensure_ascii=False).encode())


def _reached(words: str) -> Iterator[tuple[str, str]]:
    """Name and source of the entries, and of whatever these import; of all languages one."""
    yield words, assets.words_module(words).decode()
    known, wanted = set[str](), list(ENTRIES)
    while wanted:
        name = wanted.pop()
        if name in known:
            continue
        known.add(name)
        source = (assets.HERE / name).read_text("utf-8")
        paths = [path for *_, path in _IMPORT.findall(source)]
        wanted += [_beside(name, path) for path in paths if IN_LANGUAGE not in path]
        yield name, _renamed(name, source)


def _renamed(name: str, source: str) -> str:
    """A module whose imports are names, and whose style sheets are in it."""
    named = _IMPORT.sub(
        lambda found: f"{found[1]}{found[2]}{_beside(name, found[3])}{found[2]}", source
    )
    return _BESIDE.sub(lambda found: f"new URL({_style(_beside(name, found[1]))})", named)


def _style(name: str) -> str:
    content = base64.b64encode((assets.HERE / name).read_bytes()).decode()
    return json.dumps(f"data:text/css;base64,{content}")


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()
