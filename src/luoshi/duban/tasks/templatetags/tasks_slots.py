"""A place in a page that another area of the application may fill."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import select_template
from django.utils.safestring import SafeString

from luoshi.duban.tasks.beside import beside

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: dict[str, Any], name: str) -> SafeString:
    """The template of that name, rendered in this page; nothing while there is none."""
    chosen = select_template([name, "tasks/components/empty_slot.html"])
    values: dict[str, Any] = context.flatten()  # type: ignore[attr-defined]  # a template's context
    return SafeString(chosen.render(values, values.get("request")))


@register.simple_tag(takes_context=True, name="beside")
def said_beside(context: dict[str, Any], task: int) -> SafeString | str:
    """What apps above say beside a task, by its key; a page fetches it for all its tasks as ``beside``."""
    known = context.get("beside")
    if known is None:
        known = beside([task])
    said: SafeString | str = known.get(task, "")
    return said
