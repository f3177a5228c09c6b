"""Whose plans a document's page may show."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.documents.models import Document
from luoshi.duban.tasks.models import Plan, PlanState, Task
from luoshi.duban.tasks.queries import plans_visible_to, tasks_visible_to

#: Who sees every issued task, so that nothing of a document is kept back.
_WHOLE_OFFICE = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL, Role.READER})


def plans_of_document(user: User, document: Document) -> QuerySet[Plan]:
    """The plans of *document*, the newest first, without those given up; drafts only for those who make and approve
    them."""
    if not may(user, Right.SEE_DOCUMENTS) or user.office_id != document.office_id:
        return Plan.objects.none()
    issued = Q(state=PlanState.ISSUED)
    shown = issued | Q(pk__in=plans_visible_to(user).filter(document=document).values("pk"))
    rows = Plan.objects.filter(shown, document=document).exclude(state=PlanState.WITHDRAWN)
    return rows.select_related("register").order_by("-id")


def tasks_seen(user: User) -> QuerySet[Task] | None:
    """The tasks that *user* may see; ``None`` where that is every issued one of the office."""
    return tasks_visible_to(user) if _WHOLE_OFFICE.isdisjoint(roles_of(user)) else None
