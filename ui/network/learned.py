"""“What the network has learned”: digits with what it says of them, and its first weights."""

from html import escape

import numpy as np
import streamlit as st

from core.sentences import _, sentence
from landscapes.networks import Data, Mlp, digits
from ui.kit.headings import part_heading
from ui.network.study import Study
from ui.network.training import Runner
from viz import browser

WRONG = 5
"""So many digits that the trained network misreads are shown beside one of each kind."""
TILES = 16
"""Tiles side by side."""
CARD = (
    '<div role="img" aria-label="{words}" style="width:118px;border:1px solid {edge};'
    'border-radius:8px;padding:8px;box-sizing:border-box;text-align:center">'
    '<img alt="" src="{picture}" style="width:64px;height:64px;image-rendering:pixelated">'
    '<div style="margin:2px 0 4px"><b>{said}</b> {share:.0%} {mark}</div>'
    '<div style="display:flex;align-items:flex-end;height:48px">{bars}</div></div>'
)
BAR = (
    '<div style="flex:1;font-size:10px;line-height:12px"><div style="height:{height:.0f}px;'
    'margin:0 1px;background:{colour}"></div>{number}</div>'
)
RIGHT, OTHER = "light-dark(#005fa3,#58b7f0)", "light-dark(#8493a0,#8493a0)"
ROOM = 34
"""Pixels of a bar that means certain."""


@st.fragment
def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """Both, for the run looked at, after any of its steps that was kept."""
    runner = next(each for each in trained if each.label == study.focused())
    part_heading(sentence("What the network has learned: {name}", name=runner.name))
    run, data = runner.trained.run, digits("train", study.samples)
    steps = [int(step) for step in run.at]
    after = steps[-1]
    if len(steps) > 1:
        key = f"learned.{len(steps)}.{after}"
        after = int(st.select_slider(_("After step"), steps, value=after, key=key))
    mlp, w = study.mlp().in_use(run.ws[steps.index(after)], data)
    st.html(digit_cards(mlp, w, chosen(*study.mlp().in_use(run.w, data))))
    words = _(
        "Digits it was not trained on: one of each kind, then some that it misreads at the end. "
        "Bars: how likely it takes each answer to be; the right one is blue. ✓ read right, ✗ wrong."
    )
    st.caption(words)
    st.html(weights(mlp, w))
    words = _(
        "What each of the {n} units of the first layer looks for: a weight for each "
        "pixel, orange above zero, blue below, white near zero. Look for strokes that the first "
        "weights, which are noise, did not have.",
        n=mlp.sizes[1],
    )
    st.caption(words)


def chosen(mlp: Mlp, w: np.ndarray) -> Data:
    """One test digit of each kind, and the first ones that the network with `w` misreads."""
    test = digits("test")
    first = [int(np.argmax(test.labels == kind)) for kind in range(10)]
    wrong = np.flatnonzero(np.argmax(mlp.scores(w, test.inputs), axis=0) != test.labels)
    return test.part(np.array([*first, *[k for k in wrong if k not in first][:WRONG]]))


def digit_cards(mlp: Mlp, w: np.ndarray, shown: Data) -> str:
    """A card for each digit: its pixels, what the network says, and its ten probabilities."""
    shares = mlp.probabilities(w, shown.inputs)
    cards = "".join(
        _card(pixels, int(kind), share)
        for pixels, kind, share in zip(shown.inputs, shown.labels, shares.T, strict=True)
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:8px">{cards}</div>'


def _card(pixels: np.ndarray, kind: int, shares: np.ndarray) -> str:
    said = int(np.argmax(shares))
    bars = "".join(
        BAR.format(height=ROOM * share, colour=RIGHT if k == kind else OTHER, number=k)
        for k, share in enumerate(shares)
    )
    words = _(
        "A {digit}. The network says {said}, {share:.0%}",
        digit=kind,
        said=said,
        share=shares[said],
    )
    return CARD.format(
        words=escape(words),
        edge="light-dark(#c9d2da,#3a4754)",
        picture=browser.address(browser.digit_pixels(pixels)),
        said=said,
        share=shares[said],
        mark="✓" if said == kind else "✗",
        bars=bars,
    )


def weights(mlp: Mlp, w: np.ndarray) -> str:
    """The weights of the first layer as one picture of tiles."""
    matrix = mlp.layers(w)[0][0]
    columns = min(TILES, len(matrix))
    tiles = browser.weight_tiles(matrix, columns)
    words = _("Weights of {n} units, 8 x 8 pixels each", n=len(matrix))
    return (
        f'<img alt="{escape(words)}" src="{browser.address(tiles)}" '
        f'style="width:{5 * tiles.shape[1]}px;max-width:100%;image-rendering:pixelated">'
    )
