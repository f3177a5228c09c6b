"""督查事项: what is looked at, in which unit, and on what the team keeps its eye."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.inspections.actions.moving import DRAFT, locked, require_office, require_state, tell
from luoshi.duban.oversight.inspections.choosing import MOST, days_for, parts_of
from luoshi.duban.oversight.inspections.models import Inspection, Item, Stop
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Task


@transaction.atomic
def add_parts(
    inspection: Inspection, tasks: Collection[Task], *, actor: User, units: Collection[Unit] | None = None
) -> list[Item]:
    """Add the parts of *tasks* that units answer for, of *units* alone where they are named; what is there stays.

    New units come at the end of the route, and every unit without a day of its own gets one.  Refused where nothing
    is left to add, and for more than :data:`~..choosing.MOST` matters.
    """
    now = _draft(inspection, actor)
    wanted = None if units is None else {unit.pk for unit in units}
    there = set(Item.objects.filter(inspection=now, task__isnull=False).values_list("stop__unit", "task"))
    if any(task.office_id != now.office_id for task in tasks):
        raise Refused("other-office", "所选任务属于其他机构。", "A task belongs to another office.")
    new = [
        (unit, row)
        for unit, rows in parts_of(tasks)
        for row in rows
        if (wanted is None or unit.pk in wanted) and (unit.pk, row.task_id) not in there
    ]
    if not new:
        raise Refused(
            "nothing-to-inspect",
            "所选任务没有可以督查的承办单位，或者都已列入。",
            "No unit answers for what was chosen, or all of it is on the list already.",
        )
    _require_room(now, len(new))
    stops = _stops(now, [unit for unit, _row in new])
    last = now.items.aggregate(last=Max("number"))["last"] or 0
    items = Item.objects.bulk_create(
        Item(inspection=now, stop=stops[unit.pk], number=last + place, task=row.task, assignment=row)
        for place, (unit, row) in enumerate(new, 1)
    )
    after: dict[str, object] = {"items": [f"{unit.name} {row.task.number}" for unit, row in new]}
    tell("inspection.items-chosen", now, actor=actor, after=after)
    return items


@transaction.atomic
def add_item(inspection: Inspection, unit: Unit, *, actor: User, words: str, look_at: str = "") -> Item:
    """Add a matter in words of its own.  Refused without words, and for a unit of another office."""
    now = _draft(inspection, actor)
    text = words.strip()
    if not text:
        raise Refused("no-words", "请填写督查事项。", "Write what is to be looked at.")
    if unit.office_id != now.office_id:
        raise Refused("other-office", "这个单位属于其他机构。", "The unit belongs to another office.")
    _require_room(now, 1)
    stop = _stops(now, [unit])[unit.pk]
    last = now.items.aggregate(last=Max("number"))["last"] or 0
    item = Item.objects.create(
        inspection=now, stop=stop, number=last + 1, words=text[:1000], look_at=look_at.strip()[:500]
    )
    tell("inspection.items-chosen", now, actor=actor, after={"items": [f"{unit.name} {text}"]})
    return item


@transaction.atomic
def word_item(item: Item, *, actor: User, version: int, look_at: str, words: str = "") -> Item:
    """Say what to look at; *words* count only for a matter that is no task."""
    now = _draft(item.inspection, actor)
    values: dict[str, object] = {"look_at": look_at.strip()[:500]}
    if item.task_id is None:
        if not words.strip():
            raise Refused("no-words", "请填写督查事项。", "Write what is to be looked at.")
        values["words"] = words.strip()[:1000]
    change_seen(item, version, **values)
    tell("inspection.item-worded", now, actor=actor, after={"number": item.number, **values})
    return item


@transaction.atomic
def drop_item(item: Item, *, actor: User, version: int) -> None:
    """Take a matter off the list; a unit without any other is not visited."""
    now = _draft(item.inspection, actor)
    stop, name = item.stop, item.words or str(item.task)
    change_seen(item, version)
    item.delete()
    if not stop.items.exists():
        stop.delete()
    tell("inspection.item-dropped", now, actor=actor, after={"unit": stop.unit.name, "item": name})


def _draft(inspection: Inspection, actor: User) -> Inspection:
    require_office(actor, Right.INSPECT, inspection)
    now = locked(inspection)
    require_state(now, DRAFT)
    return now


def _require_room(inspection: Inspection, more: int) -> None:
    count = inspection.items.count() + more
    if count > MOST:
        raise Refused(
            "too-many-items",
            f"一次督查最多{MOST}项，加上所选的有{count}项，请缩小范围或分次督查。",
            f"One inspection looks at up to {MOST} matters; with these there would be {count}.",
        )


def _stops(inspection: Inspection, units: Collection[Unit]) -> dict[int, Stop]:
    """The stop of each of *units*, new ones at the end of the route on a day of their own."""
    stops = {stop.unit_id: stop for stop in inspection.stops.all()}
    new = [unit for unit in {unit.pk: unit for unit in units}.values() if unit.pk not in stops]
    number = max((stop.number for stop in stops.values()), default=0)
    position = max((stop.position for stop in stops.values()), default=0)
    for place, unit in enumerate(new, 1):
        stop = Stop(inspection=inspection, unit=unit, number=number + place, position=position + place)
        stop.save()
        stops[unit.pk] = stop
    if new:
        _give_days(inspection, list(stops.values()))
    return stops


def _give_days(inspection: Inspection, stops: list[Stop]) -> None:
    """Spread the units over the days where nobody has chosen any."""
    stops.sort(key=lambda stop: (stop.position, stop.number))
    if any(stop.time or stop.place for stop in stops):
        open_ones = [stop for stop in stops if stop.day is None]
        for stop in open_ones:
            stop.day = inspection.ends
    else:
        for stop, day in zip(stops, days_for(len(stops), inspection.starts, inspection.ends), strict=True):
            stop.day = day
    Stop.objects.bulk_update(stops, ("day",))
