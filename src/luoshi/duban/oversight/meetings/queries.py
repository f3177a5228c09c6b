"""The one door to meetings: who supervises sees those of the own office."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem


def visible_to(user: User) -> QuerySet[Meeting]:
    """The meetings of the office, each with how many ``tasks`` it looks at and how many have been ``decided``."""
    if user.office_id is None or not may(user, Right.SUPERVISE):
        return Meeting.objects.none()
    rows = Meeting.objects.filter(office=user.office_id).select_related("office", "made_by", "ended_by", "plan")
    counted = rows.annotate(tasks=Count("items"), decided=Count("items", filter=~Q(items__decision="")))
    return counted.order_by("-held_on", "-pk")


def meeting_for(user: User, pk: int) -> Meeting:
    """The meeting, or 404: never a hint that it exists."""
    found = visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def items_of(meeting: Meeting) -> QuerySet[MeetingItem]:
    """Its items with their tasks and who is to act."""
    rows = MeetingItem.objects.filter(meeting=meeting)
    return rows.select_related("task__lead", "unit", "noted_by", "made_task").order_by("number")
