"""What the experiments have in common: trainings as they end, and menus beside their charts."""

import pytest
from apptest import opened_at

from ui.experiments import as_they_end, taken


def test_results_are_put_to_their_kind_and_drawn_as_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(as_they_end, "PAUSE", -1.0)
    found: dict[str, list[int]] = {"a": [], "b": []}
    seen: list[tuple[int, int]] = []
    as_they_end.as_they_end(
        found,
        [("a", 1), ("b", 2), ("a", 3)],
        3,
        lambda done: seen.append((done, sum(map(len, found.values())))),
    )
    assert found == {"a": [1, 3], "b": [2]}
    assert seen == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize(
    "query",
    [
        {"show": "dropout"},
        {"show": "widths"},
        {"show": "ensembles", "members": "3", "cycle": "60", "samples": "200"},
        {"show": "search", "budget": "200"},
    ],
    ids=lambda query: query["show"],
)
def test_each_chart_has_a_menu_that_knows_its_key(
    query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would save nothing: it finds the chart by that."""
    menus: list[tuple[str, str]] = []
    monkeypatch.setattr(taken, "take_chart", lambda chart, _, file, __: menus.append((chart, file)))
    app = opened_at("experiments", {"v": "1"} | query)
    charts = sorted(each.proto.id.rpartition("-")[2] for each in app.get("plotly_chart"))
    assert charts
    assert sorted(chart for chart, _ in menus) == charts
    assert {file for _, file in menus} == {f"thalweg-{query['show']}"}
