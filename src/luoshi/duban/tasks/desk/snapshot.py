"""What tasks and decisions were, as plain JSON, and how to bring that back.

A snapshot is ``{"tasks": {key: state or null}, "decisions": {statement: state or null}}``; ``null`` says that there was
none.  The state of a task is its columns and, by table, the rows that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from luoshi.duban.problems import ChangedMeanwhile
from luoshi.duban.tasks.desk.comments import refuse_to_drop_comments
from luoshi.duban.tasks.models import (
    Assignment,
    Limit,
    Plan,
    StatementDecision,
    Step,
    Target,
    Task,
    TaskSource,
)

#: A plain JSON value.
Json = Any
Snapshot = dict[str, dict[str, Json]]

#: The tables whose rows belong to a task, by the name under which a snapshot keeps them.
_PARTS: dict[str, type[models.Model]] = {
    "sources": TaskSource,
    "assignments": Assignment,
    "steps": Step,
    "limits": Limit,
    "targets": Target,
}


def take(plan: Plan, tasks: Iterable[int], statements: Iterable[int]) -> Snapshot:
    """The tasks and the decisions of *plan* with these keys, as they stand now."""
    keys, wanted = sorted(set(tasks)), sorted(set(statements))
    found: dict[str, Any] = dict.fromkeys(map(str, keys))
    for task in Task.objects.filter(plan=plan, pk__in=keys):
        found[str(task.pk)] = {"task": _columns(task), **{name: [] for name in _PARTS}}
    for name, model in _PARTS.items():
        for row in model._default_manager.filter(task_id__in=keys) if keys else ():
            found[str(row.task_id)][name].append(_columns(row))  # type: ignore[attr-defined]  # a part names its task
    decisions: dict[str, Any] = dict.fromkeys(map(str, wanted))
    if wanted:
        for decision in StatementDecision.objects.filter(plan=plan, statement_id__in=wanted):
            decisions[str(decision.statement_id)] = _columns(decision)
    return {"tasks": found, "decisions": decisions}


def restore(plan: Plan, target: Snapshot, expected: Snapshot) -> None:
    """Bring *target* back where what stands now is what *expected* says.

    Raises :class:`ChangedMeanwhile` where somebody changed it since, and :class:`Refused` where a task that would go
    has comments of units.
    """
    keys = [int(key) for key in expected["tasks"]]
    now = take(plan, keys, map(int, expected["decisions"]))
    _compare(now, expected)
    refuse_to_drop_comments(key for key, state in target["tasks"].items() if state is None)
    StatementDecision.objects.filter(plan=plan, statement_id__in=list(map(int, expected["decisions"]))).delete()
    gone = [int(key) for key, state in target["tasks"].items() if state is None]
    for name, model in _PARTS.items():
        _delete_rows(model, _rows(now, name), _rows(target, name))
    for key, state in target["tasks"].items():
        if state is not None:
            _restore_task(int(key), state["task"], now["tasks"][key])
    for name, model in _PARTS.items():
        _write_rows(model, _rows(now, name), _rows(target, name))
    Task.objects.filter(plan=plan, pk__in=gone).delete()
    _create_rows(StatementDecision, [row for row in target["decisions"].values() if row])


def difference(before: Snapshot, after: Snapshot) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, without what stayed: for the record, which should not repeat whole tasks."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for kind in ("tasks", "decisions"):
        for key, state in after[kind].items():
            was = before[kind].get(key)
            if _comparable(was) != _comparable(state):
                old[f"{kind[:-1]} {key}"], new[f"{kind[:-1]} {key}"] = _differing(was, state)
    return old, new


def _differing(was: Json, state: Json) -> tuple[Json, Json]:
    if was is None or state is None:
        return was, state
    keys = [key for key in state if _comparable(was.get(key)) != _comparable(state[key])]
    pairs = {key: (was.get(key), state[key]) for key in keys}
    for key, (one, other) in pairs.items():
        if isinstance(one, dict) and isinstance(other, dict):
            pairs[key] = _differing(one, other)
    return {key: pair[0] for key, pair in pairs.items()}, {key: pair[1] for key, pair in pairs.items()}


def _compare(now: Snapshot, expected: Snapshot) -> None:
    for kind in ("tasks", "decisions"):
        for key, state in expected[kind].items():
            if _comparable(now[kind].get(key)) != _comparable(state):
                raise ChangedMeanwhile(_name(now[kind].get(key) or state))


def _name(state: Mapping[str, Any]) -> str:
    task = state.get("task")
    return task["title"] if task else "该语句的处理"


def _comparable(state: Json) -> Json:
    """The state without the version, which counts on through undo and redo."""
    if isinstance(state, dict):
        return {key: _comparable(value) for key, value in state.items() if key != "version"}
    return [_comparable(value) for value in state] if isinstance(state, list) else state


def _restore_task(key: int, columns: Json, now: Json) -> None:
    values = _values(Task, columns)
    if now is None:
        Task.objects.bulk_create([Task(**values)])
    else:
        Task.objects.filter(pk=key).update(**{**values, "version": now["task"]["version"] + 1})


def _rows(snapshot: Snapshot, name: str) -> dict[int, Json]:
    """The rows of one table in a snapshot, by their keys: rows move between tasks."""
    return {row["id"]: row for state in snapshot["tasks"].values() if state is not None for row in state[name]}


def _delete_rows(model: type[models.Model], now: Mapping[int, Json], wanted: Mapping[int, Json]) -> None:
    """Remove what is not wanted.  What stays is not replaced: decisions outside of the snapshot point at steps."""
    gone = now.keys() - wanted.keys()
    if gone:
        model._default_manager.filter(pk__in=gone).delete()


def _write_rows(model: type[models.Model], now: Mapping[int, Json], wanted: Mapping[int, Json]) -> None:
    """Change what differs, then add what is missing; a limit ceases to be the current one before another is."""
    differing = [row for key, row in wanted.items() if key in now and now[key] != row]
    for row in sorted(differing, key=lambda row: bool(row.get("is_current"))):
        model._default_manager.filter(pk=row["id"]).update(**_values(model, row))
    _create_rows(model, [row for key, row in wanted.items() if key not in now])


def _create_rows(model: type[models.Model], rows: list[Json]) -> None:
    model._default_manager.bulk_create([model(**_values(model, row)) for row in rows])


def _columns(row: models.Model) -> dict[str, Any]:
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _plain(value: Json) -> Json:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _values(model: type[models.Model], columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field.attname: field.target_field.to_python(columns[field.attname])
        if isinstance(field, models.ForeignKey)
        else field.to_python(columns[field.attname])
        for field in model._meta.concrete_fields
        if field.attname in columns
    }
