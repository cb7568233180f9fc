"""Surfaces from files: every format gives back its values, everything else gets one sentence."""

import io
import pickle
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import surface_files as write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pseudo_language import spoken, untold

import landscapes
import optim
from core.sentences import _
from landscapes import GridLandscape, SurfaceFileError, from_file, inspect_file
from landscapes.files.source import MAX_BYTES

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data"
X = np.array([-1.5, -1.1, -0.8, -0.3, 0.1, 0.4, 0.9, 1.2, 2.0])
Y = np.array([-1.0, -0.5, 0.0, 0.7, 1.1, 1.5])
EDGES = ((-1.5, 2.0), (-1.0, 1.5))


def bowl(x: Any, y: Any) -> Any:
    """Nothing about it is symmetric, so that no swap of axes goes unseen."""
    return 1.5 + (x - 0.2) ** 2 + 2 * (y - 0.3) ** 2 + 0.3 * x * y + 0.1 * x**3


def values(x: Any = X, y: Any = Y) -> Any:
    return bowl(*np.meshgrid(x, y))


def made(z: Any, x: Any = X, y: Any = Y, **options: Any) -> GridLandscape:
    return from_file("made.npz", write.npz(x=x, y=y, loss=z), **options)


def holed() -> GridLandscape:
    z = values()
    z[3, 6] = np.inf
    return made(z)


# -- the formats


@pytest.mark.parametrize("shape", [(9, 6), (6, 6), (6, 9)])
@pytest.mark.parametrize("name", write.WITH_COORDINATES)
def test_values_lie_where_the_file_has_them(name: str, shape: tuple[int, int]) -> None:
    x, y = np.sort(X)[: shape[0]], np.linspace(-1, 1.5, shape[1])
    z = values(x, y)
    data = write.WITH_COORDINATES[name](x, y, z)
    facts = inspect_file(name, data)
    assert facts.shape == (len(y), len(x))
    assert not facts.needs_ranges
    s = from_file(name, data)
    assert s.bounds == facts.bounds == ((x[0], x[-1]), (y[0], y[-1]))
    np.testing.assert_allclose(s.fun(*np.meshgrid(x, y)), z, rtol=1e-12)


@pytest.mark.parametrize("shape", [(9, 6), (6, 6)])
@pytest.mark.parametrize("name", write.WITHOUT)
def test_a_table_without_coordinates_needs_ranges(name: str, shape: tuple[int, int]) -> None:
    x, y = (np.linspace(*edge, n) for edge, n in zip(EDGES, shape, strict=True))
    data = write.WITHOUT[name](values(x, y))
    assert inspect_file(name, data).needs_ranges
    with pytest.raises(SurfaceFileError, match="ranges of x and y are needed"):
        from_file(name, data)
    s = from_file(name, data, ranges=EDGES)
    assert s.bounds == EDGES
    np.testing.assert_allclose(s.fun(*np.meshgrid(x, y)), values(x, y), rtol=1e-12)


def test_a_landscaper_file_has_its_first_direction_along_the_rows() -> None:
    x, y = np.linspace(-1, 1, 7), np.linspace(-2, 2, 7)
    filled = np.array([[bowl(a, b) for b in y] for a in x])  # as its compute fills it
    s = from_file("l.npz", write.npz(loss=filled, coordinates=[x, y]))
    np.testing.assert_allclose(s.fun(*np.meshgrid(x, y)), values(x, y), rtol=1e-12)


@pytest.mark.parametrize(
    "name", [n for n in write.WITH_COORDINATES if n != "own.h5" and not n.endswith(".npz")]
)
def test_holes_stay_holes(name: str) -> None:
    z = values()
    z[3, 6] = np.inf if name.endswith("csv") else np.nan
    s = from_file(name, write.WITH_COORDINATES[name](X, Y, z))
    expected = ~np.isfinite(z)
    np.testing.assert_array_equal(np.isnan(s.fun(*np.meshgrid(X, Y))), expected)


