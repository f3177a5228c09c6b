"""What others have changed since a page was drawn.

The changes of a plan are a pile: a new one lies on those that stand, undo takes from the top, redo puts back.  So a
page need only remember the change that stood at the top: everything below it is as it was while it is still there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists

from luoshi.duban.tasks.models import DeskChange, Plan

#: Stands in an address, too.
_REDO = "r"


@dataclass(frozen=True, slots=True)
class Pile:
    """The change at the top, if one stands (what it is called, not what it changed), and whether some that were
    undone can be made again."""

    last: DeskChange | None
    can_redo: bool

    @property
    def top(self) -> int:
        """The key of the change at the top."""
        return self.last.pk if self.last else 0

    @property
    def token(self) -> str:
        """What a page carries: the key, and whether it offers to redo."""
        return f"{self.top}{_REDO if self.can_redo else ''}"


def pile(plan: Plan) -> Pile:
    """Where the plan's changes stand now."""
    undone = plan.desk_changes.filter(undone=True)
    changes = plan.desk_changes.filter(undone=False).select_related("made_by").annotate(can_redo=Exists(undone))
    last = changes.only("verb", "label", "plan_id", "made_by__name").order_by("-number").first()
    return Pile(last, undone.exists() if last is None else last.can_redo)


def since(plan: Plan, seen: str, own: DeskChange | None = None) -> list[DeskChange] | None:
    """The changes made, undone or redone since a page with the token *seen* was drawn, *own* among them.

    ``None`` where nobody can say any more: all may differ.
    """
    seen = seen.removesuffix(_REDO)
    if not (seen.isdecimal() and len(seen) < 19):
        return None
    rows = plan.desk_changes.order_by("number").values_list("pk", "number", "undone")
    numbers = {key: number for key, number, _undone in rows}
    if int(seen) and int(seen) not in numbers:
        return None
    then = numbers.get(int(seen), 0)
    now = max((number for _key, number, undone in rows if not undone), default=0)
    between = range(min(then, now) + 1, max(then, now) + 1)
    keys = [key for key, number in numbers.items() if number in between and (own is None or key != own.pk)]
    others = list(DeskChange.objects.filter(pk__in=keys)) if keys else []
    return others if own is None else [*others, own]
