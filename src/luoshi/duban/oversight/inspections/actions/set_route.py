"""督查路线: on which day, at which time and where each unit is visited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.inspections.actions.moving import locked, require_office, require_state, tell
from luoshi.duban.oversight.inspections.models import Inspection, InspectionState, Move, Stop
from luoshi.duban.oversight.inspections.news import tell_moves
from luoshi.duban.problems import Refused

#: A route may still change on the way: roads are closed, people are away.
_STATES = (InspectionState.DRAFT, InspectionState.APPROVED)


@dataclass(frozen=True, slots=True)
class Visit:
    """When and where; *order* is its place among those of the same day."""

    day: date
    order: int = 0
    time: str = ""
    place: str = ""


@transaction.atomic
def set_route(inspection: Inspection, visits: Mapping[int, Visit], *, actor: User, version: int) -> None:
    """Put *visits* (by the keys of the stops) in the place of the route: by day, then in the order that they name.

    Units that know of their visit hear where it was moved.  Refused for a day outside of the inspection, with the
    unit's name.
    """
    require_office(actor, Right.INSPECT, inspection)
    now = locked(inspection)
    require_state(now, _STATES)
    stops = list(now.stops.select_related("unit"))
    before = {stop.pk: stop.when for stop in stops}
    for stop in stops:
        visit = visits.get(stop.pk)
        if visit is not None:
            _require_within(now, stop, visit.day)
            stop.day, stop.time, stop.place = visit.day, visit.time.strip()[:20], visit.place.strip()[:100]
    change_seen(inspection, version)

    def order(stop: Stop) -> tuple[date, int, int, int]:
        wanted = visits[stop.pk].order if stop.pk in visits else 0
        return stop.day or now.ends, wanted or stop.position, stop.position, stop.number

    for position, stop in enumerate(sorted(stops, key=order), 1):
        stop.position = position
    Stop.objects.bulk_update(stops, ("day", "time", "place", "position"))
    stops.sort(key=lambda stop: stop.position)
    after: dict[str, object] = {
        "route": [f"{stop.day} {stop.time} {stop.unit.name} {stop.place}".strip() for stop in stops]
    }
    tell("inspection.route-set", inspection, actor=actor, after=after)
    if now.state == InspectionState.APPROVED and now.announced:
        moved = [Move(stop=stop, was=before[stop.pk], now=stop.when) for stop in stops if before[stop.pk] != stop.when]
        for move in moved:
            move.save()
        tell_moves(inspection, moved)


def _require_within(inspection: Inspection, stop: Stop, day: date) -> None:
    if not inspection.starts <= day <= inspection.ends:
        raise Refused(
            "day-outside",
            f"{stop.unit.name}的日期{day}不在督查时间{inspection.starts}至{inspection.ends}之内。",
            f"{stop.unit.name} is visited on {day}, outside of {inspection.starts} to {inspection.ends}.",
        )
