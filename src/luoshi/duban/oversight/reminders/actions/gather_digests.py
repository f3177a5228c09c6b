"""Gather what is due into one digest a person and day, put it into the inbox, and hand it to the channels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.audit.recording import SYSTEM, About, Actor, record_many
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.language import chinese, in_chinese
from luoshi.duban.oversight import news
from luoshi.duban.oversight.reminders.choosing import Ways
from luoshi.duban.oversight.reminders.due import still_open
from luoshi.duban.oversight.reminders.models import Chase, Delivery, Digest, LeftOut, Reminder, Telling
from luoshi.duban.oversight.reminders.recipients import Holders
from luoshi.duban.oversight.reminders.rules import Level
from luoshi.duban.oversight.reminders.tellings import Taken, put_tellings, tellings_left_in
from luoshi.duban.oversight.reminders.wording import words_of
from luoshi.duban.tasks.models import Task

#: The job that sends one message by one channel.
DELIVER = "reminders.deliver"


def gather_digests(office: Office, today: date) -> int:
    """Make today's digests of *office* from what waits; gives how many.

    Each person's is a transaction of its own: a crash in between loses and doubles nothing, and the next run goes on.
    Who has had today's digest waits for tomorrow's.
    """
    had = Digest.objects.filter(office=office, day=today, chase__isnull=True, at_once=False).values("person")
    reminded = _reminders(office).exclude(person__in=had).values_list("person", flat=True)
    told = _tellings(office).exclude(person__in=had).values_list("person", flat=True)
    people = sorted({*reminded.order_by(), *told.order_by()})
    if not people:
        return 0
    holders = Holders.of(office, today)
    ways = Ways.of(office)
    return sum(_gather(office, person, today, holders, ways) for person in people)


def gather_urgent(office: Office, today: date) -> int:
    """Make a message of its own for each person who has had today's digest when something urgent came."""
    kinds = [key for key, kind in news.kinds().items() if kind.is_urgent]
    urgent = _tellings(office).filter(news__kind__in=kinds)
    people = sorted({*urgent.values_list("person", flat=True).order_by()})
    if not people:
        return 0
    holders = Holders.of(office, today)
    ways = Ways.of(office)
    return sum(_gather(office, person, today, holders, ways, at_once=kinds) for person in people)


def _reminders(office: Office) -> QuerySet[Reminder]:
    return Reminder.objects.filter(office=office, digest__isnull=True, left_out="")


def _tellings(office: Office) -> QuerySet[Telling]:
    return Telling.objects.filter(news__office=office, digest__isnull=True, left_out="")


def _gather(  # noqa: PLR0913 -- what all of a round have in common
    office: Office,
    person: int,
    today: date,
    holders: Holders,
    ways: Ways,
    *,
    at_once: Sequence[str] = (),
) -> bool:
    """One person's digest, or a message *at_once* of the news of these kinds.

    False where nothing was left to say, or another worker made it in this moment.
    """
    try:
        with transaction.atomic():
            kept = _left_in(_reminders_of(office, person), today, holders) if not at_once else []
            told = tellings_left_in(_tellings_of(office, person, at_once), today, holders)
            if not kept and not told:
                return False
            digest = _begin(Digest(office=office, person_id=person, day=today, at_once=bool(at_once)))
            hand_out(digest, kept, ways, actor=SYSTEM, tellings=told)
    except Taken:
        return False
    return True


def _begin(digest: Digest) -> Digest:
    """Only what the database says of the digest itself means that another worker made it."""
    try:
        with transaction.atomic():
            digest.save(force_insert=True)
    except IntegrityError as error:
        raise Taken from error
    return digest


def _reminders_of(office: Office, person: int) -> list[Reminder]:
    rows = _reminders(office).filter(person=person).select_for_update(of=("self",))
    along = ("assignment__task__register", "assignment__task__office", "assignment__unit", "person")
    return list(rows.select_related(*along).order_by("pk"))


def _tellings_of(office: Office, person: int, kinds: Sequence[str]) -> list[Telling]:
    rows = _tellings(office).filter(person=person).select_for_update(of=("self",))
    if kinds:
        rows = rows.filter(news__kind__in=kinds)
    return list(rows.select_related("news__unit", "person").order_by("pk"))


def hand_out(  # noqa: PLR0913 -- all that goes into a digest, and whose hand it was
    digest: Digest,
    reminders: Sequence[Reminder],
    ways: Ways,
    *,
    actor: Actor,
    chase: Chase | None = None,
    tellings: Sequence[Telling] = (),
) -> None:
    """Put *reminders* and *tellings* into *digest*, on the record, and into the queue of each channel of the person."""
    Reminder.objects.filter(pk__in=[one.pk for one in reminders]).update(digest=digest)
    if chase is None:
        told = [About(task, after=after) for task, after in _told(reminders, digest.day)]
        record_many("task.reminded", told, office=digest.office.key, actor=actor)
    put_tellings(digest, tellings, actor)
    for channel, chosen in ways.to(digest.person_id):
        delivery = Delivery.objects.create(digest=digest, channel=channel, chosen=chosen, next_at=clock.now())
        enqueue(DELIVER, key=f"{DELIVER}:{delivery.pk}", delivery=delivery.pk)


@in_chinese
def _told(reminders: Sequence[Reminder], today: date) -> list[tuple[Task, dict[str, object]]]:
    """Each task with what its record says: who was told, as what, of what."""
    found: dict[int, tuple[Task, dict[str, object]]] = {}
    for one in reminders:
        row = one.assignment
        words = words_of(one.kind, one.due, today)
        if one.chase is not None and one.chase.words:
            words = f"{words}：{one.chase.words}"
        if row.task_id in found:
            what = found[row.task_id][1]["what"]
            if isinstance(what, list) and words not in what:
                what.append(words)
            continue
        after: dict[str, object] = {
            "to": one.person.name,
            "unit": row.unit.name if row.unit is not None else row.name,
            "level": chinese(Level(one.level).label),
            "what": [words],
        }
        if one.instead_of:
            after["instead_of"] = chinese(Level(one.instead_of).label)
        found[row.task_id] = (row.task, after)
    return list(found.values())


def _left_in(rows: Sequence[Reminder], today: date, holders: Holders) -> list[Reminder]:
    """What is still worth saying; the rest is marked with the reason why it never goes out."""
    newest = {(one.assignment_id, one.kind): one.pk for one in rows}
    kept: list[Reminder] = []
    out: dict[LeftOut, list[int]] = {}
    for one in rows:
        if not still_open(one.assignment, one.kind, one.due, today):
            out.setdefault(LeftOut.RESOLVED, []).append(one.pk)
        elif newest[one.assignment_id, one.kind] != one.pk:
            out.setdefault(LeftOut.SUPERSEDED, []).append(one.pk)
        elif not _passed_on(one, holders):
            out.setdefault(LeftOut.LEFT, []).append(one.pk)
        else:
            kept.append(one)
    for reason, keys in out.items():
        Reminder.objects.filter(pk__in=keys).update(left_out=reason)
    return kept


def _passed_on(one: Reminder, holders: Holders) -> bool:
    """Whether its recipient still holds the post; what waited for somebody who left goes to the successors."""
    people = holders.at(one.assignment.unit_id or 0, Level(one.level))
    if one.person in people:
        return True
    Reminder.objects.bulk_create(
        (
            Reminder(
                office=one.office,
                assignment=one.assignment,
                kind=one.kind,
                due=one.due,
                step=one.step,
                level=one.level,
                instead_of=one.instead_of,
                person=person,
                chase=one.chase,
            )
            for person in people
        ),
        ignore_conflicts=True,
    )
    return False
