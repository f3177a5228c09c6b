"""Draw a sample of what was closed out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.lookback.models import Draw, Look
from luoshi.duban.oversight.lookback.pool import pool_of
from luoshi.duban.oversight.lookback.risk import weigh
from luoshi.duban.oversight.lookback.sampling import draw
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register

#: The most that one draw takes: each is looked at by a person.
MOST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw from, how many, and by when somebody has to have looked; an empty *seed* is made."""

    since: date
    until: date
    size: int
    look_by: date
    register: Register | None = None
    seed: str = ""


@transaction.atomic
def draw_sample(wanted: Wanted, *, actor: User) -> Draw:
    """Draw assignments closed out in the days of *wanted* that were not looked at since.

    Raises :class:`Refused` for days that make no sense, a size out of range, a register of another office, and where
    nothing was closed out.
    """
    require(actor, Right.DRAW_SAMPLE)
    office = actor.office
    if office is None or (wanted.register is not None and wanted.register.office_id != office.pk):
        raise Refused("other-office", "这是其他单位的台账。", "The register belongs to another office.")
    _check(wanted)
    pool = weigh(pool_of(office, wanted.since, wanted.until, wanted.register))
    if not pool:
        raise Refused(
            "empty-pool",
            "这段时间没有可以回头看的任务：没有销号，或者都已经看过。",
            "Nothing was closed out in these days that was not looked at already.",
        )
    seed = wanted.seed.strip()[:64] or secrets.token_hex(8)
    drawn = draw([(one.assignment, one.weight) for one in pool], wanted.size, seed)
    made = Draw.objects.create(
        office=office,
        register=wanted.register,
        since=wanted.since,
        until=wanted.until,
        size=wanted.size,
        look_by=wanted.look_by,
        seed=seed,
        pool=[[one.assignment, one.weight] for one in pool],
        made_by=actor,
    )
    weights = {one.assignment: one for one in pool}
    Look.objects.bulk_create(
        Look(
            draw=made,
            assignment_id=key,
            place=place,
            weight=weights[key].weight,
            reasons=[str(reason) for reason in weights[key].reasons],
        )
        for place, key in enumerate(drawn, 1)
    )
    after = {"seed": seed, "pool": len(pool), "drawn": len(drawn), "since": wanted.since, "until": wanted.until}
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in after.items()}
    record("look-back.drawn", made, office=office.key, actor=actor.actor, after=told)
    return made


def _check(wanted: Wanted) -> None:
    if wanted.since > wanted.until or wanted.until > clock.today():
        raise Refused("days", "销号日期的起止不对，截止不能晚于今天。", "The days are in the wrong order, or ahead.")
    if wanted.look_by < clock.today():
        raise Refused("look-by", "完成时限不能早于今天。", "The last day to look lies in the past.")
    if not 1 <= wanted.size <= MOST:
        raise Refused("size", f"抽取项数应在1到{MOST}之间。", f"Draw between 1 and {MOST}.")
