"""Open, close and word the public page of an office."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.publication.models import PublicSite
from luoshi.duban.problems import ChangedMeanwhile, Refused


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the page shall be."""

    title: str
    words: str
    is_open: bool


@transaction.atomic
def set_site(office: Office, wanted: Wanted, *, actor: User, version: int) -> PublicSite:
    """Give the page of *office* these words, and open or close it; *version* is the one that was seen, 0 for none.

    Raises :class:`Refused` for another office and for a page without a heading, :class:`ChangedMeanwhile` where
    somebody else changed it.
    """
    require(actor, Right.OPEN_PUBLIC_PAGE)
    if actor.office_id != office.pk:
        raise Refused("other-office", "这是其他单位的公开页面。", "The page belongs to another office.")
    title = wanted.title.strip()
    if not title:
        raise Refused("no-title", "请填写页面标题。", "Give the page a heading.")
    values = {"title": title[:100], "words": wanted.words.strip()[:1000], "is_open": wanted.is_open}
    there = PublicSite.objects.select_for_update().filter(office=office).first()
    if (there.version if there else 0) != version:
        raise ChangedMeanwhile(title)
    before = {name: getattr(there, name) for name in values} if there else {}
    if there is None:
        there = PublicSite(office=office, version=0, set_by=actor)
    if before == values:
        return there
    for name, value in values.items():
        setattr(there, name, value)
    there.set_by, there.set_at, there.version = actor, clock.now(), there.version + 1
    there.save()
    opened = values["is_open"] and not before.get("is_open", False)
    closed = before.get("is_open", False) and not values["is_open"]
    verb = "public-page.opened" if opened else "public-page.closed" if closed else "public-page.worded"
    record(verb, there, office=office.key, actor=actor.actor, before=before, after=values)
    return there
