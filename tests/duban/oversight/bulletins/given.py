"""A quarter in Qinghe: 49 tasks fell due, 48 are closed out; others are late, behind, on schedule, or withdrawn."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import approve_bulletin, approve_criticism
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_bulletin
from luoshi.duban.oversight.bulletins.actions.edit_bulletin import Edited, edit_bulletin
from luoshi.duban.oversight.bulletins.actions.issue_bulletin import issue_bulletin
from luoshi.duban.oversight.bulletins.actions.propose_bulletin import propose_bulletin
from luoshi.duban.oversight.bulletins.models import Bulletin, PeriodKind
from luoshi.duban.oversight.bulletins.periods import period_of
from luoshi.duban.tasks.ledger.words import write_words
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    CloseOut,
    LimitKind,
    Report,
    ReportKind,
    State,
    Task,
)

WATER, HOUSING, FINANCE, FARMS = (
    "青禾县水利局",
    "青禾县住房和城乡建设局",
    "青禾县财政局",
    "青禾县农业农村局",
)
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 9, 1))
#: The last day of the quarter, in the afternoon; and a day of the month after it.
LAST_DAY = datetime(2026, 9, 30, 16, 0, tzinfo=clock.ZONE)
LATER = datetime(2026, 10, 12, 9, 0, tzinfo=clock.ZONE)
FILES = {"docx": b"word", "pdf": b"pdf"}


def moment(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), clock.ZONE)


def a_task(
    cast, words, *, lead=WATER, due=date(2026, 8, 20), issued=date(2026, 6, 1), done=None, closed=None, percent=None,
    reported=date(2026, 9, 25), long_term=False, **more,
):  # fmt: skip
    """A task with one unit; *done* is when the unit said so, *closed* when it was closed out."""
    state = State.CLOSED_OUT if closed else State.SUBMITTED if done else more.pop("state", State.IN_PROGRESS)
    kind = LimitKind.LONG_TERM if long_term else LimitKind.DATE if due else LimitKind.NONE
    unit = cast.unit(lead)
    task = Task.objects.create(
        office=cast.office, register=more.pop("register", cast.register), title=words, text=f"{words}。",
        number=f"督2026-{Task.objects.count() + 1:03}", limit_kind=kind,
        limit_text=f"{due.month}月{due.day}日前" if due and not long_term else "", due=due, state=state, lead=unit,
        done_on=done, issued_at=moment(issued), made_by=cast.chen, **more,
    )  # fmt: skip
    row = Assignment.objects.create(
        task=task, unit=unit, name=unit.name, role=AssignmentRole.LEAD, position=1, answers=True, state=state, due=due,
        first_due=due, counts_from=issued, done_on=done, percent=percent,
        ended_on=more.get("withdrawn_on") or (closed if closed else None),
    )  # fmt: skip
    if percent is not None:
        Report.objects.create(
            assignment=row, kind=ReportKind.PROGRESS, text="按计划推进。", percent=Decimal(percent),
            reported_by="孙联络", reported_on=reported, filed_at=moment(reported), typed_by=cast.sun,
        )  # fmt: skip
    if closed:
        CloseOut.objects.create(assignment=row, reasons="验收合格。", closed_by=cast.wang, closed_at=moment(closed))
    write_words([task])
    return task


def forty_nine(cast):
    """49 tasks due in the quarter; the last one, 水库除险加固, is not done."""
    for place in range(1, 49):
        lead = (WATER, HOUSING, FINANCE, FARMS)[place % 4]
        a_task(cast, f"整治河段{place}", lead=lead, done=date(2026, 8, 10), closed=date(2026, 8, 15))
    return a_task(cast, "完成3座水库除险加固", due=date(2026, 9, 10), percent=60)


def a_quarter(cast):
    """The 49, and beside them: one ahead, one behind, one finished late, one withdrawn, one without an end."""
    slow = forty_nine(cast)
    year = date(2026, 12, 31)
    a_task(cast, "开通城乡公交线路4条", lead=HOUSING, due=year, percent=90)
    a_task(cast, "改造农村户厕300户", lead=FARMS, due=year, percent=10)
    a_task(cast, "修订防汛预案", due=date(2026, 6, 20), done=date(2026, 7, 2), closed=date(2026, 7, 5))
    a_task(cast, "建设信息平台", lead=FINANCE, due=year, state=State.WITHDRAWN, withdrawn_on=date(2026, 8, 1))
    a_task(cast, "常态化巡河", due=None, long_term=True)
    return slow


def drafted(cast, at=LAST_DAY, **more) -> Bulletin:
    """The quarter's bulletin, drafted by 陈明."""
    with clock.standing_at(at):
        return draft_bulletin(QUARTER, [cast.register], actor=cast.chen, **more)


def edited(bulletin: Bulletin, **changes) -> Edited:
    """What the draft holds now, with *changes*."""
    names = ("title", "body", "annexes", "ranked", "mark", "addressee", "presented_to", "signature", "printed_by")
    there = {name: getattr(bulletin, name) for name in (*names, "copies_text", "answer_days")}
    return Edited(**{**there, "copies": list(bulletin.copies.all()), **changes})


def change(bulletin: Bulletin, actor, **changes) -> Bulletin:
    return edit_bulletin(bulletin, edited(bulletin, **changes), actor=actor, version=bulletin.version)


def without_names(bulletin: Bulletin, actor) -> Bulletin:
    """The same without any unit that is named for problems."""
    body = "\n".join(line for line in bulletin.body.splitlines() if "{{l:" not in line)
    return change(bulletin, actor, body=body, annexes=["by-unit"])


def proposed(cast, bulletin=None, at=LAST_DAY) -> Bulletin:
    bulletin = bulletin or drafted(cast)
    with clock.standing_at(at):
        return propose_bulletin(bulletin, actor=cast.chen)


def approved(cast, bulletin=None, at=LATER) -> Bulletin:
    """Approved by 王主任, and where it names units, by 赵县长 once their time is over."""
    bulletin = proposed(cast, bulletin)
    with clock.standing_at(at):
        approve_bulletin(bulletin, actor=cast.wang)
        if bulletin.namings.filter(is_current=True).exists():
            approve_criticism(bulletin, actor=cast.zhao, version=bulletin.version)
    return bulletin


def issued(cast, bulletin=None, at=LATER, serial=3) -> Bulletin:
    bulletin = approved(cast, bulletin)
    with clock.standing_at(at):
        return issue_bulletin(bulletin, actor=cast.wang, serial=serial, issued_on=at.date(), files=FILES)
