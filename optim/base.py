"""What an optimizer is: a frozen set of knobs, and pure functions from one step to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args

from core.knob import Knobbed, knobs_of
from optim.elementary import Numeric
from optim.problem import Problem

State = tuple[Any, ...]
MOMENTA = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
"""Momenta that a search tries first."""
Group = Literal[
    "Downhill",
    "With memory",
    "Own rate for each coordinate",
    "Line search",
    "Curvature",
    "Without gradients",
]
GROUPS: tuple[Group, ...] = get_args(Group)
"""What methods know or do beyond the slope, from plain to elaborate."""


@dataclass(frozen=True)
class Optimizer(Knobbed):
    """A method of descent. Instances hold knobs only; what changes lives in the state."""

    slug: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[float] = 100
    teaches: ClassVar[Group]
    """Which of `GROUPS` it is shown in."""
    lesson: ClassVar[str]
    """One plain sentence on what the method does."""
    parents: ClassVar[tuple[str, ...]] = ()
    """The methods it was made from, by slug: each has what they have, and something of its own."""
    adds: ClassVar[str] = ""
    """What that is, or what a method without parents does, in a few words."""
    latex: ClassVar[tuple[str, ...]]
    """The update rule, line by line."""
    worked: ClassVar[tuple[str, ...]] = ()
    """The update as plain formulas, a line a sub-step in the method's order, for the inspector.

    "mu = beta1*mu' + (1 - beta1)*g": names are those of the record, the knobs, `g` (the derivative
    the step sees), `x` and `t` (1 in the first step); a prime means the value before the step. A
    line stands for both coordinates, unless its names end in _x and _y. Operators + - * / ^ and
    the functions of `optim.explain`, which reads them. A line with {names} tells in words what is
    no formula. Without any lines only the gradient and the step are shown.
    """
    divisor: ClassVar[str] = ""
    """A formula for what an adaptive method divides each coordinate by; it is drawn as an ellipse.
    """
    looked_from: ClassVar[str] = ""
    """A formula for the point from which the method looked ahead to x, where it takes the gradient;
    an arrow is drawn from there. "" where it takes it at the point it stands on."""
    source: ClassVar[str]
    convention: ClassVar[str] = ""
    """Where libraries or papers disagree: what is done here."""
    in_torch: ClassVar[str] = ""
    """The same method of `torch.optim` for the tensors `w`, with knobs in braces; empty where there
    is none."""
    state_names: ClassVar[tuple[str, ...]] = ()
    """Names of the state's entries, for the record of a run."""
    stochastic: ClassVar[bool] = False
    """Whether its steps draw random numbers: `problem.normal`, see `RandomProblem`."""
    gradient_free: ClassVar[bool] = False
    """Whether it asks for losses only. The engine still looks at the gradient, which is not
    counted, to see where the ground is flat."""
    takes_arrays: ClassVar[bool] = True
    """Whether `step` takes arrays. False where it branches on values: then it always gets floats,
    and `minimize_many` makes its runs one by one."""
    tuned: ClassVar[tuple[str, ...]] = ("learning_rate", "momentum")
    """The knobs that a fair race chooses, where the method has them."""
    training_rate: ClassVar[float | None] = None
    """A learning rate that trains small networks well; None where that is the default."""
    proportional: ClassVar[bool] = False
    """Whether steps are as long as the gradient makes them: twice the gradient, twice the step."""
    stable_formula: ClassVar[str] = ""
    """`stable_limit` for people."""
    fastest_title: ClassVar[str] = "Best in theory"
    """What `fastest_on` is called."""

    @property
    def has_rate(self) -> bool:
        """Whether there is a learning rate for a schedule to act on, with these knobs."""
        return self.takes_rate()

    @classmethod
    def takes_rate(cls) -> bool:
        """Whether there is a learning rate with some knobs at least."""
        return "learning_rate" in knobs_of(cls)

    @property
    def base_rate(self) -> Numeric:
        """The learning rate that a schedule multiplies; 1 where there is none."""
        return getattr(self, "learning_rate", 1.0)

    def torch(self) -> str:
        """The call that makes the same in PyTorch with these knobs; empty where nothing does."""
        named = self.in_torch.format(**{name: getattr(self, name) for name in self.knobs})
        return named and f"torch.optim.{named}"

    def stable_limit(self) -> Numeric:
        """c, where a quadratic's direction is unstable for a curvature above c / learning_rate.

        Along each eigenvector of the Hessian, with eigenvalue h and s = learning_rate h, the method
        is a recursion of its own. Beyond the limit its error must never fall below its first value.
        A float, or an array for knobs that are arrays; None where no such limit is known.
        """
        return None

    def critical_limit(self) -> Numeric:
        """The same for critical damping: runs creep along a direction below it and swing above."""
        return None

    def fastest_on(self, low: float, high: float) -> Mapping[str, float] | None:
        """The knobs that are fastest in the worst case for curvatures 0 < low <= high, if known."""
        return None

    def hazard(self, low: float, high: float) -> str:
        """What a step is bound to do wrong where the curvatures are low <= high: a sentence."""
        return ""

    def initial(self) -> State:
        """The state before the first step."""
        return ()

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """One step from (x, y), where the gradient is (gx, gy): the new x, y and state.

        Written with plain operators, it serves floats (one run) and arrays (many). What it asks
        of `problem` is counted. With noise, (gx, gy) is the noisy gradient, and `problem` is tilted
        by the same noise for the length of the step, as a mini-batch's loss would be; only a
        gradient-free method gets exact losses.
        """
        raise NotImplementedError

    def ended(self, state: State) -> str:
        """Why the method cannot go on from here, as a clause; empty where it can."""
        return ""

    def explained(self) -> tuple[str, ...]:
        """The lines of `worked` that hold with these knobs."""
        return self.worked

    def recorded(self, states: list[State]) -> dict[str, Numeric]:
        """The states of a run as named sequences, one entry a point."""
        return dict(zip(self.state_names, zip(*states, strict=True), strict=False))


@dataclass(frozen=True)
class Elementwise(Optimizer):
    """A method that treats each coordinate alike and alone: it is written as one `rule`."""

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """The step to subtract from the coordinate `x`, where its derivative is `g`; new state."""
        raise NotImplementedError

    def coordinate(self) -> State:
        """The state of one coordinate before the first step."""
        return (0.0,) * len(self.state_names)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """Further quantities of one coordinate, computed from its recorded state arrays."""
        return {}

    def initial(self) -> State:
        """Both coordinates' states."""
        return self.coordinate(), self.coordinate()

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Apply the rule to each coordinate."""
        step_x, state_x = self.rule(gx, state[0], x)
        step_y, state_y = self.rule(gy, state[1], y)
        return x - step_x, y - step_y, (state_x, state_y)
