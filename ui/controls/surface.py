"""“Surface”: which one is descended, its knobs or own formula, and “Scenes from the lecture”."""

import itertools
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import streamlit as st

import landscapes
from core.knob import Knob, knobs_of
from core.parts import Values
from core.sentences import N_, _, sentence
from landscapes import FormulaError, FormulaLandscape
from ui.controls import by_sight, partial_rerun
from ui.controls.handed import is_free, is_omitted, lock
from ui.kit import address, locks
from ui.kit.address import held, set_to
from ui.kit.text import plain, pointer
from ui.kit.widgets import folded, knob_widget
from ui.scene import formula_draft, lecture_scenes, uploads
from ui.scene.address import SCENE
from ui.scene.scene import Scene

OPENS_WITH = ("race", "start", "steps")
"""What a surface says of the scene it opens with."""
WINDOW_LABELS = N_("x from"), N_("x to"), N_("y from"), N_("y to")
FORMULA_HELP = N_("Press Enter to use it. ^ is a power; 3x is 3*x, but xy has to be x*y.")
KEEPS = N_("The last formula that worked stays.")
AWAITS = N_("Until it works, another is shown.")
"""What is shown meanwhile, where a formula has a mistake."""


class SceneHolder(Protocol):
    """Where a page keeps its scene."""

    def current(self) -> Scene:
        """The scene as it was last drawn."""

    def adopt(self, value: Scene) -> None:
        """Start over from another scene."""


def surface_controls(scene: Scene, holder: SceneHolder = SCENE) -> Scene:
    """Which surface, and its knobs or formula; another one starts over."""
    _open_draft()
    slug = scene.surface
    if not is_omitted(scene, "surface"):
        with lock(scene, "surface"):
            slug = _which(scene, holder)
    if slug == "formula":
        return _of_formula(scene, holder)
    if slug == "upload":
        st.caption(_("Another file or layer: see the page Upload a surface."))
        return scene
    knobs = knobs_of(landscapes.CLASSES[slug]).items()
    built = scene.landscape()
    values = tuple((n, _knob(scene, k, getattr(built, n), holder)) for n, k in knobs)
    scene = _with_knobs(scene, values, holder)
    if is_free(scene, "surface"):
        _lecture_scenes(slug, holder)
        if isinstance(built, FormulaLandscape):
            words = _("Edit a copy of this formula")
            st.button(words, on_click=_edit_copy, args=(holder,), icon=":material/edit:")
    return scene


def _which(scene: Scene, holder: SceneHolder) -> str:
    """The slug of the surface that is chosen."""
    slugs = (*landscapes.names(), "formula")
    names = {slug: landscapes.CLASSES[slug].title for slug in landscapes.names()}
    names["formula"] = N_("Own formula …")
    uploaded = scene.grid or uploads.latest()
    if uploaded:
        slugs = (*slugs, "upload")
        names["upload"] = sentence("File: {name}", name=uploaded.title)
    by_sight.surface_button(scene.surface, partial(_pick, holder))
    chosen: str = st.selectbox(
        _("Surface"),
        slugs,
        format_func=lambda slug: _(names[slug]),
        key=held("surface", scene.surface),
        on_change=_change_surface,
        args=(holder,),
        **locks.options(),
    )
    return chosen


def _of_formula(scene: Scene, holder: SceneHolder) -> Scene:
    """The editor, if the link has it; scenes on own formulas are offered beside it."""
    if is_free(scene, "surface"):
        _lecture_scenes("formula", holder)
    if is_omitted(scene, "surface"):
        return scene
    with lock(scene, "surface"):
        return _own_formula(scene)


def _lecture_scenes(slug: str, holder: SceneHolder) -> None:
    """Scenes on this surface that make a point, a click away; none on a page of maps."""
    scenes = lecture_scenes.on(slug) if holder is SCENE else ()
    fold = folded(N_("Scenes from the lecture"), "lecture") if scenes else None
    if fold is None or not fold.open:
        return
    with fold:
        for k, one in enumerate(scenes):
            st.button(
                _(one.title),
                key=f"tale.{slug}.{k}",
                help=_(one.says),
                width="stretch",
                on_click=SCENE.adopt,
                args=(lecture_scenes.opened(one),),
            )


