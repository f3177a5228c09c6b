"""A 通报 of the last month that can have gone out by now, the next one as a draft, and a 专报 for a leader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins import annexes
from luoshi.duban.oversight.bulletins.actions.answer_naming import answer_naming
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import approve_bulletin, approve_criticism
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_bulletin, draft_special
from luoshi.duban.oversight.bulletins.actions.edit_bulletin import Edited, edit_bulletin
from luoshi.duban.oversight.bulletins.actions.issue_bulletin import issue_bulletin, next_serial
from luoshi.duban.oversight.bulletins.actions.propose_bulletin import propose_bulletin
from luoshi.duban.oversight.bulletins.models import Bulletin, PeriodKind
from luoshi.duban.oversight.bulletins.paper import copies_of, made, official
from luoshi.duban.oversight.bulletins.periods import Period, latest_periods, period_of
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.duban.oversight.bulletins.text import Block
from luoshi.duban.oversight.lights.workdays import working_day
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.ui.demo.oversight.telling import can_print, description
from luoshi.duban.ui.demo.stage import Stage, Story

#: A list that is spelt out names each unit in it; this bulletin names one, in words of its own.
_LIST = re.compile(r"：\{\{l:[a-z-]+\}\}")
_DEMANDS = "# 下步工作要求"
_MONTHS = 4


def stories(stage: Stage) -> Iterator[Story]:
    """The three of them."""
    told = description()
    month = _last_month(stage.today, told["bulletin"])
    return iter((_of_a_month(stage, month, told["bulletin"]), _draft(stage, month), _special(stage, told["special"])))


def _last_month(today: date, told: Mapping[str, Any]) -> Period:
    """The last month whose bulletin went out before *today*."""
    months = latest_periods(PeriodKind.MONTH, today, _MONTHS)
    return next(month for month in months if working_day(month.ends, told["issued"]) < today)


def _of_a_month(stage: Stage, month: Period, told: Mapping[str, Any]) -> Story:
    yield working_day(month.ends, told["drafted"])
    bulletin = draft_bulletin(month, [stage.register], actor=stage.drafter, ranked=True)
    edit_bulletin(bulletin, _edited(stage, bulletin, told), actor=stage.drafter, version=bulletin.version)
    propose_bulletin(bulletin, actor=stage.drafter)
    yield working_day(month.ends, told["answered"])
    for naming in bulletin.namings.select_related("unit", "bulletin"):
        answer_naming(naming, actor=stage.liaison(naming.unit), answer=told["answer"])
    yield working_day(month.ends, told["approved"])
    approve_bulletin(bulletin, actor=stage.head, opinion=told["opinion"])
    approve_criticism(bulletin, actor=stage.principal, version=bulletin.version, opinion=told["opinion"])
    yield working_day(month.ends, told["issued"])
    _issue(stage, bulletin)


def _edited(stage: Stage, bulletin: Bulletin, told: Mapping[str, Any]) -> Edited:
    """The draft with one unit that is named, and with those who get a copy."""
    named = stage.county.units[told["names"]]
    lines = [_LIST.sub("", line) for line in bulletin.body.splitlines()]
    place = next(at for at, line in enumerate(lines) if line.startswith(_DEMANDS))
    lines.insert(place, str(Block(2, told["words"], (named.pk,), is_marked=True)))
    return Edited(
        title=bulletin.title,
        body="\n".join(lines),
        annexes=[annexes.SLOW_UNNAMED, annexes.BY_UNIT],
        ranked=bulletin.ranked,
        mark=bulletin.mark,
        addressee=bulletin.addressee,
        presented_to=bulletin.presented_to,
        signature=bulletin.signature,
        printed_by=bulletin.printed_by,
        copies=[stage.county.units[name] for name in told["copies"]],
        copies_text=told["copies_text"],
        answer_days=bulletin.answer_days,
    )


def _draft(stage: Stage, month: Period) -> Story:
    yield stage.day(0)
    following = period_of(PeriodKind.MONTH, month.ends + timedelta(days=1))
    draft_bulletin(following, [stage.register], actor=stage.checker, ranked=True)


def _special(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["on"])
    bulletin = draft_special(
        Asked.parse(told["query"]),
        actor=stage.drafter,
        topic=told["topic"],
        presented_to=told["presented_to"],
        starts=stage.today + timedelta(days=told["since"]),
        ends=clock.today(),
    )
    propose_bulletin(bulletin, actor=stage.drafter)
    approve_bulletin(bulletin, actor=stage.head)
    _issue(stage, bulletin)


def _issue(stage: Stage, bulletin: Bulletin) -> None:
    """Let *bulletin* go out, where it can be printed."""
    if not can_print():
        return
    today = clock.today()
    serial = next_serial(bulletin.office, bulletin.kind, today.year)
    document = official(Reading.of(bulletin), serial=serial, day=today, copies=copies_of(bulletin))
    issue_bulletin(bulletin, actor=stage.head, serial=serial, issued_on=today, files=made(document))