def test_what_loss_landscape_did_not_compute_is_a_hole() -> None:
    z = values()
    z[:2] = np.nan
    data = write.h5_of_loss_landscape(X, Y, z)
    with h5py.File(io.BytesIO(data)) as file:
        assert (file["train_loss"][()] == -1).sum() == 2 * len(X)
    s = from_file("surface.h5", data)
    assert np.isnan(s.z[:2]).all()
    assert np.isfinite(s.z[2:]).all()


def test_coordinates_that_fall_are_turned_round() -> None:
    s = from_file("f.npz", write.npz(x=X[::-1], y=Y, loss=values()[:, ::-1]))
    np.testing.assert_allclose(s.fun(*np.meshgrid(X, Y)), values(), rtol=1e-12)


def test_layers_can_be_chosen_and_a_loss_comes_first() -> None:
    data = write.h5_of_loss_landscape(X, Y, values())
    facts = inspect_file("s.h5", data)
    assert (facts.layers, facts.layer) == (("train_acc", "train_loss"), "train_loss")
    assert from_file("s.h5", data, "train_acc").layer == "train_acc"
    assert from_file("s.h5", data, "train_acc").fun(X[0], Y[0]) == pytest.approx(
        100 - values()[0, 0]
    )
    with pytest.raises(SurfaceFileError, match="no layer “train_err”: it has “train_acc”"):
        from_file("s.h5", data, "train_err")


def test_the_columns_of_a_list_without_header_have_names() -> None:
    rows = [[a, b, *range(17)] for b in Y for a in X]
    text = "\n".join(",".join(map(str, row)) for row in rows).encode()
    facts = inspect_file("vits.csv", text)
    assert facts.layer == "NLL"
    assert len(facts.layers) == 17
    assert from_file("vits.csv", text).fun(X[2], Y[2]) == pytest.approx(2)
    other = "\n".join(",".join(map(str, row[:4])) for row in rows).encode()
    assert inspect_file("two.csv", other).layers == ("column 3", "column 4")


def test_the_logarithm_is_taken_before_the_spline() -> None:
    z = values()
    z[0, 0], z[0, 1] = 0.0, -1.0
    s = made(z, log=True)
    assert s.fun(X[4], Y[3]) == pytest.approx(np.log10(z[3, 4]), abs=1e-12)
    assert np.isnan(s.fun(X[0], Y[0]))
    assert np.isnan(s.fun(X[1], Y[0]))
    assert r"\log_{10}" in s.latex
    with pytest.raises(SurfaceFileError, match="0 positive values"):
        made(-np.abs(z), log=True)


# -- the landscape


SURFACES = {"plain": lambda: made(values()), "holed": holed}


@pytest.mark.parametrize("which", SURFACES)
def test_derivatives_agree_with_differences(which: str) -> None:
    s = SURFACES[which]()
    rng = np.random.default_rng(1)
    x, y = (rng.uniform(lo + 0.01, hi - 0.01, 300) for lo, hi in s.bounds)
    clear = (np.abs(x[:, None] - s.x).min(1) > 1e-3) & (np.abs(y[:, None] - s.y).min(1) > 1e-3)
    clear &= np.isfinite(s.fun(x, y))
    assert clear.sum() > 200
    x, y, h = x[clear], y[clear], 1e-4
    gx, gy = s.grad(x, y)
    np.testing.assert_allclose(gx, (s.fun(x + h, y) - s.fun(x - h, y)) / (2 * h), atol=1e-5)
    np.testing.assert_allclose(gy, (s.fun(x, y + h) - s.fun(x, y - h)) / (2 * h), atol=1e-5)
    hxx, hxy, hyy = s.hess(x, y)
    right, left = s.grad(x + h, y), s.grad(x - h, y)
    np.testing.assert_allclose(hxx, (right[0] - left[0]) / (2 * h), atol=1e-6)
    np.testing.assert_allclose(hxy, (right[1] - left[1]) / (2 * h), atol=1e-6)
    np.testing.assert_allclose(
        hyy, (s.grad(x, y + h)[1] - s.grad(x, y - h)[1]) / (2 * h), atol=1e-6
    )


