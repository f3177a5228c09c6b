"""The figures of a bulletin, as one table: what each is called and which tasks it counts.

A task that was withdrawn stands in no figure but its own.  A task that was finished late stays late: in
``late-closed``, ``due-late`` and ``was-late``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.bulletins.facts import Fact
from luoshi.duban.oversight.lights.rules import Colour

#: So many days ahead look those who warn of what falls due next.
AHEAD = 30


@dataclass(frozen=True, slots=True)
class Span:
    """The first day of the period, and the last day that is counted."""

    starts: date
    until: date

    def holds(self, day: date | None) -> bool:
        """Whether *day* lies within."""
        return day is not None and self.starts <= day <= self.until


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure: its name, whether a task counts, and whether to stand in its list is a reproach to its unit."""

    name: str | Promise
    holds: Callable[[Fact, Span], bool]
    is_reproach: bool = False


def _counted(holds: Callable[[Fact, Span], bool]) -> Callable[[Fact, Span], bool]:
    """Of what was not withdrawn."""
    return lambda fact, span: not fact.is_withdrawn and holds(fact, span)


def _due(holds: Callable[[Fact], bool]) -> Callable[[Fact, Span], bool]:
    """Of what fell due in the period."""
    return _counted(lambda fact, span: not fact.is_long_term and span.holds(fact.due) and holds(fact))


def _is_alarm(fact: Fact) -> bool:
    """Past its limit and not closed out; also where the unit says, too late, that it is done."""
    return not fact.is_closed and fact.overdue_days > 0


def _is_behind(fact: Fact) -> bool:
    return (
        fact.is_measured
        and not _is_alarm(fact)
        and fact.percent is not None
        and fact.expected is not None
        and fact.percent < fact.expected
    )


def _is_on_schedule(fact: Fact) -> bool:
    return (
        fact.is_measured
        and not _is_alarm(fact)
        and fact.percent is not None
        and fact.expected is not None
        and fact.percent >= fact.expected
    )


def _falls_due(fact: Fact, span: Span) -> bool:
    ahead = span.until + timedelta(days=AHEAD)
    return fact.is_measured and fact.due is not None and span.until < fact.due <= ahead


def _shows(colour: Colour) -> Callable[[Fact, Span], bool]:
    return _counted(lambda fact, _span: fact.colour == colour)


def _turned(colour: Colour) -> Callable[[Fact, Span], bool]:
    return _counted(lambda fact, _span: colour in fact.turned)


RULES: dict[str, Rule] = {
    "total": Rule(_("督办任务"), _counted(lambda _fact, _span: True)),
    "closed": Rule(_("已销号"), _counted(lambda fact, _span: fact.is_closed)),
    "closed-on-time": Rule(_("按时办结并销号"), _counted(lambda fact, _span: fact.is_closed and not fact.late_days)),
    "late-closed": Rule(_("逾期后办结并销号"), _counted(lambda fact, _span: fact.is_closed and fact.late_days > 0)),
    "submitted": Rule(_("已申请销号、待核查"), _counted(lambda fact, _span: fact.is_submitted)),
    "under-way": Rule(_("正在办理"), _counted(lambda fact, _span: fact.is_under_way)),
    "suspended": Rule(_("中止办理"), _counted(lambda fact, _span: fact.is_under_way and fact.is_suspended)),
    "long-term": Rule(_("长期坚持"), _counted(lambda fact, _span: fact.is_long_term)),
    "no-limit": Rule(
        _("时限待明确"), _counted(lambda fact, _span: fact.is_under_way and fact.due is None and not fact.is_long_term)
    ),
    "withdrawn": Rule(_("本期撤销"), lambda fact, span: span.holds(fact.withdrawn_on)),
    "issued-in": Rule(_("本期新交办"), _counted(lambda fact, span: span.holds(fact.issued_on))),
    "closed-in": Rule(_("本期销号"), _counted(lambda fact, span: fact.is_closed and span.holds(fact.closed_on))),
    "due-in": Rule(_("本期到期应办结"), _due(lambda _fact: True)),
    "due-closed": Rule(_("本期到期、已销号"), _due(lambda fact: fact.is_closed)),
    "due-on-time": Rule(_("本期到期、按时销号"), _due(lambda fact: fact.is_closed and not fact.late_days)),
    "due-late": Rule(_("本期到期、逾期后销号"), _due(lambda fact: fact.is_closed and fact.late_days > 0)),
    "due-submitted": Rule(_("本期到期、待核查"), _due(lambda fact: fact.is_submitted)),
    "due-open": Rule(_("本期到期、未办结"), _due(lambda fact: fact.is_under_way)),
    "due-next": Rule(_("未来30日到期"), _counted(_falls_due)),
    "overdue": Rule(_("逾期未销号"), _counted(lambda fact, _span: _is_alarm(fact)), is_reproach=True),
    "was-late": Rule(_("逾期或曾逾期"), _counted(lambda fact, _span: fact.late_days > 0), is_reproach=True),
    "measured": Rule(_("按序时可比"), _counted(lambda fact, _span: fact.is_measured and not _is_alarm(fact))),
    "on-schedule": Rule(_("达到序时进度"), _counted(lambda fact, _span: _is_on_schedule(fact))),
    "behind": Rule(_("落后序时进度"), _counted(lambda fact, _span: _is_behind(fact)), is_reproach=True),
    "unmeasured": Rule(
        _("未报进度"),
        _counted(lambda fact, _span: fact.is_measured and not _is_alarm(fact) and fact.percent is None),
        is_reproach=True,
    ),
    "slow": Rule(_("进展滞后"), _counted(lambda fact, _span: _is_alarm(fact) or _is_behind(fact)), is_reproach=True),
    "red": Rule(_("红灯"), _shows(Colour.RED)),
    "orange": Rule(_("橙灯"), _shows(Colour.ORANGE)),
    "yellow": Rule(_("黄灯"), _shows(Colour.YELLOW)),
    "blue": Rule(_("蓝灯"), _shows(Colour.BLUE)),
    "green": Rule(_("绿灯"), _shows(Colour.GREEN)),
    "turned-red": Rule(_("本期转为红灯"), _turned(Colour.RED)),
    "turned-yellow": Rule(_("本期转为黄灯"), _turned(Colour.YELLOW)),
    "extended": Rule(_("本期批准延期"), _counted(lambda fact, _span: fact.extended > 0)),
    "sent-back": Rule(_("本期核查退办"), _counted(lambda fact, _span: fact.sent_back > 0)),
}
#: What shares are usually asked for: the part, the whole, and what the share is called.
RATES: tuple[tuple[str, str, str | Promise], ...] = (
    ("closed", "total", _("销号率")),
    ("due-closed", "due-in", _("到期办结率")),
    ("due-on-time", "due-in", _("按时办结率")),
    ("closed-on-time", "closed", _("销号任务按时率")),
    ("on-schedule", "measured", _("序时进度达标率")),
    ("overdue", "total", _("逾期率")),
)
#: The lists that a text may spell out.
LISTS = ("overdue", "behind", "due-next", "sent-back", "turned-red")
