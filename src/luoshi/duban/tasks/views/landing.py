"""How much of a document has landed: its page, statement by statement."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.queries import document_for
from luoshi.duban.tasks.landing.page import Landing, look_at
from luoshi.duban.tasks.landing.plans import plans_of_document, tasks_seen
from luoshi.duban.tasks.models import Plan


@require_GET
@needs(Right.SEE_DOCUMENTS)
def landing(request: SignedIn, document: int) -> HttpResponse:
    """落实情况: by the newest plan, or another one (``?plan=``); ``?show=open`` leaves out what has landed."""
    shown = document_for(request.user, document)
    plans = list(plans_of_document(request.user, shown).select_related("reading"))
    asked = request.GET.get("plan", "")
    plan = next((one for one in plans if str(one.pk) == asked), plans[0] if plans else None)
    only_open = request.GET.get("show") == "open"
    context: dict[str, object] = {"document": shown, "plan": plan, "may_see_plan": _may_see_plans(request.user)}
    if plan is not None:
        found = look_at(
            plan,
            tasks_seen(request.user),
            today=clock.today(),
            only_open=only_open,
            number=request.GET.get("page", ""),
        )
        context |= {
            "landing": found,
            "page": found.page,
            "tabs": _tabs(plan, found, only_open=only_open),
            "plans": [_tab(str(one.register), one, one.pk == plan.pk) for one in plans] if len(plans) > 1 else [],
        }
    return render(request, "tasks/landing/landing.html", context)


def _may_see_plans(user: User) -> bool:
    """Whether the pages of plans are open to *user*, who may see documents."""
    return may(user, Right.DECIDE_STATEMENTS) or may(user, Right.APPROVE_PLAN)


def _tabs(plan: Plan, found: Landing, *, only_open: bool) -> list[dict[str, object]]:
    return [
        {**_tab(_("全文"), plan, not only_open), "count": found.statements},
        {**_tab(_("未落地"), plan, only_open, "&show=open"), "count": found.unlanded},
    ]


def _tab(title: str, plan: Plan, here: bool, more: str = "") -> dict[str, object]:
    return {"title": title, "url": f"?plan={plan.pk}{more}", "here": here}
