"""Every benchmark runs through, at a size at which its figures mean nothing, and prints its tables.

How long anything takes is not looked at: only that each thing measured has a row of figures.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import optim
import thalweg
from bench import acts, hostile, search, steps, worst
from bench.timing import chosen, in_turn, installed

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(
    path.name
    for path in (ROOT / "bench").glob("*.py")
    if re.search(r"^def main\b|__main__", path.read_text("utf-8"), re.MULTILINE)
)
ROW = re.compile(r"^  (\S.*?) +([\d.]+) ms +([\d.]+) x$", re.MULTILINE)
NUMBER = r"\d+(?:\.\d+)?"


def run(name: str, **environment: str) -> str:
    """What a script prints; a warning is an error."""
    command = [sys.executable, "-W", "error", str(ROOT / "bench" / name), "--tiny"]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = re.sub(
        r"^  (slowest: |\d+ ms of processor, ).*$", "", done.stdout, flags=re.MULTILINE
    )
    assert not re.search(r"\b(nan|inf)\b", figures), done.stdout
    return done.stdout


def tables(printed: str) -> dict[str, dict[str, float]]:
    """By the line above each table: its rows, each with its ratio to the one that is the unit."""
    found = {}
    for part in printed.split("\n\n"):
        rows = {name: (float(ms), float(ratio)) for name, ms, ratio in ROW.findall(part)}
        if rows:
            assert all(ms > 0 for ms, _ in rows.values()), part
            assert 1.0 in [ratio for _, ratio in rows.values()], part
            found[part.strip().splitlines()[0]] = {name: ratio for name, (_, ratio) in rows.items()}
    return found


def has(rival: str, rows: dict[str, float], printed: str) -> bool:
    """Whether a rival has a row or else, which is as good, a sentence on why it has none."""
    told = re.search(rf"^{rival} is left out: .+\.$", printed, re.MULTILINE)
    return (rival in rows) != bool(told)


def check_steps(printed: str) -> None:
    lines = (line.split() for line in printed.splitlines())
    rows = {slug: rest for slug, *rest in filter(None, lines) if slug in optim.names()}
    assert tuple(rows) == optim.names()
    for slug, cells in rows.items():
        named = dict(zip(steps.COLUMNS, cells, strict=True))
        assert 0 < int(named["steps"]) <= steps.TINY.steps[0], slug
        assert float(named["ours"]) > 0, slug
        by_hand = slug in ("gd", "momentum", "adam")
        assert (named["hand"] != "-", named["ours/hand"] != "-") == (by_hand, by_hand), slug
        for rival, ratio, known in (
            ("torch", "torch/ours", steps.TORCH),
            ("gradfield", "gradf./ours", steps.GRADFIELD),
        ):
            measured = slug in known and f"{rival} is left out" not in printed
            assert (named[rival] != "-", named[ratio] != "-") == (measured, measured), slug
        assert all(re.fullmatch(NUMBER, cell) for cell in cells if cell != "-"), slug


def check_maps(printed: str) -> None:
    compiling = re.findall(rf"^  thalweg, compiling +{NUMBER} ms$", printed, re.MULTILINE)
    found = tables(printed)
    assert len(found) == 4
    assert len(compiling) == 4 or "thalweg, compiling is left out" in printed
    for head, rows in found.items():
        assert re.match(r"\w+ \w+ (\d+)x\1: \d+ steps on average", head), head
        ours = [name for name in rows if name.startswith("thalweg NumPy")]
        assert len(ours) == 3, head
        assert all(has(rival, rows, printed) for rival in ("The limit", "JAX", "PyTorch")), head


def check_networks(printed: str) -> None:
    slices, trainings = tables(printed).values()
    assert [name for name in slices if re.fullmatch(r"thalweg(, \d+ threads)?", name)][1:]
    for rival in ("PyTorch loop", "PyTorch loop by 128", "loss-landscapes"):
        assert has(f"{rival}, float64", slices, printed), rival
        assert (f"{rival}, float64" in slices) == (f"{rival}, float32" in slices), rival
    assert "thalweg" in trainings
    assert has("PyTorch, float64", trainings, printed)
    one = rf"slice {NUMBER} ms, train {NUMBER} ms, 1 full gradients {NUMBER} ms"
    threads = re.findall(rf"^  OPENBLAS_NUM_THREADS=(\d): {one}$", printed, re.MULTILINE)
    assert threads == ["1", "2"]


def says(line: str, printed: str) -> bool:
    """Whether a line was printed that looks so, with a number for each #."""
    return bool(re.search(rf"^{line.replace('#', NUMBER)}$", printed, re.MULTILINE))


