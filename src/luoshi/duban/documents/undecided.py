"""How many statements of a document nobody has decided yet: told by the app that keeps decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from luoshi.duban.documents.models import Document

#: Of documents, by their keys: how many statements are open; a document that nobody decomposes is left out.
Provider = Callable[[Sequence[Document]], Mapping[int, int]]
_providers: list[Provider] = []


def provide_undecided(provider: Provider) -> None:
    """Let an app above this one tell it."""
    if provider not in _providers:
        _providers.append(provider)


def undecided_of(documents: Sequence[Document]) -> dict[int, int]:
    """The open statements of each document that is being decomposed."""
    found: dict[int, int] = {}
    for provider in _providers:
        found.update(provider(documents))
    return found
