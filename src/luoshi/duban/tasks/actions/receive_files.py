"""Look at files that came back: each is matched with its unit and rows, and waits to be taken in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents import storage
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.renew_links import closed
from luoshi.duban.tasks.circulation.queries import takes_answers, with_extracts
from luoshi.duban.tasks.circulation.returned.matching import Line, Match, Round, match
from luoshi.duban.tasks.circulation.returned.tables import read_tables
from luoshi.duban.tasks.models import Circulation, ReturnedFile
from luoshi.duban.tasks.returning.flaws import Flaw
from luoshi.duban.tasks.returning.keeping import kept, source_of
from luoshi.duban.tasks.returning.received import Received, receive


def receive_files(
    circulation: Circulation, files: Iterable[tuple[str, bytes]], *, actor: User
) -> Received[ReturnedFile]:
    """Look at *files* (name and bytes).

    Each is its own transaction: one that is refused, with every flaw named, keeps none of the others back.  The bytes
    of one that is not refused are stored unchanged.  Nothing counts before
    :func:`~.take_answers_in.take_answers_in`.
    """
    require(actor, Right.CIRCULATE)
    if not takes_answers(circulation):
        raise closed()
    round_ = Round(circulation, with_extracts(circulation), _Elsewhere(circulation))
    return receive(
        files,
        circulation.returned.all(),
        keep=lambda name, content: _keep(circulation, name, content, _read(name, content, round_), actor),
        refuse=lambda sha256, size: _record_secret(circulation, sha256, size, actor),
    )


@transaction.atomic
def _record_secret(circulation: Circulation, sha256: str, size: int, actor: User) -> None:
    told = {"round": str(circulation), "reason": "secret", "sha256": sha256, "size": size}
    record("circulation.file-refused", circulation.plan, office=actor.office_key, actor=actor.actor, after=told)


def _read(name: str, content: bytes, round_: Round) -> Match:
    try:
        return match(name, read_tables(name, content), round_)
    except Refused as error:
        return Match(problems=[Flaw(error.chinese, error.english)])


def _keep(circulation: Circulation, name: str, content: bytes, found: Match, actor: User) -> ReturnedFile:
    def enter(place: str) -> ReturnedFile:
        return _enter(circulation, name, content, found, actor, place=place)

    return kept(content, found.problems, actor=actor, enter=enter)


@transaction.atomic
def _enter(  # noqa: PLR0913 -- a row is made of these
    circulation: Circulation, name: str, content: bytes, found: Match, actor: User, *, place: str = ""
) -> ReturnedFile:
    sha256 = storage.digest(content)
    file = ReturnedFile.objects.create(
        circulation=circulation,
        invitation=found.invitation,
        source=source_of(name, content, place, actor=actor),
        name=name,
        sha256=sha256,
        found=[_plain(one) for one in found.lines],
        agreed=found.agreed,
        problems=[one.kept for one in found.problems],
        dropped_by=actor,
    )
    record(
        "circulation.file-received",
        file,
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
    return file


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
