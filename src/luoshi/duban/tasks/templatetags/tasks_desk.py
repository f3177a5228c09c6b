"""What a document's page asks of the plans: which there are, and into which registers one can be opened."""

from __future__ import annotations

from django import template

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.models import Document
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.landing.plans import plans_of_document
from luoshi.duban.tasks.models import Plan, PlanState

register = template.Library()


@register.simple_tag
def plans_of(document: Document, user: User) -> list[Plan]:
    """The plans of a document that *user* may see, the newest first, without those given up."""
    return list(plans_of_document(user, document))


@register.filter
def at_the_desk(plans: list[Plan]) -> list[Plan]:
    """Those of *plans* that are still on their way to issue."""
    return [plan for plan in plans if plan.state != PlanState.ISSUED]


@register.simple_tag
def decides(user: User) -> bool:
    """Whether *user* may open plans and decide statements."""
    return may(user, Right.DECIDE_STATEMENTS)


@register.simple_tag
def registers_of(user: User) -> list[Register]:
    """The open registers, for who may open a plan; none for others."""
    if not may(user, Right.DECIDE_STATEMENTS):
        return []
    return list(Register.objects.filter(office=user.office_id, is_open=True))
