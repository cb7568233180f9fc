"""From what a person typed to a checked syntax tree. Nothing is ever evaluated here.

The text is first cut into tokens of our own, so every refusal can point at a character; only then
does Python's parser see it, and only a short list of node kinds gets through. Length, nesting and
the number of operations are bounded, so a formula from a stranger's link costs milliseconds.
"""

import ast
import difflib
from collections.abc import Iterable

from core.sentences import N_, counted
from landscapes.formula.products import as_product, with_products
from landscapes.formula.tokens import (
    ALIASES,
    ALLOWED,
    CONSTANTS,
    FUNCTIONS,
    FormulaError,
    Token,
    tokens_of,
)

MAX_DEPTH = 40
MAX_NODES = 400
NO_SUCH_FUNCTION = N_("There is no function {name}. {allowed}")
NO_SUCH_FUNCTION_BUT = N_("There is no function {name}; did you mean {guess}. {allowed}")
UNKNOWN = N_("{name} is not known. {allowed}")
UNKNOWN_BUT = N_("{name} is not known; did you mean {guess}. {allowed}")
NOT_ALLOWED = N_("This is not allowed here. {allowed}")


def parse(text: str, symbols: tuple[str, ...] = ()) -> ast.expr:
    """The syntax tree of a formula in x, y and `symbols`.

    Every node of the result is a name, a float constant, a sign, one of + - * / ** or a call of a
    function in `FUNCTIONS`. Raises FormulaError, whose `position` points into `text`.
    """
    tokens = tokens_of(text)
    known = ("x", "y", *symbols)
    _check_tokens(tokens, known)
    source, places = _join(with_products(tokens))
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        offset = min(max((error.offset or 1) - 1, 0), len(places) - 1)
        position = min(places[offset], len(text) - 1)
        raise FormulaError("Something is missing or misplaced here", position) from None
    return _Checker(places).visit(tree, 0)


def _check_tokens(tokens: list[Token], known: tuple[str, ...]) -> None:
    """Brackets that match, and no unknown name."""
    open_at: list[int] = []
    for token, after in zip(tokens, [*tokens[1:], Token("end", "", -1)], strict=True):
        if token.kind == "name":
            _check_name(token, after.text == "(", known)
        if token.text == "(":
            open_at.append(token.start)
            if len(open_at) > MAX_DEPTH:
                raise FormulaError(
                    "More than {most} brackets are nested", token.start, most=MAX_DEPTH
                )
        elif token.text == ")":
            if not open_at:
                raise FormulaError("This bracket closes nothing", token.start)
            open_at.pop()
    if open_at:
        raise FormulaError("This bracket is never closed", open_at[-1])
    if tokens[-1].kind == "power" or tokens[-1].text in "+-*/(,":
        raise FormulaError("The formula breaks off after this", tokens[-1].start)


def _check_name(token: Token, called: bool, known: tuple[str, ...]) -> None:
    name = ALIASES.get(token.text, token.text)
    if called and name in (*known, *CONSTANTS):
        raise FormulaError(
            "{name} is no function; for a product write {name}*(", token.start, name=name
        )
    if called and name not in FUNCTIONS:
        guess = as_product(name[:20], [*known, *CONSTANTS], True) or _alike(name, FUNCTIONS)
        raise FormulaError(
            NO_SUCH_FUNCTION_BUT if guess else NO_SUCH_FUNCTION,
            token.start,
            name=repr(name),
            guess=guess,
            allowed=ALLOWED,
        )
    if not called and name in FUNCTIONS:
        raise FormulaError("{name} needs brackets, as in {name}(x)", token.start, name=name)
    if not called and name not in known and name not in CONSTANTS:
        product = as_product(name[:20], [*known, *CONSTANTS], False)
        guess = product or _alike(name, (*known, *CONSTANTS, *FUNCTIONS))
        raise FormulaError(
            UNKNOWN_BUT if guess else UNKNOWN,
            token.start,
            name=repr(name),
            guess=guess,
            allowed=ALLOWED,
        )


def _alike(name: str, known: Iterable[str]) -> str:
    """The known name that was meant, perhaps; else nothing."""
    return next(iter(difflib.get_close_matches(name[:20], list(known), 1)), "")


def _join(tokens: list[Token]) -> tuple[str, list[int]]:
    """Python source of the tokens, and for each of its characters the place it came from."""
    source, places = "", []
    for token in tokens:
        text = "**" if token.kind == "power" else token.text
        if token.kind == "number":
            text = repr(float(token.text))
            if text == "inf":
                raise FormulaError("This number is too large", token.start)
        source += text + " "
        places += [token.start] * (len(text) + 1)
    return source, places


class _Checker:
    """Walks Python's tree, lets through what is allowed and folds constants in floats."""

    def __init__(self, places: list[int]) -> None:
        self.places = places
        self.nodes = 0

    def visit(self, node: ast.expr, depth: int) -> ast.expr:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > 2 * MAX_DEPTH:
            raise FormulaError("The formula has too many operations", self._place(node))
        match node:
            case ast.Constant(value=float()) | ast.Name():
                return node
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._fold(ast.UnaryOp(ast.USub(), self.visit(operand, depth + 1)), node)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.visit(operand, depth + 1)
            case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), right):
                left, right = self.visit(left, depth + 1), self.visit(right, depth + 1)
                return self._fold(ast.BinOp(left, node.op, right), node)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(ALIASES.get(name, name), args, node, depth)
        raise FormulaError(NOT_ALLOWED, self._place(node), allowed=ALLOWED)

    def _call(self, name: str, args: list[ast.expr], node: ast.Call, depth: int) -> ast.expr:
        wanted = FUNCTIONS.get(name)
        if wanted is None:
            raise FormulaError(NOT_ALLOWED, self._place(node), allowed=ALLOWED)
        if len(args) != wanted:
            said = counted("{name} takes {n} value", "{name} takes {n} values", wanted, name=name)
            raise FormulaError(said, self._place(node))
        return ast.Call(ast.Name(name), [self.visit(arg, depth + 1) for arg in args], [])

    def _fold(self, made: ast.UnaryOp | ast.BinOp, node: ast.expr) -> ast.expr:
        """Check that constant arithmetic stays finite; powers of constants are folded."""
        value = constant(made)
        if value is not None and abs(value) > 1e300:
            raise FormulaError("This number is too large or not defined", self._place(node))
        if value is not None and value != value:
            raise FormulaError("This number is not defined", self._place(node))
        return ast.copy_location(made, node)

    def _place(self, node: ast.expr) -> int:
        return self.places[min(node.col_offset, len(self.places) - 1)]


def constant(node: ast.expr) -> float | None:
    """The float a tree of plain numbers stands for, `nan` or `inf` where it has no value."""
    match node:
        case ast.Constant(value=float() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = constant(operand)
            return None if positive is None else -positive
        case ast.BinOp(left, op, right):
            a, b = constant(left), constant(right)
            return None if a is None or b is None else _arithmetic(a, op, b)
    return None


def _arithmetic(a: float, op: ast.operator, b: float) -> float:
    try:
        match op:
            case ast.Add():
                return a + b
            case ast.Sub():
                return a - b
            case ast.Mult():
                return a * b
            case ast.Div():
                return a / b
        value = a**b
        return value if isinstance(value, float) else float("nan")
    except OverflowError:
        return float("inf")
    except ZeroDivisionError:
        return float("nan")
