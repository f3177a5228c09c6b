"""The files that go out: the issued document, the table alone, and a unit's extract to sign and stamp."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.issuing.cover import Cover, official
from luoshi.duban.tasks.issuing.tables import plan_table, unit_table, units_of
from luoshi.duban.tasks.models import Plan
from luoshi.layout import excel, pdf, word_official
from luoshi.layout.official import SignOff

Answer = TypeVar("Answer", bound=HttpResponseBase)
#: The media types of the endings that we write.
TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def issued(
    plan: Plan, cover: Cover, *, number: str, day: date, kinds: Sequence[str] = ("docx", "pdf")
) -> dict[str, bytes]:
    """The notice with the table as its annex, by GB/T 9704-2012, in each of *kinds* (docx, pdf)."""
    document = official(plan, cover, number=number, day=day)
    makers = {"docx": word_official.render, "pdf": pdf.render}
    return {kind: makers[kind](document) for kind in kinds}


def table(plan: Plan, kind: str) -> bytes:
    """The 任务分解表 alone, as docx, pdf or xlsx."""
    grid = plan_table(plan)
    if kind == "xlsx":
        workbook = excel.new_workbook(title=grid.title)
        excel.add_sheet(workbook, grid)
        return excel.save(workbook)
    return pdf.render_table(grid) if kind == "pdf" else word_official.render_table(grid)


def extract(plan: Plan, unit: Unit, kind: str) -> bytes:
    """The extract of *unit* as docx or pdf, with the lines that the unit signs and stamps."""
    grid, sign_off = unit_table(plan, unit), SignOff(unit=unit.name)
    if kind == "pdf":
        return pdf.render_table(grid, sign_off=sign_off)
    return word_official.render_table(grid, sign_off=sign_off)


def all_extracts(plan: Plan, kind: str) -> bytes:
    """The extracts of every unit in one zip file, named by unit."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (unit, _count) in enumerate(units_of(plan), 1):
            archive.writestr(f"{place:02} {unit.name}.{kind}", extract(plan, unit, kind))
    return packed.getvalue()


def response(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """*content* as a file called *name*, whose ending says what it is."""
    return _as_file(HttpResponse(content, content_type=_type_of(name)), name, inline=inline)


def response_in_parts(parts: Iterable[bytes], name: str) -> StreamingHttpResponse:
    """The same of a file that is not whole yet: its *parts* are sent as they come."""
    return _as_file(StreamingHttpResponse(parts, content_type=_type_of(name)), name, inline=False)


def _type_of(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]


def _as_file(answer: Answer, name: str, *, inline: bool) -> Answer:
    answer.headers["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
