"""Signs of random symmetric matrices: closed forms, draws."""

import math

import numpy as np
import pytest

from landscapes import signs


def test_two_and_three_dimensions_have_closed_forms():
    assert signs.alike(1) == pytest.approx(1, rel=1e-12)
    assert signs.alike(2) == pytest.approx((2 - math.sqrt(2)) / 2, rel=1e-12)
    assert signs.alike(3) == pytest.approx((math.pi - 2 * math.sqrt(2)) / (2 * math.pi), rel=1e-10)


def test_four_dimensions_agree_with_another_integral():
    """The share of the sphere of eigenvalues where all have one sign, weighted by their density.

    Their size integrates out, so what is left are three angles: a sum over many random directions.
    """
    rng = np.random.default_rng(0)
    points = rng.standard_normal((2_000_000, 4))  # spread as the density is, but for the gaps
    gaps = np.prod([abs(points[:, i] - points[:, j]) for i in range(4) for j in range(i)], axis=0)
    alike = (points > 0).all(axis=1) | (points < 0).all(axis=1)
    assert gaps[alike].sum() / gaps.sum() == pytest.approx(signs.alike(4), rel=0.02)


@pytest.mark.parametrize("n", [2, 3, 4])
def test_draws_agree_with_the_probability(n):
    count = 40_000
    share, exact = signs.drawn(n, count, 1) / count, signs.alike(n)
    assert abs(share - exact) < 4 * math.sqrt(exact * (1 - exact) / count)


def test_a_draw_is_the_same_again_and_others_differ():
    assert signs.drawn(2, 1000, 3) == signs.drawn(2, 1000, 3)
    assert len({signs.drawn(2, 1000, seed) for seed in range(5)}) > 1
    assert signs.drawn(2, 25_000, 0) > signs.drawn(2, 10_000, 0)


def test_it_falls_faster_than_any_power_of_two():
    found = [signs.alike(n) for n in range(2, signs.MOST + 1)]
    steps = np.diff(np.log(found))
    assert (np.diff(steps) < 0).all()
    # To leading order the logarithm is -(ln 3)/4 n^2: D. Dean and S. Majumdar, PRL 97 (2006).
    assert np.diff(steps)[-1] == pytest.approx(-math.log(3) / 2, rel=0.05)
    assert signs.by_diagonal(6) == 1 / 32
    with pytest.raises(ValueError, match="1 to 10"):
        signs.alike(11)
