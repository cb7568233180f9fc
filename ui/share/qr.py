"""The link of a scene as a QR code."""

from ui.kit.qr import NoQrError, svg_of
from ui.share.asked import Asked, NoSuchExportError


def as_svg(asked: Asked) -> bytes:
    """The code as a drawing."""
    try:
        return svg_of(asked.link)
    except NoQrError as error:
        raise NoSuchExportError(str(error)) from None
