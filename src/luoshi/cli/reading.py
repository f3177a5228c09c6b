"""From a file to a plan, as every command does it; and against which date it was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import luoshi
from luoshi.calendar import WorkingCalendar
from luoshi.cli.options import ReadingOptions
from luoshi.gongwen.model import Plan
from luoshi.gongwen.outline.facts import read_facts

if TYPE_CHECKING:
    from luoshi.gongwen.units.register import Register


class DatedBy(StrEnum):
    """Where the date of issue comes from."""

    OPTION = "option"
    DOCUMENT = "document"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, and who says when its document was issued."""

    plan: Plan
    dated_by: DatedBy


def read_plan(path: Path, options: ReadingOptions, register: Register | None = None) -> Reading:
    """Read the file at *path* and extract its plan.

    The date of issue is the option's, else the one that the document carries, else
    unknown.  Raises :class:`luoshi.LuoshiError` for a file that cannot be used.
    """
    calendar = None if options.holidays is None else _calendar(options.holidays)
    document = luoshi.read(path, declassified=options.declassified, limit=options.limit)
    day, dated_by = options.issued_on, DatedBy.OPTION
    if day is None:
        fact = read_facts(document.text, document.hints).issued_on
        day, dated_by = (fact.value, DatedBy.DOCUMENT) if fact else (None, DatedBy.NOBODY)
    return Reading(luoshi.extract(document, issued_on=day, units=register, calendar=calendar), dated_by)


@cache
def _calendar(path: Path) -> WorkingCalendar:
    """The holiday table at *path*, read once for all files."""
    return WorkingCalendar.load(path)


def say_date(reading: Reading) -> str:
    """One phrase on the date of issue and its source, in Chinese."""
    plan = reading.plan
    if plan.issued_on is None:
        return "成文日期未知，“年底前”等相对时限未推算（可用 --issued-on 指定）"
    if reading.dated_by is DatedBy.OPTION:
        return f"成文日期 {plan.issued_on}（--issued-on 指定）"
    fact = plan.outline.facts.issued_on
    return f"成文日期 {plan.issued_on}（取自文件：“{fact.text}”）" if fact else f"成文日期 {plan.issued_on}（取自文件）"
