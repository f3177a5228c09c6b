"""The office's pages of a round: open it, see who has answered, end it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks import counting
from luoshi.duban.tasks.actions.circulate import circulate
from luoshi.duban.tasks.actions.close_circulation import close_circulation
from luoshi.duban.tasks.actions.move_last_day import move_last_day
from luoshi.duban.tasks.circulation.extracts import Addressee, Addressees, addressees, tasks_with_units
from luoshi.duban.tasks.circulation.overview import counts, everybody, reminder, tabs
from luoshi.duban.tasks.circulation.queries import round_for, rounds_of, takes_answers
from luoshi.duban.tasks.forms.circulation import LastDayForm, StartForm, usual_last_day
from luoshi.duban.tasks.models import AssignmentRole, Circulation, Invitation, Plan, PlanState, Verdict
from luoshi.duban.tasks.queries import plan_for
from luoshi.duban.tasks.views.circulation_links import links_page
from luoshi.errors import LuoshiError

PAGE = 50


@needs(Right.CIRCULATE)
@require_GET
def circulation(request: SignedIn, plan: int) -> HttpResponse:
    """The plan's newest round, or the page that opens the first."""
    found, rounds = rounds_of(request.user, plan)
    if not rounds:
        return redirect("tasks:circulation-start", found.pk)
    return redirect("tasks:circulation-round", found.pk, rounds[0].number)


@needs(Right.CIRCULATE)
@require_http_methods(["GET", "POST"])
def start(request: SignedIn, plan: int) -> HttpResponse:
    """征求意见: everybody whom the plan names is ticked, the day and the message are filled in; one button."""
    found = plan_for(request.user, plan)
    today = clock.today()
    tasks = list(tasks_with_units(found))
    named = addressees(tasks, today)
    if request.method != "POST":
        initial = {
            "answer_by": usual_last_day(today),
            "message": _("请核对本单位承担的任务，于期限前反馈意见；没有意见的也请反馈。"),
            "units": [one.unit.pk for one in named.units],
        }
        return _start_page(
            request, found, (len(tasks), named), StartForm(initial=initial, named=named.units, today=today)
        )
    form = StartForm(request.POST, named=named.units, today=today)
    if not form.is_valid():
        return _start_page(request, found, (len(tasks), named), form, status=422)
    data = form.cleaned_data
    try:
        opened = circulate(
            found, actor=request.user, answer_by=data["answer_by"], message=data["message"], units=data["units"]
        )
    except LuoshiError as error:
        form.add_error(None, sentence(error))
        return _start_page(request, found, (len(tasks), named), form, status=409)
    return links_page(request, opened.circulation, opened.tokens, is_new=True)


def _start_page(
    request: SignedIn, plan: Plan, found: tuple[int, Addressees], form: StartForm, *, status: int = 200
) -> HttpResponse:
    tasks, named = found
    ticked = {str(key) for key in form["units"].value() or ()}
    context = {
        "plan": plan,
        "form": form,
        "units": [_line(one, ticked) for one in named.units],
        "gaps": named.gaps,
        "tasks": tasks,
        "undecided": counting.undecided_count(plan),
        "can_start": plan.state == PlanState.DRAFTING,
        "rounds": plan.circulations.order_by("-number"),
    }
    return render(request, "tasks/circulation/start.html", context, status=status)


def _line(one: Addressee, ticked: set[str]) -> dict[str, object]:
    roles = [part.role for part in one.parts.values()]
    answering = sum(role in (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE) for role in roles)
    groups = sorted({part.through for part in one.parts.values() if part.through})
    return {
        "unit": one.unit,
        "tasks": len(roles),
        "answering": answering,
        "other": len(roles) - answering,
        "groups": "、".join(groups),
        "ticked": str(one.unit.pk) in ticked,
    }


@needs(Right.CIRCULATE)
@require_GET
def round_(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """Who has answered, who has not, and a text to remind those."""
    found = round_for(request.user, plan, number)
    asked = everybody(found)
    numbers = counts(found)
    shown = request.GET.get("show", "")
    silent = [one for one in asked if not one.has_answered]
    page = Paginator([one.pk for one in (silent if shown == "silent" else asked)], PAGE).get_page(
        request.GET.get("page")
    )
    today = clock.today()
    context = {
        "plan": found.plan,
        "circulation": found,
        "page": page,
        "invitations": _lines(found, page.object_list),
        "shown": shown,
        "counts": numbers,
        "tabs": tabs(found, "round", numbers),
        "is_open": takes_answers(found),
        "is_late": today > found.answer_by,
        "now": clock.now(),
        "reminder": reminder(found, [one.unit for one in silent], today),
        "rounds": _others(found.plan, found.number),
        "closing": _closing_words(numbers),
        "last_day": LastDayForm(initial={"answer_by": found.answer_by}, auto_id="last-day-%s"),
    }
    return render(request, "tasks/circulation/round.html", context)


def _lines(circulation: Circulation, keys: Iterable[int]) -> list[Invitation]:
    """These invitations with how many rows and standing comments each has: one query."""
    found = circulation.invitations.filter(pk__in=list(keys)).select_related("unit", "entered_by")
    standing = Count("comments", filter=~Q(comments__verdict=Verdict.WITHDRAWN), distinct=True)
    return list(found.annotate(rows=Count("extract", distinct=True), standing=standing))


def _others(plan: Plan, number: int) -> Sequence[int]:
    return list(plan.circulations.exclude(number=number).order_by("number").values_list("number", flat=True))


def _closing_words(numbers: dict[str, int]) -> str:
    """What somebody should know before they end the round."""
    words = []
    if numbers["silent"]:
        words.append(_("还有 %(silent)s 个单位没有反馈。") % numbers)
    if numbers["open"]:
        words.append(_("还有 %(open)s 条意见待处理，结束后仍可处理。") % numbers)
    words.append(_("结束后不再接收意见，所有链接失效，方案回到分解中，可以送审。"))
    return "".join(words)


@needs(Right.CIRCULATE)
@require_POST
def close(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """结束征求意见."""
    found = round_for(request.user, plan, number)
    try:
        close_circulation(found, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("本轮征求意见已结束。"))
    return redirect("tasks:circulation-round", plan, number)


@needs(Right.CIRCULATE)
@require_POST
def move(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """调整反馈期限."""
    found, form = round_for(request.user, plan, number), LastDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写正确的日期。"))
        return redirect("tasks:circulation-round", plan, number)
    try:
        move_last_day(found, form.cleaned_data["answer_by"], actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("反馈期限已调整，请告知各单位。"))
    return redirect("tasks:circulation-round", plan, number)
