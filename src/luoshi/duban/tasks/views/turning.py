"""中止, 恢复, 撤销, 重新办理: a turn in the course of a task, on a basis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.acting import assignment_in_office
from luoshi.duban.tasks.actions.reopen import reopen_assignment, reopen_task
from luoshi.duban.tasks.actions.resume_task import resume_task
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.forms.supervising import ReopenForm, TurnForm
from luoshi.duban.tasks.queries import task_for
from luoshi.duban.tasks.views.answering import carry_out, show


@dataclass(frozen=True, slots=True)
class _Turn:
    """One of the turns that need nothing but a basis: what it does, and what its page says."""

    act: Callable[..., object]
    heading: Promise
    words: Promise
    button: Promise
    done: Promise
    danger: bool = False


_SUSPEND = _Turn(
    suspend_task,
    heading=gettext_lazy("中止任务"),
    words=gettext_lazy("中止期间不催报、不计逾期；恢复后时限按中止天数顺延，中止前的逾期保留。"),
    button=gettext_lazy("中止"),
    done=gettext_lazy("已中止，时限从今天起停止计算。"),
)
_RESUME = _Turn(
    resume_task,
    heading=gettext_lazy("恢复办理"),
    words=gettext_lazy("恢复后继续计算时限，各单位的时限按中止天数顺延。"),
    button=gettext_lazy("恢复办理"),
    done=gettext_lazy("已恢复办理，时限按中止天数顺延。"),
)
_WITHDRAW = _Turn(
    withdraw_task,
    heading=gettext_lazy("撤销任务"),
    words=gettext_lazy("撤销后各单位不再办理，任务和全部经过仍保留在记录中；撤错了可以恢复。"),
    button=gettext_lazy("撤销"),
    done=gettext_lazy("已撤销；任务保留在记录中。"),
    danger=True,
)


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def suspend(request: SignedIn, pk: int) -> HttpResponse:
    """中止."""
    return _turn(request, pk, _SUSPEND)


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def resume(request: SignedIn, pk: int) -> HttpResponse:
    """恢复办理."""
    return _turn(request, pk, _RESUME)


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """撤销."""
    return _turn(request, pk, _WITHDRAW)


def _turn(request: SignedIn, pk: int, turn: _Turn) -> HttpResponse:
    task = task_for(request.user, pk)
    form = TurnForm(request.POST or None, initial={"version": task.version})

    def act() -> str:
        turn.act(task, actor=request.user, version=form.cleaned_data["version"], basis=form.resting_on)
        return str(turn.done)

    if request.method == "POST":
        answer = carry_out(request, task, form, act)
        if answer is not None:
            return answer
        task = task_for(request.user, pk)
    return show(
        request,
        "turn",
        task,
        form,
        version=task.version,
        heading=str(turn.heading),
        words=turn.words,
        button=turn.button,
        danger=turn.danger,
    )


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def restore(request: SignedIn, pk: int) -> HttpResponse:
    """恢复 a task that was withdrawn."""
    task = task_for(request.user, pk)
    form = ReopenForm(request.POST or None, initial={"version": task.version})

    def act() -> str:
        version = form.cleaned_data["version"]
        reopen_task(task, actor=request.user, version=version, basis=form.resting_on, due=form.new_due)
        return _("已恢复，各单位重新办理。")

    if request.method == "POST":
        answer = carry_out(request, task, form, act)
        if answer is not None:
            return answer
        task = task_for(request.user, pk)
    words = _("撤销时仍在承办的单位重新办理；此前的逾期保留，撤销期间不计。")
    heading, button = _("恢复任务"), _("恢复")
    return show(request, "turn", task, form, heading=heading, version=task.version, words=words, button=button)


@require_http_methods(["GET", "POST"])
@needs(Right.CLOSE_OUT)
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    """重新办理 what a unit's close-out ended."""
    one = assignment_in_office(request.user, pk)
    form = ReopenForm(request.POST or None, initial={"version": one.version})

    def act() -> str:
        version = form.cleaned_data["version"]
        reopen_assignment(one, actor=request.user, version=version, basis=form.resting_on, due=form.new_due)
        return _("已重新办理，单位会收到通知。")

    if request.method == "POST":
        answer = carry_out(request, one.task, form, act)
        if answer is not None:
            return answer
        one = assignment_in_office(request.user, pk)
    heading, button = _("重新办理：%(unit)s") % {"unit": one.name}, _("重新办理")
    words = _("销号时的逾期保留，从今天起重新计算；随它一并办结的单位也重新办理。")
    return show(request, "turn", one.task, form, heading=heading, version=one.version, words=words, button=button)
