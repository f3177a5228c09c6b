"""What an inspection prints: plan, sheets, conclusions, report, and everything found as Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.inspections import papers, tables
from luoshi.duban.oversight.inspections.drafting import usual_opening
from luoshi.duban.oversight.inspections.models import ConclusionState, Inspection, InspectionState, Item, Stop
from luoshi.duban.oversight.inspections.queries import (
    conclusion_of,
    inspection_for,
    items_shown,
    stop_for,
    stops_shown,
)
from luoshi.duban.oversight.inspections.sheets.writing import file_name, sheet_file
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.issuing.papers import response
from luoshi.duban.tasks.returning.naming import packed, plain_name
from luoshi.errors import LuoshiError
from luoshi.layout import excel


def _answered(request: SignedIn, back: tuple[str, int], name: str, make: Callable[[], bytes]) -> HttpResponse:
    """The file, or the page with the reason why it cannot be made."""
    try:
        return response(make(), name)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect(*back)


def _require_kind(kind: str, kinds: Sequence[str] = papers.KINDS) -> None:
    if kind not in kinds:
        raise Http404


@require_GET
@needs(Right.SEE_INSPECTIONS)
def plan(request: SignedIn, inspection: int, kind: str) -> HttpResponse:
    """督查方案: as it was approved; of a draft as it would look now."""
    _require_kind(kind)
    one = inspection_for(request.user, inspection)

    def make() -> bytes:
        kept = papers.kept(one, "plan", kind)
        return kept or papers.rendered(papers.plan_document(one, _items(one)), kind)

    name = f"{plain_name(one.title)}方案.{kind}"
    return _answered(request, ("inspections:inspection", one.pk), name, make)


@require_GET
@needs(Right.SEE_INSPECTIONS)
def report(request: SignedIn, inspection: int, kind: str) -> HttpResponse:
    """督查报告: as it was kept at the end; before, as it would look now."""
    _require_kind(kind)
    one = inspection_for(request.user, inspection)
    if one.state not in (InspectionState.APPROVED, InspectionState.ENDED):
        raise Http404

    def make() -> bytes:
        kept = papers.kept(one, "report", kind)
        if kept is not None:
            return kept
        items = _items(one)
        opening = one.opening or usual_opening(one, items, len({item.stop_id for item in items}))
        return papers.rendered(papers.report_document(one, items, opening, one.advice), kind)

    name = f"{plain_name(one.title)}报告.{kind}"
    return _answered(request, ("inspections:inspection", one.pk), name, make)


@require_GET
@needs(Right.SEE_INSPECTIONS)
def findings(request: SignedIn, inspection: int) -> HttpResponse:
    """督查情况汇总表: every matter with what was found, as Excel."""
    one = inspection_for(request.user, inspection)

    def make() -> bytes:
        workbook = excel.new_workbook(title=one.title)
        excel.add_sheet(workbook, tables.found(one, _items(one)))
        return excel.save(workbook)

    name = f"{plain_name(one.title)}情况汇总表.xlsx"
    return _answered(request, ("inspections:inspection", one.pk), name, make)


@require_GET
@needs(Right.INSPECT)
def sheets(request: SignedIn, inspection: int, kind: str) -> HttpResponse:
    """The 督查单 of all units in an archive: Excel to fill in, Word or PDF to write on."""
    _require_kind(kind, ("xlsx", *papers.KINDS))
    one = inspection_for(request.user, inspection)
    by_stop: dict[int, list[Item]] = {}
    for item in _items(one):
        by_stop.setdefault(item.stop_id, []).append(item)

    def make() -> bytes:
        stops = [stop for stop in stops_shown(one) if stop.pk in by_stop]
        return packed([(_sheet_name(stop, kind), _sheet(one, stop, by_stop[stop.pk], kind)) for stop in stops])

    name = f"{plain_name(one.title)}督查单.zip"
    return _answered(request, ("inspections:inspection", one.pk), name, make)


@require_GET
@needs(Right.INSPECT)
def sheet(request: SignedIn, stop: int, kind: str) -> HttpResponse:
    """The 督查单 of one unit."""
    _require_kind(kind, ("xlsx", *papers.KINDS))
    one = stop_for(request.user, stop)
    items = items_shown(one.items.all(), one.inspection, clock.today())
    back = ("inspections:stop", one.pk)
    return _answered(request, back, _sheet_name(one, kind), lambda: _sheet(one.inspection, one, items, kind))


@require_GET
@needs(Right.SEE_TASKS)
def conclusion(request: SignedIn, stop: int, kind: str) -> HttpResponse:
    """督查结论: as it went out, with what a review put right; before, as it would look."""
    _require_kind(kind)
    one = stop_for(request.user, stop)
    found = conclusion_of(one)
    if found is None or (found.state != ConclusionState.ISSUED and not _sees_drafts(request)):
        raise Http404
    found.stop = one

    def make() -> bytes:
        kept = papers.kept(one.inspection, "conclusion", kind, stop=one)
        return kept or papers.rendered(papers.conclusion_document(found), kind)

    name = f"{plain_name(one.unit.name)}{_('督查结论')}.{kind}"
    return _answered(request, ("inspections:stop", one.pk), name, make)


def _sees_drafts(request: SignedIn) -> bool:
    return may(request.user, Right.SEE_INSPECTIONS)


def _sheet_name(stop: Stop, kind: str) -> str:
    return file_name(stop).replace(".xlsx", f".{kind}")


def _sheet(inspection: Inspection, stop: Stop, items: Sequence[Item], kind: str) -> bytes:
    stop.inspection = inspection
    return sheet_file(stop, items) if kind == "xlsx" else papers.visit_paper(stop, items, kind)


def _items(inspection: Inspection) -> list[Item]:
    return items_shown(inspection.items.all(), inspection, clock.today())
