"""What a stranger may send: links with mistakes, formulas of any shape, files that are damaged."""

import io
import random
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

import numpy as np

import landscapes
import optim

VALUES = (
    "", "0", "-0", "1", "-1", "1e308", "-1e308", "1e-320", "nan", "inf", "1e999", "9" * 400, "0x10",
    "1_000", "１２", "~", "~~~", "1~2~3", ",", "%", "%00", "\x00", "on", "off", "x" * 3000, "é🙂",
    "<b>", "[a](javascript:b)", "../../etc/passwd", "{}", "None", "true", "gd", "adam", "newton",
)  # fmt: skip
NAMES = (
    "v", "surface", "race", "start", "steps", "seed", "seeds", "noise", "fair", "formula", "window",
    "f", "x", "y", "cells", "gtol", "view", "panel", "schedule", "batch", "count", "file", "lang",
    "momentum.learning_rate", "gd.learning_rate", "adam.beta1", "surface.b", "schedule.warmup",
)  # fmt: skip
LINKS = (
    "v=1&surface=rosenbrock&surface.b=50&race=gd~momentum~adam&start=-1.2~1&steps=300",
    "surface=formula&formula=x^2*y%2Bsin(3y)&window=-2~2~-1~3&race=newton~bfgs~lbfgs",
    "surface=linear_classifier&race=gd~adam&batch=8&schedule=cosine&fair=on&seeds=5",
    "surface=network&race=nelder_mead~random_search&noise=0.3&seed=7&critical=on",
    "surface=himmelblau&race=adam&cells=256&gtol=1e-6&x=learning_rate&y=beta1",
)
FUNCTIONS = (
    *("sin", "cos", "tan", "exp", "log", "sqrt", "abs", "atan", "tanh", "sinh", "cosh", "sign"),
)
FORMATS = (".npz", ".npy", ".csv", ".txt", ".h5", ".vtp")


def link(chance: random.Random) -> str:
    """A link that was right once, with some of it changed."""
    facts = parse_qsl(chance.choice(LINKS), keep_blank_values=True)
    facts += [("surface", chance.choice(landscapes.names()))] * chance.randint(0, 1)
    facts += [("race", "~".join(chance.choices(optim.names(), k=chance.randint(1, 8))))]
    for _ in range(chance.randint(1, 5)):
        where = chance.randrange(len(facts) + 1)
        facts.insert(where, (chance.choice(NAMES), chance.choice(VALUES)))
        name, value = facts.pop(chance.randrange(len(facts)))
        if chance.random() < 0.7:
            facts.append((name, _garbled(chance, value)))
    return urlencode(facts)


def _garbled(chance: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(chance.randint(0, 3)):
        at = chance.randint(0, len(letters))
        letters[at : at + chance.randint(0, 2)] = chance.choice(("", "~", ".", "e9", "-", "z", "0"))
    return "".join(letters)


def formula(chance: random.Random, depth: int = 4) -> str:
    """A formula of any shape."""
    if depth == 0 or chance.random() < 0.15:
        number = chance.choice(("0", "1", "2", "3.", "1e-9", "1e9", "0.5", "pi"))
        return chance.choice(("x", "y", "x", "y", number))
    one, two = formula(chance, depth - 1), formula(chance, depth - 1)
    kind = chance.random()
    if kind < 0.4:
        return f"{chance.choice(FUNCTIONS)}({one})"
    if kind < 0.5:
        return f"{chance.choice(('max', 'min'))}({one}, {two})"
    if kind < 0.6:
        return f"({one})^{chance.choice(('2', '3', '-1', '0.5', '7'))}"
    return f"({one} {chance.choice('+-*/')} {two})"


def surface_file(ending: str) -> bytes:
    """A small surface as a file of this format, undamaged; text where there is no simple writer."""
    x = np.linspace(-1, 1, 7)
    z = np.add.outer(x**2, x)
    out = io.BytesIO()
    if ending == ".npz":
        np.savez(out, x=x, y=x, loss=z)
    elif ending == ".npy":
        np.save(out, z)
    elif ending == ".h5":
        import h5py

        with h5py.File(out, "w") as made:
            made["xcoordinates"], made["ycoordinates"], made["train_loss"] = x, x, z
    else:
        np.savetxt(out, z, delimiter=",")
    return out.getvalue()


def damaged(chance: random.Random, whole: bytes) -> bytes:
    """A file with some of its bytes changed, lost, doubled or cut off."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 4, 8, 64))
        data[at : at + length] = chance.choice(_pieces(chance, data, length))
        if not data:
            break
    return bytes(data[: chance.randint(0, len(data))] if chance.random() < 0.2 else data)


def _pieces(chance: random.Random, data: bytearray, length: int) -> Sequence[bytes]:
    somewhere = chance.randrange(len(data) + 1)
    return (
        chance.randbytes(length),
        bytes(length),
        b"\xff" * length,
        b"",
        bytes(data[somewhere : somewhere + length]),
    )
