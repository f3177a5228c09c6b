"""The tables of meetings."""

from luoshi.duban.oversight.meetings.models.meeting import Becomes, Meeting, MeetingItem, MeetingState

__all__ = ["Becomes", "Meeting", "MeetingItem", "MeetingState"]
