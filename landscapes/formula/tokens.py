"""A formula cut into tokens of our own, what it may be made of, and how it is refused."""

import re
from dataclasses import dataclass

MAX_LENGTH = 600

FUNCTIONS: dict[str, int] = {
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"), 1),
    **dict.fromkeys(("exp", "log", "sqrt", "abs", "sign"), 1),
    **dict.fromkeys(("min", "max"), 2),
}
ALIASES = {"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045}
ALLOWED = (
    "Allowed are x, y, numbers, pi, e, + - * / ^ ( ) and "
    + ", ".join(name for name in FUNCTIONS)
    + "."
)

_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<power>\*\*|\^)"
    r"|(?P<other>[-+*/(),])",
    re.ASCII,
)
_SAME_MEANING = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"})


class FormulaError(ValueError):
    """A formula was refused. The message is for people; `position` counts characters from 0."""

    def __init__(self, problem: str, position: int | None = None) -> None:
        where = "" if position is None else f"Character {position + 1}: "
        super().__init__(f"{where}{problem}.")
        self.position = position


@dataclass(frozen=True)
class Token:
    """A number, a name, a power sign or another sign, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next one may start."""
        return self.start + len(self.text)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text. Raises FormulaError for what is none."""
    if not text.strip():
        raise FormulaError("The formula is empty; try x^2 + y^2")
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"The formula is too long: at most {MAX_LENGTH} characters are allowed")
    text = text.translate(_SAME_MEANING)
    tokens, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(f"{text[at]!r} is not allowed here. {ALLOWED[:-1]}", at)
        tokens.append(Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return tokens
