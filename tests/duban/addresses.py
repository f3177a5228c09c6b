"""Every address of the application, as the tests of the rights walk over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.duban.scene import ARGUMENTS, Scene

#: Views that are not ours and carry no mark of their own; everybody may come here.
OPEN: frozenset[str] = frozenset()
UNMARKED = "no mark"


@dataclass(frozen=True)
class Address:
    """One pattern: its name with the namespace, its view, and the names of its arguments."""

    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]

    @property
    def right(self):
        """The right that the view asks for; ``None`` where it is open to all; ``UNMARKED`` where it says nothing."""
        return None if self.name in OPEN else getattr(self.view, "right", UNMARKED)

    def missing(self) -> list[str]:
        """The arguments that have no sample in ``scene.py``."""
        return [name for name in self.parameters if _key(self.name, name) is None]

    def url(self, scene: Scene) -> str:
        values = {name: ARGUMENTS[_key(self.name, name)](scene) for name in self.parameters}
        return reverse(self.name, kwargs=values)


def _key(address: str, parameter: str) -> str | None:
    """The most particular sample: of this address, of its app, of the argument's name anywhere."""
    app = address.partition(":")[0]
    keys = (f"{address} {parameter}", f"{app} {parameter}", parameter)
    return next((key for key in keys if key in ARGUMENTS), None)


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns, namespace: str, outer: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = (*outer, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, parameters)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}", pattern.callback, parameters)
