"""What can be drawn."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.lookback.models import Look, Outcome
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Assignment, AssignmentRole, CloseOut, State


def pool_of(office: Office, since: date, until: date, register: Register | None = None) -> list[int]:
    """The assignments of *office* whose work was closed out last in these days, not drawn since, by their keys.

    Parts and notes are none: their unit answers to another unit, or for nothing.
    """
    this = OuterRef("pk")
    last = Subquery(CloseOut.objects.filter(assignment=this).order_by("-id").values("closed_at")[:1])
    rows = Assignment.objects.filter(
        Q(task__register=register) if register else Q(), task__office=office, state=State.CLOSED_OUT, answers=True
    ).exclude(role__in=(AssignmentRole.PART, AssignmentRole.INFORMED))
    rows = rows.annotate(closed_at=last).filter(
        closed_at__gte=clock.start_of(since), closed_at__lt=clock.start_of(until + timedelta(days=1))
    )
    seen = Look.objects.filter(assignment=this, draw__made_at__gt=OuterRef("closed_at"))
    waiting = Look.objects.filter(assignment=this, outcome=Outcome.OPEN)
    return list(rows.exclude(Exists(seen)).exclude(Exists(waiting)).order_by("pk").values_list("pk", flat=True))
