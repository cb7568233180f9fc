"""The doors between rooms, and the limits that keep them small: read from the source, not run."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Which rooms a room may import from.
DOORS = {
    "core": {"core"},
    "landscapes": {"core", "landscapes"},
    "optim": {"core", "optim"},
    "viz": {"core", "landscapes", "optim", "viz"},
    "ui": {"core", "landscapes", "optim", "viz", "ui"},
    "pages": {"core", "landscapes", "optim", "viz", "ui"},
    "app.py": {"ui"},
    "thalweg.py": set[str](),
}
# Which packages from outside it may import, beside the standard library.
PACKAGES = {
    "core": set[str](),
    "landscapes": {"numpy", "scipy", "h5py", "sympy"},
    "optim": {"numpy"},
    "viz": {"numpy", "plotly"},
    "ui": {"numpy", "streamlit", "starlette"},
    "pages": {"streamlit"},
    "app.py": {"streamlit"},
    "thalweg.py": set[str](),
}
MAX_LINES = {"app.py": 10, "ui/main.py": 40, "pages": 120}
MAX_FUNCTION_LINES = 45
FORBIDDEN_CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "sympify",
    "parse_expr",
    "lambdify",
    "pickle.load",
    "pickle.loads",
    "os.system",
}
# The one place where text becomes code, out of names and numbers that were checked before.
EXCEPTIONS = {"landscapes/formula/compile.py": {"exec", "compile"}}
HEAVY = ("streamlit", "plotly", "sympy", "scipy", "h5py", "pandas")
# Written in two parts, so that this file passes its own test.
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("work", "tmp", "root", "home", "Users"))


def sources(room: str) -> list[Path]:
    path = ROOT / room
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def slug(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FILES = [pytest.param(room, path, id=slug(path)) for room in DOORS for path in sources(room)]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The top names of everything a file imports, also inside functions."""
    names = set[str]()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # A relative import stays in its room, unless it climbs out of it.
            assert node.level <= 1, f"{slug(path)}:{node.lineno} climbs out of its room"
            names |= {node.module.partition(".")[0]} if node.module and not node.level else set()
    return names


@pytest.mark.parametrize(("room", "path"), FILES)
def test_imports_go_through_the_doors(room: str, path: Path) -> None:
    allowed = DOORS[room] | PACKAGES[room] | sys.stdlib_module_names
    assert imported(path) <= allowed


@pytest.mark.parametrize(("room", "path"), FILES)
def test_functions_are_short(room: str, path: Path) -> None:
    long = {
        f"{node.name} (line {node.lineno})": length
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert not long


def calls(tree: ast.Module) -> Iterator[str]:
    """The dotted names of all calls, such as `pickle.load`; methods of values do not count."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            yield f"{node.func.value.id}.{node.func.attr}"
            if node.func.value.id in ("sympy", "sp", "builtins"):
                yield node.func.attr


@pytest.mark.parametrize(("room", "path"), FILES)
def test_text_never_becomes_code(room: str, path: Path) -> None:
    allowed = EXCEPTIONS.get(slug(path), set())
    assert not (set(calls(parse(path))) & FORBIDDEN_CALLS) - allowed


@pytest.mark.parametrize("path", sorted((ROOT / "ui").rglob("*.js")), ids=slug)
def test_text_never_becomes_code_in_the_browser(path: Path) -> None:
    assert not re.search(r"\beval\s*\(|\bnew Function\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("where", MAX_LINES)
def test_pages_and_entry_points_are_small(where: str) -> None:
    sizes = {slug(path): len(path.read_text("utf-8").splitlines()) for path in sources(where)}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MAX_LINES[where]} == {}


def project_files() -> list[Path]:
    """What belongs to the project: all that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git repository")
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_nothing_names_a_folder_of_one_machine() -> None:
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or data
        # Addresses on the web may have such folders.
        text = re.sub(r"https?://\S+", "", text)
        # Formulas of an attacker, in the tests, may name a file.
        forbidden = [
            part
            for part in MACHINE_PATHS
            if not slug(path).startswith("tests/") or "tmp" not in part
        ]
        found += [f"{slug(path)}: {part}" for part in forbidden if part in text]
    assert found == []


@pytest.mark.parametrize("code", ["import landscapes", "import optim", "import landscapes, optim"])
def test_the_libraries_load_nothing_heavy(code: str) -> None:
    show = f"import sys; {code}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    command = [sys.executable, "-c", show]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_optimizer_and_a_landscape_never_meet() -> None:
    """`import optim` alone does not load landscapes, nor the other way round."""
    for code, other in (("optim", "landscapes"), ("landscapes", "optim")):
        show = f"import sys, {code}; print({other!r} in sys.modules)"
        command = [sys.executable, "-c", show]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "False"


def test_the_start_script_can_be_read_by_old_pythons() -> None:
    """So that they print its sentence on the version instead of a SyntaxError."""
    ast.parse((ROOT / "thalweg.py").read_text(encoding="utf-8"), feature_version=(3, 7))
