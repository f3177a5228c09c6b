"""What tasks and decisions were, as plain JSON, and how to bring that back.

A snapshot is ``{"tasks": {key: state or null}, "decisions": {statement: state or null}}``; ``null`` says that there was
none.  The state of a task is its columns and, by table, the rows that belong to it.  A column that holds nothing is
left out (:mod:`luoshi.duban.tasks.desk.columns`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from django.db import models
from django.db.models import F

from luoshi.duban.audit.canonical import canonical, joined
from luoshi.duban.problems import ChangedMeanwhile
from luoshi.duban.tasks.desk.columns import Json, from_plain, may_hold_fractions, plain_rows, values_of, written_rows
from luoshi.duban.tasks.desk.discard import PARTS, discard_parts
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.desk.taking_off import put_back, take_off
from luoshi.duban.tasks.inserting import Inserted, insert_values
from luoshi.duban.tasks.models import Plan, StatementDecision, Task

Snapshot = Mapping[str, Mapping[str, Json]]

#: Up to so many different changes are written one by one; more are written in one statement for all of them.
_FEW = 8


def take(plan: Plan, tasks: Iterable[int], statements: Iterable[int]) -> dict[str, dict[str, Json]]:
    """The tasks and the decisions of *plan* with these keys, as they stand now."""
    keys, wanted = sorted(set(tasks)), sorted(set(statements))
    found: dict[str, Any] = dict.fromkeys(map(str, keys))
    if keys:
        for row in plain_rows(_with(Task.objects.filter(plan=plan), "pk", keys)):
            if str(row["id"]) in found:
                found[str(row["id"])] = {"task": row, **{name: [] for name in PARTS}}
        there = [key for key in keys if found[str(key)] is not None]
        for name, model in PARTS.items() if there else ():
            for row in plain_rows(_with(model._default_manager.all(), "task_id", there)):
                if (state := found.get(str(row["task_id"]))) is not None:
                    state[name].append(row)
    decisions: dict[str, Any] = dict.fromkeys(map(str, wanted))
    if wanted:
        for row in plain_rows(_with(StatementDecision.objects.filter(plan=plan), "statement_id", wanted)):
            if str(row["statement_id"]) in decisions:
                decisions[str(row["statement_id"])] = row
    return {"tasks": found, "decisions": decisions}


def written(tasks: Inserted, parts: Mapping[type[models.Model], Inserted], decisions: Inserted) -> Snapshot:
    """The same of what was just written, without reading it again: new tasks, their rows by table, and decisions."""
    found: dict[str, Any] = {
        str(row["id"]): {"task": row, **{name: [] for name in PARTS}} for row in written_rows(Task, tasks)
    }
    for name, model in PARTS.items():
        for row in written_rows(model, parts[model]) if model in parts else ():
            found[str(row["task_id"])][name].append(row)
    return {
        "tasks": found,
        "decisions": {str(one["statement_id"]): one for one in written_rows(StatementDecision, decisions)},
    }


def with_texts(snapshot: Snapshot) -> Snapshot:
    """The same with the text of each state: what is kept for undo and what the record is told have it in common."""
    return {
        "tasks": joined({key: state and _task_with_text(state) for key, state in snapshot["tasks"].items()}),
        "decisions": joined(
            {key: state and canonical(state, fractions=False) for key, state in snapshot["decisions"].items()}
        ),
    }


def _task_with_text(state: Mapping[str, Json]) -> Mapping[str, Json]:
    return canonical(state, fractions=not may_hold_fractions(Task).isdisjoint(state["task"]))


def _with(rows: models.QuerySet[Any], column: str, keys: Sequence[int]) -> models.QuerySet[Any]:
    """The rows with one of *keys* (in their order) in a column.

    Where the keys lie close together it is their range, with a few rows more: hundreds of keys are dear to send.
    """
    if len(keys) > _FEW and keys[-1] - keys[0] < 2 * len(keys):
        return rows.filter(**{f"{column}__gte": keys[0], f"{column}__lte": keys[-1]})
    return rows.filter(**{f"{column}__in": keys})


def restore(plan: Plan, target: Snapshot, expected: Snapshot, *, again: bool = False) -> None:
    """Bring *target* back where what stands now is what *expected* says; *again* where undo took back just that.

    Raises :class:`ChangedMeanwhile` where somebody changed it since, and :class:`Refused` where a task that would go
    has comments of units.
    """
    now = take(plan, map(int, expected["tasks"]), map(int, expected["decisions"]))
    _compare(now, expected)
    going = {key for key, state in target["tasks"].items() if state is None}
    back = _put_back(plan, now, target, as_it_was=again and not any(expected["tasks"].values()))
    decided = StatementDecision.objects.filter(among("statement_id", map(int, expected["decisions"])), plan=plan)
    decided._raw_delete(decided.db)
    parts = {name: (model, _rows(now, name), _rows(target, name)) for name, model in PARTS.items()}
    for model, there, wanted in parts.values():
        # What stays is not replaced: decisions outside of the snapshot point at steps.  A task that goes keeps its own.
        leaving = (key for key, row in there.items() if key not in wanted and str(row["task_id"]) not in going)
        discard_parts(model, list(leaving))
    _restore_tasks(now, target, back)
    for model, there, wanted in parts.values():
        _write(model, there, wanted)
    take_off([int(key) for key in going])
    _create(StatementDecision, [row for row in target["decisions"].values() if row])


def difference(before: Snapshot, after: Snapshot) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, without what stayed: for the record, which should not repeat whole tasks."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for kind in ("tasks", "decisions"):
        for key, state in after[kind].items():
            was = before[kind].get(key)
            if _differ(was, state):
                old[f"{kind[:-1]} {key}"], new[f"{kind[:-1]} {key}"] = _differing(was, state)
    return old, new


def _differing(was: Json, state: Json) -> tuple[Json, Json]:
    if was is None or state is None:
        return was, state
    pairs = {key: (was.get(key), state.get(key)) for key in {**was, **state} if _differ(was.get(key), state.get(key))}
    for key, (one, other) in pairs.items():
        if isinstance(one, dict) and isinstance(other, dict):
            pairs[key] = _differing(one, other)
    return {key: pair[0] for key, pair in pairs.items()}, {key: pair[1] for key, pair in pairs.items()}


def _compare(now: Snapshot, expected: Snapshot) -> None:
    for kind in ("tasks", "decisions"):
        for key, state in expected[kind].items():
            if _differ(now[kind].get(key), state):
                raise ChangedMeanwhile(_name(now[kind].get(key) or state))


def _name(state: Mapping[str, Any]) -> str:
    task = state.get("task")
    return task["title"] if task else "该语句的处理"


def _differ(one: Json, other: Json) -> bool:
    """Whether they are not the same but for the version, which counts on through undo and redo."""
    if one == other:
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        names = one.keys() - {"version"}
        return names != other.keys() - {"version"} or any(_differ(one[name], other[name]) for name in names)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) != len(other) or any(map(_differ, one, other))
    return True


def _put_back(plan: Plan, now: dict[str, dict[str, Json]], target: Snapshot, *, as_it_was: bool) -> set[int]:
    """Put tasks that were taken off and are wanted on the plan again and into *now*, as they stand; gives their keys.

    One that was combined with others may have left its rows to them.  Of a change that only made tasks, undo took them
    off with all of their rows, *as it was*: undo had compared them, and nobody reaches a task that is off its plan.
    """
    states = target["tasks"]
    back = put_back(
        plan, [int(key) for key, state in states.items() if state is not None and not now["tasks"].get(key)]
    )
    now["tasks"].update({str(key): states[str(key)] for key in back} if as_it_was else take(plan, back, ())["tasks"])
    return back


def _restore_tasks(now: Snapshot, target: Snapshot, back: Set[int]) -> None:
    """Tasks that are gone for good come back; those that are there get their columns back and count a change, as those
    that were put *back* have."""
    there = {int(key): state["task"] for key, state in now["tasks"].items() if state is not None}
    wanted = {int(key): state["task"] for key, state in target["tasks"].items() if state is not None}
    kept = there.keys() & wanted.keys()
    if kept - back:
        Task.objects.filter(among("pk", kept - back)).update(version=F("version") + 1)
    _update(Task, {key: there[key] for key in kept}, {key: wanted[key] for key in kept})
    _create(Task, [row for key, row in wanted.items() if key not in there])


def _rows(snapshot: Snapshot, name: str) -> dict[int, Json]:
    """The rows of one table in a snapshot, by their keys: rows move between tasks."""
    return {row["id"]: row for state in snapshot["tasks"].values() if state is not None for row in state[name]}


def _write(model: type[models.Model], there: Mapping[int, Json], wanted: Mapping[int, Json]) -> None:
    """Change what differs, then add what is missing; a limit ceases to be the current one before another is."""
    kept = [key for key in wanted if key in there]
    for is_current in (False, True):
        now = {key: there[key] for key in kept if bool(wanted[key].get("is_current")) is is_current}
        _update(model, now, wanted)
    _create(model, [row for key, row in wanted.items() if key not in there])


def _update(model: type[models.Model], there: Mapping[int, Json], wanted: Mapping[int, Json]) -> None:
    """Give the rows *there* the columns that *wanted* has, those that change alike at once."""
    alike: dict[str, list[int]] = {}
    changed: dict[str, set[str]] = {}
    for key, was in there.items():
        shall = wanted[key]
        names = {name for name in {**was, **shall} if name != "version" and was.get(name) != shall.get(name)}
        if names:
            change = repr(sorted((name, shall.get(name)) for name in names))
            alike.setdefault(change, []).append(key)
            changed[change] = names
    if len(alike) <= _FEW:
        for change, keys in alike.items():
            columns = from_plain(model, wanted[keys[0]], changed[change])
            model._default_manager.filter(among("pk", keys)).update(**columns)
        return
    rows = [model(**from_plain(model, wanted[key])) for keys in alike.values() for key in keys]
    fields = {model._meta.get_field(name.removesuffix("_id")).name for names in changed.values() for name in names}
    model._default_manager.bulk_update(rows, sorted(fields))


def _create(model: type[models.Model], rows: Iterable[Json]) -> None:
    insert_values(model, *values_of(model, list(rows)))
