"""Curves on a logarithmic axis as a small SVG, for pages that have no Plotly."""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

from viz import theme
from viz.print.strokes import dashes

WIDE, HIGH = 640, 360
LEFT, TOP, RIGHT, BOTTOM = 64, 34, 16, 44
WIDTH = 2.5
"""Of a line."""
Points = Mapping[float, float]
Place = Callable[[float, float], tuple[float, float]]


def log_chart(
    curves: Mapping[str, Points], marks: Mapping[str, Points], axes: Sequence[str]
) -> str:
    """The drawing: lines, marks, and what the two `axes` are; what is not above 0 is left out."""
    shown = {name: _positive(points) for name, points in {**curves, **marks}.items()}
    every = [at for points in shown.values() for at in points.items()]
    if not every:
        return ""
    low_x, high_x = min(x for x, _ in every), max(x for x, _ in every)
    low = math.floor(math.log10(min(y for _, y in every)))
    high = max(0, math.ceil(math.log10(max(y for _, y in every))))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (x - low_x) / ((high_x - low_x) or 1)
        up = (math.log10(y) - low) / ((high - low) or 1)
        return LEFT + across * (WIDE - LEFT - RIGHT), HIGH - BOTTOM - up * (HIGH - TOP - BOTTOM)

    parts = [f'<rect width="{WIDE}" height="{HIGH}" fill="{theme.PAPER}"/>']
    parts += _ticks(range(math.ceil(low_x), math.floor(high_x) + 1), (low, high), place)
    for k, (name, points) in enumerate(shown.items()):
        places = [place(x, y) for x, y in points.items()]
        parts.append(_curve(places, k) if name in curves else _dots(places, k))
        parts.append(_entry(name, k, name in curves))
    parts.append(_text(axes[0], (LEFT + WIDE - RIGHT) / 2, HIGH - 8))
    parts.append(_text(axes[1], 0, 0, f'transform="translate(16 {HIGH / 2}) rotate(-90)"'))
    called = escape(f"{axes[1]}: {', '.join(shown)}")
    box = f'viewBox="0 0 {WIDE} {HIGH}" style="max-width: 100%; height: auto"'
    box += f' role="img" aria-label="{called}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" {box}>{"".join(parts)}</svg>'


def _positive(points: Points) -> Points:
    return {x: y for x, y in points.items() if y > 0}


def _ticks(across: Sequence[int], powers: tuple[int, int], place: Place) -> list[str]:
    made = [_text(f"{x}", place(x, 10.0 ** powers[0])[0], HIGH - BOTTOM + 18) for x in across]
    every = max(1, (powers[1] - powers[0]) // 5)
    for power in range(powers[1], powers[0] - 1, -every):
        y = place(across[0], 10.0**power)[1]
        made.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDE - RIGHT}" stroke="{theme.GRID}"/>'
            + _text(f"1e{power}" if power else "1", LEFT - 24, y + 4)
        )
    return made


def _curve(places: Sequence[tuple[float, float]], k: int) -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return f'<path d="{path}" fill="none" {_stroke(k)}/>'


def _dots(places: Sequence[tuple[float, float]], k: int) -> str:
    fill = theme.line(k)["color"]
    return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}"/>' for x, y in places)


def _entry(name: str, k: int, is_line: bool) -> str:
    x = LEFT + k * (WIDE - LEFT) / 3
    sample = f'<path d="M{x} 16h30" {_stroke(k)}/>' if is_line else _dots([(x + 15, 16)], k)
    return sample + _text(name, x + 38, 20, 'text-anchor="start"')


def _stroke(k: int) -> str:
    line = theme.line(k)
    dash = " ".join(map(str, dashes(line["dash"], WIDTH)))
    return f'stroke="{line["color"]}" stroke-width="{WIDTH}" stroke-dasharray="{dash}"'


def _text(words: str, x: float, y: float, more: str = "") -> str:
    anchor = "" if "text-anchor" in more else 'text-anchor="middle"'
    style = f'font-size="13" fill="{theme.INK}" {anchor} {more}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'
