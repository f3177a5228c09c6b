"""The tabs of the overview; those of other parts of oversight stand here by the name of their address."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right

_TABS: tuple[tuple[str, str | Promise, Right], ...] = (
    ("dashboards:overview", _("总览"), Right.SEE_OVERVIEW),
    ("dashboards:timeline", _("时限"), Right.SEE_OVERVIEW),
    ("dashboards:workload", _("工作量"), Right.SEE_OVERVIEW),
    ("dashboards:bottlenecks", _("卡点"), Right.SEE_OVERVIEW),
    ("meetings:meetings", _("调度会"), Right.SUPERVISE),
)


def tabs(user: User, here: str) -> list[dict[str, object]]:
    """The tabs that *user* may open; *here* is the name of the page's own."""
    return [
        {"title": title, "url": address, "here": name == here, "count": None}
        for name, title, right in _TABS
        if may(user, right) and (address := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
