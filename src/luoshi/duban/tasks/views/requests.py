"""答复延期, 退回 and 异议: the office answers what a unit asked."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import assignments_in_office
from luoshi.duban.tasks.actions.answer_objection import answer_objection
from luoshi.duban.tasks.actions.decide_extension import Answer, decide_extension
from luoshi.duban.tasks.actions.decide_return import grant_return, refuse_return
from luoshi.duban.tasks.forms.supervising import AnswerForm, ExtensionForm, ReturnForm
from luoshi.duban.tasks.models import Extension, Report, Return
from luoshi.duban.tasks.views.answering import carry_out, show

_READ = ("assignment__task__register", "assignment__task__office", "assignment__unit", "typed_by")


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def extension(request: SignedIn, pk: int) -> HttpResponse:
    """答复延期."""
    asked = _extension(request.user, pk)
    form = ExtensionForm(request.POST or None, initial={"due": asked.due_wanted, "version": asked.version})
    task = asked.assignment.task
    if request.method == "POST":
        answer = carry_out(request, task, form, _deciding(request, asked, form))
        if answer is not None:
            return answer
        asked = _extension(request.user, pk)
    more = {
        "asked": asked,
        "own": _is_own(request.user, asked),
        "may_decide": may(request.user, Right.DECIDE_EXTENSION),
    }
    heading = _("延期申请：%(unit)s") % {"unit": asked.assignment.name}
    return show(request, "extension", task, form, heading=heading, version=asked.version, **more)


def _deciding(request: SignedIn, asked: Extension, form: ExtensionForm) -> Callable[[], str]:
    def act() -> str:
        data = form.cleaned_data
        refused = request.POST.get("act") == "refuse"
        if not refused and data["due"] is None:
            raise Refused("no-day", "请填写延至哪一天。", "Give the new last day.")
        answer = Answer(None if refused else data["due"], data["answer"])
        decide_extension(asked, actor=request.user, version=data["version"], answer=answer)
        return _("已答复：不同意延期。") if refused else _("已答复：同意延期，时限已顺延。")

    return act


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def returned(request: SignedIn, pk: int) -> HttpResponse:
    """答复退回."""
    asked = _return(request.user, pk)
    task = asked.assignment.task
    if request.method == "POST":
        form = ReturnForm(request.POST, office=task.office)
        answer = carry_out(request, task, form, _returning(request, asked, form))
        if answer is not None:
            return answer
        asked = _return(request.user, pk)
    else:
        form = ReturnForm.of(asked, office=task.office)
    more = {"asked": asked, "own": _is_own(request.user, asked)}
    heading = _("退回申请：%(unit)s") % {"unit": asked.assignment.name}
    return show(request, "returned", task, form, heading=heading, version=asked.version, **more)


def _returning(request: SignedIn, asked: Return, form: ReturnForm) -> Callable[[], str]:
    def act() -> str:
        data = form.cleaned_data
        version, words = data["version"], data["answer"]
        if request.POST.get("act") == "refuse":
            refuse_return(asked, actor=request.user, version=version, answer=words)
            return _("已答复：不同意退回。")
        unit = data["unit"]
        grant_return(asked, actor=request.user, version=version, unit=unit, answer=words, basis=form.resting_on)
        if unit is None:
            return _("已同意退回。")
        return _("已同意退回，改交%(unit)s，双方都会收到通知。") % {"unit": unit.name}

    return act


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def objection(request: SignedIn, pk: int) -> HttpResponse:
    """答复代录异议."""
    report = _objected(request.user, pk)
    form = AnswerForm(request.POST or None, initial={"version": report.version})
    task = report.assignment.task

    def act() -> str:
        data = form.cleaned_data
        answer_objection(report, actor=request.user, version=data["version"], answer=data["answer"])
        return _("已答复，单位会收到通知。")

    if request.method == "POST":
        answer = carry_out(request, task, form, act)
        if answer is not None:
            return answer
        report = _objected(request.user, pk)
    heading = _("代录异议：%(unit)s") % {"unit": report.assignment.name}
    return show(request, "objection", task, form, heading=heading, version=report.version, report=report)


def _is_own(user: User, asked: Extension | Return) -> bool:
    return asked.typed_by_id == user.pk or asked.asked_by == user.name


def _extension(user: User, pk: int) -> Extension:
    rows = Extension.objects.filter(assignment__in=assignments_in_office(user).values("pk"))
    found = rows.select_related(*_READ, "decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _return(user: User, pk: int) -> Return:
    rows = Return.objects.filter(assignment__in=assignments_in_office(user).values("pk"))
    found = rows.select_related(*_READ, "decided_by", "right_unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _objected(user: User, pk: int) -> Report:
    rows = Report.objects.filter(assignment__in=assignments_in_office(user).values("pk")).exclude(objection="")
    found = rows.select_related(*_READ, "answered_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
