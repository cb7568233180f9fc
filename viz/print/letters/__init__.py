"""Letters of pictures drawn without a browser: Pillow's own, and Korean ones from a file here.

The file has the letters that the catalogues use and no others; `tools/make_letters.py` makes it.
Its license is OFL.txt, beside it.
"""

import re
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).parent
FILE = FOLDER / "hangul.ttf"
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
NOT_IN_FONT = str.maketrans({"–": "-", "−": "-", "\u2011": "-", "—": "-"})
"""Signs that the fonts lack, and what is written for them."""
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def letters(text: str, size: float) -> tuple[Font, str]:
    """The font for a text, and the text as that can write it."""
    if HANGUL.search(text):
        return _korean(max(6, round(size))), text.translate(NOT_IN_FONT)
    return _latin(max(6, round(size))), text.translate(NOT_IN_FONT)


@lru_cache(maxsize=32)
def _latin(size: int) -> Font:
    """Pillow's own: there on every machine."""
    return ImageFont.load_default(size)


@lru_cache(maxsize=32)
def _korean(size: int) -> Font:
    return ImageFont.truetype(str(FILE), size)
