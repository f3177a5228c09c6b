"""Set the time limit of tasks, one or many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import begin, named
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.models import DeskChange, LimitKind, Plan, Task
from luoshi.duban.tasks.proposed import limit_columns, replace_limit


def year_end(plan: Plan) -> LimitProposal:
    """年底前, of the year in which the document was issued (of the register where it has no date)."""
    issued = plan.reading.issued_on if plan.reading else None
    return LimitProposal(LimitKind.YEAR_END, "年底前", due=date(issued.year if issued else plan.register.year, 12, 31))


def long_term() -> LimitProposal:
    """长期坚持."""
    return LimitProposal(LimitKind.LONG_TERM, "长期坚持")


def by_day(day: date) -> LimitProposal:
    """A day, the last one included."""
    return LimitProposal(LimitKind.DATE, f"{day.year}年{day.month}月{day.day}日前", due=day)


def left_open(text: str = "") -> LimitProposal:
    """Said, but not yet to be resolved: a gap that stays shown."""
    return LimitProposal(LimitKind.OPEN, text or "待明确")


@transaction.atomic
def set_limit(
    plan: Plan, wanted: Sequence[Reference], limit: LimitProposal | None, *, actor: User, basis: str = "人工设定"
) -> DeskChange | None:
    """Make *limit* the current one of these tasks; ``None`` takes it away.  Earlier limits stay on record.

    Raises :class:`Refused` where a date lies before the document's own.
    """
    edit = begin(plan, actor=actor)
    issued = edit.plan.reading.issued_on if edit.plan.reading else None
    if limit and limit.due and limit.due < (issued or date.min):
        raise Refused(
            "limit-before-issue",
            f"时限{limit.due:%Y-%m-%d}早于成文日期{issued:%Y-%m-%d}，请核对。",
            f"The limit {limit.due} lies before the document's own date {issued}.",
        )
    tasks = tasks_of(edit, wanted)
    replace_limit(tasks, limit, basis=basis, set_by=actor)
    rows = Task.objects.filter(pk__in=[task.pk for task in tasks])
    rows.update(**limit_columns(limit), version=F("version") + 1)
    return edit.finish("limit-set", f"{named(tasks) if tasks else ''}时限设为“{limit.text if limit else '未设'}”")
