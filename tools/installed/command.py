"""The command `thalweg`, which starts the app that came with the package."""

import os
import subprocess
import sys
from pathlib import Path

APP = Path(__file__).parent / "app"
HELP = """thalweg [streamlit options]    start the app; stop it with Ctrl-C"""


def main() -> int:
    """Run it until it is stopped; options are passed on to Streamlit."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in ("-h", "--help"):
        print(HELP)
        return 0
    # Only this computer sees it, unless the arguments say otherwise.
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "localhost"]
    os.chdir(APP)  # where its settings are
    if os.name != "nt":
        # Becomes the server, so that signals reach it: stopping one stops the other.
        os.execv(command[0], [*command, *arguments])  # noqa: S606 - the words above are fixed
    return subprocess.run([*command, *arguments], check=False).returncode  # noqa: S603
