"""The one door to plans and tasks: who sees which.

- Supervisors, their head, the principal and readers see every issued task of their office; drafts are seen by
  those who make and approve them.
- An accountable leader sees the issued tasks of the units in their field and of the units below these.
- A liaison and a unit head see the issued tasks of their unit and of the units below it, and, where the register
  says so (:class:`~luoshi.duban.registers.models.Visibility`), all issued tasks of that register.
- Administrators see none, and nobody sees another office's.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.queries import acting_units, units_in_charge
from luoshi.duban.registers.models import Visibility
from luoshi.duban.tasks.models import Assignment, Plan, Task

#: Who sees every issued task of the office.
_WHOLE_OFFICE = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL, Role.READER})
#: Who sees what is not issued yet.
_DRAFTS = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL})


def plans_visible_to(user: User) -> QuerySet[Plan]:
    """The plans of the office, drafts included, for those who make and approve them; else none."""
    if user.office is None or _DRAFTS.isdisjoint(roles_of(user)):
        return Plan.objects.none()
    return Plan.objects.filter(office=user.office)


def plan_for(user: User, pk: int) -> Plan:
    """The plan, or 404: never a hint that it exists."""
    plan = plans_visible_to(user).select_related("register", "document", "reading").filter(pk=pk).first()
    if plan is None:
        raise Http404
    if user.office is not None:
        plan.office = user.office  # the same one, and here already
    return plan


def tasks_visible_to(user: User) -> QuerySet[Task]:
    """The tasks that *user* may see, as the module says.

    Pages list of these what is issued; a draft they list by its plan, so that one that was taken off stands nowhere.
    """
    if user.office is None or not may(user, Right.SEE_TASKS):
        return Task.objects.none()
    roles = roles_of(user)
    tasks = Task.objects.filter(office=user.office)
    if not _DRAFTS.isdisjoint(roles):
        return tasks
    issued = tasks.filter(issued_at__isnull=False)
    if not _WHOLE_OFFICE.isdisjoint(roles):
        return issued
    return issued.filter(_own(user))


def _own(user: User) -> Q:
    """The tasks of the units that *user* acts or answers for, and of registers that are open to every unit."""
    acting = acting_units(user)
    units = units_in_charge(user)
    # The units' own assignments are few, so their keys are collected first; asking for each task would read them all.
    own = Assignment.objects.filter(unit__in=units).order_by().values("task")
    if not acting:
        return Q(pk__in=own)
    # One list of keys: of "one of these or in one of those" a database would look at every task.
    open_to_all = Task.objects.filter(office=user.office_id, register__visibility=Visibility.OFFICE)
    return Q(pk__in=own.union(open_to_all.order_by().values("pk"), all=True))


def task_for(user: User, pk: int, *, along: Callable[[QuerySet[Task]], QuerySet[Task]] | None = None) -> Task:
    """The task, or 404: never a hint that it exists.  *along* adds to the query what a page shows beyond it."""
    shown = tasks_visible_to(user).filter(pk=pk, taken_off_at=None)
    shown = shown.select_related("office", "register", "plan__document")
    task = (along(shown) if along is not None else shown).first()
    if task is None:
        raise Http404
    return task
