"""For a unit and for the leader who answers for it: tasks that were issued and that nobody has taken up yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import fields_of, units_of
from luoshi.duban.tasks.models import Assignment, State
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address
from luoshi.duban.ui.wording import short_day

_OF_UNITS = frozenset({Role.LIAISON, Role.UNIT_HEAD})


def assignments(user: User) -> Iterator[Awaiting]:
    """The newest first; a leader sees them as waiting for the units."""
    if not may(user, Right.SEE_TASKS):
        return
    roles, today = roles_of(user), clock.today()
    if not _OF_UNITS.isdisjoint(roles):
        yield _entry(_("新交办给本单位的任务"), units_of(user, today), "todo")
    if Role.ACCOUNTABLE_LEADER in roles:
        yield _entry(_("分管单位新交办的任务"), fields_of(user, today), "wait")


def _entry(title: str | Promise, units: QuerySet[Unit], tone: str) -> Awaiting:
    found = (
        Assignment.objects.filter(unit__in=units, state=State.ISSUED)
        .select_related("task", "unit")
        .order_by("-state_since", "-id")
    )
    shown = list(found[:SHOWN])
    count = len(shown) if len(shown) < SHOWN else found.count()
    items = tuple(_item(one) for one in shown)
    return Awaiting(title, count, address("tasks:tasks"), Right.SEE_TASKS, items, "list-check", tone)


def _item(assignment: Assignment) -> Item:
    task = assignment.task
    since = gettext("%(day)s交办") % {"day": short_day(assignment.state_since)}
    note = " · ".join((task.number, str(assignment.unit), str(assignment.get_role_display()), since))
    return Item(task.title, address("tasks:task", task.pk), note)
