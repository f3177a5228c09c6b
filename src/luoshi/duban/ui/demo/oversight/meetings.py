"""调度会: a meeting about what was red or yellow, held with its decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from luoshi.duban.oversight.meetings.actions.call_meeting import Details, call_meeting
from luoshi.duban.oversight.meetings.actions.end_meeting import end_meeting
from luoshi.duban.oversight.meetings.actions.note_decision import Decided, note_decision
from luoshi.duban.oversight.meetings.choosing import Choice
from luoshi.duban.oversight.meetings.models import Becomes
from luoshi.duban.oversight.meetings.queries import items_of
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.ui.demo.oversight.telling import description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """The one of them."""
    yield _meeting(stage, description()["meeting"])


def _meeting(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["called"])
    details = Details(told["title"], stage.day(told["held"]), told["chair"], told["place"], told["attendees"])
    meeting = call_meeting(details, Choice(Asked.parse("")), actor=stage.drafter)
    yield stage.day(told["held"])
    items = {item.task_id: item for item in items_of(meeting)}
    for one in told["decisions"]:
        item = items[stage.task(one["task"]).pk]
        note_decision(item, _decided(stage, one), actor=stage.drafter, version=item.version)
    end_meeting(meeting, actor=stage.drafter, version=meeting.version, register=stage.register)


def _decided(stage: Stage, one: Mapping[str, Any]) -> Decided:
    unit = stage.county.units[one["unit"]] if "unit" in one else None
    due = stage.today + timedelta(days=one["due"]) if "due" in one else None
    return Decided(one["words"], Becomes(one["becomes"]), unit, due)
