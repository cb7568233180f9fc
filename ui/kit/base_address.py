"""Where the app is as its visitor sees it: scheme, host and path, behind a proxy too."""

import re
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

HOST = re.compile(r"[A-Za-z0-9.\-]{1,200}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,60}\](:\d{1,5})?")
FORWARDED = ("proto", "host", "prefix")
"""What a proxy says of where the app is, as x-forwarded-..."""
VARY = ", ".join(f"x-forwarded-{name}" for name in FORWARDED)
"""What else than the address an answer with a link in it hangs on: whoever keeps answers for all
must not give one to others that a stranger asked for in the name of another site."""


def is_host(text: str) -> bool:
    """Whether an address with this host can be read at all: `[::::]` is in none."""
    try:
        return urlsplit(f"//{text}").port != 0
    except ValueError:
        return False


def base_of(connection: HTTPConnection, path: str) -> str:
    """Where the app is as its visitor sees it, behind a proxy too.

    `path` is that of the request below the app, such as `/export/race.csv`.
    """
    headers, url = connection.headers, connection.url
    first = {
        name: headers.get(f"x-forwarded-{name}", "").partition(",")[0].strip() for name in FORWARDED
    }
    scheme = first["proto"] if first["proto"] in ("http", "https") else url.scheme
    host = first["host"] or headers.get("host", "")
    host = host if HOST.fullmatch(host) and is_host(host) else "localhost"
    below = connection.scope["path"].rstrip("/").removesuffix(path).rstrip("/")
    prefix = first["prefix"].rstrip("/")
    prefix = prefix if re.fullmatch(r"(/[\w.\-~]{1,100}){0,8}", prefix) else ""
    below = below if re.fullmatch(r"(/[\w.\-~]{1,100}){0,8}", below) else ""
    return f"{scheme}://{host}{'' if below.startswith(prefix) and prefix else prefix}{below}"
