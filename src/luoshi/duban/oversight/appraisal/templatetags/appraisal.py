"""``{% load appraisal %}``: whether there is a way to scores from a unit's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import acts_for
from luoshi.duban.oversight.appraisal.access import is_office
from luoshi.duban.oversight.appraisal.of_unit import scoring_registers

register = template.Library()


@register.simple_tag(takes_context=True)
def has_scores(context: dict[str, Any], unit: Unit) -> bool:
    """Whether the person may look at scores of *unit*, and a register of its office scores at all."""
    request: HttpRequest = context["request"]
    user = request.user
    if not isinstance(user, User) or user.office_id != unit.office_id or not may(user, Right.SEE_SCORES):
        return False
    return (is_office(user) or acts_for(user, unit)) and bool(scoring_registers(unit.office_id))
