"""A meeting on a Monday about red and yellow tasks."""

from __future__ import annotations

from luoshi.duban import clock
from luoshi.duban.oversight.meetings.actions.call_meeting import Details, call_meeting
from luoshi.duban.oversight.meetings.actions.note_decision import Decided, note_decision
from luoshi.duban.oversight.meetings.choosing import Choice
from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem
from luoshi.duban.tasks.ledger.asked import Asked
from tests.duban.oversight.dashboards.given import MONDAY, TODAY

TITLE = "水利和住建任务调度会"


def call(cast, choice: Choice | None = None, **more) -> Meeting:
    """Called by 陈明, chaired by 赵县长, on Monday."""
    details = Details(**{"title": TITLE, "held_on": TODAY, "chair": "赵县长", **more})
    with clock.standing_at(MONDAY):
        return call_meeting(details, choice or Choice(Asked()), actor=cast.chen)


def item(meeting: Meeting, words: str) -> MeetingItem:
    """The item about the task with these words, as the database has it now."""
    return MeetingItem.objects.select_related("task", "meeting", "unit").get(meeting=meeting, task__text=words)


def note(cast, one: MeetingItem, words: str = "", *, who=None, version: int | None = None, **more) -> MeetingItem:
    """Noted by 陈明 over the version that is there."""
    with clock.standing_at(MONDAY):
        decided = Decided(words, **more)
        return note_decision(one, decided, actor=who or cast.chen, version=one.version if version is None else version)
