"""Discovery: every public module of a package that defines `slug` classes is picked up."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any

from core.knob import build, listing


def discover(package: ModuleType, base: type) -> Mapping[str, type[Any]]:
    """Classes of `package`'s modules that derive from `base`, by slug, in menu order.

    A class takes part when it is defined in the module, has a `slug` of its own, and its module
    name does not begin with an underscore. Menu order is (`order`, `title`).
    """
    found: dict[str, type[Any]] = {}
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for cls in vars(module).values():
            if not (isinstance(cls, type) and issubclass(cls, base) and "slug" in vars(cls)):
                continue
            if cls.__module__ == module.__name__:
                _add(found, cls)
    ordered = sorted(found.values(), key=lambda cls: (cls.order, cls.title))
    return MappingProxyType({cls.slug: cls for cls in ordered})


def _add(found: dict[str, type[Any]], cls: type[Any]) -> None:
    if cls.slug in found:
        raise TypeError(f"two classes share the slug {cls.slug!r}")
    found[cls.slug] = cls


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
