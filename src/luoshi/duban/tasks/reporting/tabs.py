"""The pages of 报送, for the component ``tabs.html``."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.tasks.reporting.queries import links_visible_to, returned_to


def tabs(user: User, here: str) -> list[dict[str, object]]:
    """Each with how much waits there."""
    alive = links_visible_to(user).filter(revoked_at__isnull=True, expires_at__gt=clock.now())
    pages = (
        ("owed", _("欠报单位"), None),
        ("owed-returned", _("收回的报送表"), returned_to(user).filter(taken_at__isnull=True).count()),
        ("owed-links", _("报送链接"), alive.count()),
    )
    return [
        {"title": title, "url": reverse(f"tasks:{name}"), "here": name == here, "count": count or None}
        for name, title, count in pages
    ]