@pytest.mark.parametrize("which", SURFACES)
def test_floats_and_arrays_agree_to_the_last_bit(which: str) -> None:
    s = SURFACES[which]()
    rng = np.random.default_rng(2)
    x = np.concatenate([rng.uniform(-2, 2.5, 400), np.tile(X, 2), [np.nan, np.inf, 0.0, -np.inf]])
    y = np.concatenate([rng.uniform(-1.5, 2, 400), np.resize(Y, 18), [0.0, 0.0, np.nan, 0.0]])
    for name in ("fun", "grad", "hess"):
        many = np.atleast_2d(getattr(s, name)(x, y))
        one = np.array([np.atleast_1d(getattr(s, name)(float(a), float(b)))
                        for a, b in zip(x, y, strict=True)]).T  # fmt: skip
        np.testing.assert_array_equal(many, one)
        assert np.isnan(many).any()
        assert np.isfinite(many).any()
    assert type(s.fun(0.1, 0.2)) is float
    assert all(type(g) is float for g in s.grad(0.1, 0.2))
    assert s.fun(np.zeros((2, 3)), 0.1).shape == (2, 3)


def test_the_border_belongs_to_the_surface_and_nothing_beyond_it() -> None:
    s = made(values())
    for x, y in ((X[0], 0.2), (X[-1], 0.2), (0.2, Y[0]), (0.2, Y[-1]), (X[-1], Y[-1])):
        assert np.isfinite(s.fun(x, y))
    for x, y in (
        (np.nextafter(X[0], -9), 0.0), (np.nextafter(X[-1], 9), 0.0),
        (0.0, np.nextafter(Y[0], -9)), (0.0, np.nextafter(Y[-1], 9)), (1e300, -1e300),
    ):  # fmt: skip
        assert np.isnan(s.fun(x, y))
        assert np.isnan(s.grad(x, y)).all()
        assert np.isnan(s.hess(x, y)).all()


def test_a_missing_value_takes_its_four_cells_and_no_other() -> None:
    s = holed()
    inside = np.nextafter(X[5], 9), np.nextafter(X[7], -9)
    assert np.isnan(s.fun(np.array([*inside, X[6], X[6]]), np.array([Y[3], Y[3], 0.1, 1.0]))).all()
    on_edges = s.fun(np.array([X[5], X[7], X[6], X[6]]), np.array([Y[3], Y[3], Y[2], Y[4]]))
    np.testing.assert_allclose(on_edges, bowl(np.array([X[5], X[7], X[6], X[6]]),
                                              np.array([Y[3], Y[3], Y[2], Y[4]])))  # fmt: skip


@pytest.mark.parametrize("slug", optim.names())
@pytest.mark.parametrize("which", SURFACES)
def test_every_optimizer_runs_on_it(which: str, slug: str) -> None:
    s = SURFACES[which]()
    run = optim.minimize(s, optim.get(slug), max_steps=60)
    assert np.isfinite(run.fun[:-1]).all()
    assert run.status in ("converged", "max_steps", "stalled", "left_domain")
    ends = optim.minimize_many(s, optim.get(slug), *(np.array([v]) for v in s.start), 60, 1e-6)
    assert (ends.status[0], ends.steps[0]) == (run.status, run.steps)
    np.testing.assert_array_equal([ends.x[0], ends.y[0]], [run.x[-1], run.y[-1]])


def test_runs_stop_at_the_border_and_at_holes() -> None:
    slope = made(np.broadcast_to(3 * X, (len(Y), len(X))).copy())
    gd = optim.get("gd", learning_rate=0.1)
    run = optim.minimize(slope, gd, (0.0, 0.25), 200)
    assert (run.status, run.steps) == ("left_domain", 6)
    assert "not defined at (−1.8, 0.25)" in run.message
    z = np.broadcast_to(3 * X, (len(Y), len(X))).copy()
    z[2, 2] = np.nan
    run = optim.minimize(made(z), gd, (0.0, 0.25), 200)
    assert run.status == "left_domain"
    assert X[1] < run.x[-1] < X[3]


