"""What an app above this one puts before a unit on its page of work, beside its tasks (in ``AppConfig.ready``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from luoshi.duban.accounts.models import User


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: its name, where it is dealt with, and the facts of it (whose unit, until when)."""

    title: str
    url: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Matters of one kind under their heading."""

    title: str | Promise
    matters: tuple[Matter, ...]


Provider = Callable[[User], Iterable[Group]]
_providers: list[Provider] = []


def provide_matters(provider: Provider) -> None:
    """Let an app say what awaits a person for the units they act for."""
    if provider not in _providers:
        _providers.append(provider)


def matters_beside(user: User) -> list[Group]:
    """What there is for *user*; a group without matters is none."""
    return [group for provider in _providers for group in provider(user) if group.matters]
