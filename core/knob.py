"""Knobs: the numbers a person may turn, declared once as dataclass fields.

A landscape, an optimizer or a schedule is a frozen dataclass. Each field made with `knob`
carries its own limits and label, and everything else reads them from there: checks, sliders,
links and the reference page.
"""

import dataclasses
import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, cast

from core.sentences import Sentence, sentence


@dataclass(frozen=True)
class Knob:
    """One number a person may turn: `lo <= value <= hi`, in the unit its label says.

    With `words` it is a choice in disguise: the whole number i means `words[i]`.
    """

    default: float
    lo: float
    hi: float
    label: str
    help: str = ""
    log: bool = False
    integer: bool = False
    name: str = ""
    words: tuple[str, ...] = ()
    least: float = 0.0
    """The lowest place above 0 on the logarithmic slider of a knob whose `lo` is 0."""
    tried: tuple[float, ...] = ()
    """The values that a search over the knob tries first, for one that is spaced by its distance
    from 1: twice as near to 1 is one step further."""

    def check(self, value: Any, owner: str) -> Any:
        """Return `value` (a float, or an array of floats for a sweep) or raise ValueError."""
        if getattr(value, "shape", ()) != ():
            return self._check_array(value, owner)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise ValueError(f"{owner}: {self.name} must be a number, not {value!r}.") from None
        if not self.lo <= number <= self.hi:
            raise ValueError(f"{owner}: {self.name} = {number:g} is outside {self.limits}.")
        if self.integer and number != int(number):
            raise ValueError(f"{owner}: {self.name} = {number:g} must be a whole number.")
        return number

    def _check_array(self, values: Any, owner: str) -> Any:
        if not bool(((values >= self.lo) & (values <= self.hi)).all()):
            raise ValueError(f"{owner}: some values of {self.name} are outside {self.limits}.")
        return values

    @property
    def limits(self) -> Sentence:
        """The allowed range in words, such as `0.001 to 10`."""
        return sentence("{lo:g} to {hi:g}", lo=self.lo, hi=self.hi)

    def clamp(self, number: float) -> float:
        """The allowed value nearest to `number` (the default where it is not a number)."""
        if math.isnan(number):
            return self.default
        number = min(max(number, self.lo), self.hi)
        return float(round(number)) if self.integer else number


def knob(default: float, lo: float, hi: float, label: str, help: str = "", **flags: Any) -> Any:
    """Declare a dataclass field with limits: default, lowest, highest, label, help.

    Flags: `log=True` asks for a logarithmic slider (with `least=1e-4` also for a knob that may be
    0: its places are 0 and those from `least` on), `integer=True` for whole numbers,
    `tried=(0.5, 0.9, 0.99)` says what a search tries first of a knob spaced by 1 - value, and
    `words=("off", "on")` names each whole number from 0: a ValueError unless all are named.
    """
    spec = Knob(float(default), float(lo), float(hi), label, help, **flags)
    if spec.log and not max(spec.lo, spec.least) > 0:
        raise ValueError(f"{label}: a logarithmic knob from 0 needs `least`, its place after 0.")
    if spec.words and not (spec.integer and spec.lo == 0 and spec.hi == len(spec.words) - 1):
        raise ValueError(f"{label}: words name the whole numbers 0 to {len(spec.words) - 1}.")
    return like(spec)


def like(limits: Knob) -> Any:
    """Declare a dataclass field with the limits of a knob that is declared elsewhere."""
    return field(default=limits.default, metadata={"knob": limits})


class Knobbed:
    """Base of every dataclass whose fields are knobs: checks them when an instance is made."""

    slug: ClassVar[str]

    def __post_init__(self) -> None:
        for name, spec in knobs_of(type(self)).items():
            object.__setattr__(self, name, spec.check(getattr(self, name), self.title))

    @functools.cached_property
    def title(self) -> str:
        """What it is called: of the class, or of each instance."""
        raise NotImplementedError

    @property
    def knobs(self) -> Mapping[str, Knob]:
        """The knobs by name, in the order the file declares them."""
        return knobs_of(type(self))


def knobs_of(cls: type) -> Mapping[str, Knob]:
    """The knobs a dataclass declares, by name."""
    return _knobs_of(cast(Any, cls))


@functools.cache
def _knobs_of(cls: Any) -> Mapping[str, Knob]:
    return MappingProxyType(
        {
            f.name: dataclasses.replace(f.metadata["knob"], name=f.name)
            for f in dataclasses.fields(cls)
            if "knob" in f.metadata
        }
    )


def build(cls: type[Any], values: Mapping[str, Any]) -> Any:
    """Make `cls(**values)`; an unknown knob or a value out of range is one clear ValueError."""
    allowed = knobs_of(cls)
    for name in values:
        if name not in allowed:
            raise ValueError(f"{cls.title} has no knob {name!r}; it has {listing(allowed)}.")
    return cls(**values)


def listing(names: Iterable[str]) -> str:
    """Names for a sentence: `a, b, c`, or `none`."""
    return ", ".join(names) or "none"
