"""送审: freeze the scores of a period as they stand and hand them to another for approval."""

from __future__ import annotations

from dataclasses import asdict

from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.appraisal.access import require_own
from luoshi.duban.oversight.appraisal.current import Ranked, current, scored
from luoshi.duban.oversight.appraisal.models import ScoreLine, Scores, UnitScore
from luoshi.duban.oversight.appraisal.periods import period_of
from luoshi.duban.oversight.appraisal.scoring import Cost, Line
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Register


@transaction.atomic
def propose_scores(register: Register, words: str, *, actor: User, number: int) -> Scores:
    """Freeze what *register* scores in the period that *words* name, by the version *number* that the person saw.

    Refused while the register does not score, for a period that has not begun, where nobody had anything to do in it,
    and where its scores were proposed already.
    """
    require(actor, Right.APPRAISE)
    require_own(actor, register)
    now = current(register)
    if not now.is_on or now.row is None:
        raise Refused("off", "这本台账没有启用考评。", "This register does not score.")
    if now.number != number:
        raise ChangedMeanwhile(str(register))
    period = period_of(words, clock.today())
    if period is None:
        raise Refused("period", "没有这个考评周期，或它还没有开始。", "There is no such period, or it has not begun.")
    rows = scored(register, now.formula, period)
    if not rows:
        raise Refused("nobody", "这个周期没有可考评的任务。", "Nobody had anything to do in this period.")
    try:
        with transaction.atomic():
            found = Scores.objects.create(
                register=register,
                formula=now.row,
                starts=period.starts,
                ends=period.ends,
                computed_on=period.until,
                proposed_by=actor,
            )
    except IntegrityError as error:
        raise Refused(
            "proposed-already", "这个周期的得分已经送审或发布。", "The scores of this period were proposed already."
        ) from error
    _freeze(found, rows)
    after = {"period": words, "formula": now.number, "units": len(rows)}
    record("scores.proposed", found, office=register.office.key, actor=actor.actor, after=after)
    return found


def _freeze(found: Scores, rows: list[Ranked]) -> None:
    units = UnitScore.objects.bulk_create(
        UnitScore(
            scores=found, unit_id=row.score.unit, name=row.name, items=row.score.items, points=row.score.points,
            rank=row.rank,
        )
        for row in rows
    )  # fmt: skip
    ScoreLine.objects.bulk_create(
        [
            ScoreLine(score=unit, position=position, **_line(line))
            for unit, row in zip(units, rows, strict=True)
            for position, line in enumerate(row.score.lines)
        ],
        batch_size=500,
    )


def _line(line: Line) -> dict[str, object]:
    return {
        "kind": str(line.criterion.kind),
        "weight": line.criterion.weight,
        "points": line.points,
        "good": line.good,
        "total": line.total,
        "taken": line.taken,
        "costs": [cost_as_data(cost) for cost in line.costs],
    }


def cost_as_data(cost: Cost) -> dict[str, object]:
    """A task that cost points, as it is kept."""
    return {**asdict(cost), "off": str(cost.off), "days": list(cost.days)}
