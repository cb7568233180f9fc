"""A race as one HTML file: the player with the numbers of its racers, and what became of them."""

from dataclasses import replace
from html import escape
from itertools import islice

from core.sentences import _
from ui.browser import player
from ui.playground import inspector, race_in_words
from ui.playground.sent import sent
from ui.scene import frames, pictures, samples
from ui.scene.handout import USUAL
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from ui.scene.welcome import words_above

MOST_POINTS = 4000
"""Points of runs whose numbers the inspector explains, in all; of further racers only paths."""
ONLINE = ("moment", "options", "takes", "welcome")
"""What is sent to the stage and means nothing without a server."""


def offline(scene: Scene, raced: list[Raced], title: str, link: str) -> bytes:
    """The whole file."""
    scene = replace(scene, handout=USUAL)  # nobody is there to be asked
    says = words_above(scene)[1]
    laid = player.ground_bytes(
        pictures.ground_id(scene), frames.ground(scene), samples.facts(scene)
    )
    stages = {label: _stage(scene, raced, label) for label in _explained(scene, raced)}
    return player.race_file(_(title), _(says), _words(raced), link, laid, stages).encode()


def _explained(scene: Scene, raced: list[Raced]) -> list[str]:
    """The racers whose numbers come along: the one looked at first, then as many as fit."""
    lengths = {one.label: len(one.trajectory.x) for one in raced}
    order = sorted(lengths, key=lambda label: label != scene.focused())
    room = MOST_POINTS - lengths.get(scene.focused(), 0)
    found = order[:1]
    for label in islice(order, 1, None):
        room -= lengths[label]
        found += [label] if room >= 0 else []
    return found or [""]


def _stage(scene: Scene, raced: list[Raced], label: str) -> bytes:
    """What the stage is sent when this racer is looked at."""
    one = next((one for one in raced if one.label == label), None)
    inspect = inspector.inspect_one(scene, one) if one else None
    header, parts = sent(scene, raced, inspect)
    bare = {name: value for name, value in header.items() if name not in ONLINE}
    return player.stage_bytes(bare | {"focus": label, "fixed": True, "sliders": {}}, parts)


def _words(raced: list[Raced]) -> str:
    """Every run in a few sentences, as HTML."""
    told = ((escape(_(one.name)), escape(_(race_in_words.describe(one)))) for one in raced)
    rows = "".join(f"<tr><th>{name}</th><td>{words}</td></tr>" for name, words in told)
    return f"<table>{rows}</table>" if rows else ""
