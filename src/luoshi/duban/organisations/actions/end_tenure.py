"""End a tenure without a successor."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in, right_for
from luoshi.duban.organisations.models import Tenure
from luoshi.duban.problems import Refused


@transaction.atomic
def end_tenure(tenure: Tenure, *, on: date, actor: User, version: int, reason: str = "") -> Tenure:
    """From *on* the person holds the post no more; *version* is the post's.

    Raises :class:`Refused` where the tenure had ended already, or begins later.
    """
    post = tenure.post
    require_in(actor, right_for(Role(post.role)), post.office)
    if tenure.ends is not None and tenure.ends <= on:
        raise Refused("ended", f"该任职已于{tenure.ends}结束。", f"This tenure ended on {tenure.ends}.")
    if on < tenure.starts:
        raise Refused(
            "before-start",
            f"离任日期{on}早于任职日期{tenure.starts}。",
            f"The last day {on} lies before the first, {tenure.starts}.",
        )
    change_seen(post, version)
    before = tenure.ends
    tenure.ends = on
    tenure.save(update_fields=("ends",))
    record(
        "post.tenure-ended",
        post,
        office=post.office.key,
        actor=actor.actor,
        before={"holder": tenure.person.name, "ends": None if before is None else before.isoformat()},
        after={"holder": tenure.person.name, "ends": on.isoformat()},
        reason=reason,
    )
    return tenure
