"""Personal links to what units owe: made, shown once, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record, record_many
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.links.tokens import digest, new_token
from luoshi.duban.tasks.models import ReportLink

#: How many days a link lives: what is offered, and the most that is given.
USUAL_DAYS, MOST_DAYS = 7, 60


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link; its token is shown once and kept nowhere."""

    link: ReportLink
    token: str


@transaction.atomic
def make_report_links(units: Sequence[Unit], *, actor: User, days: int = USUAL_DAYS) -> list[MadeLink]:
    """A new link for each of *units* (of the person's office), alive for so many *days*; older ones live on."""
    require(actor, Right.SUPERVISE)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(
            "days",
            f"链接有效期应在1到{MOST_DAYS}天之间。",
            f"A link lives from 1 to {MOST_DAYS} days.",
        )
    own = [unit for unit in units if unit.office_id == actor.office_id]
    if not own:
        raise Refused("no-unit", "请选择单位。", "Choose units.")
    now = clock.now()
    made = []
    for unit in own:
        token = new_token()
        link = ReportLink.objects.create(
            office=unit.office,
            unit=unit,
            token_sha256=digest(token),
            made_by=actor,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        made.append(MadeLink(link, token))
    record_many(
        "report-link.made",
        [
            About(one.link, after={"unit": one.link.unit.name, "expires": one.link.expires_at.isoformat()})
            for one in made
        ],
        office=actor.office_key,
        actor=actor.actor,
    )
    return made


def _told(link: ReportLink) -> dict[str, object]:
    return {"unit": link.unit.name, "expires": link.expires_at.isoformat()}


@transaction.atomic
def revoke_report_link(link: ReportLink, *, actor: User) -> None:
    """The link opens nothing from now on; what was reported through it stays.  A second time changes nothing."""
    require(actor, Right.SUPERVISE)
    alive = ReportLink.objects.filter(pk=link.pk, office=actor.office_id, revoked_at__isnull=True)
    if not alive.update(revoked_at=clock.now(), revoked_by=actor):
        return
    record("report-link.revoked", link, office=actor.office_key, actor=actor.actor, after={"unit": link.unit.name})
