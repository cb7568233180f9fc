"""What in the source is marked as words: in Python, in JavaScript, in HTML."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from core.latex_words import words_in

FACTS = {"title", "teaches", "lesson", "adds", "convention", "changed", "fastest_title", "says"}
"""What a class declares of itself in words that are shown."""
LINES = "worked"
"""And its update line by line: a line with places tells in words, and so may each place."""
CHOICES = re.compile(r"\{\w+:([^{}]*)\}")
MARKS = {"N_": 1, "_": 1, "sentence": 1, "counted": 2, "FormulaError": 1, "SurfaceFileError": 1}
"""By how many texts each has; the errors are those that visitors see."""
TOLD_BY = {"LectureScene": 2}
"""Whose first arguments, so many, are words."""
COMMENT = re.compile(r"^\s*//.*", re.MULTILINE)
LITERAL = r'("(?:[^"\\]|\\.)*")'
SAID = re.compile(rf"(?<![.\w])(say|sayCounted)\(\s*{LITERAL}(?:,\s*{LITERAL})?")
"""A mark in JavaScript."""
NAMING = ("alt", "aria-label", "aria-roledescription", "title")
"""Attributes in HTML that are words, as ui/browser/shared/words.js has them."""
NO_WORDS = ("style", "title", "script")
"""Elements whose text is none, or is that of a page of its own."""
WORD = re.compile(r"[^\W\d_]{2}")
Message = str | tuple[str, str]
"""A text, or that for one and that for more."""


def javascript_texts(source: str) -> Iterator[Message]:
    """The texts of a module, also those within templates; its comments have examples of marks."""
    for mark, one, more in SAID.findall(COMMENT.sub("", source)):
        yield (json.loads(one), json.loads(more)) if mark == "sayCounted" else json.loads(one)


class Page(HTMLParser):
    """What a part of a page says: text, and the names of its elements."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.within = ""
        self.feed(source)
        self.close()

    def texts(self) -> list[str]:
        """All of it that has words, and no places that Python fills in."""
        return [text for text in self.said if WORD.search(text) and "{" not in text]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element: its names."""
        self.within = tag
        self.said += [value for name, value in attrs if name in NAMING and value]

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        self.within = ""

    def handle_data(self, data: str) -> None:
        """Text in it."""
        if self.within not in NO_WORDS:
            self.said.append(data.strip())


def python_texts(source: str, declares: bool) -> Iterator[Message]:
    """The texts of a Python file; with those its classes declare of themselves, in formulas too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _called(node)
        elif declares and isinstance(node, ast.ClassDef):
            yield from _declared(node)
        elif declares and (text := literal(node)):
            yield from words_in(text)


def _called(call: ast.Call) -> Iterator[Message]:
    name = getattr(call.func, "id", "")
    if name in MARKS:
        words = [text for text in map(literal, call.args[: MARKS[name]]) if text]
        if name == "N_" and len(call.args) > 1:
            words = [f"{words[0]} ({literal(call.args[1])})"]
        if len(words) == MARKS[name]:
            yield words[0] if len(words) == 1 else (words[0], words[1])
    elif name in TOLD_BY:
        yield from _all_literals(call.args[: TOLD_BY[name]])
    elif name in ("knob", "Knob"):
        more = [word.value for word in call.keywords if word.arg in ("label", "help", "words")]
        yield from _all_literals([*call.args[3:5], *more])


def _declared(made: ast.ClassDef) -> Iterator[Message]:
    for line in made.body:
        target = line.targets[0] if isinstance(line, ast.Assign) else None
        target = line.target if isinstance(line, ast.AnnAssign) else target
        name, value = getattr(target, "id", ""), getattr(line, "value", None)
        if name in FACTS and value:
            yield from _all_literals([value])
        elif name == LINES and value:
            for told in filter(re.compile("{").search, _all_literals([value])):
                yield told
                for choices in CHOICES.findall(told):
                    yield from choices.split("|")


def _all_literals(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        each = node.elts if isinstance(node, ast.Tuple) else [node]
        yield from filter(None, map(literal, each))


def literal(node: ast.AST) -> str:
    """The text of a literal; "" of anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""
