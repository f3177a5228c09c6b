"""Look at files that came back: each is matched with its unit and rows, and waits to be taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.renew_links import closed
from luoshi.duban.tasks.circulation.queries import takes_answers, with_extracts
from luoshi.duban.tasks.circulation.returned.matching import Line, Match, Problem, Round, match
from luoshi.duban.tasks.circulation.returned.tables import read_tables
from luoshi.duban.tasks.models import Circulation, ReturnedFile


def receive_files(
    circulation: Circulation, files: Iterable[tuple[str, bytes]], *, actor: User
) -> tuple[list[ReturnedFile], list[ReturnedFile]]:
    """Read *files* (name and bytes); the first list holds what is new, the second what was dropped before.

    Each file is its own transaction: one that is refused, with every flaw named, keeps none of the others back.
    Nothing counts before :func:`~.take_answers_in.take_answers_in`.
    """
    require(actor, Right.CIRCULATE)
    if not takes_answers(circulation):
        raise closed()
    round_ = Round(circulation, with_extracts(circulation), _Elsewhere(circulation))
    new: list[ReturnedFile] = []
    known: list[ReturnedFile] = []
    for name, content in files:
        sha256 = hashlib.sha256(content).hexdigest()
        before = circulation.returned.filter(sha256=sha256, set_aside_at__isnull=True).first()
        if before is not None:
            known.append(before)
        else:
            new.append(_keep(circulation, name[-255:], sha256, _read(name, content, round_), actor))
    return new, known


def _read(name: str, content: bytes, round_: Round) -> Match:
    try:
        return match(name, read_tables(name, content), round_)
    except Refused as error:
        return Match(problems=[Problem(error.chinese, error.english)])


@transaction.atomic
def _keep(circulation: Circulation, name: str, sha256: str, found: Match, actor: User) -> ReturnedFile:
    kept = ReturnedFile.objects.create(
        circulation=circulation,
        invitation=found.invitation,
        name=name,
        sha256=sha256,
        found=[_plain(one) for one in found.lines],
        agreed=found.agreed,
        problems=[{"chinese": one.chinese, "english": one.english} for one in found.problems],
        dropped_by=actor,
    )
    record(
        "circulation.file-received",
        kept,
        office=actor.office_key,
        actor=actor.actor,
        after={
            "round": str(circulation),
            "sha256": sha256,
            "unit": found.invitation.unit.name if found.invitation else "",
            "proposals": len(found.lines),
            "problems": [one.chinese for one in found.problems],
        },
    )
    return kept


def _plain(line: Line) -> dict[str, object]:
    one = line.proposal
    return {"row": one.row, "field": one.field, "proposed": one.proposed, "remark": one.remark, "place": line.place}


class _Elsewhere:
    """What a code of another round stands for, as far as the same office's rounds go."""

    def __init__(self, circulation: Circulation) -> None:
        self.here = circulation

    def __call__(self, code: str) -> tuple[str, str] | None:
        rounds = Circulation.objects.filter(code=code, plan__office=self.here.plan.office_id)
        other = rounds.select_related("plan").first()
        if other is None:
            return None
        if other.plan_id == self.here.plan_id:
            return f"本方案第{other.number}轮征求意见", f"round {other.number} of this plan"
        return f"“{other.plan.title}”", f"“{other.plan.title}”"
