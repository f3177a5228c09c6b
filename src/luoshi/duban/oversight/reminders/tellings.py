"""What of the news that wait for a person is still worth telling, and the record of what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from luoshi.duban.audit.recording import About, Actor, record_many
from luoshi.duban.language import chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight import news
from luoshi.duban.oversight.reminders.models import Digest, LeftOut, News, Telling
from luoshi.duban.oversight.reminders.recipients import Holders
from luoshi.duban.oversight.reminders.rules import Level


class Taken(Exception):
    """Another worker was first."""


def answering(unit: Unit) -> Unit:
    """The unit that answers for *unit*: the one it merged into, if it did."""
    while unit.merged_into is not None:
        unit = unit.merged_into
    return unit


def still_standing(tellings: Sequence[Telling], today: date) -> list[Telling]:
    """Those of *tellings* (with their news) that were not dealt with, answered or withdrawn meanwhile."""
    standing = news.standing(((one.news.kind, one.news.subject) for one in tellings), today)
    return [one for one in tellings if (one.news.kind, one.news.subject) in standing]


def tellings_left_in(rows: Sequence[Telling], today: date, holders: Holders) -> list[Telling]:
    """What is still worth telling to who still holds the post; the rest is marked with the reason why it never goes
    out.
    """
    standing = {one.pk for one in still_standing(rows, today)}
    kept: list[Telling] = []
    for one in rows:
        if one.pk in standing and _passed_on(one, holders):
            kept.append(one)
        else:
            why = LeftOut.LEFT if one.pk in standing else LeftOut.RESOLVED
            Telling.objects.filter(pk=one.pk).update(left_out=why)
    return kept


def _passed_on(one: Telling, holders: Holders) -> bool:
    """Whether its recipient still holds the post; else the successors are told, or the news wait for one."""
    people = holders.at(answering(one.news.unit).pk, Level(one.level))
    if one.person in people:
        return True
    if not people:
        News.objects.filter(pk=one.news_id).update(planned_at=None)
    Telling.objects.bulk_create(
        (Telling(news=one.news, person=person, level=one.level, instead_of=one.instead_of) for person in people),
        ignore_conflicts=True,
    )
    return False


def put_tellings(digest: Digest, tellings: Sequence[Telling], actor: Actor) -> None:
    """Put *tellings* into *digest* and on the record; none of them stands in another, however many workers gather.

    Raises :class:`Taken` where another worker was first.
    """
    free = Telling.objects.filter(pk__in=[one.pk for one in tellings], digest__isnull=True)
    if free.update(digest=digest) != len(tellings):
        raise Taken
    told = [About(one.news, after=_after(one)) for one in tellings]
    record_many("news.told", told, office=digest.office.key, actor=actor)


def _after(one: Telling) -> dict[str, object]:
    after: dict[str, object] = {
        "what": chinese(news.kinds()[one.news.kind].label),
        "to": one.person.name,
        "unit": one.news.unit.name,
        "level": chinese(Level(one.level).label),
    }
    if one.instead_of:
        after["instead_of"] = chinese(Level(one.instead_of).label)
    return after
