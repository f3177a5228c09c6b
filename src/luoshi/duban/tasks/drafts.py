"""草稿: what somebody has typed into the short form of a report and not yet sent.

A draft belongs to the person, counts for nothing and leaves no trace in the record; it goes once the report is filed
(:func:`.actions.file_report.file_report`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.acting import require_acting
from luoshi.duban.tasks.models import Assignment, Report, ReportDraft

#: A field of a draft holds so many characters; what the form itself takes is checked when the report is sent.
_LONGEST = 10_000
_JUST_NOW = timedelta(minutes=1)


@transaction.atomic
def keep_draft(assignment: Assignment, *, person: User, typed: Mapping[str, Any]) -> ReportDraft | None:
    """Keep what *person* has *typed* so far, over what was kept before; nothing typed keeps nothing.

    The last keys may arrive after the report that they went into: what was sent just now is no draft any more.
    """
    require_acting(person, Right.REPORT, [assignment])
    data = {name: _clean(value) for name, value in typed.items() if value}
    if not data or _was_sent(assignment, person, data):
        ReportDraft.objects.filter(assignment=assignment, person=person).delete()
        return None
    draft, _new = ReportDraft.objects.update_or_create(
        assignment=assignment, person=person, defaults={"data": data, "saved_at": clock.now()}
    )
    return draft


def draft_of(assignment: Assignment, person: User) -> ReportDraft | None:
    """What *person* has kept, if anything."""
    return ReportDraft.objects.filter(assignment=assignment, person=person).first()


def _was_sent(assignment: Assignment, person: User, data: Mapping[str, object]) -> bool:
    sent = Report.objects.filter(assignment=assignment, typed_by=person, typed_at__gte=clock.now() - _JUST_NOW)
    return sent.filter(text=str(data.get("text", "")).strip()).exists()


def _clean(value: object) -> object:
    """Text that every database takes; a tick as it is."""
    return value if isinstance(value, bool) else str(value).replace("\0", "")[:_LONGEST]
