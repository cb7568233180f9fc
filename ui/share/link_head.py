"""What the head of a page says of its link to those who show it: chats, feeds, other pages."""

from collections.abc import Mapping
from urllib.parse import urlencode

from core.sentences import ENGLISH, N_, Sentence, counted, joined, language
from core.written import place
from ui.kit.downloads import version
from ui.kit.language import IN_LINK
from ui.scene.address import SCENE
from ui.scene.question import question_of
from ui.scene.scene import Scene
from ui.share import oembed
from ui.share.asked import OPTIONS
from ui.share.race_pictures import CARD


def tags(base: str, link: str, title: str, scene: Scene) -> list[tuple[str, str, str]]:
    """Kind, name and content of each meta element: Open Graph, and the cards of X."""
    wide, high = (str(side) for side in CARD)
    picture = card_address(base, scene)
    return [
        ("property", "og:url", link),
        ("property", "og:image", picture),
        ("property", "og:image:type", "image/png"),
        ("property", "og:image:width", wide),
        ("property", "og:image:height", high),
        ("property", "og:image:alt", title),
        ("name", "twitter:card", "summary_large_image"),
        ("name", "twitter:title", title),
        ("name", "twitter:image", picture),
    ]


def card_address(base: str, scene: Scene) -> str:
    """The picture of a scene, in the language of the page; chats keep pictures by addresses."""
    query: Mapping[str, str] = SCENE.query_of(scene)
    spoken = {} if language() == ENGLISH else {IN_LINK: language()}
    shown = {**query, **spoken, f"{OPTIONS}version": version().hex()[:8]}
    return f"{base}/export/card.png?{urlencode(shown, safe='~,:')}"


def discovery(base: str, link: str) -> str:
    """Where the HTML of a frame with this link is found."""
    return oembed.discovery(base, link)


def lesson(scene: Scene) -> Sentence:
    """What there is to see in a scene, or what it asks first, for the description of its link."""
    if ask := question_of(scene):
        return N_(ask.question)
    x, y = scene.start
    run = counted(
        "{n} step from {place}.", "{n} steps from {place}.", scene.steps, place=place(x, y)
    )
    return joined(filter(None, (scene.landscape().lesson, run)))
