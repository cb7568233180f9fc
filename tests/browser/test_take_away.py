"""“Take away” in a real browser: two clicks a file, and a file that plays from a disk."""

import ast
import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
from chromium import give_focus
from PIL import Image
from playwright.sync_api import Browser, Page

from ui.kit import language
from ui.playground.offline import offline
from ui.scene.scene import Scene
from ui.share.asked import asked
from ui.share.routes import KINDS

Open = Callable[..., Page]
ROUGH = {"surface": "skip_connections", "race": "gd", "steps": "20"}
STAGE = "document.querySelector('[data-stage]')"
LINK = "?v=1&surface=himmelblau&race=gd~adam&steps=60"
NAMES = ("GIF", "one HTML file", "CSV", "JSON", "LaTeX")
NAMES += ("NumPy", "notebook", "PyTorch", "its notebook")


def drawn(page: Page) -> None:
    page.wait_for_function(f"Number({STAGE}?.dataset.drawn ?? 0) > 0")


def taken(page: Page, name: str, folder: Path) -> Path:
    """The file that two clicks give."""
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name=name, exact=True).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def test_two_clicks_give_each_file(open_page: Open, tmp_path: Path) -> None:
    page = open_page(LINK)
    drawn(page)
    files = {name: taken(page, name, tmp_path) for name in NAMES}
    assert {file.name.partition(".")[0] for file in files.values()} == {"thalweg-himmelblau"}
    endings = {file.name.partition(".")[2] for file in files.values()}
    assert endings | {"png", "svg"} == {kind.ending for kind in KINDS} | {"html"}
    assert Image.open(io.BytesIO(files["GIF"].read_bytes())).n_frames == 61
    last = files["CSV"].read_text("utf-8").splitlines()[-1].split(",")
    assert last[:2] == ["adam", "60"]
    assert ast.parse(files["NumPy"].read_bytes())
    assert json.loads(files["its notebook"].read_bytes())["nbformat"] == 4


def test_what_is_taken_speaks_the_language_of_the_page(open_page: Open, tmp_path: Path) -> None:
    """Which its link named, in a browser that asks for English."""
    page = open_page(f"{LINK}&lang=ko")
    drawn(page)
    file = tmp_path / "race.html"
    page.get_by_role("button", name="내보내기").click()
    with page.expect_download() as coming:
        page.locator("[data-take=html]").click()
    coming.value.save_as(file)
    assert '<html lang="ko">' in file.read_text("utf-8")
    assert "경사하강법" in file.read_text("utf-8")


def test_a_frame_and_a_refusal_are_told(open_page: Open, complaints: list[str]) -> None:
    page = open_page("?" + urlencode(ROUGH))
    drawn(page)
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("menuitem", name="NumPy", exact=True).click()
    page.get_by_text("Skip connections is too large to be written out").wait_for()
    assert [each for each in complaints if "422" in each] == complaints
    complaints.clear()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("menuitem", name="frame for a page").click()
    page.get_by_text("frame is copied").wait_for()
    html = page.evaluate("() => navigator.clipboard.readText()")
    # Without https the browser withholds the newer way.
    page.evaluate("() => navigator.clipboard.writeText('something else')")
    page.evaluate("() => (navigator.clipboard.writeText = () => Promise.reject())")
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("menuitem", name="frame for a page").click()
    page.wait_for_function(
        f"async () => (await navigator.clipboard.readText()) === {json.dumps(html)}"
    )
    source = html.split('src="')[1].split('"')[0].replace("&amp;", "&")
    query = dict(parse_qsl(urlsplit(source).query))
    assert query.pop("embed") == "true"
    assert Scene.from_query(query) == Scene.from_query(ROUGH)


OFFLINE = {
    "himmelblau": "v=1&surface=himmelblau&race=gd~momentum~adam~newton~bfgs~rmsprop&start=0.2~0",
    "flowers": "v=1&surface=linear_classifier&batch=10",
    "words": "surface=formula&formula=x%5E2%2By%5E2%2B0*cos(1)&race=gd",
}


@pytest.mark.parametrize("case", OFFLINE)
def test_one_file_plays_from_a_disk_without_a_network(
    chromium: Browser, tmp_path: Path, case: str
) -> None:
    wanted = asked(dict(parse_qsl(OFFLINE[case])), "https://a.example/x")
    made = offline(wanted.scene, wanted.raced, wanted.title, wanted.link)
    assert len(made) < 400_000
    (tmp_path / "race.html").write_bytes(made)
    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked_for, problems = list[str](), list[str]()
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((tmp_path / "race.html").as_uri())
    page.locator("[data-stage][data-drawn]").wait_for()  # its own policy lets no test wait by code
    assert not [url for url in asked_for if not url.startswith(("file:", "data:", "blob:"))]
    assert (
        page.get_by_role("link", name="https://a.example/x/").get_attribute("href") == wanted.link
    )
    longest = max(one.trajectory.steps for one in wanted.raced)
    assert page.evaluate(f"() => {STAGE}.player.race.steps") == longest
    give_focus(page.locator("[data-stage]"))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.locator("[data-stage][data-step='1']").wait_for()
    if len(wanted.raced) > 1:
        page.locator("[data-legend]").get_by_text(wanted.raced[1].name, exact=False).first.click()
        page.get_by_text(f"— {wanted.raced[1].name}").wait_for()
    assert problems == []
    shot = np.asarray(Image.open(io.BytesIO(page.locator("[data-panel=contour]").screenshot())))
    assert len(np.unique(shot.reshape(-1, shot.shape[-1]), axis=0)) > 50
    context.close()


