"""Note another name of a unit."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.dates import require_there
from luoshi.duban.organisations.models import Alias, Unit
from luoshi.duban.organisations.names import require_free, require_name
from luoshi.duban.problems import Refused


@transaction.atomic
def add_alias(unit: Unit, name: str, *, actor: User) -> Alias:
    """From now on *name* means *unit*.  One that is noted already stays as it is.

    Raises :class:`Refused` where the name means another unit, or is the unit's own.
    """
    require_in(actor, Right.MANAGE_UNITS, unit.office)
    require_there(unit, clock.today())
    name = require_name(name)
    if name == unit.name:
        raise Refused("own-name", f"“{name}”就是该单位的名称。", f"{name} is the unit's own name.")
    require_free(unit.office, name, but=unit)
    alias, new = Alias.objects.get_or_create(
        office=unit.office, name=name, defaults={"unit": unit, "noted_by": actor, "noted_at": clock.now()}
    )
    if new:
        record("unit.alias-added", unit, office=unit.office.key, actor=actor.actor, after={"alias": name})
    return alias
