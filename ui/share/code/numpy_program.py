"""A race as one program that needs NumPy alone and takes the same steps to the last digit."""

from typing import Any

import optim
from core.sentences import N_, sentence
from core.standalone import standalone
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from ui.share.asked import Asked, NoSuchExportError
from ui.share.code.rates import rates_code

MEMBERS = ("rule", "coordinate", "initial", "step")
"""What of a method takes a step."""
SEEN = '''class Seen:
    """The surface as one step sees it, tilted by the noise on its gradient."""

    def __init__(self, kernels, at, noise, normal):
        self.kernels, self.at, self.noise, self.normal = kernels, at, noise, normal

    def fun(self, x, y):
        (nx, ny), (ax, ay) = self.noise, self.at
        f = self.kernels[0](x, y)
        return f + (nx * (x - ax) + ny * (y - ay)) if nx or ny else f

    def grad(self, x, y):
        gx, gy = self.kernels[1](x, y)
        return gx + self.noise[0], gy + self.noise[1]

    def hess(self, x, y):
        return self.kernels[2](x, y)'''
DESCEND = '''def descend(method, steps, rates=None, noise=None, kernels=None, gradient_free=False):
    """The points of a run, (steps + 1, 2)."""
    (x, y), state = START, method.initial()
    path = [(x, y)]
    for t in range(steps):
        if rates is not None:
            method = replace(method, learning_rate=rates[t])
        around = (0.0, 0.0) if noise is None else tuple(noise[t].tolist())
        seen_here = KERNELS if kernels is None else kernels[t]
        gx, gy = KERNELS[1](x, y) if gradient_free else seen_here[1](x, y)
        tilt = (0.0, 0.0) if gradient_free else around
        seen = Seen(seen_here, (x, y), tilt, NORMALS[t])
        x, y, state = method.step(x, y, gx + around[0], gy + around[1], state, seen)
        path.append((x, y))
    return np.array(path)'''
DIFFERENCED = '''def differenced(kernels):
    """The same loss with difference quotients for its gradient."""
    f = kernels[0]
    return f, lambda x, y: DIFFERENCES.grad(f, x, y), kernels[2]'''


def numpy_program(asked: Asked) -> str:
    """The whole program; raises NoSuchExportError for a surface that cannot be written out."""
    return "\n\n\n".join([said(asked), *parts(asked)]) + "\n"


def said(asked: Asked) -> str:
    """What it is, as the text that a module begins with."""
    return docstring(f"{asked.title}: the same race in plain NumPy.", asked.link)


def docstring(says: str, link: str) -> str:
    """The text that a module begins with; words of a link cannot end it."""
    text = f"{says}\n\n{link}".replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{text}\n"""'


def parts(asked: Asked) -> list[str]:
    """The program piece by piece: imports, surface, methods, the loop, the race."""
    scene, surface = asked.scene, asked.scene.landscape()
    if not surface.python:
        raise NoSuchExportError(
            sentence(
                "{surface} is too large to be written out as a program. Take its steps as CSV.",
                surface=N_(surface.title),
            )
        )
    imports = "import math\nfrom dataclasses import dataclass, replace\n\nimport numpy as np"
    return [
        imports,
        f"# The surface: {one_line(surface.title)}.\n\n{surface.python}",
        f"# The methods.\n\n{_gathered(asked)}",
        "\n".join(_constants(scene, asked.raced)),
        SEEN,
        DESCEND,
        _race(asked),
        ENDING,
    ]


ENDING = """if __name__ == "__main__":
    for name, path in race().items():
        x, y = path[-1].tolist()
        print(f"{name}: {len(path) - 1} steps to ({x:.6g}, {y:.6g}), loss {fun(x, y):.6g}")"""


def _gathered(asked: Asked) -> str:
    """The methods, schedules and whatever else a step needs, as they are written here."""
    scene = asked.scene
    wanted: dict[Any, tuple[str, ...]] = {type(one.optimizer): MEMBERS for one in asked.raced}
    wanted |= {type(one.schedule): ("factor",) for one in asked.raced if one.schedule}
    differences = scene.difference()
    if differences is not None:
        wanted[type(differences)] = ("grad",)
    if sizes(scene):
        wanted[optim.minibatch.order] = ()
    return standalone(wanted).rstrip()


def _constants(scene: Scene, raced: list[Raced]) -> list[str]:
    """The start, and what is drawn by chance."""
    most = max((one.trajectory.steps for one in raced), default=0)
    normals = any(one.optimizer.stochastic for one in raced)
    lines = [
        f"START = {scene.start!r}",
        "KERNELS = (fun, grad, hess)",
        f"NORMALS = np.random.default_rng(({scene.seed}, 1)).standard_normal(({most}, 2)).tolist()"
        if normals
        else f"NORMALS = [(0.0, 0.0)] * {most}",
    ]
    differences = scene.difference()
    if differences is not None:
        lines += [f"DIFFERENCES = {call(differences)}", "", "", DIFFERENCED, "", ""]
        lines += ["KERNELS = differenced(KERNELS)"]
    each = "differenced(part(row))" if differences is not None else "part(row)"
    for name, size in sizes(scene).items():
        order = f"order({scene.landscape().samples}, {size}, {most + 1}, {scene.seed})"
        lines.append(f"{name} = [{each} for row in {order}]")
    return lines


def sizes(scene: Scene) -> dict[str, int]:
    """The batch sizes of the race, by the name of their mini-batches in the program."""
    found = sorted({size for racer in scene.race if (size := scene.racer_batch(racer))})
    return {f"BATCHES_{size}" if len(found) > 1 else "BATCHES": size for size in found}


def _race(asked: Asked) -> str:
    lines = ["def race():", '    """The path of each racer, by name."""', "    paths = {}"]
    lines += ['    with np.errstate(all="ignore"):']
    for one in asked.raced:
        lines += [f"        {line}" for line in _run(asked.scene, one)]
    return "\n".join([*lines, "    return paths"]) if asked.raced else _NOBODY


_NOBODY = 'def race():\n    """Nobody races."""\n    return {}'


def _run(scene: Scene, one: Raced) -> list[str]:
    """The lines that make one path; why it ended stands above as a comment."""
    run, racer = one.trajectory, dict(zip(scene.labels(), scene.race, strict=True))[one.label]
    options = []
    lines = [f"# {one_line(run.message)}"]
    if one.schedule is not None:
        lines += rates_code(one, one.schedule, scene)
        options.append("rates=rates")
    scale = scene.racer_noise(racer)
    if scale:
        drawn = f"np.random.default_rng({scene.seed}).standard_normal(({run.steps}, 2))"
        lines.append(f"noise = {scale!r} * {drawn}")
        options.append("noise=noise")
    names = {size: name for name, size in sizes(scene).items()}
    if size := scene.racer_batch(racer):
        options.append(f"kernels={names[size]}")
    if one.optimizer.gradient_free:
        options.append("gradient_free=True")
    more = "".join(f", {option}" for option in options)
    return [*lines, f"paths[{one.name!r}] = descend({call(one.optimizer)}, {run.steps}{more})"]


def call(made: Any) -> str:
    """How to make an equal value of the same class."""
    knobs = ", ".join(f"{name}={getattr(made, name)!r}" for name in made.knobs)
    return f"{type(made).__name__}({knobs})"


def one_line(text: str) -> str:
    """Without breaks, as it may stand in a comment."""
    return " ".join(text.split())
