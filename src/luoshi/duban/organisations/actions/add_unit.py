"""Add a unit to the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.actions.move_unit import require_parent
from luoshi.duban.organisations.models import Alias, Unit, UnitKind
from luoshi.duban.organisations.names import require_free, require_name, tidy


@transaction.atomic
def add_unit(  # noqa: PLR0913 -- a unit is all of these
    office: Office,
    name: str,
    *,
    actor: User,
    kind: UnitKind = UnitKind.ORGANISATION,
    short_name: str = "",
    parent: Unit | None = None,
    starts: date | None = None,
    position: int | None = None,
    aliases: Sequence[str] = (),
) -> Unit:
    """A new unit with its *aliases*, last in its order unless *position* says otherwise.

    Raises :class:`Refused` where a name already means a unit, or the parent cannot be one.
    """
    require_in(actor, Right.MANAGE_UNITS, office)
    name = require_name(name)
    require_free(office, name)
    unit = Unit(office=office, name=name, short_name=tidy(short_name)[:50], kind=kind, parent=parent, starts=starts)
    require_parent(unit, parent)
    if position is None:
        last = Unit.objects.filter(office=office).aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
    unit.position = position
    unit.save(force_insert=True)
    others = [alias for alias in dict.fromkeys(map(require_name, aliases)) if alias != name]
    for alias in others:
        require_free(office, alias)
    Alias.objects.bulk_create(
        Alias(office=office, unit=unit, name=alias, noted_by=actor, noted_at=clock.now()) for alias in others
    )
    after = {
        "name": unit.name,
        "kind": unit.kind,
        "short_name": unit.short_name,
        "parent": str(parent or ""),
        "aliases": others,
    }
    record("unit.added", unit, office=office.key, actor=actor.actor, after=after)
    return unit
