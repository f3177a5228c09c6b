"""并案: find the other task, look at both side by side, and let one go on for two."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.forms.supervising import MergeForm
from luoshi.duban.tasks.models import BasisKind, Task
from luoshi.duban.tasks.page.merging import candidates, side_by_side
from luoshi.duban.tasks.queries import task_for
from luoshi.duban.tasks.views.answering import back_to, carry_out


@require_GET
@needs(Right.CHANGE_ISSUED)
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """The open tasks that resemble this one, and what a search finds."""
    task = task_for(request.user, pk)
    words = request.GET.get("q", "").strip()[:100]
    context = {"task": task, "q": words, "found": candidates(task, request.user, words)}
    return render(request, "tasks/life/merge.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def merge_with(request: SignedIn, pk: int, other: int) -> HttpResponse:
    """Both beside one another; which goes on, whose limit counts, and the basis."""
    one, two = _both(request, pk, other)
    form = _form(request, one, two)
    if request.method == "POST":
        answer = carry_out(request, one, form, lambda: _merge(request, one, two, form))
        if answer is not None:
            return answer
        one, two = _both(request, pk, other)
        form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        form.data.update({"version": str(one.version), "other_version": str(two.version)})  # type: ignore[attr-defined]
    context = {"task": one, "other": two, "form": form, "rows": side_by_side(one, two), "next": back_to(request, one)}
    return render(request, "tasks/life/merge_with.html", context, status=422 if form.errors else 200)


def _both(request: SignedIn, pk: int, other: int) -> tuple[Task, Task]:
    if pk == other:
        raise Http404
    one, two = (wording.fetch_for_tables(task_for(request.user, key)) for key in (pk, other))
    return one, two


def _form(request: SignedIn, one: Task, two: Task) -> MergeForm:
    """The one that was issued first goes on, unless the person says otherwise."""
    first, second = sorted((one, two), key=lambda task: (task.issued_at is None, task.issued_at, task.pk))
    initial = {"keep": first.pk, "limit": first.pk, "version": one.version, "other_version": two.version}
    form = MergeForm(request.POST or None, initial=initial)
    named = [(task.pk, f"{task.number} {task.title}") for task in (first, second)]
    limits = [(task.pk, _limit_of(task)) for task in (first, second)]
    form.fields["keep"].choices, form.fields["limit"].choices = named, limits  # type: ignore[attr-defined]
    return form


def _limit_of(task: Task) -> str:
    words = wording.limit(task).replace("\n", "") or _("未设时限")
    return _("%(limit)s（%(number)s）") % {"limit": words, "number": task.number}


def _merge(request: SignedIn, one: Task, two: Task, form: MergeForm) -> str:
    data = form.cleaned_data
    versions = {one.pk: data["version"], two.pk: data["other_version"]}
    kept, other = (one, two) if str(one.pk) == data["keep"] else (two, one)
    basis = Basis(BasisKind(data["basis_kind"]), data["basis"])
    seen = Seen(kept, versions[kept.pk], other, versions[other.pk])
    merge_tasks(seen, actor=request.user, basis=basis, takes_limit=data["limit"] == str(other.pk))
    return _("已并案：%(other)s 并入 %(kept)s，今后只反馈一次。") % {"other": other.number, "kept": kept.number}
