"""A task's units, targets and limit as words in a page; the rows were fetched by ``wording.for_tables``."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.utils.translation import gettext_lazy as _

from luoshi.duban.audit.verbs import verb_name
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import AssignmentRole, Change, State

register = template.Library()
register.filter("wording", wording.wording)
register.filter("targets", wording.targets)
register.filter("answering", wording.answering)
register.filter("supporting", wording.supporting)
register.filter("limit", wording.limit)
register.filter("verb", verb_name)

_NAMES = {
    "title": _("标题"),
    "text": _("工作任务"),
    "leader": _("牵头领导"),
    "note": _("备注"),
    "limit": _("完成时限"),
    "due": _("截止日期"),
    "units": _("单位"),
    "state": _("状态"),
}


@register.filter
def differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """What a change changed: the name of the field, what it was, what it became."""
    for field, was in change.before.items():
        yield str(_NAMES.get(field, field)), _words(field, was), _words(field, change.after.get(field))


def _words(field: str, value: object) -> str:
    if field == "units" and isinstance(value, list):
        return "；".join(f"{AssignmentRole(role).label}：{name}" for name, role in value)
    if field == "state" and value:
        return str(State(str(value)).label)
    return "" if value is None else str(value)
