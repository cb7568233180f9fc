"""The project's Python files, read and not run: what each imports, as `Import`s."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "core",
    "landscapes",
    "optim",
    "viz",
    "lessons",
    "ui",
    "pages",
    "bench",
    "tools",
    "snippets",
)
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


def reached(path: Path) -> Iterator[Import]:
    """What a file reaches through a module that it imported: `optim.run.x` asks optim for `run`."""
    tree, bound = parse(path), dict[str, str]()
    for node in ast.walk(tree):
        for alias in node.names if isinstance(node, ast.Import | ast.ImportFrom) else ():
            full = f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
            # `import optim.run` binds `optim`; what is no module itself has no modules in it.
            whole = isinstance(node, ast.ImportFrom) or alias.asname
            bound[alias.asname or alias.name.partition(".")[0]] = full if whole else top(full)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (chain := dotted(node)):
            asked = bound.get(top(chain), "")
            *within, name = [asked, *chain.split(".")[1:]]
            if asked in modules() and ".".join(within) in modules():
                yield Import(_known(".".join([*within, name])), node.lineno, False, name)


def _walk(node: ast.AST, path: Path, hidden: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(_known(alias.name), node.lineno, hidden)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{slug(path)}:{node.lineno}: write the full name of the module"
        for alias in node.names:
            yield Import(_known(f"{node.module}.{alias.name}"), node.lineno, hidden, alias.name)
    elif isinstance(node, ast.Call) and dotted(node.func) == "importlib.import_module":
        name = literal(node)
        yield Import(_known(name) if name else "?", node.lineno, hidden)
    inside = hidden or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, path, inside)


def literal(call: ast.Call) -> str:
    """The module that is named in full in a call of `importlib.import_module`, else nothing."""
    match call:
        case ast.Call(args=[ast.Constant(value=str(name))], keywords=[]):
            return name
    return ""


# Ways to a module that `imports` does not follow; a test allows them only where they are needed.
UNSEEN = {"imp", "pkgutil", "runpy", "zipimport", "__import__", "__builtins__"}
UNSEEN |= {"__loader__", "__spec__"}
# Of these modules, what leads to no other module; they are to be written out, by no other name.
HARMLESS = {"importlib.metadata.version", "importlib.util.find_spec"}
WATCHED = ("importlib", "sys")
CLOSED = {*UNSEEN, *WATCHED, "builtins"}
"""Modules that nothing is taken from by name."""


def unseen(path: Path) -> set[str]:
    """The ways by which a file gets at modules whose names it does not write in an import."""
    tree = parse(path)
    found = {way for node in ast.walk(tree) for way in _named_ways(node)}
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in parents:
        if isinstance(node, ast.Name) and node.id in WATCHED:
            whole, call = _whole(node, parents)
            says = dotted(whole)
            plain = isinstance(call, ast.Call) and call.func is whole and literal(call)
            if node.id == "sys":
                found |= {says} & {"sys"} | ({"sys.modules"} if "sys.modules" in says else set())
            elif says not in HARMLESS and not (says == "importlib.import_module" and plain):
                found.add(says)
    return found


def _named_ways(node: ast.AST) -> Iterator[str]:
    """Modules and names that are a way by themselves, and watched modules under another name."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if top(alias.name) in UNSEEN or (top(alias.name) in WATCHED and alias.asname):
                yield alias.name
    elif isinstance(node, ast.ImportFrom) and top(str(node.module)) in CLOSED:
        yield f"from {node.module}"
    elif isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name.startswith("__") and name in UNSEEN:
            yield name


def _whole(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> tuple[ast.AST, ast.AST]:
    """The longest `a.b.c` that begins with this name, and what it stands in."""
    while isinstance(parents[node], ast.Attribute):
        node = parents[node]
    return node, parents[node]


def dotted(node: ast.AST) -> str:
    """`a.b.c` as it is written; nothing where it is no such chain of names."""
    if isinstance(node, ast.Attribute):
        return f"{inner}.{node.attr}" if (inner := dotted(node.value)) else ""
    return node.id if isinstance(node, ast.Name) else ""


def top(module: str) -> str:
    """The first of the names in a dotted name."""
    return module.partition(".")[0]


def _known(name: str) -> str:
    """The longest part of a dotted name that is a module of the project, else its top name."""
    parts = name.split(".")
    for n in range(len(parts), 0, -1):
        if ".".join(parts[:n]) in modules():
            return ".".join(parts[:n])
    return parts[0]
