"""Answer what the unknown units of a ledger are, once for all its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.actions.add_alias import add_alias
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.names import tidy
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Takeover


@dataclass(frozen=True, slots=True)
class Answer:
    """*name* means *unit*, of which it becomes an alias; or a new one whose official name is *official*."""

    name: str
    unit: Unit | None = None
    official: str = ""


@transaction.atomic
def name_units_of_ledger(takeover: Takeover, answers: Sequence[Answer], *, actor: User) -> int:
    """Keep every answer, or none where one is refused; the number of names that are known now.

    The answers are the office's: the next document and the next ledger know the names as well.
    """
    require(actor, Right.IMPORT_LEDGER)
    if takeover.office_id != actor.office_id:
        raise Refused("no-office", "这不属于您所在的机构。", "This does not belong to your office.")
    given = [one for one in answers if one.unit is not None or one.official]
    for one in given:
        unit = one.unit or _new(takeover, one.official, actor)
        if tidy(one.name) != unit.name:
            add_alias(unit, one.name, actor=actor)
    return len(given)


def _new(takeover: Takeover, official: str, actor: User) -> Unit:
    """The new unit; two names may be given the same one."""
    there = Unit.objects.filter(office=takeover.office, name=tidy(official), ends__isnull=True).first()
    return there or add_unit(takeover.office, official, actor=actor)
