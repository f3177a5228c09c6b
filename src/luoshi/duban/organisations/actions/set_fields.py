"""Say which units an accountable leader answers for (分管单位)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.models import Post, Unit
from luoshi.duban.problems import Refused


@transaction.atomic
def set_fields(post: Post, units: Collection[Unit], *, actor: User, version: int, reason: str = "") -> Post:
    """The leader in *post* answers for exactly *units* from now on; they widen or narrow what is seen.

    Raises :class:`Refused` for a post of another role, and for a unit that is not in use.
    """
    require_in(actor, Right.GRANT_ROLES, post.office)
    if post.role != Role.ACCOUNTABLE_LEADER:
        raise Refused("no-fields", f"“{post.title}”没有分管单位。", f"{post.title} has no fields.")
    for unit in units:
        if unit.office_id != post.office_id or unit.ends is not None:
            raise Refused("ended", f"“{unit.name}”已不在用。", f"{unit.name} is no longer in use.")
    before = sorted(post.fields.values_list("name", flat=True))
    after = sorted(unit.name for unit in units)
    if before == after:
        return post
    change_seen(post, version)
    post.fields.set(units)
    record(
        "post.fields-set",
        post,
        office=post.office.key,
        actor=actor.actor,
        before={"fields": before},
        after={"fields": after},
        reason=reason,
    )
    return post
