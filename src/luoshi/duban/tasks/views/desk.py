"""The review desk: the page, and what of it has changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.desk.changing import OPEN_STATES
from luoshi.duban.tasks.desk.gold import gold_tsv
from luoshi.duban.tasks.desk.news import since, token
from luoshi.duban.tasks.desk.page import Desk, Part, look_at
from luoshi.duban.tasks.desk.similar import Wording, resembling
from luoshi.duban.tasks.models import DeskChange, Plan, TaskSignature
from luoshi.duban.tasks.queries import plan_for


@require_GET
@needs(Right.SEE_DOCUMENTS)
def desk(request: SignedIn, pk: int) -> HttpResponse:
    """The whole desk.  Who may not decide, and everybody once the plan is past the desk, reads it only."""
    plan = plan_for(request.user, pk)
    if request.user.office is not None:
        plan.office = request.user.office  # the same one, and here already
    return render(request, "tasks/desk/desk.html", context(request, plan, look_at(plan)))


def context(request: SignedIn, plan: Plan, shown: Desk) -> dict[str, object]:
    """What the templates of the desk need."""
    changes = list(
        plan.desk_changes.order_by("number")
        .select_related("made_by")
        .only("number", "verb", "label", "undone", "plan_id", "made_by__name")
    )
    done = [change for change in changes if not change.undone]
    last = done[-1] if done else None
    by = f"{last.made_by.name}{_('：')}" if last and last.made_by_id != request.user.pk else ""
    return {
        "plan": plan,
        "desk": shown,
        "may_decide": may(request.user, Right.DECIDE_STATEMENTS) and plan.state in OPEN_STATES,
        "last": f"{by}{last.words}" if last else "",
        "last_key": last.pk if last else 0,
        "can_redo": len(done) < len(changes),
        "since": token(plan),
    }


def changed(request: SignedIn, plan: Plan, changes: Iterable[DeskChange] | None) -> HttpResponse:
    """The sections that *changes* touched (``None``: all) and the counters, for htmx to put in their places."""
    shown = look_at(plan)
    parts = shown.parts
    if changes is not None:
        statements, tasks = _touched(changes)
        parts = [part for part in parts if any(one.key in statements for one in part.said) or _holds(part, tasks)]
    more = {"parts": parts, "out_of_band": True, **context(request, plan, shown)}
    return render(request, "tasks/desk/changed.html", more)


def _touched(changes: Iterable[DeskChange]) -> tuple[set[int], set[int]]:
    """The keys of the statements and of the tasks that changes are about."""
    statements: set[int] = set()
    tasks: set[int] = set()
    for change in changes:
        for snapshot in (change.before, change.after):
            statements.update(map(int, snapshot["decisions"]))
            for key, state in snapshot["tasks"].items():
                tasks.add(int(key))
                sources = state["sources"] if state else ()
                statements.update(one["statement_id"] for one in sources if one["statement_id"])
    return statements, tasks


def _holds(part: Part, tasks: set[int]) -> bool:
    return any(card.task in tasks for card in part.cards)


@require_GET
@needs(Right.SEE_DOCUMENTS)
def news(request: SignedIn, pk: int) -> HttpResponse:
    """What others changed since the page was drawn; nothing (204) where they did not."""
    plan = plan_for(request.user, pk)
    changes = since(plan, request.GET.get("since", ""))
    return changed(request, plan, changes) if changes or changes is None else HttpResponse(status=204)


@require_GET
@needs(Right.SEE_DOCUMENTS)
def similar(request: SignedIn, pk: int) -> HttpResponse:
    """The open tasks that resemble the items of the desk (of one section: ``?section=``), each for its place."""
    plan = plan_for(request.user, pk)
    section = request.GET.get("section", "")
    parts = look_at(plan).parts if TaskSignature.objects.exists() else []
    cards = [card for part in parts if section in ("", str(part.section.index)) for card in part.cards]
    wordings = {
        card.key: Wording(
            card.text, frozenset(unit.key for unit in card.units if unit.key), tuple(unit.said for unit in card.units)
        )
        for card in cards
    }
    found = resembling(plan.office_id, wordings)
    items = [(card, found[card.key]) for card in cards if card.key in found]
    editable = may(request.user, Right.DECIDE_STATEMENTS) and plan.state in OPEN_STATES
    return render(request, "tasks/desk/similar.html", {"plan": plan, "items": items, "may_decide": editable})


@require_GET
@needs(Right.SEE_DOCUMENTS)
def gold(request: SignedIn, pk: int) -> HttpResponse:
    """The decisions as a gold annotation."""
    plan = plan_for(request.user, pk)
    response = HttpResponse(gold_tsv(plan), content_type="text/tab-separated-values; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{plan.pk}.gold.tsv"'
    return response
