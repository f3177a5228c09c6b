"""审批, 发出, 撤回: what the office does with a letter that was prepared."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.letters.actions.moving import (
    move,
    require_office,
    require_state,
    require_the_units,
    tell,
    tell_tasks,
)
from luoshi.duban.oversight.letters.models import Letter, LetterState, LetterTask
from luoshi.duban.oversight.letters.news import tell_unit
from luoshi.duban.oversight.letters.papers import freeze, keep
from luoshi.duban.oversight.letters.queries import rules_of
from luoshi.duban.oversight.lights.workdays import working_day
from luoshi.duban.problems import Refused


@transaction.atomic
def approve_letter(letter: Letter, *, actor: User, version: int) -> None:
    """Approve *letter*: another person than who prepared or changed it.  Refused as :func:`issue_letter` is."""
    _require_other(letter, actor)
    require_state(letter, (LetterState.PREPARED,))
    require_the_units(letter)
    move(letter, version, state=LetterState.APPROVED, approved_by=actor, approved_at=clock.now(), reason="")
    tell("letter.approved", letter, actor=actor, after={"title": letter.title})


@transaction.atomic
def send_letter_back(letter: Letter, *, actor: User, version: int, reason: str) -> None:
    """Send *letter* back to be changed, with the reason."""
    _require_other(letter, actor)
    require_state(letter, (LetterState.PREPARED, LetterState.APPROVED))
    words = _given(reason)
    move(letter, version, state=LetterState.PREPARED, approved_by=None, approved_at=None, reason=words)
    tell("letter.sent-back", letter, actor=actor, after={"title": letter.title}, reason=words)


@transaction.atomic
def issue_letter(letter: Letter, *, actor: User, version: int) -> Letter:
    """Send *letter* out today: it gets the next number of the year and its limit, and its papers are kept.

    The office's row is locked until the transaction ends, so that two letters that go out at once share no number.
    Refused where a task that it is about was withdrawn, closed out or given to others since it was prepared.
    """
    require_office(actor, Right.SUPERVISE, letter)
    require_state(letter, (LetterState.APPROVED,))
    require_the_units(letter)
    Office.objects.select_for_update().get(pk=letter.office_id)
    rules, today = rules_of(letter.office), clock.today()
    sent = Letter.objects.filter(office=letter.office_id, year=today.year)
    count = (sent.aggregate(last=Max("count"))["last"] or 0) + 1
    move(
        letter,
        version,
        state=LetterState.ISSUED,
        year=today.year,
        count=count,
        number=f"{rules.prefix}〔{today.year}〕{count}号",
        issued_by=actor,
        issued_on=today,
        answer_by=working_day(today, rules.answer_days),
    )
    rows = list(letter.rows.select_related("task").order_by("position"))
    freeze(letter, rows, today)
    LetterTask.objects.bulk_update(rows, ("words", "limit", "course"))
    limit = letter.answer_by.isoformat() if letter.answer_by else None
    after: dict[str, object] = {"number": letter.number, "answer_by": limit, "papers": keep(letter, rows)}
    tell("letter.issued", letter, actor=actor, after=after)
    tell_tasks("task.letter-issued", letter, actor=actor, after={"answer_by": limit})
    tell_unit(letter)
    return letter


@transaction.atomic
def withdraw_letter(letter: Letter, *, actor: User, version: int, reason: str) -> None:
    """Withdraw *letter* with a reason; it stays on record, and its number goes to no other."""
    require_office(actor, Right.SUPERVISE, letter)
    require_state(letter, (LetterState.PREPARED, LetterState.APPROVED, LetterState.ISSUED))
    if letter.answered_at is not None:
        raise Refused(
            "answered-already",
            f"{letter.unit.name}已回复，不能撤回。",
            f"{letter.unit.name} has answered; the letter cannot be withdrawn.",
        )
    words, was_issued = _given(reason), letter.state == LetterState.ISSUED
    move(letter, version, state=LetterState.WITHDRAWN, reason=words)
    tell("letter.withdrawn", letter, actor=actor, after={"number": letter.number}, reason=words)
    if was_issued:
        tell_tasks("task.letter-withdrawn", letter, actor=actor, after={}, reason=words)


def _require_other(letter: Letter, actor: User) -> None:
    require_office(actor, Right.APPROVE_PLAN, letter)
    if letter.prepared_by_id == actor.pk:
        raise PermissionDenied(_("拟稿人不能审批自己拟的督办函。"))


def _given(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "请填写理由。", "Give a reason.")
    return words
