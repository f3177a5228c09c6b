"""结转 of a register, and the lists of what went."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import register_for
from luoshi.duban.tasks.actions.carry_over import carry_over
from luoshi.duban.tasks.carrying import papers
from luoshi.duban.tasks.carrying.counts import went
from luoshi.duban.tasks.carrying.unfinished import Standing, missing_columns, standing, unfinished
from luoshi.duban.tasks.forms.carry_over import CarryOverForm, Ticks
from luoshi.duban.tasks.issuing.papers import response
from luoshi.duban.tasks.landing.fates import fated
from luoshi.duban.tasks.models import CarryOver
from luoshi.duban.tasks.paging import page_of
from luoshi.errors import LuoshiError

#: Tasks a page of the list to tick: what a register of a county has left at the year's end fits on one.
PAGE = 100
_LISTED = 100


@require_http_methods(["GET", "POST"])
@needs(Right.CARRY_OVER)
def carry(request: SignedIn, register: int) -> HttpResponse:
    """The unfinished tasks, all ticked; with ``confirm`` what is ticked goes on and the rest is dropped.

    Without it the person goes on to another page of the list (``page``), and what they said stays.
    """
    shown = register_for(request.user, register)
    if request.method != "POST":
        now = standing(shown)
        form = CarryOverForm(register=shown, initial={"version": shown.version, "seen": now.fingerprint})
        return _page(request, shown, form, Ticks(), now=now)
    form, ticks = CarryOverForm(request.POST, register=shown), Ticks(request.POST)
    if "confirm" not in request.POST:
        return _page(request, shown, CarryOverForm(register=shown, initial=_said(request)), ticks)
    is_stale = request.POST.get("version") != str(shown.version)
    if not form.is_valid() and not is_stale:
        return _page(request, shown, form, ticks)
    try:
        if is_stale:  # said before anything about the fields, whose choices may be others by now
            raise ChangedMeanwhile(str(shown))
        return _confirm(request, shown, form, ticks)
    except LuoshiError as error:
        fresh = register_for(request.user, register)
        now = standing(fresh)
        said = {**_said(request), "version": fresh.version, "seen": now.fingerprint}
        return _page(request, fresh, CarryOverForm(register=fresh, initial=said), ticks, now=now, problem=error)


def _said(request: SignedIn) -> dict[str, object]:
    """What stands in the form, to be shown again without a word about it."""
    return {name: request.POST.get(name, "") for name in ("into", "reason", "basis_kind", "version", "seen")}


def _confirm(request: SignedIn, shown: Register, form: CarryOverForm, ticks: Ticks) -> HttpResponseRedirect:
    data = form.cleaned_data
    carried = carry_over(
        shown,
        form.target,
        actor=request.user,
        version=data["version"],
        seen=data["seen"],
        dropped=ticks.bases(form),
    )
    count = carried.rows.filter(dropped=False).count()
    words = ngettext(
        "已结转%(count)s项任务，编号、时限和逾期天数不变。", "已结转%(count)s项任务，编号、时限和逾期天数不变。", count
    )
    messages.success(request, words % {"count": count})
    return redirect("tasks:carried", carried.pk)


def _page(  # noqa: PLR0913 -- what stands there, and what somebody said about it
    request: SignedIn,
    shown: Register,
    form: CarryOverForm,
    ticks: Ticks,
    *,
    now: Standing | None = None,
    problem: LuoshiError | None = None,
) -> HttpResponse:
    now, today = now or standing(shown), clock.today()
    number = request.POST.get("page") or request.GET.get("page")
    page = page_of(unfinished(shown), number, size=PAGE, known=now.count)
    if ticks.dropped:
        ticks.keep(unfinished(shown).filter(pk__in=list(ticks.dropped)).values_list("pk", flat=True))
    into = form.later[0] if form.later else None
    context = {
        "register": shown,
        "form": form,
        "page": page,
        "rows": [(fated(task, today), task.pk not in ticks.dropped, ticks.dropped.get(task.pk, "")) for task in page],
        "elsewhere": ticks.elsewhere(task.pk for task in page),
        "dropped": len(ticks.dropped),
        "earlier": went(shown),
        "drafts": now.drafts,
        "missing": missing_columns(shown, into) if into else [],
        "into": into,
        "problem": problem,
    }
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "tasks/carrying/carry_over.html", context, status=status)


@require_GET
@needs(Right.SEE_REGISTERS)
def carried(request: SignedIn, carry_over: int) -> HttpResponse:
    """结转清单, or with ``?show=dropped`` 不再结转清单."""
    one = _carried_for(request, carry_over)
    dropped = request.GET.get("show") == "dropped"
    counts = {which: one.rows.filter(dropped=which).count() for which in (False, True)}
    rows = one.rows.filter(dropped=dropped).select_related("task__register")
    tabs = [
        {"title": _("结转"), "url": "?", "here": not dropped, "count": counts[False]},
        {"title": _("不再结转"), "url": "?show=dropped", "here": dropped, "count": counts[True]},
    ]
    context = {
        "carried": one,
        "page": Paginator(rows, _LISTED).get_page(request.GET.get("page")),
        "tabs": tabs,
        "dropped": dropped,
        "may_close": may(request.user, Right.MANAGE_REGISTERS) and one.register.is_open,
        "left": unfinished(one.register).count() if one.register.is_open else 0,
    }
    return render(request, "tasks/carrying/carried.html", context)


@require_GET
@needs(Right.SEE_REGISTERS)
def paper(request: SignedIn, carry_over: int, kind: str) -> HttpResponse:
    """Both lists as Word, PDF or Excel."""
    one = _carried_for(request, carry_over)
    try:
        return response(papers.paper(one, kind), f"{one.register}结转清单.{kind}")
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:carried", one.pk)


def _carried_for(request: SignedIn, pk: int) -> CarryOver:
    """The carry-over of a register of the person's office, or 404."""
    rows = CarryOver.objects.filter(register__office=request.user.office_id)
    one = rows.select_related("register__office", "into", "made_by").filter(pk=pk).first()
    if one is None:
        raise Http404
    return one
