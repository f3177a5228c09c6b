"""送审 and 发布."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.oversight.appraisal.access import register_scored, scores_for
from luoshi.duban.oversight.appraisal.actions.decide_scores import decide_scores
from luoshi.duban.oversight.appraisal.actions.propose_scores import propose_scores
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


@require_POST
@needs(Right.APPRAISE)
def propose(request: SignedIn, register: int) -> HttpResponse:
    """Freeze the scores of a period and hand them on for approval."""
    shown = register_scored(request.user, register)
    try:
        found = propose_scores(
            shown, request.POST.get("period", ""), actor=request.user, number=version_sent(request.POST, "number")
        )
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("appraisal:scores", shown.pk)
    messages.success(request, _("已送审；得分按今天的情况固定下来，由另一人审批后发布。"))
    return redirect("appraisal:issued", found.pk)


@require_POST
@needs(Right.ISSUE_SCORES)
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """Issue the scores, or send them back."""
    found = scores_for(request.user, pk)
    issue = request.POST.get("issue") == "1"
    words = request.POST.get("words", "")
    try:
        decide_scores(found, issue=issue, actor=request.user, version=version_sent(request.POST), words=words)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("appraisal:issued", found.pk)
    messages.success(request, _("已发布，各单位可以看到本单位的得分。") if issue else _("已退回，可以重新送审。"))
    return redirect("appraisal:issued", found.pk)
