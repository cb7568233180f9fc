"""From one flower to the loss: the same numbers as the surface's, and as NumPy's without it."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

import landscapes

PLACES = [(1.0, 0.5), (-3.7, 8.2), (0.0, 0.0), (9.0, 9.0)]
PETALS = Path(landscapes.__file__).parent / "data" / "iris.npz"


@pytest.mark.parametrize("loss", range(3))
@pytest.mark.parametrize("data", range(4))
def test_it_ends_at_the_height_of_the_surface_to_the_last_bit(data: int, loss: int) -> None:
    for reg, ratio, (x, y) in product((0.0, 0.03), (0.0, 0.4), PLACES):
        surface = landscapes.get("linear_classifier", data=data, loss=loss, reg=reg, l1_ratio=ratio)
        found = landscapes.flow(surface, 17, x, y)
        assert found.loss == surface.fun(x, y)
        assert found.loss == found.of_data + found.penalty
        assert found.penalty == pytest.approx(reg * found.size, rel=1e-14)
        alone = surface.part([17]).fun(x, y)
        assert found.of_sample + found.penalty == alone


@pytest.mark.parametrize("loss", range(3))
def test_the_mean_is_over_the_losses_of_all_flowers(loss: int) -> None:
    surface = landscapes.get("linear_classifier", loss=loss, reg=0.1)
    each = [landscapes.flow(surface, i, 1.3, -0.4).of_sample for i in range(surface.samples)]
    assert landscapes.flow(surface, 0, 1.3, -0.4).of_data == pytest.approx(np.mean(each), rel=1e-13)


@pytest.mark.parametrize(("x", "y"), PLACES)
@pytest.mark.parametrize("i", [0, 49, 50, 99])
def test_every_number_on_the_way_is_that_of_a_calculation_without_it(
    i: int, x: float, y: float
) -> None:
    with np.load(PETALS) as found:
        petals = found["petals"][50:].astype(float)  # versicolor, then virginica
    features = (petals - petals.mean(axis=0)) / petals.std(axis=0)
    label = np.arange(100) // 50
    scores = features @ np.array([[0, 0], [x, y]]).T
    chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    gaps = scores - scores[np.arange(100), label][:, None] + 1
    gaps[np.arange(100), label] = 0
    hinges = np.maximum(0, gaps).sum(axis=1)
    losses = [hinges, hinges**2, -np.log(chances[np.arange(100), label])]
    for kind, expected in enumerate(losses):
        surface = landscapes.get("linear_classifier", loss=kind, reg=0.02)
        got = landscapes.flow(surface, i, x, y)
        assert got.features == pytest.approx(tuple(features[i]), rel=1e-12)
        assert got.label == label[i]
        assert got.scores == pytest.approx(tuple(scores[i]), rel=1e-12, abs=1e-12)
        assert got.chances == pytest.approx(tuple(chances[i]), rel=1e-10)
        assert got.margin == pytest.approx(gaps[i].sum() - 1, abs=1e-10)
        assert got.of_sample == pytest.approx(expected[i], abs=1e-8)
        assert got.of_data == pytest.approx(expected.mean(), rel=1e-9)
        assert got.size == pytest.approx((x * x + y * y) / 2)
        assert got.penalty == pytest.approx(0.02 * (x * x + y * y) / 2)


@pytest.mark.parametrize(
    ("surface", "i"),
    [("linear_classifier", -1), ("linear_classifier", 100), ("bowl", 0), ("digits_plane", 0)],
)
def test_a_flower_that_is_not_there_is_told(surface: str, i: int) -> None:
    with pytest.raises(ValueError, match="there is no sample"):
        landscapes.flow(landscapes.get(surface), i, 1.0, 1.0)
