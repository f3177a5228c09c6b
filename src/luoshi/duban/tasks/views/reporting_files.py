"""Sheets that came back: dropped in together, looked through row by row, taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.views.files import as_attachment
from luoshi.duban.spreadsheets.reading import MAX_BYTES
from luoshi.duban.tasks.actions.receive_sheets import receive_sheets
from luoshi.duban.tasks.actions.take_sheets_in import TakenSheets, set_sheet_aside, take_sheets_in
from luoshi.duban.tasks.reporting.preview import SheetPreviews
from luoshi.duban.tasks.reporting.queries import returned_to
from luoshi.duban.tasks.reporting.tabs import tabs
from luoshi.duban.tasks.views.dropping import take_dropped

_REPORTER = "reporter-"


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def returned(request: SignedIn) -> HttpResponse:
    """Drop sheets that came back, and look at what each says before it counts."""
    if request.method == "POST":
        take_dropped(request, lambda named: receive_sheets(named, actor=request.user), largest=MAX_BYTES)
        return redirect("tasks:owed-returned")
    context = {
        "tabs": tabs(request.user, "owed-returned"),
        "previews": SheetPreviews(returned_to(request.user)),
        "largest": MAX_BYTES // 1_000_000,
    }
    return render(request, "tasks/reporting/returned.html", context)


@require_POST
@needs(Right.ENTER_REPORT)
def take_in(request: SignedIn) -> HttpResponse:
    """录入: what was ticked counts from now on."""
    reporters = {
        int(name.removeprefix(_REPORTER)): value
        for name, value in request.POST.items()
        if name.startswith(_REPORTER) and name.removeprefix(_REPORTER).isdecimal() and isinstance(value, str)
    }
    done = take_sheets_in(_keys(request), actor=request.user, reporters=reporters)
    _tell_taken(request, done)
    return redirect("tasks:owed-returned")


def _tell_taken(request: SignedIn, done: TakenSheets) -> None:
    if done.taken:
        words = _("已录入 %(files)s 个文件，共 %(reports)s 条反馈。")
        messages.success(request, words % {"files": len(done.taken), "reports": done.reports})
    for file in done.nameless:
        messages.warning(request, _("“%(name)s”没有填报人，请填写后再录入。") % {"name": file.name})
    for file in done.spoilt:
        messages.error(request, _("“%(name)s”没有录入，原因见下。") % {"name": file.name})
    if not (done.taken or done.nameless or done.spoilt):
        messages.info(request, _("没有勾选待录入的文件。"))


@require_POST
@needs(Right.ENTER_REPORT)
def put_aside(request: SignedIn) -> HttpResponse:
    """搁置: one file, or all that were refused."""
    waiting = returned_to(request.user).filter(taken_at__isnull=True)
    keys = _keys(request)
    if not keys and request.POST.get("refused") != "all":
        raise Http404
    for one in waiting.filter(pk__in=keys) if keys else [one for one in waiting if one.problems]:
        set_sheet_aside(one, actor=request.user)
    return redirect("tasks:owed-returned")


@require_GET
@needs(Right.ENTER_REPORT)
def returned_file(request: SignedIn, returned: int) -> HttpResponse:
    """The file as it came."""
    found = returned_to(request.user).select_related("source").filter(pk=returned, source__isnull=False).first()
    if found is None or found.source is None:
        raise Http404
    return as_attachment(found.source)


def _keys(request: SignedIn) -> list[int]:
    return [int(one) for one in request.POST.getlist("file") if one.isdecimal() and len(one) < 19]
