"""Discovery: every public module of a package that defines what has a `slug` is picked up."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any, Protocol, TypeVar

from core.knob import build, listing


class Placed(Protocol):
    """What has a slug, and a place among its like."""

    @property
    def slug(self) -> str:
        """As in links."""

    @property
    def number(self) -> int:
        """Its place."""


Numbered = TypeVar("Numbered", bound=Placed)


def discover(package: ModuleType, base: type) -> Mapping[str, type[Any]]:
    """Classes of `package`'s modules that derive from `base`, by slug, in menu order.

    A class takes part when it is defined in the module, has a `slug` of its own, and its module
    name does not begin with an underscore. Menu order is (`order`, `title`).
    """
    found: dict[str, type[Any]] = {}
    for module in _modules(package):
        for cls in vars(module).values():
            if not (isinstance(cls, type) and issubclass(cls, base) and "slug" in vars(cls)):
                continue
            if cls.__module__ == module.__name__:
                _add(found, cls)
    ordered = sorted(found.values(), key=lambda cls: (cls.order, cls.title))
    return MappingProxyType({cls.slug: cls for cls in ordered})


def declared(package: ModuleType, kind: type[Numbered]) -> Mapping[str, Numbered]:
    """Values of this kind that `package`'s modules declare, by slug, in the order of `number`."""
    found: dict[str, Numbered] = {}
    for module in _modules(package):
        for made in vars(module).values():
            if isinstance(made, kind):
                _add(found, made)
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: item[1].number)))


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(package.__path__):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{package.__name__}.{info.name}")


def _add(found: dict[str, Any], each: Any) -> None:
    if each.slug in found:
        raise TypeError(f"two share the slug {each.slug!r}")
    found[each.slug] = each


def make(kind: str, classes: Mapping[str, type[Any]], slug: str, values: Mapping[str, Any]) -> Any:
    """An instance of the class behind `slug`; an unknown slug or knob is a ValueError."""
    if slug not in classes:
        raise ValueError(f"there is no {kind} {slug!r}; there are {listing(classes)}.")
    return build(classes[slug], values)


def grouped(
    classes: Mapping[str, type[Any]], groups: Sequence[str]
) -> Mapping[str, tuple[type[Any], ...]]:
    """The classes by what they teach: in the order of the groups, and in each in menu order."""
    return {
        group: tuple(cls for cls in classes.values() if cls.teaches == group) for group in groups
    }