def check_player(printed: str) -> None:
    for line in (
        "drawn by .+",
        "empty, blocked while loading: # ms in # tasks",
        "playground, blocked while loading: # ms in # tasks",
        "empty +# ms +1.00 x",
        "new paths +# ms +# x",
        "new paths, as the app has them +# ms +# x",
        "new ground +# ms +# x",
        "new ground, as the app has it +# ms +# x",
        "surface turned: # pictures a second, longest wait # ms",
        "surface slider dragged: # a second",
        "start dragged: # a second",
        "one move of 8 x 200 steps: # kB sent, # unpacked",
        "playing 8 x # steps: # a second, longest wait # ms",
        "the player's own work for a picture: # ms",
        "a picture with one canvas: # a second",
    ):
        assert says(line, printed), line


def check_load(printed: str) -> None:
    for page in ("empty page", "playground"):
        for line in (
            "opening: 1, p50 # ms, p95 # ms",
            "move: [1-9]\\d*, p50 # ms, p95 # ms",
            "memory: # MB, # MB with all of them, -?# MB each",
            "failed: 0",
        ):
            assert says(f"  {page}, {line}", printed), (line, printed)
    for kind in ("opening", "act"):
        assert says(f"  CPU of one {kind}: # ms, empty page # ms, # x", printed), (kind, printed)


def check_search(printed: str) -> None:
    for kind in ("links", "formulas", *hostile.FORMATS):
        found = rf"^{re.escape(kind)}: [1-9]\d* tried, 0 failed, slowest \d+ ms$"
        assert re.search(found, printed, re.MULTILINE), (kind, printed)


def check_worst(printed: str) -> None:
    names = [f"page {page or 'playground'}" for page in worst.PAGES]
    for name in [*names, *(f"route {route}" for route in worst.ROUTES)]:
        found = rf"^{re.escape(name)}: 1 links, 0 failed, \d+ MB\n  \d+ ms of processor, "
        assert re.search(found, printed, re.MULTILINE), (name, printed)


def check_packing(printed: str) -> None:
    """Three races, packed both ways to about as many bytes."""
    found = tables(printed)
    assert [set(rows) for rows in found.values()] == [{"uvicorn", "ours"}] * 3
    sizes = [int(size) for size in re.findall(r"^  (?:uvicorn|ours) +(\d+) bytes$", printed, re.M)]
    assert len(sizes) == 6
    for theirs, ours in zip(sizes[::2], sizes[1::2], strict=True):
        assert ours < 1.05 * theirs


def check_previews(printed: str) -> None:
    """A line a scene, and how many are above the limit."""
    rows = re.findall(rf"^ +({NUMBER}) +({NUMBER})   (\S.+)$", printed, re.MULTILINE)
    assert len(rows) == 2
    assert all(float(again) > 0 and float(first) > 0 for again, first, _ in rows)
    assert re.search(r"^2 scenes, [0-2] of them above 50 ms", printed, re.MULTILINE)


def check_votes(printed: str) -> None:
    """Asking and voting, both beside an empty route; nobody is sent away."""
    found = tables(printed)
    assert [head.partition(",")[0] for head in found] == ["asking", "voting"]
    assert all(set(rows) == {"empty route", "ballot"} for rows in found.values())
    told = rf"^  [a-z ]+: [1-9]\d* answers, p50 {NUMBER} ms, p95 {NUMBER} ms, failed: 0$"
    assert len(re.findall(told, printed, re.MULTILINE)) == 4, printed


def check_acts(printed: str) -> None:
    """Each kind of act, on a link that is new and again, beside the empty page."""
    rows = dict(re.findall(rf"^  (\S.*?) +{NUMBER} ms +({NUMBER}) x$", printed, re.MULTILINE))
    kinds = {f"{kind}{again}" for kind in (acts.OPENING, *acts.ACTS) for again in ("", ", again")}
    assert set(rows) == kinds | {acts.EMPTY, f"{acts.EMPTY}, {acts.OPENING}"}


def check_hour(printed: str) -> None:
    """Some came and did something; nobody was turned away."""
    assert re.search(r"^[1-9]\d* visits, \d+ moves; 2 at a time$", printed, re.MULTILINE), printed
    assert len(re.findall(rf"{NUMBER} MB", printed)) == 4, printed
    assert "failed" not in printed, printed


def check_faults(printed: str) -> None:
    """The page came back, nothing was lost, and all could be taken along."""
    for line in (
        "line cut for 1 s: connected # s after it was mended,",
        "  right by itself after # s",
        "1 switches of pages: 0 pictures of the card lost",
        "no file can be written: a race and a map are drawn, 0 errors on the page",
        "  basins.csv: 200, \\d+ bytes",
        "  race.gif: 200, \\d+ bytes",
    ):
        assert says(line, printed), (line, printed)


