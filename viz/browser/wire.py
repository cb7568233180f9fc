"""A header and numbers as one string of bytes, for the browser.

The format is described in ui/browser/shared/wire.md.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np


def blob(header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes]) -> bytes:
    """A header and named parts as one string of bytes, which `wire.js` takes apart.

    An array becomes float32; a header with numbers that are not finite is a ValueError.
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

    The steps of a run differ little, so most high bytes of these differences are 0.
    """
    width = int(kind[1:])
    bits = np.asarray(values, f"<f{width}").ravel().view(f"<u{width}")
    steps = np.diff(bits, prepend=np.zeros(1, bits.dtype))
    made = Woven(steps.view(np.uint8).reshape(-1, width).T.tobytes())
    made.kind = kind
    return made


def _padded(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % 4)
