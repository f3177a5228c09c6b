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
    ("extracts of a plan", "supervisor", lambda there: f"/plans/{there.plan.pk}/extracts/"),
)
