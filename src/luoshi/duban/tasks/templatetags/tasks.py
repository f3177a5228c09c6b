"""A task's units, targets and limit as words in a page; the rows were fetched by ``wording.for_tables``."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.audit.verbs import verb_name
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import AssignmentRole, Change, Means, State, Verification

register = template.Library()
register.filter("wording", wording.wording)
register.filter("targets", wording.targets)
register.filter("answering", wording.answering)
register.filter("supporting", wording.supporting)
register.filter("limit", wording.limit)
register.filter("verb", verb_name)

#: What a change can have changed; other values of its record are told in the task's story.
_NAMES = {
    "title": _("标题"),
    "text": _("工作任务"),
    "leader": _("牵头领导"),
    "note": _("备注"),
    "limit": _("完成时限"),
    "due": _("截止日期"),
    "units": _("单位"),
    "state": _("状态"),
    "suspended": _("中止"),
    "milestones": _("节点"),
}


@register.filter
def differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """What a change changed: the name of the field, what it was, what it became."""
    for field in change.before | change.after:
        was, now = change.before.get(field), change.after.get(field)
        if field in _NAMES and was != now and not (field == "due" and "limit" in change.before):
            yield str(_NAMES[field]), _words(field, was), _words(field, now)


@register.filter
def means(verification: Verification) -> str:
    """How it was verified, in words."""
    return gettext("、").join(str(Means(one).label) for one in verification.means if one in Means.values)


def _words(field: str, value: object) -> str:
    if field == "units" and isinstance(value, list):
        return gettext("；").join(_unit(one) for one in value)
    if field == "state" and value:
        return str(State(str(value)).label)
    return "" if value is None else str(value)


def _unit(value: object) -> str:
    """A unit with its role, or a name alone."""
    if isinstance(value, list) and len(value) == 2:
        return f"{AssignmentRole(value[1]).label}：{value[0]}"
    return str(value)
