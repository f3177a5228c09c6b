"""What a register's page asks about carrying over."""

from __future__ import annotations

from django import template

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.carrying.counts import Way, came, went

register = template.Library()


@register.simple_tag
def may_carry_over(user: User) -> bool:
    """Whether *user* may carry registers over."""
    return may(user, Right.CARRY_OVER)


@register.simple_tag
def ways_of(shown: Register) -> dict[str, list[Way]]:
    """What came into a register, and what went from it."""
    return {"came": came(shown), "went": went(shown)}
