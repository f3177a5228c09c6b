"""What is said of a unit: the unit reads and answers it and may ask for a review; the office decides."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.bulletins.actions.answer_naming import answer_naming
from luoshi.duban.oversight.bulletins.actions.review_naming import ask_by, ask_review, check_decider, decide_review
from luoshi.duban.oversight.bulletins.forms.course import AnswerForm, DecisionForm, EnteredAnswerForm, ReviewForm
from luoshi.duban.oversight.bulletins.models import BulletinState, Naming, Outcome, Review
from luoshi.duban.oversight.bulletins.paper import note_of
from luoshi.duban.oversight.bulletins.queries import naming_for, naming_in_office
from luoshi.duban.oversight.bulletins.views.course import noted
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.models import Channel
from luoshi.errors import LuoshiError


@require_GET
@needs(Right.ANSWER_CRITICISM)
def named(request: SignedIn, pk: int) -> HttpResponse:
    """What a bulletin says of the person's unit, and what can be answered."""
    return _page(request, naming_for(request.user, pk))


def _page(request: SignedIn, naming: Naming, form: forms.Form | None = None, *, status: int = 200) -> HttpResponse:
    state, today = naming.bulletin.state, clock.today()
    before = state in (BulletinState.DRAFT, BulletinState.PROPOSED, BulletinState.APPROVED)
    last = ask_by(naming)
    may_answer = before and naming.answered_at is None and today <= naming.answer_by
    may_ask = state == BulletinState.ISSUED and last is not None and today <= last and _review(naming) is None
    context = {
        "naming": naming,
        "bulletin": naming.bulletin,
        "review": _review(naming),
        "answer_form": (form or AnswerForm()) if may_answer else None,
        "review_form": (form or ReviewForm()) if may_ask else None,
        "ask_by": last,
        "is_before": before,
    }
    return render(request, "bulletins/named.html", context, status=status)


def _review(naming: Naming) -> Review | None:
    return getattr(naming, "review", None)


@require_POST
@needs(Right.ANSWER_CRITICISM)
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """答复."""
    naming, form = naming_for(request.user, pk), AnswerForm(request.POST)
    return _of_unit(
        request,
        naming,
        form,
        lambda: answer_naming(naming, actor=request.user, answer=form.cleaned_data["answer"]),
        _("已答复，督查室审批时会看到。"),
    )


@require_POST
@needs(Right.ANSWER_CRITICISM)
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """申请复核."""
    naming, form = naming_for(request.user, pk), ReviewForm(request.POST)
    return _of_unit(
        request,
        naming,
        form,
        lambda: ask_review(naming, actor=request.user, request=form.cleaned_data["request"]),
        _("已申请复核，30日内由未参与本通报的人员作出决定。"),
    )


def _of_unit(
    request: SignedIn, naming: Naming, form: forms.Form, action: Callable[[], object], done: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, naming, form, status=422)
    try:
        action()
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return _page(request, naming_for(request.user, naming.pk), form, status=409)
    messages.success(request, done)
    return redirect("bulletins:named", naming.pk)


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def enter(request: SignedIn, pk: int) -> HttpResponse:
    """What the unit answered by telephone or on paper."""
    naming = naming_in_office(request.user, pk)
    form = EnteredAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            answer_naming(
                naming,
                actor=request.user,
                answer=data["answer"],
                answered_by=data["answered_by"],
                channel=Channel(data["channel"]),
            )
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已代录答复。"))
            return redirect("bulletins:bulletin", naming.bulletin_id)
    context = {"naming": naming, "form": form}
    return render(request, "bulletins/enter.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs(Right.DECIDE_REVIEW)
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """The decision of a review."""
    naming = naming_in_office(request.user, pk)
    review = _review(naming)
    if review is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request.user, review, form)
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已作出复核决定。"))
            return redirect("bulletins:bulletin", naming.bulletin_id)
    context = {"naming": naming, "review": review, "form": form, "refusal": _refusal(request.user, review)}
    return render(request, "bulletins/decide.html", context, status=422 if form.errors else 200)


def _refusal(user: User, review: Review) -> LuoshiError | None:
    """Why this person may not decide."""
    try:
        check_decider(review, user)
    except LuoshiError as error:
        return error
    return None


def _decide(user: User, review: Review, form: DecisionForm) -> None:
    data = form.cleaned_data
    outcome = Outcome(data["outcome"])
    bulletin = review.naming.bulletin
    files, note = {}, ""
    check_decider(review, user)
    if outcome is not Outcome.UPHELD and data["correction"]:
        review.correction = data["correction"]
        note = note_of(bulletin, review)
        files = noted(bulletin, note)
    with transaction.atomic():
        decide_review(
            review,
            actor=user,
            outcome=outcome,
            reasons=data["reasons"],
            correction=data["correction"],
            files=files,
            note=note,
        )
