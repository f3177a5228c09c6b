"""What every answer to a unit's request (延期, 退回) has in common: by another person, once, as it was seen."""

from __future__ import annotations

from typing import TypeVar

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import Decision, Extension, Return

Asked = TypeVar("Asked", Extension, Return)


def decide(request: Asked, decision: Decision, *, actor: User, version: int, answer: str) -> None:
    """Write the *decision* on *request*, over the *version* that was seen.

    Refused to whoever asked or typed the request (four eyes), and without a reason where it is refused.
    """
    words = answer.strip()
    if request.typed_by_id == actor.pk or request.asked_by == actor.name:
        raise Refused(
            "own-request",
            "这份申请由您提出或录入，须由另一人答复。",
            "You made or typed this request; another person has to decide it.",
        )
    if decision == Decision.REFUSED and not words:
        raise Refused("no-reason", "不同意的，请写明理由。", "Say why it is refused.")
    if request.decision != Decision.OPEN:
        raise Refused("decided", "这份申请已经答复。", "This request was decided already.")
    moment = clock.now()
    rows = type(request).objects.filter(pk=request.pk, version=version, decision=Decision.OPEN)
    if rows.update(decision=decision, answer=words, decided_by=actor, decided_at=moment, version=version + 1) != 1:
        raise ChangedMeanwhile(str(request))
    request.decision, request.answer, request.version = decision, words, version + 1
    request.decided_by, request.decided_at = actor, moment
