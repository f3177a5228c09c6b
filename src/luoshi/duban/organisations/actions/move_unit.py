"""Put a unit under another one."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.problems import Refused


@transaction.atomic
def move_unit(unit: Unit, parent: Unit | None, *, actor: User, version: int, reason: str = "") -> Unit:
    """Put *unit* under *parent*, or at the top; nothing happens where it is there already.

    Raises :class:`Refused` where the parent lies below the unit itself.
    """
    require_in(actor, Right.MANAGE_UNITS, unit.office)
    require_parent(unit, parent)
    old = unit.parent
    if old == parent:
        return unit
    change_seen(unit, version, parent=parent)
    record(
        "unit.moved",
        unit,
        office=unit.office.key,
        actor=actor.actor,
        before={"parent": "" if old is None else old.name},
        after={"parent": "" if parent is None else parent.name},
        reason=reason,
    )
    return unit


def require_parent(unit: Unit, parent: Unit | None) -> None:
    """Raise :class:`Refused` where *parent* cannot stand above *unit*."""
    if parent is None:
        return
    if parent.office_id != unit.office_id or parent.ends is not None:
        raise Refused("bad-parent", f"“{parent.name}”已不在用，不能作上级。", f"{parent.name} is no longer in use.")
    if parent.kind == UnitKind.GROUP:
        raise Refused(
            "group-as-parent",
            f"“{parent.name}”是单位组，不能作上级；请把“{unit.name}”设为它的成员。",
            f"{parent.name} is a group and cannot be a parent; make {unit.name} its member.",
        )
    seen: set[int] = set()
    above: Unit | None = parent
    while above is not None and above.pk not in seen:
        if unit.pk is not None and above.pk == unit.pk:
            raise Refused(
                "circle",
                f"“{parent.name}”在“{unit.name}”之下，不能作它的上级。",
                f"{parent.name} lies below {unit.name} and cannot be its parent.",
            )
        seen.add(above.pk)
        above = above.parent
