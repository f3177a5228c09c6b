"""What a unit's page asks about its work."""

from __future__ import annotations

from django import template

from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.unit_page.seen import sees_work_of

register = template.Library()


@register.simple_tag
def sees_work(user: User, unit: Unit) -> bool:
    """Whether *user* sees the tasks of *unit*."""
    return sees_work_of(user, unit)
