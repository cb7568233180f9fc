"""Make landscapes/data/skip.npz: the losses of deep networks with and without skip connections.

    python tools/make_skip.py            (about ten minutes; OPENBLAS_NUM_THREADS=1 helps)

After H. Li et al., Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018, section 6, but
small: tanh networks of 8 and of 20 hidden layers with 16 units each, on the digits. A plain network
and its residual twin are trained alike: the same random numbers to begin with, Adam on all samples,
the same steps, rates and weight decay. One thing differs, because each is started as suits it: the
twin's branches begin 1/sqrt(layers) as large, so that their sum does not grow with depth (S. Hayou
et al., Stable ResNet, AISTATS 2021); the plain one with that start would learn nothing. The planes
are filter-normalised, the same for both, and drawn from other numbers than the weights. The losses
are those of the training samples, without the weight decay. All is done for five seeds, of weights
and planes alike; the surfaces of the first are kept, and of each the share of its window that is
curved downwards in some direction.
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
SEEDS = range(5)
AXIS = np.linspace(-0.5, 0.5, 51)


def beginning(mlp: networks.Mlp, seed: int = SEEDS[0]) -> np.ndarray:
    """The weights to begin with."""
    w = mlp.initial(seed)
    for k, (matrix, _) in enumerate(mlp.layers(w)):
        if mlp.skips(k):
            matrix /= math.sqrt(len(mlp.sizes) - 2)
    return w


def curved_downwards(loss: np.ndarray) -> float:
    """The share of the inner places of a table whose Hessian, by differences, dips somewhere."""
    h = AXIS[1] - AXIS[0]
    gx = np.gradient(loss, h, axis=1)
    hxx = (loss[1:-1, 2:] - 2 * loss[1:-1, 1:-1] + loss[1:-1, :-2]) / h**2
    hyy = (loss[2:, 1:-1] - 2 * loss[1:-1, 1:-1] + loss[:-2, 1:-1]) / h**2
    hxy = np.gradient(gx, h, axis=0)[1:-1, 1:-1]
    lowest = np.linalg.eigvalsh(np.stack([[hxx, hxy], [hxy, hyy]]).transpose(2, 3, 0, 1))[..., 0]
    return float(np.mean(lowest < 0))


def made(depth: int, residual: bool, seed: int) -> tuple[np.ndarray, list[float]]:
    """The table of losses; and loss and accuracy of the trained network, in training and test."""
    mlp = networks.Mlp((64, *[UNITS] * depth, 10), "tanh", residual)
    train, test = networks.digits("train"), networks.digits("test")
    adam = optim.get("adam", learning_rate=LEARNING_RATE)
    w = optim.train(
        mlp.problem(train, WEIGHT_DECAY),
        adam,
        beginning(mlp, seed),
        STEPS,
        schedule="cosine",
        keep=STEPS,
    ).w
    facts = [f(w, data) for data in (train, test) for f in (mlp.loss, mlp.accuracy)]
    table = networks.slice_grid(mlp, networks.random_plane(mlp, w, seed), train, AXIS, AXIS)
    print(
        f"{depth} layers, {'residual' if residual else 'plain'}: loss {facts[0]:.4f}, "
        f"accuracy {facts[1]:.4f}; in test {facts[2]:.4f}, {facts[3]:.4f}; "
        f"curved downwards in {curved_downwards(table):.1%} (seed {seed})",
        flush=True,
    )
    return table, facts


def main() -> None:
    """Write the file: `loss` and `facts` of the first seed, `curved` of all.

    All are by plain or residual, then by depth, the last one then by seed.
    """
    found = [
        [[made(depth, residual, seed) for seed in SEEDS] for depth in DEPTHS]
        for residual in (False, True)
    ]
    loss = np.array([[seeds[0][0] for seeds in row] for row in found], np.float32)
    facts = np.array([[seeds[0][1] for seeds in row] for row in found])
    curved = np.array(
        [[[curved_downwards(table) for table, _ in seeds] for seeds in row] for row in found]
    )
    np.savez_compressed(OUT, axis=AXIS, depths=DEPTHS, loss=loss, facts=facts, curved=curved)
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
