"""Text that came from a stranger is shown as text, never as Markdown or HTML."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&^=\"'/@])")


def plain(text: str) -> str:
    """The text with everything Markdown might act on escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def pointer(text: str, position: int) -> str:
    """The part of a formula around a character, and below it a mark under that character."""
    lo = max(0, position - 30)
    shown = text[lo : lo + 60].replace("\n", " ")
    return f"{shown}\n{' ' * (position - lo)}^"