CHECKS: dict[str, Callable[[str], None]] = {
    "acts.py": check_acts,
    "faults.py": check_faults,
    "hour.py": check_hour,
    "steps.py": check_steps,
    "maps.py": check_maps,
    "networks.py": check_networks,
    "player.py": check_player,
    "load.py": check_load,
    "packing.py": check_packing,
    "search.py": check_search,
    "votes.py": check_votes,
    "worst.py": check_worst,
    "previews.py": check_previews,
}


IN_A_BROWSER = "faults.py", "player.py"
FROM_PROC = "acts.py", "hour.py", "load.py", "votes.py", "worst.py"


def skip_without_a_browser() -> None:
    """As for the other browser tests: without one, CI fails and others skip."""
    with sync_playwright() as playwright:
        there = thalweg.find_chromium() or Path(playwright.chromium.executable_path).is_file()
    if not there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium found")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.browser] if name in IN_A_BROWSER else [])
        for name in SCRIPTS
    ],
)
def test_a_benchmark_runs_through(name: str) -> None:
    if name in IN_A_BROWSER:
        skip_without_a_browser()
    if name in FROM_PROC and sys.platform != "linux":
        pytest.skip("what a server costs is read from /proc")
    CHECKS[name](run(name))


def test_every_benchmark_that_is_checked_is_there() -> None:
    assert set(CHECKS) == set(SCRIPTS)


def test_maps_are_measured_without_a_c_compiler_too() -> None:
    printed = run("maps.py", PATH="")
    assert "The limit is left out: there is no C compiler (cc)." in printed
    check_maps(printed)
    for rows in tables(printed).values():
        assert rows["thalweg NumPy, one process"] == 1.0


def test_the_search_tells_what_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    def break_it() -> str:
        search._blaming("v=1", lambda: {}["nothing"])
        return "v=1"

    assert sum(search.tried("links", 3, break_it).values()) == 3
    printed = capsys.readouterr().out
    assert "links: 3 tried, 3 failed" in printed
    assert "KeyError 'nothing' at v=1" in printed


@dataclass(frozen=True)
class Some:
    """Sizes of no benchmark."""

    rounds: int = 5
    only: tuple[str, ...] = ("gd", "adam")
    big: bool = False


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Some()),
        ("--tiny", Some(rounds=1)),
        ("--tiny --rounds 3", Some(rounds=3)),
        ("--only lion --big", Some(only=("lion",), big=True)),
    ],
)
def test_sizes_come_from_the_command_line(
    words: str, expected: Some, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["some.py", *words.split()])
    assert chosen("Some.", Some(), Some(rounds=1)) == expected


@pytest.mark.parametrize(("warm", "order"), [(False, "abab"), (True, "aabbaabb")])
def test_what_is_measured_takes_turns(warm: bool, order: str) -> None:
    seen: list[str] = []
    runs = {name: lambda name=name: seen.append(name) for name in "ab"}
    times = in_turn(runs, 2, warm)
    assert "".join(seen) == order
    assert {name: len(took) for name, took in times.items()} == {"a": 2, "b": 2}


def test_a_rival_that_is_not_installed_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> Callable[[], object]:
        raise ImportError("No module named 'somebody'")

    for _ in range(2):
        assert list(installed({"Somebody": missing, "here": lambda: dict})) == ["here"]
    assert capsys.readouterr().out == "Somebody is left out: No module named 'somebody'.\n"


def test_the_table_of_the_readme_is_one_that_steps_prints() -> None:
    """Its methods are measured with every rival, and its ratios are those of its figures."""
    text = (ROOT / "README.md").read_text("utf-8")
    table = text.partition("<!-- bench: begin -->")[2].partition("<!-- bench: end -->")[0]
    rows = re.findall(r"^\| (\w+) \| (.*) \|$", table, re.MULTILINE)[1:]
    assert "`bench/steps.py`" in table
    assert rows
    for slug, cells in rows:
        assert steps.hand(slug, 0.01, 1), slug
        assert slug in steps.TORCH, slug
        assert slug in steps.GRADFIELD, slug
        figures = [re.findall(NUMBER, cell) for cell in cells.split(" | ")]
        for ours, _, _, torch, ratio in zip(*figures, strict=True):
            least = (float(torch) - 0.5) / (float(ours) + 0.005) - 0.5
            most = (float(torch) + 0.5) / (float(ours) - 0.005) + 0.5
            assert least <= float(ratio) <= most, slug
