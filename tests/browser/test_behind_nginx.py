"""Two servers behind nginx, by the configuration that is shipped: one dies, both are restarted."""

import json
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import app_server
import pytest
from app_server import Server, free_port, start_uvicorn
from chromium import eventually
from playwright.sync_api import Page
from stage_page import connected, drawn, press, shown

import thalweg

CONFIGURATION = app_server.ROOT / "deploy" / "nginx.conf"
AROUND = """
daemon off;
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    {inside}
}}
"""


@dataclass
class Site:
    """nginx, and the servers behind it by port."""

    url: str
    place: Path
    servers: dict[int, Server]

    def restart(self, port: int) -> None:
        """Start a server anew at its port."""
        self.servers[port] = start_uvicorn(self.place / f"{port}-again.log", port=port)

    def serving(self) -> list[int]:
        """The ports of the servers that hold a line of a visitor."""
        return [port for port, server in self.servers.items() if _lines(server)]


def _lines(server: Server) -> int:
    """Sockets of a server beyond those that it has by itself: nginx keeps none open for later."""
    log = server.log
    return log.count('"WebSocket /_stcore/stream" [accepted]') - log.count("connection closed")


def as_root() -> str:
    """Started by root, nginx works as somebody who may not read the folders of tests."""
    return "user root;" if thalweg.is_root() else ""


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    tmp_path = tmp_path_factory.mktemp("site")
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed: apt install nginx-light")
    ports, port = (free_port(), free_port()), free_port()
    text = CONFIGURATION.read_text("utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    text = text.replace("/var/cache/nginx", str(tmp_path))
    for name, behind in zip(("app-1", "app-2"), ports, strict=True):
        text = text.replace(f"{name}:8501", f"127.0.0.1:{behind}")
    whole = tmp_path / "nginx.conf"
    whole.write_text(as_root() + AROUND.format(place=tmp_path, inside=text))
    subprocess.run([nginx, "-t", "-q", "-c", whole, "-e", tmp_path / "error.log"], check=True)
    servers = {behind: start_uvicorn(tmp_path / f"{behind}.log", port=behind) for behind in ports}
    proxy = subprocess.Popen([nginx, "-c", whole, "-e", tmp_path / "error.log"])
    made = Site(f"http://127.0.0.1:{port}", tmp_path, servers)
    while not answers(port):
        assert proxy.poll() is None
        time.sleep(0.05)
    yield made
    proxy.terminate()
    proxy.wait(10)
    for server in made.servers.values():
        server.stop()


def asked(url: str, method: str = "GET", body: bytes | None = None, cookie: str = "") -> tuple:  # type: ignore[type-arg]
    request = urllib.request.Request(url, body, {"cookie": cookie} if cookie else {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_a_browser_stays_with_its_server_and_strangers_stay_out(site: Site) -> None:
    cookies = set()
    for _ in range(12):
        status, headers = asked(f"{site.url}/_stcore/health")
        assert status == 200
        said = "\n".join(headers.get_all("set-cookie"))
        found = re.search(r"^thalweg=(\w+); .*HttpOnly; SameSite=Lax$", said, re.MULTILINE)
        assert found
        cookies.add(found[1])
    assert len(cookies) == 12
    for cookie in cookies:
        hits = {port: server.log.count("GET /methods") for port, server in site.servers.items()}
        for _ in range(4):
            status, headers = asked(f"{site.url}/methods", cookie=f"thalweg={cookie}")
            assert status == 200
            assert "thalweg=" not in str(headers.get_all("set-cookie"))
        more = [s.log.count("GET /methods") - hits[port] for port, s in site.servers.items()]
        assert min(more) == 0 < max(more)
    assert all("GET /methods" in server.log for server in site.servers.values())
    for path in ("metrics", "upload_file/a/b", "agent/openapi.json"):
        assert asked(f"{site.url}/_stcore/{path}")[0] == 404
    assert asked(f"{site.url}/", "POST", bytes(100_000))[0] == 413
    headers = asked(f"{site.url}/methods")[1]
    assert headers["x-content-type-options"] == "nosniff"
    assert "object-src 'none'" in headers["content-security-policy"]


def test_what_is_the_same_for_all_is_asked_for_once(site: Site) -> None:
    for _ in range(6):
        assert asked(f"{site.url}/export/loss_slice.py")[0] == 200
    asking = "GET /export/loss_slice.py"
    assert sum(server.log.count(f'"{asking} HTTP') for server in site.servers.values()) in (1, 2)


def test_a_class_of_many_browsers_finds_the_one_room(site: Site) -> None:
    posting = urllib.request.Request(
        f"{site.url}/votes", b"{}", {"content-type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(posting, timeout=20) as answer:
        code = json.load(answer)["code"]
    for _ in range(12):  # each without a cookie, as a phone that comes for the first time
        assert asked(f"{site.url}/vote/{code}")[0] == 200
        assert asked(f"{site.url}/votes/{code}")[0] == 200
    counts = [server.log.count(f"GET /votes/{code} ") for server in site.servers.values()]
    assert min(counts) == 0 < max(counts)


# The last one, as it ends the servers that all of these share.
def test_whoever_dies_the_lesson_goes_on(
    open_page: Callable[..., Page], site: Site, complaints: list[str]
) -> None:
    page = open_page("?surface=rosenbrock&race=gd~adam", base=site.url)
    drawn(page)
    press(page, "Learning rate α", "ArrowRight")
    before, address = shown(page), page.url
    (serving,) = site.serving()
    site.servers[serving].process.send_signal(signal.SIGKILL)
    site.servers[serving].process.wait(10)
    eventually(page, lambda: not connected(page))
    eventually(page, lambda: connected(page) and shown(page) == before)
    assert page.url == address
    (other,) = set(site.servers) - {serving}
    eventually(page, lambda: _lines(site.servers[other]) > 0)
    press(page, "Learning rate α", "ArrowRight")
    assert shown(page) != before
    before, address = shown(page), page.url
    site.servers[other].stop()
    eventually(page, lambda: not connected(page))
    for port in site.servers:
        site.restart(port)
    eventually(page, lambda: connected(page) and shown(page) == before)
    assert page.url == address
    press(page, "Learning rate α", "ArrowLeft")
    page.goto("about:blank")  # before the site goes, which it would tell of as well
    complaints.clear()  # the browser tells of every line that was cut
