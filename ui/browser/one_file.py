"""Pages that need no server: the modules, style sheets and data of a component in one HTML file.

Modules import each other by paths, which a file on a disk cannot serve. So each import is renamed
to the module's path below `ui/browser`, and the page maps these names to what it holds.
"""

import base64
import gzip
import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import streamlit as st

from core.sentences import language
from ui.browser import assets

BOOT = "shared/offline_boot.js"
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
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
IN_LANGUAGE = "${"
"""What the path of words has, which are in another file for each language."""


def page(
    template: str,
    entry: str,
    words: Mapping[str, str],
    data: Mapping[str, object],
    languages: Sequence[str] = (),
) -> str:
    """The whole file: a template whose places are filled.

    `words` are HTML. The module `entry` is started with the `data`; it may speak the `languages`,
    or that of whoever asks alone.
    """
    spoken = tuple(languages) or (language(),)
    facts = {
        **words,
        "language": language(),
        "light": _colours("light"),
        "dark": _colours("dark"),
        "modules": json.dumps(_modules(assets.modules_digest(), entry, spoken)),
        "data": _inert({**data, "entry": entry, "languages": spoken}),
        "boot": _renamed(BOOT, (assets.HERE / BOOT).read_text("utf-8")),
    }
    return re.sub(r"\{(\w+)\}", lambda slot: facts.get(slot[1], slot[0]), template.lstrip())


def packed(content: bytes) -> str:
    """Bytes as text that the file's script unpacks."""
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _inert(data: Mapping[str, object]) -> str:
    """JSON that ends no script."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _colours(scheme: str) -> str:
    named = ((name, st.get_option(f"theme.{scheme}.{key}")) for name, key in COLOURS.items())
    return " ".join(f"--st-{name}: {value};" for name, value in named)


@lru_cache(maxsize=4)
def _modules(digest: str, entry: str, languages: tuple[str, ...]) -> str:
    """All modules that an entry may ask for, by name, packed; `digest` tells them from others."""
    sources = dict(sorted(_reached(entry, languages)))
    return packed(json.dumps(sources, ensure_ascii=False).encode())


def _reached(entry: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name and source of the entry and of whatever it imports, and the words of each language."""
    for spoken in languages:
        words = f"{assets.WORDS}{spoken}.js"
        yield words, assets.words_module(words).decode()
    known, wanted = set[str](), [entry]
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
    """A module whose imports are names, and whose style sheets are in it; without comments."""
    named = _IMPORT.sub(
        lambda found: f"{found[1]}{found[2]}{_beside(name, found[3])}{found[2]}",
        _COMMENT.sub("", source),
    )
    return _BESIDE.sub(lambda found: f"new URL({_style(_beside(name, found[1]))})", named)


def _style(name: str) -> str:
    content = base64.b64encode((assets.HERE / name).read_bytes()).decode()
    return json.dumps(f"data:text/css;base64,{content}")


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
