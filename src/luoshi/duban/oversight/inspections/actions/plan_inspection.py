"""拟定督查方案: what is to be inspected, on what basis, when, by whom; and changing it before it is approved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.inspections.actions.choose_items import add_parts
from luoshi.duban.oversight.inspections.actions.moving import DRAFT, require_office, require_state, tell
from luoshi.duban.oversight.inspections.models import Activity, Inspection
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Means, Task
from luoshi.duban.tasks.returning.codes import new_code

#: An inspection lasts at most so many days: a longer one is several.
LONGEST = 92


@dataclass(frozen=True, slots=True)
class Details:
    """What a plan says.  *team* are people of the office."""

    title: str
    basis: str
    focus: str
    starts: date
    ends: date
    leader: str
    team: Sequence[User]
    activity: Activity = Activity.SPECIAL
    means: Sequence[str] = (Means.ON_SITE,)
    others: str = ""
    announced: bool = True

    def columns(self) -> dict[str, Any]:
        """As the row keeps them, without the team."""
        return {
            "title": self.title.strip()[:100],
            "basis": self.basis.strip()[:300],
            "focus": self.focus.strip()[:2000],
            "starts": self.starts,
            "ends": self.ends,
            "leader": self.leader.strip()[:50],
            "activity": self.activity,
            "means": [one for one in Means.values if one in self.means],
            "others": self.others.strip()[:200],
            "announced": self.announced,
        }


@transaction.atomic
def draft_inspection(
    details: Details, *, actor: User, tasks: Collection[Task] = (), units: Collection[Unit] | None = None
) -> Inspection:
    """A draft about *tasks*, in the units that answer for them; of these only *units* where they are named.

    Refused without title, basis, focus, leader, team or means (政府督查工作条例, art. 11, 12, 15), for days in the
    wrong order or too many of them, and for more matters than one inspection looks at.
    """
    require(actor, Right.INSPECT)
    office = actor.office
    if office is None:
        raise Refused("no-office", "您不属于任何督查机构。", "You belong to no office.")
    _check(details, office.pk)
    inspection = Inspection.objects.create(office=office, code=new_code(), made_by=actor, **details.columns())
    inspection.team.set(details.team)
    tell("inspection.drafted", inspection, actor=actor, after=_told(details))
    if tasks:
        add_parts(inspection, tasks, actor=actor, units=units)
    return inspection


@transaction.atomic
def change_inspection(inspection: Inspection, details: Details, *, actor: User, version: int) -> Inspection:
    """Put *details* in the place of what the draft says.  Refused as :func:`draft_inspection` is."""
    require_office(actor, Right.INSPECT, inspection)
    require_state(inspection, DRAFT)
    _check(details, inspection.office_id)
    change_seen(inspection, version, **details.columns())
    inspection.team.set(details.team)
    tell("inspection.changed", inspection, actor=actor, after=_told(details))
    return inspection


def _told(details: Details) -> dict[str, object]:
    kept = details.columns()
    days = {"starts": details.starts.isoformat(), "ends": details.ends.isoformat()}
    return {**kept, **days, "activity": details.activity.value, "team": [one.name for one in details.team]}


def _check(details: Details, office: int) -> None:
    kept = details.columns()
    missing = [name for key, name in (("title", "督查名称"), ("basis", "督查依据"), ("focus", "督查重点"),
                                      ("leader", "组长"), ("means", "督查方式")) if not kept[key]]  # fmt: skip
    if not details.team:
        missing.append("本室人员")
    if missing:
        english = "The plan does not say everything: name, basis, focus, leader, people and means of the inspection."
        raise Refused("incomplete-plan", f"请填写{'、'.join(missing)}。", english)
    if any(one.office_id != office for one in details.team):
        raise Refused("other-office", "督查组中有其他机构的人员。", "Somebody of the team belongs to another office.")
    if details.ends < details.starts:
        raise Refused("days", "结束日期不能早于开始日期。", "The inspection ends before it begins.")
    if (details.ends - details.starts).days >= LONGEST:
        raise Refused(
            "too-long", f"一次督查最多{LONGEST}天，请分次安排。", f"An inspection lasts at most {LONGEST} days."
        )
