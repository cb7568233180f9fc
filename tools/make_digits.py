"""Make landscapes/data/digits.npz from scikit-learn's copy of the UCI handwritten digits.

    python tools/make_digits.py          (needs scikit-learn, which nothing else here does)

1797 pictures of 8x8 pixels, 0 to 16, with their labels, in one fixed random order: the first 1437
are the training part, the last 360 the test part.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

OUT = Path(__file__).parent.parent / "landscapes" / "data" / "digits.npz"


def main() -> None:
    """Write the file."""
    found = load_digits()
    order = np.random.default_rng(0).permutation(len(found.target))
    images, labels = found.data[order].astype(np.uint8), found.target[order].astype(np.uint8)
    assert images.shape == (1797, 64)  # noqa: S101
    np.savez_compressed(OUT, images=images, labels=labels)
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
