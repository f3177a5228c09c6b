"""The entries of the navigation, one table for every app; who sees which follows from the rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.roles import Right
from luoshi.duban.addresses import address_of


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its words, its icon, the name of its address, and the right that its page asks for.

    An entry whose address does not exist is left out, so that the table can be ahead of an app.  One that is not
    needed every day is ``seldom``: it stands under 管理 for who has more entries than fit in a line.
    """

    title: str | Promise
    icon: str
    name: str
    right: Right
    seldom: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    title: str | Promise
    icon: str
    url: str
    is_here: bool
    seldom: bool = False


#: So many entries fit beside the office's name on a screen of 1,200 px.
MOST_IN_LINE = 9
ENTRIES = (
    Entry(_("我的工作"), "home", "ui:home", Right.SEE_OWN_ACCOUNT),
    Entry(_("总览"), "chart-bar", "dashboards:overview", Right.SEE_OVERVIEW),
    Entry(_("公文"), "file-text", "documents:list", Right.SEE_DOCUMENTS),
    Entry(_("分解方案"), "list-details", "tasks:plans", Right.SEE_DOCUMENTS),
    Entry(pgettext_lazy("asked of a unit", "征求意见"), "message", "tasks:invitations", Right.COMMENT),
    Entry(_("督办台"), "checks", "tasks:supervision", Right.SUPERVISE),
    Entry(_("任务"), "list-check", "tasks:tasks", Right.SEE_TASKS),
    Entry(_("报送"), "inbox", "tasks:owed", Right.SUPERVISE),
    Entry(pgettext_lazy("documents", "通报"), "clipboard-text", "bulletins:list", Right.SEE_BULLETINS),
    Entry(
        pgettext_lazy("inspections", "督查"), "clipboard-list", "inspections:list", Right.SEE_INSPECTIONS, seldom=True
    ),
    Entry(_("公开"), "external-link", "publication:releases", Right.RELEASE, seldom=True),
    Entry(_("单位"), "building", "organisations:units", Right.SEE_UNITS, seldom=True),
    Entry(_("岗位"), "user", "organisations:posts", Right.MANAGE_UNIT_POSTS, seldom=True),
    Entry(_("台账"), "table", "registers:list", Right.SEE_REGISTERS, seldom=True),
    Entry(_("账号"), "users", "accounts:people", Right.MANAGE_ACCOUNTS),
    Entry(_("角色"), "shield-lock", "accounts:roles", Right.GRANT_ROLES),
    Entry(_("记录"), "history", "accounts:record", Right.READ_RECORD),
)
#: What stands in the person's own menu.
PERSONAL = (
    Entry(_("日历订阅"), "calendar", "feeds:feed", Right.SEE_TASKS),
    Entry(_("接收方式"), "send", "reminders:ways", Right.SEE_OWN_ACCOUNT),
    Entry(_("我的账号"), "user-circle", "accounts:me", Right.SEE_OWN_ACCOUNT),
    Entry(_("修改密码"), "key", "accounts:change-password", Right.SEE_OWN_ACCOUNT),
)


def address(name: str, *keys: int) -> str:
    """The address by its name, or empty where no app has it."""
    try:
        return address_of(name, *keys)
    except NoReverseMatch:
        return ""


def links(request: HttpRequest, entries: tuple[Entry, ...] = ENTRIES) -> Iterator[Link]:
    """The entries for the person who asks; ``is_here`` marks the one whose part of the site this page is in."""
    for entry in entries:
        url = address(entry.name)
        if url and may(request.user, entry.right):
            here = request.path == url if url == "/" else request.path.startswith(url)
            yield Link(entry.title, entry.icon, url, here, entry.seldom)


def in_one_line(found: list[Link]) -> tuple[list[Link], list[Link]]:
    """What stands in the line of the navigation, and what stands under 管理: nothing while all fit."""
    if len(found) <= MOST_IN_LINE:
        return found, []
    return [one for one in found if not one.seldom], [one for one in found if one.seldom]