def _with_knobs(scene: Scene, knobs: Values, holder: SceneHolder) -> Scene:
    """The scene with these knobs; what still is as the surface opened follows where it opens now.

    A knob may choose among data sets, each with a window, a start and a race of its own.
    """
    made = replace(scene, surface_knobs=knobs)
    if made.surface_knobs == scene.surface_knobs:
        return made
    moved = _opens_elsewhere(scene, made)
    if moved:
        holder.adopt(replace(made, **moved))
        st.rerun()
    return made


def _opens_elsewhere(scene: Scene, made: Scene) -> dict[str, Any]:
    """What the surface with other knobs opens with, of that which is as it opened before."""
    before, now = (Scene.opening(s.surface, surface_knobs=s.surface_knobs) for s in (scene, made))
    left = [name for name in OPENS_WITH if getattr(scene, name) == getattr(before, name)]
    return {n: getattr(now, n) for n in left if getattr(now, n) != getattr(before, n)}


def _knob(scene: Scene, knob: Knob, value: float, holder: SceneHolder) -> float:
    """A knob of the surface; where pictures follow its scene, they alone are drawn again."""
    key, in_link = f"surface.{scene.surface}.{knob.name}", f"surface.{knob.name}"
    if is_omitted(scene, in_link):
        return value
    followed = partial_rerun.follows(key, partial(_with_knob, knob.name)) if holder is SCENE else {}
    with lock(scene, in_link):
        return knob_widget(knob, key, value, **followed)


def _with_knob(name: str, scene: Scene, value: float) -> Scene | None:
    """The scene with another value of a knob; None where it opens with another start or race."""
    knobs = tuple((dict(scene.surface_knobs) | {name: float(value)}).items())
    made = replace(scene, surface_knobs=knobs)
    return None if _opens_elsewhere(scene, made) else made


def _change_surface(holder: SceneHolder) -> None:
    """A new surface opens on the race that makes its point."""
    slug = address.value_of("surface")
    if slug == "formula":
        _edit_copy(holder)
    else:
        grid = uploads.latest() if slug == "upload" else None
        handout = holder.current().handout.without_question()
        holder.adopt(Scene.opening(slug, grid=grid, handout=handout))


def _pick(holder: SceneHolder, slug: str) -> None:
    """A surface picked elsewhere than in the menu."""
    address.set_to("surface", slug)
    _change_surface(holder)


def _edit_copy(holder: SceneHolder) -> None:
    scene = holder.current()
    built = scene.landscape()
    if isinstance(built, FormulaLandscape) and scene.surface != "formula":
        holder.adopt(replace(scene, surface="formula", formula=built.text, window=built.bounds))
    elif scene.surface != "formula":  # a file or samples: there is no formula to copy
        holder.adopt(Scene.opening("formula", formula="x^2 + y^2", window=built.bounds))


def _open_draft() -> None:
    """The editor on the formula of a link that has a mistake."""
    draft = formula_draft.taken()
    if draft is None:
        return
    text, window = draft
    set_to("surface", "formula")
    set_to("formula", text)
    for label, edge in zip(WINDOW_LABELS, itertools.chain(*window), strict=True):
        set_to(f"window.{label}", edge)


def _own_formula(scene: Scene) -> Scene:
    text = st.text_input(
        _("f(x, y) ="),
        key=held("formula", scene.formula),
        **locks.options(help=_(FORMULA_HELP)),
    )
    functions = ", ".join(landscapes.FUNCTIONS)
    st.caption(_("x, y, numbers, pi, e, + - \\* / ^ ( ) and {functions}.", functions=functions))
    window = _window(scene)
    try:
        landscapes.from_formula(text, window)
    except FormulaError as error:
        shown = KEEPS if scene.surface == "formula" else AWAITS
        st.error(f"{plain(_(str(error)))} {_(shown)}")
        if error.position is not None:
            st.code(pointer(text, error.position), language=None)
        return scene
    return replace(scene, surface="formula", formula=text, window=window)


def _window(scene: Scene) -> Any:
    edges = [edge for interval in scene.window for edge in interval]
    cells = [*st.columns(2), *st.columns(2)]
    found = [
        cell.number_input(
            _(label), key=held(f"window.{label}", edge), format="%g", step=1.0, **locks.options()
        )
        for cell, label, edge in zip(cells, WINDOW_LABELS, edges, strict=True)
    ]
    return (found[0], found[1]), (found[2], found[3])
