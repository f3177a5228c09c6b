"""Matters of an inspection: adding one in words, what to look at, and what was found."""

from __future__ import annotations

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
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.views.files import as_attachment
from luoshi.duban.locking import version_sent
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.oversight.inspections.actions.choose_items import add_item, drop_item, word_item
from luoshi.duban.oversight.inspections.actions.record_finding import record_finding
from luoshi.duban.oversight.inspections.actions.reopen_found import can_reopen, reopen_inspected
from luoshi.duban.oversight.inspections.forms.finding import BESIDE, FindingForm
from luoshi.duban.oversight.inspections.forms.plan import ItemForm, WordingForm
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionState,
    FindingFile,
    InspectionState,
    Item,
)
from luoshi.duban.oversight.inspections.page import Line
from luoshi.duban.oversight.inspections.queries import inspection_for, inspections_of, item_for
from luoshi.duban.oversight.inspections.standing import freeze
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.tasks.models import Means
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def add(request: SignedIn, inspection: int) -> HttpResponse:
    """A matter in words of its own; ``unit`` in the address names the unit."""
    shown = inspection_for(request.user, inspection)
    asked = request.GET.get("unit", "")
    initial = {"unit": int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None}

    def do(data: dict[str, Any]) -> None:
        add_item(shown, data["unit"], actor=request.user, words=data["words"], look_at=data["look_at"])

    page = FormPage(
        heading=_("添加督查事项"),
        submit=_("添加"),
        back=reverse("inspections:inspection", args=[shown.pk]),
        done=_("已添加。"),
        lead=_("不在台账中的事项写在这里；台账任务请在任务列表中勾选后“列入督查”。"),
        make=lambda data, given: ItemForm(data, office=shown.office, initial=given),
        initial=lambda: initial,
        do=do,
    )
    return answer(request, page)


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def wording(request: SignedIn, item: int) -> HttpResponse:
    """What the team keeps its eye on."""
    shown = item_for(request.user, item)

    def initial() -> dict[str, Any]:
        one = item_for(request.user, item)
        return {"version": one.version, "words": one.words, "look_at": one.look_at}

    def do(data: dict[str, Any]) -> None:
        word_item(
            item_for(request.user, item), actor=request.user, version=data["version"], look_at=data["look_at"],
            words=data.get("words", ""),
        )  # fmt: skip

    page = FormPage(
        heading=_("查看要点"),
        submit=_("保存"),
        back=reverse("inspections:inspection", args=[shown.inspection_id]),
        done=_("已保存。"),
        lead=shown.task.title if shown.task is not None else "",
        make=lambda data, given: WordingForm(data, initial=given, is_task=shown.task_id is not None),
        initial=initial,
        do=do,
    )
    return answer(request, page)


@require_POST
@needs(Right.INSPECT)
def drop(request: SignedIn, item: int) -> HttpResponse:
    """Take a matter off the list."""
    one = item_for(request.user, item)
    try:
        drop_item(one, actor=request.user, version=version_sent(request.POST))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已去掉。"))
    return redirect("inspections:inspection", one.inspection_id)


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_INSPECTIONS)
def item(request: SignedIn, item: int) -> HttpResponse:
    """What was reported, what to look at, and what was found: one form, made for a telephone on the spot."""
    one = item_for(request.user, item)
    may_write = _may_write(request, one)
    if request.method == "POST" and not may_write:
        messages.error(request, _("督查还没有批准，或者这个单位的结论已送审，不能再记录。"))
        return redirect("inspections:item", item)
    form = FindingForm(one, request.POST or None, request.FILES or None, by=request.user.name) if may_write else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            record_finding(
                one, form.found, actor=request.user, version=form.cleaned_data["version"],
                files=form.cleaned_data["photos"],
            )  # fmt: skip
        except LuoshiError as error:
            form.add_error(BESIDE.get(error.code), sentence(error))
            if isinstance(error, ChangedMeanwhile):
                # What was typed stays, to be sent over the version that stands now, which the page shows above.
                one = item_for(request.user, item)
                form.data = request.POST.copy()
                form.data["version"] = str(one.version)
        else:
            return _go_on(request, one)
    if one.inspection.approved_at is None:
        freeze([one], clock.today())
    context = {
        "item": one,
        "line": Line(one),
        "form": form,
        "files": list(one.files.select_related("source")),
        "means": [str(Means(value).label) for value in one.means if value in Means.values],
        "may_reopen": can_reopen(one) and _is_concluded(one) and may(request.user, Right.CLOSE_OUT),
        "may_word": may(request.user, Right.INSPECT) and one.inspection.state == InspectionState.DRAFT,
    }
    return render(request, "inspections/item.html", context, status=422 if form is not None and form.errors else 200)


def _go_on(request: SignedIn, one: Item) -> HttpResponse:
    """Back to the whole, or on to the next matter of the unit that nobody has looked at."""
    following = one.stop.items.filter(outcome="").order_by("number").first()
    if request.POST.get("go") == "next" and following is not None:
        messages.success(request, _("已记录，下一项。"))
        return redirect("inspections:item", following.pk)
    messages.success(request, _("已记录。"))
    return redirect(f"{reverse('inspections:inspection', args=[one.inspection_id])}#stop-{one.stop_id}")


def _may_write(request: SignedIn, one: Item) -> bool:
    if not may(request.user, Right.INSPECT) or one.inspection.state != InspectionState.APPROVED:
        return False
    return not Conclusion.objects.filter(stop=one.stop_id).exclude(state=ConclusionState.BACK).exists()


def _is_concluded(one: Item) -> bool:
    return Conclusion.objects.filter(stop=one.stop_id, state=ConclusionState.ISSUED).exists()


@require_POST
@needs(Right.CLOSE_OUT)
def reopen(request: SignedIn, item: int) -> HttpResponse:
    """重新办理 what was closed out and does not hold."""
    one = item_for(request.user, item)
    try:
        reopen_inspected(one, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已重新办理，承办单位已收到通知。"))
    return redirect("inspections:item", item)


@require_GET
@needs(Right.SEE_INSPECTIONS)
def finding_file(request: SignedIn, file: int) -> HttpResponse:
    """A photograph or a paper as it was kept."""
    rows = FindingFile.objects.filter(item__inspection__in=inspections_of(request.user).values("pk"))
    found = rows.select_related("source").filter(pk=file).first()
    if found is None:
        raise Http404
    return as_attachment(found.source)
