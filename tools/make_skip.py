"""Make landscapes/data/skip.npz: the losses of deep networks with and without skip connections.

    python tools/make_skip.py            (a few minutes)

After H. Li et al., Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018, section 5, but
small: tanh networks of 8 and of 20 hidden layers with 16 units each, on the digits. A plain network
and its residual twin are trained alike: the same random numbers to begin with, Adam on all samples,
the same steps, rates and weight decay. One thing differs, because each is started as suits it: the
twin's branches begin 1/sqrt(layers) as large, so that their sum does not grow with depth (S. Hayou
et al., Stable ResNet, AISTATS 2021); the plain one with that start would learn nothing. The planes
are filter-normalised and made from the same random numbers. The losses are those of the training
samples, without the weight decay.
"""

import math
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import optim  # noqa: E402
from landscapes import networks  # noqa: E402

OUT = ROOT / "landscapes" / "data" / "skip.npz"
DEPTHS = (8, 20)
UNITS = 16
STEPS = 800
LEARNING_RATE = 0.003
WEIGHT_DECAY = 0.002
SEED = 0
AXIS = np.linspace(-0.5, 0.5, 51)


def beginning(mlp: networks.Mlp) -> np.ndarray:
    """The weights to begin with."""
    w = mlp.initial(SEED)
    for k, (matrix, _) in enumerate(mlp.layers(w)):
        if mlp.skips(k):
            matrix /= math.sqrt(len(mlp.sizes) - 2)
    return w


def made(depth: int, residual: bool) -> tuple[np.ndarray, list[float]]:
    """The table of losses; and loss and accuracy of the trained network, in training and test."""
    mlp = networks.Mlp((64, *[UNITS] * depth, 10), "tanh", residual)
    train, test = networks.digits("train"), networks.digits("test")
    adam = optim.get("adam", learning_rate=LEARNING_RATE)
    w = optim.train(
        mlp.problem(train, WEIGHT_DECAY), adam, beginning(mlp), STEPS, schedule="cosine", keep=STEPS
    ).w
    facts = [f(w, data) for data in (train, test) for f in (mlp.loss, mlp.accuracy)]
    print(f"{depth} layers, {'residual' if residual else 'plain'}: loss {facts[0]:.4f}, accuracy "
          f"{facts[1]:.4f}; in test {facts[2]:.4f}, {facts[3]:.4f}", flush=True)  # fmt: skip
    plane = networks.random_plane(mlp, w, SEED)
    return networks.slice_grid(mlp, plane, train, AXIS, AXIS), facts


def main() -> None:
    """Write the file: `loss` and `facts` by plain or residual, then by depth."""
    found = [[made(depth, residual) for depth in DEPTHS] for residual in (False, True)]
    loss = np.array([[table for table, _ in row] for row in found], np.float32)
    facts = np.array([[values for _, values in row] for row in found])
    np.savez_compressed(OUT, axis=AXIS, depths=DEPTHS, loss=loss, facts=facts)
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
