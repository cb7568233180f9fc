"""The words of a lesson as HTML: cards, heavy words and the little mathematics that they have."""

import re
from html import escape

from core.sentences import _
from ui.lesson.words import CARD, MARK, holding

SIGNS = {"alpha": "α", "beta": "β", "kappa": "κ", "lambda": "λ", "cdot": "·", "times": "×"}
MATHS = re.compile(r"\$([^$]+)\$")
HEAVY = re.compile(r"\*\*(.+?)\*\*")
_SIGN = re.compile(r"\\([a-zA-Z]+)")
_RAISED = re.compile(r"\^(?:\{([^}]*)\}|(\w))")
_LETTER = re.compile(r"(?<![\w&<])([a-zA-Z])(?![\w>;])")


def rich(text: str) -> str:
    """A text in the language of who looks, as HTML."""
    return _cards(HEAVY.sub(r"<b>\1</b>", MATHS.sub(_maths, escape(_(text), quote=False))))


def _cards(text: str) -> str:
    return CARD.sub(
        lambda found: f'<a href="{MARK}{found[2]}">{found[1]}</a>{holding(found)}', text
    )


def _maths(found: re.Match[str]) -> str:
    """A formula as browsers write it without help: letters slanted, exponents raised."""
    slanted = _LETTER.sub(r"<i>\1</i>", found[1])
    plain = _SIGN.sub(lambda sign: SIGNS[sign[1]], slanted).replace("-", "−")
    return _RAISED.sub(lambda power: f"<sup>{power[1] or power[2]}</sup>", plain)
