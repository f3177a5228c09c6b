"""The pages that are measured: what they are called, who asks for them, and where they are."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from bench.county import County

_TABS = ("verify", "close", "extensions", "returns", "objections", "unsigned", "suspended")
_PARTS = ("sources", "reports", "decisions", "story")


def _every_column(there: County) -> str:
    columns = ".".join(importlib.import_module("luoshi.duban.tasks.ledger.columns").COLUMNS)
    return f"/tasks/?register={there.register.pk}&unit={there.unit.pk}&columns={columns}"


PAGES: tuple[tuple[str, str, Callable[[County], str]], ...] = (
    ("home, supervisor", "supervisor", lambda _there: "/"),
    ("home, liaison", "liaison", lambda _there: "/"),
    ("tasks, supervisor", "supervisor", lambda _there: "/tasks/"),
    ("tasks, page 500", "supervisor", lambda _there: "/tasks/?page=500"),
    ("tasks, liaison", "liaison", lambda _there: "/tasks/"),
    ("tasks, found by words", "supervisor", lambda _there: "/tasks/?q=河道疏浚"),
    ("tasks, overdue", "supervisor", lambda _there: "/tasks/?due=overdue"),
    ("tasks, of a register and a unit, every column", "supervisor", _every_column),
    ("tasks, a column's order", "supervisor", lambda _there: "/tasks/?sort=-overdue"),
    ("my work", "liaison", lambda _there: "/my-work/"),
    ("a report", "liaison", lambda there: f"/my-work/{there.assignment.pk}/report/"),
    *((f"supervision, {tab}", "supervisor", lambda _there, tab=tab: f"/supervision/?tab={tab}") for tab in _TABS),
    ("verifying", "head", lambda there: f"/supervision/{there.submitted.pk}/verify/"),
    ("who owes", "supervisor", lambda _there: "/owed/"),
    ("links", "supervisor", lambda _there: "/owed/links/"),
    ("what a unit owes", "supervisor", lambda there: f"/owed/units/{there.unit.pk}/"),
    *((f"a task, {part}", "supervisor", lambda there, part=part: f"/tasks/{there.task.pk}/{part}/") for part in _PARTS),
    ("a task", "supervisor", lambda there: f"/tasks/{there.task.pk}/"),
    ("changing a task", "supervisor", lambda there: f"/tasks/{there.task.pk}/change/"),
    ("approval of a plan of 100", "head", lambda there: f"/plans/{there.plan.pk}/approval/"),
    ("the desk, 400 statements", "supervisor", lambda there: f"/plans/{there.desk.pk}/desk/"),
    ("a plan", "supervisor", lambda there: f"/plans/{there.desk.pk}/"),
    ("plans", "supervisor", lambda _there: "/plans/"),
    ("a document, 400 statements", "supervisor", lambda there: f"/documents/{there.desk.document_id}/"),
    ("documents", "supervisor", lambda _there: "/documents/"),
    ("units, 200", "supervisor", lambda _there: "/units/"),
    ("a unit", "supervisor", lambda there: f"/units/{there.unit.pk}/"),
    ("a unit's tasks and record", "supervisor", lambda there: f"/units/{there.unit.pk}/tasks/"),
    ("a unit's burden", "supervisor", lambda there: f"/units/{there.unit.pk}/tasks/burden/"),
    ("the same matter twice", "supervisor", lambda there: f"/units/{there.unit.pk}/tasks/matters/"),
    (
        "how much of a document has landed",
        "supervisor",
        lambda there: f"/documents/{there.desk.document_id}/landing/?plan={there.desk.pk}",
    ),
    ("carrying a register over", "head", lambda there: f"/registers/{there.plan.register_id}/carry-over/"),
    ("the overview", "head", lambda _there: "/overview/"),
    ("the overview by units", "head", lambda _there: "/overview/?by=unit"),
    ("tasks behind a figure", "head", lambda _there: "/overview/tasks/?fate=overdue"),
    ("timeline of limits", "head", lambda _there: "/overview/timeline/"),
    ("workload of units", "head", lambda _there: "/overview/workload/"),
    ("bottlenecks", "head", lambda _there: "/overview/bottlenecks/"),
    ("posts", "supervisor", lambda _there: "/posts/"),
    ("registers", "head", lambda _there: "/registers/"),
    ("extracts of a plan", "supervisor", lambda there: f"/plans/{there.plan.pk}/extracts/"),
)

#: What is done at the desk, one after the other: what it is called, its address below the desk, and what is sent.
DESK: tuple[tuple[str, str, Callable[[Any], dict[str, object]]], ...] = (
    ("confirm a statement", "decide/", lambda _plan: {"ref": ["s0"], "outcome": "heading"}),
    ("accept ten proposals", "accept/", lambda _plan: {"ref": [f"d{index}" for index in range(10)]}),
    ("undo", "undo/", lambda _plan: {}),
    ("redo", "redo/", lambda _plan: {}),
    ("combine three", "combine/", lambda plan: {"ref": _tasks(plan, 3)}),
    ("reword", "reword/", lambda plan: {"ref": _tasks(plan, 1), "text": "完成3座水库除险加固。"}),
    ("accept all of it", "accept/", lambda _plan: {"section": "0-400"}),
    ("a limit for 160 tasks", "limit/", lambda plan: {"ref": _tasks(plan, 160), "kind": "year-end"}),
    ("undo the limits", "undo/", lambda _plan: {}),
    ("undo all of it", "undo/", lambda _plan: {}),
    ("redo all of it", "redo/", lambda _plan: {}),
)


def _tasks(plan: Any, count: int) -> list[str]:
    """References to the first tasks of a plan as they stand."""
    return [f"t{key}:{version}" for key, version in plan.tasks.values_list("pk", "version")[:count]]