def test_two_are_equal_when_file_and_options_are() -> None:
    data = write.npz(x=X, y=Y, loss=values(), other=values() + 1)
    one, two = from_file("a.npz", data), from_file("b.npz", data)
    assert one == two
    assert hash(one) == hash(two)
    other = [from_file("a.npz", data, "other"), from_file("a.npz", data, log=True), holed()]
    assert len({one, *other}) == 4
    with pytest.raises(AttributeError):
        one.layer = "x"  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        one.z[0, 0] = 1
    back = pickle.loads(pickle.dumps(one))
    assert back == one
    assert back.fun(0.3, 0.4) == one.fun(0.3, 0.4)


def test_the_lowest_minimum_is_found_where_it_is_smooth() -> None:
    x, y = np.linspace(-1.5, 1.5, 21), np.linspace(-1, 1, 17)
    s = made(values(x, y), x, y)
    ((px, py),) = s.minima
    assert np.hypot(*s.grad(px, py)) < 1e-10
    exact = landscapes.from_formula(
        "1.5 + (x - 0.2)^2 + 2*(y - 0.3)^2 + 0.3*x*y + 0.1*x^3", ((-1.5, 1.5), (-1, 1))
    )
    assert np.hypot(*exact.grad(px, py)) < 1e-3
    assert [p.kind for p in landscapes.critical_points(s)] == ["minimum"]
    assert made(np.broadcast_to(X, (len(Y), len(X))).copy()).minima == ()
    dented = values(x, y)
    dented[0, 0] = -100.0
    assert made(dented, x, y).minima == ()


@pytest.mark.parametrize("which", SURFACES)
def test_it_starts_on_the_surface_with_a_race_that_moves(which: str) -> None:
    s = SURFACES[which]()
    assert np.isfinite(s.fun(*s.start))
    for slug, knobs in s.race.items():
        run = optim.minimize(s, optim.get(slug, **knobs))
        assert run.status in ("converged", "max_steps")
        assert run.fun[-1] < run.fun[0]


def test_it_starts_away_from_border_and_holes() -> None:
    x = np.linspace(-1, 1, 41)
    z = np.broadcast_to(x, (41, 41)).copy()
    assert made(z, x, x).start == pytest.approx((-0.6, 0.7), abs=0.06)
    z[35, 8] = np.nan
    (px, py), step = made(z, x, x).start, x[1] - x[0]
    assert max(abs(px - x[8]), abs(py - x[35])) > 2.4 * step
    assert np.hypot(px + 0.6, py - 0.7) < 5 * step


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1.0, 1e3, 1e5])
def test_start_and_race_suit_any_scale(scale: float) -> None:
    s = made(values() / scale, X * scale, Y * scale)
    assert np.isfinite(s.fun(*s.start))
    for slug, knobs in s.race.items():
        assert optim.get(slug, **knobs)


def test_a_single_known_cell_is_enough() -> None:
    z = np.full((len(Y), len(X)), np.nan)
    z[:2, -2:] = values()[:2, -2:]
    s = made(z)
    assert np.isfinite(s.fun(*s.start))
    assert s.minima == ()
    assert set(s.race) == {"gd", "momentum", "adam"}
    z[0, -1] = np.nan
    with pytest.raises(SurfaceFileError, match="3 finite values, and nowhere four"):
        made(z)


def test_its_title_is_the_name_of_the_file_as_text() -> None:
    data = write.h5_of_loss_landscape(X, Y, values())
    s = from_file("C:\\data\\../my\n surface.h5", data, log=True)
    assert s.title == "my? surface.h5: train_loss, log₁₀"
    assert len(from_file("n" * 5000, data).title) < 100
    assert s.latex == r"\text{spline through } \log_{10} \text{ of } 9 \times 6 \text{ values}"


# -- what is refused


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return file.getvalue()


def huge_npz() -> bytes:
    """400 MB of zeros in 400 kB."""
    shape = (5000, 10000)
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(118)
    magic = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header))
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("loss.npy", "w") as member,
    ):
        member.write(magic + header)
        for _ in range(50):
            member.write(bytes(8_000_000))
    return file.getvalue()


def lying_npy() -> bytes:
    """A header that promises 80 GB."""
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000), }".ljust(118)
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + bytes(64)


def built_h5(build: Callable[[Any], None]) -> bytes:
    file = io.BytesIO()
    with h5py.File(file, "w") as made:
        build(made)
    return file.getvalue()


