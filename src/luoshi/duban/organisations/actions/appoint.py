"""Appoint a person to a post from a day; open work follows the post."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from luoshi.duban import clock
from luoshi.duban.accounts.models import RoleGrant, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in, right_for
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.organisations.queries import current
from luoshi.duban.problems import Refused


@transaction.atomic
def appoint(  # noqa: PLR0913 -- who, what, when and why
    post: Post, person: User, *, starts: date, actor: User, version: int, reason: str = ""
) -> Tenure:
    """*person* holds *post* from *starts*; the predecessor's tenure ends that day.

    Raises :class:`Refused` where one appoints oneself, holds it already, is an administrator or switched off, or
    where somebody was appointed from that day or a later one.
    """
    require_in(actor, right_for(Role(post.role)), post.office)
    _require_eligible(post, person, actor, starts)
    if not post.is_open:
        raise Refused("closed-post", f"岗位“{post}”已停用。", f"The post {post} is closed.")
    running = post.tenures.filter(Q(ends__isnull=True) | Q(ends__gt=starts)).select_related("person")
    before = [tenure.person.name for tenure in running]
    for tenure in running:
        _end(tenure, person, starts)
    change_seen(post, version)
    tenure = Tenure.objects.create(post=post, person=person, starts=starts)
    record(
        "post.filled",
        post,
        office=post.office.key,
        actor=actor.actor,
        before={"holders": before},
        after={"holder": person.name, "username": person.username, "starts": starts.isoformat()},
        reason=reason,
    )
    person.__dict__.pop("_roles", None)
    return tenure


def _end(tenure: Tenure, person: User, starts: date) -> None:
    if tenure.starts >= starts:
        raise Refused(
            "later-tenure",
            f"“{tenure.post}”已安排{tenure.person.name}自{tenure.starts}起任职，请先核对日期。",
            f"{tenure.person.name} was already appointed to {tenure.post} from {tenure.starts}; check the day.",
        )
    if tenure.person_id == person.pk:
        raise Refused(
            "holds-it",
            f"{person.name}自{tenure.starts}起已任“{tenure.post}”。",
            f"{person.name} has held {tenure.post} since {tenure.starts}.",
        )
    tenure.ends = starts
    tenure.save(update_fields=("ends",))


def _require_eligible(post: Post, person: User, actor: User, starts: date) -> None:
    if person.pk == actor.pk:
        raise Refused("oneself", "不能任命自己，请由其他有权人员办理。", "Nobody appoints oneself.")
    if person.office_id != post.office_id:
        raise Refused(
            "other-office",
            f"{person.name}不属于“{post.office.name}”，不能任“{post.title}”。",
            f"{person.name} does not belong to {post.office.name}.",
        )
    if not person.is_active:
        raise Refused(
            "switched-off",
            f"{person.name}（{person.username}）的账号已停用，请先由系统管理员启用。",
            f"The account of {person.name} ({person.username}) is switched off.",
        )
    if RoleGrant.objects.filter(current(max(starts, clock.today())), user=person).exists():
        raise Refused(
            "administrator",
            f"{person.name}是管理员（三员），不能担任业务岗位。",
            f"{person.name} is one of the three administrators and cannot hold a post.",
        )
