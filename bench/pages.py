"""The pages that are measured: what they are called, who asks for them, and where they are."""

from __future__ import annotations

from collections.abc import Callable

from bench.county import County

PAGES: tuple[tuple[str, str, Callable[[County], str]], ...] = (
    ("home, supervisor", "supervisor", lambda _there: "/"),
    ("home, liaison", "liaison", lambda _there: "/"),
    ("tasks, supervisor", "supervisor", lambda _there: "/tasks/"),
    ("tasks, page 500", "supervisor", lambda _there: "/tasks/?page=500"),
    ("tasks, liaison", "liaison", lambda _there: "/tasks/"),
    ("tasks, found by words", "supervisor", lambda _there: "/tasks/?q=河道疏浚"),
    ("tasks, overdue", "supervisor", lambda _there: "/tasks/?due=overdue"),
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
DESK: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("confirm a statement", "decide/", {"ref": ["s0"], "outcome": "heading"}),
    ("accept ten proposals", "accept/", {"ref": [f"d{index}" for index in range(10)]}),
    ("undo", "undo/", {}),
    ("redo", "redo/", {}),
    ("accept all of it", "accept/", {"section": "0-400"}),
    ("undo all of it", "undo/", {}),
)
