"""Set up and start Thalweg: `python3 thalweg.py`. Set up and run every check: `... test`.

Only the standard library is used, so this works with nothing but Python 3.11, venv and pip.
The packages go into the folder .venv beside this file.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

# The syntax of this file stays readable to old Pythons, so that they get this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"Thalweg needs Python 3.11 or newer; this is {sys.executable}, "
        f"Python {sys.version_info[0]}.{sys.version_info[1]}."
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN = ("requirements.txt",)
TEST = ("requirements.txt", "requirements-dev.txt")
CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
}
MYPY = ["mypy"]
"""On one core only, so it runs beside the tests."""
# A process that is done takes over what others have not begun: tests differ much in length.
PARALLEL = ["-n", "2", "--dist", "worksteal"]
NO_TESTS_SELECTED = 5
MOST_SERVERS = 8
"""Each takes some 150 MB; `--workers` asks for more."""
FIRST_PORT = 8501
"""Streamlit's usual one."""
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
MAC_APPS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_APPS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


def say(text: str) -> None:
    """Print at once, so that lines stay in order with those of child processes."""
    print(text, flush=True)


def venv_python() -> Path:
    """The Python of the virtual environment, wherever this system puts it."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(python: Path) -> bool:
    """Whether a virtual environment is whole: new enough, and with pip."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if not python.exists():
        return False
    return subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Create .venv, also over the remains of a broken or interrupted one."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make virtual environments (venv or ensurepip is missing).\n"
            "On Debian and Ubuntu: apt install python3-venv"
        )
    say(f"Making a virtual environment in {VENV} ...")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode != 0:
        sys.exit(f"Could not make the virtual environment in {VENV}; see the message above.")


def fingerprint(files: tuple[str, ...]) -> str:
    """A hash over requirement files: what was installed is stale when it changes."""
    content = b"\0".join((ROOT / name).read_bytes() for name in files)
    return hashlib.sha256(content).hexdigest()


def stamp(files: tuple[str, ...]) -> Path:
    """The file in .venv that holds the fingerprint of what was installed."""
    return VENV / f"thalweg-{len(files)}.stamp"


def ensure_packages(files: tuple[str, ...]) -> None:
    """Make .venv hold what the requirement files ask for."""
    if not works(venv_python()):
        make_venv()
    # What the tests need includes what the app needs.
    if any(
        stamp(each).exists() and stamp(each).read_text() == fingerprint(each)
        for each in (files, TEST)
    ):
        return
    say("Installing packages (a minute or two the first time) ...")
    # Python compiles what is imported; of what is installed that is a small part.
    options = ["-q", "--disable-pip-version-check", "--no-compile"]
    command = [str(venv_python()), "-m", "pip", "install", *options]
    for name in files:
        command += ["-r", str(ROOT / name)]
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit("pip could not install the packages; see its message above, then run this again.")
    # Written last: an interrupted install is simply taken up again.
    stamp(files).write_text(fingerprint(files))


def find_chromium() -> str | None:
    """An installed Chromium, Chrome or Edge: $THALWEG_CHROMIUM, on the path, in usual places."""
    asked = os.environ.get("THALWEG_CHROMIUM")
    if asked:
        return asked
    on_path = (shutil.which(name) for name in CHROMIUM_NAMES)
    usual = (str(path) for path in usual_places() if path.is_file())
    return next(filter(None, [*on_path, *usual]), None)


