"""核查: what was reported beside what was wanted.

A supervisor's first problem is false completion, so figures and days are compared by the machine, and what no machine
can judge (全部清零) is put before a person.  A figure may be more than was wanted without being wrong, and a target of
several units cannot be held against one of them: where nothing certain can be said, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.duban.tasks.lateness import days_late
from luoshi.duban.tasks.models import Comparator, Target
from luoshi.duban.tasks.wording import target_of as target_in_words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was wanted, beside what was reported.

    ``holds`` is empty where only a person can judge; ``note`` says why.  ``is_figure`` marks what was counted.
    """

    what: str
    wanted: str
    reported: str
    holds: bool | None = None
    note: str = ""
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """What a unit says it reached: figures by the key of their target, the day it was done, the day it said so.

    ``alone`` is false where several units answer for the same targets.
    """

    figures: Mapping[int, Decimal]
    done_on: date | None = None
    said_on: date | None = None
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """The limit that counts for the unit, and the day from which lateness can count against it."""

    due: date | None = None
    counts_from: date | None = None


def findings(targets: Iterable[Target], asked: Asked, reported: Reported) -> list[Finding]:
    """Every target beside its figure, then the days."""
    found = [_figure(one, reported) if one.is_figure else _in_words(one) for one in targets]
    return [*found, *_days(asked, reported)]


def as_kept(found: Sequence[Finding]) -> list[dict[str, object]]:
    """*found* as :attr:`.Verification.findings` keeps it."""
    return [asdict(one) for one in found]


def figures_hold(found: Iterable[Finding]) -> bool:
    """Whether every figure that was wanted was reported and reached; what needs a person's judgement does not count."""
    return all(one.holds is True for one in found if one.is_figure)


def plain(value: Decimal) -> str:
    """A number without the noughts that a column of six places adds."""
    return f"{value.normalize():f}"


def compare(target: Target, value: Decimal) -> bool | None:
    """Whether *value* reaches *target*; empty where the words leave it open."""
    wanted = target.value
    if wanted is None:
        return None
    if target.comparator == Comparator.BETWEEN:
        return wanted <= value and (target.upper is None or value <= target.upper)
    if target.comparator == Comparator.ABOUT:
        return True if value == wanted else None
    if target.comparator == Comparator.EXACTLY:
        return None if value > wanted else value == wanted
    return {
        Comparator.AT_LEAST.value: value >= wanted,
        Comparator.AT_MOST.value: value <= wanted,
        Comparator.MORE_THAN.value: value > wanted,
        Comparator.LESS_THAN.value: value < wanted,
    }.get(target.comparator)


def _figure(target: Target, reported: Reported) -> Finding:
    words = target_in_words(target)
    what = target.measured or target.words
    value = reported.figures.get(target.pk)
    if value is None:
        return Finding(what, words, "", None, _("没有报数"), is_figure=True)
    shown = f"{plain(value)}{target.unit}"
    holds = compare(target, value)
    note = ""
    if target.value is None:
        note = _("目标数值待明确")
    elif not reported.alone and holds is not True:
        holds, note = None, _("几家共同的目标")
    elif holds is None:
        note = _("多于目标") if value > target.value else _("少于目标")
    elif not holds:
        note = _("与目标不符")
    return Finding(what, words, shown, holds, note, is_figure=True)


def _in_words(target: Target) -> Finding:
    words = target_in_words(target)
    return Finding(words, words, "", None, _("由核查人判断"))


def _days(asked: Asked, reported: Reported) -> list[Finding]:
    done, due = reported.done_on, asked.due
    if done is None:
        return []
    wanted = due.isoformat() if due else ""
    if due is None:
        return [Finding(_("完成日期"), wanted, done.isoformat(), None, _("未设时限"))]
    late = days_late(due, done, asked.counts_from)
    note = _("逾期%(days)s天") % {"days": late} if late else ""
    found = [Finding(_("完成日期"), wanted, done.isoformat(), not late, note)]
    said = reported.said_on
    if said is not None and not late and days_late(due, said, asked.counts_from):
        # The day it was done is what the unit says; where it says so only after the limit, somebody looks.
        found.append(Finding(_("反馈日期"), wanted, said.isoformat(), None, _("时限过后才反馈")))
    return found
