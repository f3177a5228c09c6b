"""What the templates of the overview ask for."""

from __future__ import annotations

from typing import Any

from django import template

from luoshi.duban.oversight.asked import Asking
from luoshi.duban.oversight.dashboards.wanted import SIGNS
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import Task

register = template.Library()


@register.inclusion_tag("dashboards/parts/light.html")
def light(colour: str) -> dict[str, Any]:
    """A light as a mark: its colour, its sign and its name, so that it is not told by colour alone."""
    if colour not in list(Colour):
        return {}
    return {"colour": colour, "name": NAMES[Colour(colour)], "sign": SIGNS[Colour(colour)]}


@register.inclusion_tag("dashboards/parts/asking.html")
def asking(one: Asking | None) -> dict[str, Any]:
    """Who was asked when, in a line."""
    return {"asking": one}


@register.filter
def limit_words(task: Task) -> str:
    """The limit in the words of a table."""
    return wording.limit(task)


@register.filter
def answering(task: Task) -> str:
    """The units that answer for a task that was fetched with its units."""
    return wording.answering(task)
