"""起草: from a period and registers, or from the ledger's filters, to a draft whose figures are filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.queries import units_in
from luoshi.duban.oversight.bulletins import annexes, drafting
from luoshi.duban.oversight.bulletins.models import Bulletin, Kind, PeriodKind
from luoshi.duban.oversight.bulletins.periods import Period
from luoshi.duban.oversight.bulletins.snapshot import Snapshot, in_registers, store, take
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import LegalProfile, Register
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.selection import matching
from luoshi.duban.tasks.models import Means, Verification

#: On what the supervision of a register rests, as a bulletin says it.
_BASES: Mapping[str, str] = {
    LegalProfile.GOVERNMENT: "《政府督查工作条例》和工作安排",
    LegalProfile.PARTY: "党内督查工作有关规定和工作安排",
}
_ADDRESSEE = "各乡镇，县直各部门，各有关单位"


def draft_bulletin(period: Period, registers: Sequence[Register], *, actor: User, ranked: bool = False) -> Bulletin:
    """A draft of a 通报 of *period* over *registers* of the office.

    Refused where no register is named, or where nothing was there to tell of (:func:`~..snapshot.take`): then
    nothing is made.
    """
    require(actor, Right.DRAFT_BULLETIN)
    office = _office(actor)
    if not registers:
        raise Refused("no-register", "请至少选择一本台账。", "Choose a register at least.")
    until = min(period.ends, clock.today())
    tasks = in_registers(actor, [register.pk for register in registers], until)
    snapshot = take(tasks, period.starts, period.ends)
    told = _told(office, period, registers, snapshot, ranked=ranked)
    values = {key: counted.value for key, counted in snapshot.figures.items()}
    bulletin = Bulletin(
        kind=Kind.BULLETIN,
        title=drafting.bulletin_title(told)[:120],
        body=drafting.bulletin_text(told, snapshot.figures),
        annexes=annexes.usual(values),
        ranked=ranked,
        mark="督查通报",
        addressee=_ADDRESSEE,
        printed_by=office.name,
    )
    return _save(bulletin, period, snapshot, registers, actor)


def draft_special(  # noqa: PLR0913 -- a special report has that many sides
    asked: Asked, *, actor: User, topic: str, presented_to: str, starts: date, ends: date
) -> Bulletin:
    """A draft of a 专报 on *topic*, the tasks that the ledger's filters *asked* let through, for one leader.

    Refused as :func:`draft_bulletin` is.
    """
    require(actor, Right.DRAFT_BULLETIN)
    office = _office(actor)
    topic = topic.strip()
    if not topic:
        raise Refused("no-topic", "请填写专题。", "Name the topic.")
    period = Period(PeriodKind.OWN, starts, ends)
    snapshot = take(matching(actor, asked, clock.today()), starts, ends)
    told = _told(office, period, (), snapshot, topic=topic)
    bulletin = Bulletin(
        kind=Kind.SPECIAL,
        query=asked.filters.query[:1000],
        title=drafting.special_title(told)[:120],
        body=drafting.special_text(told, snapshot.figures),
        presented_to=presented_to.strip(),
        mark="督查专报",
    )
    return _save(bulletin, period, snapshot, (), actor)


@transaction.atomic
def _save(
    bulletin: Bulletin, period: Period, snapshot: Snapshot, registers: Sequence[Register], actor: User
) -> Bulletin:
    office = _office(actor)
    bulletin.office, bulletin.signature = office, office.name
    bulletin.period, bulletin.starts, bulletin.ends = period.kind, period.starts, period.ends
    bulletin.counted_at, bulletin.counted_to = clock.now(), snapshot.span.until
    bulletin.made_by = bulletin.last_editor = actor
    bulletin.save()
    bulletin.registers.set(registers)
    bulletin.edited_by.add(actor)
    store(bulletin, snapshot)
    record(
        "bulletin.drafted",
        bulletin,
        office=actor.office_key,
        actor=actor.actor,
        after={
            "kind": bulletin.kind,
            "period": period.days,
            "registers": [register.pk for register in registers],
            "query": bulletin.query,
            "figures": {key: counted.value for key, counted in snapshot.figures.items()},
        },
    )
    return bulletin


def _office(actor: User) -> Office:
    if actor.office is None:  # who belongs to no office has no right to draft
        raise Refused("no-office", "您不属于任何机构。", "You belong to no office.")
    return actor.office


@in_chinese
def _told(  # noqa: PLR0913 -- a text is told that much
    office: Office,
    period: Period,
    registers: Sequence[Register],
    snapshot: Snapshot,
    *,
    ranked: bool = False,
    topic: str = "",
) -> drafting.Told:
    bases = dict.fromkeys(_BASES[register.legal_profile] for register in registers)
    order = units_in(office, period.ends).order_by("position", "id").values_list("pk", flat=True)
    known = snapshot.units
    names = {unit: known[unit] for unit in order if unit in known}
    return drafting.Told(
        office=office.name,
        period=period.words,
        days=period.days,
        until=snapshot.span.until,
        registers=[register.name for register in registers],
        basis="、".join(bases),
        means=_means(registers, snapshot),
        units={**names, **known},
        ranked=ranked,
        topic=topic,
    )


def _means(registers: Sequence[Register], snapshot: Snapshot) -> list[str]:
    """The means of inspection that were used in the period, in the order of the coded list."""
    if not registers:
        return []
    start = datetime.combine(snapshot.span.starts, time(), clock.ZONE)
    end = datetime.combine(snapshot.span.until + timedelta(days=1), time(), clock.ZONE)
    checked = Verification.objects.filter(
        assignment__task__register__in=[register.pk for register in registers],
        verified_at__gte=start,
        verified_at__lt=end,
    )
    used = {one for means in checked.order_by().values_list("means", flat=True) for one in means}
    return [str(one.label) for one in Means if one in used]
