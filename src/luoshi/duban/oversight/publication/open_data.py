"""Open data: everything on the public page, for machines, as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from luoshi.duban import clock
from luoshi.duban.oversight.publication.models import PublicSite
from luoshi.duban.oversight.publication.shown import Shown
from luoshi.layout.text import clean, looks_like_formula

#: Raised whenever a field changes its meaning or goes.
VERSION = 1
_HEADS = (
    *("编号", "事项", "类别", "牵头单位", "配合单位", "最初时限", "现行时限", "状态"),
    *("晚于时限天数", "完成比例", "完成日期", "公开日期"),
)


def as_json(site: PublicSite, rows: Sequence[Shown], address: str) -> str:
    """All of the page as one object; *address* is where the page itself is."""
    told = {
        "version": VERSION,
        "office": site.office.name,
        "title": site.title,
        "page": address,
        "as_of": clock.now().isoformat(timespec="seconds"),
        "items": [_item(row, address) for row in rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _item(row: Shown, address: str) -> dict[str, object]:
    task = row.release.task
    return {
        "id": row.release.pk,
        "page": f"{address}{row.release.pk}/",
        "number": task.number,
        "promise": row.release.words,
        "topic": row.release.topic,
        "lead": row.lead.split("、") if row.lead else [],
        "supporting": row.supporting.split("、") if row.supporting else [],
        "first_limit": row.first_limit,
        "limit": row.limit,
        "due": task.due.isoformat() if task.due else None,
        "standing": str(row.standing),
        "standing_words": row.name,
        "days_late": row.late,
        "percent": row.percent,
        "done_on": task.done_on.isoformat() if task.done_on else None,
        "released_on": row.release.released_at.astimezone(clock.ZONE).date().isoformat(),
        "course": [{"day": step.day.isoformat(), "words": step.words} for step in row.course],
    }


def as_csv(rows: Sequence[Shown]) -> str:
    """All of the page as a table, with the mark that lets Excel read it as UTF-8."""
    page = io.StringIO()
    page.write("\ufeff")
    table = csv.writer(page)
    table.writerow(_HEADS)
    for row in rows:
        task, released = row.release.task, row.release.released_at.astimezone(clock.ZONE).date()
        percent = "" if row.percent is None else str(row.percent)
        done = task.done_on.isoformat() if task.done_on else ""
        values = (
            *(task.number, row.release.words, row.release.topic, row.lead, row.supporting, row.first_limit, row.limit),
            *(row.name, str(row.late), percent, done, released.isoformat()),
        )
        table.writerow([_as_text(value) for value in values])
    return page.getvalue()


def _as_text(value: str) -> str:
    """A value that no table program takes for a formula."""
    cleaned = clean(value)
    return f"'{cleaned}" if looks_like_formula(cleaned) else cleaned
