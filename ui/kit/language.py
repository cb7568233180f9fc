"""The language of who looks: by the link, by an earlier choice, by the browser.

A link may name it (`?lang=ko`); else the choice made with the switch, which the browser keeps; else
the first language of the browser's own that there are words in. Words are read from the catalogues
in `locale/`, once for all visitors, when somebody first needs them.
"""

import functools
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core import sentences
from core.sentences import ENGLISH, LANGUAGE, Catalogue

LANGUAGES = {ENGLISH: "English", "ko": "한국어"}
"""By the tag that `<html lang>` has: each in its own words."""
CATALOGUES = Path(__file__).parents[2] / "locale"
IN_LINK = "lang"
"""What a link that names a language says it by."""
COOKIE = "thalweg_language"
"""Where the browser keeps a choice; ui/browser/page/language.js writes it."""
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)")
"""How well a language is liked, between 0 (not at all) and 1."""


def language_of(
    query: Mapping[str, str | list[str]], cookies: Mapping[str, str], accepted: str
) -> str:
    """The language of a request: `accepted` is its header Accept-Language."""
    named = query.get(IN_LINK, "")
    for asked in (named if isinstance(named, str) else named[-1], cookies.get(COOKIE, "")):
        if asked in LANGUAGES:
            return asked
    return next((tag for tag in liked(accepted) if tag in LANGUAGES), ENGLISH)


def liked(accepted: str) -> list[str]:
    """The languages of a header Accept-Language, the best liked one first."""
    found = []
    for each in accepted[:200].lower().split(","):
        tag, _, more = (part.strip() for part in each.partition(";"))
        weight = WEIGHT.fullmatch(more)
        share = float(weight[1]) if weight else 0.0 if more else 1.0
        if share > 0:
            found.append((-share, tag.split("-")[0]))
    return [tag for _, tag in sorted(found, key=lambda each: each[0])]


VARY = ("accept-language", "cookie")
"""What else than its address the answer to a request hangs on, where there are words in it."""


def of_request(connection: HTTPConnection) -> str:
    """The language of a request."""
    asked, accepted = dict(connection.query_params), connection.headers.get("accept-language", "")
    return language_of(asked, connection.cookies, accepted)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Inside, words are told in this language, whoever looks."""
    before = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(before)


class _Run(threading.local):
    """The session that this thread last ran a script of, and its language: each word asks."""

    session: object = None
    language = ENGLISH


_RUN = _Run()


def current() -> str:
    """The language of the session whose script runs; English outside of any."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return ENGLISH
    if _RUN.session is not context.session_state:
        _RUN.session, _RUN.language = context.session_state, _of_session()
    return _RUN.language


def _of_session() -> str:
    """The language of a session, which is what it was when somebody first asked."""
    session = st.session_state
    if "language" not in session:
        query = {key: st.query_params[key] for key in st.query_params}
        headers = st.context.headers
        session["language"] = language_of(
            query, st.context.cookies, headers.get("Accept-Language") or ""
        )
        session["language_in_link"] = query.get(IN_LINK) in LANGUAGES
    return str(session["language"])


def in_address() -> dict[str, str]:
    """What the address goes on to say of the language: what the link said that was opened."""
    current()
    return {IN_LINK: current()} if st.session_state.get("language_in_link") else {}


def keep_in_address() -> None:
    """Have the address say it on pages that write none of their own, too."""
    for key, language in in_address().items():
        if key not in st.query_params:
            st.query_params[key] = language


@functools.cache
def catalogue(language: str) -> Catalogue:
    """All words of a language; a pattern that is not there stays English."""
    return words_in(language)


def words_in(language: str) -> dict[str, str]:
    """The same as the files have them now."""
    paths = sorted((CATALOGUES / language).rglob("*.po"))
    return {key: text for path in paths for key, text in words_of(path, language)}


@functools.cache
def spoken_in_browser(language: str) -> Catalogue:
    """Those that our modules in the browser say by themselves."""
    path = CATALOGUES / language / "ui" / "browser.po"
    return dict(words_of(path, language)) if path.exists() else {}


def words_of(path: Path, language: str) -> Iterator[tuple[str, str]]:
    """The texts of one catalogue, each by the text in English that stands for it."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        for message in read_po(file, locale=language):
            key, text = map(first, (message.id, message.string))
            if key and text and not message.fuzzy:
                yield key, text


def first(text: str | Sequence[str] | None) -> str:
    """What stands for one, of what may stand for one and for more."""
    return text if isinstance(text, str) else (text or ("",))[0]


sentences.ask(current)
sentences.read_by(catalogue)
