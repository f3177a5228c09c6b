"""What can be made of the tasks that the ledger shows, as a table; an app above adds its line by :func:`offer`.

Its page receives the filters in its address, as :class:`~luoshi.duban.tasks.ledger.asked.Asked` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right


@dataclass(frozen=True, slots=True)
class LedgerOffer:
    """A line of the export menu: who may, what it says, and the page it leads to."""

    right: Right
    label: str | Promise
    address: str
    icon: str = ""

    @property
    def url(self) -> str:
        """Where it leads, without the filters."""
        return reverse(self.address)


_OFFERS: list[LedgerOffer] = []


def offer(one: LedgerOffer) -> None:
    """Add a line to the table."""
    if one not in _OFFERS:
        _OFFERS.append(one)


def offers_for(user: User) -> Iterator[LedgerOffer]:
    """What *user* is offered."""
    return (one for one in _OFFERS if may(user, one.right))
