"""The rules of reminding as data: at which steps, to which level, and when nothing is sent.

A step is a number of working days from the limit: negative before it, 0 on its day (the last working day up to it),
positive behind it.  An office may set its own values; :data:`USUAL` are those it begins with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.roles import Role
from luoshi.duban.problems import Refused

#: The farthest step before a limit, in working days.
FARTHEST = 60
#: The longest time between two reminders of what is overdue, in working days.
LONGEST_PAUSE = 60
_MOST_STEPS = 6


class Level(models.TextChoices):
    """Who is reminded, from the nearest to the farthest; the values are those of the roles."""

    LIAISON = Role.LIAISON.value, _("联络员")
    UNIT_HEAD = Role.UNIT_HEAD.value, _("单位负责人")
    LEADER = Role.ACCOUNTABLE_LEADER.value, _("分管领导")


#: The order in which a reminder goes up.
LADDER = (Level.LIAISON, Level.UNIT_HEAD, Level.LEADER)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of an office.

    ``before``: so many working days before the limit; ``on_the_day``: on its day as well; then on the first working
    day behind it and every ``overdue_every`` working days after that.  The liaison is reminded at every step, the unit
    head from the step ``head_from`` on, the accountable leader from ``leader_from`` on.  From ``quiet_from`` to
    ``quiet_until``, and on days on which offices do not work, nothing goes out.  ``content_leaves``: messages that
    leave the system name the tasks; else they hold counts and a link.
    """

    before: tuple[int, ...] = (10, 3)
    on_the_day: bool = True
    overdue_every: int = 5
    head_from: int = 1
    leader_from: int = 6
    quiet_from: time = time(18, 0)
    quiet_until: time = time(8, 30)
    content_leaves: bool = False

    def step_at(self, offset: int) -> int | None:
        """The newest step that has come *offset* working days from the limit, or ``None`` while none has."""
        if offset > 0:
            return 1 + (offset - 1) // self.overdue_every * self.overdue_every
        steps = [-days for days in self.before] + ([0] if self.on_the_day else [])
        return max((step for step in steps if step <= offset), default=None)

    def levels_at(self, step: int) -> tuple[Level, ...]:
        """Who is reminded at *step*."""
        begins = {Level.LIAISON: step, Level.UNIT_HEAD: self.head_from, Level.LEADER: self.leader_from}
        return tuple(level for level in LADDER if step >= begins[level])

    @property
    def farthest(self) -> int:
        """The working days before a limit at which the first reminder goes out."""
        return max(self.before, default=0)

    def as_json(self) -> dict[str, Any]:
        """The rules as a row keeps them."""
        values = asdict(self)
        return {
            **values,
            "before": list(self.before),
            "quiet_from": f"{self.quiet_from:%H:%M}",
            "quiet_until": f"{self.quiet_until:%H:%M}",
        }


#: What an office begins with.
USUAL = Rules()


def read_rules(values: Mapping[str, Any]) -> Rules:
    """The rules that a row keeps; what it does not name is as in :data:`USUAL`."""
    known: dict[str, Any] = {name: value for name, value in values.items() if name in Rules.__slots__}
    for name in ("quiet_from", "quiet_until"):
        if name in known:
            known[name] = time.fromisoformat(known[name])
    if "before" in known:
        known["before"] = tuple(known["before"])
    return checked(replace(USUAL, **known))


def checked(rules: Rules) -> Rules:
    """*rules* in their usual order; refused where they contradict one another."""
    before = tuple(sorted(set(rules.before), reverse=True))
    if any(not 1 <= days <= FARTHEST for days in before) or len(before) > _MOST_STEPS:
        raise Refused(
            "reminder-steps",
            f"时限前的提醒最多{_MOST_STEPS}次，每次为时限前1至{FARTHEST}个工作日。",
            f"At most {_MOST_STEPS} reminders before a limit, each 1 to {FARTHEST} working days before it.",
        )
    if not 1 <= rules.overdue_every <= LONGEST_PAUSE:
        raise Refused(
            "reminder-pause",
            f"逾期后的催办间隔应为1至{LONGEST_PAUSE}个工作日。",
            f"What is overdue is reminded every 1 to {LONGEST_PAUSE} working days.",
        )
    if rules.leader_from < rules.head_from:
        raise Refused(
            "reminder-levels",
            "催办逐级升级：分管领导不能早于单位负责人。",
            "Reminders go up level by level: the leader cannot be reminded before the unit's head.",
        )
    if rules.quiet_until >= rules.quiet_from:
        raise Refused(
            "reminder-quiet",
            "免打扰时段应从当日傍晚到次日早上，例如18:00至8:30。",
            "The quiet hours go from the evening to the next morning, such as 18:00 to 8:30.",
        )
    return replace(rules, before=before)
