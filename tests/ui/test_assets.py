"""The files and headers the browser gets beside Streamlit's own, without a running server."""

import ast
import asyncio
import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette

from ui.browser import assets
from ui.serve import HEADERS, MIDDLEWARE

ROOT = Path(__file__).resolve().parents[2]
APP = Starlette(routes=assets.ROUTES, middleware=MIDDLEWARE)
MODULES = sorted(path.relative_to(assets.HERE).as_posix() for path in assets.HERE.rglob("*.js"))


def get(path: str, accept: str = "") -> tuple[int, dict[str, str], bytes]:
    """What the app answers to one request: status, headers and body."""
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "root_path": ""}
    scope["headers"] = [(b"accept-encoding", accept.encode())]
    asyncio.run(APP(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent)


@pytest.mark.parametrize("prefix", ["/", "/lecture/7/"])
def test_modules_are_sent_packed(prefix: str) -> None:
    whole, asked = 0, 0
    for name in MODULES:
        path = prefix + assets.module_url(name)
        _, headers, body = get(path, "gzip, br")
        plain = get(path)
        assert "content-encoding" not in plain[1]
        packed = headers.get("content-encoding") == "gzip"
        assert (gzip.decompress(body) if packed else body) == plain[2]
        assert packed or len(body) < 500
        whole, asked = whole + len(plain[2]), asked + len(body)
    assert asked < whole / 2


def test_plotly_is_not_among_what_we_serve() -> None:
    assert not [name for name in MODULES if "plotly" in name]
    assert get("/assets/plotly-7.1.0.min.js")[0] == 404


@pytest.mark.parametrize("prefix", ["/", "/lecture/7/"])
@pytest.mark.parametrize("name", MODULES)
def test_modules_are_kept_for_ever(prefix: str, name: str) -> None:
    status, headers, body = get(prefix + assets.module_url(name))
    assert (status, body) == (200, (assets.HERE / name).read_bytes())
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]


def test_an_old_address_gets_the_new_module_and_is_not_kept() -> None:
    status, headers, _ = get(f"/assets/0123456789ab/{MODULES[0]}")
    assert (status, headers["cache-control"]) == (200, "no-store")


def test_an_edit_changes_the_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "HERE", tmp_path)
    (tmp_path / "a.js").write_text("1")
    before = assets.module_url("a.js")
    assert assets.module_url("a.js") == before
    (tmp_path / "b.js").write_text("2")
    now = assets.time.monotonic()
    monkeypatch.setattr(assets.time, "monotonic", lambda: now + assets.LOOK_EVERY)
    assert assets.module_url("a.js") != before


@pytest.mark.parametrize(
    "path",
    [
        "x",
        "x/__init__.py",
        "x/assets.py",
        "x/..",
        "x/stage.js",
        "x/player/../player/stage.js",
        "x/player/mount.py",
        "x/player",
        "x/",
        "plotly.min.js",
        "x/../assets.py",
    ],
)
def test_nothing_else_is_served(path: str) -> None:
    assert get(f"/assets/{path}")[0] == 404


def test_components_know_nothing_of_the_pages_that_use_them() -> None:
    for path in assets.HERE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        named += [
            each.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for each in node.names
        ]
        own = [name for name in named if name.split(".")[0] == "ui"]
        assert all(name.startswith(("ui.browser", "ui.kit")) for name in own), path


def test_unknown_modules_are_refused() -> None:
    with pytest.raises(ValueError, match=r"no\.js"):
        assets.module_url("no.js")


def test_every_answer_carries_the_headers_and_may_be_framed() -> None:
    for path in (assets.module_url(MODULES[0]), "assets/none"):
        headers = get(f"/{path}")[1]
        assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()
        assert "x-frame-options" not in headers
        assert "frame-ancestors" not in headers["content-security-policy"]


def test_every_setting_is_known_to_streamlit() -> None:
    command = [sys.executable, "-m", "streamlit", "config", "show"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "not a valid config option" not in done.stdout + done.stderr
    assert 'toolbarMode = "viewer"' in done.stdout
