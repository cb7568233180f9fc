"""A program as a Jupyter notebook: the picture of the race, then the program piece by piece."""

import base64
import json
from collections.abc import Callable
from typing import Any

from ui.share.asked import Asked
from ui.share.race_pictures import card

SHOW = """paths = race()
for name, path in paths.items():
    x, y = path[-1].tolist()
    print(f"{name}: {len(path) - 1} steps, ends at ({x:.6g}, {y:.6g})")"""


def notebook(
    asked: Asked,
    parts: Callable[[Asked], list[str]],
    title: str,
    says: Callable[[Asked], str] = lambda _: "",
) -> bytes:
    """A notebook of format 4.5, which Jupyter, Colab and editors open; what it `says` is above."""
    *pieces, _ = parts(asked)  # the last one is for a program that is started by itself
    code = [_code(f"part-{k}", piece) for k, piece in enumerate([*pieces, SHOW])]
    whole = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
        "cells": [_head(asked, title, says(asked)), *code],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _head(asked: Asked, title: str, says: str) -> dict[str, Any]:
    """What it is about; words from a link are shown as code, so that nothing acts on them."""
    name = "".join(" " if c in "`\n" else c for c in asked.title)
    link = "".join("%60" if c == "`" else c for c in asked.link)
    lines = [
        f"# {title}", "", f"`{name}`", "", "![The race](attachment:race.png)", "",
        *([says, ""] if says else []), f"`{link}`",
    ]  # fmt: skip
    picture = base64.b64encode(card(asked)).decode()
    return {
        "id": "head",
        "cell_type": "markdown",
        "metadata": {},
        "attachments": {"race.png": {"image/png": picture}},
        "source": "\n".join(lines).splitlines(keepends=True),
    }


def _code(name: str, source: str) -> dict[str, Any]:
    return {
        "id": name,
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
