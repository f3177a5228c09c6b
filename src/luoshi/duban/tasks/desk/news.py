"""What others have changed since a page was drawn.

Whatever is made, undone or redone takes the next turn, so a page need only remember the newest turn that it has seen:
a change with a later one is news, even where it was undone and redone meanwhile, since what it touched has another
version now.  Where undone changes were forgotten whose turn the page has not seen, all may differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, Max, Subquery

from luoshi.duban.tasks.models import DeskChange, Plan

#: Stands in an address, too.
_REDO = "r"


@dataclass(frozen=True, slots=True)
class Pile:
    """The change at the top, if one stands (what it is called, not what it changed), whether some that were undone can
    be made again, and the newest turn."""

    last: DeskChange | None
    can_redo: bool
    turn: int

    @property
    def top(self) -> int:
        """The key of the change at the top."""
        return self.last.pk if self.last else 0

    @property
    def token(self) -> str:
        """What a page carries: the newest turn, and whether it offers to redo."""
        return f"{self.turn}{_REDO if self.can_redo else ''}"


def pile(plan: Plan) -> Pile:
    """Where the plan's changes stand now."""
    undone, turns = plan.desk_changes.filter(undone=True), plan.desk_changes.order_by("-turn").values("turn")
    changes = plan.desk_changes.filter(undone=False).select_related("made_by")
    changes = changes.annotate(can_redo=Exists(undone), newest=Subquery(turns[:1]))
    last = changes.only("verb", "label", "plan_id", "made_by__name").order_by("-number").first()
    if last is not None:
        return Pile(last, last.can_redo, last.newest)
    newest = plan.desk_changes.aggregate(newest=Max("turn"))["newest"] or 0
    return Pile(None, newest > 0, newest)


def since(plan: Plan, seen: str, own: DeskChange | None = None) -> list[DeskChange] | None:
    """The changes made, undone or redone since a page with the token *seen* was drawn, *own* among them.

    ``None`` where nobody can say any more: all may differ.
    """
    seen = seen.removesuffix(_REDO)
    if not (seen.isdecimal() and len(seen) < 10):
        return None
    turn = int(seen)
    rows = list(plan.desk_changes.order_by("number").values_list("pk", "turn", "lost"))
    later = [(key, lost) for key, its, lost in rows if its > turn]
    if turn > max((its for _key, its, _lost in rows), default=0) or any(turn < lost for _key, lost in later):
        return None
    keys = [key for key, _lost in later if own is None or key != own.pk]
    others = list(DeskChange.objects.filter(pk__in=keys)) if keys else []
    return others if own is None else [*others, own]
