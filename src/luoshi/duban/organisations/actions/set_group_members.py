"""Say which units a group stands for, from a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.dates import require_not_later, require_there
from luoshi.duban.organisations.models import Membership, Unit, UnitKind
from luoshi.duban.problems import Refused


@transaction.atomic
def set_group_members(group: Unit, members: Collection[Unit], *, on: date, actor: User, version: int) -> Unit:
    """From *on* the group stands for exactly *members*; who leaves and who joins is kept with the day.

    Raises :class:`Refused` where *group* is none, or a member is a group or not in use.
    """
    require_in(actor, Right.MANAGE_UNITS, group.office)
    require_there(group, on)
    require_not_later(on, "生效日期", "The day of the change")
    if group.kind != UnitKind.GROUP:
        raise Refused("no-group", f"“{group.name}”不是单位组。", f"{group.name} is not a group.")
    for member in members:
        require_member(group, member)
    there = {row.member_id: row for row in group.memberships.filter(ends__isnull=True).select_related("member")}
    wanted = {member.pk: member for member in members}
    joining = [wanted[key] for key in wanted if key not in there]
    leaving = [there[key] for key in there if key not in wanted]
    if not joining and not leaving:
        return group
    change_seen(group, version)
    for row in leaving:
        row.ends = on
        row.save(update_fields=("ends",))
    Membership.objects.bulk_create(Membership(group=group, member=member, starts=on) for member in joining)
    record(
        "unit.members-set",
        group,
        office=group.office.key,
        actor=actor.actor,
        before={"left": [row.member.name for row in leaving]},
        after={"joined": [member.name for member in joining], "on": on.isoformat()},
    )
    return group


def require_member(group: Unit, member: Unit) -> None:
    """Raise :class:`Refused` where *member* cannot belong to *group*."""
    if member.office_id != group.office_id or member.ends is not None:
        raise Refused("ended", f"“{member.name}”已不在用。", f"{member.name} is no longer in use.")
    if member.kind == UnitKind.GROUP:
        raise Refused(
            "group-in-group",
            f"“{member.name}”也是单位组，不能作“{group.name}”的成员。",
            f"{member.name} is a group itself and cannot belong to {group.name}.",
        )
