"""No chart of Plotly offers to upload what it shows: one place makes them."""

import ast
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.kit.charts import CONFIG

ROOT = Path(__file__).resolve().parents[2]
DOOR = ROOT / "ui" / "kit" / "charts.py"
SOURCES = [path for room in ("ui", "pages", "viz") for path in (ROOT / room).rglob("*.py")]
SCRIPTS = list((ROOT / "ui" / "browser").rglob("*.js"))
DRAWS = re.compile(r"Plotly\.(react|newPlot|plot)\b")


def calls(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    named = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [name.rpartition(".")[2] for name in named]


def test_every_chart_is_made_in_one_place() -> None:
    found = {path for path in SOURCES if "plotly_chart" in calls(path)}
    assert found == {DOOR}
    assert calls(DOOR).count("plotly_chart") == 1
    forbidden = {"show", "write_html", "to_html", "write_image"}  # a figure's own ways to appear
    assert not [path for path in SOURCES if forbidden & set(calls(path)) and "figures" in str(path)]


def test_the_one_place_forbids_the_cloud() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""


@pytest.mark.parametrize("query", [{"panel": "along"}, {"panel": "check"}, {"panel": "chord"}])
def test_what_is_sent_to_the_browser_forbids_it(query: dict[str, str]) -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    charts = app.run().get("plotly_chart")
    assert charts
    assert all(json.loads(each.proto.config)["showSendToCloud"] is False for each in charts)


def test_nothing_of_ours_draws_charts_by_itself() -> None:
    assert not [path for path in SCRIPTS if DRAWS.search(path.read_text("utf-8"))]
