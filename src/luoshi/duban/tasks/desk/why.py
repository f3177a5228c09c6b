"""Why a unit stands there, as what, and what a statement was read as, in words for the desk."""

from __future__ import annotations

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luoshi.duban.tasks.models import AssignmentRole

#: The library's reasons for a unit (its ``Why``), and ours.
WHY: dict[str, Promise] = {
    "lead": _("原文写明牵头"),
    "subject": _("句子的主语"),
    "charged": _("原文交由该单位"),
    "listed": _("责任单位栏列出"),
    "bracket": _("段末括号注明"),
    "section": _("整节注明"),
    "heading": _("标题点名"),
    "list-opener": _("列举前的总说"),
    "previous": _("承前句"),
    "column": _("表格栏目"),
    "first-listed": _("列第一位"),
    "assist": _("原文写明配合"),
    "duties": _("按职责分工"),
    "person": _("人工指定"),
}

#: One character for each kind, beside its colour.
MARKS: dict[str, Promise] = {
    "heading": _("标"),
    "directive": _("任"),
    "task": _("任"),
    "step": _("举"),
    "achievement": _("绩"),
    "context": _("背"),
}


def why(reason: str) -> str:
    """The words for a reason; an unknown one stands for itself."""
    return _why(reason, get_language())


def label_of(role: AssignmentRole) -> str:
    """What the role is called."""
    return _label(role, get_language())


# A desk says a few reasons and roles some thousand times over, in one language.
@lru_cache(128)
def _why(reason: str, _language: str | None) -> str:
    return str(WHY.get(reason, reason))


@lru_cache(64)
def _label(role: AssignmentRole, _language: str | None) -> str:
    return str(role.label)
