"""Close a post that nobody will hold any more."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import DateField, Q, Value
from django.db.models.functions import Greatest

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in, right_for
from luoshi.duban.organisations.models import Post


@transaction.atomic
def close_post(post: Post, *, on: date, actor: User, version: int, reason: str = "") -> Post:
    """End the tenure in *post* on a day and close it; it stays on record."""
    require_in(actor, right_for(Role(post.role)), post.office)
    post.version = version
    shut(post, on)
    record("post.closed", post, office=post.office.key, actor=actor.actor, after={"on": on.isoformat()}, reason=reason)
    return post


def shut(post: Post, on: date) -> None:
    """Close *post*; a tenure that had not begun by then ends on its first day, and so never counts."""
    change_seen(post, post.version, is_open=False)
    running = post.tenures.filter(Q(ends__isnull=True) | Q(ends__gt=on))
    running.update(ends=Greatest("starts", Value(on, output_field=DateField())))
