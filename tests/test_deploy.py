"""What is shipped for servers says the same as the app and as each other."""

import re
from pathlib import Path

from ui import serve
from ui.kit import workers
from ui.votes import rooms

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
README = (DEPLOY / "README.md").read_text("utf-8")


def test_the_image_holds_all_of_the_app_and_no_more() -> None:
    copied = set(re.findall(r"^COPY (\S+)", DOCKERFILE, re.MULTILINE))
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "tools", "tests"}
    assert rooms <= copied
    assert {"app.py", "requirements.txt", ".streamlit", "pages", "snippets", "locale"} <= copied
    assert all((ROOT / name).exists() for name in copied)
    assert not copied & {".", "tests", "bench", "tools"}


def test_a_container_is_nobody_and_says_whether_it_is_well() -> None:
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.index("USER 10001") < DOCKERFILE.index('CMD ["sh"')
    assert "HEALTHCHECK" in DOCKERFILE
    assert "exec uvicorn app:app" in DOCKERFILE


def test_nginx_knows_the_containers_by_name_and_goes_by_cookie() -> None:
    servers = re.findall(r"^    server (\S+):8501", NGINX, re.MULTILINE)
    assert servers == re.findall(r"^  (app-\d): \*app$", COMPOSE, re.MULTILINE)
    assert len(servers) == 2
    assert "hash $thalweg_key consistent" in NGINX
    assert "ip_hash" not in NGINX
    manifest = (DEPLOY / "kubernetes" / "ingress.yaml").read_text("utf-8")
    assert "affinity: cookie" in manifest


def test_a_room_for_votes_is_kept_by_one_server() -> None:
    assert re.search(r"map \$uri \$thalweg_key {\s+~/votes\?\(/\|\$\) rooms;", NGINX)
    manifest = (DEPLOY / "kubernetes" / "ingress.yaml").read_text("utf-8")
    rooms_only = manifest.split("---")[1]
    assert 'upstream-hash-by: "$host"' in rooms_only
    assert "affinity" not in rooms_only
    assert set(re.findall(r"path: (\S+)", rooms_only)) == {"/vote", "/votes"}
    services = (DEPLOY / "kubernetes" / "app.yaml").read_text("utf-8")
    assert set(re.findall(r"name: (thalweg-rooms)$", manifest, re.MULTILINE)) == set(
        re.findall(r"name: (thalweg-rooms)$", services, re.MULTILINE)
    )


def test_every_setting_of_the_environment_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))
    assert told == {
        "WORKERS",
        serve.FRAMED_BY,
        serve.METRICS,
        workers.ADDRESS,
        workers.SERVERS,
        rooms.PLACE,
    }
    for name in told - {"WORKERS"}:
        assert name.startswith("THALWEG_")
