"""Who may look at the work of a unit: whoever sees its tasks (:mod:`luoshi.duban.tasks.queries`)."""

from __future__ import annotations

from django.http import Http404

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.organisations.queries import acting_units, answering_units, unit_for, with_units_below

#: Who sees every issued task of the office, and so the work of every unit.
_WHOLE_OFFICE = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL, Role.READER})


def sees_work_of(user: User, unit: Unit) -> bool:
    """Whether *user* sees the tasks of *unit*: a group has none of its own, its members have them.

    That a register is open to every unit shows its tasks, but not what else another unit has to do.
    """
    if unit.kind == UnitKind.GROUP or unit.office_id != user.office_id or not may(user, Right.SEE_TASKS):
        return False
    if not _WHOLE_OFFICE.isdisjoint(roles_of(user)):
        return True
    own = acting_units(user) | answering_units(user)
    return unit.pk in with_units_below(unit.office_id, own)


def unit_seen(user: User, pk: int) -> Unit:
    """The unit, or 404: never a hint that it has work."""
    unit = unit_for(user, pk)
    if not sees_work_of(user, unit):
        raise Http404
    return unit
