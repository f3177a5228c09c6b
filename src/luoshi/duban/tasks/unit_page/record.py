"""What a unit has done: facts as they stand in the ledger.  No unit is compared with another here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import (
    Assignment,
    Decision,
    Extension,
    Return,
    State,
    Verification,
    VerificationOutcome,
)
from luoshi.duban.tasks.unit_page.scalars import counts


def _late(ended: str) -> Q:
    """Late when it ended, under an earlier limit or the last one; for who came on later days count from then on."""
    came_later = Q(counts_from__isnull=True) | Q(**{f"{ended}__gt": F("counts_from")})
    return Q(late_before__gt=0) | (Q(**{f"{ended}__gt": F("due")}) & came_later)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the record: what is counted, in this year and in all years; ``below`` is part of the line above."""

    what: str | Promise
    this_year: int
    ever: int
    below: bool = False


#: The lines, in their order: key, name, whether it is part of the line above.
_LINES: tuple[tuple[str, str | Promise, bool], ...] = (
    ("given", _("交办"), False),
    ("closed", _("已销号"), False),
    ("in_time", _("未逾期"), True),
    ("late", _("逾期"), True),
    ("unknown", _("完成日期不详"), True),
    ("taken_off", _("撤销或改由其他单位承办"), False),
    ("taken_off_late", _("当时已逾期"), True),
    ("extensions", _("申请延期"), False),
    ("granted", _("同意"), True),
    ("returns", _("申请退回"), False),
    ("rightly", _("同意"), True),
    ("passed", _("核查通过"), False),
    ("sent_back", _("退办"), False),
)


def record_of(unit: Unit, today: date) -> list[Fact]:
    """The record of *unit* in the tasks that it answers or answered for: one question to the database."""
    first = date(today.year, 1, 1)
    ever = _counted(unit, {})
    year = _counted(unit, {"day": first, "moment": datetime(today.year, 1, 1, tzinfo=clock.ZONE)})
    wanted = {f"{key}_ever": rows for key, rows in ever.items()} | {f"{key}_year": rows for key, rows in year.items()}
    values = counts(unit, wanted)
    facts = {key: Fact(name, values[f"{key}_year"], values[f"{key}_ever"], below) for key, name, below in _LINES}
    if not facts["unknown"].ever:
        del facts["unknown"]
    return list(facts.values())


def _counted(unit: Unit, since: Mapping[str, Any]) -> dict[str, QuerySet[Any]]:
    """The rows that each line counts, those of this year where *since* says from when."""

    def of(rows: QuerySet[Any], column: str, kind: str = "day") -> QuerySet[Any]:
        return rows.filter(**{f"{column}__gte": since[kind]}) if since else rows

    own = Assignment.objects.filter(unit=unit, answers=True, task__issued_at__isnull=False)
    closed = of(own.filter(state=State.CLOSED_OUT), "done_on")
    off = of(own.filter(state=State.WITHDRAWN), "ended_on")
    extensions = of(Extension.objects.filter(assignment__unit=unit), "asked_on")
    returns = of(Return.objects.filter(assignment__unit=unit), "asked_on")
    checks = of(Verification.objects.filter(assignment__unit=unit), "verified_at", "moment")
    return {
        "given": of(own, "counts_from"),
        "closed": closed,
        "in_time": closed.filter(done_on__isnull=False).exclude(_late("done_on")),
        "late": closed.filter(_late("done_on")),
        "unknown": closed.filter(done_on__isnull=True).exclude(_late("done_on")),
        "taken_off": off,
        "taken_off_late": off.filter(_late("ended_on")),
        "extensions": extensions,
        "granted": extensions.filter(decision=Decision.GRANTED),
        "returns": returns,
        "rightly": returns.filter(decision=Decision.GRANTED),
        "passed": checks.filter(outcome=VerificationOutcome.PASSED),
        "sent_back": checks.filter(outcome=VerificationOutcome.SENT_BACK),
    }
