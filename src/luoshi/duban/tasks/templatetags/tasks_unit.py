"""What a unit can do, for the page of a task: ``{% own_assignments task as sides %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from luoshi.duban.tasks.models import Task
from luoshi.duban.tasks.page.overview import Overview
from luoshi.duban.tasks.unit_side import UnitSide, unit_sides

register = template.Library()


@register.simple_tag(takes_context=True)
def own_assignments(context: dict[str, Any], task: Task) -> list[UnitSide]:
    """The assignments of *task* that the person who looks acts for; the page's own rows serve, where it has them."""
    request: HttpRequest = context["request"]
    seen = context.get("seen")
    rows = seen.rows if isinstance(seen, Overview) else None
    return unit_sides(request.user, task, rows) if request.user.is_authenticated else []
