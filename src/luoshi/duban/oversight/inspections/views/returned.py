"""督查单 that came back: dropped in together, looked through row by row, taken in."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.views.files import as_attachment
from luoshi.duban.oversight.inspections.actions.receive_findings import (
    TakenFindings,
    items_by_number,
    receive_findings,
    set_findings_aside,
    take_findings_in,
)
from luoshi.duban.oversight.inspections.actions.record_finding import Found
from luoshi.duban.oversight.inspections.models import Inspection, Item, Outcome, ReturnedFindings
from luoshi.duban.oversight.inspections.page import TONES
from luoshi.duban.oversight.inspections.queries import inspection_for, inspections_of
from luoshi.duban.oversight.inspections.sheets.matching import from_kept, lines
from luoshi.duban.spreadsheets.reading import MAX_BYTES
from luoshi.duban.tasks.views.dropping import take_dropped

_NAME = "by-"


@dataclass(frozen=True, slots=True)
class _Line:
    """A finding as it waits: its matter as it stands, and what the file says."""

    item: Item
    found: Found
    place: str

    @property
    def tone(self) -> str:
        """How the outcome looks."""
        return TONES[self.found.outcome]

    @property
    def outcome(self) -> str:
        """The outcome in words."""
        return str(self.found.outcome.label)

    @property
    def before(self) -> str:
        """The outcome that stands there now, if any."""
        return str(Outcome(self.item.outcome).label) if self.item.outcome else ""


@dataclass(frozen=True, slots=True)
class _Preview:
    """A file with its findings."""

    file: ReturnedFindings
    lines: list[_Line]


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def returned(request: SignedIn, inspection: int) -> HttpResponse:
    """Drop sheets that came back, and look at what each says before it counts."""
    one = inspection_for(request.user, inspection)
    if request.method == "POST":
        take_dropped(request, lambda named: receive_findings(one, named, actor=request.user), largest=MAX_BYTES)
        return redirect("inspections:returned", one.pk)
    files = list(one.returned.filter(set_aside_at__isnull=True).select_related("taken_by", "source").order_by("pk"))
    waiting = [file for file in files if file.taken_at is None and not file.problems]
    context = {
        "inspection": one,
        "refused": [file for file in files if file.taken_at is None and file.problems],
        "waiting": _previews(one, waiting) if waiting else [],
        "taken": [file for file in files if file.taken_at is not None],
        "largest": MAX_BYTES // 1_000_000,
    }
    return render(request, "inspections/returned.html", context)


def _previews(one: Inspection, files: list[ReturnedFindings]) -> list[_Preview]:
    items = items_by_number(one)
    found = []
    for file in files:
        rows = [from_kept(row) for row in file.found]
        found.append(_Preview(file, [_Line(item, row.found(""), row.place) for row, item in lines(rows, items)]))
    return found


@require_POST
@needs(Right.INSPECT)
def take_in(request: SignedIn, inspection: int) -> HttpResponse:
    """录入: what was ticked counts from now on."""
    one = inspection_for(request.user, inspection)
    named = {
        int(name.removeprefix(_NAME)): str(value)
        for name, value in request.POST.items()
        if name.startswith(_NAME) and name.removeprefix(_NAME).isdecimal() and len(name) < 22
    }
    keys = [int(key) for key in request.POST.getlist("file") if key.isdecimal() and len(key) < 19]
    _tell(request, take_findings_in(one, keys, actor=request.user, seen_by=named))
    return redirect("inspections:returned", one.pk)


def _tell(request: SignedIn, done: TakenFindings) -> None:
    if done.taken:
        words = _("已录入 %(files)s 个文件，共 %(findings)s 项督查情况。")
        messages.success(request, words % {"files": len(done.taken), "findings": done.findings})
    for file in done.nameless:
        messages.warning(request, _("“%(name)s”没有写督查人员，请填写后再录入。") % {"name": file.name})
    for file in done.spoilt:
        messages.error(request, _("“%(name)s”没有录入，原因见下。") % {"name": file.name})
    if not (done.taken or done.nameless or done.spoilt):
        messages.info(request, _("没有勾选待录入的文件。"))


@require_POST
@needs(Right.INSPECT)
def put_aside(request: SignedIn, returned: int) -> HttpResponse:
    """搁置 a file."""
    file = _file(request, returned)
    set_findings_aside(file, actor=request.user)
    return redirect("inspections:returned", file.inspection_id)


@require_GET
@needs(Right.INSPECT)
def returned_file(request: SignedIn, returned: int) -> HttpResponse:
    """The file as it came."""
    file = _file(request, returned)
    if file.source is None:
        raise Http404
    return as_attachment(file.source)


def _file(request: SignedIn, returned: int) -> ReturnedFindings:
    rows = ReturnedFindings.objects.filter(inspection__in=inspections_of(request.user).values("pk"), pk=returned)
    found = rows.select_related("inspection", "source").first()
    if found is None:
        raise Http404
    return found
