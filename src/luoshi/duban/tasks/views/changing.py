"""Change an issued task; attach the paper that a change rests on."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.actions.keep_file import keep_file
from luoshi.duban.documents.actions.take_in import too_large
from luoshi.duban.documents.extraction import resolve_limit
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.documents.views.files import as_attachment
from luoshi.duban.problems import ChangedMeanwhile, Refused, sentence
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.attach_paper import attach_paper
from luoshi.duban.tasks.actions.change_task import Wanted, change_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.forms.ledger import ChangeForm
from luoshi.duban.tasks.models import AssignmentRole, BasisKind, Change, Task
from luoshi.duban.tasks.queries import task_for
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def change(request: SignedIn, pk: int) -> HttpResponse:
    """变更: one form for wording, units and limit, with its basis."""
    task = wording.fetch_for_tables(task_for(request.user, pk))
    if request.method != "POST":
        return _form(request, task, ChangeForm.of(task, office=task.office))
    form = ChangeForm(request.POST, office=task.office)
    if not form.is_valid():
        return _form(request, task, form, status=422)
    data = form.cleaned_data
    try:
        wanted = Wanted(
            data["title"], data["text"], form.units, _limit(task, data["limit"]), data["leader"], data["note"]
        )
        basis = Basis(BasisKind(data["basis_kind"]), data["basis"])
        change_task(task, actor=request.user, version=data["version"], wanted=wanted, basis=basis)
    except ChangedMeanwhile:
        return _conflict(request, pk, form)
    except LuoshiError as error:
        form.add_error(None, sentence(error))
        return _form(request, task, form, status=409)
    messages.success(request, _("已变更，改动和依据已记入任务经过。"))
    return redirect("tasks:task", pk)


def _limit(task: Task, words: str) -> LimitProposal | None:
    """What the words of a limit come to; ``None`` where they were left as they are."""
    words = words.strip()
    if words == task.limit_text:
        return None
    found = resolve_limit(words, clock.today()) if words else LimitProposal("", "")
    if found is None:
        raise Refused(
            "unreadable-limit",
            f"看不懂时限“{words}”，请写成“11月底前”“2026-11-30”“长期坚持”这样的形式。",
            f"The limit {words!r} cannot be read; write it like 11月底前, 2026-11-30 or 长期坚持.",
        )
    return found


def _form(request: SignedIn, task: Task, form: ChangeForm, **more: object) -> HttpResponse:
    status = more.pop("status", 200)
    context = {"task": task, "form": form, **more}
    return render(request, "tasks/ledger/change.html", context, status=status if isinstance(status, int) else 200)


def _conflict(request: SignedIn, pk: int, form: ChangeForm) -> HttpResponse:
    """Both versions beside one another; what was typed is kept and can be submitted over the newer one."""
    task = wording.for_tables(Task.objects.filter(pk=pk)).get()
    last = task.changes.select_related("made_by").order_by("-id").first()
    units = {role: "、".join(unit.name for unit, chosen in form.units if chosen is role) for role in AssignmentRole}
    data = form.cleaned_data
    rows = [
        {"label": _("标题"), "theirs": task.title, "mine": data["title"]},
        {"label": _("工作任务"), "theirs": task.text, "mine": data["text"]},
        *(
            {"label": role.label, "theirs": "、".join(wording.names(task, role)), "mine": units[role]}
            for role in AssignmentRole
            if role is not AssignmentRole.PART
        ),
        {"label": _("完成时限"), "theirs": task.limit_text, "mine": data["limit"]},
        {"label": _("牵头领导"), "theirs": task.leader, "mine": data["leader"]},
        {"label": _("备注"), "theirs": task.note, "mine": data["note"]},
    ]
    typed = request.POST.copy()
    typed["version"] = str(task.version)
    again = ChangeForm(typed, office=task.office)
    who = last.made_by.name if last else ""
    return _form(request, task, again, status=409, conflict=rows, who=who, when=last.made_at if last else None)


@require_POST
@needs(Right.CHANGE_ISSUED)
def attach(request: SignedIn, pk: int) -> HttpResponse:
    """补附书面依据."""
    change = _change_for(request, pk)
    file = request.FILES.get("paper")
    try:
        if file is None or file.size is None:
            raise Refused("no-file", "请选择要上传的文件。", "Choose a file to upload.")
        if file.size > settings.MAX_UPLOAD:
            raise too_large(file.name or "")
        with transaction.atomic():
            paper = keep_file(file.read(), file.name or "", actor=request.user)
            attach_paper(change, actor=request.user, paper=paper)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已附上书面依据。"))
    return redirect("tasks:task", change.task_id)


@require_GET
@needs(Right.SEE_TASKS)
def paper(request: SignedIn, pk: int) -> HttpResponse:
    """The paper of a change, as an attachment."""
    source = _change_for(request, pk).paper
    if source is None:
        raise Http404
    return as_attachment(source)


def _change_for(request: SignedIn, pk: int) -> Change:
    """The change of a task that the person may see."""
    change = get_object_or_404(Change.objects.select_related("paper"), pk=pk)
    change.task = task_for(request.user, change.task_id)
    return change
