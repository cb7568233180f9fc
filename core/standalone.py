"""Python that stands alone: some functions and classes with all they need, gathered from here.

What is gathered runs without this project: knobs are plain fields, annotations are left out, and of
a class only those members come along that are asked for, or that one of these uses.
"""

import ast
import builtins
import dataclasses
import inspect
import textwrap
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import FunctionType, ModuleType
from typing import Any, cast

PACKAGE = __name__.removesuffix("core.standalone")
ROOMS = tuple(f"{PACKAGE}{room}." for room in ("core", "landscapes", "optim"))
PLAIN = (int, float, str, bool, tuple, type(None))
KEPT_DECORATORS = {"property", "staticmethod", "classmethod", "dataclass"}
FIELD_TYPES = {"float", "int", "str", "bool", "tuple", "list"}


def standalone(asked: Mapping[Any, Iterable[str]]) -> str:
    """The source of functions and classes: of a class, the members named, or all where none is."""
    gatherer = Gatherer(asked)
    for thing in asked:
        gatherer.take(thing)
    imports = sorted(gatherer.imports, key=lambda line: (line.startswith("from"), line))
    return "\n\n\n".join(filter(None, ["\n".join(imports), *gatherer.parts])) + "\n"


class Gatherer:
    """What was gathered so far: imports, and parts in an order that can be run."""

    def __init__(self, asked: Mapping[Any, Iterable[str]]) -> None:
        self.imports: set[str] = set()
        self.parts: list[str] = []
        self.done: set[Any] = set()
        self.wanted: dict[type, set[str]] = {}
        for thing, members in asked.items():
            if isinstance(thing, type) and members:
                self._want(thing, set(members))

    def _want(self, cls: type, names: set[str]) -> None:
        """Members of a class and its bases, with all that these use of themselves."""
        lines = [c for c in cls.__mro__ if _is_ours(c)]
        grown = set(names)
        while True:
            used = {
                name
                for c in lines
                for node in _class(c).body
                if _name(node) in grown
                for name in _own_names(node)
            }
            if used <= grown:
                break
            grown |= used
        for c in lines:
            self.wanted[c] = self.wanted.get(c, set()) | grown

    def take(self, thing: Any) -> None:
        """Gather a class or a function and, before it, what it needs."""
        if thing in self.done:
            return
        self.done.add(thing)
        module = cast(ModuleType, inspect.getmodule(thing))
        found = self._members(thing) if isinstance(thing, type) else _function(thing)
        node = cast(ast.stmt, Bare().visit(found))
        needed = _names(node)
        for name in sorted(needed & set(vars(module))):
            self._need(name, module)
        self.parts.append(ast.unparse(ast.fix_missing_locations(node)))

    def _members(self, cls: type) -> ast.ClassDef:
        """The class with what is wanted of it."""
        node = _class(cls)
        wanted = self.wanted.get(cls)
        if wanted is None:
            return node
        body: list[ast.stmt] = [n for n in node.body if _is_wanted(n, wanted)]
        fields = {f.name: f for f in dataclasses.fields(cast(Any, cls))}
        body = [_as_field(n, fields) if _name(n) in fields else n for n in body]
        said = ast.get_docstring(node)
        if said:
            body.insert(0, ast.Expr(ast.Constant(said)))
        bases = zip(cls.__bases__, node.bases, strict=True)
        node.bases, node.body = [b for c, b in bases if self._has_any(c)], body
        return node

    def _has_any(self, cls: type) -> bool:
        """Whether something wanted is in a class or above it."""
        return any(
            _is_wanted(node, self.wanted.get(c, set()))
            for c in cls.__mro__
            if _is_ours(c)
            for node in _class(c).body
        )

    def _need(self, name: str, module: ModuleType) -> None:
        """Something that a part calls by a name of its module."""
        value = vars(module)[name]
        if isinstance(value, ModuleType):
            as_name = "" if value.__name__ == name else f" as {name}"
            self.imports.add(f"import {value.__name__}{as_name}")
        elif isinstance(value, type | FunctionType) and _is_ours(value):
            self.take(value)
        elif isinstance(value, type | FunctionType):
            self.imports.add(f"from {value.__module__} import {name}")
        elif (key := (name, repr(value))) not in self.done:
            self.done.add(key)
            self.parts.append(self._constant(name, value, module))

    def _constant(self, name: str, value: Any, module: ModuleType) -> str:
        if isinstance(value, PLAIN) and "<" not in repr(value):
            return f"{name} = {value!r}"
        for node in _tree(module).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and _name(node) == name:
                for each in sorted(_names(cast(ast.expr, node.value)) & set(vars(module))):
                    self._need(each, module)
                made = ast.Assign(
                    [ast.Name(name, ast.Store())], cast(ast.expr, node.value), lineno=0
                )
                return ast.unparse(made)
        raise ValueError(f"{name} of {module.__name__} cannot be written out.")