def usual_places() -> list[Path]:
    """Where installers of macOS and Windows put a browser without adding it to the path."""
    if sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        return [folder / app for app in MAC_APPS for folder in folders]
    variables = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    bases = [Path(os.environ[name]) for name in variables if name in os.environ]
    return [base / app for app in WINDOWS_APPS for base in bases]


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def ensure_chromium() -> None:
    """Find a browser for the browser tests or install one; tell the tests where it is."""
    if find_chromium() is None and is_root() and shutil.which("apt-get"):
        say("Installing Chromium with apt-get ...")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation"]
        for arguments in (["update", "-q"], install):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False)
    found = find_chromium()
    if found is None:
        say("Installing Playwright's Chromium ...")
        command = [str(venv_python()), "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)
        say("Browser: Playwright's own")
        return
    os.environ["THALWEG_CHROMIUM"] = found
    say(f"Browser: {found}")


def server_command(arguments: list[str]) -> list[str]:
    """How the app is started: as many servers as cores, which share one port.

    Options other than these few are Streamlit's own, which only a single server takes.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, MOST_SERVERS))
    # Only this computer sees it, unless the arguments say otherwise; hosts start app.py themselves.
    parser.add_argument("--server.address", dest="address", default="localhost")
    parser.add_argument("--server.port", dest="port", type=int)
    asked, others = parser.parse_known_args(arguments)
    if asked.workers < 2 or others:
        given = ["--server.port", str(asked.port)] if asked.port is not None else []
        command = ["streamlit", "run", "app.py", "--server.address", asked.address]
        return [*command, *given, *others]
    port = str(asked.port or free_port(asked.address))
    # They divide the processes for maps among them; see ui/kit/workers.py.
    os.environ["THALWEG_SERVERS"] = str(asked.workers)
    say(f"{asked.workers} servers share http://{asked.address}:{port}")
    command = ["uvicorn", "app:app", "--workers", str(asked.workers), "--host", asked.address]
    return [*command, "--port", port, "--no-access-log", "--timeout-graceful-shutdown", "5"]


def free_port(address: str) -> int:
    """The first port from the usual one on that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    sys.exit(f"No free port from {FIRST_PORT} on; name one with --server.port.")


def start(arguments: list[str]) -> int:
    """Install what the app needs and run it until it is stopped."""
    ensure_packages(RUN)
    say("Starting Thalweg; stop it with Ctrl-C.")
    command = [str(venv_python()), "-m", *server_command(arguments)]
    if os.name != "nt":
        # Becomes the server, so that signals reach it: stopping one stops the other.
        os.chdir(ROOT)
        os.execv(command[0], command)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def run_check(name: str, command: list[str]) -> bool:
    """One tool over the whole project."""
    say(f"\n== {name}")
    done = subprocess.run([str(venv_python()), "-m", *command], cwd=ROOT, check=False)
    return done.returncode == 0


def begin(command: list[str]) -> "subprocess.Popen[str]":
    """A tool that works while others do; what it prints is shown by `finish`."""
    return subprocess.Popen(
        [str(venv_python()), "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def finish(name: str, process: "subprocess.Popen[str]") -> bool:
    """Wait for it, and show what it printed."""
    printed, _ = process.communicate()
    say(f"\n== {name}\n{printed.rstrip()}")
    return process.returncode == 0


def run_pytest(name: str, arguments: list[str]) -> tuple[int, str]:
    """Run pytest and pass its output on; its exit code and its closing line with the counts."""
    say(f"\n== {name}")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [str(venv_python()), "-m", "pytest", *arguments]
    closing = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            if re.fullmatch(r"=+ .* in [\d.]+s.* =+", line.strip()):
                closing = line.strip()
    return process.returncode, closing


def keep_bytecode() -> None:
    """Have what is imported compiled once, and not in each of some 100 processes of the tests.

    It goes into .venv where Python was told to write nothing beside the sources.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))


def test(arguments: list[str]) -> int:
    """Install what the tests need and run every check, also after one failed."""
    began = time.monotonic()
    ensure_packages(TEST)
    keep_bytecode()
    ensure_chromium()
    passed = {name: run_check(name, command) for name, command in CHECKS.items()}
    mypy = begin(MYPY)
    # Apart, as Playwright keeps an event loop running in the process that it is used in.
    runs = {
        "tests": run_pytest("tests", ["-m", "not browser", *PARALLEL, *arguments]),
        "browser tests": run_pytest("browser tests", ["-m", "browser", *PARALLEL, *arguments]),
    }
    passed["mypy"] = finish("mypy", mypy)
    codes = [code for code, _ in runs.values()]
    # A person may select tests so that one of the two runs is left with none.
    may_be_empty = bool(arguments) and 0 in codes
    for name, (code, _) in runs.items():
        passed[name] = code == 0 or (may_be_empty and code == NO_TESTS_SELECTED)
    return report(passed, [closing for _, closing in runs.values()], time.monotonic() - began)


def report(passed: dict[str, bool], closings: list[str], seconds: float) -> int:
    """Print pytest's closing lines again and one line on everything; the exit code."""
    say("")
    for closing in filter(None, closings):
        say(closing)
    marks = ", ".join(f"{name} {'ok' if ok else 'FAILED'}" for name, ok in passed.items())
    verdict = "all passed" if all(passed.values()) else "FAILED"
    say(f"thalweg test: {verdict} in {seconds:.0f} s ({marks})")
    return 0 if all(passed.values()) else 1


def main(arguments: list[str]) -> int:
    """`test` runs the checks, `words` reads the source for them; anything else starts the app."""
    if arguments and arguments[0] in ("-h", "--help"):
        say("python3 thalweg.py [options]                  set up and start the app")
        say("    --server.address A  --server.port P       where it listens")
        say("    --workers N                               servers, by default one for each core")
        say("    others are Streamlit's                    and start a single server")
        say("python3 thalweg.py test [pytest options]      set up and run every check")
        say(
            "python3 thalweg.py words                      bring the catalogues of words up to date"
        )
        return 0
    if arguments == ["words"]:
        ensure_packages(TEST)
        return 0 if run_check("words", ["tools.words"]) else 1
    try:
        return test(arguments[1:]) if arguments[:1] == ["test"] else start(arguments)
    except KeyboardInterrupt:
        say("\nInterrupted; run the same command again to go on.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
