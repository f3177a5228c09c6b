"""Units and people from an Excel file, and back into one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.actions.keep_sheet import keep_sheet
from luoshi.duban.organisations.actions.take_over_sheet import take_over_sheet
from luoshi.duban.organisations.models import UnitSheet
from luoshi.duban.organisations.sheets import library_form, writing
from luoshi.duban.organisations.sheets.compare import differences_of
from luoshi.duban.organisations.sheets.differences import Differences, Status
from luoshi.duban.organisations.views.filling import passwords_page
from luoshi.duban.organisations.views.units import office_or_404
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.errors import LuoshiError

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How many rows of the differences a page shows; the counts are of all.
_SHOWN = 300
_KINDS = {
    "xlsx": (_XLSX, writing.export),
    "toml": ("application/toml", library_form.as_toml),
    "csv": ("text/csv; charset=utf-8", library_form.as_csv),
}


@require_GET
@needs(Right.MANAGE_UNITS)
def template(request: SignedIn) -> HttpResponse:  # noqa: ARG001 -- a view
    """The empty file to fill in."""
    return _file(writing.template(), _XLSX, "单位和人员导入模板.xlsx")


@require_GET
@needs(Right.MANAGE_UNITS)
def export(request: SignedIn, kind: str) -> HttpResponse:
    """The office's units, as Excel (with people) or in the library's own form."""
    if kind not in _KINDS:
        raise Http404
    office, (media, write) = office_or_404(request), _KINDS[kind]
    return _file(write(office, clock.today()), media, f"{office.name}单位名录.{kind}")


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_UNITS)
def take_in(request: SignedIn) -> HttpResponse:
    """Hand over a file; what it would change is looked at next."""
    office, error = office_or_404(request), ""
    file = request.FILES.get("file")
    if request.method == "POST" and file is None:
        error = _("请选择文件。")
    elif request.method == "POST" and file is not None:
        if (file.size or 0) > settings.MAX_UPLOAD:
            error = _("文件太大。")
        else:
            try:
                sheet = keep_sheet(office, file.read(), file.name or "", actor=request.user)
                return redirect("organisations:sheet", sheet.pk)
            except LuoshiError as problem:
                error = sentence(problem)
    return render(request, "organisations/take_in.html", {"error": error}, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_UNITS)
def sheet(request: SignedIn, sheet: int) -> HttpResponse:
    """What the file would change; and, with one click, its taking over."""
    kept = get_object_or_404(
        UnitSheet.objects.select_related("office", "made_by"), pk=sheet, office=office_or_404(request)
    )
    if request.method == "POST":
        try:
            newcomers = take_over_sheet(kept, actor=request.user, digest=request.POST.get("digest", ""))
        except ChangedMeanwhile:
            messages.error(request, _("名录在此期间有变化，差异已重新比对，请再看一遍。"))
        except FaultyCells:
            messages.error(request, _("名录在此期间有变化，表中有的内容已不能导入，见下表。"))
        except LuoshiError as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("已导入。"))
            back = reverse("organisations:units")
            return passwords_page(request, newcomers, back) if newcomers else redirect(back)
        return redirect("organisations:sheet", kept.pk)
    return render(request, "organisations/sheet.html", _context(request, kept))


def _context(request: SignedIn, kept: UnitSheet) -> dict[str, object]:
    if kept.taken_over_at is not None:
        return {"sheet": kept}
    differences = differences_of(bytes(kept.content), kept.name, kept.office, actor=request.user, on=clock.today())
    return {"sheet": kept, "differences": differences, **_rows(differences)}


def _rows(differences: Differences) -> dict[str, object]:
    units = [change for change in differences.units if change.status is not Status.SAME]
    people = [change for change in differences.people if change.status is not Status.SAME]
    counts = differences.counts
    return {
        "units": units[:_SHOWN],
        "people": people[:_SHOWN],
        "more": max(0, len(units) - _SHOWN) + max(0, len(people) - _SHOWN),
        "new": counts["new"],
        "changed": counts["changed"],
        "same": counts["same"],
    }
