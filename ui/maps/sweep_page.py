"""The page of the sweep: a map over two knobs, the run of one cell, and curves over one knob."""

import io
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

import optim
from ui import mapview, race
from ui.knobs import choice_widget, number_box
from ui.maps import cells, controls, slices, stage, theory
from ui.maps.cells import Swept
from ui.maps.one import CELLS, swept_knobs
from ui.maps.sweep import SCALES, SIDES, Sweep, sides_of, usable
from ui.race import Raced
from ui.racer import Racer
from ui.state import Address, held, show
from ui.text import plain
from viz import contour_figure, theme
from viz.cellmap import Picture
from viz.sweep import best, sweep_picture

SWEEP = Address("sweep", Sweep.from_query)
KEPT = controls.SceneOf(SWEEP, {"x_range": None, "y_range": None})
KEY = "sweep.map"
MEASURE_WORDS = {"steps": "Steps", "loss": "Last loss"}
SCALE_WORDS = {"own": "As the slider", "linear": "Linear", "log": "Log"}


def settings(page: Sweep) -> Sweep:
    """The sidebar."""
    scene = controls.surface(page.scene, KEPT)
    scene = controls.optimizer(scene)
    if scene.race[0].slug != page.scene.race[0].slug:
        page = Sweep(scene, measure=page.measure, gtol=page.gtol, cells=page.cells,
                     methods=page.methods)  # fmt: skip
    page = _sides(replace(page, scene=scene))
    shade = choice_widget("Colour", "measure", MEASURE_WORDS, page.measure)
    scene, gtol = controls.length(page.scene, page.gtol, fixed=shade == "loss")
    scene = controls.start(scene)
    with st.expander("Schedule and noise"):
        scene = controls.chance(scene, with_seeds=True)
    fine = choice_widget("Cells a side", "cells", {n: n for n in CELLS}, page.cells)
    return replace(page, scene=scene, gtol=gtol, measure=shade, cells=fine)


def _sides(page: Sweep) -> Sweep:
    """Which knobs vary, and from where to where."""
    racer = page.scene.race[0]
    knobs = swept_knobs(racer)
    if len(knobs) > 2:
        left, right = st.columns(2)
        x = left.selectbox("Across", list(knobs), format_func=lambda n: knobs[n].label,
                           key=held(f"{racer.slug}.x", page.x))  # fmt: skip
        rest = [name for name in knobs if name != x]
        key = held(f"{racer.slug}.y", page.y)
        if st.session_state[key] not in rest:
            key = show(f"{racer.slug}.y", sides_of(racer, x)[1])
        y = right.selectbox("Upwards", rest, format_func=lambda n: knobs[n].label, key=key)
        page = replace(page, x=x, y=y)
    with st.expander("Ranges"):
        for side in SIDES:
            page = _range(page, side)
    return page


def _range(page: Sweep, side: str) -> Sweep:
    knob = page.knob(side)
    if knob is None:
        return page
    st.caption(knob.label)
    before, found = page.range(side), []
    name = f"{page.scene.race[0].slug}.{knob.name}"
    for place, end, value in zip(st.columns(2), ("from", "to"), before, strict=True):
        with place:
            key = held(f"{name}.{end}", value)
            number = number_box(f"{knob.label} {end}", key, (knob.lo, knob.hi), step=None,
                                label_visibility="collapsed")  # fmt: skip
        found.append(value if number is None else number)
    lo, hi = found
    scale = st.segmented_control(
        "Axis", SCALES, format_func=SCALE_WORDS.__getitem__, required=True,
        key=held(f"{name}.scale", getattr(page, f"{side}_scale")), label_visibility="collapsed",
    )  # fmt: skip
    ends = usable(knob, lo, hi)
    if ends is None:
        st.caption("From must be below to; the usual range is shown.")
    facts: dict[str, Any] = {f"{side}_range": ends, f"{side}_scale": scale or SCALES[0]}
    return replace(page, **facts)


