"""The page “Upload a surface”: a file is uploaded, looked at, and taken to the playground."""

from typing import Any

import numpy as np
import streamlit as st

from core.sentences import N_, Sentence, _, joined, sentence
from core.written import number
from landscapes import GridLandscape, SurfaceFile, SurfaceFileError
from ui.browser import file
from ui.browser.chart import show as take_chart
from ui.kit.charts import chart, is_dark
from ui.kit.downloads import download_link
from ui.kit.headings import page_heading
from ui.kit.text import plain
from ui.scene import uploads
from ui.scene.address import SCENE
from ui.scene.scene import Scene
from ui.upload import snippet
from viz import figures, sample

FILE = "upload.file"
MEGABYTES = 20
PLAYGROUND = "../pages/playground.py"
USE = """\
from loss_slice import loss_slice

loss_slice(model, torch.nn.functional.cross_entropy, loader, "surface.npz", span=1.0, n=51, seed=0)
"""
FORMATS = {
    ".h5": N_(
        "Of tomgoldstein/loss-landscape (xcoordinates, ycoordinates, train_loss …), or x, y and "
        "tables"
    ),
    ".npz": N_("x, y and loss, one row for each y; or of landscaper, made with dim=2"),
    ".csv, .txt": N_("A list of points: x, y and one or more losses in each row, in any order"),
    ".csv, .npy": N_("A table of values: first row at the lowest y, first column at the lowest x"),
    ".vtp": N_("Points of a VTK surface, saved as ascii or binary"),
}
"""What is read, by the ends of names."""
EDGES = {"x from": N_("x from"), "x to": N_("x to"), "y from": N_("y from"), "y to": N_("y to")}


def body() -> None:
    """The whole page."""
    page_heading(
        N_("Upload a surface"),
        N_(
            "Race optimizers on a loss surface that you measured. The file stays in this session: "
            "it is stored nowhere and is gone when you close the page."
        ),
    )
    given = file.ask(FILE, N_("A file with values over x and y"), MEGABYTES * 1_000_000)
    if given is not None:
        try:
            uploads.keep(*given)
        except SurfaceFileError as error:
            st.error(plain(_(str(error))), icon=":material/block:")
            _formats(expanded=True)
            _pytorch()
            return
    held = uploads.held()
    if held is not None:
        _described(*held)
    _formats(expanded=held is None)
    _pytorch()


def _described(name: str, facts: SurfaceFile) -> None:
    """The file as it is: its layers, a preview, the way to the playground."""
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        rows, columns = facts.shape
        kind = _(facts.kind)
        kind = plain(kind[0].upper() + kind[1:])
        st.markdown(f"**{plain(name[-80:])}**  \n{kind}, {columns} × {rows}")
        layer, log, ranges = _options(facts)
        try:
            made = uploads.surface(facts.digest, layer, log, ranges)
        except SurfaceFileError as error:
            st.error(plain(_(str(error))), icon=":material/block:")
            return
        st.caption(_(_extent(made)))
        _race_buttons(facts.digest, made)
    with right:
        _preview(made)
        # A file stays in its session, so there is no link.
        take_chart("upload.preview", made.title, "thalweg-surface", takes=False)


def _options(facts: SurfaceFile) -> tuple[str, bool, Any]:
    """Which layer, whether its logarithm, and the extent where the file does not say it."""
    before = uploads.latest()
    if before is None or before.file != facts.digest:
        before = None
    layer = facts.layer if before is None else before.layer
    key = f"upload.{facts.digest}"
    if len(facts.layers) > 1:
        layer = st.selectbox(
            _("Layer"), facts.layers, index=facts.layers.index(layer), key=f"{key}.layer"
        )
    log = st.toggle(
        _("Logarithm (log₁₀) of the values"),
        value=before is not None and before.log,
        key=f"{key}.log",
        help=_("Values that are not positive become holes."),
    )
    if not facts.needs_ranges:
        return layer, log, None
    st.caption(_("The file has no coordinates. Where do its first and last columns and rows lie?"))
    usual = before.ranges if before and before.ranges else ((-1.0, 1.0), (-1.0, 1.0))
    cells = [*st.columns(2), *st.columns(2)]
    edges = [
        cell.number_input(_(label), value=edge, format="%g", key=f"{key}.{name}")
        for cell, (name, label), edge in zip(
            cells, EDGES.items(), [*usual[0], *usual[1]], strict=True
        )
    ]
    return layer, log, ((edges[0], edges[1]), (edges[2], edges[3]))


def _extent(made: GridLandscape) -> Sentence:
    (x_lo, x_hi), (y_lo, y_hi) = made.bounds
    holes = int(np.isnan(made.z).sum())
    lowest, highest = float(np.nanmin(made.z)), float(np.nanmax(made.z))
    x_from, x_to, y_from, y_to = (number(edge, 6) for edge in (x_lo, x_hi, y_lo, y_hi))
    extent = sentence(
        "x from {x_from} to {x_to}, y from {y_from} to {y_to}; values from {low} to {high}.",
        x_from=x_from,
        x_to=x_to,
        y_from=y_from,
        y_to=y_to,
        low=number(lowest),
        high=number(highest),
    )
    if not holes:
        return extent
    return joined([extent, sentence("Missing: {n} of {all} values.", n=holes, all=made.z.size)])


def _race_buttons(digest: str, made: GridLandscape) -> None:
    """To the playground: with a race that suits the surface, or as a link wanted it."""
    if st.button(_("Race on it"), type="primary", icon=":material/sprint:"):
        _open_playground(Scene.opening("upload", grid=made))
    link = uploads.wanted(digest)
    if link and st.button(_("Open the link that needed it"), icon=":material/link:"):
        _open_playground(Scene.from_query(link)[0])


def _open_playground(scene: Scene) -> None:
    if scene.grid is not None:
        uploads.race_on(scene.grid)
    SCENE.adopt(scene)
    st.switch_page(PLAYGROUND)


def _preview(made: GridLandscape) -> None:
    # Not from the cache of all sessions: that would keep every surface that was only looked at.
    ground = sample(made.fun, made.bounds)
    figure = figures.contour_figure(ground, (), None, made.minima, "preview")
    chart(figures.themed(figure, is_dark()), "upload.preview", 480, tools=False)


def _formats(expanded: bool) -> None:
    with st.expander(_("Files that can be read"), expanded=expanded):
        table = {_("File"): list(FORMATS), _("What is in it"): list(map(_, FORMATS.values()))}
        st.table(table, hide_index=True)
        words = _(
            "Up to {n} MB and 1001 × 1001 values. Values that are nan, infinite or not "
            "computed leave holes, where runs stop. Pickles are never opened.",
            n=MEGABYTES,
        )
        st.caption(words)


def _pytorch() -> None:
    """How to make a file from a model in PyTorch: one function to copy."""
    with st.expander(_("Make one from your PyTorch model")):
        words = _(
            "Save this as loss_slice.py beside your own script, or paste it into a notebook. Call "
            "it with your model, its loss and some batches, as below, and upload the file that it "
            "writes. It goes through the weights of the model in two random directions, scaled "
            "filter by filter as in Li et al. (2018), and leaves the model as it is."
        )
        st.write(words)
        st.code(USE, language="python")
        says = N_("The function below, as a file")
        download_link(N_("Download loss_slice.py"), snippet.ADDRESS, says)
        st.code(snippet.text(), language="python", height=420)
