"""The picture of “From scores to loss”: boxes with numbers, and arrows between them.

Boxes in reading order, each with what it is made from; where the page is wide enough a grid of them
with arrows, else one below the other. HTML alone: what Streamlit shows of it has no SVG.
"""

from collections.abc import Iterable
from html import escape

from core.sentences import N_, _
from core.written import number
from landscapes import Flow
from ui.experiments.experiment import Experiment

SQUARED, SOFTMAX = 1, 2
TIED = "\N{NO-BREAK SPACE}"
"""A product stays on one line."""
ARROWS = (
    "from-features", "from-weights", "from-scores", "from-right", "from-lost", "from-mean",
    "to-penalty", "from-penalty",
)  # fmt: skip
"""Where they run is said by ui/browser/page/flow.css."""
NAMES = {
    "features": N_("Features x of flower {n}"),
    "weights": N_("Weights W"),
    "scores": N_("Scores s = W x"),
    "right": N_("Right class y"),
    "lost": N_("Loss of this flower"),
    "mean": N_("Data loss"),
    "penalty": N_("Penalty on the weights"),
    "loss": N_("Loss L"),
}
FROM = {
    "scores": N_("from the features and the weights"),
    "lost": N_("from the scores and the right class"),
    "mean": N_("from this flower's loss and all others'"),
    "penalty": N_("from the weights alone"),
    "loss": N_("from the data loss and the penalty"),
}
Lines = Iterable[str]


def html(asked: Experiment, found: Flow) -> str:
    """All boxes and arrows."""
    boxes = {
        "features": _features(found),
        "weights": [f"{found.names[0]}: (0, 0)", f"{found.names[1]}: {_pair(asked)}"],
        "scores": _scores(asked, found),
        "right": [found.names[found.label]],
        "lost": _lost(int(asked.loss), found),
        "mean": [_("mean over {n} flowers", n=found.samples), _value(found.of_data)],
        "penalty": _penalty(asked, found),
        "loss": [
            f"{number(found.of_data)} + {number(found.penalty)}",
            _value(found.loss),
        ],
    }
    items = "".join(_box(name, lines, int(asked.flower)) for name, lines in boxes.items())
    arrows = "".join(f'<i class="{name}" aria-hidden="true"></i>' for name in ARROWS)
    label = escape(_("Flow of the data, from the features to the loss"))
    return f'<div class="flow"><div role="list" aria-label="{label}">{items}{arrows}</div></div>'


def _box(name: str, lines: Lines, flower: int) -> str:
    title = escape(_(NAMES[name], n=flower))
    made = f"<small>{escape(_(FROM[name]))}</small>" if name in FROM else ""
    shown = "".join(_line(line) for line in lines)
    return f'<div class="{name}" role="listitem">{made}<b>{title}</b>{shown}</div>'


def _line(text: str) -> str:
    return f"<strong>{escape(text)}</strong>" if text[0] == "=" else f"<span>{escape(text)}</span>"


def _value(value: float) -> str:
    return f"= {number(value)}"


def _features(found: Flow) -> Lines:
    return [
        f"{_(axis)}: {number(value)}"
        for axis, value in zip(found.axes, found.features, strict=True)
    ]


def _pair(asked: Experiment) -> str:
    return f"({number(asked.weight_x)}, {number(asked.weight_y)})"


def _scores(asked: Experiment, found: Flow) -> Lines:
    (u, v), (first, second) = found.features, found.scores
    x, y = number(asked.weight_x), _factor(asked.weight_y)
    sums = f"{x} · {_factor(u)} +{TIED}{y} · {_factor(v)}".replace(" · ", f"{TIED}·{TIED}")
    return [
        f"{found.names[0]}: {number(first)}",
        f"{found.names[1]}: {sums}",
        _value(second),
    ]


def _lost(loss: int, found: Flow) -> Lines:
    """What becomes of the two scores."""
    if loss == SOFTMAX:
        chances = zip(found.names, found.chances, strict=True)
        right = found.chances[found.label]
        return [
            *(f"p({name}) = {number(chance)}" for name, chance in chances),
            f"−ln {number(right)}",
            _value(found.of_sample),
        ]
    wrong, right = found.scores[1 - found.label], found.scores[found.label]
    square = "²" if loss == SQUARED else ""
    return [
        _("wrong score − right score + 1, if above 0"),
        f"max(0, {number(wrong)} − {_factor(right)} + 1){square}",
        _value(found.of_sample),
    ]


def _penalty(asked: Experiment, found: Flow) -> Lines:
    return [
        f"R(W) = ½ |W|² = {number(found.size)}",
        f"λ R(W) = {number(asked.reg)} · {number(found.size)}",
        _value(found.penalty),
    ]


def _factor(value: float) -> str:
    """A number that stands behind a sign of calculation."""
    return f"({number(value)})" if value < 0 else number(value)
