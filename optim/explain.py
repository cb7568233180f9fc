"""The lines of `Optimizer.worked`, read: text -> a tree that others evaluate, check and print."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Tree = Any
"""A number, a name, a name with a prime (its value before the step), or (operation, *trees).

A tuple whose first entry is one of + - * / ^ < > == neg where min max abs sign sqrt.
"""
FUNCTIONS = {"where": 3, "min": 2, "max": 2, "abs": 1, "sign": 1, "sqrt": 1}
"""The functions of a line, and how many arguments each takes."""
_BINARY: dict[type, str] = {
    **{ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"},
    **{ast.Lt: "<", ast.Gt: ">", ast.Eq: "=="},
}
_PRIME = "__before"
_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


@dataclass(frozen=True)
class Formula:
    """`name = tree`: one sub-step."""

    name: str
    tree: Tree

    @property
    def names(self) -> set[str]:
        """What stands on the right, primes included."""
        return set(_names(self.tree))


@dataclass(frozen=True)
class Words:
    """A sub-step told in words: pieces of text, and (name, choices) to be filled in.

    With choices, the whole number i of that name means the i-th word.
    """

    pieces: tuple[str | tuple[str, tuple[str, ...]], ...]

    @property
    def names(self) -> set[str]:
        """What is filled in."""
        return {piece[0] for piece in self.pieces if isinstance(piece, tuple)}


@lru_cache(maxsize=512)
def read(line: str) -> Formula | Words:
    """One line of `worked`; a ValueError says what is wrong with it."""
    if "{" in line:
        return _words(line)
    name, equals, right = line.partition(" = ")
    if not (equals and name.isidentifier()):
        raise ValueError(f"{line!r} is not of the form 'name = formula'.")
    return Formula(name, expression(right))


@lru_cache(maxsize=512)
def expression(text: str) -> Tree:
    """The right side of a line."""
    plain = re.sub(r"(\w)'", rf"\1{_PRIME}", text).replace("^", "**")
    try:
        return _tree(ast.parse(plain, mode="eval").body)
    except (SyntaxError, KeyError, ValueError) as error:
        raise ValueError(f"{text!r} is not a formula: {error}") from None


def _tree(node: ast.AST) -> Tree:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, ast.Name):
        return node.id.replace(_PRIME, "'")
    if isinstance(node, ast.BinOp):
        return (_BINARY[type(node.op)], _tree(node.left), _tree(node.right))
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return (_BINARY[type(node.ops[0])], _tree(node.left), _tree(node.comparators[0]))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return ("neg", _tree(node.operand))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        if FUNCTIONS.get(node.func.id) == len(node.args):
            return (node.func.id, *map(_tree, node.args))
        raise ValueError(f"{node.func.id} with {len(node.args)} arguments")
    raise ValueError(type(node).__name__)


def _names(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, tuple):
        for part in tree[1:]:
            yield from _names(part)


def _words(line: str) -> Words:
    pieces: list[str | tuple[str, tuple[str, ...]]] = []
    end = 0
    for slot in _SLOT.finditer(line):
        pieces.append(line[end : slot.start()])
        pieces.append((slot[1], tuple(slot[2].split("|")) if slot[2] else ()))
        end = slot.end()
    return Words((*(piece for piece in (*pieces, line[end:]) if piece),))
