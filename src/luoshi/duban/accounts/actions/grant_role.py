"""Grant and end the roles of administrators."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts import sessions
from luoshi.duban.accounts.access import require, roles_of
from luoshi.duban.accounts.models import RoleGrant, User
from luoshi.duban.accounts.queries import grant_of
from luoshi.duban.accounts.roles import ADMINISTRATORS, Right, Role
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused


@transaction.atomic
def grant_role(person: User, role: Role, *, actor: User) -> RoleGrant:
    """Make *person* an administrator from today on.

    Nobody grants himself a role; the three administrators exclude one another, and who has a post in the business is
    none of them (等保 2.0: the system's administrator sees no business, the auditor judges none of his own acts).
    """
    require(actor, Right.GRANT_ROLES)
    if role not in ADMINISTRATORS:
        raise Refused("not-granted", "这个角色随岗位而来，不单独授予。", "This role comes with a post.")
    _check_person(person, actor)
    User.objects.select_for_update().get(pk=person.pk)
    # Also a post that begins later: the two would meet.
    held = roles_of(person, clock.today()) | roles_of(person, date.max)
    if held & ADMINISTRATORS:
        other = next(iter(held & ADMINISTRATORS))
        raise Refused(
            "roles-exclude",
            f"{person.name}已是{other.label}，三个管理员角色不能由一人兼任。",
            f"{person.name} is {other.value} already; the three administrators exclude one another.",
        )
    if held:
        post = next(iter(held))
        raise Refused(
            "roles-exclude",
            f"{person.name}现任业务岗位（{post.label}），不能兼任管理员。",
            f"{person.name} holds a post in the business ({post.value}) and cannot be an administrator as well.",
        )
    grant = RoleGrant.objects.create(user=person, role=role, starts=clock.today(), granted_by=actor)
    record("role.granted", person, office=person.office_key, actor=actor.actor, after={"role": role.value})
    return grant


@transaction.atomic
def end_role(person: User, *, actor: User) -> None:
    """End the administrator's role of *person* today; the sessions end with it."""
    require(actor, Right.GRANT_ROLES)
    _check_person(person, actor)
    grant = grant_of(person)
    if grant is None:
        raise Refused("no-role", f"{person.name}没有管理员角色。", f"{person.name} holds no administrator's role.")
    if _is_last(grant):
        raise Refused(
            "last-of-role",
            f"{person.name}是最后一名{grant.get_role_display()}，请先授予他人。",
            f"{person.name} is the last {grant.role}; grant the role to somebody else first.",
        )
    RoleGrant.objects.filter(pk=grant.pk).update(ends=clock.today())
    sessions.end_all(person)
    record("role.ended", person, office=person.office_key, actor=actor.actor, before={"role": grant.role})


def _check_person(person: User, actor: User) -> None:
    if person.pk == actor.pk:
        raise Refused("own-role", "不能给自己授予或收回角色。", "Nobody grants or ends his own role.")
    if not person.is_active:
        raise Refused("switched-off", f"{person.name}的账号已停用。", f"The account of {person.name} is off.")


def _is_last(grant: RoleGrant) -> bool:
    others = RoleGrant.objects.filter(role=grant.role, ends__isnull=True, user__is_active=True)
    return not others.exclude(pk=grant.pk).exists()
