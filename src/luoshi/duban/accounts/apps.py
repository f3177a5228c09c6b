"""The app's name for Django; the database keeps the administrators apart."""

from __future__ import annotations

from django.apps import AppConfig

from luoshi.duban.audit.triggers import Refusal, keep

_OVERLAPS = (
    "EXISTS (SELECT 1 FROM accounts_rolegrant WHERE user_id = NEW.user_id AND (ends IS NULL OR ends > NEW.starts))"
)


class AccountsConfig(AppConfig):
    """人员."""

    name = "luoshi.duban.accounts"
    verbose_name = "人员"

    def ready(self) -> None:
        """One person holds at most one administrator's role at a time, and no grant is forgotten."""
        keep(
            Refusal("accounts_rolegrant", "INSERT", "the administrators exclude one another", _OVERLAPS),
            Refusal("accounts_rolegrant", "DELETE", "a grant is ended, not deleted"),
        )
