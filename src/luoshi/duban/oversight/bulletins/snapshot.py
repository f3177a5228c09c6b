"""What a bulletin counts is stored with it: its figures, and how each task stood.  Renewed until it is proposed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.counting import Counted, count, read_facts
from luoshi.duban.oversight.bulletins.facts import Fact
from luoshi.duban.oversight.bulletins.figures import RULES, Span
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinRow, Figure, Kind
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.selection import in_ledger, matching
from luoshi.duban.tasks.models import CarriedTask, Task

_BATCH = 1_000
#: So many tasks of a figure are named with it.
FIRST = 10


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts of a period and what was counted of them, on the last day that counts."""

    span: Span
    facts: Sequence[Fact]
    figures: Mapping[str, Counted]

    @property
    def units(self) -> dict[int, str]:
        """The leading units by their keys."""
        return {fact.lead: fact.lead_name for fact in self.facts if fact.lead is not None}


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that would change: its key and name, the number as it is stored, and the one that is counted now."""

    key: str
    name: str
    was: int
    now: int


def take(tasks: QuerySet[Task], starts: date, ends: date) -> Snapshot:
    """Count *tasks*; :class:`Refused` where there is nothing to tell of the period."""
    span = Span(starts, min(ends, clock.today()))
    facts = read_facts(tasks, span)
    if not any(not fact.is_withdrawn for fact in facts):
        raise Refused(
            "empty-period",
            "这段时间里没有已交办的任务，没有可以通报的内容。",
            "No task had been issued by the end of the period; there is nothing to report.",
        )
    return Snapshot(span, facts, count(facts, span))


def tasks_of(bulletin: Bulletin, user: User) -> QuerySet[Task]:
    """The tasks that *bulletin* tells of, as *user* of its office sees them."""
    if bulletin.kind == Kind.SPECIAL:
        return matching(user, Asked.parse(bulletin.query), clock.today())
    registers = list(bulletin.registers.values_list("pk", flat=True))
    return in_registers(user, registers, min(bulletin.ends, clock.today()))


def in_registers(user: User, registers: Collection[int], until: date) -> QuerySet[Task]:
    """The tasks that stood in *registers* (by key) on the day *until*, as *user* sees them.

    What was carried over into next year's register on that day or later is still told of with the old one.
    """
    morning = datetime.combine(until, time(), clock.ZONE)
    carried = CarriedTask.objects.filter(task=OuterRef("pk"), dropped=False, carry_over__made_at__gte=morning)
    then = carried.order_by("carry_over__made_at", "pk").values("carry_over__register")[:1]
    return (
        in_ledger(user)
        .annotate(register_then=Coalesce(Subquery(then), F("register"), output_field=BigIntegerField()))
        .filter(register_then__in=registers)
    )


def store(bulletin: Bulletin, snapshot: Snapshot) -> None:
    """Put *snapshot* in the place of what was counted before; in the transaction of the change."""
    names = snapshot.units
    order = Unit.objects.filter(pk__in=names).order_by("position", "pk").values_list("pk", flat=True)
    bulletin.units = [[unit, names[unit]] for unit in order]
    bulletin.save(update_fields=("units",))
    bulletin.rows.all().delete()
    bulletin.figures.all().delete()
    facts = {fact.task: fact for fact in snapshot.facts}
    Figure.objects.bulk_create(
        Figure(
            bulletin=bulletin,
            key=key,
            value=counted.value,
            by_unit={str(unit): number for unit, number in counted.by_unit.items()},
            first=_first(key, [facts[task] for task in counted.tasks]),
        )
        for key, counted in snapshot.figures.items()
    )
    marks: dict[int, list[str]] = {fact.task: [] for fact in snapshot.facts}
    for key, counted in snapshot.figures.items():
        for task in counted.tasks:
            marks[task].append(key)
    rows = (_row(bulletin, place, fact, marks[fact.task]) for place, fact in enumerate(snapshot.facts, 1))
    BulletinRow.objects.bulk_create(rows, batch_size=_BATCH)


def _first(key: str, facts: Sequence[Fact]) -> list[int]:
    """The keys of the first of *facts* in the order of the list (:func:`~.reading.rows_of`)."""
    worse = _WORSE.get(key)
    ordered = sorted(facts, key=worse) if worse else facts
    return [fact.task for fact in ordered[:FIRST]]


#: What stands before what in a list that is a reproach; else they stand in their order.
_WORSE: Mapping[str, Callable[[Fact], Decimal | int]] = {
    "overdue": lambda fact: -fact.overdue_days,
    "slow": lambda fact: -fact.overdue_days,
    "was-late": lambda fact: -fact.late_days,
    "behind": lambda fact: (fact.percent or Decimal(0)) - (fact.expected or Decimal(0)),
}


def changes(bulletin: Bulletin, snapshot: Snapshot) -> list[Change]:
    """The figures of *snapshot* that differ from those that are stored, by number or by the tasks behind it."""
    stored: dict[str, set[int]] = {key: set() for key in RULES}
    for task, marks in bulletin.rows.values_list("task", "marks"):
        for key in marks.split(","):
            if key in stored:
                stored[key].add(task)
    return [
        Change(key, str(RULES[key].name), len(stored[key]), counted.value)
        for key, counted in snapshot.figures.items()
        if stored[key] != set(counted.tasks)
    ]


def _row(bulletin: Bulletin, place: int, fact: Fact, marks: Sequence[str]) -> BulletinRow:
    return BulletinRow(
        bulletin=bulletin,
        task_id=fact.task,
        position=place,
        number=fact.number,
        title=fact.title,
        lead_id=fact.lead,
        lead_name=fact.lead_name,
        limit=fact.limit,
        due=fact.due,
        state=fact.state,
        done_on=fact.done_on,
        percent=fact.percent,
        expected=fact.expected,
        late_days=fact.late_days,
        overdue_days=fact.overdue_days,
        colour=fact.colour,
        problem=fact.problem,
        marks=f",{','.join(marks)},",
    )