def test_one_file_speaks_the_language_it_was_made_in(chromium: Browser, tmp_path: Path) -> None:
    wanted = asked({"race": "gd", "steps": "3"}, "https://a.example")
    with language.spoken("ko"):
        made = offline(wanted.scene, wanted.raced, wanted.title, wanted.link)
    (tmp_path / "race.html").write_bytes(made)
    context = chromium.new_context(offline=True, locale="en-GB")
    page = context.new_page()
    page.goto((tmp_path / "race.html").as_uri())
    page.locator("html[lang=ko] [data-stage][data-drawn]").wait_for()
    korean = language.catalogue("ko")
    page.get_by_role("button", name=korean["Back to the start"], exact=True).click()
    page.get_by_text(korean["This race in the app:"]).wait_for()
    page.get_by_text(korean["step {at} / {all}"].format(at=0, all=3)).wait_for()
    context.close()


def test_words_of_a_link_stay_words_in_one_file() -> None:
    wanted = asked({"race": "gd", "steps": "3"}, "https://a.example")
    evil = '</script><script>alert("1")</script>'
    made = offline(wanted.scene, wanted.raced, evil, f"https://a.example/?{evil}").decode()
    assert made.count("</script>") == 3
    assert "<script>alert" not in made


def test_a_chart_is_taken_along_as_it_is_drawn(open_page: Open, tmp_path: Path) -> None:
    page = open_page("dimensions?count=100")
    page.locator(".st-key-dimensions-signs .js-plotly-plot svg.main-svg").first.wait_for()
    drawing = ElementTree.parse(taken(page, "Picture as SVG, for print", tmp_path)).getroot()
    words = "".join(drawing.itertext())
    assert "Signs in many dimensions" in words
    assert "by the diagonal (wrong)" in words
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("menuitemradio", name="3×").click()
    page.keyboard.press("Escape")
    png = Image.open(io.BytesIO(taken(page, "Picture as PNG, for slides", tmp_path).read_bytes()))
    assert png.size[0] == pytest.approx(3 * float(drawing.get("width", 0)) / 2, abs=3)
    assert len(png.getcolors(1 << 20) or []) > 50
    table = taken(page, "CSV", tmp_path)
    assert table.name == "thalweg-dimensions.csv"
    assert table.read_text("utf-8").startswith("# link: http")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("menuitem", name="copy it").click()
    page.get_by_text("The link is copied.").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert urlsplit(copied).path.endswith("/dimensions")
    assert "count=100" in copied


FILM = """async ([seconds, encodes]) => {
  const { player } = document.querySelector("[data-stage]");
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  const stage = names.find((name) => name.endsWith("/player/stage.js"));
  const { filmOf } = await import(stage.replace("stage.js", "save/save_film.js"));
  const fails = () => { throw new Error("as some browsers do"); };
  if (!encodes) window.VideoEncoder.prototype.encode = fails;
  const shares = [];
  const film = await filmOf(player, (share) => shares.push(share), () => true, seconds);
  if (!film) return null;
  const video = document.createElement("video");
  // When the picture that is shown begins: just after "seeked" that may still be the one before.
  let shown = Infinity;
  const watch = (_, { mediaTime }) => {
    shown = mediaTime;
    video.requestVideoFrameCallback(watch);
  };
  video.requestVideoFrameCallback(watch);
  Object.assign(video, { muted: true, src: URL.createObjectURL(film.blob) });
  const { videoWidth: width, videoHeight: height } = await new Promise((resolve, reject) => {
    video.onloadeddata = () => resolve(video);
    video.onerror = () => reject(video.error);
  });
  const picture = async (begins, at) => {
    video.currentTime = at;
    await new Promise((resolve) => { video.onseeked = resolve; });
    while (Math.abs(shown - begins) > 0.01) await new Promise(requestAnimationFrame);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(video, 0, 0);
    return canvas.toDataURL();
  };
  return { ending: film.ending, shares, duration: video.duration, wide: width / height,
    first: await picture(0, 0), last: await picture(seconds, video.duration - 0.1) };
}"""


def test_a_film_of_the_race_plays(open_page: Open) -> None:
    page = open_page(LINK, width=800, height=600, painted=True)
    drawn(page)
    film = page.evaluate(FILM, [0.2, True])
    assert film["ending"] in ("mp4", "webm")
    assert film["shares"] == [k / 6 for k in range(7)]
    assert film["duration"] == pytest.approx(0.2 + 1.5, abs=0.1)
    first, last = (_pixels(film[name]) for name in ("first", "last"))
    # The path is drawn in full at the end; paper and ground stay as they are.
    changed = np.abs(first - last).max(axis=2) > 60
    assert 0.001 < changed.mean() < 0.2


def test_a_browser_that_encodes_no_film_says_so(open_page: Open) -> None:
    page = open_page(LINK, width=800, height=600)
    drawn(page)
    assert page.evaluate(FILM, [0.2, False]) is None


def _pixels(url: str) -> np.ndarray:
    picture = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")
    return np.asarray(picture, dtype=float)
