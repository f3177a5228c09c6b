"""Change what a unit is called for short, its kind and its place in the order."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.organisations.names import tidy
from luoshi.duban.problems import Refused


@transaction.atomic
def edit_unit(  # noqa: PLR0913 -- the values beside the name
    unit: Unit, *, actor: User, version: int, short_name: str, kind: UnitKind, position: int | None = None
) -> Unit:
    """Set the short name, the kind and the position; nothing happens where nothing differs."""
    require_in(actor, Right.MANAGE_UNITS, unit.office)
    if unit.kind == UnitKind.GROUP != kind and unit.memberships.filter(ends__isnull=True).exists():
        raise Refused(
            "group-has-members",
            f"“{unit.name}”还有成员单位，请先清空成员再改类型。",
            f"{unit.name} still has members; empty it before changing its kind.",
        )
    place = unit.position if position is None else position
    after: dict[str, object] = {"short_name": tidy(short_name)[:50], "kind": str(kind), "position": place}
    before: dict[str, object] = {name: getattr(unit, name) for name in after}
    if before == after:
        return unit
    change_seen(unit, version, **after)
    record("unit.edited", unit, office=unit.office.key, actor=actor.actor, before=before, after=after)
    return unit
