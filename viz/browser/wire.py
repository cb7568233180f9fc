"""Figures as text for the browser, the surface apart from what moves; numbers as plain bytes."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly


def pack(figure: go.Figure) -> tuple[str | None, str]:
    """JSON of the first trace where that is the surface (else None), and of all the rest.

    Arrays travel as base64 in their own number type; what is not finite becomes null.
    """
    plain = figure.to_dict()
    plain["layout"].pop("template", None)
    traces = plain["data"]
    surface = traces.pop(0) if traces and traces[0].get("name") == "surface" else None
    return surface and to_json_plotly(surface), to_json_plotly(plain)


def blob(header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes]) -> bytes:
    """A header and named parts as one string of bytes, which `binary.js` takes apart.

    Little-endian: uint32 length of the header, the header as UTF-8 JSON, zeros up to a multiple of
    4, then the parts, each at a multiple of 4. The header's `parts` has for each name its offset
    from the end of those zeros and its length in bytes, and its kind: "f4" for float32, "u1" for
    bytes, "d4" and "d8" for float32 and float64 as `woven` has them. An array becomes float32; a
    header with numbers that are not finite is a ValueError.
    """
    index: dict[str, tuple[int, int, str]] = {}
    chunks: list[bytes] = []
    offset = 0
    for name, part in parts.items():
        raw = part if isinstance(part, bytes) else np.asarray(part, "<f4").tobytes()
        index[name] = (offset, len(raw), getattr(part, "kind", "u1" if raw is part else "f4"))
        chunks.append(_padded(raw))
        offset += len(chunks[-1])
    whole = {**header, "parts": index}
    text = json.dumps(whole, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    return _padded(struct.pack("<I", len(text)) + text) + b"".join(chunks)


class Woven(bytes):
    """Numbers rearranged so that they pack to half of what plain ones do."""

    kind: str


def woven(values: Any, kind: str = "d4") -> Woven:
    """Float32 ("d4") or float64 ("d8") without loss, for the packing every connection does.

    The bits of each number less those of the one before, as unsigned integers; of these first all
    lowest bytes, then all next ones. The steps of a run differ little, so most high bytes are 0.
    """
    width = int(kind[1:])
    bits = np.asarray(values, f"<f{width}").ravel().view(f"<u{width}")
    steps = np.diff(bits, prepend=np.zeros(1, bits.dtype))
    made = Woven(steps.view(np.uint8).reshape(-1, width).T.tobytes())
    made.kind = kind
    return made


def _padded(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % 4)
