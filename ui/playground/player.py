"""The playground's pictures: the race in the player, or plain; and what is picked in them."""

import math
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

import landscapes
from core.sentences import _, language
from ui.browser import player
from ui.controls import partial_rerun
from ui.controls.conditions import pick_start
from ui.controls.handed import is_free
from ui.controls.partial_rerun import CLOSER, METHODS
from ui.kit import address, plain_pictures
from ui.kit.cache import shared_cache
from ui.kit.kept import Kept
from ui.kit.takings import HERE, RACE
from ui.playground import asking, closer_controls, inspector, view_options
from ui.scene import advice, frames, pictures, samples
from ui.scene.address import SCENE, left_moment
from ui.scene.handout import FREE
from ui.scene.predicted import at_rest, seen_by_now
from ui.scene.run_race import Raced, as_found, run_race
from ui.scene.scene import FARTHEST, Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

PLAYGROUND_STAGE = "stage"
KEPT_BYTES, SHARE, HEADER_BYTES = 24_000_000, 1 / 64, 10_000
"""What the player was sent is kept for the next who shows the same scene: so many bytes, none that
takes more than its share; and what a header takes."""
Sent = tuple[dict[str, Any], dict[str, bytes]]
CLOSER_PLACE = "closer-look"
"""Where the page has its closer look: the key of a container."""


def show(scene: Scene, raced: list[Raced]) -> None:
    """The plots of a race and the bar that plays it."""
    _ground(scene, raced)
    _plots(scene, raced)


@partial_rerun.part(partial_rerun.GROUND)
def _ground(scene: Scene, raced: list[Raced]) -> None:
    """The surface, sent again only where it is another one."""
    if not plain_pictures.are_wanted():
        lay(scene)


def lay(scene: Scene) -> None:
    """Send the player the surface."""
    facts = samples.facts(scene)
    player.lay("ground", pictures.ground_id(scene), frames.ground(scene), facts)


@partial_rerun.part(partial_rerun.PLOTS)
def _plots(scene: Scene, raced: list[Raced]) -> None:
    if plain_pictures.are_wanted():
        _plain(scene, raced)
    else:
        mount(scene, raced)


def mount(scene: Scene, raced: list[Raced]) -> None:
    """Show the race in the player; an uploaded surface stays with its session."""
    if scene.held:  # nothing of the race is sent before a question is answered
        raced = run_race(scene.begun)
    played = Played(scene, raced, language())
    header, parts = _sent(played) if scene.grid is not None else _known(played)
    if st.session_state.get(address.CAME_BACK):
        header = {**header, "back": True}
    if closer_controls.is_awaited(scene):
        header = {**header, "awaits": CLOSER_PLACE}
    acts = {"start": _start_picked, "view": _view_picked, "said": _said, "near": _come_near}
    player.put(PLAYGROUND_STAGE, header, parts, _focus_picked, _failed, acts)


@dataclass(frozen=True)
class Played:
    """A race to be shown."""

    scene: Scene
    raced: list[Raced]
    language: str

    def key(self) -> tuple[Scene, str]:
        """What decides how it is shown; the runs follow from the scene, and are kept elsewhere."""
        return self.scene, self.language


def _sent(played: Played) -> Sent:
    scene, raced = played.scene, played.raced
    return sent(scene, raced, None if scene.held else inspector.inspect(scene, raced))


def _bytes(made: Sent) -> int:
    return HEADER_BYTES + sum(len(part) for part in made[1].values())


_known = shared_cache(kept=Kept(KEPT_BYTES, _bytes, SHARE), key=Played.key)(_sent)


def sent(scene: Scene, raced: list[Raced], inspect: bytes | None) -> Sent:
    """What the player is sent of a race: a header, and parts. `inspect`: numbers of one racer."""
    runs, chart = pictures.runs(scene, raced), pictures.chart_of(scene, raced)
    drawn = frames.frames(scene, seen_by_now(runs, scene.held), chart)
    if scene.held:
        runs = [at_rest(run) for run in runs]
    header = {
        **asking.predicted(scene, drawn),
        "ground": pictures.ground_id(scene),
        "focus": scene.focused(),
        "link": as_found(scene, raced).to_query(),
        "moment": _moment(scene),
        "welcome": scene == WELCOME,
        "takes": RACE if scene.grid is None else HERE,
        "title": _(scene_title(scene)),
        "file": f"thalweg-{scene.surface.replace('_', '-')}",
        "sliders": _sliders(scene),
        "options": view_options.options(scene),
        "advice": {} if scene.held else _advice(scene, raced),
        **({} if scene.handout.state("start") == FREE else {"fixed": True}),
        **asking.asked(scene, raced),
    }
    parts = {"play": frames.moves(scene, runs, chart)} | ({"inspect": inspect} if inspect else {})
    return header, parts | samples.parts(scene)


