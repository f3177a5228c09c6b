"""签收 and 回复: what the unit does with a letter; the office may type what a unit said on paper or by telephone."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.letters.actions.moving import move, require_answering, require_state, tell, tell_tasks
from luoshi.duban.oversight.letters.models import Letter, LetterState
from luoshi.duban.problems import Refused


@transaction.atomic
def sign_letter(letter: Letter, *, actor: User, version: int) -> None:
    """Sign for *letter* on behalf of its unit, once."""
    typed = require_answering(actor, letter)
    require_state(letter, (LetterState.ISSUED,))
    if letter.signed_at is not None:
        raise Refused("signed-already", "这份督办函已经签收。", "This letter was signed for already.")
    move(letter, version, signed_by=actor, signed_at=clock.now())
    after: dict[str, object] = {"number": letter.number, "unit": letter.unit.name, "on_behalf": typed}
    tell("letter.signed", letter, actor=actor, after=after)


@transaction.atomic
def answer_letter(letter: Letter, *, actor: User, version: int, answer: str) -> None:
    """Answer *letter*, once; it is signed for by that, and an answer after the limit counts all the same."""
    typed = require_answering(actor, letter)
    require_state(letter, (LetterState.ISSUED,))
    words, now = answer.strip(), clock.now()
    if not words:
        raise Refused("no-answer", "请填写回复内容。", "Write the answer.")
    if letter.answered_at is not None:
        raise Refused("answered-already", "这份督办函已经回复。", "This letter was answered already.")
    signed = {} if letter.signed_at is not None else {"signed_by": actor, "signed_at": now}
    move(letter, version, answer=words, answered_by=actor, answered_at=now, answer_typed=typed, **signed)
    after: dict[str, object] = {"number": letter.number, "unit": letter.unit.name, "answer": words, "on_behalf": typed}
    tell("letter.answered", letter, actor=actor, after=after)
    tell_tasks("task.letter-answered", letter, actor=actor, after={"answer": words, "on_behalf": typed})
