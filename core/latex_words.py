"""The words in a formula in LaTeX, its parts of text, told in the language of who looks."""

import re

from core.sentences import _

IN_TEXT = re.compile(r"\\text\{(\s*)([^{}]*?)(\s*)\}")


def words_in(latex: str) -> list[str]:
    """The words, one by one: for the catalogues."""
    return [found[1] for found in IN_TEXT.findall(latex)]


def told(latex: str) -> str:
    """The formula with its words told."""
    return IN_TEXT.sub(lambda m: rf"\text{{{m[1]}{_(m[2])}{m[3]}}}", latex)
