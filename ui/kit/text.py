"""Text that came from a stranger is shown as text, never as Markdown or HTML."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&^=\"'/@])")
_ADDRESS = re.compile(r"(?i)(www|https?|ftp|mailto|xmpp|(?=@))(?=[.:@])")
_JOINER = "\u2060"


def plain(text: str) -> str:
    """The text with everything Markdown might act on escaped, bare addresses included.

    Those become links after escapes are resolved, so an invisible joiner breaks them up.
    """
    return _SPECIAL.sub(r"\\\1", _ADDRESS.sub(rf"\1{_JOINER}", text))


def pointer(text: str, position: int) -> str:
    """The part of a formula around a character, and below it a mark under that character."""
    lo = max(0, position - 30)
    shown = text[lo : lo + 60].replace("\n", " ")
    return f"{shown}\n{' ' * (position - lo)}^"
