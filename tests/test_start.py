"""The start script: installs once, again when requirements change, and after an interruption."""

import itertools
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import thalweg


class Machine:
    """Stands for the programs the script calls: notes the commands, answers with exit codes."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.failing: set[str] = set()

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        words = [str(word) for word in command]
        self.commands.append(words)
        if "venv" in words:
            thalweg.venv_python().parent.mkdir(parents=True, exist_ok=True)
            thalweg.venv_python().touch()
        return subprocess.CompletedProcess(words, int(any(w in self.failing for w in words)))

    def called(self, word: str) -> int:
        return sum(word in command for command in self.commands)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    made = Machine()
    monkeypatch.setattr(thalweg.subprocess, "run", made.run)
    monkeypatch.setattr(thalweg, "ROOT", tmp_path)
    monkeypatch.setattr(thalweg, "VENV", tmp_path / ".venv")
    monkeypatch.delenv("THALWEG_CHROMIUM", raising=False)
    monkeypatch.setattr(thalweg, "usual_places", list)
    for name in thalweg.TEST:
        (tmp_path / name).write_text(name)
    return made


def test_installs_once_and_again_when_requirements_change(machine: Machine) -> None:
    thalweg.ensure_packages(thalweg.RUN)
    thalweg.ensure_packages(thalweg.RUN)
    assert (machine.called("venv"), machine.called("install")) == (1, 1)
    (thalweg.ROOT / "requirements.txt").write_text("more")
    thalweg.ensure_packages(thalweg.RUN)
    assert (machine.called("venv"), machine.called("install")) == (1, 2)


def test_the_tests_bring_more_packages_than_the_app(machine: Machine) -> None:
    thalweg.ensure_packages(thalweg.RUN)
    thalweg.ensure_packages(thalweg.TEST)
    thalweg.ensure_packages(thalweg.RUN)
    assert machine.called("install") == 2
    assert machine.commands[-1].count("-c") == 1  # only looked whether .venv works


def test_an_interrupted_install_is_taken_up_again(machine: Machine) -> None:
    machine.failing = {"install"}
    with pytest.raises(SystemExit, match="run this again"):
        thalweg.ensure_packages(thalweg.RUN)
    machine.failing = set()
    thalweg.ensure_packages(thalweg.RUN)
    assert (machine.called("venv"), machine.called("install")) == (1, 2)


def test_a_broken_environment_is_made_anew(machine: Machine) -> None:
    thalweg.ensure_packages(thalweg.RUN)
    machine.failing = {"-c"}  # the probe of .venv
    thalweg.ensure_packages(thalweg.RUN)
    assert machine.called("venv") == 2
    assert machine.called("--clear") == 2


def test_a_python_without_venv_is_told_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thalweg.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="python3-venv"):
        thalweg.ensure_packages(thalweg.RUN)


@pytest.mark.parametrize("root", [True, False])
def test_chromium_comes_from_apt_for_root_and_else_from_playwright(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, root: bool
) -> None:
    def which(name: str) -> str | None:
        installed = name == "apt-get" or (name == "chromium" and machine.called("apt-get") > 0)
        return f"bin/{name}" if installed else None

    monkeypatch.setattr(thalweg.shutil, "which", which)
    monkeypatch.setattr(thalweg, "is_root", lambda: root)
    monkeypatch.setattr(thalweg.os, "environ", {})
    thalweg.ensure_chromium()
    assert machine.called("apt-get") == (2 if root else 0)
    assert machine.called("playwright") == (0 if root else 1)
    assert thalweg.os.environ.get("THALWEG_CHROMIUM") == ("bin/chromium" if root else None)


def test_the_browser_somebody_names_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THALWEG_CHROMIUM", "my/browser")
    assert thalweg.find_chromium() == "my/browser"


@pytest.mark.parametrize("code", [0, 1])
def test_the_closing_line_and_the_exit_code_are_pytests(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    (tmp_path / "test_one.py").write_text(f"def test_one(): assert not {code}")
    monkeypatch.setattr(thalweg, "ROOT", tmp_path)
    monkeypatch.setattr(thalweg, "venv_python", lambda: Path(sys.executable))
    returned, closing = thalweg.run_pytest("tests", ["-p", "no:cacheprovider"])
    assert returned == code
    assert ("1 failed" if code else "1 passed") in closing


def test_one_failure_fails_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert thalweg.report({"mypy": True, "tests": True}, ["= 3 passed in 1s ="], 2.0) == 0
    assert thalweg.report({"mypy": False, "tests": True}, ["= 3 passed in 1s ="], 2.0) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "= 3 passed in 1s =",
        "thalweg test: FAILED in 2 s (mypy FAILED, tests ok)",
    ]


@pytest.mark.parametrize("given", [{}, {"PYTHONDONTWRITEBYTECODE": "1"}])
def test_what_the_tests_import_is_compiled_once(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    monkeypatch.setattr(thalweg.os, "environ", dict(given))
    thalweg.keep_bytecode()
    place = {"PYTHONPYCACHEPREFIX": str(thalweg.VENV / "bytecode")} if given else {}
    assert thalweg.os.environ == place


@pytest.mark.parametrize("code", [0, 1])
def test_browser_tests_run_also_after_other_tests_failed(
    monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    runs: list[list[str]] = []

    def run(name: str, arguments: list[str]) -> tuple[int, str]:
        runs.append(arguments)
        return code, name

    kept: list[int] = []
    monkeypatch.setattr(thalweg, "ensure_packages", lambda files: None)
    monkeypatch.setattr(thalweg, "keep_bytecode", lambda: kept.append(len(runs)))
    monkeypatch.setattr(thalweg, "ensure_chromium", lambda: None)
    monkeypatch.setattr(thalweg, "run_check", lambda name, command: True)
    monkeypatch.setattr(
        thalweg, "begin", lambda command: subprocess.Popen([sys.executable, "-c", ""])
    )
    monkeypatch.setattr(thalweg, "finish", lambda name, process: process.wait() == 0)
    monkeypatch.setattr(thalweg, "run_pytest", run)
    assert thalweg.test(["-k", "drag"]) == code
    assert kept == [0]  # before anything is run
    # Each once: what fails has failed.
    assert [run[:2] for run in runs] == [["-m", "not browser"], ["-m", "browser"]]
    assert all(run[-2:] == ["-k", "drag"] for run in runs)


@pytest.mark.parametrize(("code", "passed"), [(0, True), (3, False)])
def test_what_works_beside_the_tests_is_shown_when_it_is_done(
    capsys: pytest.CaptureFixture[str], code: int, passed: bool
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", f"print('line one'); raise SystemExit({code})"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert thalweg.finish("a tool", process) is passed
    assert capsys.readouterr().out == "\n== a tool\nline one\n"


def started(monkeypatch: pytest.MonkeyPatch, cores: int, *arguments: str) -> list[str]:
    """The command that starts the app on a machine with so many cores."""
    monkeypatch.setattr(thalweg.os, "cpu_count", lambda: cores)
    monkeypatch.setattr(thalweg.os, "environ", {})
    monkeypatch.setattr(thalweg, "free_port", lambda address: 8507)
    return thalweg.server_command(list(arguments))


@pytest.mark.parametrize(
    ("cores", "arguments", "workers", "where"),
    [
        (2, "", "2", ("localhost", "8507")),
        (64, "", str(thalweg.MOST_SERVERS), ("localhost", "8507")),
        (1, "--workers 3", "3", ("localhost", "8507")),
        (4, "--server.port 80 --server.address=0.0.0.0", "4", ("0.0.0.0", "80")),
    ],
)
def test_as_many_servers_as_cores_share_a_port(
    monkeypatch: pytest.MonkeyPatch,
    cores: int,
    arguments: str,
    workers: str,
    where: tuple[str, str],
) -> None:
    command = started(monkeypatch, cores, *arguments.split())
    options = dict(itertools.pairwise(command))
    assert command[:2] == ["uvicorn", "app:app"]
    assert options["--workers"] == workers == thalweg.os.environ["THALWEG_SERVERS"]
    assert (options["--host"], options["--port"]) == where


@pytest.mark.parametrize(
    ("cores", "arguments", "passed"),
    [
        (1, "", []),
        (4, "--workers 1 --server.port 80", ["--server.port", "80"]),
        (4, "--server.baseUrlPath lecture", ["--server.baseUrlPath", "lecture"]),
        (4, "--server.fileWatcherType=auto", ["--server.fileWatcherType=auto"]),
    ],
)
def test_streamlits_own_options_and_a_single_core_mean_a_single_server(
    monkeypatch: pytest.MonkeyPatch, cores: int, arguments: str, passed: list[str]
) -> None:
    command = started(monkeypatch, cores, *arguments.split())
    assert command == ["streamlit", "run", "app.py", "--server.address", "localhost", *passed]


def test_a_port_that_is_taken_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        monkeypatch.setattr(thalweg, "FIRST_PORT", first)
        assert first < thalweg.free_port("127.0.0.1") < first + 100
