"""核查, 退办, 销号: the page on which what was reported stands beside what was wanted, and the same for several."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused, sentence
from luoshi.duban.tasks.acting import assignment_in_office, assignments_in_office
from luoshi.duban.tasks.actions.close_out import close_out, close_out_several
from luoshi.duban.tasks.actions.send_back import send_back
from luoshi.duban.tasks.actions.verify_report import verify_report, verify_several
from luoshi.duban.tasks.forms.supervising import ReasonsForm, VerifyForm, VerifySeveralForm
from luoshi.duban.tasks.models import Assignment, Evidence, State
from luoshi.duban.tasks.submissions import findings_of, is_own, submission_of
from luoshi.duban.tasks.views.answering import carry_out, show
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def verify(request: SignedIn, pk: int) -> HttpResponse:
    """核查 what was handed in: let it pass, let it pass and close it out, or send it back."""
    one = assignment_in_office(request.user, pk)
    form = VerifyForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST":
        answer = carry_out(request, one.task, form, _verifying(request, one, form))
        if answer is not None:
            return answer
        one = assignment_in_office(request.user, pk)
    heading = _("核查：%(unit)s") % {"unit": one.name}
    return show(request, "verify", one.task, form, heading=heading, version=one.version, **_evident(request, one))


def _verifying(request: SignedIn, one: Assignment, form: VerifyForm) -> Callable[[], str]:
    def act() -> str:
        version = form.cleaned_data["version"]
        wanted = request.POST.get("act")
        if wanted == "send-back":
            send_back(one, actor=request.user, version=version, reason=form.cleaned_data["conclusion"])
            return _("已退办，单位会看到理由。")
        verify_report(one, actor=request.user, version=version, checked=form.checked)
        if wanted == "close-out":
            close_out(one, actor=request.user, version=one.version, reasons=form.checked.conclusion)
            return _("已核查并销号。")
        return _("核查通过，待销号。")

    return act


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def close(request: SignedIn, pk: int) -> HttpResponse:
    """销号 what was verified, or send it back after all."""
    one = assignment_in_office(request.user, pk)
    form = ReasonsForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST":
        answer = carry_out(request, one.task, form, _closing(request, one, form))
        if answer is not None:
            return answer
        one = assignment_in_office(request.user, pk)
    heading = _("销号：%(unit)s") % {"unit": one.name}
    verification = one.verifications.select_related("verified_by").first()
    return show(
        request,
        "close",
        one.task,
        form,
        heading=heading,
        version=one.version,
        verification=verification,
        **_evident(request, one),
    )


def _closing(request: SignedIn, one: Assignment, form: ReasonsForm) -> Callable[[], str]:
    def act() -> str:
        version, reasons = form.cleaned_data["version"], form.cleaned_data["reasons"]
        if request.POST.get("act") == "send-back":
            send_back(one, actor=request.user, version=version, reason=reasons)
            return _("已退办，单位会看到理由。")
        close_out(one, actor=request.user, version=version, reasons=reasons)
        return _("已销号。")

    return act


def _evident(request: SignedIn, one: Assignment) -> dict[str, object]:
    """What is judged: the report, its evidence, and what is set beside what."""
    report = submission_of(one)
    evidence = Evidence.objects.filter(report=report).select_related("source") if report is not None else ()
    return {
        "assignment": one,
        "report": report,
        "evidence": list(evidence),
        "findings": findings_of(one, report),
        "own": is_own(request.user, report),
        "may_verify": one.state == State.SUBMITTED and may(request.user, Right.VERIFY),
        "may_close": may(request.user, Right.CLOSE_OUT),
        "may_send_back": may(request.user, Right.VERIFY),
    }


@require_POST
@needs(Right.VERIFY)
def verify_chosen(request: SignedIn) -> HttpResponse:
    """核查 several at once, where every figure holds."""
    form = VerifySeveralForm(request.POST)

    def act(seen: list[tuple[Assignment, int]]) -> str:
        if not form.is_valid():
            raise Refused("no-means", "请选择核查方式。", "Choose the means of verification.")
        count = len(verify_several(seen, actor=request.user, checked=form.checked))
        return ngettext("已核查通过%(count)s项。", "已核查通过%(count)s项。", count) % {"count": count}

    return _several(request, "verify", act)


@require_POST
@needs(Right.CLOSE_OUT)
def close_chosen(request: SignedIn) -> HttpResponse:
    """销号 several at once."""

    def act(seen: list[tuple[Assignment, int]]) -> str:
        count = len(close_out_several(seen, actor=request.user, reasons=request.POST.get("reasons", "")))
        return ngettext("已销号%(count)s项。", "已销号%(count)s项。", count) % {"count": count}

    return _several(request, "close", act)


def _several(request: SignedIn, tab: str, act: Callable[[list[tuple[Assignment, int]]], str]) -> HttpResponse:
    """Act on what was ticked: each value is an assignment's key and the version that was seen, as ``12-3``."""
    chosen: dict[int, int] = {}
    for value in request.POST.getlist("one"):
        key, _dash, version = value.partition("-")
        if key.isdecimal() and version.isdecimal() and len(value) < 20:
            chosen[int(key)] = int(version)
    rows = assignments_in_office(request.user).filter(pk__in=chosen).order_by("state_since", "pk")
    try:
        messages.success(request, act([(row, chosen[row.pk]) for row in rows]))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    return redirect(f"{reverse('tasks:supervision')}?tab={tab}")
