"""A task's units, targets and limit as words in a page; the rows were fetched by ``wording.for_tables``."""

from __future__ import annotations

from django import template

from luoshi.duban.tasks import wording

register = template.Library()
register.filter("wording", wording.wording)
register.filter("targets", wording.targets)
register.filter("answering", wording.answering)
register.filter("supporting", wording.supporting)
register.filter("limit", wording.limit)
