"""The pages of the basin map and the sweep, without a browser."""

import csv
import io
import json

import numpy as np
import pytest
from apptest import MAIN, give, named, opened_at
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from ui.maps import basins_cells, basins_picture, csv_tables, sweep_cells
from ui.maps import job as map_job
from ui.maps.basins import Basins
from ui.maps.sweep import Sweep


def quiet(share: float) -> None:
    """Nobody listens."""


def opened(name: str, **query: str) -> AppTest:
    return opened_at(name, query)


@pytest.mark.parametrize("slug", optim.names())
def test_every_optimizer_can_be_mapped(slug: str) -> None:
    for name in ("basins", "sweep"):
        app = opened(name, race=slug, steps="20", cells="64")
        assert not app.warning
        assert optim.CLASSES[slug].title in app.title[0].value.replace("\\", "")
        assert bool(app.info) == (not optim.CLASSES[slug].takes_arrays)


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_surface_can_be_mapped(slug: str) -> None:
    for name in ("basins", "sweep"):
        app = opened(name, surface=slug, steps="20", cells="64")
        assert not app.warning
        assert "From (" in app.text[0].value or "step" in app.text[0].value


def test_a_formula_can_be_mapped() -> None:
    for name in ("basins", "sweep"):
        app = opened(name, surface="formula", formula="x^2 + sin(3*y)", steps="20", cells="64")
        assert not app.warning


def test_an_uploaded_surface_can_be_mapped_and_is_missed_elsewhere() -> None:
    file = io.BytesIO()
    x = np.linspace(-1, 1, 21)
    np.savez(file, x=x, y=x, z=np.add.outer(x**2, (x - 0.2) ** 2))
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.run()
    app.switch_page("../pages/upload.py").run()
    give(app, "mine.npz", file.getvalue())
    app.run()
    named(app.button, "Race on it").click().run()
    app.switch_page("../pages/playground.py").run()
    needed = {k: v for k, v in link(app).items() if k.startswith("file") or k == "surface"}
    assert needed["surface"] == "upload"
    for name in ("basins", "sweep"):
        app.switch_page(f"../pages/{name}.py")
        for key, value in {**needed, "steps": "50", "cells": "64", "race": "gd"}.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        assert not app.warning
        assert "mine" in app.title[0].value
        elsewhere = opened(name, **link(app))
        assert "mine" in elsewhere.warning[0].value


def test_a_slow_surface_says_why_its_map_is_coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_job, "gradient_seconds", lambda landscape, many: 1e-6)
    for name in ("basins", "sweep"):
        app = opened(name, steps="20", cells="64", gtol="0.5")
        assert "takes long to evaluate" in app.info[0].value
    monkeypatch.undo()
    assert not opened("basins", steps="20", cells="64", gtol="0.5").info


def test_a_mean_over_seeds_says_so() -> None:
    app = opened("sweep", noise="0.1", seeds="3", steps="20", cells="64")
    assert any("mean over 3 seeds" in caption.value for caption in app.caption)
    app = opened("sweep", steps="20", cells="64", seeds="3")
    assert not any("mean over" in caption.value for caption in app.caption)


def test_a_surface_of_samples_says_that_a_map_sees_all() -> None:
    samples = landscapes.get("linear_classifier").samples
    app = opened("basins", surface="linear_classifier", steps="10", cells="64")
    assert any(f"all {samples} samples" in caption.value for caption in app.caption)


def test_the_tables_hold_every_cell() -> None:
    page = Basins.from_query({"steps": "100"})[0]
    ends = basins_cells.basin_ends(page, 64, quiet)
    text = csv_tables.basins(page, 64, ends, basins_picture.picture_of(page, ends)).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 64 * 64
    x, y = basins_cells.starts(page, 64)
    row = rows[5 * 64 + 7]
    assert (float(row["x"]), float(row["y"])) == (x[7], y[5])
    assert float(row["loss"]) == ends.fun[5, 7]
    sweep = Sweep()
    text = csv_tables.sweep(sweep, 64, sweep_cells.sweep_means(sweep, 64, quiet)).decode()
    rows, grid = list(csv.DictReader(io.StringIO(text))), sweep_cells.knobs_at(sweep, 64)
    assert len(rows) == 64 * 64
    row = rows[5 * 64 + 7]
    assert float(row["learning_rate"]) == grid["learning_rate"][0, 7]
    assert float(row["momentum"]) == grid["momentum"][5, 0]


def link(app: AppTest) -> dict[str, str]:
    return {k: v[0] if isinstance(v, list) else v for k, v in dict(app.query_params).items()}


@pytest.mark.parametrize("name", ["basins", "sweep"])
def test_another_surface_keeps_the_optimizer_and_another_optimizer_the_surface(name: str) -> None:
    app = opened(name, cells="64", steps="20")
    named(app.selectbox, "Optimizer").select("adam").run()
    assert not app.exception
    named(app.selectbox, "Surface").select("beale").run()
    assert not app.exception
    assert link(app)["race"] == "adam"
    assert link(app)["surface"] == "beale"
    assert link(app)["steps"] == "20"
    named(app.selectbox, "Surface").select("formula").run()
    assert not app.exception
    assert "formula" in link(app)
    assert not app.warning


def test_a_sweep_goes_along_the_knobs_that_were_chosen() -> None:
    app = opened("sweep", race="adam", cells="64", steps="20")
    named(app.selectbox, "Across").select("beta1").run()
    assert not app.exception
    assert (link(app)["x"], link(app)["y"]) == ("beta1", "learning_rate")
    named(app.selectbox, "Upwards").select("beta2").run()
    assert not app.exception
    assert (link(app)["x"], link(app)["y"]) == ("beta1", "beta2")
    again = opened("sweep", **link(app))
    assert named(again.selectbox, "Upwards").value == "beta2"
    number = next(w for w in app.number_input if w.label.endswith("from"))
    number.set_value(0.5).run()
    assert not app.exception
    assert link(app)["x.range"].startswith("0.5~")


def test_the_sensitivity_on_rosenbrock_is_drawn_and_says_why_by_loss() -> None:
    app = opened("sweep", surface="rosenbrock", cells="64")
    said = " ".join(caption.value for caption in app.caption)
    assert "Hardly any of these runs gets below the tolerance within 500 steps" in said
    assert "so the last loss is drawn" in said
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert figure["layout"]["yaxis"]["title"]["text"] == "last loss above the minimum"
    assert len(figure["data"]) == 4
