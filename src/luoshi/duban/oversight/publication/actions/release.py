"""Release a task to the public, reword the release, tell of its course, take it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.publication.models import PublicNote, Release
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Wording:
    """What the public reads of a task."""

    words: str
    topic: str = ""
    shows_percent: bool = False

    def checked(self) -> Wording:
        """The same without white space around it; :class:`Refused` without words."""
        words = self.words.strip()
        if not words:
            raise Refused("no-words", "请填写公开的内容。", "Write what is to be made public.")
        return Wording(words[:2000], self.topic.strip()[:50], self.shows_percent)

    def as_data(self) -> dict[str, object]:
        """For the row and for the record."""
        return {"words": self.words, "topic": self.topic, "shows_percent": self.shows_percent}


@transaction.atomic
def release_task(task: Task, wording: Wording, *, actor: User) -> Release:
    """Let the public see *task*; one that was taken off comes back with new words.

    Raises :class:`Refused` for another office's task, one that was not issued, and one that is public already.
    """
    require(actor, Right.RELEASE)
    _same_office(actor, task.office_id)
    told = wording.checked()
    if task.issued_at is None:
        raise Refused("not-issued", "尚未印发的任务不能公开。", "A task that was not issued cannot be made public.")
    there = Release.objects.select_for_update().filter(task=task).first()
    if there is not None and there.taken_off_at is None:
        raise Refused("public-already", "这项任务已经公开。", "The task is public already.")
    release = there or Release(office_id=task.office_id, task=task, version=0)
    for name, value in told.as_data().items():
        setattr(release, name, value)
    release.released_by, release.released_at = actor, clock.now()
    release.taken_off_by = release.taken_off_at = None
    release.taken_off_because = ""
    release.version += 1
    release.save()
    record("task.released", task, office=actor.office_key, actor=actor.actor, after=told.as_data())
    return release


@transaction.atomic
def reword_release(release: Release, wording: Wording, *, actor: User, version: int) -> Release:
    """Let the public read other words; *version* is the one that was seen."""
    now = _locked(release, actor, version)
    told = wording.checked()
    before = Wording(now.words, now.topic, now.shows_percent).as_data()
    if before == told.as_data():
        return now
    for name, value in told.as_data().items():
        setattr(now, name, value)
    now.version += 1
    now.save()
    record(
        "release.reworded", now.task, office=actor.office_key, actor=actor.actor, before=before, after=told.as_data()
    )
    return now


@transaction.atomic
def take_off(release: Release, *, because: str, actor: User, version: int) -> Release:
    """Take a release off the page; its address says so, and why.  It stays on the record."""
    now = _locked(release, actor, version)
    reason = because.strip()
    if not reason:
        raise Refused("no-reason", "请填写撤下理由。", "Say why it is taken off.")
    now.taken_off_by, now.taken_off_at, now.taken_off_because = actor, clock.now(), reason[:300]
    now.version += 1
    now.save()
    record("release.taken-off", now.task, office=actor.office_key, actor=actor.actor, reason=reason)
    return now


@transaction.atomic
def add_note(release: Release, *, day: date, words: str, actor: User) -> PublicNote:
    """Tell the public of the course of a released task: what happened on *day*."""
    now = _locked(release, actor, None)
    told = words.strip()
    if not told:
        raise Refused("no-words", "请填写进展说明。", "Write what happened.")
    if day > clock.today():
        raise Refused("future", "日期不能晚于今天。", "The day cannot lie in the future.")
    note = PublicNote.objects.create(release=now, day=day, words=told[:500], made_by=actor)
    after = {"day": day.isoformat(), "words": note.words}
    record("release.note-added", now.task, office=actor.office_key, actor=actor.actor, after=after)
    return note


def _locked(release: Release, actor: User, version: int | None) -> Release:
    require(actor, Right.RELEASE)
    _same_office(actor, release.office_id)
    now = Release.objects.select_for_update(of=("self",)).select_related("task").get(pk=release.pk)
    if now.taken_off_at is not None:
        raise Refused("taken-off", "这一项已经撤下。", "This was taken off already.")
    if version is not None and now.version != version:
        raise ChangedMeanwhile(str(now))
    return now


def _same_office(actor: User, office: int) -> None:
    if actor.office_id != office:
        raise Refused("other-office", "这是其他单位的任务。", "The task belongs to another office.")
