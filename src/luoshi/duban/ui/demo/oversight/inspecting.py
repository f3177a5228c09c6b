"""督查: an inspection of three units; one has its conclusion, one waits for it, one was not looked at yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from luoshi.duban.oversight.inspections.actions.choose_items import word_item
from luoshi.duban.oversight.inspections.actions.conclude import (
    issue_conclusion,
    propose_conclusion,
    sign_conclusion,
)
from luoshi.duban.oversight.inspections.actions.decide_plan import approve_inspection, propose_inspection
from luoshi.duban.oversight.inspections.actions.plan_inspection import Details, draft_inspection
from luoshi.duban.oversight.inspections.actions.record_finding import Found, record_finding
from luoshi.duban.oversight.inspections.actions.set_route import Visit, set_route
from luoshi.duban.oversight.inspections.drafting import usual_conclusion
from luoshi.duban.oversight.inspections.models import Becomes, Inspection, Outcome, Stop
from luoshi.duban.oversight.inspections.queries import with_tasks
from luoshi.duban.ui.demo.oversight.telling import can_print, description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """The one of them."""
    yield _inspection(stage, description()["inspection"])


def _inspection(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["planned"])
    inspection = _planned(stage, told)
    propose_inspection(inspection, actor=stage.drafter, version=inspection.version)
    if not can_print():
        return
    yield stage.day(told["approved"])
    approve_inspection(inspection, actor=stage.head, version=inspection.version)
    yield stage.day(told["ends"])
    for one in told["items"]:
        if "outcome" in one:
            _found(stage, inspection, one)
    yield stage.day(told["concluded"])
    issued, _proposed = (_conclude(stage, inspection, unit) for unit in told["conclusions"])
    issue_conclusion(issued, actor=stage.head, version=issued.version)
    sign_conclusion(issued, actor=stage.liaison(issued.stop.unit), version=issued.version)


def _planned(stage: Stage, told: Mapping[str, Any]) -> Inspection:
    details = Details(
        title=told["title"],
        basis=told["basis"],
        focus=told["focus"],
        starts=stage.day(told["starts"]),
        ends=stage.day(told["ends"]),
        leader=told["leader"],
        team=[stage.drafter, stage.checker],
        others=told["others"],
    )
    tasks = [stage.task(one["task"]) for one in told["items"]]
    inspection = draft_inspection(details, actor=stage.drafter, tasks=tasks)
    for one in told["items"]:
        for item in inspection.items.filter(task=stage.task(one["task"])).select_related("inspection"):
            word_item(item, actor=stage.drafter, version=item.version, look_at=one["look_at"])
    visits = {
        stop.pk: Visit(
            stop.day or details.starts, place, "上午9:00" if place % 2 else "下午3:00", told["places"][stop.unit.name]
        )
        for place, stop in enumerate(inspection.stops.select_related("unit").order_by("position"), 1)
    }
    set_route(inspection, visits, actor=stage.drafter, version=inspection.version)
    return inspection


def _found(stage: Stage, inspection: Inspection, one: Mapping[str, Any]) -> None:
    for item in with_tasks(inspection.items.filter(task=stage.task(one["task"]))):
        found = Found(
            outcome=Outcome(one["outcome"]),
            finding=one["finding"],
            problem=one.get("problem", ""),
            measured=one.get("measured", ""),
            demand=one.get("demand", ""),
            due=stage.today + timedelta(days=one["due"]) if "due" in one else None,
            becomes=Becomes(one.get("becomes", Becomes.NOTE)),
            means=("on-site",),
            seen_on=item.stop.day,
            seen_by=stage.checker.name,
        )
        record_finding(item, found, actor=stage.checker, version=item.version)


def _conclude(stage: Stage, inspection: Inspection, unit: str) -> Any:  # noqa: ANN401 -- a conclusion
    rows = Stop.objects.select_related("inspection__office", "unit")
    stop = rows.get(inspection=inspection, unit__name=unit)
    words = usual_conclusion(stop, list(with_tasks(stop.items.order_by("number"))))
    return propose_conclusion(stop, words, actor=stage.drafter)
