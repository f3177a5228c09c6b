"""Compute lights and keep them: after a change those of its tasks, every morning those of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Max

from luoshi.duban import clock
from luoshi.duban.oversight.lights.judging import Light, judge
from luoshi.duban.oversight.lights.reading import Known, read_facts
from luoshi.duban.oversight.lights.rules import READY_MADE, THREE, RuleSet, read_rules
from luoshi.duban.oversight.models import LightChange, LightTally, RegisterRules, TaskLight
from luoshi.duban.tasks.models import Task

_BATCH = 1_000
#: So many tasks are renewed with the same few queries.
_AT_ONCE = 5_000
#: What a light is computed to, as its row keeps it.
_VALUES = ("colour", "reason", "days", "percent", "expected", "forecast", "finishes")


def rules_by_register() -> dict[int, RuleSet]:
    """The rules of the registers that have chosen; every other has the three colours."""
    return {row.register_id: read_rules(row.key, row.rules) for row in RegisterRules.objects.all()}


def rules_of(register: int) -> RuleSet:
    """The rules that count for a register, by its key."""
    row = RegisterRules.objects.filter(register=register).first()
    return read_rules(row.key, row.rules) if row else READY_MADE[THREE.key]


def renew(keys: Iterable[int]) -> None:
    """Renew the lights of these tasks, today; in the transaction of what changed them."""
    wanted = iter(keys)
    while some := list(islice(wanted, _AT_ONCE)):
        _keep(read_facts(Task.objects.filter(pk__in=some), some), clock.today(), some)


@transaction.atomic
def renew_register(register: int) -> None:
    """Renew the lights of a register (its key), today."""
    keys = Task.objects.filter(register=register, issued_at__isnull=False).order_by().values_list("pk", flat=True)
    renew(list(keys))


@transaction.atomic
def renew_all(today: date) -> Counter[str]:
    """Renew every light as of *today*, keep the day's tally, and give how many have which."""
    known = read_facts(Task.objects.all())
    lights = _keep(known, today, None)
    _tally(known, lights, today)
    return Counter(str(light.colour) for light in lights.values())


def compute(known: Sequence[Known], rules: Mapping[int, RuleSet], today: date) -> dict[int, Light]:
    """The light of each task by its key; nothing is kept."""
    return {one.task: judge(one.facts, rules.get(one.register, THREE), today) for one in known}


def _keep(known: Sequence[Known], today: date, keys: Sequence[int] | None) -> dict[int, Light]:
    """Write what differs, and what turned."""
    lights = compute(known, rules_by_register(), today)
    rows = TaskLight.objects.all() if keys is None else TaskLight.objects.filter(pk__in=keys)
    there = {row[0]: row[1:] for row in rows.values_list("pk", *_VALUES, "since", "computed_on")}
    new: list[TaskLight] = []
    turned: list[LightChange] = []
    for task, light in lights.items():
        before = there.get(task)
        values = _values(light)
        if before is not None and before[: len(_VALUES)] == values:
            continue
        same = before is not None and before[0] == light.colour
        since = before[-2] if before is not None and same else today
        new.append(TaskLight(task_id=task, since=since, computed_on=today, **dict(zip(_VALUES, values, strict=True))))
        if not same:
            turned.append(_change(task, "" if before is None else before[0], light, today))
    TaskLight.objects.bulk_create(
        new,
        batch_size=_BATCH,
        update_conflicts=True,
        update_fields=(*_VALUES, "since", "computed_on"),
        unique_fields=("task",),
    )
    LightChange.objects.bulk_create(turned, batch_size=_BATCH)
    return lights


def _values(light: Light) -> tuple[object, ...]:
    return (
        *(str(light.colour), str(light.reason), light.days, light.percent),
        *(None if light.expected is None else round(light.expected, 1), str(light.forecast), light.finishes),
    )


def _change(task: int, was: str, light: Light, today: date) -> LightChange:
    return LightChange(
        task_id=task,
        on=today,
        was=was,
        colour=str(light.colour),
        reason=str(light.reason),
        days=light.days,
        percent=light.percent,
        expected=None if light.expected is None else round(light.expected, 1),
    )


def _tally(known: Sequence[Known], lights: Mapping[int, Light], today: date) -> None:
    counts = Counter((one.register, str(lights[one.task].colour)) for one in known)
    after = LightChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    LightTally.objects.filter(day=today).delete()
    LightTally.objects.bulk_create(
        LightTally(register_id=register, day=today, colour=colour, count=count, after=after)
        for (register, colour), count in counts.items()
    )
