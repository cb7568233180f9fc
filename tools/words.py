"""Find all words of the app and bring the catalogues of other languages up to date.

    python3 thalweg.py words

Reads the source, not the running app. In Python: what stands in `N_("...")`, `_("...")`,
`sentence("...")` and `counted("...", "...", n)` of `core.sentences`, and in the errors that
visitors see (`MARKS`); the labels and words of every `knob(...)` and of what `TOLD_BY` lists; and
the facts that a method, surface or condition declares of itself in plain text (`FACTS`, and the
lines of `worked` that tell in words, and the words in formulas), so a new one is in the catalogues
by itself. In JavaScript: `say("...")` and `sayCounted("...", "...", n)` of
ui/browser/shared/words.js. In HTML: all text, and the names of elements, which `sayAll` of that
module tells.

Each catalogue, such as locale/ko/optim.po, keeps the translations it has, wherever the text has
moved; what is new comes empty, what is gone goes.
"""

import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from core.sentences import ENGLISH
from tools.marked_words import Message, Page, javascript_texts, python_texts
from ui.kit import language as spoken
from ui.kit.language import words_in

ROOT = Path(__file__).parents[1]
LOCALE = spoken.CATALOGUES
LANGUAGES = tuple(each for each in spoken.LANGUAGES if each != ENGLISH)
ROOMS = ("core", "landscapes", "optim", "viz", "lessons", "ui", "pages")
"""In this order: a text that stands in several is in the catalogue of the first."""
DECLARING = ("landscapes", "optim")
"""The rooms whose classes declare facts in words."""


def messages() -> dict[str, dict[Message, list[str]]]:
    """All texts by catalogue, each with the files it stands in."""
    found: dict[str, dict[Message, list[str]]] = {}
    known: dict[str, str] = {}
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        for message in texts(path):
            key = message if isinstance(message, str) else message[0]
            name = known.setdefault(key, catalogue_of(place))
            places = found.setdefault(name, {}).setdefault(message, [])
            if place not in places:
                places.append(place)
    return found


def sources() -> Iterator[Path]:
    """The files that may hold words, in a fixed order.

    Those of the browser come first: it has its own catalogue alone, Python has all of them.
    """
    for suffixes in ((".js", ".html"), (".py",)):
        for room in ROOMS:
            paths = (ROOT / room).rglob("*")
            yield from sorted(path for path in paths if path.suffix in suffixes)


def catalogue_of(place: str) -> str:
    """The catalogue of a file, without its ending: one a room, a folder of `ui`, a lesson."""
    room, *deeper = Path(place).with_suffix("").parts
    if room == "lessons":
        return f"lessons/{deeper[-1]}"
    if room == "ui" and len(deeper) > 1:
        return f"ui/{deeper[0]}"
    return room if room != "pages" else "ui"


def texts(path: Path) -> Iterator[Message]:
    """The texts of one file."""
    source = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from python_texts(source, path.relative_to(ROOT).parts[0] in DECLARING)
        return
    if path.suffix == ".html":
        yield from Page(source).texts()
        return
    yield from javascript_texts(source)


def written(language: str, found: dict[Message, list[str]], before: Mapping[str, str]) -> bytes:
    """A catalogue as it should be, with the translations there are anywhere."""
    made = Catalog(locale=language, header_comment="", fuzzy=False, charset="utf-8")
    for message, places in sorted(found.items(), key=lambda each: (each[1], str(each[0]))):
        key = message if isinstance(message, str) else message[0]
        text = before.get(key, "")
        flags = ("python-brace-format",) if "{" in key else ()
        string = text if isinstance(message, str) else (text,)
        made.add(message, string, locations=[(place, 0) for place in places], flags=flags)
    file = io.BytesIO()
    write_po(file, made, width=100, omit_header=True, include_lineno=False)
    lines = f"Language: {language}", "Content-Type: text/plain; charset=utf-8"
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"
    return header.encode() + file.getvalue()


def catalogues(language: str) -> dict[Path, bytes]:
    """All catalogues of a language as they should be, by where they lie."""
    before = words_in(language)
    return {
        LOCALE / language / f"{name}.po": written(language, found, before)
        for name, found in messages().items()
    }


def main() -> int:
    """Write them; say how much is still to be translated."""
    for language in LANGUAGES:
        made = catalogues(language)
        for path in set((LOCALE / language).rglob("*.po")) - set(made):
            path.unlink()
        for path, content in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        known = words_in(language)
        missing = [
            message for found in messages().values() for message in found
            if (message if isinstance(message, str) else message[0]) not in known
        ]  # fmt: skip
        print(f"{language}: {len(known)} translated, {len(missing)} to do, {len(made)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
