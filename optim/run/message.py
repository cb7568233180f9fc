"""Why a run ended, in one sentence for people: at which step, where, and how high that is."""

from dataclasses import dataclass

from core.sentences import N_, Sentence, counted, sentence
from core.written import number, place
from optim.run.outcome import POORER, Outcome
from optim.status import Status, is_modest, is_near

CONVERGED = N_("Converged {place} after {steps}, at {point}: the gradient is at most {gtol}.")
CONVERGED_HIGHER = N_(
    "Converged {place} after {steps}, at {point}: the gradient is at most {gtol}, and the loss is"
    " {above} above the lowest known minimum."
)
CONVERGED_BY_DIFFERENCES = N_(
    "Converged after {steps}, at {point}, but only by its differences: the exact gradient there is"
    " {gradient}."
)
STOPPED = N_("Stopped {place} after {steps}, at {point}: the gradient is at most {gtol}.")
STOPPED_HIGHER = N_(
    "Stopped {place} after {steps}, at {point}: the gradient is at most {gtol}, and the loss is"
    " {above} above the lowest known minimum."
)
STOPPED_BY_DIFFERENCES = N_(
    "Stopped after {steps}, at {point}, but only by its differences: the exact gradient there is"
    " {gradient}."
)
STUCK = N_("Stuck after {steps}, at {point}: {why}.")
STUCK_AT_THE_LOWEST = N_(
    "Stuck after {steps}, at {point}: {why}, and the loss is that of the lowest known minimum."
)
STUCK_HIGHER = N_(
    "Stuck after {steps}, at {point}: {why}, and the loss is {above} above the lowest known"
    " minimum."
)
AWAY = N_("Diverged at step {step}: the point ran away to {point}.")
TOO_HIGH = N_("Diverged at step {step}: the loss reached {loss} at {point}.")
NO_GRADIENT = N_("Diverged at step {step}: the gradient is not defined at {point}.")
LEFT = N_("Left the domain at step {step}: the surface is not defined at {point}.")
OUT_OF_EVALUATIONS = N_(
    "Its evaluations end after {steps}, at {point}, where the gradient is still {gradient}."
)
OUT_OF_STEPS = N_("Stopped after all {steps}, at {point}, where the gradient is still {gradient}.")


@dataclass(frozen=True)
class End:
    """The last point of a run, for the sentence on why it ended there."""

    x: float
    y: float
    f: float
    gradient: float
    """Length of the exact gradient, whatever the method saw."""
    steps: int

    def message(self, status: Status, came: Outcome, gtol: float, ended: str) -> Sentence:
        """The sentence; `ended`: why the method itself could not go on."""
        return sentence(
            self._pattern(status, came, gtol),
            step=self.steps,
            steps=counted("{n} step", "{n} steps", self.steps),
            point=place(self.x, self.y),
            loss=number(self.f, 3),
            gradient=number(self.gradient, 3),
            above=number(came.above, 3),
            gtol=number(gtol, 6),
            place=came.place,
            why=ended,
        )

    def _pattern(self, status: Status, came: Outcome, gtol: float) -> str:
        if came.place:
            return self._at_rest(came, gtol)
        if status == Status.DIVERGED:
            return self._trouble()
        if status == Status.LEFT_DOMAIN:
            return LEFT
        if status == Status.STALLED:
            if came.above == 0:
                return STUCK_AT_THE_LOWEST
            return STUCK_HIGHER if came.above > 0 else STUCK
        return OUT_OF_EVALUATIONS if status == Status.MAX_EVALUATIONS else OUT_OF_STEPS

    def _at_rest(self, came: Outcome, gtol: float) -> str:
        converged = came.word in (Status.CONVERGED, POORER)
        if not self.gradient <= 10 * gtol:
            return CONVERGED_BY_DIFFERENCES if converged else STOPPED_BY_DIFFERENCES
        if came.word != Status.CONVERGED and came.above > 0:
            return CONVERGED_HIGHER if converged else STOPPED_HIGHER
        return CONVERGED if converged else STOPPED

    def _trouble(self) -> str:
        """What is wrong with a point from which no run can go on."""
        if not is_near(self.x, self.y):
            return AWAY
        return NO_GRADIENT if is_modest(self.f) else TOO_HIGH
