"""The question that a link begins with: what is asked, and what is said to the answer.

The questions are those of lessons (`lessons.asks`). What came of the race is measured when it is
over, so no link can call a wrong answer right; a teacher's own question has no right answer here.
"""

import math
from collections.abc import Callable
from typing import Any

from core.sentences import N_, Sentence, counted, joined, sentence
from core.written import number, place
from lessons import Choice, Choose, Estimate, Place, Point
from optim import Status
from ui.scene import answers
from ui.scene.handout import FEWEST_CHOICES
from ui.scene.run_race import Raced, title
from ui.scene.scene import Scene
from ui.scene.scene_title import listed

Question = Choose | Estimate | Point
FATES = (
    (N_("It converges at a minimum."), {Status.CONVERGED}),
    (
        N_("It comes to rest elsewhere, such as at a saddle."),
        {Status.SADDLE, Status.MAXIMUM, Status.STALLED},
    ),
    (N_("It diverges or leaves the surface."), {Status.DIVERGED, Status.LEFT_DOMAIN}),
    (N_("It is still on its way at the end."), {Status.MAX_STEPS, Status.MAX_EVALUATIONS}),
)
NONE_CONVERGES, NONE_CONVERGED = N_("None of them converges."), N_("None of them converged.")
YES_NO = N_("Yes"), N_("No")
CLOSE = 0.75, 4 / 3
"""Which estimates count as close, as shares of the number itself."""
NEAR = 0.08
"""How far from the end of a run a place may lie, as a share of the window's diagonal."""
OWN_QUESTION = N_("What do you expect?")
LOOK = N_("The race has decided: does it show what you expected?")


def question_of(scene: Scene, raced: list[Raced] | None = None) -> Question | None:
    """What a scene asks; with its race, also what is right and what is said to an answer."""
    if not scene.handout.asks(len(scene.race)):
        return None
    make: dict[str, Callable[[Scene, list[Raced] | None], Question]] = {
        "first": _first,
        "fate": _fate,
        "steps": _steps,
        "place": _place,
        "own": _own,
    }
    return make[scene.handout.ask](scene, raced)


def verdict_on(scene: Scene, raced: list[Raced]) -> answers.Verdict | None:
    """What is said to the answer that was given; None where there is none to this question."""
    ask, said = question_of(scene, raced), scene.handout.said
    return answers.verdict(ask, answers.kept(ask, said)) if ask else None


def has_right_answer(scene: Scene) -> bool:
    """Whether the race tells which answer is right."""
    return scene.handout.ask != "own"


# -- one for each kind --------------------------------------------------------------------------


def _first(scene: Scene, raced: list[Raced] | None) -> Choose:
    labels = scene.labels()
    took = {r.label: r.trajectory.steps for r in raced or () if _arrived(r)}
    fastest = [label for label in took if took[label] == min(took.values())]
    says = _said_of_first(fastest, took) if raced is not None else ""
    choices = [Choice(title(label), says, label in fastest) for label in labels]
    last = Choice(NONE_CONVERGES, says, raced is not None and not fastest)
    return Choose(N_("Which one converges in the fewest steps?"), (*choices, last))


def _said_of_first(fastest: list[str], took: dict[str, int]) -> Sentence:
    if not fastest:
        return NONE_CONVERGED
    names = listed(map(title, fastest))
    return counted(
        "Converged first, after {n} step: {names}.", "Converged first, after {n} steps: {names}.",
        took[fastest[0]], names=names,
    )  # fmt: skip


def _fate(scene: Scene, raced: list[Raced] | None) -> Choose:
    run = _run_of(scene, raced)
    message = run.trajectory.message if run else ""
    choices = tuple(
        Choice(says, message, run is not None and run.trajectory.status in statuses)
        for says, statuses in FATES
    )
    asked = sentence("What becomes of this optimizer: {name}?", name=title(_of(scene)))
    return Choose(asked, choices)


def _steps(scene: Scene, raced: list[Raced] | None) -> Estimate:
    run, most = _run_of(scene, raced), float(max(2, scene.steps))
    right = float(run.trajectory.steps) if run and _arrived(run) else math.nan
    low, high = (right * share for share in CLOSE) if right == right else (math.inf, math.inf)
    took = counted("It took {n} step.", "It took {n} steps.", int(right)) if right == right else ""
    ends = took or (run.trajectory.message if run else "")
    asked = sentence("How many steps does it need to converge: {name}?", name=title(_of(scene)))
    too_low = joined((N_("It took longer."), ends)) if took else ends
    too_high, close = joined((N_("It was faster."), ends)), joined((N_("Close."), ends))
    return Estimate(
        asked, 1.0, most, right, (low, high), lambda: right, too_low, too_high, close,
        unit=N_("steps"), logarithmic=most > 20, drawn="steps",
    )  # fmt: skip


def _place(scene: Scene, raced: list[Raced] | None) -> Point:
    run, of = _run_of(scene, raced), _of(scene)
    asked = sentence("Where will it be at the end: {name}? Click on the map.", name=title(of))
    if run is None:
        return Point(asked, (), "", of)
    at = float(run.trajectory.x[-1]), float(run.trajectory.y[-1])
    if not all(map(math.isfinite, at)):
        return Point(asked, (), run.trajectory.message, of)
    (x_lo, x_hi), (y_lo, y_hi) = scene.landscape().bounds
    ended = sentence("It ended at {place}.", place=place(*at, 3))
    within = NEAR * math.hypot(x_hi - x_lo, y_hi - y_lo)
    return Point(asked, (Place(at, within, ended, right=True),), ended, of)


def _own(scene: Scene, raced: list[Raced] | None) -> Choose:
    handout = scene.handout
    says = handout.ask_choices if len(handout.ask_choices) >= FEWEST_CHOICES else YES_NO
    return Choose(handout.ask_says or OWN_QUESTION, tuple(Choice(one, LOOK) for one in says))


# -- of the race ----------------------------------------------------------------------------------


def _of(scene: Scene) -> str:
    """The racer that is asked about: the first one unless told."""
    return scene.handout.ask_of or scene.labels()[0]


def _run_of(scene: Scene, raced: list[Raced] | None) -> Raced | None:
    return next((one for one in raced or () if one.label == _of(scene)), None)


def _arrived(one: Raced) -> bool:
    return one.trajectory.status == Status.CONVERGED


def said_in_words(ask: Any, answer: str) -> str:
    """An answer as it is told back."""
    match ask:
        case Choose():
            chosen = answers.chosen(ask, answer)
            return chosen.says if chosen else ""
        case Estimate():
            return sentence("{number} {unit}", number=number(float(answer), 3), unit=N_(ask.unit))
        case Point():
            return place(*(answers.place_of(answer) or (0.0, 0.0)), 3)
    return ""
