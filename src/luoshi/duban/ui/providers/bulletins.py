"""For those who approve and issue bulletins, and for reviews that are to be decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.bulletins.models import BulletinState, Naming, Outcome, Review
from luoshi.duban.oversight.bulletins.queries import visible_to
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address
from luoshi.duban.ui.wording import short_day

#: Between the draft and the issue.
_MOVING = (BulletinState.PROPOSED, BulletinState.APPROVED)
_COLUMNS = ("pk", "title", "state", "proposed_by", "criticism_approved_at")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A bulletin as this page needs it; ``naming`` leads to the open review that is to be decided first."""

    pk: int
    title: str
    state: str
    proposed_by: int | None
    criticism_approved_at: datetime | None
    naming: int | None
    decide_by: date | None
    named: bool


def bulletins(user: User) -> Iterator[Awaiting]:
    """What each has to do about bulletins; one query, whatever there is."""
    if not (may(user, Right.APPROVE_BULLETIN) or may(user, Right.DECIDE_REVIEW)):
        return
    reviews = _reviews(user).filter(naming__bulletin=OuterRef("pk")).order_by("decide_by", "pk")
    rows = (
        visible_to(user)
        .annotate(
            naming=Subquery(reviews.values("naming")[:1]),
            decide_by=Subquery(reviews.values("decide_by")[:1]),
            named=Exists(Naming.objects.filter(bulletin=OuterRef("pk"), is_current=True)),
        )
        .filter(Q(state__in=_MOVING) | Q(naming__isnull=False))
        .order_by("-made_at", "-pk")
    )
    found = [_Waiting(**row) for row in rows.values(*_COLUMNS, "naming", "decide_by", "named")]
    todo = [one for one in found if _is_turn_of(user, one)]
    items = tuple(_item(one) for one in todo[:SHOWN])
    yield Awaiting(_("通报待办"), len(todo), address("bulletins:list"), Right.APPROVE_BULLETIN, items, "clipboard-text")
    if may(user, Right.DECIDE_REVIEW):
        asked = [one for one in found if one.naming is not None]
        items = tuple(_to_review(one) for one in asked[:SHOWN])
        url = address("bulletins:list")
        yield Awaiting(_("通报复核待决定"), len(asked), url, Right.DECIDE_REVIEW, items, "search")


def _is_turn_of(user: User, bulletin: _Waiting) -> bool:
    """Whether *user* has the next word: to approve, to approve the names, or to issue."""
    if bulletin.proposed_by == user.pk and bulletin.state == BulletinState.PROPOSED:
        return False
    names_wait = bulletin.named and bulletin.criticism_approved_at is None
    if bulletin.state == BulletinState.PROPOSED:
        return may(user, Right.APPROVE_BULLETIN)
    if bulletin.state != BulletinState.APPROVED:
        return False
    return may(user, Right.APPROVE_CRITICISM if names_wait else Right.ISSUE_BULLETIN)


def _item(bulletin: _Waiting) -> Item:
    note = str(BulletinState(bulletin.state).label)
    return Item(bulletin.title, address("bulletins:bulletin", bulletin.pk), note)


def _to_review(bulletin: _Waiting) -> Item:
    note = gettext("%(day)s前决定") % {"day": short_day(bulletin.decide_by)}
    return Item(bulletin.title, address("bulletins:decide-review", bulletin.naming or 0), note)


def _reviews(user: User) -> QuerySet[Review]:
    """Those that are open and that *user* may decide, who took no part in the bulletin."""
    return (
        Review.objects.filter(outcome=Outcome.OPEN)
        .exclude(naming__bulletin__edited_by=user)
        .exclude(naming__bulletin__proposed_by=user)
        .exclude(naming__bulletin__approved_by=user)
        .exclude(naming__bulletin__criticism_approved_by=user)
        .exclude(naming__bulletin__issued_by=user)
    )