def _advice(scene: Scene, raced: list[Raced]) -> dict[str, tuple[str, ...]]:
    found = advice.of_race(scene, raced)
    return {label: tuple(map(_, sentences)) for label, sentences in found.items()}


def _moment(scene: Scene) -> dict[str, Any]:
    """What the stage shows first: a moment that a link names, or a question and its answer."""
    if scene.handout.asks(len(scene.race)):
        return asking.moment(scene)
    return {**scene.moment.told(), **({"hidden": scene.hidden} if scene.hidden else {})}


def _sliders(scene: Scene) -> dict[str, float | tuple[str, float]]:
    """The numbers one can turn, by key of the widget; with that in the link, if it is another."""
    if scene.held:
        return {}
    found: dict[str, float | tuple[str, float]] = {
        name: float(getattr(scene, name)) for name in ("steps", "noise", "seeds", "batch", "count")
    }
    built = scene.landscape()
    if scene.surface in landscapes.CLASSES:
        found |= {
            f"surface.{scene.surface}.{name}": (f"surface.{name}", float(getattr(built, name)))
            for name, knob in built.knobs.items()
            if not knob.words
        }
    for label, racer in zip(scene.labels(), scene.race, strict=True):
        racing = racer.build()
        found |= {f"{label}.{name}": float(getattr(racing, name)) for name in racing.knobs}
    return found


# -- what is picked there ----------------------------------------------------------------------


def _start_picked() -> None:
    """Somebody picked a start; while it is still moving (`live`) only the plots follow."""
    told = player.told(PLAYGROUND_STAGE, "start")
    if not is_free(SCENE.current(), "start"):
        return
    try:
        x, y = (float(v) for v in told["at"])
        if not all(math.isfinite(v) and abs(v) <= FARTHEST for v in (x, y)):
            return
    except (TypeError, ValueError, KeyError):
        return
    pick_start((x, y))
    if told.get("live"):
        SCENE.amend(start=(x, y))
    else:
        # While it moved the scene followed already, but only the plots were drawn.
        scene = replace(SCENE.current(), start=(x, y))
        _show(scene, *partial_rerun.of_start(scene))


def _focus_picked() -> None:
    """Somebody picked a racer."""
    label = player.told(PLAYGROUND_STAGE, "focus")
    scene = SCENE.current()
    if label in scene.labels():
        address.set_to("focus", label)
        st.session_state[closer_controls.FOCUS] = label
        _show(replace(scene, focus=label), CLOSER)


def _view_picked() -> None:
    """Somebody picked an option of a picture: the parts that show it follow."""
    scene = SCENE.current()
    now = view_options.picked(scene, player.told(PLAYGROUND_STAGE, "view"))
    if now is not None and now != scene and is_free(scene, "view"):
        _show(left_moment(now))


def _come_near() -> None:
    """Somebody came near to what is drawn only when it is looked at."""
    st.session_state[closer_controls.LOOKED_AT] = True
    partial_rerun.draw(CLOSER, METHODS)
    st.rerun()


def _said() -> None:
    """Somebody answered the question of the link."""
    asking.answered(PLAYGROUND_STAGE)


def _show(changed: Scene, *more: str) -> None:
    """The scene was changed: run the parts that show it, or else the whole page."""
    partial_rerun.show(changed, *more)
    SCENE.amend(**vars(changed))
    st.rerun()


def _failed() -> None:
    """The player cannot work in this browser."""
    if player.told(PLAYGROUND_STAGE, "failed"):
        plain_pictures.want(True)
        st.rerun()


# -- without the player ---------------------------------------------------------------------


def _plain(scene: Scene, raced: list[Raced]) -> None:
    """The same pictures as plain figures: nothing plays, and a start is typed."""
    if scene.held:
        asking.plain(scene)
        raced = run_race(scene.begun)
    runs = seen_by_now(pictures.runs(scene, raced), scene.held)
    plain_pictures.show(pictures.figures_of(scene, raced, runs), "plain")
    st.button(
        _("Try the player again"), on_click=_again, icon=":material/refresh:", type="tertiary"
    )


def _again() -> None:
    plain_pictures.want(False)
    st.rerun()
