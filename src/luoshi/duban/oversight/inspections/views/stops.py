"""One unit of an inspection: what it sees of it, its conclusion, its signature and its review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.oversight.inspections.actions.conclude import (
    issue_conclusion,
    propose_conclusion,
    send_conclusion_back,
    sign_conclusion,
)
from luoshi.duban.oversight.inspections.actions.review_conclusion import (
    ask_by,
    ask_conclusion_review,
    decide_conclusion_review,
)
from luoshi.duban.oversight.inspections.drafting import usual_conclusion
from luoshi.duban.oversight.inspections.forms.finding import (
    ConclusionForm,
    DecideReviewForm,
    ReasonForm,
    RequestForm,
)
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionReview,
    ConclusionState,
    InspectionState,
    Outcome,
    ReviewOutcome,
    Stop,
)
from luoshi.duban.oversight.inspections.page import Line
from luoshi.duban.oversight.inspections.queries import (
    acts_for,
    conclusion_of,
    items_shown,
    review_of,
    stop_for,
    took_part,
)
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


@require_GET
@needs(Right.SEE_TASKS)
def stop(request: SignedIn, stop: int) -> HttpResponse:
    """For the office the whole of one unit; for the unit the visit that was announced, then the conclusion."""
    return _show(request, stop_for(request.user, stop))


def _show(request: SignedIn, one: Stop, status: int = 200, **more: object) -> HttpResponse:
    conclusion = conclusion_of(one)
    whole = may(request.user, Right.SEE_INSPECTIONS)
    is_issued = conclusion is not None and conclusion.state == ConclusionState.ISSUED
    items = items_shown(one.items.all(), one.inspection, clock.today())
    context = {
        "stop": one,
        "inspection": one.inspection,
        "conclusion": conclusion if whole or is_issued else None,
        "review": review_of(conclusion),
        "ask_by": ask_by(conclusion) if conclusion is not None else None,
        "lines": [Line(item) for item in items],
        "whole": whole,
        "shows_findings": whole or is_issued,
        "reason_form": ReasonForm(auto_id="back_%s"),
        "request_form": RequestForm(),
        **_may(request.user, one, conclusion),
        **more,
    }
    return render(request, "inspections/stop.html", context, status=status)


def _may(user: User, one: Stop, conclusion: Conclusion | None) -> dict[str, bool]:
    """What the person may do here; each is asked for again by its action."""
    inspects = may(user, Right.INSPECT)
    state = conclusion.state if conclusion is not None else ""
    seen = not one.items.filter(outcome=Outcome.OPEN).exists()
    under_way = one.inspection.state == InspectionState.APPROVED
    own = may(user, Right.REPORT) and acts_for(user, one)
    other = conclusion is not None and conclusion.drafted_by_id != user.pk
    is_issued = state == ConclusionState.ISSUED
    review = review_of(conclusion)
    last = ask_by(conclusion) if conclusion is not None else None
    return {
        "may_print": inspects,
        "may_conclude": inspects and under_way and seen and not is_issued,
        "may_decide": other and may(user, Right.APPROVE_INSPECTION) and state == ConclusionState.PROPOSED,
        "waits_for_other": inspects and not other and state == ConclusionState.PROPOSED,
        "may_sign": (own or inspects) and is_issued and conclusion is not None and conclusion.signed_at is None,
        "types": inspects and not own,
        "may_ask": own and is_issued and review is None and last is not None and clock.today() <= last,
        "may_review": review is not None
        and review.outcome == ReviewOutcome.OPEN
        and may(user, Right.DECIDE_CONCLUSION_REVIEW)
        and user.pk not in took_part(one.inspection),
    }


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def conclusion(request: SignedIn, stop: int) -> HttpResponse:
    """Write the conclusion; it begins with the findings in the office's usual words."""
    shown = stop_for(request.user, stop)
    items = items_shown(shown.items.all(), shown.inspection, clock.today())

    def initial() -> dict[str, Any]:
        now = conclusion_of(stop_for(request.user, stop))
        words = now.words if now is not None else usual_conclusion(shown, items)
        return {"version": now.version if now is not None else 0, "words": words}

    def do(data: dict[str, Any]) -> None:
        one = stop_for(request.user, stop)
        propose_conclusion(one, data["words"], actor=request.user, version=data["version"])

    page = FormPage(
        heading=_("督查结论：%(unit)s") % {"unit": shown.unit.name},
        submit=_("送审"),
        back=reverse("inspections:stop", args=[shown.pk]),
        done=_("已送审，由另一人审定后送达单位。"),
        make=lambda data, given: ConclusionForm(data, initial=given),
        initial=initial,
        do=do,
    )
    return answer(request, page)


