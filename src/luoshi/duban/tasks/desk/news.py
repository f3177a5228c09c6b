"""What others have changed since a page was drawn.

A page carries a token: the key of the last change it shows, and how many changes of the plan were undone then.
"""

from __future__ import annotations

from luoshi.duban.tasks.models import DeskChange, Plan


def token(plan: Plan) -> str:
    """Where the plan's changes stand now."""
    undone = list(plan.desk_changes.order_by("pk").values_list("pk", "undone"))
    return f"{undone[-1][0] if undone else 0}-{sum(one for _key, one in undone)}"


def since(plan: Plan, seen: str) -> list[DeskChange] | None:
    """The changes made, undone or redone since the token *seen*; ``None`` where nobody can say: all may differ."""
    key, _, count = seen.partition("-")
    if not (key.isdigit() and count.isdigit()):
        return None
    changes = list(plan.desk_changes.order_by("pk"))
    if int(key) and not any(change.pk == int(key) for change in changes):
        return None
    new = [change for change in changes if change.pk > int(key)]
    undone = [change for change in changes if change.undone]
    if len(undone) == int(count):
        return new
    turned = abs(len(undone) - int(count))
    done = [change for change in changes if not change.undone]
    return [*new, *undone, *done[-turned:]]
