"""What awaits a person: providers give entries, the home page shows them.  An app above adds its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right

#: So many items of an entry are named on the home page; the entry's own page shows all.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: its name, where to do it, and a few words on how far it is.

    ``done`` and ``total`` draw a bar where there is something to count.
    """

    title: str
    url: str = ""
    note: str | Promise = ""
    done: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A kind of thing to do, how many there are, and the first of them.  Without any, it is not shown.

    ``tone`` is ``todo`` (this person's turn), ``wait`` (others are at it) or ``alarm`` (something failed).
    """

    title: str | Promise
    count: int
    url: str
    right: Right
    items: tuple[Item, ...] = ()
    icon: str = "inbox"
    tone: str = "todo"


Provider = Callable[[User], Iterable[Awaiting]]
_providers: list[Provider] = []


def provide_awaiting(provider: Provider) -> None:
    """Let an app say what awaits a person; in its ``AppConfig.ready``."""
    if provider not in _providers:
        _providers.append(provider)


def awaiting(user: User) -> list[Awaiting]:
    """What awaits *user*, in the order of the providers: failures first, then the person's turn, then waiting."""
    found = [entry for provider in _providers for entry in provider(user) if entry.count and may(user, entry.right)]
    return sorted(found, key=lambda entry: ("alarm", "todo", "wait").index(entry.tone))
