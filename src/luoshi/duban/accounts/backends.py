"""Who a session belongs to, with the office in the same query: every page names both."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from luoshi.duban.accounts.models import User


class Accounts(ModelBackend):
    """Django's own backend over our accounts."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; ``None`` where the account is gone or switched off."""
        user = User.objects.select_related("office").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
