"""A problem as the steps of one run see it: counted, and tilted by the noise of the step."""

from optim.conditions.differences import Differences
from optim.elementary import Numeric
from optim.problem import Differentiable, Point, RandomProblem


class Counter:
    """A problem that counts losses, gradients and Hessians; what it was asked before is free."""

    def __init__(self, problem: Differentiable) -> None:
        self._problem = problem
        self._known: dict[tuple[str, Numeric, Numeric], Numeric] = {}
        self.counts = [0, 0, 0]

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        """The loss."""
        return self._ask(0, "fun", x, y)

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        """The gradient."""
        return self._ask(1, "grad", x, y)

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        """The Hessian."""
        return self._ask(2, "hess", x, y)

    def switch(self, problem: Differentiable) -> None:
        """Go on counting on another problem, about which nothing is known."""
        self._problem, self._known = problem, {}

    def forget(self, but: Point) -> None:
        """Forget what was asked about all points but one."""
        self._known = {key: value for key, value in self._known.items() if key[1:] == but}

    def _ask(self, index: int, what: str, x: Numeric, y: Numeric) -> Numeric:
        key = (what, x, y)
        if key not in self._known:
            self.counts[index] += 1
            self._known[key] = getattr(self._problem, what)(x, y)
        return self._known[key]


class SeenProblem(RandomProblem):
    """What a method sees of a problem in its steps.

    Within a step, the noise n on the gradient is a tilt of the whole surface about the current
    point p: the loss is f(q) + n (q - p), so a line search sees losses and gradients that agree, as
    it would on a mini-batch. What was asked at a point is remembered until the end of the next
    step, and counts once. With mini-batches each step sees a loss of its own, see `switch`.
    """

    def __init__(
        self, problem: Differentiable, gradient_free: bool, differences: Differences | None
    ) -> None:
        self._counter = Counter(problem)
        self.counts = self._counter.counts
        self.normal = (0.0, 0.0)
        self.trials: list[tuple[int, float, float]] = []
        """Points asked about, with the step: all but those the run itself stands on."""
        self._known: dict[tuple[str, Numeric, Numeric], Numeric] = {}
        self._inner: Differentiable = self._counter
        if differences is not None:
            self._inner = differences.of(self._counter)
        self._exact = problem
        self._gradient_free = gradient_free
        self._step, self._at, self._tilt = 0, (0.0, 0.0), (0.0, 0.0)

    def switch(self, problem: Differentiable) -> None:
        """Another loss from here on: what is known of the one before is forgotten."""
        self._counter.switch(problem)
        self._known = {}

    def gradient_at(self, x: float, y: float) -> Numeric:
        """The gradient of what a step sees, without noise.

        Where the method needs none, it is the exact one of the whole loss, and free.
        """
        self._at = (x, y)
        if self._gradient_free:
            return self._exact.grad(x, y)
        return self._ask("grad", x, y)

    def enter_step(self, step: int, at: Point, noise: Point, normal: Point) -> None:
        """Enter a step that starts at a point: older points are forgotten."""
        self._known = {key: value for key, value in self._known.items() if key[1:] == at}
        self._counter.forget(at)
        self._step, self._at, self.normal = step, at, normal
        self._tilt = (0.0, 0.0) if self._gradient_free else noise

    def fun(self, x: float, y: float) -> Numeric:
        """The loss, tilted."""
        (nx, ny), (ax, ay) = self._tilt, self._at
        f = self._ask("fun", x, y)
        return f + (nx * (x - ax) + ny * (y - ay)) if nx or ny else f

    def grad(self, x: float, y: float) -> Numeric:
        """The gradient, tilted."""
        gx, gy = self._ask("grad", x, y)
        return gx + self._tilt[0], gy + self._tilt[1]

    def hess(self, x: float, y: float) -> Numeric:
        """The Hessian, which no tilt changes."""
        return self._ask("hess", x, y)

    def _ask(self, what: str, x: float, y: float) -> Numeric:
        key = (what, x, y)
        if key not in self._known:
            if (x, y) != self._at:
                self.trials.append((self._step, x, y))
            self._known[key] = getattr(self._inner, what)(x, y)
        return self._known[key]
