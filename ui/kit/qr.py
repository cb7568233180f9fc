"""A link as a QR code: dark on light in either theme, as cameras want it."""

import io

from core.sentences import N_

LONGEST = 800
"""Characters of a link: a code of more has modules too small for a projector."""
QUIET = 4
"""Modules of paper around it, as the standard asks for."""
SIZE = 8


class NoQrError(ValueError):
    """Why there is no code for a link, in a sentence for people."""


def svg_of(link: str) -> bytes:
    """The code as a drawing; raises NoQrError where there can be none."""
    try:
        import segno
    except ImportError:
        raise NoQrError(N_("This server makes no QR codes: segno is not installed.")) from None
    if len(link) > LONGEST:
        raise NoQrError(N_("This link is too long for a QR code that a phone could read."))
    made = io.BytesIO()
    code = segno.make_qr(link, error="l")
    code.save(
        made, kind="svg", scale=SIZE, border=QUIET, dark="#000000", light="#ffffff", xmldecl=False
    )
    return made.getvalue()
