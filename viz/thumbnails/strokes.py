"""Lines and marks of a thumbnail: how much of each pixel they cover."""

import numpy as np

from viz.thumbnails.frame import HEIGHT, WIDTH

FAR = 4.0
"""A path is drawn as far as this many pictures beyond the edge: a run may leave the window."""


def line(x: np.ndarray, y: np.ndarray, width: float) -> np.ndarray:
    """The line through points given in pixels, with round joints; gaps where they are not finite.

    Between 0 and 1 at each pixel, (rows, columns).
    """
    cover = np.zeros((HEIGHT, WIDTH))
    near = (np.abs(x) < FAR * WIDTH) & (np.abs(y) < FAR * HEIGHT)
    for k in np.flatnonzero(near[1:] & near[:-1]):
        _segment(cover, (x[k], y[k]), (x[k + 1], y[k + 1]), width / 2)
    return cover


def _segment(
    cover: np.ndarray, a: tuple[float, float], b: tuple[float, float], reach: float
) -> None:
    """Add a segment; only pixels that it can touch are looked at."""
    columns = _span(a[0], b[0], reach, WIDTH)
    rows = _span(a[1], b[1], reach, HEIGHT)
    along = (b[0] - a[0], b[1] - a[1])
    dx, dy = np.arange(WIDTH)[columns] + 0.5 - a[0], (np.arange(HEIGHT)[rows] + 0.5 - a[1])[:, None]
    length2 = max(along[0] ** 2 + along[1] ** 2, 1e-12)
    share = np.clip((dx * along[0] + dy * along[1]) / length2, 0, 1)
    away = np.hypot(dx - share * along[0], dy - share * along[1])
    part = cover[rows, columns]
    np.maximum(part, np.clip(reach + 0.5 - away, 0, 1), out=part)


def _span(a: float, b: float, reach: float, size: int) -> slice:
    low, high = min(a, b) - reach - 1, max(a, b) + reach + 2
    return slice(int(np.clip(low, 0, size)), int(np.clip(high, 0, size)))


def disc(x: float, y: float, radius: float) -> np.ndarray:
    """A disc: the mark of an end."""
    return line(np.array([x, x]), np.array([y, y]), 2 * radius)


def diamond(x: float, y: float, radius: float) -> np.ndarray:
    """A square on its corner: the mark of a start."""
    dx, dy = np.abs(np.arange(WIDTH) + 0.5 - x), np.abs(np.arange(HEIGHT) + 0.5 - y)[:, None]
    cover: np.ndarray = np.clip((radius - dx - dy) / np.sqrt(2) + 0.5, 0, 1)
    return cover
