"""What of a scene is about samples: batch sizes and epochs, where there are none or too few."""

from collections.abc import Iterator
from typing import Any

from core.linked import Facts
from core.sentences import N_, sentence


def fitted(made: Any, samples: int) -> Facts:
    """The fields of a scene that ask for samples, as they can be had."""
    found: dict[str, Any] = {"batch": 0} if made.batch >= samples else {}
    if any(racer.batch is not None for racer in made.race):
        found["race"] = tuple(racer.fitted(samples) for racer in made.race)
    return found if samples or made.by != "epochs" else found | {"by": "steps"}


def ignored(told: Facts, made: Any, samples: int) -> Iterator[str]:
    """A sentence on each batch size that is none here, and on epochs without samples."""
    asked = [told["batch"]] if told["batch"] and not made.batch else []
    both = zip(told["race"], made.race, strict=True)
    asked += [a.batch for a, b in both if a.batch is not None and a.batch != b.batch]
    yield from (_no_batch(size, samples) for size in asked)
    if told["by"] != made.by:
        yield N_("The surface has no samples; by = epochs is ignored.")


def _no_batch(asked: int, samples: int) -> str:
    if not samples:
        return sentence("The surface has no samples; batch = {asked:g} is ignored.", asked=asked)
    return sentence(
        "The surface has no more than {n} samples; batch = {asked:g} is ignored.",
        n=samples,
        asked=asked,
    )
