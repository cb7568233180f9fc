"""Writes the same values in every format that can be read, the way each tool does it."""

import base64
import io
import zlib
from collections.abc import Callable
from typing import Any

import h5py
import numpy as np


def h5_of_loss_landscape(x: Any, y: Any, z: Any, holes: bool = True) -> bytes:
    """As plot_surface.py does: an array (nx, ny) of -1, filled through `ravel()`, x first."""
    losses = -np.ones((len(x), len(y)))
    for index, value in enumerate(z.ravel()):  # as numpy.meshgrid lists the places
        if np.isfinite(value):
            losses.ravel()[index] = value
    return h5(
        xcoordinates=x, ycoordinates=y, train_acc=100 - losses, train_loss=losses, dir_file=""
    )


def h5(**arrays: Any) -> bytes:
    file = io.BytesIO()
    with h5py.File(file, "w") as made:
        for name, values in arrays.items():
            made[name] = values
    return file.getvalue()


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def npy(array: Any, pickled: bool = False) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=pickled)
    return file.getvalue()


def points(x: Any, y: Any, z: Any, header: str = "", mark: str = ",") -> bytes:
    """One point a row, x first, as xxxnell/how-do-vits-work does."""
    rows = [
        mark.join((repr(float(a)), repr(float(b)), repr(float(z[j, i]))))
        for j, b in enumerate(y)
        for i, a in enumerate(x)
    ]
    return "\n".join([header, *rows] if header else rows).encode()


def table(z: Any, mark: str = ",") -> bytes:
    return "\n".join(mark.join(repr(float(v)) for v in row) for row in z).encode()


def framed(x: Any, y: Any, z: Any) -> bytes:
    """As pandas writes a table with coordinates: nothing in the corner."""
    head = ",".join(["", *(repr(float(v)) for v in x)])
    rows = [
        ",".join([repr(float(b)), *(repr(float(v)) for v in row)])
        for b, row in zip(y, z, strict=True)
    ]
    return "\n".join([head, *rows]).encode()


def vtp(x: Any, y: Any, z: Any, form: str = "ascii", values: bool = True) -> bytes:
    """A PolyData surface: ascii as h52vtp.py, base64 plain or packed or appended as VTK itself."""
    grid_x, grid_y = np.meshgrid(x, y)
    xyz = np.stack([grid_x.ravel(), grid_y.ravel(), z.ravel()], axis=1)
    appended = ""

    def array(name: str, numbers: Any, components: int) -> str:
        nonlocal appended
        tag = f'<DataArray type="Float64" Name="{name}" NumberOfComponents="{components}"'
        if form == "ascii":
            text = " ".join(repr(float(v)) for v in numbers.ravel())
            return f'{tag} format="ascii">\n {text}\n</DataArray>'
        text = _packed(numbers.tobytes()) if form == "packed" else _plain(numbers.tobytes())
        if form == "appended":
            appended, at = appended + text, len(appended)
            return f'{tag} format="appended" offset="{at}"/>'
        return f'{tag} format="binary">\n {text}\n</DataArray>'

    data = f"<PointData>{array('zvalue', z, 1)}</PointData>" if values else ""
    where = f"<Points>{array('Points', xyz, 3)}</Points>"
    packer = ' compressor="vtkZLibDataCompressor"' if form == "packed" else ""
    rest = f'<AppendedData encoding="base64">_{appended}</AppendedData>' if appended else ""
    return (
        '<?xml version="1.0"?>\n<VTKFile type="PolyData" version="1.0" byte_order="LittleEndian"'
        f' header_type="UInt64"{packer}><PolyData><Piece NumberOfPoints="{len(xyz)}">{data}{where}'
        f"</Piece></PolyData>{rest}</VTKFile>"
    ).encode()


def _plain(raw: bytes) -> str:
    return base64.b64encode(np.uint64(len(raw)).tobytes() + raw).decode()


def _packed(raw: bytes) -> str:
    block = 128
    parts = [raw[i : i + block] for i in range(0, len(raw), block)]
    packed = [zlib.compress(part) for part in parts]
    head = np.array([len(parts), block, len(parts[-1]) % block, *map(len, packed)], np.uint64)
    return (base64.b64encode(head.tobytes()) + base64.b64encode(b"".join(packed))).decode()


WITH_COORDINATES: dict[str, Callable[[Any, Any, Any], bytes]] = {
    "loss-landscape.h5": h5_of_loss_landscape,
    "own.h5": lambda x, y, z: h5(x=x, y=y, loss=z),
    "own.npz": lambda x, y, z: npz(x=x, y=y, loss=z),
    "meshgrid.npz": lambda x, y, z: npz(
        **dict(zip(("X", "Y"), np.meshgrid(x, y), strict=True)), Z=z
    ),
    "meshgrid-ij.npz": lambda x, y, z: npz(
        **dict(zip(("X", "Y"), np.meshgrid(x, y, indexing="ij"), strict=True)), Z=z.T
    ),
    "points.npz": lambda x, y, z: npz(
        x=np.tile(x, len(y)), y=np.repeat(y, len(x)), loss=z.ravel()
    ),
    "points.csv": points,
    "named.csv": lambda x, y, z: points(x, y, z, "x,y,loss"),
    "falling.csv": lambda x, y, z: points(x[::-1], y[::-1], z[::-1, ::-1]),
    "commented.txt": lambda x, y, z: points(x, y, z, "# x y loss", " "),
    "decimal-comma.csv": lambda x, y, z: points(x, y, z, "x;y;loss", ";").replace(b".", b","),
    "framed.csv": framed,
    "ascii.vtp": vtp,
    "binary.vtp": lambda x, y, z: vtp(x, y, z, "binary"),
    "packed.vtp": lambda x, y, z: vtp(x, y, z, "packed"),
    "appended.vtp": lambda x, y, z: vtp(x, y, z, "appended"),
}  # fmt: skip
WITHOUT: dict[str, Callable[[Any], bytes]] = {
    "table.npy": npy,
    "fortran.npy": lambda z: npy(np.asfortranarray(z)),
    "table.npz": lambda z: npz(loss=z),
    "table.csv": table,
    "tabs.tsv": lambda z: table(z, "\t"),
    "table.h5": lambda z: h5(loss=z),
}
