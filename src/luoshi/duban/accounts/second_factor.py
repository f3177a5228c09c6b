"""Who must have a second factor, and who has one."""

from __future__ import annotations

from django.conf import settings

from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.models import SecondFactor, User
from luoshi.duban.accounts.roles import ADMINISTRATORS


def factor_of(user: User) -> SecondFactor | None:
    """The confirmed second factor of *user*."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def is_required(user: User) -> bool:
    """Whether the settings ask *user* for a second factor."""
    if settings.REQUIRE_SECOND_FACTOR == "all":
        return True
    return settings.REQUIRE_SECOND_FACTOR == "administrators" and not ADMINISTRATORS.isdisjoint(roles_of(user))
