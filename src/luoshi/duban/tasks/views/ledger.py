"""The list of tasks and the page of one task."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.models import Event
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.forms.ledger import TaskFilter
from luoshi.duban.tasks.models import OVER, LedgerRow
from luoshi.duban.tasks.paging import PAGE, page_of
from luoshi.duban.tasks.queries import task_for, tasks_visible_to


@require_GET
@needs(Right.SEE_TASKS)
def tasks(request: SignedIn) -> HttpResponse:
    """The issued tasks that the person may see, newest plan first, narrowed by the filters."""
    today = clock.today()
    asked = TaskFilter(request.GET, office=request.user.office)
    found = asked.narrow(tasks_visible_to(request.user).filter(issued_at__isnull=False), today=today)
    page = page_of(found.order_by("-issued_at", "position", "id"), request.GET.get("page"))
    context = {"page": page, "filter": asked, "today": today, "over": OVER, "narrowed": any(request.GET.values())}
    context["may_import"] = may(request.user, Right.IMPORT_LEDGER)
    return render(request, "tasks/ledger/tasks.html", context)


@require_GET
@needs(Right.SEE_TASKS)
def task(request: SignedIn, pk: int) -> HttpResponse:
    """One task: its words, units and limits, the sources it comes from, and what happened to it."""
    one = wording.fetch_for_tables(task_for(request.user, pk))
    events = Event.objects.filter(office=one.office.key, subject="tasks.task", subject_id=str(one.pk)).order_by("-id")[
        :PAGE
    ]
    changes = one.changes.select_related("made_by", "paper").order_by("-id") if one.version > 1 else ()
    context = {
        "task": one,
        "sources": one.sources.select_related("document", "statement").order_by("position", "id"),
        "limits": one.limits.select_related("set_by").order_by("id"),
        "ledger_row": LedgerRow.objects.filter(task=one).first(),
        "changes": changes,
        "events": events,
        "may_change": one.issued_at is not None and may(request.user, Right.CHANGE_ISSUED) and one.state not in OVER,
        "may_attach": may(request.user, Right.CHANGE_ISSUED),
        "is_late": one.due is not None and one.due < clock.today() and one.state not in OVER,
        "sees_documents": may(request.user, Right.SEE_DOCUMENTS),
    }
    return render(request, "tasks/ledger/task.html", context)
