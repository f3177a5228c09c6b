"""Lights in a template: ``{% load lights %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.lights import showing, turning
from luoshi.duban.oversight.lights.block import Block, block_of
from luoshi.duban.oversight.lights.wording import why
from luoshi.duban.oversight.models import LightChange
from luoshi.duban.tasks.models import Task

register = template.Library()
register.filter("lamp", showing.lamp)


@register.filter
def because(change: LightChange) -> str:
    """Why a light turned."""
    return why(change.shown)


@register.simple_tag(takes_context=True)
def light_block(context: dict[str, Any], task: Task) -> Block | None:
    """What the page of *task* says about its light, for the person who looks."""
    request: HttpRequest = context["request"]
    return block_of(task, request.user) if isinstance(request.user, User) else None


@register.simple_tag(takes_context=True)
def turned_this_week(context: dict[str, Any]) -> turning.Week | None:
    """What turned yellow, orange or red since Monday, for who sees tasks."""
    request: HttpRequest = context["request"]
    user = request.user
    return turning.this_week(user) if isinstance(user, User) and may(user, Right.SEE_TASKS) else None
