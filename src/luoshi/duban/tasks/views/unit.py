"""A unit: its tasks and its record, the burden laid on it, and the same matter from several sources."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.language import is_chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.beside import beside
from luoshi.duban.tasks.lateness_words import of_assignment
from luoshi.duban.tasks.models import State
from luoshi.duban.tasks.unit_page import same_matter
from luoshi.duban.tasks.unit_page.burden import MonthOfBurden, burden_of, forms_of
from luoshi.duban.tasks.unit_page.open_work import WHEN, When, count_open, listed, roles_in_words
from luoshi.duban.tasks.unit_page.record import record_of
from luoshi.duban.tasks.unit_page.seen import unit_seen

PAGE = 25


@require_GET
@needs(Right.SEE_TASKS)
def unit(request: SignedIn, unit: int) -> HttpResponse:
    """Its open tasks by state and limit (``state``, ``when``; ``others``: where it only takes part), and its record."""
    shown, today = unit_seen(request.user, unit), clock.today()
    counts = count_open(shown, today)
    state, when, others = request.GET.get("state", ""), request.GET.get("when", ""), "others" in request.GET
    rows = listed(shown, today, state=state, when=when, others=others)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": shown,
        "tabs": _tabs(shown, "unit"),
        "counts": counts,
        "rows": [(row.label, row.value, cells, total) for row, cells, total in counts.rows],
        "columns": [(when.value, name) for when, name in WHEN.items()],
        "roles": roles_in_words(counts),
        "page": page,
        "assignments": [(one, of_assignment(one, one.task, today)) for one in page],
        "beside": beside(one.task_id for one in page),
        "narrowed": _narrowed(state, when, others=others),
        "record": record_of(shown, today),
        "year": today.year,
    }
    return render(request, "tasks/unit/tasks.html", context)


@require_GET
@needs(Right.SEE_TASKS)
def burden(request: SignedIn, unit: int) -> HttpResponse:
    """Reports owed a month over the last twelve, by register, and the forms and files it was asked for."""
    shown, today = unit_seen(request.user, unit), clock.today()
    found = burden_of(shown, today)
    context = {
        "unit": shown,
        "tabs": _tabs(shown, "unit-burden"),
        "burden": found,
        "months": [(_month(one), one) for one in reversed(found.months)],
        "this_month": found.months[-1],
        "registers": [
            (one, _("、").join(str(Rhythm(rhythm).label) for rhythm in sorted(one.rhythms))) for one in found.registers
        ],
        "forms": forms_of(shown, today),
    }
    return render(request, "tasks/unit/burden.html", context)


@require_GET
@needs(Right.SEE_TASKS)
def matters(request: SignedIn, unit: int) -> HttpResponse:
    """Tasks that stand on several sources, and open tasks that resemble one another."""
    shown = unit_seen(request.user, unit)
    gathered = same_matter.from_several_sources(shown)
    context = {
        "unit": shown,
        "tabs": _tabs(shown, "unit-matters"),
        "gathered": [(one.task, [same_matter.source_in_words(source) for source in one.sources]) for one in gathered],
        "pairs": same_matter.resembling_pairs(shown),
        "may_merge": may(request.user, Right.CHANGE_ISSUED),
    }
    return render(request, "tasks/unit/matters.html", context)


def _tabs(shown: Unit, here: str) -> list[dict[str, object]]:
    names = (("unit", _("任务与办理情况")), ("unit-burden", _("报送负担")), ("unit-matters", _("同一事项")))
    return [
        {"title": name, "url": reverse(f"tasks:{address}", args=[shown.pk]), "here": address == here}
        for address, name in names
    ]


def _narrowed(state: str, when: str, *, others: bool) -> str:
    """What the list is narrowed to, in words."""
    if others:
        return _("配合、知悉和分办的任务")
    words = [str(State(state).label)] if state in State.values else []
    words += [str(WHEN[When(when)])] if when in list(When) else []
    return _("、").join(words)


def _month(one: MonthOfBurden) -> str:
    return f"{one.year}年{one.month}月" if is_chinese() else f"{one.year}-{one.month:02}"
