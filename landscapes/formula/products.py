"""Products written without a sign, as people do: 3x, 2sin(x), 3(x + y), (x + 1)(y - 2).

Not so xy or x2, which would be names, nor 1/2x, which is read in two ways. As in print, x^2(y + 1)
is (x^2)*(y + 1).
"""

import re

from core.sentences import sentence
from landscapes.formula.tokens import ALIASES, FUNCTIONS, FormulaError, Token


def as_product(name: str, known: list[str], called: bool) -> str:
    """The product that a name like xy, x2 or xsin( was meant to be; empty where it is none."""
    words = "|".join(sorted(known, key=len, reverse=True))
    last = "|".join(FUNCTIONS) if called else rf"{words}|\d+"
    if not re.fullmatch(rf"(?:{words}|\d+)+(?:{last})", name):
        return ""
    parts = re.findall(rf"{'|'.join(FUNCTIONS)}|{words}|\d+", name)
    made = "*".join(parts)
    if len(parts) == 2 and parts[1].isdigit():
        return sentence("{product} or {power}", product=made, power="^".join(parts))
    return made


def with_products(tokens: list[Token]) -> list[Token]:
    """The tokens with a * wherever a product was written without one.

    After a / it would be unclear what is divided, so there it has to be written.
    """
    made, divided = [], [False]
    for token, after in zip(tokens, [*tokens[1:], Token("end", "", -1)], strict=True):
        made.append(token)
        if token.text == "(":
            divided.append(False)
        elif token.text == ")":
            divided.pop()
        elif token.text in "+-*/,":
            divided[-1] = token.text == "/"
        if not _is_product(token, after):
            continue
        between = {"left": token.text[:20], "right": after.text[:20]}
        if token.kind == "number" and after.text[:1] in "eE" and after.start == token.end:
            raise FormulaError(
                "Write {number}*e, or a power of ten as in 2e3",
                after.start,
                number=token.text[:20],
            )
        if divided[-1]:
            raise FormulaError(
                "What is divided here? Write * between {left} and {right}, or brackets",
                after.start,
                **between,
            )
        if after.kind == "number" or (token.kind == "name" and after.kind == "name"):
            raise FormulaError("Write * between {left} and {right}", after.start, **between)
        made.append(Token("other", "*", after.start))
    return made


def _is_product(token: Token, after: Token) -> bool:
    """Whether one thing ends here and the next begins."""
    ends = token.kind in ("number", "name") or token.text == ")"
    called = token.kind == "name" and ALIASES.get(token.text, token.text) in FUNCTIONS
    begins = after.kind in ("number", "name") or after.text == "("
    return ends and begins and not called
