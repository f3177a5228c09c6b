"""What a page of the overview is about: who looks, what it is narrowed to, and the tasks that follow from both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.queries import units_in_charge
from luoshi.duban.tasks.acting import issued_in_office
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.filters import Chip, Scope, chips, narrowed
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.selection import in_ledger
from luoshi.duban.tasks.models import Assignment, Task

#: Who sees every issued task of the office (:mod:`luoshi.duban.tasks.queries`).
_WHOLE_OFFICE = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL, Role.READER})


@dataclass(frozen=True)
class Seen:
    """Asked once a request: each of what follows is found out once.

    ``since`` is the first day that the page tells as new, where it tells of one.
    """

    user: User
    asked: Asked
    today: date
    since: date | None = None

    @property
    def office(self) -> int:
        """The key of the person's office."""
        return self.user.office_id or 0

    @property
    def whole(self) -> bool:
        """Whether the person sees every issued task of the office."""
        return not _WHOLE_OFFICE.isdisjoint(roles_of(self.user))

    @cached_property
    def field(self) -> set[int] | None:
        """The units that the person answers for, those below them included; ``None`` for who sees the whole office."""
        if self.whole:
            return None
        return units_in_charge(self.user)

    @cached_property
    def names(self) -> Names:
        """What the filters lead to."""
        return Names.asked(self.asked, self.user)

    @cached_property
    def tasks(self) -> QuerySet[Task]:
        """The issued tasks that the person may see and that the filters let through."""
        return narrowed(in_ledger(self.user), self.asked, Scope(self.office, self.today, self.names))

    @property
    def assignments(self) -> QuerySet[Assignment]:
        """The assignments of these tasks; of the person's field where that is not the whole office."""
        if self.whole and not self.asked.filters.values:
            return issued_in_office(self.office)
        rows = Assignment.objects.filter(task__in=self.tasks.order_by().values("pk"))
        return rows if self.field is None else rows.filter(unit__in=self.field)

    @property
    def chips(self) -> list[tuple[Chip, str]]:
        """The filters with the address without each."""
        return [(chip, self.here(chip.without)) for chip in chips(self.asked, self.names)]

    def query(self, **more: object) -> str:
        """The filters, and *more* keys, as they stand in an address."""
        own = [self.asked.filters.query] if self.asked.filters.query else []
        return "&".join([*own, *(f"{key}={value}" for key, value in more.items())])

    def here(self, asked: Asked) -> str:
        """This page, narrowed by *asked* instead, with the same day since when things are new."""
        return f"?{asked.query}" + (f"&since={self.since.isoformat()}" if self.since is not None else "")
