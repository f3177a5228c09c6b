"""The letter as an official document (GB/T 9704-2012): Word and PDF; few tasks stand in its text, more in an annex."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from luoshi.duban import clock
from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.letters.drafting import in_text
from luoshi.duban.oversight.letters.models import Letter, LetterPaper, LetterTask
from luoshi.duban.tasks.course import course_words
from luoshi.duban.tasks.models import Assignment
from luoshi.duban.tasks.reporting.listing import limit_words
from luoshi.layout import pdf, word_official
from luoshi.layout.grid import Align, Cell, Column, Grid, Row
from luoshi.layout.official import OfficialDocument, Paragraph, date_words

_COLUMNS = (
    Column("序号", 14, Align.CENTRE, numeric=True),
    Column("编号", 30, Align.CENTRE),
    Column("工作任务", 92),
    Column("完成时限", 40, Align.CENTRE),
    Column("办理情况", 60),
)
_MAKERS = {"docx": word_official.render, "pdf": pdf.render}


@in_chinese
def official(letter: Letter, rows: Sequence[LetterTask]) -> OfficialDocument:
    """The document; a letter that is not issued yet has no number, and today's date."""
    day = letter.issued_on or clock.today()
    office = letter.office.name
    body = [Paragraph(line.strip()) for line in letter.text.splitlines() if line.strip()]
    if in_text(len(rows)):
        body += [Paragraph(_sentence(place, one)) for place, one in enumerate(rows, 1)]
    if letter.answer_by is not None:
        body.append(Paragraph(f"请于{date_words(letter.answer_by)}前书面回复办理情况。"))
    return OfficialDocument(
        issuer_mark=office,
        number=letter.number,
        title=letter.title,
        addressee=letter.unit.name,
        body=tuple(body),
        signature=office,
        date=day,
        printed_by=office,
        annexes=() if in_text(len(rows)) else (_grid(rows),),
    )


def _sentence(place: int, one: LetterTask) -> str:
    words = one.words.strip().rstrip("。")
    limit = f"完成时限：{''.join(one.limit.split())}；" if one.limit else ""
    return f"{place}. {one.task.number}　{words}。（{limit}办理情况：{one.course or '—'}）"


def _grid(rows: Sequence[LetterTask]) -> Grid:
    made = tuple(
        Row((Cell(str(place)), Cell(one.task.number), Cell(one.words), Cell(one.limit or "—"), Cell(one.course)))
        for place, one in enumerate(rows, 1)
    )
    return Grid("督办事项", "督办事项清单", _COLUMNS, made)


def paper(letter: Letter, kind: str) -> bytes:
    """What went out, byte for byte; of a letter that has not, as it would look now."""
    kept = LetterPaper.objects.filter(letter=letter, kind=kind).first()
    if kept is not None:
        return bytes(kept.content)
    rows = list(letter.rows.select_related("task").order_by("position"))
    if letter.issued_on is None:
        freeze(letter, rows, clock.today())
    return _MAKERS[kind](official(letter, rows))


def keep(letter: Letter, rows: Sequence[LetterTask]) -> dict[str, str]:
    """Make and store the papers of a letter that goes out; gives their digests."""
    document = official(letter, rows)
    made = {kind: make(document) for kind, make in _MAKERS.items()}
    digests = {kind: hashlib.sha256(content).hexdigest() for kind, content in made.items()}
    LetterPaper.objects.bulk_create(
        LetterPaper(letter=letter, kind=kind, sha256=digests[kind], content=content) for kind, content in made.items()
    )
    return digests


@in_chinese
def freeze(letter: Letter, rows: Sequence[LetterTask], today: date) -> None:
    """Write into *rows* (not saved) what is to be said of their tasks on *today*: words, limit, how far they are."""
    found = Assignment.objects.filter(unit=letter.unit_id, task__in=[one.task_id for one in rows])
    by_task = {row.task_id: row for row in found.select_related("latest")}
    for one in rows:
        one.words = one.task.text
        row = by_task.get(one.task_id)
        if row is None:
            continue
        row.task = one.task
        one.limit = limit_words(row)[:250]
        one.course = course_words(row, today)
