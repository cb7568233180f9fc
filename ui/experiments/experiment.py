"""Which experiment is shown and with what, as a value with a link: `?v=1&show=dropout`."""

from dataclasses import dataclass

from core.knob import knob, knobs_of, like
from core.linked import Linked, words
from landscapes import CLASSES

FLOWERS = knobs_of(CLASSES["linear_classifier"])


@dataclass(frozen=True)
class Experiment(Linked):
    """What the page shows. Making one with an impossible value is a ValueError."""

    noun = "experiment"

    show: str = words("search", "dropout", "widths", "ensembles", "regularisers", "flow")
    budget: int = knob(1000, 100, 3000, "Cost, in losses", integer=True)
    scale: float = knob(0.1, 1e-4, 1, "Spread of the guesses σ", log=True)
    step_size: float = knob(0.03, 1e-4, 1, "Length of the steps tried α", log=True)
    learning_rate: float = knob(1.0, 1e-4, 10, "Learning rate α", log=True)
    seed: int = knob(0, 0, 999_999, "Seed", integer=True)
    dropout: float = knob(0.5, 0.1, 0.8, "Dropout p", "Each unit's chance to be left out.")
    scaled: str = words("inverted", "test")
    w1: float = knob(1.0, -2, 2, "Weight w₁")
    w2: float = knob(0.5, -2, 2, "Weight w₂")
    x: float = knob(1.0, -2, 2, "Input x")
    y: float = knob(2.0, -2, 2, "Input y")
    members: int = knob(5, 2, 8, "Networks", integer=True)
    cycle: int = knob(300, 50, 1000, "Steps for each", integer=True)
    seeds: int = knob(5, 2, 8, "Seeds", integer=True)
    steps: int = knob(600, 100, 2000, "Steps", integer=True)
    weight_decay: float = knob(0.003, 1e-4, 0.1, "Weight decay λ", log=True)
    samples: int = knob(100, 50, 1000, "Digits to train on", integer=True)
    flower: int = knob(64, 1, 100, "Flower", integer=True)
    data: float = like(FLOWERS["data"])
    loss: float = like(FLOWERS["loss"])
    reg: float = knob(0.01, 0, 1, "Penalty λ", log=True, least=1e-4)
    weight_x: float = knob(1.0, -6, 9, "Weight w₁")
    weight_y: float = knob(0.5, -6, 9, "Weight w₂")


NUMBERS = knobs_of(Experiment)
