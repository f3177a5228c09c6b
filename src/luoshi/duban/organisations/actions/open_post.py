"""Open a post."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import ADMINISTRATORS, Role
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese
from luoshi.duban.organisations.access import UNIT_ROLES, require_in, right_for
from luoshi.duban.organisations.models import Post, Unit
from luoshi.duban.problems import Refused


@transaction.atomic
def open_post(office: Office, role: Role, *, actor: User, unit: Unit | None = None, title: str = "") -> Post:
    """A new post of *role*; without *title* it is called as the role is.

    Raises :class:`Refused` for an administrator's role, which is granted to an account (三员分立), and where a
    liaison or unit head has no unit, or another role has one.
    """
    require_in(actor, right_for(role), office)
    if role in ADMINISTRATORS:
        raise Refused(
            "administrator",
            f"“{role.label}”由安全管理员授予账号，不设岗位。",
            f"{role.value} is granted to an account; there is no post for it.",
        )
    if (unit is not None) != (role in UNIT_ROLES):
        raise Refused(
            "unit-of-post",
            f"“{role.label}”须选择单位。" if unit is None else f"“{role.label}”不属于某个单位，请勿选择单位。",
            f"A {role.value} needs a unit." if unit is None else f"A {role.value} belongs to no unit.",
        )
    if unit is not None and (unit.office_id != office.pk or unit.ends is not None):
        raise Refused("ended", f"“{unit.name}”已不在用。", f"{unit.name} is no longer in use.")
    post = Post.objects.create(office=office, role=role, unit=unit, title=title.strip()[:60] or chinese(role.label))
    after = {"role": role.value, "unit": "" if unit is None else unit.name, "title": post.title}
    record("post.opened", post, office=office.key, actor=actor.actor, after=after)
    return post