def chunk_bomb(file: Any) -> None:
    """A chunk much larger than the table in it."""
    file["x"], file["y"] = X, Y
    file.create_dataset("loss", (6, 9), "f8", maxshape=(None, None), chunks=(10_000, 10_000),
                        compression="gzip")  # fmt: skip


def elsewhere(file: Any) -> None:
    file["x"], file["y"] = X, Y
    file.create_dataset("loss", (6, 9), "f8", external=[("/etc/hostname", 0, 432)])


def virtual(file: Any) -> None:
    layout = h5py.VirtualLayout((6, 9), "f8")
    layout[:] = h5py.VirtualSource("/etc/other.h5", "loss", (6, 9))
    file["x"], file["y"] = X, Y
    file.create_virtual_dataset("loss", layout)


def linked(file: Any) -> None:
    file["x"], file["y"] = X, Y
    file["loss"] = h5py.ExternalLink("/etc/other.h5", "/loss")
    file["again"] = h5py.SoftLink("/loss")


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE VTKFile [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<VTKFile type="PolyData"><PolyData>&b;</PolyData></VTKFile>'
)
FILES_OF_A_SERVER = b'<?xml version="1.0"?><!DOCTYPE VTKFile SYSTEM "file:///etc/passwd"><VTKFile/>'
WALK = np.cumsum(np.ones((20, 3)) * [0.1, 0.07, 0.3], axis=0)
GOOD = write.h5_of_loss_landscape(X, Y, values())
ASCII = write.vtp(X, Y, values())

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "blank": (lambda: b"\n \n", "no line with values"),
    "large": (lambda: b"1" * (MAX_BYTES + 1), "at most 20 MB"),
    "pickle": (lambda: pickle.dumps({"loss": [1.0]}), "pickle"),
    "objects.npy": (lambda: write.npy(np.array([{}, None]), pickled=True), "pickle"),
    "objects.npz": (lambda: write.npz(x=X, y=Y, loss=np.array([{}], object)), "pickle"),
    "model.pt": (lambda: zipped(archive__data__pkl=b"", archive__data=b"").replace(
        b"archive.data.pkl", b"archive/data.pkl"), "PyTorch"),
    "other.zip": (lambda: zipped(readme__txt=b"hello"), "zip archive without the arrays"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
    "packed.gz": (lambda: b"\x1f\x8b" + bytes(99), "gzip"),
    "pointer": (lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS"),
    "page.html": (lambda: b"<!doctype html><html><p>no</html>", "XML"),
    "page2.html": (lambda: b"<html><p>not closed</html>", "web page"),
    "binary": (lambda: bytes(range(256)), "not a kind of file"),
    "json": (lambda: b'{"x": [1, 2]}', "JSON"),
    "direction.h5": (lambda: write.h5(xdirection=X, ydirection=Y), "direction file"),
    "trajectory.h5": (lambda: write.h5(proj_xcoord=X, proj_ycoord=X), "trajectory"),
    "curve.h5": (lambda: write.h5(xcoordinates=X, train_loss=X), "1-D file"),
    "begun.h5": (lambda: write.h5(xcoordinates=X, ycoordinates=Y), "no values yet"),
    "minus one.h5": (lambda: write.h5(xcoordinates=X, ycoordinates=Y, train_loss=-np.ones((9, 6))),
                     "0 finite values"),
    "cut off.h5": (lambda: GOOD[: len(GOOD) // 2], "cut off"),
    "elsewhere.h5": (lambda: built_h5(elsewhere), "other files"),
    "virtual.h5": (lambda: built_h5(virtual), "other files"),
    "linked.h5": (lambda: built_h5(linked), "no values"),
    "bomb.h5": (lambda: built_h5(chunk_bomb), "packed in a way"),
    "huge.h5": (lambda: built_h5(lambda f: f.create_dataset("loss", (10**7, 10**7), "f4",
                                                           chunks=(10, 10))), "1001 x 1001"),
    "texts.h5": (lambda: write.h5(loss="nothing"), "nothing in it"),
    "cut off.npz": (lambda: write.npz(x=X, y=Y, loss=values())[:-30], "cut off"),
    "huge.npz": (huge_npz, "1001 x 1001"),
    "huge.npy": (lying_npy, "cut off"),
    "cut off.npy": (lambda: write.npy(values())[:-8], "cut off"),
    "complex.npy": (lambda: write.npy(values() + 1j), "real numbers"),
    "curve.npy": (lambda: write.npy(X), "curve"),
    "picture.npy": (lambda: write.npy(np.zeros((9, 9, 3))), "picture"),
    "volume.npy": (lambda: write.npy(np.zeros((9, 9, 9))), "3 axes"),
    "volume.npz": (lambda: write.npz(loss=np.zeros((5,) * 3), coordinates=np.zeros((3, 5))),
                   "dim=2"),
    "curve.npz": (lambda: write.npz(x=X, loss=X), "curve"),
    "curves.npz": (lambda: write.npz(train=X, test=X), "curve"),
    "walk.npz": (lambda: write.npz(x=WALK[:, 0], y=WALK[:, 1], loss=WALK[:, 2]), "trajectory"),
    "no fit.npz": (lambda: write.npz(x=X, y=Y, loss=np.zeros((7, 7))), "6 x 9 values is needed"),
    "same.npz": (lambda: write.npz(x=X * 0, y=Y, loss=values()), "coordinates in x are the same"),
    "nan.npz": (lambda: write.npz(x=X * np.nan, y=Y, loss=values()), "not finite"),
    "far.npz": (lambda: write.npz(x=X * 1e9, y=Y, loss=values()), "-1e6 to 1e6"),
    "small.npz": (lambda: write.npz(x=X[:3], y=Y, loss=values()[:, :3]), "at least 4 x 4"),
    "wide.npz": (lambda: write.npz(loss=np.zeros((5, 1002))), "at most 1001 x 1001"),
    "walk.csv": (lambda: write.table(WALK), "trajectory"),
    "named walk.csv": (lambda: b"x,y,loss\n" + write.table(WALK), "trajectory"),
    "curve.csv": (lambda: write.table(WALK[:, :2]), "curve"),
    "line.csv": (lambda: b"1,2,3,4", "one line"),
    "log.csv": (lambda: b"epoch,loss,acc,rate\n" + write.table(WALK[:, [0, 1, 2, 2]]), "“epoch”"),
    "cut off.csv": (lambda: write.points(X, Y, values())[:-25], "cut off"),
    "word.csv": (lambda: write.points(X, Y, values()) + b"\n1,2,![x](http://a.b)", "Row 55"),
    "header.csv": (lambda: b"x,y,loss\n", "no values"),
    "cut off.vtp": (lambda: ASCII[: len(ASCII) // 2], "cut off"),
    "entities.vtp": (lambda: LAUGHS, "declarations"),
    "entities 16.vtp": (lambda: LAUGHS.decode().encode("utf-16"), "not a kind"),
    "files.vtp": (lambda: FILES_OF_A_SERVER, "declarations"),
    "other.vtu": (lambda: ASCII.replace(b"PolyData", b"UnstructuredGrid"), "PolyData"),
    "deep.vtp": (lambda: b"<a>" * 100_000, "too deep"),
    "raw.vtp": (lambda: b'<VTKFile type="PolyData"><AppendedData encoding="raw">_\x01\x02',
                "raw data"),
    "walk.vtp": (lambda: write.vtp(X[:1], Y, values()[:, :1]), "no grid"),
}  # fmt: skip


def is_one_sentence(text: str) -> bool:
    """Dots in names of files and functions do not count."""
    return text.endswith(".") and ". " not in text and "\n" not in text and len(text) < 300


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_surface_gets_one_sentence(name: str) -> None:
    make, words = REFUSED[name]
    data = make()
    with pytest.raises(SurfaceFileError) as refused:
        from_file(name, data, ranges=None)
    assert words in str(refused.value)
    assert is_one_sentence(str(refused.value))


@pytest.mark.parametrize("name", REFUSED)
def test_the_sentence_is_told_in_any_language(name: str) -> None:
    with pytest.raises(SurfaceFileError) as refused:
        from_file(name, REFUSED[name][0](), ranges=None)
    with spoken():
        assert untold(_(str(refused.value))) == []


@pytest.mark.parametrize(
    "name", ["large", "huge.npz", "huge.npy", "huge.h5", "bomb.h5", "deep.vtp"]
)
def test_bombs_take_no_room(name: str) -> None:
    data = REFUSED[name][0]()
    tracemalloc.start()
    try:
        with pytest.raises(SurfaceFileError):
            inspect_file(name, data)
        assert tracemalloc.get_traced_memory()[1] < 32_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "ranges", [((0, 0), (0, 1)), ((0, 1),), ((0, float("nan")), (0, 1)), "text", ((0, 1e9), (0, 1))]
)
def test_ranges_are_checked(ranges: Any) -> None:
    with pytest.raises(SurfaceFileError, match="The ranges cannot be used"):
        from_file("t.npy", write.npy(values()), ranges=ranges)


def test_ranges_are_for_files_without_coordinates() -> None:
    with pytest.raises(SurfaceFileError, match="leave the ranges out"):
        made(values(), ranges=EDGES)


def test_only_bytes_are_read() -> None:
    with pytest.raises(SurfaceFileError, match="bytes"):
        from_file("a.csv", "1,2\n3,4")  # type: ignore[arg-type]


BROKEN = [make(X, Y, values()) for make in write.WITH_COORDINATES.values()]
BROKEN += [make(values()) for make in write.WITHOUT.values()]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(BROKEN),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    st.floats(0.3, 1.2),
)
def test_no_damage_raises_anything_else(
    data: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    broken = bytearray(data)
    for where, byte in changes:
        broken[int(where * (len(broken) - 1))] = byte
    broken = broken[: int(kept * len(broken))]
    try:
        facts = inspect_file("broken", bytes(broken))
        s = from_file("broken", bytes(broken), ranges=EDGES if facts.needs_ranges else None)
    except SurfaceFileError as refused:
        assert is_one_sentence(str(refused))  # noqa: PT017 - most, not all, are refused
    else:
        assert np.isfinite(s.fun(*s.start))
        assert len(s.minima) <= 1
        assert set(s.race) == {"gd", "momentum", "adam"}


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        inspect_file("any", data)
    except SurfaceFileError as refused:
        assert is_one_sentence(str(refused))  # noqa: PT017


# -- published files


def published(name: str) -> bytes:
    path = PUBLISHED / name
    if not path.is_file():
        pytest.skip("the published surfaces are not here")
    return path.read_bytes()


def test_a_published_surface_of_loss_landscape() -> None:
    data = published("surface_epoch_0.h5")
    s = from_file("surface_epoch_0.h5", data)
    with h5py.File(io.BytesIO(data)) as file:
        x, y, z = (file[name][()] for name in ("xcoordinates", "ycoordinates", "train_loss"))
    grid_x, grid_y = np.meshgrid(x, y)  # as the tool's own plot_2D.py draws it
    np.testing.assert_allclose(s.fun(grid_x, grid_y), z, rtol=1e-12)
    ((px, py),) = s.minima
    assert (px, py) == pytest.approx((-0.109, -0.255), abs=1e-3)


def test_a_published_list_of_points_with_infinite_cells() -> None:
    data = published("resnet50_cifar100_losslandscape.csv")
    assert inspect_file("r.csv", data).layer == "NLL"
    rows = np.array([line.split(",") for line in data.decode().split()], float)
    s = from_file("r.csv", data)
    seen = s.fun(rows[:, 0], rows[:, 1])
    finite = np.isfinite(rows[:, 4])
    assert (~finite).sum() == np.isnan(s.z).sum() == 31
    alone = np.isnan(seen) & finite  # a value with no known cell around it
    assert alone.sum() < 10
    np.testing.assert_allclose(seen[finite & ~alone], rows[finite & ~alone, 4], rtol=1e-9)
    weights = from_file("r.csv", data, "l2", log=True)
    np.testing.assert_allclose(weights.fun(rows[:, 0], rows[:, 1]), np.log10(rows[:, 3]))


def test_a_published_direction_file_is_refused() -> None:
    with pytest.raises(SurfaceFileError, match="direction file"):
        from_file("direction_epoch_0.h5", published("direction_epoch_0.h5"))
