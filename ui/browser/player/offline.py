"""The player as one HTML file that plays without a server: all its modules, and one race."""

from collections.abc import Mapping
from html import escape

from core.sentences import _
from ui.browser import assets, one_file

Stages = Mapping[str, bytes]
"""What the stage is sent, by the racer looked at; the first one is shown first."""


def race_file(
    title: str, says: str, words: str, link: str, ground: bytes, stages: Stages
) -> str:  # fmt: skip
    """The whole file. `words` is HTML, all else is text; ground and stages as they are sent."""
    sent = {
        "first": next(iter(stages)),
        "ground": one_file.packed(ground),
        "old": _("This browser is too old for the pictures."),
        "stages": {label: one_file.packed(stage) for label, stage in stages.items()},
    }
    written = {
        "title": escape(title),
        "heading": escape(title),
        "says": escape(says),
        "words": words,
        "bare": escape(_("The pictures need JavaScript.")),
        "in_app": escape(_("This race in the app:")),
        "link": escape(link),
        "styles": assets.text("shared/common.css"),
        "stage": assets.text("player/stage.html"),
    }
    template = assets.text("player/offline.html")
    return one_file.page(template, "player/offline_race.js", written, sent)
