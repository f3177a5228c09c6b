"""Make the address of one's calendar, and revoke it."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.feeds.models import CalendarFeed
from luoshi.duban.tasks.links.tokens import digest, new_token


@transaction.atomic
def make_feed(person: User) -> str:
    """Give *person* a new address and return its secret, which is kept nowhere; an earlier one ends."""
    require(person, Right.SEE_TASKS)
    token = new_token()
    values = {"token_sha256": digest(token), "made_at": clock.now(), "read_at": None}
    feed, _made = CalendarFeed.objects.update_or_create(person=person, defaults=values)
    record("calendar-feed.made", feed, office=person.office_key, actor=person.actor)
    return token


@transaction.atomic
def revoke_feed(person: User) -> bool:
    """End the address of *person*; false where there is none."""
    feed = CalendarFeed.objects.filter(person=person).first()
    if feed is None:
        return False
    record("calendar-feed.revoked", feed, office=person.office_key, actor=person.actor)
    feed.delete()
    return True
