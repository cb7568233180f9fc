"""A formula cut into tokens of our own, what it may be made of, and how it is refused."""

import re
from dataclasses import dataclass

from core.sentences import N_, sentence

MAX_LENGTH = 600

FUNCTIONS: dict[str, int] = {
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"), 1),
    **dict.fromkeys(("exp", "log", "sqrt", "abs", "sign"), 1),
    **dict.fromkeys(("min", "max"), 2),
}
ALIASES = {"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045}
ALLOWED = sentence(
    "Allowed are x, y, numbers, pi, e, + - * / ^ ( ) and {functions}",
    functions=", ".join(FUNCTIONS),
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
    """A formula was refused. The message is for people; `position` counts characters from 0.

    `values` are put into the places that the problem has for them.
    """

    def __init__(self, problem: str, position: int | None = None, **values: object) -> None:
        said = sentence(problem, **values) if values else N_(problem)
        if position is None:
            super().__init__(sentence("{problem}.", problem=said))
        else:
            super().__init__(
                sentence("Character {place}: {problem}.", place=position + 1, problem=said)
            )
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
        raise FormulaError(
            "The formula is too long: at most {most} characters are allowed", most=MAX_LENGTH
        )
    text = text.translate(_SAME_MEANING)
    tokens, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(
                "{sign} is not allowed here. {allowed}", at, sign=repr(text[at]), allowed=ALLOWED
            )
        tokens.append(Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return tokens
