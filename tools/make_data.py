"""Make landscapes/data/iris.npz from scikit-learn's copy of Fisher's iris data.

    python tools/make_data.py            (needs scikit-learn, which nothing else here does)

The petals of 150 flowers, length and width in cm, and their species: 0 setosa, 1 versicolor,
2 virginica. The digits are made by make_digits.py.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris

OUT = Path(__file__).parent.parent / "landscapes" / "data" / "iris.npz"


def main() -> None:
    """Write the file."""
    found = load_iris()
    assert found.feature_names[2:] == ["petal length (cm)", "petal width (cm)"]  # noqa: S101
    petals, species = found.data[:, 2:].astype(np.float64), found.target.astype(np.uint8)
    np.savez_compressed(OUT, petals=petals, species=species)
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
