"""Limits and targets as they were proposed, read or typed, and the rows in which the ledger keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.proposals import LimitProposal, TargetProposal
from luoshi.duban.tasks.inserting import insert_values
from luoshi.duban.tasks.models import Limit, LimitKind, Target, Task


def limit_row(task: Task, limit: LimitProposal, *, basis: str, set_by: User, **more: Any) -> Limit:  # noqa: ANN401 -- further columns
    """The row that makes *limit* the current one of a task."""
    return Limit(**limit_values(task.pk, limit, basis=basis, set_by=set_by), **more)


def limit_values(task: int, limit: LimitProposal, *, basis: str, set_by: User) -> dict[str, Any]:
    """The values of the row that makes *limit* the current one of a task, by its key."""
    return {
        "task_id": task,
        "kind": limit.kind,
        "text": limit.text[:200],
        "starts": limit.starts,
        "due": limit.due,
        "rule": limit.rule[:200],
        "problem": limit.problem[:32],
        "basis": basis[:300],
        "set_by_id": set_by.pk,
    }


def limit_columns(limit: LimitProposal | None) -> dict[str, Any]:
    """What a task itself repeats of its current limit."""
    if limit is None:
        return {"limit_kind": LimitKind.NONE, "limit_text": "", "due": None}
    return {"limit_kind": limit.kind, "limit_text": limit.text[:200], "due": limit.due}


def limit_of(row: Limit) -> LimitProposal:
    """A limit that was set, as one that can be set elsewhere."""
    return LimitProposal(row.kind, row.text, row.starts, row.due, row.rule, row.problem)


def replace_limit(tasks: Sequence[Task], limit: LimitProposal | None, *, basis: str, set_by: User) -> None:
    """Make *limit* the current one of *tasks*; ``None`` takes it away.  Earlier ones stay on record.

    The columns that repeat it are set on *tasks*; saving them is left to the action, which counts the change.
    """
    Limit.objects.filter(task__in=tasks, assignment=None, is_current=True).update(is_current=False)
    if limit is not None:
        insert_values(Limit, (limit_values(task.pk, limit, basis=basis, set_by=set_by) for task in tasks))
    for task in tasks:
        for name, value in limit_columns(limit).items():
            setattr(task, name, value)


def target_of(row: Target) -> TargetProposal:
    """A target that was set, as one that can be set again."""
    return TargetProposal(
        row.words, row.comparator, row.value, row.upper, row.unit, row.measured, row.is_figure, row.masked
    )


def target_rows(task: Task, targets: Iterable[TargetProposal]) -> Iterable[Target]:
    """The rows of a task's targets, in their order."""
    return (Target(**values) for values in target_values(task.pk, targets))


def target_values(task: int, targets: Iterable[TargetProposal]) -> Iterable[dict[str, Any]]:
    """The values of the rows of a task's targets, in their order."""
    for position, one in enumerate(targets):
        yield {
            "task_id": task,
            "position": position,
            "words": one.words[:200],
            "measured": one.measured[:200],
            "comparator": one.comparator,
            "value": one.value,
            "upper": one.upper,
            "unit": one.unit[:30],
            "is_figure": one.is_figure,
            "masked": one.masked,
        }
