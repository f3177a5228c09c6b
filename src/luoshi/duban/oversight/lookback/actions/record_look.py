"""Write down what was found, and let what does not hold go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.lookback.models import Look, Outcome
from luoshi.duban.oversight.lookback.news import tell_unit
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.reopen import reopen_assignment
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import Assignment, BasisKind, CloseOut, Means, State, Verification


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found, by which means (政府督查工作条例, art. 12), in words."""

    outcome: Outcome
    means: Sequence[str]
    words: str


@transaction.atomic
def record_look(look: Look, found: Found, *, actor: User, version: int) -> Look:
    """Keep what was found on *look*; it is not changed afterwards.

    Raises :class:`Refused` for whoever verified or closed out the work (four eyes), without a means or words, and
    where it was looked at already.
    """
    now = _locked(look, actor, version)
    if now.outcome != Outcome.OPEN:
        raise Refused("looked-at", "这一项已经查过。", "This was looked at already.")
    if found.outcome not in (Outcome.HOLDS, Outcome.FAILS):
        raise Refused("no-outcome", "请选择结果：属实或不实。", "Say whether it holds.")
    means = [one for one in found.means if one in Means.values]
    if not means:
        raise Refused("no-means", "请选择核查方式。", "Choose by which means it was checked.")
    if not found.words.strip():
        raise Refused("no-words", "请填写核查情况。", "Write what was found.")
    if _judged_before(now.assignment_id, actor):
        raise Refused(
            "own-judgement",
            "这项任务由您核查或销号，回头看应由他人进行。",
            "You verified or closed out this work; somebody else has to look again.",
        )
    now.outcome, now.means, now.words = found.outcome, means, found.words.strip()[:2000]
    now.looked_by, now.looked_at, now.version = actor, clock.now(), now.version + 1
    now.save()
    after = {"unit": now.assignment.name, "outcome": str(now.outcome), "means": means, "words": now.words}
    record("look-back.found", now.assignment.task, office=actor.office_key, actor=actor.actor, after=after)
    return now


@transaction.atomic
def reopen_found(look: Look, *, actor: User, version: int) -> Look:
    """Let the work that does not hold go on: it is no longer closed out, and its lateness counts on.

    Raises :class:`Refused` where nothing was found against it, and what :func:`reopen_assignment` raises.
    """
    require(actor, Right.CLOSE_OUT)
    now = _locked(look, actor, version)
    if now.outcome != Outcome.FAILS:
        raise Refused("holds", "只有查为不实的才重新办理。", "Only what does not hold goes on.")
    if now.reopened_at is not None:
        raise Refused("reopened", "这一项已经重新办理。", "This goes on already.")
    assignment = Assignment.objects.select_related("task", "unit").get(pk=now.assignment_id)
    basis = Basis(BasisKind.DOCUMENT, f"回头看发现不实：{now.words[:200]}")
    if assignment.state == State.CLOSED_OUT:
        reopen_assignment(assignment, actor=actor, version=assignment.version, basis=basis)
        tell_unit(now)
    now.reopened_by, now.reopened_at, now.version = actor, clock.now(), now.version + 1
    now.save()
    return now


def _judged_before(assignment: int, actor: User) -> bool:
    """Whether *actor* verified or closed out this work."""
    verified = Verification.objects.filter(assignment=assignment, verified_by=actor)
    closed = CloseOut.objects.filter(assignment=assignment, closed_by=actor)
    return verified.exists() or closed.exists()


def _locked(look: Look, actor: User, version: int) -> Look:
    require(actor, Right.LOOK_BACK)
    rows = Look.objects.select_for_update(of=("self",)).select_related("draw", "assignment__task", "assignment__unit")
    now = rows.get(pk=look.pk)
    if now.draw.office_id != actor.office_id:
        raise Refused("other-office", "这是其他单位的任务。", "The task belongs to another office.")
    if now.version != version:
        raise ChangedMeanwhile(now.assignment.task.title)
    return now
