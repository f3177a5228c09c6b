"""What was asked, checked, decided and changed on a task."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.duban.tasks.models import Change, CloseOut, Extension, Return, Task, Verification


@dataclass(frozen=True, slots=True)
class Decisions:
    """Requests with their answers, verifications, close-outs and changes, each the newest first."""

    extensions: list[Extension]
    returns: list[Return]
    verifications: list[Verification]
    close_outs: list[CloseOut]
    changes: list[Change]

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.extensions or self.returns or self.verifications or self.close_outs or self.changes)


#: More than these of a kind no task has had; the story tells all of them.
_MOST = 50


def decisions(task: Task) -> Decisions:
    """The decisions on *task*: five queries."""
    asked = ("assignment", "typed_by", "decided_by")
    extensions = Extension.objects.filter(assignment__task=task).select_related(*asked)
    returns = Return.objects.filter(assignment__task=task).select_related(*asked, "right_unit")
    verifications = Verification.objects.filter(assignment__task=task).select_related("assignment", "verified_by")
    close_outs = CloseOut.objects.filter(assignment__task=task).select_related("assignment", "closed_by")
    return Decisions(
        list(extensions[:_MOST]),
        list(returns[:_MOST]),
        list(verifications[:_MOST]),
        list(close_outs[:_MOST]),
        list(task.changes.select_related("made_by", "paper").order_by("-id")[:_MOST]),
    )
