"""督查员把握, as a dialog over the task or a page of its own."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.actions.give_confidence import give_confidence
from luoshi.duban.oversight.forms.confidence import ConfidenceForm
from luoshi.duban.oversight.models import Confidence
from luoshi.duban.tasks.queries import task_for
from luoshi.duban.tasks.views.answering import carry_out, show


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def confidence(request: SignedIn, pk: int) -> HttpResponse:
    """How sure the person is that the task will be done in time; filled in with what was said last."""
    task = task_for(request.user, pk)
    last = Confidence.objects.filter(task=task).first()
    form = ConfidenceForm(request.POST or None, initial={"percent": last.percent} if last is not None else None)
    if request.method == "POST":

        def act() -> str:
            given = give_confidence(
                task, actor=request.user, percent=form.cleaned_data["percent"], note=form.cleaned_data["note"]
            )
            return _("已记下：按时完成的把握%(percent)s%%。") % {"percent": given.percent}

        answer = carry_out(request, task, form, act)
        if answer is not None:
            return answer
    words = _("和单位自报进度、序时进度并列显示，互不替代；承办单位看不到。每次都留在记录中。")
    return show(
        request, "turn", task, form, heading=_("督查员把握"), version=task.version, words=words, button=_("记下")
    )