def heading(page: Sweep) -> None:
    """What is seen."""
    built = page.scene.race[0].build()
    what = " and ".join(knob.label for side in SIDES if (knob := page.knob(side)))
    st.markdown(
        f"#### Sweep: {built.title} on {plain(page.scene.landscape().title)}\n"
        f"Each point is a run from the same start, with its own {plain(what)}. Its colour tells "
        "how many steps it takes until the gradient is below the tolerance, or which loss it ends "
        "with. Click one to see its run."
    )
    if not built.batched:
        st.info(
            f"{built.title} branches at every step, so its runs cannot go side by side. They are "
            f"made one by one, for a coarser map and {cells.SLOW_SEEDS} seeds at most.",
            icon=":material/hourglass:",
        )  # fmt: skip


def body(page: Sweep) -> None:
    """The map, the run of the picked cell, and the curves over one knob."""
    if not page.x:
        st.info("This optimizer has no knob to sweep.")
        return
    growth, built = growth_of(page), page.scene.race[0].build()
    growth.begin()
    view = mapview.View(
        words=f"Sweep over {page.x} and {page.y}. Arrow keys walk from cell to cell, Enter runs "
        "one.",
        file=f"sweep-{page.scene.surface}-{built.slug}",
        picked=(getattr(built, page.x), getattr(built, page.y) if page.y else 0.5),
        lines=theory.lines(page),
        spots=theory.spots(page),
        zoomed=page.x_range is not None or page.y_range is not None,
    )
    mapview.show_view(KEY, _map_sides(page), view, *stage.hear(growth, _pick, _zoom))
    _cells(page, growth)
    _run(page)


@st.fragment
def _cells(page: Sweep, growth: stage.Growth) -> None:
    """The picture; it grows finer while the rest of the page stays as it is."""
    place = st.container(gap=None)
    level, ends, after = growth.ready(place.empty())
    shown = mapview.Cells(
        growth.id(level), pictured(page, ends), growth.words(level, after, ends.code.shape),
        ("What came of it", "Cells"), _best(page, level, ends), growth.more(after),
    )  # fmt: skip
    with place:
        mapview.show_cells(KEY, _map_sides(page), shown, growth.asked)
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.download_button(
            "CSV", lambda: table(page, level, ends), f"sweep-{level}.csv", "text/csv",
            key="sweep.csv", on_click="ignore", icon=":material/download:",
            help="Every cell of the map and what came of it.",
        )  # fmt: skip


def growth_of(page: Sweep) -> stage.Growth:
    """The levels of a map."""
    job = cells.job_of(page)
    return stage.Growth(
        KEY, job.levels(int(page.cells)), lambda level: cells.sweep_key(page, level),
        lambda level, tell: cells.swept(page, level, tell), job.optimizer.batched,
        page.measure,
    )  # fmt: skip


def pictured(page: Sweep, ends: Swept) -> Picture:
    """What came of the cells as a picture."""
    status = np.array(optim.STATUSES)[ends.code]
    return sweep_picture(ends.steps, ends.fun, status, page.measure, cells.floor(page.scene))


def _best(page: Sweep, level: int, ends: Swept) -> list[mapview.Spot]:
    """Where the best cell is, and what is said of it."""
    found = best(ends.steps, ends.fun, np.array(optim.STATUSES)[ends.code], page.measure)
    if found is None:
        return []
    row, column = found
    values = _values(page, level, column, row)
    knobs = swept_knobs(page.scene.race[0])
    at = ", ".join(f"{knobs[name].label} = {value:.4g}" for name, value in values.items())
    steps, fun = float(ends.steps[row, column]), float(ends.fun[row, column])
    came = f"{steps:g} steps" if page.measure == "steps" else f"loss {fun:.3g}"
    words = f"Best cell: {at}, {came}"
    return [mapview.Spot(values[page.x], values.get(page.y, 0.75), "star", words)]


def _values(page: Sweep, level: int, column: int, row: int) -> dict[str, float]:
    """The knobs of a cell."""
    grid = cells.knobs_at(page, level)
    values = {page.x: float(grid[page.x][0, column])}
    return values | ({page.y: float(grid[page.y][row, 0])} if page.y else {})


