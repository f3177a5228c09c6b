"""Who may act for a unit on its assignments; asked inside the actions, never in a view."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.queries import acting_units, tenures_today
from luoshi.duban.tasks.models import Assignment, Channel, Task


def require_acting(actor: User, right: Right, assignments: Iterable[Assignment]) -> None:
    """Raise :class:`PermissionDenied` where *actor* lacks *right*, or acts for another unit than one of these."""
    require(actor, right)
    units = acting_units(actor)
    if any(one.unit_id not in units for one in assignments):
        raise PermissionDenied(_("这不是您所在单位的任务。"))


def require_in_office(actor: User, right: Right, assignment: Assignment) -> None:
    """Raise :class:`PermissionDenied` where *actor* lacks *right* or belongs to another office than the task."""
    require_office(actor, right, assignment.task)


def require_office(actor: User, right: Right, task: Task) -> None:
    """The same, asked of a task."""
    require(actor, right)
    if actor.office_id != task.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))


def require_asking(actor: User, assignment: Assignment, channel: Channel) -> None:
    """The unit asks for itself; the office may type what a unit asked for by telephone or on paper."""
    if channel in (Channel.TELEPHONE, Channel.PAPER):
        require_in_office(actor, Right.ENTER_REPORT, assignment)
    else:
        require_acting(actor, Right.REPORT, [assignment])


def is_head_of(actor: User, assignment: Assignment) -> bool:
    """Whether *actor* heads the unit of *assignment* today."""
    return any(
        post.role == Role.UNIT_HEAD and post.unit_id == assignment.unit_id
        for post in (tenure.post for tenure in tenures_today(actor))
    )


def assignments_of(user: User) -> QuerySet[Assignment]:
    """The issued assignments of the units that *user* acts for, with their tasks and registers."""
    if user.office_id is None or not may(user, Right.REPORT):
        return Assignment.objects.none()
    found = Assignment.objects.filter(unit__in=acting_units(user), task__issued_at__isnull=False)
    return found.select_related("task__register", "task__office", "unit")


def assignment_for(user: User, pk: int) -> Assignment:
    """An assignment of a unit that *user* acts for, or 404."""
    found = assignments_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def assignments_in_office(user: User) -> QuerySet[Assignment]:
    """The issued assignments of the office of *user* who supervises it, with their tasks, registers and units."""
    if user.office_id is None or not may(user, Right.SUPERVISE):
        return Assignment.objects.none()
    return issued_in_office(user.office_id).select_related("task__register", "task__office", "unit")


def issued_in_office(office: int) -> QuerySet[Assignment]:
    """The issued assignments of *office*.

    An issued task is given to known units of its office alone, and each has a state from then on.  Asked of the units,
    of which there are hundreds, a database need not look at tasks, of which there are tens of thousands.
    """
    return Assignment.objects.filter(unit__office=office).exclude(state="")


def running() -> Q:
    """A condition for assignments: their task is not suspended.

    Few tasks are, so their keys are collected first; asked of each assignment, its task would have to be read.
    """
    return ~Q(task__in=Task.objects.filter(suspended_since__isnull=False).order_by().values("pk"))


def assignment_in_office(user: User, pk: int) -> Assignment:
    """An issued assignment of the office of *user* who supervises it, or 404."""
    found = assignments_in_office(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
