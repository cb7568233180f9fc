"""Make a page with the ground of every surface, light and dark: what one looks at before a release.

    PYTHONPATH=. python tools/contact_sheet.py --port 8599      and open the address that it prints

The page loads the player's own modules, so it is served from here until Ctrl+C.
"""

import argparse
import base64
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import landscapes
from viz import sample
from viz.browser import terrain_bytes

ROOT = Path(__file__).parent.parent
SIZE = (480, 360)
PAGE = """<!doctype html> <!-- The ground of every surface. -->
<html lang="en"><title>Grounds</title>
<style>
body {{ margin: 0; font: 14px system-ui; display: grid; gap: 8px; }}
body {{ grid-template-columns: repeat(auto-fill, 964px); }}
figure {{ margin: 0; }} canvas {{ width: {0}px; height: {1}px; }}
</style>
<script type="module">
import {{ GroundPainter }} from "/ui/browser/player/terrain/ground_painter.js";
import {{ readTerrain }} from "/ui/browser/player/terrain/terrain.js";
const one = document.createElement("canvas");
const painter = new GroundPainter(one);
const size = {{ width: {0}, height: {1}, sharp: devicePixelRatio }};
for (const figure of document.querySelectorAll("figure")) {{
  const bytes = Uint8Array.from(atob(figure.dataset.terrain), (c) => c.charCodeAt(0));
  const terrain = readTerrain(bytes);
  for (const dark of [false, true]) {{
    painter.draw(terrain, terrain.bounds, size, {{ dark }});
    const copy = figure.appendChild(document.createElement("canvas"));
    Object.assign(copy, {{ width: one.width, height: one.height }});
    copy.getContext("2d").drawImage(one, 0, 0);
  }}
}}
document.body.dataset.done = "";
</script>
<body>{2}</body></html>
"""


def page() -> str:
    """The page, with the bytes of every surface in it."""
    figures = []
    for slug in landscapes.names():
        surface = landscapes.get(slug)
        size = 61 if surface.by_point else 121
        ground = sample(surface.fun, surface.bounds, size=size)
        packed = base64.b64encode(terrain_bytes(surface, ground)).decode()
        figures.append(f'<figure data-terrain="{packed}"><div>{surface.title}</div></figure>')
    return PAGE.format(*SIZE, "\n".join(figures))


class Files(SimpleHTTPRequestHandler):
    """The files of the project, and the page at /."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}
    made = ""

    def log_message(self, *said: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path != "/":
            return super().do_GET()
        raw = self.made.encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        return None


def main() -> None:
    """Serve the page."""
    parser = argparse.ArgumentParser(description="The ground of every surface on one page.")
    parser.add_argument("--port", type=int, default=8599)
    port = parser.parse_args().port
    Files.made = page()
    print(f"http://127.0.0.1:{port}/")
    ThreadingHTTPServer(("127.0.0.1", port), partial(Files, directory=str(ROOT))).serve_forever()


if __name__ == "__main__":
    main()
