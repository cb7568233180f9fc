"""Many runs where llvmlite is missing: NumPy alone gives the same to the last bit."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from packaging.requirements import Requirement

import landscapes
import optim

ROOT = Path(__file__).parent.parent.parent
FIELDS = ("x", "y", "fun", "steps", "code")
PAIRS = (
    ("himmelblau", "adam"), ("rosenbrock", "momentum"), ("ackley", "radam"), ("beale", "newton"),
    ("griewank", "rprop"), ("exp(x) * sin(y) + x^2", "gd"),
)  # fmt: skip


def surface(name: str) -> Any:
    return landscapes.get(name) if name in landscapes.names() else landscapes.from_formula(name)


def results() -> tuple[dict[str, np.ndarray], set[bool]]:
    """Where many runs end, for each pair; and whether they were compiled, to run in threads."""
    ends, compiled = {}, set()

    def seen(work: Any, tiles: Any) -> Any:
        compiled.add(work.threads)
        return map(work, tiles)

    for name, slug in PAIRS:
        s = surface(name)
        (x_lo, x_hi), (y_lo, y_hi) = s.bounds
        x, y = np.meshgrid(np.linspace(x_lo, x_hi, 80), np.linspace(y_lo, y_hi, 80))
        made = optim.minimize_many(s, optim.get(slug), x, y, 200, 1e-3, seen, noise=0.01, seed=3)
        ends |= {f"{name} {slug} {field}": getattr(made, field) for field in FIELDS}
    return ends, compiled


WITHOUT = """
import sys
sys.modules["llvmlite"] = sys.modules["llvmlite.binding"] = None  # as if it were not installed
sys.path[:0] = {folders!r}
import numpy as np
import test_without_llvmlite as here
ends, compiled = here.results()
assert compiled == {{False}}, compiled
np.savez(sys.argv[1], **ends)
"""


def test_numpy_alone_gives_the_same(tmp_path: Path) -> None:
    code = WITHOUT.format(folders=[str(ROOT), str(Path(__file__).parent)])
    command = [sys.executable, "-c", code, str(tmp_path / "ends.npz")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    here, compiled = results()
    assert compiled == {llvmlite_is_asked_for()}
    with np.load(tmp_path / "ends.npz") as without:
        assert set(without) == set(here)
        for name, ends in here.items():
            assert np.array_equal(without[name], ends, equal_nan=ends.dtype.kind == "f"), name


def llvmlite_is_asked_for(**platform: str) -> bool:
    """What requirements.txt says, for this platform or another."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("llvmlite")]
    marker = Requirement(line).marker
    assert marker is not None
    return marker.evaluate(platform)


@pytest.mark.parametrize(
    ("system", "machine", "asked"),
    [
        ("linux", "x86_64", True), ("linux", "aarch64", True), ("darwin", "arm64", True),
        ("win32", "AMD64", True), ("darwin", "x86_64", False), ("linux", "riscv64", False),
        ("linux", "armv7l", False), ("linux", "i686", False), ("win32", "x86", False),
        ("emscripten", "wasm32", False),
    ],
)  # fmt: skip
def test_llvmlite_is_asked_for_where_it_comes_ready_made(
    system: str, machine: str, asked: bool
) -> None:
    platform = {"sys_platform": system, "platform_machine": machine}
    assert llvmlite_is_asked_for(**platform, platform_python_implementation="CPython") == asked
    assert not llvmlite_is_asked_for(**platform, platform_python_implementation="PyPy")
