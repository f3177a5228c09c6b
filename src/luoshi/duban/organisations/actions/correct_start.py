"""Correct the day on which a tenure began."""

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
def correct_start(tenure: Tenure, starts: date, *, actor: User, version: int, reason: str = "") -> Tenure:
    """The tenure began on *starts*; a predecessor who left on the day that was wrong left on this one.

    *version* is the post's.  Raises :class:`Refused` where the tenure would end before it begins, or begin no later
    than the predecessor's.
    """
    post, before = tenure.post, tenure.starts
    require_in(actor, right_for(Role(post.role)), post.office)
    if before == starts:
        return tenure
    if tenure.ends is not None and tenure.ends < starts:
        raise Refused(
            "ends-earlier",
            f"起任日期{starts}晚于离任日期{tenure.ends}。",
            f"The first day {starts} lies after the last, {tenure.ends}.",
        )
    others = post.tenures.exclude(pk=tenure.pk).select_related("person")
    earlier = others.filter(starts__lte=before).order_by("-starts", "-pk").first()
    if earlier is not None and earlier.ends is not None and (earlier.ends == before or earlier.ends > starts):
        if earlier.starts >= starts:
            raise Refused(
                "before-predecessor",
                f"起任日期{starts}不晚于前任{earlier.person.name}的{earlier.starts}。",
                f"{starts} is not after {earlier.starts}, when {earlier.person.name} began.",
            )
        earlier.ends = starts
        earlier.save(update_fields=("ends",))
    change_seen(post, version)
    tenure.starts = starts
    tenure.save(update_fields=("starts",))
    record(
        "post.start-corrected",
        post,
        office=post.office.key,
        actor=actor.actor,
        before={"holder": tenure.person.name, "starts": before.isoformat()},
        after={"holder": tenure.person.name, "starts": starts.isoformat()},
        reason=reason,
    )
    return tenure
