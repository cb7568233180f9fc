"""The two races as the players get them: in step, on one set of axes."""

from dataclasses import replace
from typing import Any

from ui.browser import player
from ui.compare import taken
from ui.compare.comparison import SIDES, Comparison
from ui.kit import plain_pictures
from ui.scene import frames, pictures, samples
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene
from viz import Chart, Run, chart_axes

Runs = dict[str, list[Run]]
Axes = dict[str, Any]


def lay(side: str, scene: Scene) -> None:
    """Send the player of a side its surface; equal ones are the same."""
    facts = samples.facts(scene)
    player.lay(f"compare.ground.{side}", pictures.ground_id(scene), frames.ground(scene), facts)


def put(side: str, header: dict[str, Any], parts: dict[str, Any]) -> None:
    """Send the player of a side its race."""
    player.put(stage(side), header, parts, _nothing, lambda: _failed(side))


def stage(side: str) -> str:
    """The key of a player."""
    return f"compare.stage.{side}"


def messages(compared: Comparison) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By side, a header and parts for its player."""
    raced = {side: run_race(compared.on(side)) for side in SIDES}
    runs = {side: pictures.runs(compared.on(side), raced[side]) for side in SIDES}
    charts = _charts(compared, raced)
    axes = axes_of(runs, charts)
    steps = max((one.trajectory.steps for each in raced.values() for one in each), default=0)
    titles, made = taken.titles(compared), {}
    for side in SIDES:
        scene = compared.on(side)
        drawn = frames.frames(scene, runs[side], charts[side])
        header = {
            **drawn,
            "chart": axes[side],
            "ground": pictures.ground_id(scene),
            "focus": scene.focused(),
            "link": scene.to_query(),
            "sliders": {},
            "fixed": True,
            "title": titles[side],
            "takes": taken.offered(compared),
            "file": "thalweg-compare",
            "pair": {"side": side, "steps": steps, "same": is_one_ground(compared)},
        }
        parts = {"play": frames.moves(scene, runs[side], charts[side])}
        made[side] = header, parts | samples.parts(scene)
    return made


def is_one_ground(compared: Comparison) -> bool:
    """Whether both races are on the same surface, seen in the same way."""
    return pictures.ground_id(compared.a) == pictures.ground_id(compared.b)


def _charts(compared: Comparison, raced: dict[str, list[Raced]]) -> dict[str, Chart]:
    """The charts; on one surface both measure from the same loss."""
    charts = {side: pictures.chart_of(compared.on(side), raced[side]) for side in SIDES}
    if not is_one_ground(compared):
        return charts
    floor = min(chart.floor for chart in charts.values())
    return {side: replace(chart, floor=floor) for side, chart in charts.items()}


def axes_of(runs: Runs, charts: dict[str, Chart]) -> dict[str, Axes]:
    """The axes of both charts: one set where they show the same, on one scale."""
    if charts["a"] == charts["b"]:
        both = chart_axes([*runs["a"], *runs["b"]], charts["a"])
        return dict.fromkeys(SIDES, both)
    axes = {side: chart_axes(runs[side], charts[side]) for side in SIDES}
    one, other = axes.values()
    alike = one["y"]["title"] == other["y"]["title"] and one["y"]["log"] == other["y"]["log"]
    for name in ("x", "y") if alike else ("x",):
        ends = {"lo": min(one[name]["lo"], other[name]["lo"]),
                "hi": max(one[name]["hi"], other[name]["hi"])}  # fmt: skip
        axes = {side: each | {name: each[name] | ends} for side, each in axes.items()}
    return axes


def _failed(side: str) -> None:
    if player.told(stage(side), "failed"):
        plain_pictures.want(True)


def _nothing() -> None:
    """A name in the legend explains nothing here."""
