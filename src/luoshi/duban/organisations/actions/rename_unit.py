"""Give a unit a new name from a day; the old one still leads to it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.dates import require_not_later, require_there
from luoshi.duban.organisations.models import Alias, Unit
from luoshi.duban.organisations.names import require_free, require_name
from luoshi.duban.problems import Refused


@transaction.atomic
def rename_unit(  # noqa: PLR0913 -- who, what, when and why
    unit: Unit, name: str, *, on: date, actor: User, version: int, reason: str = ""
) -> Unit:
    """Rename *unit* with effect from *on*, today at the latest; the old name becomes an alias with its last day.

    Raises :class:`Refused` where the name means another unit.
    """
    require_in(actor, Right.MANAGE_UNITS, unit.office)
    require_there(unit, on)
    require_not_later(on, "更名日期", "The day of the new name")
    name, old = require_name(name), unit.name
    if name == old:
        raise Refused("same-name", f"“{name}”就是现在的名称。", f"{name} is the name already.")
    require_free(unit.office, name, but=unit)
    change_seen(unit, version, name=name)
    Alias.objects.filter(office=unit.office, name=name).delete()
    Alias.objects.create(office=unit.office, unit=unit, name=old, until=on, noted_by=actor)
    record(
        "unit.renamed",
        unit,
        office=unit.office.key,
        actor=actor.actor,
        before={"name": old},
        after={"name": name, "on": on.isoformat()},
        reason=reason,
    )
    return unit
