"""Make the Korean letters of pictures that are drawn without a browser: viz/print/letters.

    python -m tools.make_letters NanumBarunGothic.ttf

Takes those letters of a font that the catalogues use, and the Latin, Greek and mathematical ones
that stand between them. The font is under the SIL Open Font License, which asks that what is made
of it has another name. Needs fonttools, which the app does not.
"""

import sys
from pathlib import Path

from ui.kit.language import CATALOGUES, LANGUAGES, catalogue, words_of
from viz.print import LETTERS

NAME = "Thalweg Hangul"
DRAWN = ("core", "viz", "optim", "landscapes", "ui/scene", "ui/maps", "ui/share")
"""The catalogues whose words are drawn: of methods, surfaces, results, titles and maps."""
FINE = 500
"""Units in the size of a letter: fewer make the file smaller, and no pixel another one."""
BESIDE = (
    *(chr(code) for code in range(0x20, 0x7F)),
    *"·×°±²³µß–—‘’“”…−≤≥≈∞→←√∑∂⁰¹⁴⁵⁶⁷⁸⁹⁻₀₁₂αβγδεθκλμνπρσφω",
)


def wanted() -> set[str]:
    """Every letter of all catalogues, and those beside them: a new text may have it tomorrow."""
    texts = (text for language in LANGUAGES for text in catalogue(language).values())
    return {letter for text in texts for letter in text if letter.isprintable()} | set(BESIDE)


def drawn_words(language: str) -> dict[str, str]:
    """The words of a language that may be drawn."""
    paths = (CATALOGUES / language / f"{name}.po" for name in DRAWN)
    return {k: text for path in paths if path.exists() for k, text in words_of(path, language)}


def make(source: Path) -> None:
    """Write the file."""
    from fontTools import subset
    from fontTools.ttLib.scaleUpem import scale_upem

    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 13, 14], notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "GDEF", "GPOS", "GSUB", "BASE", "DSIG", "gasp"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in wanted()])
    cutter.subset(font)
    scale_upem(font, FINE)
    names = font["name"]
    for number, text in ((1, NAME), (2, "Regular"), (4, NAME), (6, NAME.replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    LETTERS.parent.mkdir(exist_ok=True)
    subset.save_font(font, str(LETTERS), options)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
