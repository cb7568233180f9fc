"""VTK's .vtp: points in space, each with values, in XML.

ParaView saves it, and h52vtp of loss-landscape. Links name such files by their digest, so it is
read for ever. expat and no tree of elements: nothing is kept that is not asked for, and a file with
declarations is refused where they begin.
"""

import base64
import re
import zlib
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import numpy as np

from core.sentences import N_
from landscapes.files.scattered_points import places
from landscapes.files.source import MAX_LAYERS, Source, SurfaceFileError

MAX_VALUES = 3 * 1001 * 1001
MAX_DEPTH = 16
MAX_ARRAYS = 256
TYPES = {
    "Float32": "f4", "Float64": "f8", "Int8": "i1", "UInt8": "u1", "Int16": "i2", "UInt16": "u2",
    "Int32": "i4", "UInt32": "u4", "Int64": "i8", "UInt64": "u8",
}  # fmt: skip
NEEDED = N_("a .vtp surface with points and values, saved as ascii or binary, is needed")
NOT_VTK = N_("This is XML or a web page, not a surface: {needed}.")


@dataclass
class Document:
    """What matters of an XML file: attributes of the root, and of each array with its text."""

    root: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    arrays: list[tuple[str, dict[str, str], list[str]]] = field(default_factory=list)
    """The element it stands in (Points, PointData), its attributes, its text in pieces."""
    appended: list[str] = field(default_factory=list)
    encoding: str = ""
    path: list[str] = field(default_factory=list)


def read(data: bytes) -> Source:
    """The surface over the x and y of the points; without values the height z is the layer."""
    document = _parsed(data)
    if document.kind != "VTKFile":
        raise SurfaceFileError(NOT_VTK, needed=NEEDED)
    if document.root.get("type") != "PolyData":
        raise SurfaceFileError(
            "This is a VTK file of another type than PolyData: {needed}.", needed=NEEDED
        )
    points = [entry for entry in document.arrays if entry[0] == "Points"]
    if len(points) != 1:
        raise SurfaceFileError(
            "This is a .vtp file with {count} sets of points: one is needed.", count=len(points)
        )
    xyz = _numbers(document, points[0]).reshape(-1, 3)
    found = places(xyz[:, 0], xyz[:, 1])
    if found is None:
        raise SurfaceFileError(
            "This is a .vtp file with {count} points that form no grid over x and y: a surface has"
            " one at every pair.",
            count=len(xyz),
        )
    layers: dict[str, Any] = {}
    for entry in [entry for entry in document.arrays if entry[0] == "PointData"][:MAX_LAYERS]:
        if entry[1].get("NumberOfComponents", "1") == "1" and entry[1].get("type") in TYPES:
            name = entry[1].get("Name") or f"array {len(layers) + 1}"
            layers.setdefault(name, lambda e=entry: found.table(_numbers(document, e)))
    layers = layers or {"height": lambda: found.table(xyz[:, 2])}
    return Source(N_("a .vtp surface"), (len(found.y), len(found.x)), layers, found.x, found.y)


# -- XML


def _parsed(data: bytes) -> Document:
    """The document. Entities, which can grow without end or name files, are refused."""
    document = Document()
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: Any) -> None:
        raise SurfaceFileError("This is XML with declarations of its own, which no .vtp file has.")

    def start(name: str, attributes: dict[str, str]) -> None:
        _start(document, name, attributes)

    def text(content: str) -> None:
        if document.path[-1:] == ["DataArray"] and document.arrays:
            document.arrays[-1][2].append(content)
        elif document.path[-1:] == ["AppendedData"]:
            document.appended.append(content)

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda _: document.path.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        if document.encoding == "raw":
            refused = N_("This is a .vtp file with raw data appended: {needed}.")
        elif document.kind == "VTKFile":
            refused = N_("This is a .vtp file that is cut off or damaged: copy it again, whole.")
        else:
            refused = NOT_VTK
        raise SurfaceFileError(refused, needed=NEEDED) from None
    return document


def _start(document: Document, name: str, attributes: dict[str, str]) -> None:
    if not document.path:
        document.kind, document.root = name, attributes
    if name == "DataArray":
        owner = document.path[-1] if document.path else ""
        document.arrays.append((owner, attributes, []))
    if name == "AppendedData":
        document.encoding = attributes.get("encoding", "")
    document.path.append(name)
    if len(document.path) > MAX_DEPTH or len(document.arrays) > MAX_ARRAYS:
        raise SurfaceFileError(
            "This is XML too deep or too long for a surface: {needed}.", needed=NEEDED
        )


# -- numbers


def _numbers(document: Document, entry: tuple[str, dict[str, str], list[str]]) -> np.ndarray:
    """The values of one array, float64."""
    _, attributes, pieces = entry
    form, content = attributes.get("format", "ascii"), "".join(pieces)
    if form == "ascii":
        values = np.array([float(word) for word in content.split()], np.float64)
    elif attributes.get("type") not in TYPES:
        raise SurfaceFileError("This is a .vtp file with an array of an unknown type.")
    else:
        if form == "appended":
            offset = int(attributes.get("offset", "0"))
            content = "".join(document.appended).strip().removeprefix("_")[offset:]
        order = ">" if document.root.get("byte_order") == "BigEndian" else "<"
        values = np.frombuffer(
            _decoded(document.root, content, order), order + TYPES[attributes["type"]]
        ).astype(np.float64)
    if values.size > MAX_VALUES:
        raise SurfaceFileError("This is a .vtp file of more than 1001 x 1001 points.")
    return values


def _decoded(root: dict[str, str], content: str, order: str) -> bytes:
    """The bytes behind VTK's base64: a header of lengths, then the data, packed or not.

    Unpacked data follow their header in one stretch of base64; packed ones begin a new one.
    (VTK File Formats, "XML file formats".)
    """
    content = re.sub(r"\s+", "", content)
    word = np.dtype(order + ("u8" if root.get("header_type") == "UInt64" else "u4"))
    if not root.get("compressor"):
        raw = base64.b64decode(_whole(content[: _base64(word.itemsize)]))
        (length,) = np.frombuffer(raw, word, 1).tolist()
        total = word.itemsize + min(length, 8 * MAX_VALUES)
        return base64.b64decode(_whole(content[: _base64(total)]))[word.itemsize : total]
    if root["compressor"] != "vtkZLibDataCompressor":
        raise SurfaceFileError(
            "This is a .vtp file packed with something but zlib: {needed}.", needed=NEEDED
        )
    raw = base64.b64decode(_whole(content[: _base64(word.itemsize)]))
    (blocks,) = np.frombuffer(raw, word, 1).tolist()
    head = (3 + min(blocks, 4096)) * word.itemsize
    sizes = np.frombuffer(base64.b64decode(content[: _base64(head)])[:head], word)[3:].tolist()
    packed = base64.b64decode(_whole(content[_base64(head) : _base64(head) + _base64(sum(sizes))]))
    return _unpacked(packed, sizes)


def _unpacked(packed: bytes, sizes: list[int]) -> bytes:
    parts, at, room = [], 0, 8 * MAX_VALUES
    for size in sizes:
        part = zlib.decompressobj().decompress(packed[at : at + size], room)
        parts.append(part)
        at, room = at + size, room - len(part)
        if room <= 0:
            raise SurfaceFileError("This is a .vtp file of more than 1001 x 1001 points.")
    return b"".join(parts)


def _base64(count: int) -> int:
    """How many letters so many bytes take."""
    return (count + 2) // 3 * 4


def _whole(content: str) -> str:
    """Base64 cut to a multiple of four letters."""
    return content[: len(content) // 4 * 4]