class Bare(ast.NodeTransformer):
    """Leaves out annotations, casts and decorators that only this project needs."""

    inside = 0
    """How many functions this is in."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function without annotations."""
        self.inside += 1
        self.generic_visit(node)
        self.inside -= 1
        every = node.args
        for arg in (*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg):
            if arg is not None:
                arg.annotation = None
        node.returns = None
        node.decorator_list = [d for d in node.decorator_list if _called(d) in KEPT_DECORATORS]
        inner = [n for n in node.body if not (isinstance(n, ast.AnnAssign) and n.value is None)]
        node.body = inner or [ast.Pass()]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """A name with a type: that of a field becomes a plain one, that of a variable goes."""
        self.generic_visit(node)
        constant = ast.unparse(node.annotation).startswith("ClassVar")
        if (self.inside or constant) and node.value is not None:
            return ast.Assign([node.target], node.value, lineno=0)
        node.annotation = _plain_type(node.annotation)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """cast(T, value) is the value; a text marked for other languages is the text."""
        self.generic_visit(node)
        if _called(node) == "cast" and len(node.args) == 2:
            return node.args[1]
        if isinstance(node.func, ast.Name) and node.func.id == "N_":
            return node.args[0]
        return node


def _plain_type(annotation: ast.expr) -> ast.expr:
    said = ast.unparse(annotation).partition("[")[0]
    return ast.Name(said if said in FIELD_TYPES else "object", ast.Load())


def _as_field(node: ast.stmt, fields: Mapping[str, Any]) -> ast.stmt:
    """A knob as a plain field with its default."""
    default = fields[_name(node)].default
    value = None if default is dataclasses.MISSING else ast.Constant(default)
    target, kind = ast.Name(_name(node), ast.Store()), ast.Name(type(default).__name__, ast.Load())
    return ast.AnnAssign(target, kind, value, 1)


def _is_wanted(node: ast.stmt, wanted: set[str]) -> bool:
    """Whether to take a statement of a class: fields that are knobs always come along."""
    if isinstance(node, ast.AnnAssign) and not ast.unparse(node.annotation).startswith("ClassVar"):
        return node.value is not None and _called(node.value) in ("knob", "like")
    last = ast.unparse(node.body[-1]) if isinstance(node, ast.FunctionDef) else ""
    return _name(node) in wanted and not last.startswith("raise NotImplemented")


def _name(node: ast.AST) -> str:
    """What a statement binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target)
    return ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""


def _called(node: ast.AST) -> str:
    """The bare name of what is called or decorates."""
    inner = node.func if isinstance(node, ast.Call) else node
    return inner.id if isinstance(inner, ast.Name) else getattr(inner, "attr", "")


def _own_names(node: ast.AST) -> set[str]:
    """What a method asks of itself or of its base."""
    return {
        n.attr
        for n in ast.walk(node)
        if isinstance(n, ast.Attribute)
        and (
            (isinstance(n.value, ast.Name) and n.value.id in ("self", "cls"))
            or (isinstance(n.value, ast.Call) and _called(n.value) == "super")
        )
    }


def _names(node: ast.AST) -> set[str]:
    """Names that something uses, without those every Python has."""
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return used - set(vars(builtins))


def _is_ours(thing: Any) -> bool:
    return f"{thing.__module__}.".startswith(ROOMS)


@lru_cache(maxsize=256)
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _class(cls: type) -> ast.ClassDef:
    return cast(ast.ClassDef, _fresh(cls))


def _function(thing: Callable[..., Any]) -> ast.FunctionDef:
    return cast(ast.FunctionDef, _fresh(thing))


def _fresh(thing: Any) -> ast.stmt:
    """A tree of its own, which may be changed."""
    return ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]
