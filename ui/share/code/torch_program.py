"""A race as a program for PyTorch: its own optimizers, on a formula it differentiates itself."""

import optim
from core.sentences import N_, sentence
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from ui.share.asked import Asked, NoSuchExportError
from ui.share.code.rates import rates_list

DESCEND = '''def descend(make, steps, rates=None, noise=None):
    """The points of a run, (steps + 1, 2)."""
    w = torch.tensor(START, requires_grad=True)
    optimizer = make([w])
    path = [w.detach().clone()]
    for t in range(steps):
        if rates is not None:
            for group in optimizer.param_groups:
                group["lr"] = rates[t]

        def closure():
            optimizer.zero_grad()
            loss = fun(w[0], w[1])
            loss.backward()
            if noise is not None:
                w.grad += noise[t]
            return loss

        optimizer.step(closure)
        path.append(w.detach().clone())
    return torch.stack(path).numpy()'''
ROUNDS = "PyTorch adds in an order of its own, and so rounds in its own way"
CLOSE = f"{optim.rounding.AGREED:g} of 1 + |x|"
ENDING = """if __name__ == "__main__":
    for name, path in race().items():
        x, y = path[-1].tolist()
        loss = fun(torch.tensor(x), torch.tensor(y)).item()
        print(f"{name}: {len(path) - 1} steps to ({x:.6g}, {y:.6g}), loss {loss:.6g}")"""


def torch_program(asked: Asked) -> str:
    """The whole program; NoSuchExportError says in a sentence why there is none."""
    body = parts(asked)
    text = f"{asked.title}: the same race in PyTorch.\n\n{agreement(asked)}\n\n{asked.link}"
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    return "\n\n\n".join([f'"""{text}\n"""', *body]) + "\n"


def agreement(asked: Asked) -> str:
    """How far its paths are those of the app, as far as can be known without PyTorch."""
    alike = {one.name: (steps_alike(asked.scene, one), one.trajectory.steps)
             for one in asked.raced if one.optimizer.torch()}  # fmt: skip
    short = [f"{name} {n} of {steps}" for name, (n, steps) in alike.items() if n < steps]
    if not short:
        return f"{ROUNDS}: the paths agree with the app's to {CLOSE}."
    return (
        f"{ROUNDS}. The paths agree with the app's to {CLOSE},\nbut only for so many steps:"
        f" {', '.join(short)}.\nAfter these it is rounding that decides where a path goes, here as"
        " in any program."
    )


def steps_alike(scene: Scene, one: Raced) -> int:
    """For how many steps that is so of one racer."""
    racer = dict(zip(scene.labels(), scene.race, strict=True))[one.label]
    planned = one.schedule and optim.schedules.Planned(one.schedule, scene.steps)
    conditions = {"schedule": planned, "noise": scene.racer_noise(racer), "seed": scene.seed}
    surface = scene.landscape()
    return optim.rounding.steps_alike(one.trajectory, surface, one.optimizer, **conditions)


def parts(asked: Asked) -> list[str]:
    """The program piece by piece."""
    scene, surface = asked.scene, asked.scene.landscape()
    twins = [one for one in asked.raced if one.optimizer.torch()]
    if not surface.torch:
        raise NoSuchExportError(
            sentence(
                "{surface} is no formula that PyTorch could differentiate.",
                surface=N_(surface.title),
            )
        )
    if any(map(scene.racer_batch, scene.race)) or scene.difference() is not None:
        raise NoSuchExportError(N_("Mini-batches and differences are written out for NumPy only."))
    if not twins:
        raise NoSuchExportError(
            N_("PyTorch has none of these methods. There is a program for NumPy.")
        )
    imports = "import numpy as np\nimport torch\n\ntorch.set_default_dtype(torch.float64)"
    others = [one.name for one in asked.raced if one not in twins]
    lines = ["def race():", '    """The path of each racer, by name."""', "    paths = {}"]
    for one in twins:
        lines += [f"    {line}" for line in _run(scene, one)]
    lines += [f"    # {name}: PyTorch has no such method." for name in others]
    return [
        imports,
        f"# The surface: {' '.join(surface.title.split())}.\n\n{surface.torch}",
        f"START = {scene.start!r}",
        DESCEND,
        "\n".join([*lines, "    return paths"]),
        ENDING,
    ]


def _run(scene: Scene, one: Raced) -> list[str]:
    """The lines that make one path; why it ended stands above as a comment."""
    racer = dict(zip(scene.labels(), scene.race, strict=True))[one.label]
    steps, options = one.trajectory.steps, []
    lines = [f"# {' '.join(one.trajectory.message.split())}"]
    if one.schedule is not None:
        lines.append(f"rates = {rates_list(one)!r}")
        options.append("rates=rates")
    scale = scene.racer_noise(racer)
    if scale:
        drawn = f"np.random.default_rng({scene.seed}).standard_normal(({steps}, 2))"
        lines.append(f"noise = torch.tensor({scale!r} * {drawn})")
        options.append("noise=noise")
    more = "".join(f", {option}" for option in options)
    made = f"lambda w: {one.optimizer.torch()}"
    return [*lines, f"paths[{one.name!r}] = descend({made}, {steps}{more})"]
