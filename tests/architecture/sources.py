"""The project's Python files, read and not run: what each imports, as `Import`s."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "landscapes", "optim", "viz", "ui", "pages", "bench", "tools", "snippets")
"""Folders at the top that hold code."""
FILES = ("app.py", "thalweg.py")


@dataclass(frozen=True)
class Import:
    """One module that a file asks for, by its full name, and how it asks."""

    module: str
    """A file or a folder of this project, or the top name of another package."""
    line: int
    hidden: bool
    """Whether it stands inside a function."""
    taken: str = ""
    """What is taken from it by name: `from module import taken`."""

    @property
    def door(self) -> str:
        """The module that is asked, also where what is taken is a module itself."""
        return self.module.removesuffix(f".{self.taken}") if self.taken else self.module


def slug(path: Path) -> str:
    """A path as in the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def sources(room: str) -> list[Path]:
    """The Python files of a room, or the one file at the top."""
    path = ROOT / room
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def every_source() -> list[Path]:
    """All of them."""
    return [path for room in (*ROOMS, *FILES) for path in sources(room)]


@cache
def named(module: str) -> frozenset[str]:
    """What the `__init__` of a folder names in `__all__`."""
    path = ROOT / module.replace(".", "/") / "__init__.py"
    for node in parse(path).body if path.is_file() else []:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    return frozenset()


def module_of(path: Path) -> str:
    """`optim/run/plan.py` -> optim.run.plan; a folder's `__init__` has the folder's name."""
    return slug(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def modules() -> frozenset[str]:
    """The full names of all modules of the project; a folder without `__init__` counts too."""
    names = {module_of(path) for path in every_source()}
    return frozenset(names | {name.rpartition(".")[0] for name in names if "." in name})


def imports(path: Path) -> Iterator[Import]:
    """All imports of a file, also those inside functions and through importlib."""
    yield from _walk(parse(path), path, hidden=False)


def _walk(node: ast.AST, path: Path, hidden: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(_known(alias.name), node.lineno, hidden)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{slug(path)}:{node.lineno}: write the full name of the module"
        for alias in node.names:
            yield Import(_known(f"{node.module}.{alias.name}"), node.lineno, hidden, alias.name)
    elif isinstance(node, ast.Call) and _calls(node) in ("import_module", "__import__"):
        yield from _dynamic(node, hidden)
    inside = hidden or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, path, inside)


def _dynamic(node: ast.Call, hidden: bool) -> Iterator[Import]:
    name = node.args[0] if node.args else None
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        yield Import(_known(name.value), node.lineno, hidden)
    else:
        yield Import("?", node.lineno, hidden)


def _calls(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _known(name: str) -> str:
    """The longest part of a dotted name that is a module of the project, else its top name."""
    parts = name.split(".")
    for n in range(len(parts), 0, -1):
        if ".".join(parts[:n]) in modules():
            return ".".join(parts[:n])
    return parts[0]