def _map_sides(page: Sweep) -> tuple[mapview.Side, mapview.Side]:
    sides = []
    for side, axis in zip(SIDES, page.axes(), strict=True):
        knob = page.knob(side)
        if knob is None:
            sides.append(mapview.Side(axis, "", "", (axis.lo, axis.hi)))
            continue
        symbol = knob.label.split()[-1] if len(knob.label.split()[-1]) == 1 else knob.label
        lo = knob.lo if not axis.log or knob.lo > 0 else axis.lo
        sides.append(mapview.Side(axis, knob.label, symbol, (lo, knob.hi)))
    return sides[0], sides[1]


def _run(page: Sweep) -> None:
    """The run of the cell that is looked at, and the curves beside it."""
    scene, job = page.scene, cells.job_of(page)
    run = job.run(scene.start)
    left, right = st.columns([1, 1.25])
    with left:
        label = scene.labels()[0]
        raced = [Raced(label, job.optimizer, job.schedule, run, ())]
        figure = contour_figure(
            race.ground_of(scene), race.runs(scene, raced), scene.start,
            scene.landscape().minima, race.ground_id(scene),
        ).update_layout(showlegend=False)  # fmt: skip
        st.markdown("##### The run of the picked cell")
        st.text(run.message)
        dark = st.context.theme.type == "dark"
        st.plotly_chart(theme.themed(figure, dark), key="sweep.run", height=330)
        controls.playground(scene)
    with right:
        slices.show(page)


def table(page: Sweep, level: int, ends: Swept) -> bytes:
    """All cells and what came of them, as CSV."""
    grid = cells.knobs_at(page, level)
    out = io.StringIO()
    out.write(",".join([*grid, "status", "steps", "loss"]) + "\n")
    rows = np.broadcast_arrays(*grid.values(), ends.code, ends.steps, ends.fun)
    for *values, code, steps, fun in zip(
        *(column.ravel().tolist() for column in rows), strict=True
    ):
        status = optim.STATUSES[code]
        out.write(",".join(repr(v) for v in values) + f",{status},{steps:g},{fun!r}\n")
    return out.getvalue().encode()


def _pick(level: int, column: int, row: int) -> None:
    page: Sweep = SWEEP.current()
    rows = cells.knobs_at(page, level)[page.y].size if page.y else 1
    columns = cells.knobs_at(page, level)[page.x].size
    if column < columns and row < rows:
        _turn(page, _values(page, level, column, row))


def _turn(page: Sweep, values: dict[str, float]) -> None:
    """Set knobs of the optimizer to those of a cell."""
    racer = page.scene.race[0]
    knobs = dict(racer.knobs) | values
    SWEEP.amend(scene=replace(page.scene, race=(Racer(racer.slug, tuple(knobs.items())),)))
    for name, value in values.items():
        show(f"map.{racer.slug}.{name}", value)


def _zoom(sides: Any) -> None:
    page: Sweep = SWEEP.current()
    facts: dict[str, Any] = {}
    asked: list[Any] = [None, None] if sides is None else list(sides)
    for side, ends in zip(SIDES, asked, strict=True):
        knob = page.knob(side)
        if knob is None or knob.integer:
            continue
        facts[f"{side}_range"] = ends and usable(
            knob, *_rounded(ends[0], ends[1], knob.lo, knob.hi)
        )
    made = replace(page, **facts)
    SWEEP.amend(**facts)
    for side in SIDES:
        if (knob := made.knob(side)) is not None:
            name = f"{page.scene.race[0].slug}.{knob.name}"
            for end, value in zip(("from", "to"), made.range(side), strict=True):
                show(f"{name}.{end}", value)


def _rounded(lo: float, hi: float, least: float, most: float) -> tuple[float, float]:
    """To a thousandth of what is seen, within the knob's limits."""
    digits = int(np.ceil(-np.log10(float(hi) - float(lo)))) + 3
    lo, hi = round(float(lo), digits), round(float(hi), digits)
    return max(least, lo), min(most, hi)
