"""Call a meeting: choose its tasks and keep how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.dashboards.turned import light_of
from luoshi.duban.oversight.lights.wording import why
from luoshi.duban.oversight.meetings.choosing import MOST, Choice
from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.problems import Refused


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a meeting before it begins."""

    title: str
    held_on: date
    chair: str
    place: str = ""
    attendees: str = ""


@transaction.atomic
def call_meeting(details: Details, choice: Choice, *, actor: User) -> Meeting:
    """A meeting about the tasks of *choice*.

    Refused without a title or a chair, where no task or more than :data:`~..choosing.MOST` are chosen.
    """
    require(actor, Right.SUPERVISE)
    if actor.office is None:
        raise Refused("no-office", "您不属于任何机构。", "You belong to no office.")
    if not details.title.strip() or not details.chair.strip():
        raise Refused("no-title", "请填写会议名称和主持人。", "Write the meeting's name and who chairs it.")
    keys = list(choice.tasks(actor, clock.today()).values_list("pk", flat=True)[: MOST + 1])
    _check(keys)
    meeting = Meeting.objects.create(
        office=actor.office,
        title=details.title.strip()[:200],
        held_on=details.held_on,
        chair=details.chair.strip()[:100],
        place=details.place.strip()[:200],
        attendees=details.attendees.strip(),
        selection=choice.words(actor),
        made_by=actor,
    )
    MeetingItem.objects.bulk_create(_items(meeting, keys))
    after = {"held_on": details.held_on.isoformat(), "selection": meeting.selection, "tasks": len(keys)}
    record("meeting.called", meeting, office=actor.office.key, actor=actor.actor, after=after)
    return meeting


def _check(keys: list[int]) -> None:
    if not keys:
        raise Refused(
            "nothing-chosen",
            "没有符合条件的未办结任务，请放宽研究范围。",
            "No open task is among what was chosen; choose more widely.",
        )
    if len(keys) > MOST:
        raise Refused(
            "too-many",
            f"符合条件的任务超过{MOST}项，一次会议研究不完，请缩小范围。",
            f"More than {MOST} tasks are chosen; no meeting walks through so many. Choose more narrowly.",
        )


@in_chinese
def _items(meeting: Meeting, keys: list[int]) -> list[MeetingItem]:
    lights = TaskLight.objects.in_bulk(keys)
    return [
        MeetingItem(
            meeting=meeting,
            task_id=key,
            number=number,
            colour=lights[key].colour if key in lights else "",
            why=why(light_of(lights[key]))[:300] if key in lights else "",
        )
        for number, key in enumerate(keys, 1)
    ]
