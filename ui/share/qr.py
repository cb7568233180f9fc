"""The link of a scene as a QR code: dark on light in either theme, as cameras want it."""

import io

from core.sentences import N_
from ui.share.asked import Asked, NoSuchExportError

LONGEST = 800
"""Characters of a link: a code of more has modules too small for a projector."""
NO_CODES = N_("This server makes no QR codes: segno is not installed.")
QUIET = 4
"""Modules of paper around it, as the standard asks for."""
SIZE = 8


def as_svg(asked: Asked) -> bytes:
    """The code as a drawing."""
    try:
        import segno
    except ImportError:
        raise NoSuchExportError(NO_CODES) from None
    if len(asked.link) > LONGEST:
        raise NoSuchExportError(N_("This link is too long for a QR code that a phone could read."))
    made = io.BytesIO()
    code = segno.make_qr(asked.link, error="l")
    code.save(
        made, kind="svg", scale=SIZE, border=QUIET, dark="#000000", light="#ffffff", xmldecl=False
    )
    return made.getvalue()
