"""No text becomes code, nothing names one machine, and the libraries stay light."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from over_all import over_all
from sources import ROOT, every_source, parse, slug

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
HEAVY = ("streamlit", "plotly", "sympy", "scipy", "h5py", "pandas", "llvmlite")
# Written in two parts, so that this file passes its own test.
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("work", "tmp", "root", "home", "Users"))


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


@over_all("path", every_source(), slug)
def test_text_never_becomes_code(path: Path) -> None:
    assert set(calls(parse(path))) & FORBIDDEN_CALLS == EXCEPTIONS.get(slug(path), set())


@over_all("path", sorted((ROOT / "ui").rglob("*.js")), slug)
def test_text_never_becomes_code_in_the_browser(path: Path) -> None:
    assert not re.search(r"\beval\s*\(|\bnew Function\b", path.read_text(encoding="utf-8"))


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
