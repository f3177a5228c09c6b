"""What every page's frame shows."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest

from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.queries import tenures_today
from luoshi.duban.ui.navigation import PERSONAL, address, in_one_line, links


def frame(request: HttpRequest) -> dict[str, object]:
    """Navigation, the person's menu, and whether this is a demonstration.  Nothing is read before a page asks."""
    user = getattr(request, "user", None)
    shown: dict[str, object] = {"is_demo": settings.DEMO, "home_url": address("ui:home")}
    if isinstance(user, User):
        # Functions: a fragment or a bare page that shows no frame costs no query, and a page that asks twice one.
        navigation = cache(lambda: in_one_line(list(links(request))))
        shown |= {
            "navigation": lambda: navigation()[0],
            "navigation_more": lambda: navigation()[1],
            "personal_links": lambda: list(links(request, PERSONAL)),
            "posts_of_user": cache(lambda: posts(user)),
            "sign_out_url": address("accounts:sign-out"),
            "inbox_url": address("reminders:inbox"),
            "inbox_count_url": address("reminders:unread"),
        }
    return shown


def posts(user: User) -> list[str]:
    """What the person is, in words: the posts held today, and for administrators their role."""
    held = [str(tenure.post) for tenure in tenures_today(user)]
    return held or [str(role.label) for role in Role if role in roles_of(user)]
