"""The playground's pictures: the race in the player, or plain; and what is picked in them."""

import math
from dataclasses import dataclass, replace

import streamlit as st

from core.sentences import _, language
from ui.browser import player
from ui.controls import partial_rerun
from ui.controls.conditions import pick_start
from ui.controls.handed import is_free
from ui.controls.partial_rerun import CLOSER, METHODS
from ui.kit import address, plain_pictures
from ui.kit.cache import shared_cache
from ui.kit.kept import Kept
from ui.playground import asking, closer_controls, inspector, session_files, view_options
from ui.playground.sent import Sent, sent
from ui.scene import frames, pictures, samples
from ui.scene.address import SCENE, left_moment
from ui.scene.predicted import seen_by_now
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import FARTHEST, Scene

PLAYGROUND_STAGE = "stage"
KEPT_BYTES, SHARE, HEADER_BYTES = 24_000_000, 1 / 64, 10_000
"""What the player was sent is kept for the next who shows the same scene: so many bytes, none that
takes more than its share; and what a header takes."""
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
    if file := session_files.taken(scene):
        header, parts = header | file[0], parts | file[1]
    acts = {
        "take": _file_wanted,
        "start": _start_picked,
        "view": _view_picked,
        "said": _said,
        "near": _come_near,
    }
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


def _file_wanted() -> None:
    """Somebody wants a file that only this session can make."""
    session_files.want(player.told(PLAYGROUND_STAGE, "take"))


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
