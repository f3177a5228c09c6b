"""申诉: made by the unit, decided by who took no part."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.oversight.appraisal.access import appeal_for, line_for
from luoshi.duban.oversight.appraisal.actions.appeal import appeal as make_appeal
from luoshi.duban.oversight.appraisal.actions.decide_appeal import decide_appeal
from luoshi.duban.oversight.appraisal.forms.appeal import AppealForm, DecisionForm
from luoshi.duban.oversight.appraisal.views.scores import explanation_page
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


@require_POST
@needs(Right.APPEAL_SCORE)
def make(request: SignedIn, line: int) -> HttpResponse:
    """Appeal against a line; what was typed stays where it is refused."""
    found = line_for(request.user, line)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return explanation_page(request, found.score_id, form=form, at=found.pk, status=422)
    try:
        make_appeal(found, actor=request.user, reasons=form.cleaned_data["reasons"])
    except LuoshiError as error:
        return explanation_page(request, found.score_id, error=sentence(error), form=form, at=found.pk, status=409)
    messages.success(request, _("已提出申诉，由没有参与这次评分的人处理。"))
    return redirect("appraisal:unit-issued", found.score_id)


@require_POST
@needs(Right.DECIDE_SCORE_APPEAL)
def decide(request: SignedIn, appeal: int) -> HttpResponse:
    """Uphold an appeal with corrected points, or refuse it; what was typed stays where that is refused."""
    found = appeal_for(request.user, appeal)
    key, line = found.line.score_id, found.line_id
    form = DecisionForm(request.POST)
    upheld = request.POST.get("outcome") == "upheld"
    if form.is_valid() and upheld and form.cleaned_data["points"] is None:
        form.add_error("points", _("申诉成立的，请填写更正后得分。"))
    if not form.is_valid():
        return explanation_page(request, key, form=form, at=line, status=422)
    said = form.cleaned_data
    version = version_sent(request.POST)
    points = said["points"] if upheld else None
    try:
        decide_appeal(found, actor=request.user, version=version, points=points, answer=said["answer"])
    except LuoshiError as error:
        return explanation_page(request, key, error=sentence(error), form=form, at=line, status=409)
    messages.success(request, _("已处理申诉。"))
    return redirect("appraisal:unit-issued", key)
