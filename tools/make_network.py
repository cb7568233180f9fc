"""Train the network of landscapes/surfaces/network.py and write landscapes/data/network.npz.

    python tools/make_network.py

64-32-10 units with tanh, weights from seed 0, momentum 0.9 at learning rate 0.1 with half a cosine
down, batches of 32, weight decay 0.001, 1320 steps (30 epochs) on the training digits.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
import optim
from landscapes.networks import SHIPPED_MLP, SHIPPED_WEIGHTS, digits

WEIGHT_DECAY = 0.001
STEPS, BATCH = 1320, 32


def main() -> None:
    """Train, write the file, and say how well the network does."""
    data, test = digits("train"), digits("test")
    run = optim.train(
        SHIPPED_MLP.problem(data, WEIGHT_DECAY),
        optim.get("momentum", learning_rate=0.1, momentum=0.9),
        SHIPPED_MLP.initial(0),
        STEPS,
        samples=len(data),
        batch=BATCH,
        schedule="cosine",
    )
    np.savez_compressed(SHIPPED_WEIGHTS, w=run.w)
    print(f"{SHIPPED_WEIGHTS.name}: {SHIPPED_WEIGHTS.stat().st_size / 1000:.0f} kB, {run.message}")
    loss, grad = SHIPPED_MLP.loss_and_grad(run.w, data, WEIGHT_DECAY)
    print(f"loss {loss:.4f}, slope {np.linalg.norm(grad):.1e}")
    for name, digits_ in (("training", data), ("test", test)):
        print(f"{SHIPPED_MLP.accuracy(run.w, digits_):.2%} of the {name} digits are told right")


if __name__ == "__main__":
    main()