def _issue(request: SignedIn, one: Conclusion, version: int) -> str:
    issue_conclusion(one, actor=request.user, version=version)
    return _("已送达，单位可以看到、签收。")


def _back(request: SignedIn, one: Conclusion, version: int) -> str:
    send_conclusion_back(one, actor=request.user, version=version, reason=request.POST.get("reason", ""))
    return _("已退回修改。")


def _sign(request: SignedIn, one: Conclusion, version: int) -> str:
    sign_conclusion(one, actor=request.user, version=version)
    return _("已签收。")


def _ask(request: SignedIn, one: Conclusion, _version: int) -> str:
    ask_conclusion_review(one, actor=request.user, request=request.POST.get("request", ""))
    return _("已申请复核，30日内由没有参加督查的人决定。")


#: What can be done with a conclusion, by the name of its button.
_ACTS: dict[str, Callable[[SignedIn, Conclusion, int], str]] = {
    "issue": _issue,
    "send-back": _back,
    "sign": _sign,
    "ask-review": _ask,
}


@require_POST
@needs(Right.SEE_TASKS)
def act(request: SignedIn, stop: int) -> HttpResponse:
    """Do what the button says; refused, the page says why, and what was typed stays."""
    one, wanted = stop_for(request.user, stop), request.POST.get("act", "")
    conclusion = conclusion_of(one)
    if wanted not in _ACTS or conclusion is None:
        raise Http404
    conclusion.stop = one
    try:
        words = _ACTS[wanted](request, conclusion, version_sent(request.POST))
    except LuoshiError as error:
        typed: dict[str, object] = {}
        if wanted == "send-back":
            typed["reason_form"] = ReasonForm(request.POST, auto_id="back_%s")
        if wanted == "ask-review":
            typed["request_form"] = RequestForm(request.POST)
        return _show(request, stop_for(request.user, stop), 409, problem=sentence(error), **typed)
    messages.success(request, words)
    return redirect("inspections:stop", stop)


@require_http_methods(["GET", "POST"])
@needs(Right.DECIDE_CONCLUSION_REVIEW)
def review(request: SignedIn, stop: int) -> HttpResponse:
    """Decide a review; whoever took part in the inspection is refused."""
    shown = stop_for(request.user, stop)
    asked: ConclusionReview | None = review_of(conclusion_of(shown))
    if asked is None:
        raise Http404

    def do(data: dict[str, Any]) -> None:
        decide_conclusion_review(
            asked, actor=request.user, outcome=ReviewOutcome(data["outcome"]), reasons=data["reasons"],
            correction=data["correction"],
        )  # fmt: skip

    page = FormPage(
        heading=_("复核督查结论：%(unit)s") % {"unit": shown.unit.name},
        submit=_("决定"),
        back=reverse("inspections:stop", args=[shown.pk]),
        done=_("复核已决定，单位可以看到。"),
        lead=_("复核理由：%(words)s") % {"words": asked.request},
        make=lambda data, _given: DecideReviewForm(data),
        initial=dict,
        do=do,
    )
    return answer(request, page)
