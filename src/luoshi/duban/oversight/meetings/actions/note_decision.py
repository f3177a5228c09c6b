"""Note what a meeting decided about a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.meetings.models import Becomes, Meeting, MeetingItem, MeetingState
from luoshi.duban.problems import Refused


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be done, what it becomes, by whom and by when; without words nothing was decided."""

    words: str = ""
    becomes: Becomes = Becomes.INSTRUCTION
    unit: Unit | None = None
    due: date | None = None

    @classmethod
    def of(cls, item: MeetingItem) -> Decided:
        """As it is noted now."""
        return cls(item.decision, Becomes(item.becomes), item.unit, item.due)

    def as_data(self) -> dict[str, object]:
        """Plain values for the record."""
        due = self.due.isoformat() if self.due else ""
        return {
            "decision": self.words,
            "becomes": self.becomes.value,
            "unit": self.unit.name if self.unit else "",
            "due": due,
        }


@transaction.atomic
def note_decision(item: MeetingItem, decided: Decided, *, actor: User, version: int) -> MeetingItem:
    """Put *decided* in the place of what was noted about *item* so far.

    Refused once the meeting has ended, for a unit or a day without words, and for a day before the meeting; raises
    :class:`~luoshi.duban.problems.ChangedMeanwhile` where somebody else noted something since *version*.  The same once
    more changes nothing.
    """
    require(actor, Right.SUPERVISE)
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if meeting.office_id != actor.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    if meeting.state == MeetingState.ENDED:
        raise Refused("ended", f"“{meeting}”已经结束，不能再改议定事项。", f"{meeting} has ended; its decisions stand.")
    item.meeting = meeting
    wanted = Decided(decided.words.strip(), decided.becomes, decided.unit, decided.due)
    _check(meeting, wanted)
    before = Decided.of(item)
    if wanted == before and item.version == version:
        return item
    change_seen(
        item, version,
        decision=wanted.words, becomes=wanted.becomes.value, unit=wanted.unit, due=wanted.due,
        noted_by=actor, noted_at=clock.now(),
    )  # fmt: skip
    record(
        "meeting.decision-noted",
        item.task,
        office=actor.office_key,
        actor=actor.actor,
        before=before.as_data(),
        after={**wanted.as_data(), "meeting": meeting.title},
    )
    return item


def _check(meeting: Meeting, wanted: Decided) -> None:
    if not wanted.words and (wanted.unit is not None or wanted.due is not None):
        raise Refused(
            "no-words", "请填写议定事项，再填谁来办、办到哪天。", "Write what was decided, then by whom and when."
        )
    if wanted.due is not None and wanted.due < meeting.held_on:
        raise Refused("before-meeting", "办结日期不能早于会议日期。", "It cannot be due before the day of the meeting.")
